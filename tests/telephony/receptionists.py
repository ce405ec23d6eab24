"""A receptionist in plain values, for what is decided without a database."""

from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from matching.engine import Catalog, Index, build_index
from telephony.agent import Agent, AgentProfile, Script
from telephony.indexes import IndexInTheMaking


@dataclass(frozen=True)
class Told:
    """A scenario: what asks for it, and how it is answered."""

    key: str
    trigger: str
    replies: tuple[str, ...]
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def intent(self) -> dict[str, Any]:
        """The scenario as the engine takes it."""
        is_emergency = self.facts.get("is_emergency", False)
        return {"id": self.key, "triggers": [self.trigger], "isEmergency": is_emergency}

    @property
    def script(self) -> Script:
        """The scenario as it is spoken."""
        return Script(self.key, self.replies, **self.facts)


def scenario(key: str, trigger: str, *replies: str, **facts: Any) -> Told:
    """Return a scenario; `facts` are those of its script."""
    return Told(key, trigger, replies, facts)


def receptionist(*told: Told, knowledge: dict[str, str] | None = None, **facts: Any) -> Agent:
    """Return an agent that has these scenarios, and answers to questions, and `facts`."""
    answers = knowledge or {}
    catalog = facts.pop("catalog", None) or {
        "qnas": [{"id": question, "question": question} for question in answers],
        "scenarios": [one.intent for one in told],
    }
    profile = AgentProfile(
        company_id="0" * 32,
        version=1,
        company_name=facts.pop("company_name", "Joe's Plumbing"),
        catalog=catalog,
        scripts={one.key: one.script for one in told},
        answers=answers,
        **facts,
    )
    index = build_index(Catalog.from_document(catalog))
    built: Future[Index] = Future()
    built.set_result(index)
    return Agent(profile, IndexInTheMaking(built))
