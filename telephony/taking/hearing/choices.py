"""Words that choose: one of the offered windows, or of the visits that were found."""

from collections.abc import Callable
from dataclasses import replace

from telephony.confirming import said_yes
from telephony.taking import fields, phrases
from telephony.taking.answer import Answer, asking
from telephony.taking.asking import ask_again, ask_for, ask_next
from telephony.taking.desk import Desk
from telephony.taking.fields import Field
from telephony.taking.hearing.agreeing import AGREED
from telephony.taking.hearing.meant import Meant
from telephony.taking.offering import chosen, taking_window
from telephony.taking.readings import overhear
from telephony.taking.seeking import into_message, with_visit
from telephony.taking.state import Taking, Told
from telephony.taking.wish import Wish
from telephony.taking.wishes import read_wish


def hear_choice(taking: Taking, speech: str, meant: Meant, desk: Desk) -> Answer | None:
    """Hear which of the offered windows is taken, or which other is wished for."""
    one = taking.field
    if one is None:
        return ask_next(taking, desk)
    wish = read_wish(speech, desk.at)
    agrees = bool(said_yes(speech) or AGREED.match(speech))
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


def hear_visit(taking: Taking, speech: str, meant: Meant, desk: Desk) -> Answer | None:
    """Hear whether the visit that was found is the one."""
    if said_yes(speech) is False:
        return _next_visit(taking, desk)
    if said_yes(speech) or AGREED.match(speech):
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
