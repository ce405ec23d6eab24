"""Plays a call one step at a time: it stops whenever somebody has to do something."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from telephony.simulator.caller import DialEnds, HangUp, Step
from telephony.simulator.line import Line
from telephony.simulator.playback import Ended, Playback
from telephony.simulator.player import Player
from telephony.simulator.recorder import Recorder
from telephony.simulator.transcript import Exchange
from telephony.simulator.twiml_document import Document, read_twiml

CALLER, DIALLED = "caller", "dialled"


class CallWaits(Exception):
    """The call cannot go on before somebody has done something: `for_whom`."""

    def __init__(self, for_whom: str) -> None:
        super().__init__(f"The call waits for the {for_whom}.")
        self.for_whom = for_whom


@dataclass(frozen=True)
class Passage:
    """What was heard between two steps of a call; then it waits for somebody, or is over.

    `whispered` is what somebody heard who was rung before it and picked up.
    """

    exchanges: tuple[Exchange, ...]
    waits_for: str = ""
    ended: Ended | None = None
    whispered: tuple[str, ...] = ()


def begin(player: Player, line: Line) -> Passage:
    """Ring, and return what is heard until somebody has to do something."""
    playback = _playback(player, line, Recorder(), ())
    passage = _until_it_waits(playback, lambda: playback.play(player.url("voice")))
    return _reported(player, line, passage, seconds=0)


def go_on(
    player: Player, line: Line, last: Exchange, step: Step | DialEnds, *, seconds: int = 0
) -> Passage:
    """Let somebody do what the call waited for in its `last` exchange, `seconds` after it began.

    What was heard before is not heard again. A step that the call did not wait for brings nothing.
    """
    heard_before = Exchange(last.url, last.status, 0.0, last.twiml)
    playback = _playback(player, line, Recorder(current=heard_before), (step,))
    document = Document(last.url, read_twiml(last.twiml.encode()))
    passage = _until_it_waits(playback, lambda: playback.go_on(document))
    before, *exchanges = passage.exchanges
    new = replace(passage, exchanges=tuple(exchanges), whispered=before.whispered)
    return _reported(player, line, new, seconds)


def _playback(
    player: Player, line: Line, recorder: Recorder, given: Sequence[Step | DialEnds]
) -> Playback:
    """Return the call with what its caller does, and with how a dial ends: each once, or not."""
    return Playback(
        line=line,
        account_sid=player.account_sid,
        steps=_caller_does(given),
        dial_results=_dial_ends(given),
        recorder=recorder,
    )


def _caller_does(given: Sequence[Step | DialEnds]) -> Iterator[Step]:
    yield from (step for step in given if not isinstance(step, DialEnds))
    raise CallWaits(CALLER)


def _dial_ends(given: Sequence[Step | DialEnds]) -> Iterator[DialEnds | HangUp]:
    yield from (step for step in given if isinstance(step, DialEnds | HangUp))
    raise CallWaits(DIALLED)


def _until_it_waits(playback: Playback, play: Callable[[], Ended]) -> Passage:
    try:
        ended = play()
    except CallWaits as wait:
        return Passage(playback.recorder.exchanges(), waits_for=wait.for_whom)
    return Passage(playback.recorder.exchanges(), ended=ended)


def _reported(player: Player, line: Line, passage: Passage, seconds: int) -> Passage:
    if passage.ended:
        player.report(line, passage.ended, seconds)
    return passage
