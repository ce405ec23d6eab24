"""`/invitation`: the page that the link of an invitation opens.

It works without its script too: then the part of the link behind the `#` is pasted by hand.
"""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from rest_framework.exceptions import ValidationError

from tenants.inviting import DeadInvitation, accept_invitation
from tenants.models import User
from tenants.throttles import AddressRate
from tenants.views.sign_in import SignInView

_PAGE = "clientsvia/invitation.html"


class InvitationForm(forms.Form):
    """The secret of the link, and a password."""

    token = forms.CharField(
        label="Code: the part of your link behind the #",
        max_length=128,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    password = forms.CharField(
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def accept(self) -> User | None:
        """Return the user whose password is set now; None with what is wrong in the form."""
        try:
            return accept_invitation(**self.cleaned_data)
        except DeadInvitation as error:
            self.add_error(None, str(error.detail))
        except ValidationError as error:
            self.add_error("password", error.detail["password"])
        return None


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def show_invitation(request: HttpRequest) -> HttpResponse:
    """Ask for a password, set it, and say how to go on."""
    if request.method != "POST":
        return render(request, _PAGE, {"form": InvitationForm()})
    if not AddressRate().allow_request(request, SignInView()):
        return render(request, _PAGE, {"is_held_back": True}, status=429)
    form = InvitationForm(request.POST)
    user = form.accept() if form.is_valid() else None
    if user is None:
        return render(request, _PAGE, {"form": form}, status=400)
    return render(request, _PAGE, {"email": user.email})
