"""The question that a caller was asked last, in words: the same whenever it is asked again."""

import re
from collections.abc import Mapping
from typing import Any

from telephony.taking import fields, phrases
from telephony.taking.spoken import spoken_windows
from telephony.taking.state import Step, Taking
from telephony.taking.windows import Window

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def question(taking: Taking) -> str:
    """Return what the caller owes an answer to."""
    return _QUESTIONS[taking.step](taking)


def statements(text: str) -> str:
    """Return the text without its questions."""
    return " ".join(one for one in _SENTENCE.split(text.strip()) if not one.endswith("?"))


def joined(*texts: str) -> str:
    """Return what there is to say, one after the other."""
    return " ".join(filter(None, texts))


def _asked(taking: Taking) -> str:
    one = taking.field
    if one is None:
        return phrases.WANTED
    if taking.tries:
        again = phrases.AGAIN[one.type]
        return again[min(taking.tries, len(again)) - 1]
    return one.prompt or phrases.ASKED[one.type]


def _read_back(taking: Taking) -> str:
    one = taking.field
    told = taking.told.get(taking.asked)
    return phrases.READ_BACK[one.type].format(said=told.said) if one and told else ""


def _offer(taking: Taking) -> str:
    windows = [Window.from_document(document) for document in taking.windows]
    spoken = spoken_windows([(one.start, one.end) for one in windows])
    return phrases.offering(spoken, len(windows) == 1)


def _found(taking: Taking) -> str:
    is_called_off = taking.hook == fields.CANCEL
    return phrases.found(_spoken(taking.visits[0]), is_called_off)


def _spoken(document: Mapping[str, Any]) -> str:
    return Window.from_document(document).spoken()


_QUESTIONS = {
    Step.WANTED: lambda taking: phrases.WANTED,
    Step.ASK: _asked,
    Step.OWN_NUMBER: lambda taking: phrases.OWN_NUMBER,
    Step.CONFIRM: _read_back,
    Step.OFFER: _offer,
    Step.FOUND: _found,
}
