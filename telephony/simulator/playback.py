"""Plays the verbs of one call, as Twilio would, until somebody ends it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from telephony.simulator.caller import HangUp, Step
from telephony.simulator.grammar import BadTwiML
from telephony.simulator.line import Line, require_success, require_xml
from telephony.simulator.recorder import Recorder
from telephony.simulator.results import dial_result, gather_result, record_result
from telephony.simulator.twiml_document import Document, Verb, read_twiml

REJECTED_STATUSES = {"rejected": "no-answer", "busy": "busy"}


@dataclass(frozen=True)
class Ended:
    """The call is over: by whom, and with which of Twilio's call statuses."""

    by: str
    call_status: str = "completed"


# After a verb a call goes on to another document, is over, or (None) goes on to the next verb.
Move = Document | Ended | None


@dataclass
class Playback:
    """One call in progress."""

    line: Line
    account_sid: str
    steps: Iterator[Step]
    dial_results: Iterator[str | HangUp]
    recorder: Recorder = field(default_factory=Recorder)

    def play(self, voice_url: str) -> Ended:
        """Play the call from its first webhook, and return how it ended."""
        greeting = self._fetch(voice_url, {"CallStatus": "ringing"})
        if greeting.verbs and greeting.verbs[0].name == "Reject":
            return rejected(greeting.verbs[0])
        return self.go_on(greeting)

    def go_on(self, document: Document) -> Ended:
        """Play the call on from a document that was fetched, and return how it ended."""
        move: Document | Ended = document
        while isinstance(move, Document):
            move = self._play_document(move)
        return move

    def _play_document(self, document: Document) -> Document | Ended:
        for verb in document.verbs:
            move = self._play_verb(document, verb)
            if move is not None:
                return move
        return Ended("system")

    def _play_verb(self, document: Document, verb: Verb) -> Move:
        match verb.name:
            case "Gather":
                return self._gather(document, verb)
            case "Dial":
                return self._dial(document, verb)
            case "Record":
                return self._record(document, verb)
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
            self.recorder.played(document.resolve(verb.text))

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
        status = next(self.dial_results)
        if isinstance(status, HangUp):
            return Ended("caller")
        if "action" not in dial.attributes:
            return None
        return self._follow(document, dial, dial_result(status))

    def _record(self, document: Document, record: Verb) -> Move:
        """Record the caller; without a sound Twilio asks nothing and goes on to the next verb."""
        step = self._listen()
        result = record_result(record, step, self.account_sid)
        if isinstance(step, HangUp):
            self._follow(document, record, result | {"CallStatus": "completed"})
            self._tell_of_recording(document, record, result)
            return Ended("caller")
        if not result:
            return None
        answer = self._follow(document, record, result)
        self._tell_of_recording(document, record, result)
        return answer

    def _tell_of_recording(
        self, document: Document, record: Verb, result: Mapping[str, str]
    ) -> None:
        """Post a recording to the callback that waits for it, where the line does."""
        callback = record.attributes.get("recordingStatusCallback", "")
        if result and callback and self.line.tells_of_recordings:
            told = {**result, "RecordingStatus": "completed"}
            require_success(self.line.post(document.resolve(callback), told))

    def _follow(self, document: Document, verb: Verb, result: Mapping[str, str]) -> Document:
        """Post a verb's result to its action, or to the document's own URL without one."""
        return self._fetch(document.resolve(verb.attributes.get("action", "")), result)

    def _fetch(self, url: str, parameters: Mapping[str, str] | None = None) -> Document:
        answer = self.line.post(url, parameters or {})
        self.recorder.answered(answer)
        return Document(url, read_twiml(require_xml(answer)))


def rejected(reject: Verb) -> Ended:
    """Return the end of a call that was never picked up: Reject was its very first verb."""
    reason = reject.attributes.get("reason", "rejected")
    return Ended("rejected", REJECTED_STATUSES[reason])
