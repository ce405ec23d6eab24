"""A global template and its published versions. No company's data is ever in one."""

import uuid

from django.db import models

from templates_brain.models.fields import valid_key


class Template(models.Model):
    """What a kind of business's receptionist knows; its rows are the draft that staff edit."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=64, unique=True, validators=[valid_key])
    name = models.CharField(max_length=120)
    industry = models.CharField(max_length=64)
    description = models.TextField(blank=True)
    extends = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="extensions",
        help_text="Its published scenarios are this template's too, unless replaced by key.",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name

    def latest_version(self) -> "TemplateVersion | None":
        """Return the newest published version, or None before the first."""
        return self.versions.order_by("-number").first()


class TemplateVersion(models.Model):
    """A published template: a document that never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField(help_text="The template's document, as export_template prints it.")
    content_hash = models.CharField(max_length=64)
    parent_version = models.PositiveIntegerField(
        null=True, blank=True, help_text="The version of what it extends that it was built on."
    )
    vectors = models.BinaryField(
        default=b"",
        editable=False,
        help_text="Its triggers' vectors, those of the bundled left out.",
    )
    note = models.CharField(max_length=200, blank=True)
    published_by = models.CharField(max_length=254)
    published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("template", "-number")
        constraints = (
            models.UniqueConstraint(fields=["template", "number"], name="one_version_a_number"),
        )

    def __str__(self) -> str:
        return f"{self.template} {self.number}"
