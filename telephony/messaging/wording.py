"""A reply of the phone's, worded for somebody who reads it."""

from telephony import phrases
from telephony.agent import AgentProfile
from telephony.messaging.hooks import text_beside
from telephony.turns import Next, Reply

_READ = {
    "you're calling from": "you're texting from",
    "Please key the number in on your phone, with the area code, and press the pound key.": (
        "Please write the whole number, with the area code."
    ),
    "Could you say": "Could you write",
    "Please say": "Please write",
    "I didn't hear": "I didn't get",
}
"""Words of a call, and what stands for them in a text."""


def written(profile: AgentProfile, reply: Reply, our_number: str) -> str:
    """Return what a reply says by text: nothing that only makes sense on the phone.

    Where a call would be put through, the number to call stands instead.
    """
    text = _for_readers(reply.text.removesuffix(phrases.ANYTHING_ELSE).strip())
    if _is_emergency(profile, reply):
        text = _urgent(text, reply.dial or our_number)
    elif reply.next in (Next.DIAL, Next.RECORD):
        text = phrases.call_us(our_number)
    beside = text_beside(profile, reply)
    return f"{text}\n{beside}" if beside else text


def _for_readers(text: str) -> str:
    for heard, read in _READ.items():
        text = text.replace(heard, read)
    return text


def _is_emergency(profile: AgentProfile, reply: Reply) -> bool:
    """Whether the reply is that of an emergency, which may have no scenario."""
    script = profile.scripts.get(reply.scenario_key)
    is_urgent = reply.kind == "scenario" and reply.urgency == 1
    return is_urgent and (script is None or script.is_emergency)


def _urgent(text: str, number: str) -> str:
    return f"{text.removesuffix(phrases.CONNECTING_EMERGENCY).strip()} {phrases.call_now(number)}"
