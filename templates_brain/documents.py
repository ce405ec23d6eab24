"""The schema of a template's document, the one form in which templates are exchanged."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers

from templates_brain.models.fields import (
    Emotion,
    Pace,
    Tone,
    VariableType,
    valid_key,
    valid_variable_name,
)
from templates_brain.scenario_documents import (
    QUICK_REPLY_MAX_CHARS,
    NumberField,
    ScenarioDocument,
    TemplateScenarioDocument,
    texts,
)
from templates_brain.values import default_fault, validation_fault
from tenants.serializers import StrictSerializer

__all__ = ["QUICK_REPLY_MAX_CHARS", "ScenarioDocument", "TemplateScenarioDocument"]

SCHEMA_VERSION = 1
OPENER_MAX_CHARS = 120

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a document, and where."""

    place: Place
    message: str

    def __str__(self) -> str:
        where = ".".join(map(str, self.place))
        return f"{where}: {self.message}" if where else self.message

    def as_document(self) -> dict[str, str]:
        """Return the fault as the commands print it."""
        return {"place": ".".join(map(str, self.place)), "message": self.message}


class InvalidDocument(ValueError):
    """A document is not a template; its text names the first place at fault, `faults` all."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(str(faults[0]))
        self.faults = faults


class SynonymDocument(StrictSerializer):
    """A word that is heard as another."""

    word = serializers.CharField(max_length=64)
    means = serializers.CharField(max_length=64)


class CategoryDocument(StrictSerializer):
    """A group of scenarios, with the words that are said where such a scenario is live."""

    key = serializers.CharField(max_length=64, validators=[valid_key])
    name = serializers.CharField(max_length=120)
    fillerWords = texts(64, source="filler_words", default=list)
    synonyms = SynonymDocument(many=True, default=list)


class BehaviourDocument(StrictSerializer):
    """A way of speaking."""

    key = serializers.CharField(max_length=64, validators=[valid_key])
    name = serializers.CharField(max_length=120)
    tone = serializers.ChoiceField(Tone.choices, default=Tone.NEUTRAL)
    pace = serializers.ChoiceField(Pace.choices, default=Pace.NORMAL)
    emotion = serializers.ChoiceField(Emotion.choices, default=Emotion.NEUTRAL)
    openers = texts(OPENER_MAX_CHARS, default=list)


class ValidationDocument(StrictSerializer):
    """What a value must be beyond its type."""

    pattern = serializers.CharField(max_length=200, required=False)
    min = NumberField(required=False)
    max = NumberField(required=False)
    minLength = serializers.IntegerField(min_value=1, required=False)
    maxLength = serializers.IntegerField(min_value=1, required=False)


class VariableDocument(StrictSerializer):
    """A variable's definition, never its value."""

    name = serializers.CharField(max_length=64, validators=[valid_variable_name])
    label = serializers.CharField(max_length=120)
    type = serializers.ChoiceField(VariableType.choices, default=VariableType.TEXT)
    required = serializers.BooleanField(default=False)
    default = serializers.CharField(max_length=200, default="", allow_blank=True)
    category = serializers.CharField(max_length=64, default="", allow_blank=True)
    example = serializers.CharField(max_length=200, default="", allow_blank=True)
    choices = texts(200, default=list)
    validation = ValidationDocument(default=dict)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a rule that makes no sense for the type, and a default that is a fact."""
        for field, fault in _definition_faults(attrs):
            raise serializers.ValidationError({field: [fault]})
        return attrs


class UrgencyDocument(StrictSerializer):
    """A word that makes a turn urgent, and how much."""

    word = serializers.CharField(max_length=64)
    weight = NumberField(min_value=0, max_value=1)


class TemplateDocument(StrictSerializer):
    """A whole template."""

    schema = serializers.ChoiceField([SCHEMA_VERSION])
    key = serializers.CharField(max_length=64, validators=[valid_key])
    name = serializers.CharField(max_length=120)
    industry = serializers.CharField(max_length=64)
    description = serializers.CharField(default="", allow_blank=True)
    extends = serializers.CharField(max_length=64, allow_null=True, default=None)
    version = serializers.IntegerField(required=False, help_text="Told by an export, not read.")
    contentHash = serializers.CharField(required=False, help_text="Told by an export, not read.")
    categories = CategoryDocument(many=True)
    behaviours = BehaviourDocument(many=True, default=list)
    variableDefinitions = VariableDocument(many=True, default=list)
    fillerWords = texts(64, default=list)
    synonyms = SynonymDocument(many=True, default=list)
    urgencyKeywords = UrgencyDocument(many=True, default=list)
    scenarios = TemplateScenarioDocument(many=True, allow_empty=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse names that occur twice, and categories and behaviours that are not there."""
        faults: dict[str, Any] = {
            field: [f"{repeated} stands here more than once."]
            for field, name in {**NAMED, "fillerWords": None}.items()
            if (repeated := _repeated([row[name] if name else row for row in attrs[field]]))
        }
        missing = {} if attrs["extends"] else names_missing(attrs)
        if missing and "scenarios" not in faults:
            faults["scenarios"] = missing
        if faults:
            raise serializers.ValidationError(faults)
        return attrs


