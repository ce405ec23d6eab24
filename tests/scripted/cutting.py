"""Scripted calls whose database goes away at one of their requests, and what is heard then."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from uuid import UUID

from django.core.handlers.wsgi import WSGIHandler
from django.db import connections, transaction

from telephony import phrases
from telephony.journal.unsaved import forget_all
from telephony.simulator.line import BadResponse
from telephony.simulator.script import ScriptedCall
from telephony.simulator.transport import Response
from telephony.simulator.twiml_document import Verb, read_twiml
from tests.callers import InTest
from tests.scripted.playing import play

ANSWERS = re.compile(r"/voice(?:/turns/\d+)?$")
"""URLs whose answer the caller hears."""

SORRY = (
    phrases.TROUBLE,
    phrases.NOBODY_PICKED_UP_END,
    phrases.SUSPENDED,
    phrases.UNKNOWN_NUMBER,
    phrases.not_live("Joe's Plumbing"),
    "911",
)
"""What is said where nobody is rung: an apology, a refusal, or what keeps people safe."""


@dataclass
class CutLine(InTest):
    """Delivers in process, from the request `at` (from 1) on to one without its database."""

    at: int
    requests: int = 0
    answers: list[tuple[str, Response]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(WSGIHandler())

    @property
    def is_cut(self) -> bool:
        """Whether the database is away by now."""
        return self.requests >= self.at

    def post(self, url: str, params: Mapping[str, str], headers: Mapping[str, str]) -> Response:
        """Return the application's answer."""
        self.requests += 1
        if not self.is_cut:
            return super().post(url, params, headers)
        with databases_out_of_reach():
            answer = super().post(url, params, headers)
        self.answers.append((url, answer))
        return answer


@contextmanager
def databases_out_of_reach() -> Iterator[None]:
    """Leave nothing in the block but connections that cannot be made; hold the test's own."""
    held = {alias: connections[alias] for alias in connections}
    for alias, connection in held.items():
        away = connection.copy()
        away.settings_dict["OPTIONS"] = {"connect_timeout": 1}
        away.settings_dict["HOST"], away.settings_dict["NAME"] = "/nowhere", "/nowhere/at/all"
        connections[alias] = away
    try:
        yield
    finally:
        for alias, connection in held.items():
            connections[alias] = connection


def faults_when_cut(script: ScriptedCall, joe: UUID, places: Iterable[int]) -> list[str]:
    """Play the call once for each place, cut there, and return what nobody may meet.

    Ends with the first place that comes after the end of the call.
    """
    faults: list[str] = []
    for at in places:
        line = CutLine(at)
        with transaction.atomic():
            with suppress(BadResponse):  # a repeated delivery, cut off between the two
                play(script, joe, line)
            transaction.set_rollback(True)
        forget_all()
        if not line.is_cut:
            return faults
        faults += (f"cut at {at}: {fault}" for one in line.answers for fault in _amiss(*one))
    return faults


def _amiss(url: str, answer: Response) -> Iterator[str]:
    """Yield what is wrong with an answer: it puts through, says sorry, or ends what is over."""
    if answer.status != 200 or not answer.content_type.startswith("text/xml"):
        yield f"{url} answered {answer.status}, {answer.content_type}"
    elif ANSWERS.search(url) and not _is_fit(read_twiml(answer.body)):
        yield f"{url} answered {answer.body.decode()}"


def _is_fit(verbs: tuple[Verb, ...]) -> bool:
    names = [verb.name for verb in verbs]
    said = " ".join(_said(verbs))
    return "Dial" in names or names == ["Hangup"] or any(word in said for word in SORRY)


def _said(verbs: tuple[Verb, ...]) -> Iterator[str]:
    """Yield what is said, also while the line listens."""
    for verb in verbs:
        if verb.name == "Say":
            yield verb.text
        yield from _said(verb.children)
