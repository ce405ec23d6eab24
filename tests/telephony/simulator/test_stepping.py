"""A call that is played one step at a time, from nothing but its last document."""

import pytest

from telephony.simulator.caller import DialEnds, Dtmf, HangUp, Say, Silence, Step
from telephony.simulator.player import Player
from telephony.simulator.stepping import CALLER, DIALLED, Passage, begin, go_on
from tests.telephony.simulator.fake_server import STATUS, VOICE, FakeServer

CALL = "CA" + "1" * 32
GATHER = (
    '<Gather input="dtmf speech" action="/turn" actionOnEmptyResult="true">'
    "<Say>How can I help?</Say></Gather>"
)
DIAL = '<Dial action="/after"><Number>+14155550123</Number></Dial>'


def spoken(passage: Passage) -> list[str]:
    """Return all that was said in a passage."""
    return [text for exchange in passage.exchanges for text in exchange.spoken]


def step(player: Player, before: Passage, what: Step | DialEnds) -> Passage:
    """Return the passage that follows, on a line of its own as another process would have it."""
    return go_on(player, player.line(CALL), before.exchanges[-1], what, seconds=7)


def test_a_call_begins_and_waits_for_its_caller(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Say>Hello.</Say>", GATHER)

    greeting = begin(player, player.line(CALL))

    assert spoken(greeting) == ["Hello.", "How can I help?"]
    assert (greeting.waits_for, greeting.ended) == (CALLER, None)
    assert server.paths == [VOICE]


@pytest.mark.parametrize(
    ("what", "posted"),
    [
        (Say("a drain"), {"SpeechResult": "a drain", "Confidence": "0.9"}),
        (Dtmf("4"), {"Digits": "4"}),
        (Silence(), {}),
    ],
    ids=["say", "dtmf", "silence"],
)
def test_a_step_is_posted_and_what_was_heard_before_is_not_heard_again(
    server: FakeServer, player: Player, what: Step, posted: dict[str, str]
) -> None:
    server.answers(VOICE, "<Say>Hello.</Say>", GATHER)
    server.answers("/turn", "<Say>A plumber comes.</Say>", GATHER)
    greeting = begin(player, player.line(CALL))

    answer = step(player, greeting, what)

    assert spoken(answer) == ["A plumber comes.", "How can I help?"]
    [request] = server.posted_to("/turn")
    assert request.items() >= posted.items()
    assert request["CallSid"] == CALL


def test_a_dial_waits_for_whoever_is_rung(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Say>One moment.</Say>", DIAL)
    server.answers("/after", "<Hangup/>")

    ringing = begin(player, player.line(CALL))
    end = step(player, ringing, DialEnds("busy"))

    assert (ringing.waits_for, ringing.exchanges[-1].dialled) == (DIALLED, ("+14155550123",))
    assert server.posted_to("/after")[0]["DialCallStatus"] == "busy"
    assert end.ended is not None
    assert end.ended.by == "system"


def test_the_end_is_reported_with_its_length(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, GATHER)

    end = step(player, begin(player, player.line(CALL)), HangUp())

    assert (end.exchanges, end.waits_for) == ((), "")
    [status] = server.posted_to(STATUS)
    assert (status["CallStatus"], status["CallDuration"]) == ("completed", "7")


def test_a_caller_may_hang_up_while_it_rings(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, DIAL)

    end = step(player, begin(player, player.line(CALL)), HangUp())

    assert end.ended is not None
    assert end.ended.by == "caller"
    assert server.paths == [VOICE, STATUS]


@pytest.mark.parametrize(
    ("verb", "what", "whom"),
    [(GATHER, DialEnds("busy"), CALLER), (DIAL, Say("hello"), DIALLED)],
    ids=["a dial's end", "words"],
)
def test_a_step_of_somebody_else_does_nothing(
    server: FakeServer, player: Player, verb: str, what: Step | DialEnds, whom: str
) -> None:
    server.answers(VOICE, verb)

    nothing = step(player, begin(player, player.line(CALL)), what)

    assert (nothing.exchanges, nothing.waits_for, nothing.ended) == ((), whom, None)
    assert server.paths == [VOICE]


def test_a_call_that_is_over_at_once_is_reported(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Say>Goodbye.</Say>", "<Hangup/>")

    end = begin(player, player.line(CALL))

    assert (spoken(end), end.waits_for) == (["Goodbye."], "")
    assert server.paths == [VOICE, STATUS]
