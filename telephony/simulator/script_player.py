"""Plays scripted calls, and tells what did not come as it has to."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from telephony.simulator.caller import DialEnds, HangUp, Step, Text
from telephony.simulator.player import Player
from telephony.simulator.results import new_sid
from telephony.simulator.script import Expected, ScriptedCall, ScriptedTurn
from telephony.simulator.stepping import Passage, begin, go_on
from telephony.simulator.texting import send_text
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
    line = UnreliableLine(
        **vars(player.line(call_sid)),
        fallback_url=player.url("fallback"),
        status_url=player.url("status"),
    )
    performance = _Performance(player, line, [begin(player, line)])
    for turn in (*script.turns, ScriptedTurn(HangUp(), Expected())):
        performance.go_on(turn)
    transcript = performance.transcript(call_sid)
    return PlayedScript(transcript, tuple(performance.passages))


@dataclass
class _Performance:
    """A script that is being played, and what was heard so far: of the call, and of texts."""

    player: Player
    line: UnreliableLine
    passages: list[Passage]
    heard: list[Exchange] = field(init=False)
    texts: list[Exchange] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.heard = list(self.passages[0].exchanges)

    def go_on(self, turn: ScriptedTurn) -> None:
        """Play a turn; once the call is over, only texts come."""
        if isinstance(turn.step, Text):
            self._text(turn.step, turn.delivery)
        elif not self.passages[-1].ended:
            self._play(turn.step, turn.delivery)

    def transcript(self, call_sid: str) -> Transcript:
        """Return the whole call, and the texts that came with it."""
        ended, player = self.passages[-1].ended, self.player
        facts = call_sid, player.from_number, player.to_number, tuple(self.heard)
        return Transcript(*facts, ended.by if ended else "", tuple(self.texts))

    def _text(self, step: Text, delivery: str) -> None:
        line = replace(self.line, delivery=delivery)
        answer = send_text(line, self.player.url("sms"), step.body)
        self.texts.append(answer)
        self.passages.append(replace(self.passages[-1], exchanges=(answer,), whispered=()))

    def _play(self, step: Step | DialEnds, delivery: str) -> None:
        self.line.delivery = delivery
        passage = go_on(self.player, self.line, self.heard[-1], step)
        self.heard[-1:] = [_after(self.heard[-1], step, passage), *passage.exchanges]
        self.passages.append(passage)


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


def _after(exchange: Exchange, step: Step | DialEnds, passage: Passage) -> Exchange:
    is_dial = isinstance(step, DialEnds)
    return replace(exchange, whispered=passage.whispered) if is_dial else exchange.after(step)


def _texted(passage: Passage) -> tuple[str, ...]:
    return tuple(text for exchange in passage.exchanges for text in exchange.texted)


def _faults(expected: Expected, passage: Passage) -> Iterator[str]:
    spoken = " ".join(text for exchange in passage.exchanges for text in exchange.spoken)
    dialled = tuple(number for exchange in passage.exchanges for number in exchange.dialled)
    yield from (f"not said: {text}; but: {spoken}" for text in expected.says if text not in spoken)
    yield from (f"said: {text}" for text in expected.says_not if text in spoken)
    if expected.dials is not None and expected.dials != dialled:
        yield f"rang {', '.join(dialled) or 'nobody'}"
    plays = any(exchange.played for exchange in passage.exchanges)
    if expected.plays is not None and expected.plays != plays:
        yield "audio was played" if plays else "no audio was played"
    whispered, texted = " ".join(passage.whispered), _texted(passage)
    yield from (f"not told: {text}" for text in expected.whispers if text not in whispered)
    if expected.texts is not None and expected.texts != texted:
        yield f"texted {' / '.join(texted) or 'nothing'}"
    if not passage.exchanges and not passage.ended:
        yield f"the call waits for the {passage.waits_for}"
