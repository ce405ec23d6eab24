"""Who signs in."""

import uuid
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q, UniqueConstraint
from django.db.models.functions import Lower

from tenants.constraints import OwnRowsOnly
from tenants.managers import OwnRowsManager
from tenants.scope import scope_of_own


class Role(models.TextChoices):
    """What a user may do, least first; each may do what those before it may."""

    VIEWER = "viewer"
    MANAGER = "manager"
    OWNER = "owner"
    ADMIN = "admin", "platform staff"

    def covers(self, needed: "Role") -> bool:
        """Return whether this role may do what `needed` may."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


class UserManager(BaseUserManager["User"]):
    """Users of every company: for sign-in alone, everything else uses `User.in_company`."""

    def create_user(self, email: str, password: str, **fields: Any) -> "User":
        """Save a user with a hashed password; without a role, a viewer."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str, **fields: Any) -> "User":
        """Save one of the platform's staff."""
        return self.create_user(email, password, role=Role.ADMIN, **fields)


class User(AbstractBaseUser):
    """A person of one company, or of the platform's staff (role admin, no company)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField("e-mail address", unique=True)
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.VIEWER)
    company = models.ForeignKey(
        "tenants.Company",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty for platform staff only.",
    )
    is_active = models.BooleanField("active", default=True)
    invitation_hash = models.CharField(  # the SHA-256 of the one link that sets the password
        max_length=64, unique=True, null=True, blank=True, editable=False
    )
    invitation_expires_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    in_company = OwnRowsManager("company_id")

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        ordering = ("email",)
        constraints = (
            OwnRowsOnly(name="tenants_user_own_rows"),
            UniqueConstraint(Lower("email"), name="tenants_user_email_without_case"),
            models.CheckConstraint(
                condition=(
                    Q(role=Role.ADMIN, company__isnull=True)
                    | (~Q(role=Role.ADMIN) & Q(company__isnull=False))
                ),
                name="tenants_user_staff_have_no_company",
                violation_error_message="Platform staff have no company; everyone else has one.",
            ),
        )

    def __str__(self) -> str:
        return self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save in the scope in force, and at sign-in, which knows none, in the user's own."""
        with scope_of_own(self.company_id, "user"):
            super().save(*args, **kwargs)

    def set_password(self, raw_password: str | None) -> None:
        """Hash the password into this row; a link that would set another one is dead from now."""
        super().set_password(raw_password)
        self.forget_invitation()

    def forget_invitation(self) -> None:
        """Make the link that sets this user's password a dead one."""
        self.invitation_hash = self.invitation_expires_at = None

    @property
    def is_invited(self) -> bool:
        """Whether the user has been invited and has no password yet."""
        return not self.has_usable_password()

    @property
    def is_staff(self) -> bool:
        """Whether the user may enter the operators' desk."""
        return self.role == Role.ADMIN

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Return whether Django's admin lets the user do `perm`: staff may do all of it."""
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        """Return whether Django's admin shows the user this app."""
        return self.is_active and self.is_staff

    def may(self, needed: Role) -> bool:
        """Return whether the user's role covers `needed`."""
        return Role(self.role).covers(needed)
