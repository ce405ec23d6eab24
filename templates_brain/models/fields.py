"""The columns that a template's row and a company's copy of it have in common."""

from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    RegexValidator,
)
from django.db import models

PRIORITY_MIN, PRIORITY_MAX = -10, 100

valid_key = RegexValidator(
    r"^[a-z][a-z0-9_]*$", "Use small letters, digits and underscores, a letter first."
)
valid_variable_name = RegexValidator(
    r"^[A-Za-z][A-Za-z0-9_]*$", "Use letters, digits and underscores, a letter first."
)
unit_interval = (MinValueValidator(0.0), MaxValueValidator(1.0))


def list_of_texts(value: object) -> None:
    """Raise `ValidationError` unless `value` is a list of texts, none of them blank."""
    if not isinstance(value, list) or not all(
        isinstance(one, str) and one.strip() for one in value
    ):
        raise ValidationError("This must be a list of texts, none of them blank.")


class TextListField(models.JSONField):
    """A list of texts."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs = {"default": list, "blank": True, "validators": (list_of_texts,), **kwargs}
        super().__init__(*args, **kwargs)


class ScenarioStatus(models.TextChoices):
    """Whether callers meet the scenario."""

    DRAFT = "draft"
    LIVE = "live"
    ARCHIVED = "archived"


class FollowUp(models.TextChoices):
    """What comes after the reply."""

    NONE = "none", "nothing: listen again"
    ASK = "ask", "ask a question"
    OFFER_BOOKING = "offer_booking", "offer a booking"
    TRANSFER = "transfer", "put the caller through"


class Origin(models.TextChoices):
    """Where a row of a company's configuration came from."""

    TEMPLATE = "template"
    COMPANY = "company"


class VariableType(models.TextChoices):
    """What kind of value a variable takes."""

    TEXT = "text"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    MONEY = "money"
    NUMBER = "number"
    HOURS = "hours"
    ADDRESS = "address"
    ENUM = "enum"
    MULTILINE = "multiline"


class ScenarioColumns(models.Model):
    """An intent with its triggers and replies."""

    key = models.CharField(max_length=64, validators=[valid_key])
    name = models.CharField(max_length=120)
    status = models.CharField(
        max_length=10, choices=ScenarioStatus.choices, default=ScenarioStatus.LIVE
    )
    priority = models.SmallIntegerField(
        default=0,
        validators=[MinValueValidator(PRIORITY_MIN), MaxValueValidator(PRIORITY_MAX)],
        help_text="Decides between scenarios that score the same; -10 to 100.",
    )
    is_emergency = models.BooleanField("emergency", default=False)
    min_score = models.FloatField(
        null=True, blank=True, validators=unit_interval, help_text="Empty: the usual threshold."
    )
    follow_up = models.CharField(
        max_length=16, choices=FollowUp.choices, default=FollowUp.NONE, blank=True
    )
    triggers = TextListField(help_text="What callers say, as they say it.")
    regex_triggers = TextListField(help_text="Patterns for RE2, matched on the whole utterance.")
    negative_triggers = TextListField(help_text="What sounds alike and means something else.")
    quick_replies = TextListField(help_text="Spoken to the caller; {name} is a variable.")
    full_replies = TextListField(help_text="Longer, for a caller who asks for more.")
    reply_weights = models.JSONField(default=dict, blank=True)
    action_hooks = TextListField(help_text="What is done beside the reply.")
    test_phrases = TextListField(help_text="Must reach this scenario, and are not triggers.")

    class Meta:
        abstract = True


class VariableColumns(models.Model):
    """What a variable is, without its value."""

    name = models.CharField(max_length=64, validators=[valid_variable_name])
    label = models.CharField(max_length=120)
    type = models.CharField(max_length=10, choices=VariableType.choices, default=VariableType.TEXT)
    required = models.BooleanField(default=False)
    category = models.CharField(max_length=64, blank=True)
    example = models.CharField(max_length=200, blank=True)
    choices = TextListField(help_text="The values that an enum takes.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


class UrgencyColumns(models.Model):
    """A word that makes a turn urgent, and how much."""

    word = models.CharField(max_length=64)
    weight = models.FloatField(validators=unit_interval)

    class Meta:
        abstract = True
