"""Words that confirm, or put right, what was read back."""

import re
from dataclasses import replace

from telephony.confirming import said_yes
from telephony.taking import phrases
from telephony.taking.answer import Answer, asking
from telephony.taking.asking import ask_again, ask_anew, ask_for, ask_next
from telephony.taking.desk import Desk
from telephony.taking.fields import Field
from telephony.taking.hearing.agreeing import AGREED
from telephony.taking.hearing.meant import Meant
from telephony.taking.readings import overhear, read_field
from telephony.taking.seeking import SEEKING, into_message, look_under
from telephony.taking.state import Step, Taking, Told

_DENIED = re.compile(r"(?i)^\s*(?:no|nope|nah|wrong)\b[,. ]*")


def hear_confirmation(taking: Taking, speech: str, meant: Meant, desk: Desk) -> Answer | None:
    """Hear whether what was read back is right, or what is right instead."""
    one = taking.field
    if one is None:
        return ask_next(taking, desk)
    if said_yes(speech) is False:
        return _denied(taking, one, speech, desk)
    if said_yes(speech) or AGREED.match(speech):
        more = overhear(taking.untold(), AGREED.sub("", speech), desk)
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


def hear_own_number(taking: Taking, speech: str, meant: Meant, desk: Desk) -> Answer | None:
    """Hear whether the number that the caller calls from is the one to take."""
    one = taking.field
    if one is None:
        return ask_next(taking, desk)
    told = read_field(one, speech, desk)
    if told and told.value != desk.caller:
        return ask_for(taking.with_told({one.name: told}), one, desk)
    if told or said_yes(speech) or AGREED.match(speech):
        own = read_field(one, "this number", desk)
        known = taking.with_told({one.name: own}) if own else taking
        return ask_next(known.sure_of(one.name), desk) if own else ask_again(taking, desk)
    if said_yes(speech) is False:
        return asking(replace(taking, step=Step.ASK))
    return None if meant.is_answer else ask_again(taking, desk)
