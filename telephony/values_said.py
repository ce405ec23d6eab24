"""Which of a company's values stand in what was said in a turn."""

from telephony.live_texts import live_texts
from telephony.models import CallTurn
from templates_brain.models import Variable
from templates_brain.placeholders import render
from templates_brain.usage import LiveText
from templates_brain.variables import spoken_values


def values_said(turn: CallTurn) -> dict[str, str]:
    """Return the values by name, as they were spoken in the turn's reply."""
    values = spoken_values(Variable.objects.all())
    texts = [text for text in live_texts() if _was_said(text, turn, values)]
    names = (name for text in texts for name in text.names)
    return {name: values[name] for name in names}


def _was_said(text: LiveText, turn: CallTurn, values: dict[str, str]) -> bool:
    is_its_answer = text.key in (turn.scenario_key, turn.match_id)
    is_opener = text.owner == "behaviourKey"
    said = render(text.text, values) if is_its_answer or is_opener else None
    return bool(said) and str(said) in turn.reply
