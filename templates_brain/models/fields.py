"""The columns that a template's row and a company's copy of it have in common."""

from typing import Any

from django.core.validators import (
    MaxValueValidator,
    MinValueValidator,
    RegexValidator,
)
from django.db import models

from templates_brain.models.choices import (
    Channel,
    Emotion,
    EntityType,
    FollowUp,
    Origin,
    Pace,
    ScenarioStatus,
    Tone,
    VariableType,
)
from tenants.texts import list_of_texts

__all__ = [
    "Channel",
    "Emotion",
    "EntityType",
    "FollowUp",
    "Origin",
    "Pace",
    "ScenarioStatus",
    "Tone",
    "VariableType",
    "list_of_texts",
]

PRIORITY_MIN, PRIORITY_MAX = -10, 100
COOLDOWN_MAX_TURNS = 50
LANGUAGE = "en-US"

valid_key = RegexValidator(
    r"^[a-z][a-z0-9_]*$", "Use small letters, digits and underscores, a letter first."
)
valid_variable_name = RegexValidator(
    r"^[A-Za-z][A-Za-z0-9_]*$", "Use letters, digits and underscores, a letter first."
)
valid_language = RegexValidator(
    r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$", "Write a language such as en-US."
)
unit_interval = (MinValueValidator(0.0), MaxValueValidator(1.0))


class TextListField(models.JSONField):
    """A list of texts."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs = {"default": list, "blank": True, "validators": (list_of_texts,), **kwargs}
        super().__init__(*args, **kwargs)


def no_records() -> list[dict[str, Any]]:
    """Return the empty list of records."""
    return []


class CategoryColumns(models.Model):
    """A group of scenarios, with the words that are said where such a scenario is live."""

    key = models.CharField(max_length=64, validators=[valid_key])
    name = models.CharField(max_length=120)
    filler_words = TextListField(help_text="Fillers while a scenario of this category is live.")
    synonyms = models.JSONField(
        default=no_records, blank=True, help_text='Such as [{"word": "a c", "means": "ac"}].'
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


class BehaviourColumns(models.Model):
    """A way of speaking that scenarios name by its key."""

    key = models.CharField(max_length=64, validators=[valid_key])
    name = models.CharField(max_length=120)
    tone = models.CharField(max_length=10, choices=Tone.choices, default=Tone.NEUTRAL)
    pace = models.CharField(max_length=10, choices=Pace.choices, default=Pace.NORMAL)
    emotion = models.CharField(max_length=10, choices=Emotion.choices, default=Emotion.NEUTRAL)
    openers = TextListField(help_text="Said before a reply, each once a call.")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


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
    language = models.CharField(max_length=12, default=LANGUAGE, validators=[valid_language])
    channel = models.CharField(max_length=5, choices=Channel.choices, default=Channel.ANY)
    cooldown_turns = models.PositiveSmallIntegerField(
        default=0,
        validators=[MaxValueValidator(COOLDOWN_MAX_TURNS)],
        help_text="For so many turns after its reply it is not given again.",
    )
    preconditions = models.JSONField(
        default=dict, blank=True, help_text='Such as {"requires": {"is_member": true}}.'
    )
    effects = models.JSONField(
        default=dict, blank=True, help_text='Such as {"set": {"is_member": true}}.'
    )
    follow_up = models.CharField(
        max_length=16, choices=FollowUp.choices, default=FollowUp.NONE, blank=True
    )
    behaviour = models.CharField(
        max_length=64, blank=True, validators=[valid_key], help_text="A behaviour's key."
    )
    triggers = TextListField(help_text="What callers say, as they say it.")
    regex_triggers = TextListField(help_text="Patterns for RE2, matched on the whole utterance.")
    negative_triggers = TextListField(help_text="What sounds alike and means something else.")
    quick_replies = TextListField(help_text="Spoken to the caller; {name} is a variable.")
    full_replies = TextListField(help_text="Longer, for a caller who asks for more.")
    reply_weights = models.JSONField(
        default=dict, blank=True, help_text="How often a reply is given, by its text; 1 if unsaid."
    )
    action_hooks = TextListField(help_text="What is done beside the reply.")
    hook_parameters = models.JSONField(
        default=dict, blank=True, help_text='Such as {"escalate": {"first": "people"}}.'
    )
    entities = models.JSONField(
        default=no_records, blank=True, help_text='Such as [{"name": "day", "type": "date"}].'
    )
    test_phrases = TextListField(help_text="Must reach this scenario, and are not triggers.")

    class Meta:
        abstract = True


class VariableColumns(models.Model):
    """What a variable is, without its value."""

    name = models.CharField(max_length=64, validators=[valid_variable_name])
    label = models.CharField(max_length=120)
    type = models.CharField(max_length=10, choices=VariableType.choices, default=VariableType.TEXT)
    required = models.BooleanField(default=False)
    default = models.CharField(
        max_length=200, blank=True, help_text="Said where a company has no value; never a fact."
    )
    category = models.CharField(max_length=64, blank=True)
    example = models.CharField(max_length=200, blank=True)
    choices = TextListField(help_text="The values that an enum takes.")
    validation = models.JSONField(
        default=dict, blank=True, help_text='Such as {"min": 0, "max": 500} or {"pattern": "…"}.'
    )
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True


class UrgencyColumns(models.Model):
    """A word that makes a turn urgent, and how much."""

    word = models.CharField(max_length=64)
    weight = models.FloatField(validators=unit_interval)

    class Meta:
        abstract = True


class SynonymColumns(models.Model):
    """A word that is heard as another; what it becomes is not looked up again."""

    word = models.CharField(max_length=64)
    means = models.CharField(max_length=64)

    class Meta:
        abstract = True
