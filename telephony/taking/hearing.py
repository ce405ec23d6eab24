"""A caller's words while details are taken: the answer to what was asked, or something else."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from telephony.confirming import said_yes
from telephony.taking import fields, phrases
from telephony.taking.answer import Answer, asking
from telephony.taking.asking import ask_again, ask_anew, ask_for, ask_next
from telephony.taking.correcting import corrected
from telephony.taking.desk import Desk
from telephony.taking.fields import WHEN, Field
from telephony.taking.leaving import declines, leaves
from telephony.taking.offering import chosen, taking_window
from telephony.taking.readings import as_text, overhear, read_field
from telephony.taking.seeking import SEEKING, into_message, look_under, turned_about, with_visit
from telephony.taking.state import Step, Taking, Told
from telephony.taking.wish import Wish
from telephony.taking.wishes import read_wish

SPOKEN_AT_LENGTH_WORDS = 5
"""Who says more than this without answering has told something that is worth keeping."""

_QUESTION = re.compile(
    r"(?i)\s*(who|what|when|where|why|how|which|do|does|did|can|could|is|are|will|would|should)\b"
)
_AGREED = re.compile(r"(?i)^\s*(?:yes|yeah|yep|yup|correct|right|sure|exactly)\b[,. ]*")
_DENIED = re.compile(r"(?i)^\s*(?:no|nope|nah|wrong)\b[,. ]*")


@dataclass(frozen=True, slots=True)
class Meant:
    """What the engine makes of the words: whether it has an answer, and what that would do.

    `leads_away` where the answer puts the caller through, ends the call, or takes other details;
    `asks_for_it` where the words only ask for what is being taken.
    """

    is_answer: bool = False
    leads_away: bool = False
    is_same: bool = False
    asks_for_it: bool = False


def hear(taking: Taking, speech: str, meant: Meant, desk: Desk) -> Answer | None:
    """Return what follows from the words, or None where they are to be answered on their own."""
    if leaves(speech, taking.hook):
        return Answer(phrases.LEFT)
    turned = turned_about(taking, speech)
    if turned:
        return ask_next(turned.with_told(overhear(turned.untold(), speech, desk)), desk)
    told_anew = corrected(taking, speech, desk)
    if told_anew:
        one, told = told_anew
        return ask_for(taking.with_told({one.name: told}), one, desk, phrases.CORRECTED)
    return _HEARINGS[taking.step](taking, speech, meant, desk)


def _wanted(taking: Taking, speech: str, meant: Meant, desk: Desk) -> Answer | None:
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


def _with_more(taking: Taking, one: Field | None, speech: str) -> Taking:
    """Return the taking in which the words stand beside what the caller said of a field before."""
    if one is None:
        return taking
    before = taking.told.get(one.name)
    words = "\n".join(filter(None, (before.said if before else "", speech.strip())))
    return taking.with_told({one.name: as_text(words)})


def _answered(taking: Taking, speech: str, meant: Meant, desk: Desk) -> Answer | None:
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


def _confirmed(taking: Taking, speech: str, meant: Meant, desk: Desk) -> Answer | None:
    """Hear whether what was read back is right, or what is right instead."""
    one = taking.field
    if one is None:
        return ask_next(taking, desk)
    if said_yes(speech) is False:
        return _denied(taking, one, speech, desk)
    if said_yes(speech) or _AGREED.match(speech):
        more = overhear(taking.untold(), _AGREED.sub("", speech), desk)
        return _sure(taking.with_told(more), one, desk)
    told = None if meant.leads_away else read_field(one, speech, desk)
    if told is None:
        return None if meant.is_answer else ask_again(taking, desk)
    if told.value == taking.told[one.name].value:
        return _sure(taking, one, desk)
    return _read_anew(taking, one, told, desk)


def _sure(taking: Taking, one: Field, desk: Desk) -> Answer:
    """Go on from a confirmed field; under a confirmed number the visit is looked for."""
    if taking.hook in SEEKING and not taking.visit:
        return _look(taking, one, desk)
    return ask_next(taking.sure_of(one.name), desk)


def _look(taking: Taking, one: Field, desk: Desk) -> Answer:
    number = str(taking.told[one.name].value)
    found = look_under(taking, number, desk)
    if found.taking and found.taking.step == Step.FOUND:
        return found
    return ask_next(into_message(taking), desk, phrases.NONE_UNDER)


def _denied(taking: Taking, one: Field, speech: str, desk: Desk) -> Answer:
    rest = _DENIED.sub("", speech)
    told = read_field(one, rest, desk) if rest else None
    return _read_anew(taking, one, told, desk) if told else ask_anew(taking, desk)


def _read_anew(taking: Taking, one: Field, told: Told, desk: Desk) -> Answer:
    """Read back another value, which counts as a misunderstanding: nobody is asked for ever."""
    again = ask_again(taking, desk)
    if again.taking is None or again.taking.asked != one.name:
        return again
    return ask_for(again.taking.with_told({one.name: told}), one, desk)


def _own_number(taking: Taking, speech: str, meant: Meant, desk: Desk) -> Answer | None:
    """Hear whether the number that the caller calls from is the one to take."""
    one = taking.field
    if one is None:
        return ask_next(taking, desk)
    told = read_field(one, speech, desk)
    if told and told.value != desk.caller:
        return ask_for(taking.with_told({one.name: told}), one, desk)
    if told or said_yes(speech) or _AGREED.match(speech):
        own = read_field(one, "this number", desk)
        known = taking.with_told({one.name: own}) if own else taking
        return ask_next(known.sure_of(one.name), desk) if own else ask_again(taking, desk)
    if said_yes(speech) is False:
        return asking(replace(taking, step=Step.ASK))
    return None if meant.is_answer else ask_again(taking, desk)


def _chosen(taking: Taking, speech: str, meant: Meant, desk: Desk) -> Answer | None:
    """Hear which of the offered windows is taken, or which other is wished for."""
    one = taking.field
    if one is None:
        return ask_next(taking, desk)
    wish = read_wish(speech, desk.at)
    agrees = bool(said_yes(speech) or _AGREED.match(speech))
    window = chosen(taking, speech, wish, agrees)
    if window:
        more = overhear(taking.untold(), speech, desk)
        return ask_next(taking_window(taking, window).with_told(more), desk)
    if wish:
        return _wished_anew(taking, one, wish, desk)
    if agrees:
        return asking(replace(taking, windows=taking.windows[:1]))
    if said_yes(speech) is False:
        return _tried(taking, desk, lambda again: Answer(phrases.OTHER_TIME, again))
    return None if meant.is_answer else ask_again(taking, desk)


def _wished_anew(taking: Taking, one: Field, wish: Wish, desk: Desk) -> Answer:
    before = Wish.from_document(taking.told[one.name].value)
    there = wish.on_day_of(before)
    told = Told(there.as_document(), there.spoken())
    return _tried(taking, desk, lambda again: ask_for(again.with_told({one.name: told}), one, desk))


def _tried(taking: Taking, desk: Desk, go_on: Callable[[Taking], Answer]) -> Answer:
    """Go on with one more try, unless there were too many."""
    again = ask_again(taking, desk)
    is_same = again.taking is not None and again.taking.asked == taking.asked
    return go_on(again.taking) if again.taking and is_same else again


def _found(taking: Taking, speech: str, meant: Meant, desk: Desk) -> Answer | None:
    """Hear whether the visit that was found is the one."""
    if said_yes(speech) is False:
        return _next_visit(taking, desk)
    if said_yes(speech) or _AGREED.match(speech):
        known = with_visit(taking)
        return ask_next(known.with_told(overhear(known.untold(), speech, desk)), desk)
    return None if meant.is_answer and not meant.is_same else ask_again(taking, desk)


def _next_visit(taking: Taking, desk: Desk) -> Answer:
    """Ask about the next visit that was found; after the last, leave a message instead.

    Whose only visit is not to be cancelled keeps it.
    """
    if len(taking.visits) > 1:
        return asking(replace(taking, visits=taking.visits[1:]))
    if taking.hook == fields.CANCEL:
        return Answer(phrases.LEFT)
    return ask_next(into_message(taking), desk, phrases.NO_OTHER)


Hearing = Callable[[Taking, str, Meant, Desk], Answer | None]
_HEARINGS: dict[Step, Hearing] = {
    Step.WANTED: _wanted,
    Step.ASK: _answered,
    Step.OWN_NUMBER: _own_number,
    Step.CONFIRM: _confirmed,
    Step.OFFER: _chosen,
    Step.FOUND: _found,
}
