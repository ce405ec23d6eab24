"""What there is to say: scenarios, values, replies that can be spoken, the company's answers."""

from collections.abc import Iterable

from knowledge.models import QuestionAnswer, Status
from telephony.live_texts import live_texts
from telephony.readiness_checks.finding import READY, Finding, ready_if
from templates_brain.models import Scenario, Variable
from templates_brain.models.fields import ScenarioStatus
from templates_brain.placeholders import render
from templates_brain.usage import LiveText
from templates_brain.variables import spoken_values

NAMED_MAX = 5
SPOKEN_FIELDS = ("quickReplies", "answer")
"""Fields of which callers must hear something; the longer replies and openers come on top."""


def find_scenarios() -> Finding:
    """Look for a live scenario."""
    is_there = Scenario.objects.filter(status=ScenarioStatus.LIVE).exists()
    return ready_if(is_there, "Copy a template: there are no live scenarios.")


def find_variables() -> Finding:
    """Look for required values that nobody has filled in."""
    required = list(Variable.objects.filter(required=True))
    missing = [row for row in required if not row.value]
    if not missing:
        return READY
    return Finding(
        todo=f"Fill in: {', '.join(row.label for row in missing)}.",
        share=1 - len(missing) / len(required),
        details={"missing": [row.name for row in missing]},
    )


def find_replies() -> Finding:
    """Look for what cannot be spoken at all, and for placeholders that no variable will fill."""
    rows = list(Variable.objects.all())
    texts, values = list(live_texts()), spoken_values(rows)
    unknown = [text for text in texts if set(text.names) - {row.name for row in rows}]
    if unknown:
        return Finding(
            f"Mend the placeholders that no variable fills in: {_named(unknown)}.",
            details={"unknown": [text.place for text in unknown]},
        )
    mute = _mute(texts, values)
    return Finding(f"No reply can be spoken in: {_named(mute)}.") if mute else READY


def find_placeholders() -> Finding:
    """Look for texts that are left out, because an optional value is missing."""
    texts, values = list(live_texts()), spoken_values(Variable.objects.all())
    left_out = [text for text in texts if render(text.text, values) is None]
    if not left_out:
        return READY
    missing = sorted({name for text in left_out for name in text.names} - values.keys())
    waiting = f"{len(left_out)} replies are" if len(left_out) > 1 else "One reply is"
    more = f" and {len(missing) - NAMED_MAX} more" if len(missing) > NAMED_MAX else ""
    return Finding(
        todo=f"{waiting} left out until these have values: {', '.join(missing[:NAMED_MAX])}{more}.",
        share=1 - len(left_out) / len(texts),
        details={"missing": missing},
    )


def find_knowledge() -> Finding:
    """Look for an answer of the company's own."""
    is_there = QuestionAnswer.objects.filter(status=Status.ACTIVE).exists()
    return ready_if(is_there, "Add the questions that callers ask most, with your answers.")


def _mute(texts: Iterable[LiveText], values: dict[str, str]) -> list[LiveText]:
    """Return the first text of each scenario and each answer of which nothing can be spoken."""
    firsts: dict[str, LiveText] = {}
    spoken: set[str] = set()
    for text in texts:
        if text.field in SPOKEN_FIELDS:
            firsts.setdefault(text.key, text)
            if render(text.text, values) is not None:
                spoken.add(text.key)
    return [text for key, text in firsts.items() if key not in spoken]


def _named(texts: Iterable[LiveText]) -> str:
    return ", ".join(dict.fromkeys(text.name.rstrip("?!.") for text in texts))