NAMED = {
    "categories": "key",
    "behaviours": "key",
    "scenarios": "key",
    "variableDefinitions": "name",
    "urgencyKeywords": "word",
    "synonyms": "word",
}
"""The lists of a document, and what tells their items apart."""


def checked_template(document: object) -> dict[str, Any]:
    """Return the document's rows in our column names; raises `InvalidDocument`."""
    if not isinstance(document, dict):
        message = "A template is one object with a key, a name and scenarios."
        raise InvalidDocument(Fault((), message))
    serializer = TemplateDocument(data=document)
    if not serializer.is_valid():
        raise InvalidDocument(*faults_in(serializer.errors))
    return dict(serializer.validated_data)


def completed(content: dict[str, Any]) -> dict[str, Any]:
    """Return a version's content with what a version from before some field leaves out."""
    lists = {field: completed_rows(field, content.get(field, ())) for field in NAMED}
    return {"fillerWords": [], **content, **lists}


def completed_rows(field: str, rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows of one of a document's lists with what they leave out."""
    return [{**_DEFAULTS[field], **row} for row in rows]


def as_cloned(content: dict[str, Any]) -> dict[str, Any]:
    """Return the completed content without what only its editors see."""
    whole = completed(content)
    kept = [{name: one[name] for name in one if name != "notes"} for one in whole["scenarios"]]
    return {**whole, "scenarios": kept}


def names_missing(document: dict[str, Any]) -> dict[int, Any]:
    """Return, by place, the faults of scenarios that name what the document does not have."""
    known = {
        "category": {row["key"] for row in document["categories"]},
        "behaviour": {"", *(row["key"] for row in document["behaviours"])},
    }
    faults: dict[int, Any] = {}
    for position, scenario in enumerate(document["scenarios"]):
        for field, keys in known.items():
            name = scenario.get(field)
            if name is not None and name not in keys:
                message = f"There is no {field} {name}."
                faults.setdefault(position, {})[field] = [message]
    return faults


def columns_of(schema: type[serializers.Serializer[Any]]) -> dict[str, str]:
    """Return a schema's field names, each with its column."""
    return {name: field.source or name for name, field in schema().get_fields().items()}


def faults_in(errors: Any, place: Place = ()) -> Iterator[Fault]:
    """Yield every error of a serializer with its place, in the order of the document."""
    if isinstance(errors, dict):
        for name, value in errors.items():
            yield from faults_in(value, place if name == NO_FIELD else (*place, name))
    elif isinstance(errors, list) and any(isinstance(one, dict) for one in errors):
        for position, value in enumerate(errors):
            yield from faults_in(value, (*place, position))
    else:
        yield from (Fault(place, str(message)) for message in errors)


def _repeated(names: list[str]) -> str:
    return ", ".join(sorted({name for name in names if names.count(name) > 1}))


def _definition_faults(attrs: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if attrs["type"] == VariableType.ENUM and not attrs["choices"]:
        yield "choices", "An enum needs the values that it takes."
    fault = validation_fault(attrs["type"], attrs["validation"])
    if fault:
        yield "validation", fault
    fault = default_fault(attrs) if attrs["default"] else None
    if fault:
        yield "default", fault


def _defaults_of(schema: type[serializers.Serializer[Any]]) -> dict[str, Any]:
    fields = schema().get_fields().items()
    return {
        name: field.default() if callable(field.default) else field.default
        for name, field in fields
        if field.default is not serializers.empty
    }


NO_FIELD = "nonFieldErrors"
_DEFAULTS = {
    "categories": _defaults_of(CategoryDocument),
    "behaviours": _defaults_of(BehaviourDocument),
    "variableDefinitions": _defaults_of(VariableDocument),
    "scenarios": _defaults_of(TemplateScenarioDocument),
    "urgencyKeywords": {},
    "synonyms": {},
}
