"""Words that answer a question: whether a visit is wanted, and what is asked of it."""

import re

from telephony.confirming import said_yes
from telephony.taking import fields, phrases
from telephony.taking.answer import Answer
from telephony.taking.asking import ask_again, ask_for, ask_next
from telephony.taking.desk import Desk
from telephony.taking.fields import WHEN, Field
from telephony.taking.hearing.meant import Meant
from telephony.taking.leaving import declines
from telephony.taking.readings import as_text, overhear, read_field
from telephony.taking.state import Taking, Told

SPOKEN_AT_LENGTH_WORDS = 5
"""Who says more than this without answering has told something that is worth keeping."""

_QUESTION = re.compile(
    r"(?i)\s*(who|what|when|where|why|how|which|do|does|did|can|could|is|are|will|would|should)\b"
)


def hear_wish(taking: Taking, speech: str, meant: Meant, desk: Desk) -> Answer | None:
    """Hear whether a visit is wanted: yes, no, or at once what there is to tell of it."""
    if declines(speech):
        return Answer(phrases.LEFT)
    begun = taking.with_told(overhear(taking.untold(), speech, desk))
    if said_yes(speech):
        return ask_next(begun, desk)
    tells_more = len(begun.told) > len(taking.told) and not _QUESTION.match(speech)
    if meant.is_answer and not meant.is_same and not tells_more:
        return None
    problem = begun.first_of(frozenset({fields.TEXT}))
    known = begun if meant.asks_for_it else _with_more(begun, problem, speech)
    return ask_next(known, desk, phrases.THANKS)


def hear_answer(taking: Taking, speech: str, meant: Meant, desk: Desk) -> Answer | None:
    """Hear the answer to a field's question, with what else is told along with it."""
    one = taking.field
    if one is None or _is_other(taking, one, speech, meant):
        return None
    told = read_field(one, speech, desk)
    if told:
        return _understood(taking, one, told, speech, desk)
    if meant.is_answer:
        return None
    return _not_understood(taking, speech, desk)


def _is_other(taking: Taking, one: Field, speech: str, meant: Meant) -> bool:
    """Whether a field that almost any words would fill is not what the caller speaks of."""
    if one.type in {*WHEN, fields.PHONE, fields.EMAIL, fields.NUMBER}:
        return False
    if one.type == fields.TEXT and taking.hook == fields.MESSAGE:
        return False
    return meant.leads_away or (meant.is_answer and bool(_QUESTION.match(speech)))


def _understood(taking: Taking, one: Field, told: Told, speech: str, desk: Desk) -> Answer:
    rest = [other for other in taking.untold() if other.type != one.type]
    heard = taking.with_told({**overhear(rest, speech, desk), one.name: told})
    if one.name in taking.told and one.type == fields.TEXT:
        heard = _with_more(heard.with_told({one.name: taking.told[one.name]}), one, speech)
    if told.is_sure:
        return ask_next(heard.sure_of(one.name), desk)
    return ask_for(heard, one, desk)


def _not_understood(taking: Taking, speech: str, desk: Desk) -> Answer:
    """Keep what is told at length as the text that is still to be told, and ask again."""
    texts = [one for one in taking.untold() if one.type == fields.TEXT]
    if not texts or len(speech.split()) <= SPOKEN_AT_LENGTH_WORDS:
        return ask_again(taking, desk)
    others = overhear([one for one in taking.untold() if one.type != fields.TEXT], speech, desk)
    kept = taking.with_told({**others, texts[0].name: as_text(speech)})
    return ask_next(kept, desk, phrases.THANKS)


def _with_more(taking: Taking, one: Field | None, speech: str) -> Taking:
    """Return the taking in which the words stand beside what the caller said of a field before."""
    if one is None:
        return taking
    before = taking.told.get(one.name)
    words = "\n".join(filter(None, (before.said if before else "", speech.strip())))
    return taking.with_told({one.name: as_text(words)})
