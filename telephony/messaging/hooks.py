"""The action hook `send_sms`."""

from telephony.agent import AgentProfile
from telephony.turns import Reply
from templates_brain.hooks import SEND_SMS


def text_beside(profile: AgentProfile, reply: Reply) -> str:
    """Return what the caller is texted beside a scenario's reply, or nothing."""
    script = profile.scripts.get(reply.scenario_key)
    if script is None or reply.kind != "scenario" or SEND_SMS not in script.action_hooks:
        return ""
    return str(script.hook_parameters.get(SEND_SMS, {}).get("text", ""))
