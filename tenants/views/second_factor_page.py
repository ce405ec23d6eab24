"""`/admin/second-factor`: where staff set up their second factor, give it, and move it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import login as remember
from unfold.widgets import UnfoldAdminPasswordWidget, UnfoldAdminTextInputWidget

from tenants import second_factor
from tenants.addresses import client_address
from tenants.limits import forget_tries, may_try_password
from tenants.models import User


class CodeForm(forms.Form):
    """A code of the app, or one of the recovery codes."""

    code = forms.CharField(
        max_length=40,
        widget=UnfoldAdminTextInputWidget(
            attrs={"autocomplete": "one-time-code", "autofocus": True, "spellcheck": "false"}
        ),
    )


class PasswordForm(forms.Form):
    """The password once more, before anything about the second factor changes."""

    password = forms.CharField(
        max_length=1024,
        strip=False,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "current-password"}),
    )


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def show_second_factor(request: HttpRequest) -> HttpResponse:
    """Show what is next: to set it up, to give a code, or to change it."""
    user = request.user
    if not isinstance(user, User) or not user.is_staff:
        return redirect("admin:login")
    if not second_factor.is_set_up(user):
        return _set_up(request, user)
    return _change(request, user) if user.otp_device else _ask(request, user)


def _set_up(request: HttpRequest, user: User) -> HttpResponse:
    app = second_factor.app_to_set_up(user)
    form = CodeForm(request.POST or None)
    codes = second_factor.set_up(app, form.cleaned_data["code"]) if form.is_valid() else None
    if codes:
        _let_in(request, app)
        return _show_codes(request, codes)
    picture = second_factor.picture_of(app.address())
    return _show(request, "set_up", _refused(form), picture=picture, key=app.key())


def _ask(request: HttpRequest, user: User) -> HttpResponse:
    form = CodeForm(request.POST or None)
    device = second_factor.accept(user, form.cleaned_data["code"]) if form.is_valid() else None
    if device is None:
        return _show(request, "give", _refused(form))
    _let_in(request, device)
    return HttpResponseRedirect(_next(request))


def _change(request: HttpRequest, user: User) -> HttpResponse:
    form = PasswordForm(request.POST or None)
    if not form.is_valid() or not _is_password_of(request, user, form.cleaned_data["password"]):
        left = second_factor.recovery_codes_left(user)
        return _show(request, "change", _refused(form, "password"), left=left)
    if "renew" in request.POST:
        return _show_codes(request, second_factor.renew_recovery_codes(user))
    second_factor.reset(user)
    logout(request)
    return redirect("second-factor")


def _is_password_of(request: HttpRequest, user: User, password: str) -> bool:
    pair = (user.email, client_address(request))
    is_right = may_try_password(*pair) and user.check_password(password)
    if is_right:
        forget_tries(*pair)
    return is_right


def _let_in(request: HttpRequest, device: Any) -> None:
    """Let the session act as staff, under a key that it did not have before."""
    request.session.cycle_key()
    remember(request, device)


def _refused(form: forms.Form, field: str = "code") -> forms.Form:
    """Return the form, told that it was wrong where it was sent and no worse is known."""
    if form.is_bound and form.is_valid():
        form.add_error(field, f"This {field} is wrong.")
    return form


def _next(request: HttpRequest) -> str:
    wanted = request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if is_ours else reverse("admin:index")


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return _show(request, "codes", None, codes=codes)


def _show(request: HttpRequest, step: str, form: forms.Form | None, **context: Any) -> HttpResponse:
    frame = {**admin.site.each_context(request), "title": "Second factor", "form": form}
    status = 400 if form is not None and form.errors else 200
    template = f"desk/second_factor/{step}.html"
    return TemplateResponse(request, template, {**frame, **context}, status=status)
