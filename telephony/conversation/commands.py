"""What a caller may ask for at any time, by voice or by key."""

from collections.abc import Callable
from dataclasses import replace

from matching.engine.normalise import normalise
from telephony.call_state import CallState
from telephony.conversation import doubting, messages, phrases, recording
from telephony.conversation.situation import Situation
from telephony.taking.turn import awaits_keys
from telephony.turns import PERSON_DIGIT, Reply, put_through

REPEAT, SLOWER, START_OVER, PERSON = "repeat", "slower", "start_over", "person"
UNRECORDED = "unrecorded"
KEYS = {"*": REPEAT, "7": SLOWER, "9": START_OVER, PERSON_DIGIT: PERSON}
SLOWER_SHARE, SLOWEST_SHARE = 0.85, 0.6
EXACT = 1.0
HARMLESS = frozenset({REPEAT, SLOWER, UNRECORDED})

_POLITE = frozenset(
    {
        *("please", "sorry", "okay", "ok", "hey", "hi", "hello", "just", "now", "excuse", "me"),
        *("can", "could", "would", "will", "may", "you", "i", "we", "let", "us", "want", "need"),
        *("like", "to", "with", "a", "an", "the", "for", "thanks", "mind"),
        *("real", "live", "actual", "no", "oh", "well", "so", "actually"),
    }
)
"""Words that make a wish polite and leave it the same."""

_WISHES = {
    REPEAT: (
        "repeat", "repeat that", "repeat it", "say that again", "say it again", "say again",
        "again", "one more time", "1 more time", "say that one more time",
        "say that 1 more time", "what did say", "what was that", "come again", "repeating that",
    ),
    SLOWER: (
        "slower", "slow down", "speak slower", "speak slowly", "speak more slowly",
        "speak slow", "talk slower", "talk slowly", "talk more slowly", "more slowly", "go slower",
        "not so fast", "too fast", "are talking too fast", "are speaking too fast",
        "speak little slower", "talk little slower", "little slower", "slow down little",
    ),
    START_OVER: (
        "start over", "start again", "start from beginning", "begin again", "start over again",
        "go back to beginning", "go back to start", "main menu", "restart",
    ),
    PERSON: (
        "person", "human", "human being", "operator", "representative", "agent", "receptionist",
        "speak person", "talk person", "speak human", "talk human", "speak human being",
        "talk human being", "speak someone", "talk someone", "speak somebody", "talk somebody",
        "speak representative", "talk representative", "speak agent", "talk agent",
        "speak operator", "talk operator", "connect person", "transfer person", "get person",
        "put through", "put through person", "somebody", "someone",
    ),
    UNRECORDED: (
        "stop recording", "stop recording this", "stop recording this call",
        "stop recording call", "stop recording that", "stop that recording",
        "stop this recording", "stop recording conversation", "turn off recording",
        "turn recording off", "end recording", "no recording", "do not record",
        "do not record this", "do not record this call", "do not record call", "do not record that",
        "do not be recorded", "not be recorded", "rather not be recorded", "not record",
        "do not consent being recorded", "do not agree being recorded",
        "do not consent this recording", "do not consent recording",
    ),
}  # fmt: skip
_COMMANDS = {wish: command for command, wishes in _WISHES.items() for wish in wishes}


def command_in(speech: str) -> str:
    """Return the command that is all of what was said, or nothing."""
    words = [word for word in normalise(speech).tokens if word not in _POLITE]
    return _COMMANDS.get(" ".join(words), "")


def obey(situation: Situation) -> Reply | None:
    """Do what the caller asks for at any time; a scenario that has the very words says its own."""
    keyed = "" if awaits_keys(situation.state.taking) else situation.heard.digits
    command = KEYS.get(keyed, "") or command_in(situation.speech)
    if not command or situation.heard.dial_status:
        return None
    is_exact = situation.plain.kind == "scenario" and situation.plain.score == EXACT
    is_objection = command == UNRECORDED and bool(situation.state.recorded)
    is_scenario = is_exact and not is_objection  # a scenario's words alone would stop nothing
    if is_scenario:
        return _slowed(situation.plain) if command == SLOWER else None
    if doubting.is_badly_heard(situation) and command not in HARMLESS:
        return doubting.read_back(situation)
    return _DO[command](situation)


def _repeat(situation: Situation) -> Reply:
    """Say what was said last again, and leave everything as it is."""
    state = replace(situation.state, silences=0)
    text = f"{phrases.REPEATED} {state.last_said}" if state.last_said else phrases.NOTHING_TO_REPEAT
    return Reply("command", text, state, is_repeat=True)


def _slow_down(situation: Situation) -> Reply:
    text = f"{phrases.SLOWER} {situation.state.last_said}".strip()
    state = replace(situation.state, silences=0)
    return _slowed(Reply("command", text, state, is_repeat=True))


def _slowed(reply: Reply) -> Reply:
    """Speak more slowly from now on, down to a pace that is still speech."""
    pace = max(SLOWEST_SHARE, reply.state.pace * SLOWER_SHARE)
    return replace(reply, state=replace(reply.state, pace=pace))


def _start_over(situation: Situation) -> Reply:
    """Forget what was going on, but not what was said in this call and how."""
    before = situation.state
    state = CallState(
        heard=before.heard,
        given=before.given,
        pace=before.pace,
        suspicion=before.suspicion,
        gate=before.gate,
        recorded=before.recorded,
    )
    return Reply("command", phrases.STARTED_OVER, state)


def _ask_for_person(situation: Situation) -> Reply:
    state = replace(situation.state.settled(), silences=0)
    return messages.where_nobody_is(situation, put_through(situation.profile, state))


def _stop_recording(situation: Situation) -> Reply:
    return recording.end(situation.state)


_DO: dict[str, Callable[[Situation], Reply]] = {
    REPEAT: _repeat,
    SLOWER: _slow_down,
    START_OVER: _start_over,
    PERSON: _ask_for_person,
    UNRECORDED: _stop_recording,
}
