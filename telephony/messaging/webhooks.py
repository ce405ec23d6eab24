"""Twilio's requests about texts: one that comes in, and what became of one that was sent."""

from contextlib import suppress
from datetime import datetime
from functools import partial
from uuid import UUID
from zoneinfo import ZoneInfo

from twilio.twiml.messaging_response import MessagingResponse

from matching.engine import detect_emergency
from telephony import phrases, standby
from telephony.calls import CALLER_MAX_CHARS
from telephony.diary import CompanyDiary
from telephony.keeping import Overtaken
from telephony.messaging.inbox import Answered, Conversation, Received, keep_text, read_conversation
from telephony.messaging.opting import Keyword
from telephony.messaging.reporting import note_text_status
from telephony.messaging.wording import written
from telephony.models.text_message import BODY_MAX_CHARS
from telephony.profiles import texting_agent_for
from telephony.references import Purpose
from telephony.signatures import Delivery, accept, accept_referred
from telephony.spoken import without_controls
from telephony.taking.desk import Occasion
from telephony.turns import Heard, answer_turn
from telephony.twiml import EMPTY
from telephony.webhooks import MOST_DECISIONS, webhook
from tenants.routing import NumberRoute


def _from_memory(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Answer an emergency without the database; whether anything else may be sent is unknown."""
    record, body = standby.record_of(route.number), delivery.params.get("Body", "")
    if record is None or not _takes_texts(route) or not detect_emergency(body):
        return EMPTY
    reply = standby.answer_from_memory(record, 1, Heard(speech=body))
    return _message(f"{reply.text} {phrases.call_now(reply.dial or route.number)}")


def _nothing(delivery: Delivery, route: NumberRoute, index: int) -> str:
    return EMPTY


@webhook(otherwise=_from_memory, accepts=partial(accept, sid="MessageSid"), nobody=EMPTY)
def answer_text(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Answer a text with the engine of the phone, and record it once."""
    text = _received(delivery, route)
    conversation = read_conversation(text)
    if conversation.answered is not None:
        return _message(conversation.answered)
    keyword = conversation.keyword(text.body)
    if not _takes_texts(route) and keyword is None:
        return EMPTY
    if keyword:
        return _message(keep_text(text, _keyword_answer(route, conversation, keyword)))
    for _ in range(MOST_DECISIONS):
        with suppress(Overtaken):
            return _message(keep_text(text, _answer(route, text, conversation)))
    raise Overtaken


_reports = partial(accept_referred, purpose=Purpose.TEXT_STATUS, sid="MessageSid")


@webhook(otherwise=_nothing, accepts=_reports)
def answer_text_status(delivery: Delivery, route: NumberRoute, index: int) -> str:
    """Record what became of a text that was sent."""
    params = delivery.params
    status, error = params.get("MessageStatus", ""), params.get("ErrorCode", "")
    note_text_status(route.company_id, UUID(delivery.facts["text"]), status, error)
    return EMPTY


def _answer(route: NumberRoute, text: Received, conversation: Conversation) -> Answered:
    """Return the engine's answer; none to who has opted out, writes on and on, or is ourselves."""
    is_silent = conversation.is_opted_out or conversation.is_too_much
    if is_silent or text.from_number == text.to_number:
        return Answered(state=conversation.state)
    if not text.body.strip():
        return Answered(phrases.ONLY_TEXTS, conversation.state)
    agent = texting_agent_for(route)
    at = datetime.now(ZoneInfo(route.timezone))
    occasion = Occasion(at, text.from_number, text.to_number, CompanyDiary(text.company_id))
    reply = answer_turn(agent, Heard(speech=text.body), conversation.state, occasion)
    said = without_controls(written(agent.profile, reply, route.number))[:BODY_MAX_CHARS]
    note = text.body if reply.kind == "noted" else ""
    return Answered(said, reply.state, note=note, act=reply.act)


def _keyword_answer(route: NumberRoute, conversation: Conversation, keyword: Keyword) -> Answered:
    """Return what a keyword is answered: STOP once, and nothing else to who has opted out."""
    answers = {
        Keyword.STOP: phrases.opted_out(route.company_name),
        Keyword.START: phrases.opted_in(route.company_name),
        Keyword.HELP: phrases.text_help(route.company_name, route.number),
    }
    is_heard = keyword == Keyword.START or not conversation.is_opted_out
    is_said = is_heard and _takes_texts(route) and not conversation.is_too_much
    return Answered(answers[keyword] if is_said else "", conversation.state, keyword)


def _takes_texts(route: NumberRoute) -> bool:
    return route.is_live and not route.is_suspended


def _received(delivery: Delivery, route: NumberRoute) -> Received:
    params = delivery.params
    return Received(
        company_id=route.company_id,
        sid=params["MessageSid"],
        from_number=params.get("From", "")[:CALLER_MAX_CHARS],
        to_number=route.number,
        body=params.get("Body", "").replace("\0", "")[:BODY_MAX_CHARS],
    )


def _message(body: str) -> str:
    """Return the document that answers with a text, or with none."""
    response = MessagingResponse()
    if body:
        response.message(body)
    return str(response)
