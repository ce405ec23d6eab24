"""Every text that a company's callers may hear: replies, openers, and the company's answers."""

from collections.abc import Iterator
from typing import Any

from knowledge.models import QuestionAnswer, Status
from templates_brain import usage
from templates_brain.models import Variable
from templates_brain.usage import LiveText


def live_texts() -> Iterator[LiveText]:
    """Yield the bound company's live replies, their openers, and its active answers."""
    yield from usage.live_texts()
    for entry in QuestionAnswer.objects.filter(status=Status.ACTIVE):
        yield LiveText("entryId", str(entry.id), entry.question, "answer", 0, entry.answer)


def describe_usage(name: str) -> dict[str, Any]:
    """Return which texts use a variable; raises `Variable.DoesNotExist`."""
    variable = Variable.objects.get(name=name)
    used = [text for text in live_texts() if variable.name in text.names]
    return {
        "name": variable.name,
        "scenarios": [_listed(text) for text in used if text.owner == "scenarioKey"],
        "behaviours": [_listed(text) for text in used if text.owner == "behaviourKey"],
        "knowledge": [
            {"id": text.key, "question": text.name, "text": text.text}
            for text in used
            if text.owner == "entryId"
        ],
    }


def _listed(text: LiveText) -> dict[str, Any]:
    return {
        "key": text.key,
        "name": text.name,
        "field": text.field,
        "index": text.index,
        "text": text.text,
    }
