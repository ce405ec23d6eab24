"""Made-up companies, their people and numbers; a company's rows are made in its scope."""

from typing import Any
from uuid import UUID

import factory
from factory.django import DjangoModelFactory

from tenants.models import (
    AuditEntry,
    AuthenticatorApp,
    Company,
    IdempotencyRecord,
    PhoneNumber,
    Role,
    User,
)
from tenants.scope import company_scope

PASSWORD = "a long enough password"


class CompanyFactory(DjangoModelFactory[Company]):
    """A live company."""

    name = factory.Sequence(lambda n: f"Company {n}")
    is_live = True

    class Meta:
        model = Company

    @classmethod
    def _create(cls, model_class: type[Company], *args: Any, **kwargs: Any) -> Company:
        company = model_class(*args, **kwargs)
        with company_scope(company.id):
            company.save(force_insert=True)
        return company


class UserFactory(DjangoModelFactory[User]):
    """A company's owner, whose password is `PASSWORD`."""

    email = factory.Sequence(lambda n: f"user{n}@example.com")
    role = Role.OWNER
    company = factory.SubFactory(CompanyFactory)

    class Meta:
        model = User

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return model_class.objects.create_user(password=PASSWORD, **kwargs)


class StaffFactory(UserFactory):
    """One of the platform's staff."""

    role = Role.ADMIN
    company = None


class AuthenticatorAppFactory(DjangoModelFactory[AuthenticatorApp]):
    """The second factor of a member of staff, set up."""

    user = factory.SubFactory(StaffFactory)

    class Meta:
        model = AuthenticatorApp

    @classmethod
    def _create(
        cls, model_class: type[AuthenticatorApp], *args: Any, **kwargs: Any
    ) -> AuthenticatorApp:
        app = model_class(*args, **kwargs)
        app.set_new_key()
        app.save(force_insert=True)
        return app


class PhoneNumberFactory(DjangoModelFactory[PhoneNumber]):
    """A number with a Twilio account of its own, whose token is `token`."""

    company = factory.SubFactory(CompanyFactory)
    number = factory.Sequence(lambda n: f"+1239555{1000 + n}")
    account_sid = factory.Sequence(lambda n: f"AC{n:032x}")

    class Meta:
        model = PhoneNumber

    @classmethod
    def _create(
        cls, model_class: type[PhoneNumber], *args: Any, token: str = "token", **kwargs: Any
    ) -> PhoneNumber:
        number = model_class(*args, **kwargs)
        number.set_auth_token(token)
        with company_scope(number.company_id):
            number.save(force_insert=True)
        return number


class TenantFactory(DjangoModelFactory[Any]):
    """Makes a row in its company's scope; `company` is required."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, company: Company | UUID, **kwargs: Any) -> Any:
        with company_scope(getattr(company, "id", company)):
            return model_class.objects.create(*args, **kwargs)


def of_the_same_company(made_by: type[TenantFactory], **values: object) -> factory.SubFactory:
    """Return a row that is made along with another, for the same company."""
    return factory.SubFactory(made_by, company=factory.SelfAttribute("..company"), **values)


class AuditEntryFactory(TenantFactory):
    """Something that was done."""

    actor = "owner@example.com"
    action = "variables_changed"

    class Meta:
        model = AuditEntry


class IdempotencyRecordFactory(TenantFactory):
    """An answer that is on its way."""

    key = factory.Sequence(lambda n: f"key-{n}")
    fingerprint = "0" * 64

    class Meta:
        model = IdempotencyRecord
