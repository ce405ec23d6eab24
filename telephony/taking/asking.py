"""From what is known to the next question, or to the end."""

from dataclasses import replace

from telephony.taking import fields, phrases
from telephony.taking.answer import Answer, asking
from telephony.taking.desk import Desk
from telephony.taking.ending import finish, give_up
from telephony.taking.fields import WHEN, Field
from telephony.taking.offering import DATED, offer
from telephony.taking.seeking import SEEKING, begin_seeking
from telephony.taking.state import MOST_TRIES, Step, Taking


def ask_next(taking: Taking, desk: Desk, lead: str = "") -> Answer:
    """Ask for the visit that is meant, or the next field or its confirmation; else finish."""
    if taking.hook in SEEKING and not taking.visit:
        return begin_seeking(taking, desk, lead)
    one = taking.open_field()
    if one is None:
        return finish(taking, desk, lead)
    return ask_for(taking, one, desk, lead)


def ask_for(taking: Taking, one: Field, desk: Desk, lead: str = "") -> Answer:
    """Ask for a field, or whether what is known of it is right."""
    taking = replace(taking, asked=one.name, tries=taking.tries if one.name == taking.asked else 0)
    if one.name not in taking.told or one.type == fields.TEXT:
        offers_own = one.type == fields.PHONE and desk.caller and taking.hook not in SEEKING
        step = Step.OWN_NUMBER if offers_own else Step.ASK
        return asking(replace(taking, step=step), lead)
    if taking.hook in DATED and one.type in WHEN:
        return offer(taking, one, desk, lead) or ask_next(taking.sure_of(one.name), desk, lead)
    return asking(replace(taking, step=Step.CONFIRM), lead)


def ask_again(taking: Taking, desk: Desk, lead: str = phrases.NOT_UNDERSTOOD) -> Answer:
    """Ask in another way; after three times leave the field out, or give up."""
    tried = replace(taking, tries=taking.tries + 1)
    if tried.tries < MOST_TRIES:
        return asking(tried, lead)
    one = taking.field
    if one and not one.is_required and taking.hook not in SEEKING:
        return ask_next(taking.skipping(one.name), desk, phrases.LEFT_OUT)
    return give_up(taking, desk)


def ask_anew(taking: Taking, desk: Desk, lead: str = phrases.CORRECTED) -> Answer:
    """Ask for the field again, since what was understood is wrong."""
    return ask_again(replace(taking.without(taking.asked), step=Step.ASK), desk, lead)
