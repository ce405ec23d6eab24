"""The operators' desk as its tests use it: pages opened, forms filled in and sent."""

from typing import Any

from django.db.models import Model
from django.forms import BaseForm
from django.test import Client
from django.urls import reverse
from django_otp import DEVICE_ID_SESSION_KEY

from templates_brain.models import Scenario
from tenants.models import AuthenticatorApp, Company, User
from tenants.scope import company_scope
from tests.factories import AuthenticatorAppFactory, UserFactory

NOBODY = "00000000-0000-0000-0000-000000000000"
"""An id that no row has."""


class Desk:
    """A signed-in member of staff before the desk."""

    def __init__(self, staff: User) -> None:
        self.staff = staff
        self.client = Client()
        sign_in_at_the_desk(self.client, staff)

    def url(self, model: type[Model] | Model, page: str, *args: object) -> str:
        """Return the path of a model's page."""
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)

    def open(self, model: type[Model] | Model, page: str, *args: object, **query: object) -> Any:
        """Open a model's page."""
        return self.client.get(self.url(model, page, *args), query)

    def add(self, model: type[Model], **values: object) -> Any:
        """Fill in the page that adds a row, and save."""
        url = self.url(model, "add")
        owner = {name: _sent(values[name]) for name in values.keys() & {"company", "template"}}
        return self._send(url, self.client.get(url, owner), values)

    def change(self, row: Model, **values: object) -> Any:
        """Change some fields of a row's page, and save all of it as it is shown."""
        url = self.url(row, "change", row.pk)
        return self._send(url, self.client.get(url), values)

    def page_url(self, row: Model, page: str) -> str:
        """Return the path of a page that hangs below a row's own."""
        return self.url(row, "change", row.pk).replace("/change/", f"/{page}/")

    def act(self, action: str, *rows: Model, **sent: str) -> Any:
        """Run an action on rows that are ticked in their list."""
        data = {"action": action, "_selected_action": [str(row.pk) for row in rows], **sent}
        return self.client.post(self.url(rows[0], "changelist"), data, follow=True)

    def _send(self, url: str, shown: Any, values: dict[str, object]) -> Any:
        data = {**_as_shown(shown.context["adminform"].form), **values}
        return self.client.post(url, {name: _sent(value) for name, value in data.items()})


def sign_in_at_the_desk(client: Client, staff: User) -> None:
    """Sign a member of staff in, the second factor given."""
    app = staff.authenticatorapp_set.first() or AuthenticatorAppFactory(user=staff)
    client.force_login(staff)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = app.persistent_id
    session.save()


def code_of(app: AuthenticatorApp) -> str:
    """Return a code that the app has not shown to us yet, for the next half minute."""
    app.refresh_from_db()
    codes = app.totp()
    codes.drift = max(0, app.last_step + 1 - codes.t())
    return f"{codes.token():06d}"


def refused_everyone_else(url: str) -> None:
    """Assert that only staff reach a page: nobody else gets further than the sign-in."""
    owner = Client()
    owner.force_login(UserFactory())
    for client in (Client(), owner):
        for answer in (client.get(url), client.post(url)):
            assert answer.status_code == 302
            assert answer["Location"].startswith("/admin/login/")


def scenario_of(company: Company, key: str) -> Scenario:
    """Return a company's scenario as it stands now."""
    with company_scope(company.id):
        return Scenario.objects.select_related("category").get(key=key)


def errors_of(response: Any) -> dict[str, list[str]]:
    """Return the errors that the form was sent back with, by field."""
    return dict(response.context["adminform"].form.errors)


def told_last(response: Any) -> str:
    """Return what the desk told the operator last."""
    return str(list(response.context["messages"])[-1])


def _as_shown(form: BaseForm) -> dict[str, object]:
    shown = {bound.html_name: bound.value() for bound in form}
    return {
        name: value for name, value in shown.items() if value is not None and value is not False
    }


def _sent(value: object) -> object:
    return value.pk if isinstance(value, Model) else value
