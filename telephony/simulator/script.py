"""Scripted calls: what happens in one, step by step, and what has to come of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from telephony.simulator.caller import DECLINED, DialEnds, Dtmf, HangUp, Say, Silence, Step, Text
from telephony.simulator.results import DIAL_RESULTS

STEPS = ("say", "dtmf", "silence", "hangup", "dial", "text")
DELIVERIES = ("once", "twice", "late", "slow", "unheard", "overtaken")
EXPECTED = frozenset(
    {"says", "says_not", "kind", "scenario", "dials", "plays", "whispers", "texts"}
)
_STEP_KEYS = frozenset({*STEPS, "confidence", "presses", "delivery", "expect"})
_CALL_KEYS = frozenset(
    {"title", "company", "from", "at", "test", "greeting", "turns", "outcome", "ended", "kept"}
)
TUESDAY_AT_TEN = "2027-03-02T10:00"
"""When calls come that do not say when, by the clock of the company."""


class BadScript(Exception):
    """A file is not a scripted call."""


@dataclass(frozen=True)
class Expected:
    """What has to be heard and recorded after a step; what is not named may be anything.

    `plays` tells whether audio is played; `whispers` is what somebody hears who is rung and picks
    up, and `texts` what a text is answered.
    """

    says: tuple[str, ...] = ()
    says_not: tuple[str, ...] = ()
    kind: str | None = None
    scenario: str | None = None
    dials: tuple[str, ...] | None = None
    plays: bool | None = None
    whispers: tuple[str, ...] = ()
    texts: tuple[str, ...] | None = None


@dataclass(frozen=True)
class ScriptedTurn:
    """A step, how its webhook is delivered, and what has to come of it.

    `delivery` is `once`, `twice` (and answered alike), `late` (the delivery before it comes once
    more after it, and is answered as it was), `slow` (the answer comes too late, so that Twilio
    asks the fallback), `unheard` (the caller hangs up before the answer), or `overtaken` (the
    call's end is told of first).
    """

    step: Step | DialEnds | Text
    expected: Expected
    delivery: str = "once"


@dataclass(frozen=True)
class ScriptedCall:
    """A call to a company, which `company` tells by the names of what is so about it.

    `at` is when it comes, as ISO 8601 on the company's own clock; `test` is whether it is a test
    call. `kept` is what has to be on record afterwards: by kind of record some of its members, or
    none where there must be no such record.
    """

    title: str
    company: tuple[str, ...]
    caller: str
    greeting: Expected
    turns: tuple[ScriptedTurn, ...]
    outcome: str | None = None
    ended: str | None = None
    at: str = TUESDAY_AT_TEN
    test: bool = False
    kept: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_script(path: Path) -> ScriptedCall:
    """Return the call of a YAML file; raises `BadScript` with what is wrong in it."""
    try:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadScript(f"{path.name}: is no YAML: {' '.join(str(error).split())}") from error
    try:
        return read_document(document)
    except BadScript as error:
        raise BadScript(f"{path.name}: {error}") from error


def read_document(document: Any) -> ScriptedCall:
    """Return the call of a document; raises `BadScript`."""
    _require_keys(document, _CALL_KEYS, {"title"})
    return ScriptedCall(
        title=str(document["title"]),
        company=_texts(document.get("company", [])),
        caller=str(document.get("from", "+12125550123")),
        greeting=_expected(document.get("greeting", {})),
        turns=tuple(_turn(turn) for turn in _list(document.get("turns", []))),
        outcome=document.get("outcome"),
        ended=document.get("ended"),
        at=_moment(document.get("at", TUESDAY_AT_TEN)),
        test=bool(document.get("test", False)),
        kept={str(kind): _members(record) for kind, record in _mapping(document, "kept").items()},
    )


def _turn(document: Any) -> ScriptedTurn:
    _require_keys(document, _STEP_KEYS, set())
    delivery = document.get("delivery", "once")
    if delivery not in DELIVERIES:
        raise BadScript(f"{delivery} is no way to deliver a webhook.")
    return ScriptedTurn(_step(document), _expected(document.get("expect", {})), delivery)


def _step(document: Mapping[str, Any]) -> Step | DialEnds | Text:
    names = [name for name in STEPS if name in document]
    if len(names) != 1:
        raise BadScript(f"A turn has one of {', '.join(STEPS)}.")
    match names[0], document[names[0]]:
        case "say", text:
            return Say(str(text), document.get("confidence", Say.confidence))
        case "dtmf", digits:
            return Dtmf(str(digits))
        case "dial", status if status in {*DIAL_RESULTS, DECLINED}:
            return DialEnds(str(status), str(document.get("presses", DialEnds.pressed)))
        case "dial", status:
            raise BadScript(f"{status} is not a way for a Dial to end.")
        case "text", body:
            return Text(str(body))
        case "silence", _:
            return Silence()
        case _:
            return HangUp()


def _expected(document: Any) -> Expected:
    _require_keys(document, EXPECTED, set())
    dials, texts = document.get("dials"), document.get("texts")
    return Expected(
        says=_texts(document.get("says", [])),
        says_not=_texts(document.get("says_not", [])),
        kind=document.get("kind"),
        scenario=document.get("scenario"),
        dials=None if dials is None else _texts(dials),
        plays=document.get("plays"),
        whispers=_texts(document.get("whispers", [])),
        texts=None if texts is None else _texts(texts),
    )


def _moment(value: Any) -> str:
    try:
        return datetime.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise BadScript(f"{value} is no moment in ISO 8601.") from error


def _mapping(document: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = document.get(name, {})
    if not isinstance(value, dict):
        raise BadScript(f"{value!r} should be a mapping.")
    return value


def _members(record: Any) -> dict[str, str]:
    return {str(name): str(value) for name, value in _mapping({"kept": record}, "kept").items()}


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise BadScript(f"{value!r} should be a list.")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    return (str(value),) if isinstance(value, str | int) else tuple(map(str, _list(value)))


def _require_keys(document: Any, known: frozenset[str], required: set[str]) -> None:
    if not isinstance(document, dict):
        raise BadScript(f"{document!r} should be a mapping.")
    unknown, missing = document.keys() - known, required - document.keys()
    if unknown or missing:
        raise BadScript(f"unknown {sorted(unknown)}, missing {sorted(missing)}.")
