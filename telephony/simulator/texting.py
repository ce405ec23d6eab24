"""A caller's text message, as Twilio delivers it."""

from dataclasses import replace

from telephony.simulator.line import Line, require_xml
from telephony.simulator.results import new_sid
from telephony.simulator.transcript import Exchange
from telephony.simulator.twiml_document import parse_xml

TOLD = ("AccountSid", "ApiVersion", "From", "To")
"""What a text's delivery has of a call's."""


def send_text(line: Line, url: str, body: str) -> Exchange:
    """Post a text that comes in, and return what it was answered."""
    standing = {name: line.standing_parameters[name] for name in TOLD}
    line = replace(line, standing_parameters=standing)
    answer = line.post(url, {"MessageSid": new_sid("SM"), "Body": body, "NumMedia": "0"})
    twiml = require_xml(answer)
    messages = parse_xml(twiml).iter("Message")
    texted = tuple("".join(one.itertext()) for one in messages)
    document = twiml.decode("utf-8", errors="replace")
    told = url, answer.response.status, answer.elapsed_ms, document
    return Exchange(*told, texted=texted, said=body)
