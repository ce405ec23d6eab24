"""Beginning to take details: what the caller told already, and the first question."""

from dataclasses import replace

from telephony.taking import fields
from telephony.taking.answer import Answer
from telephony.taking.asking import ask_next
from telephony.taking.desk import Desk
from telephony.taking.fields import Field
from telephony.taking.questions import statements
from telephony.taking.readings import as_text, overhear
from telephony.taking.seeking import SEEKING
from telephony.taking.state import Step, Taking


def open_taking(taking: Taking, speech: str, reply: str, desk: Desk) -> Answer:
    """Return the reply with the first question, which takes the place of the reply's own."""
    known = taking.with_told(overhear(_told_at_once(taking), speech, desk))
    return ask_next(known, desk, statements(reply))


def offer_taking(taking: Taking, speech: str, reply: str, desk: Desk) -> Answer:
    """Return the reply as it is, which asks whether a visit is wanted, or for what.

    The words that it answers tell the problem, unless it is said to be asked for all the same.
    """
    known = taking.with_told(overhear(_told_at_once(taking), speech, desk))
    one = taking.first_of(frozenset({fields.TEXT}))
    is_told = taking.parameters.get(fields.PROBLEM, fields.TOLD) == fields.TOLD
    problem = {one.name: replace(as_text(speech), is_sure=is_told)} if one else {}
    return Answer(reply, replace(known.with_told(problem), step=Step.WANTED))


def _told_at_once(taking: Taking) -> list[Field]:
    """Return the fields that the opening words may tell: not the day that a visit has now."""
    if taking.hook in SEEKING:
        return []
    return list(taking.fields)
