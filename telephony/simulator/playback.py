"""Plays the verbs of one call, as Twilio would, until somebody ends it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from telephony.simulator.caller import DECLINED, DialEnds, Dtmf, HangUp, Silence, Step
from telephony.simulator.grammar import BadTwiML
from telephony.simulator.line import Line, require_xml
from telephony.simulator.recorder import Recorder
from telephony.simulator.results import (
    dial_result,
    gather_result,
    new_sid,
    record_result,
)
from telephony.simulator.tape import Tape
from telephony.simulator.telling import tell_of_recording, tell_of_tape, tell_what_was_said
from telephony.simulator.twiml_document import Document, Verb, read_twiml

REJECTED_STATUSES = {"rejected": "no-answer", "busy": "busy"}


@dataclass(frozen=True)
class Ended:
    """The call is over: by whom, and with which of Twilio's call statuses.

    `ran_out` where the last document was played to its end.
    """

    by: str
    call_status: str = "completed"
    ran_out: bool = False


# After a verb a call goes on to another document, is over, or (None) goes on to the next verb.
Move = Document | Ended | None


@dataclass
class Playback:
    """One call in progress."""

    line: Line
    account_sid: str
    steps: Iterator[Step]
    dial_results: Iterator[DialEnds | HangUp]
    recorder: Recorder = field(default_factory=Recorder)

    def play(self, voice_url: str) -> Ended:
        """Play the call from its first webhook, and return how it ended."""
        greeting = self._fetch(voice_url, {"CallStatus": "ringing"})
        if isinstance(greeting, Ended):
            return greeting
        if greeting.verbs and greeting.verbs[0].name == "Reject":
            return rejected(greeting.verbs[0])
        return self.go_on(greeting)

    def go_on(self, move: Document | Ended) -> Ended:
        """Play the call on from a document that was fetched, and return how it ended."""
        while isinstance(move, Document):
            move = self._play_document(move)
        return move

    def _play_document(self, document: Document) -> Document | Ended:
        for verb in document.verbs:
            move = self._play_verb(document, verb)
            if move is not None:
                return move
        return Ended("system", ran_out=True)

    def _play_verb(self, document: Document, verb: Verb) -> Move:
        match verb.name:
            case "Gather":
                return self._gather(document, verb)
            case "Dial":
                return self._dial(document, verb)
            case "Record":
                return self._record(document, verb)
            case "Start" | "Stop":
                return self._tape(document, verb)
            case "Redirect":
                return self._fetch(document.resolve(verb.text))
            case "Hangup" | "Reject":
                return Ended("system")
            case _:
                self._speak(document, verb)
                return None

    def _speak(self, document: Document, verb: Verb) -> None:
        """Let the caller hear a Say's words, or of a Play which audio it is."""
        if verb.name == "Say":
            self.recorder.spoke(verb.text)
        if verb.name == "Play" and verb.text:
            url = document.resolve(verb.text)
            self.line.fetch_audio(url)
            self.recorder.played(url)

    def _listen(self) -> Step:
        step = next(self.steps)
        self.recorder.caller_did(step)
        return step

    def _gather(self, document: Document, gather: Verb) -> Move:
        for verb in gather.children:
            self._speak(document, verb)
        step = self._listen()
        if isinstance(step, HangUp):
            return Ended("caller")
        result = gather_result(gather, step)
        if not result and gather.attributes.get("actionOnEmptyResult") != "true":
            return None
        return self._follow(document, gather, result)

    def _dial(self, document: Document, dial: Verb) -> Move:
        numbers = tuple(text for text in (dial.text, *(n.text for n in dial.children)) if text)
        if not numbers:
            raise BadTwiML("A Dial names nobody to call.")
        self.recorder.dialled(numbers)
        end = next(self.dial_results)
        if isinstance(end, HangUp):
            return Ended("caller")
        leg_sid = new_sid("CA")
        status = self._picked_up(document, dial, end, leg_sid) if end.picks_up else end.status
        if "action" not in dial.attributes:
            return None
        return self._follow(document, dial, dial_result(status, leg_sid))

    def _picked_up(self, document: Document, dial: Verb, end: DialEnds, leg_sid: str) -> str:
        """Let who picks up hear the number's document, and return how the dial ends then.

        The call is taken once that was played without hanging up; without a document, at once.
        """
        number = next((one for one in dial.children if one.attributes.get("url")), None)
        if number is None:
            return end.status
        leg = Playback(
            line=self.line.leg(leg_sid, number.text),
            account_sid=self.account_sid,
            steps=iter([Dtmf(end.keys) if end.keys else Silence()]),
            dial_results=iter(()),
        )
        ended = leg.go_on(leg._fetch(document.resolve(number.attributes["url"])))
        heard = tuple(text for one in leg.recorder.exchanges() for text in one.spoken)
        self.recorder.whispered(heard)
        return end.status if ended.ran_out else DECLINED

    def _tape(self, document: Document, verb: Verb) -> None:
        """Begin to record the whole call, or stop that; a verb that was played before is over."""
        for recording in verb.children:
            name = recording.attributes.get("name", "")
            tape = self.line.tape
            if verb.name == "Start" and tape is None:
                callback = recording.attributes.get("recordingStatusCallback", "")
                self.line.tape = Tape(name, document.resolve(callback) if callback else "")
            if verb.name == "Stop" and tape is not None and tape.name == name:
                tell_of_tape(self.line, self.account_sid, 1)

    def _record(self, document: Document, record: Verb) -> Move:
        """Record the caller; without a sound Twilio asks nothing and goes on to the next verb."""
        step = self._listen()
        result = record_result(record, step, self.account_sid)
        if not result:
            return None
        is_over = isinstance(step, HangUp)
        status = {"CallStatus": "completed"} if is_over else {}
        answer = self._follow(document, record, {**result, **status})
        tell_of_recording(self.line, document, record, result)
        tell_what_was_said(self.line, document, record, result, step)
        return Ended("caller") if is_over else answer

    def _follow(
        self, document: Document, verb: Verb, result: Mapping[str, str]
    ) -> Document | Ended:
        """Post a verb's result to its action, or to the document's own URL without one."""
        return self._fetch(document.resolve(verb.attributes.get("action", "")), result)

    def _fetch(self, url: str, parameters: Mapping[str, str] | None = None) -> Document | Ended:
        """Return the document; where the caller is gone, Twilio plays it to nobody."""
        answer = self.line.post(url, parameters or {})
        self.recorder.answered(answer)
        if self.line.caller_is_gone:
            require_xml(answer)
            return Ended("caller")
        return Document(url, read_twiml(require_xml(answer)))


def rejected(reject: Verb) -> Ended:
    """Return the end of a call that was never picked up: Reject was its very first verb."""
    reason = reject.attributes.get("reason", "rejected")
    return Ended("rejected", REJECTED_STATUSES[reason])
