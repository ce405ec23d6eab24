"""What a company answers with, as the engine takes it in."""

from dataclasses import dataclass, field
from typing import Any

from matching.engine.document import CatalogError, Fields

__all__ = [
    "Catalog",
    "CatalogError",
    "Intent",
    "Question",
    "Synonym",
    "Thresholds",
    "UrgencyKeyword",
]

QNA_THRESHOLD = 0.80
SCENARIO_THRESHOLD = 0.50


@dataclass(frozen=True, slots=True)
class UrgencyKeyword:
    """A word or phrase that makes an utterance more urgent by its weight, 0 to 1."""

    word: str
    weight: float

    @classmethod
    def from_fields(cls, fields: Fields) -> "UrgencyKeyword":
        """The keyword that a catalog's object describes."""
        fields.allow("word", "weight")
        return cls(word=fields.words("word"), weight=fields.fraction("weight"))


@dataclass(frozen=True, slots=True)
class Synonym:
    """A word or phrase that callers say for another one, which the triggers use."""

    word: str
    means: str

    @classmethod
    def from_fields(cls, fields: Fields) -> "Synonym":
        """The synonym that a catalog's object describes."""
        fields.allow("word", "means")
        return cls(word=fields.words("word"), means=fields.words("means"))


@dataclass(frozen=True, slots=True)
class Question:
    """A company's own question, the ways to ask it, and its answer."""

    id: str
    question: str
    alternatives: tuple[str, ...] = ()
    answer: str = ""

    @classmethod
    def from_fields(cls, fields: Fields) -> "Question":
        """The question that a catalog's object describes."""
        fields.allow("id", "question", "alternatives", "answer")
        return cls(
            id=fields.identifier("id"),
            question=fields.words("question"),
            alternatives=fields.phrases("alternatives"),
            answer=fields.text("answer"),
        )


@dataclass(frozen=True, slots=True)
class Intent:
    """A scenario as the engine sees it: how callers ask for it, not what is replied.

    One that `is_informational` only tells something, so that it is answered without being
    confirmed first.
    """

    id: str
    triggers: tuple[str, ...] = ()
    key: str = ""
    name: str = ""
    category: str = ""
    regex_triggers: tuple[str, ...] = ()
    negative_triggers: tuple[str, ...] = ()
    priority: int = 0
    is_emergency: bool = False
    is_informational: bool = False
    min_score: float = 0.0

    @classmethod
    def from_fields(cls, fields: Fields) -> "Intent":
        """The scenario that a catalog's object describes."""
        fields.allow(
            *("id", "key", "name", "category", "triggers", "regexTriggers"),
            *("negativeTriggers", "priority", "isEmergency", "isInformational", "minScore"),
        )
        return cls(
            id=fields.identifier("id"),
            key=fields.text("key"),
            name=fields.text("name"),
            category=fields.text("category"),
            triggers=fields.phrases("triggers", is_required=True),
            regex_triggers=fields.strings("regexTriggers"),
            negative_triggers=fields.phrases("negativeTriggers"),
            priority=fields.integer("priority"),
            is_emergency=fields.flag("isEmergency"),
            is_informational=fields.flag("isInformational"),
            min_score=fields.fraction("minScore", default=0.0),
        )


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The least scores that are answered, 0 to 1; 0 always answers with the best candidate."""

    qna: float = QNA_THRESHOLD
    scenario: float = SCENARIO_THRESHOLD

    @classmethod
    def from_fields(cls, fields: Fields) -> "Thresholds":
        """The thresholds that a catalog's object describes."""
        fields.allow("qna", "scenario")
        return cls(
            qna=fields.fraction("qna", default=QNA_THRESHOLD),
            scenario=fields.fraction("scenario", default=SCENARIO_THRESHOLD),
        )


@dataclass(frozen=True, slots=True)
class Catalog:
    """Everything that one company can answer, in the order of its configuration."""

    scenarios: tuple[Intent, ...] = ()
    qnas: tuple[Question, ...] = ()
    filler_words: tuple[str, ...] = ()
    urgency_keywords: tuple[UrgencyKeyword, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    thresholds: Thresholds = field(default_factory=Thresholds)

    @classmethod
    def from_document(cls, document: Any) -> "Catalog":
        """The catalog that a JSON document describes; CatalogError names what is wrong with it."""
        fields = Fields.of("catalog", document)
        fields.allow(
            *("scenarios", "qnas", "fillerWords", "urgencyKeywords", "synonyms", "thresholds")
        )
        if not {"scenarios", "qnas"} & fields.values.keys():
            raise CatalogError("catalog needs scenarios or qnas.")
        catalog = cls(
            scenarios=tuple(map(Intent.from_fields, fields.objects("scenarios"))),
            qnas=tuple(map(Question.from_fields, fields.objects("qnas"))),
            filler_words=fields.strings("fillerWords"),
            urgency_keywords=tuple(
                map(UrgencyKeyword.from_fields, fields.objects("urgencyKeywords"))
            ),
            synonyms=tuple(map(Synonym.from_fields, fields.objects("synonyms"))),
            thresholds=Thresholds.from_fields(fields.object("thresholds")),
        )
        _refuse_repeated("scenarios", [scenario.id for scenario in catalog.scenarios])
        _refuse_repeated("qnas", [qna.id for qna in catalog.qnas])
        return catalog


def _refuse_repeated(name: str, ids: list[str]) -> None:
    seen: set[str] = set()
    for identifier in ids:
        if identifier in seen:
            raise CatalogError(f"{name} has the id {identifier!r} twice.")
        seen.add(identifier)
