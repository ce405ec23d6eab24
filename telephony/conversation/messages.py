"""Taking a message by voice for the company's people: one utterance, kept as it was said."""

from dataclasses import replace

from telephony import phrases as answers
from telephony.call_state import CallState
from telephony.confirming import merely_said, said_yes
from telephony.conversation import phrases
from telephony.conversation.situation import Situation
from telephony.conversation.varying import without_prompt
from telephony.taking.questions import statements
from telephony.turns import QUESTION, TRANSFER, Next, Reply

ASKED = "say:message"
SURE = 0.80


def ask(situation: Situation, because: str) -> Reply:
    """Ask for a message, after the reason why: the one place where taking a message begins."""
    settled = replace(situation.state.settled(), asked=False, confirming="", taking=None)
    asking = replace(settled, leaving_message=True, silences=0, unclear=0)
    return Reply("message", f"{because} {phrases.TAKE_MESSAGE}", asking.counting(ASKED))


def was_asked(state: CallState) -> bool:
    """Whether the caller was asked for a message in this call."""
    return ASKED in state.given


def where_nobody_is(situation: Situation, reply: Reply) -> Reply:
    """Return the reply, or a message in its place where nobody is there to be rung.

    Who is in the middle of telling something goes on with that.
    """
    if reply.next != Next.LISTEN or situation.state.taking:
        return reply
    return ask(situation, phrases.NOBODY_NOW)


def take(situation: Situation) -> Reply | None:
    """Take what is said as the message; a question in between is answered, and it goes on."""
    state = situation.state
    if not state.leaving_message or situation.heard.dial_status:
        return None
    if situation.is_silent or merely_said(situation.speech):
        return _wait(state)
    if said_yes(situation.speech) is False:
        return Reply("command", phrases.MESSAGE_DECLINED, replace(state.settled(), silences=0))
    if _wants_person(situation):
        return where_nobody_is(situation, situation.plain)
    if _is_question(situation):
        return _answer_and_go_on(situation.plain)
    noted = replace(state.settled(), heard=state.heard + 1, silences=0)
    return Reply("noted", answers.NOTED, noted)


def _wait(state: CallState) -> Reply:
    if state.silences:
        return Reply("silence", phrases.MESSAGE_END, state, Next.HANG_UP)
    return Reply("silence", phrases.MESSAGE_AGAIN, replace(state, silences=1))


def _wants_person(situation: Situation) -> bool:
    """Whether a person is asked for in so many words."""
    script = situation.script
    acts = {script.follow_up, *script.action_hooks} if script else set()
    return TRANSFER in acts and (situation.plain.score or 0.0) >= SURE


def _is_question(situation: Situation) -> bool:
    plain = situation.plain
    is_answered = plain.kind in ("qna", "scenario") and plain.next == Next.LISTEN
    is_sure = is_answered and (plain.score or 0.0) >= SURE
    return is_sure and bool(QUESTION.match(situation.speech))


def _answer_and_go_on(plain: Reply) -> Reply:
    answer = statements(plain.text) or without_prompt(plain.text)
    goes_on = replace(plain.state, leaving_message=True, asked=False, taking=None)
    return replace(plain, text=f"{answer} {phrases.MESSAGE_RESUMED}", state=goes_on)
