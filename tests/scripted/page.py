"""docs/calls.md: the scripted calls as conversations, from their files: `make calls`."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings

from telephony.simulator.caller import DialEnds, Dtmf, HangUp, Say, Silence, Step, Text
from telephony.simulator.script import TUESDAY_AT_TEN, Expected, ScriptedCall, ScriptedTurn
from tests.scripted.companies import SET_UPS
from tests.scripted.playing import SCRIPTS

USUAL = datetime.fromisoformat(TUESDAY_AT_TEN).isoformat()
PAGE = Path(settings.BASE_DIR) / "docs" / "calls.md"
HEAD = """# Calls, as they are played by the tests

Each of these calls is a file in `tests/calls/`, and a test plays it to Joe's Plumbing on the \
Global AI Brain, through the real webhooks. What the receptionist has to say stands here; she may \
say more. In brackets: the kind of answer, or the scenario. A call that does not say when comes on \
a Tuesday at 10:00. `make calls` writes this page.

A new call is one more file there; what is so about the company is a function in \
`tests/scripted/companies.py`.
"""
_DELIVERIES = {
    "twice": "The delivery comes twice, and is answered alike.",
    "late": "Then the delivery before it comes once more, and is answered as it was.",
    "slow": "The answer comes too late: Twilio asks the fallback.",
    "unheard": "The caller hangs up before the answer.",
    "overtaken": "The call's end is told of before it.",
}


def page() -> str:
    """Return the page."""
    return HEAD + "".join("\n".join(_call(*one)) for one in SCRIPTS.items())


def write_page() -> None:
    """Write the page."""
    PAGE.write_text(page())


def _call(name: str, script: ScriptedCall) -> Iterator[str]:
    yield f"\n## {script.title}\n"
    facts = " ".join(SET_UPS[one].__doc__ or "" for one in script.company)
    yield f"`{name}`{f': {facts}' if facts else ''}\n"
    yield "```"
    yield f"{script.caller} calls{_when(script)}{', as a test' if script.test else ''}"
    yield from _answer(script.greeting)
    for turn in script.turns:
        yield from _turn(turn)
    yield f"(ended by the {script.ended}; outcome: {script.outcome or 'none'})"
    for kind, record in script.kept.items():
        yield f"(on record: {_told(kind, record)})"
    yield "```\n"


def _told(kind: str, record: Mapping[str, str]) -> str:
    """Return what is on record of a kind, in one line."""
    members = (
        f"{name.replace('_', ' ')} {' / '.join(value.splitlines())}"
        for name, value in record.items()
    )
    return f"{kind} with {', '.join(members)}" if record else f"no {kind}"


def _when(script: ScriptedCall) -> str:
    """Return when the call comes, if at another time than the usual one."""
    moment = datetime.fromisoformat(script.at)
    return "" if script.at == USUAL else f" on a {moment:%A} at {moment:%H:%M}"


def _turn(turn: ScriptedTurn) -> Iterator[str]:
    yield _did(turn.step)
    if turn.delivery in _DELIVERIES:
        yield f"              ({_DELIVERIES[turn.delivery]})"
    for words in turn.expected.whispers:
        yield f"Who picks up  (hears: {words})"
    yield from _answer(turn.expected)
    for text in turn.expected.texts or ():
        yield f"Receptionist  (texts: {' / '.join(text.splitlines())})"


def _answer(expected: Expected) -> Iterator[str]:
    why = expected.scenario or expected.kind
    told = f"   [{why}]" if why else ""
    if expected.says:
        yield f"Receptionist  {' … '.join(expected.says)}{told}"
    if expected.plays:
        yield f"Receptionist  (the audio of it){told}"
    for number in expected.dials or ():
        yield f"              (rings {number})"


def _did(step: Step | DialEnds | Text) -> str:
    match step:
        case Say(text):
            return f"Caller        {text}"
        case Dtmf(digits):
            return f"Caller        (presses {digits})"
        case Silence():
            return "Caller        (silence)"
        case HangUp():
            return "Caller        (hangs up)"
        case Text(body):
            return f"Caller        (texts: {body})"
        case DialEnds(status, pressed):
            pressing = "" if pressed == DialEnds.pressed else f", presses {pressed or 'nothing'}"
            return f"              ({status}{pressing})"
