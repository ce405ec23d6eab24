"""Not saying the same twice in the same words."""

from dataclasses import replace

from telephony import phrases as answers
from telephony.conversation import phrases
from telephony.conversation.situation import Situation
from telephony.turns import Reply

PROMPTED = "say:prompt"
_ENDINGS = (answers.ANYTHING_ELSE, "Is there anything else?")


def without_prompt(text: str) -> str:
    """Return the text without the question for more at its end."""
    return next((text.removesuffix(one) for one in _ENDINGS if text.endswith(one)), text).strip()


def vary(situation: Situation, reply: Reply) -> Reply:
    """Own up to a piece of information that the caller has heard in this call already."""
    match = reply.match_id
    if reply.kind not in ("qna", "scenario") or not situation.only_tells(match):
        return reply
    name = f"answer:{match}"
    state = reply.state.counting(name)
    repeated = state.given[name] - _different(situation, match)
    if repeated <= 0 or reply.is_repeat or _only_asks(reply.text):
        return replace(reply, state=state)
    again = phrases.AGAIN[(repeated - 1) % len(phrases.AGAIN)]
    return replace(reply, text=f"{again} {reply.text}", state=state)


def vary_prompt(reply: Reply) -> Reply:
    """Ask for more in other words each time."""
    if not reply.text.endswith(answers.ANYTHING_ELSE) or reply.is_repeat:
        return reply
    state = reply.state.counting(PROMPTED)
    prompt = phrases.PROMPTS[(state.given[PROMPTED] - 1) % len(phrases.PROMPTS)]
    text = reply.text.removesuffix(answers.ANYTHING_ELSE) + prompt
    return replace(reply, text=text, state=state)


def _only_asks(text: str) -> bool:
    """Whether the reply is one question, which nobody owns up to."""
    return text.endswith("?") and not {".", "!"} & {*text}


def _different(situation: Situation, match: str) -> int:
    """Return in how many ways it can be said."""
    script = situation.profile.scripts.get(match)
    return len(set(script.replies)) if script else 1
