"""A caller's words while details are taken: the answer to what was asked, or something else."""

from collections.abc import Callable

from telephony.taking import phrases
from telephony.taking.answer import Answer
from telephony.taking.asking import ask_for, ask_next
from telephony.taking.correcting import corrected
from telephony.taking.desk import Desk
from telephony.taking.hearing.answers import hear_answer, hear_wish
from telephony.taking.hearing.choices import hear_choice, hear_visit
from telephony.taking.hearing.confirmations import hear_confirmation, hear_own_number
from telephony.taking.hearing.meant import Meant
from telephony.taking.leaving import leaves
from telephony.taking.readings import overhear
from telephony.taking.seeking import turned_about
from telephony.taking.state import Step, Taking


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


Hearing = Callable[[Taking, str, Meant, Desk], Answer | None]
_HEARINGS: dict[Step, Hearing] = {
    Step.WANTED: hear_wish,
    Step.ASK: hear_answer,
    Step.OWN_NUMBER: hear_own_number,
    Step.CONFIRM: hear_confirmation,
    Step.OFFER: hear_choice,
    Step.FOUND: hear_visit,
}
