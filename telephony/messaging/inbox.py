"""Texts to a company's number: each answered once, in a conversation of a day."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from telephony.call_state import CallState
from telephony.keeping import keep
from telephony.messaging.announcing import announce
from telephony.messaging.opting import Keyword, is_opted_out, keyword_in, opt
from telephony.models import Direction, Message, TextMessage, TextStatus
from telephony.taking.acts import Act
from tenants.scope import company_scope

CONVERSATION = timedelta(hours=24)
MOST_ANSWERS_AN_HOUR = 30
"""To one number: two machines that answer each other come to an end."""


@dataclass(frozen=True)
class Received:
    """A text: which, of which company's number, from whom, and what it says."""

    company_id: UUID
    sid: str
    from_number: str
    to_number: str
    body: str


@dataclass(frozen=True)
class Conversation:
    """What stands when a text comes in; `answered` is its reply where it was answered before."""

    answered: str | None
    state: CallState
    is_opted_out: bool
    is_too_much: bool

    def keyword(self, body: str) -> Keyword | None:
        """Return the keyword that the text is, in this conversation."""
        return keyword_in(body, is_opted_out=self.is_opted_out)


@dataclass(frozen=True)
class Answered:
    """What a text is answered; `note` is what the company's people get as a message.

    `act` is what was agreed on with the caller.
    """

    reply: str = ""
    state: CallState = CallState()  # noqa: RUF009  frozen
    keyword: Keyword | None = None
    note: str = ""
    act: Act | None = None


def read_conversation(text: Received) -> Conversation:
    """Return what stands before the text."""
    now = timezone.now()
    with company_scope(text.company_id):
        before = TextMessage.objects.filter(
            direction=Direction.IN, from_number=text.from_number, to_number=text.to_number
        )
        same = before.filter(sid=text.sid).values_list("reply", flat=True).first()
        last = before.filter(created_at__gt=now - CONVERSATION).values_list("state", flat=True)
        lately = before.filter(created_at__gt=now - timedelta(hours=1)).exclude(reply="")
        return Conversation(
            answered=same,
            state=CallState.from_document(last.first() or {}),
            is_opted_out=is_opted_out(text.from_number),
            is_too_much=lately[:MOST_ANSWERS_AN_HOUR].count() == MOST_ANSWERS_AN_HOUR,
        )


def keep_text(text: Received, answer: Answered) -> str:
    """Record the text with its answer, and return it; or that of another worker who was first.

    What was agreed on is kept with it; `Overtaken` is raised where somebody else took the place
    meanwhile, and then nothing is written.
    """
    try:
        with company_scope(text.company_id, writing=True):
            _insert(text, answer)
            if answer.keyword:
                opt(text.from_number, answer.keyword)
            if answer.note:
                _leave(text, answer.note)
            if answer.act:
                keep(answer.act, None, text.from_number, text.to_number)
    except IntegrityError:
        return read_conversation(text).answered or ""
    return answer.reply


def _insert(text: Received, answer: Answered) -> None:
    TextMessage.objects.create(
        direction=Direction.IN,
        from_number=text.from_number,
        to_number=text.to_number,
        body=text.body,
        reply=answer.reply,
        state=answer.state.as_document(),
        status=TextStatus.RECEIVED,
        sid=text.sid,
    )


def _leave(text: Received, note: str) -> None:
    message = Message(from_number=text.from_number, text=note)
    message.save()
    announce(message, text.to_number)
