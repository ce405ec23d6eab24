"""Plays scripted calls, and tells what did not come as it has to."""

from collections.abc import Iterator
from dataclasses import dataclass

from telephony.simulator.caller import DialEnds, HangUp, Step
from telephony.simulator.player import Player
from telephony.simulator.results import new_sid
from telephony.simulator.script import Expected, ScriptedCall, ScriptedTurn
from telephony.simulator.stepping import Passage, begin, go_on
from telephony.simulator.transcript import Exchange, Transcript
from telephony.simulator.unreliable_line import UnreliableLine


@dataclass(frozen=True)
class PlayedScript:
    """The call as it was heard; `passages` are the greeting's and those of the turns played."""

    transcript: Transcript
    passages: tuple[Passage, ...]


def play_script(player: Player, script: ScriptedCall) -> PlayedScript:
    """Play the script until the call is over; its caller hangs up after the last turn."""
    call_sid = player.call_sid or new_sid("CA")
    line = UnreliableLine(**vars(player.line(call_sid)), fallback_url=player.url("fallback"))
    line.tells_of_recordings = True
    passages = [begin(player, line)]
    exchanges = list(passages[0].exchanges)
    for turn in (*script.turns, ScriptedTurn(HangUp(), Expected())):
        if passages[-1].ended:
            break
        line.delivery = turn.delivery
        passages.append(go_on(player, line, exchanges[-1], turn.step))
        exchanges[-1:] = [_after(exchanges[-1], turn.step), *passages[-1].exchanges]
    ended = passages[-1].ended
    transcript = Transcript(
        call_sid, player.from_number, player.to_number, tuple(exchanges), ended.by if ended else ""
    )
    return PlayedScript(transcript, tuple(passages))


def faults_of(script: ScriptedCall, played: PlayedScript) -> list[str]:
    """Return what the receptionist said or rang otherwise than the script wants, in sentences."""
    wanted = [script.greeting, *(turn.expected for turn in script.turns)]
    faults = [
        f"turn {place}: {fault}"
        for place, (expected, passage) in enumerate(zip(wanted, played.passages, strict=False))
        for fault in _faults(expected, passage)
    ]
    if len(played.passages) < len(wanted):
        faults.append(f"The call ended before turn {len(played.passages)}.")
    if script.ended and script.ended != played.transcript.ended:
        faults.append(f"ended by the {played.transcript.ended}")
    return faults


def _after(exchange: Exchange, step: Step | DialEnds) -> Exchange:
    return exchange if isinstance(step, DialEnds) else exchange.after(step)


def _faults(expected: Expected, passage: Passage) -> Iterator[str]:
    spoken = " ".join(text for exchange in passage.exchanges for text in exchange.spoken)
    dialled = tuple(number for exchange in passage.exchanges for number in exchange.dialled)
    yield from (f"not said: {text}; but: {spoken}" for text in expected.says if text not in spoken)
    yield from (f"said: {text}" for text in expected.says_not if text in spoken)
    if expected.dials is not None and expected.dials != dialled:
        yield f"rang {', '.join(dialled) or 'nobody'}"
    if not passage.exchanges and not passage.ended:
        yield f"the call waits for the {passage.waits_for}"
