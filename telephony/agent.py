"""What a turn needs to know of a company: everything, read once, in plain values."""

from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from matching.engine import Index
from telephony.hours import Hours, is_open
from telephony.indexes import IndexInTheMaking
from telephony.releases import known
from telephony.taking.desk import Scheduling
from telephony.taking.fields import Field
from telephony.voice_catalog import LANGUAGE, VOICE

SLOWEST_RATE = 0.5
ANSWER, MESSAGE, TRANSFER = "answer", "message", "transfer"
"""What callers meet while the company is closed; the last two also what follows silence."""


@dataclass(frozen=True, slots=True)
class Voice:
    """How the receptionist sounds: Twilio's voice, its pace, and how some words are said.

    `rate` is a share of the usual pace; `pronunciations` are pairs of a word and what is said.
    `speaker` is the id of a voice at another maker, and `sealed_key` the encrypted key to it: what
    comes from there too late, or not at all, Twilio says.
    """

    language: str = LANGUAGE
    name: str = VOICE
    rate: float = 1.0
    pronunciations: tuple[tuple[str, str], ...] = ()
    speaker: str = ""
    sealed_key: str = field(default="", repr=False)

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Return the voice that `asdict` made the document of."""
        pairs = tuple((text, say) for text, say in document["pronunciations"])
        return known(cls, {**document, "pronunciations": pairs})

    def paced(self, share: float) -> Self:
        """Return the voice at a share of its pace, no slower than anyone can follow."""
        return self if share == 1 else replace(self, rate=max(SLOWEST_RATE, self.rate * share))


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is said: the voice's tone, pace and emotion, and what is said before it."""

    key: str = ""
    tone: str = "neutral"
    pace: str = "normal"
    emotion: str = "neutral"
    openers: tuple[str, ...] = ()

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Return the manner that `asdict` made the document of."""
        return known(cls, {**document, "openers": tuple(document["openers"])})


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Script:
    """How a scenario is answered: a round of its replies, the company's values already in them.

    A script without replies cannot be spoken. It is answered only in a call in which all of
    `requires` and nothing of `excludes` is known, and makes `sets` known; for `cooldown_turns`
    utterances after that it is not answered again. `fields` are what it asks the caller for.
    """

    key: str
    replies: tuple[str, ...]
    follow_up: str = "none"
    action_hooks: tuple[str, ...] = ()
    hook_parameters: dict[str, dict[str, Any]] = field(default_factory=dict)
    is_emergency: bool = False
    manner: str = ""
    cooldown_turns: int = 0
    requires: dict[str, Any] = field(default_factory=dict)
    excludes: dict[str, Any] = field(default_factory=dict)
    sets: dict[str, Any] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Return the script that `asdict` made the document of, in whatever release."""
        lists = {name: tuple(document[name]) for name in ("replies", "action_hooks")}
        asked = tuple(known(Field, one) for one in document.get("fields", ()))
        return known(cls, {**document, **lists, "fields": asked})


@dataclass(frozen=True, slots=True)
class AgentProfile:
    """A company's receptionist at one version of its configuration.

    `catalog` is the engine's document (contract: `match_utterances`); scripts go by scenario key,
    manners by behaviour key, answers by the entry's id, and topics, what each of them is about, by
    either; the numbers to dial are E.164. `business_numbers` are those transfer numbers where
    somebody is only while the company is open; `absent_numbers` those where nobody is now.
    `voicemail` tells whether messages are recorded, `transcribe` whether they are written down too.
    `forward_number` is where every call goes first; `max_calls_per_hour` of 0 is no limit.
    `recording_notice` tells callers that their call is recorded; without one, none is.
    """

    company_id: str
    version: int
    company_name: str
    catalog: dict[str, Any]
    scripts: dict[str, Script]
    answers: dict[str, str]
    manners: dict[str, Manner] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    hints: tuple[str, ...] = ()
    transfer_numbers: tuple[str, ...] = ()
    emergency_number: str = ""
    business_numbers: tuple[str, ...] = ()
    absent_numbers: tuple[str, ...] = ()
    hours: Hours = field(default_factory=Hours)
    voice: Voice = field(default_factory=Voice)
    scheduling: Scheduling = field(default_factory=Scheduling)
    silence_reprompts: int = 2
    silence_then: str = "hangup"
    voicemail: bool = False
    transcribe: bool = False
    after_hours: str = ANSWER
    is_closed: bool = False
    forward_number: str = ""
    allowed_callers: tuple[str, ...] = ()
    blocked_callers: tuple[str, ...] = ()
    max_calls_per_hour: int = 0
    recording_notice: str = ""
    template_key: str = ""
    template_version: int = 0

    def as_document(self) -> dict[str, Any]:
        """Return the profile as JSON values; the catalog, which is a document, is not copied."""
        return asdict(replace(self, catalog={})) | {"catalog": self.catalog}

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Return the profile that `as_document` made the document of, in whatever release.

        What a newer release has added is left out; raises `KeyError` or `TypeError` where a part
        is missing that has no default.
        """
        parts = {
            "scripts": _each(Script, document["scripts"]),
            "manners": _each(Manner, document.get("manners", {})),
            **{name: tuple(document.get(name, ())) for name in _NUMBERS},
            **{name: one.from_document(document[name]) for name, one in _PARTS if name in document},
        }
        return known(cls, {**document, "hints": tuple(document["hints"]), **parts})

    def at(self, moment: datetime) -> Self:
        """Return the profile at a moment in the company's zone: who is there, and who is not.

        A company that has told no hours counts as open. Where messages are taken while it is
        closed, nobody is there.
        """
        if not self.hours.is_set or is_open(self.hours, moment):
            return self
        away = self.transfer_numbers if self.after_hours == MESSAGE else self.business_numbers
        there = tuple(one for one in self.transfer_numbers if one not in away)
        return replace(self, is_closed=True, transfer_numbers=there, absent_numbers=away)

    @property
    def tells_it_is_closed(self) -> bool:
        """Whether callers hear that nobody is in, and leave a message for who is not there."""
        return self.is_closed and self.after_hours != ANSWER

    @property
    def lets_the_silent_leave_a_message(self) -> bool:
        """Whether a message follows silence: by wish, or as there is nobody to put through to."""
        has_nobody = self.silence_then == TRANSFER and not self.transfer_numbers
        return self.silence_then == MESSAGE or has_nobody


_NUMBERS = (
    "transfer_numbers", "business_numbers", "absent_numbers", "allowed_callers", "blocked_callers",
)  # fmt: skip
_PARTS: tuple[tuple[str, Any], ...] = (
    ("hours", Hours),
    ("voice", Voice),
    ("scheduling", Scheduling),
)


def _each(kind: Any, documents: dict[str, Any]) -> dict[str, Any]:
    return {key: kind.from_document(document) for key, document in documents.items()}


@dataclass(frozen=True, slots=True)
class Agent:
    """A profile with its index, which may still be being built: a greeting needs none."""

    profile: AgentProfile
    indexed: IndexInTheMaking = field(repr=False)

    @property
    def index(self) -> Index:
        """Return the index, once it is built, or the one before."""
        return self.indexed.get()

    def at(self, moment: datetime) -> Self:
        """Return the agent at a moment in the company's zone."""
        return replace(self, profile=self.profile.at(moment))

    def unrecorded(self) -> Self:
        """Return the agent for a call that is never recorded."""
        return replace(self, profile=replace(self.profile, recording_notice=""))
