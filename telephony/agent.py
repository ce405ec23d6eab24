"""What a turn needs to know of a company: everything, read once, in plain values."""

from dataclasses import asdict, dataclass, field
from typing import Any, Self

from matching.engine import Index
from telephony.indexes import IndexInTheMaking


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
        return cls(**{**document, "openers": tuple(document["openers"])})


@dataclass(frozen=True, slots=True)
class Script:
    """How a scenario is answered: a round of its replies, the company's values already in them.

    A script without replies cannot be spoken. It is answered only in a call in which all of
    `requires` and nothing of `excludes` is known, and makes `sets` known; for `cooldown_turns`
    utterances after that it is not answered again.
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

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Return the script that `asdict` made the document of."""
        lists = {name: tuple(document[name]) for name in ("replies", "action_hooks")}
        return cls(**{**document, **lists})


@dataclass(frozen=True, slots=True)
class AgentProfile:
    """A company's receptionist at one version of its configuration.

    `catalog` is the engine's document (contract: `match_utterances`); scripts go by scenario key,
    manners by behaviour key, answers by the entry's id, and topics, what each of them is about, by
    either; the numbers to dial are E.164.
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
    template_key: str = ""
    template_version: int = 0

    def as_document(self) -> dict[str, Any]:
        """Return the profile as JSON values."""
        return asdict(self)

    @classmethod
    def from_document(cls, document: dict[str, Any]) -> Self:
        """Return the profile that `as_document` made the document of."""
        scripts = {key: Script.from_document(one) for key, one in document["scripts"].items()}
        told = document.get("manners", {})  # absent in what an older release has cached
        manners = {key: Manner.from_document(one) for key, one in told.items()}
        lists = {name: tuple(document[name]) for name in ("hints", "transfer_numbers")}
        return cls(**{**document, **lists, "scripts": scripts, "manners": manners})


@dataclass(frozen=True, slots=True)
class Agent:
    """A profile with its index, which may still be being built: a greeting needs none."""

    profile: AgentProfile
    indexed: IndexInTheMaking = field(repr=False)

    @property
    def index(self) -> Index:
        """Return the index, once it is built, or the one before."""
        return self.indexed.get()
