"""Every text of a company's copy that callers may hear or read, and where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from templates_brain.hooks import SEND_SMS
from templates_brain.models import Behaviour, Scenario
from templates_brain.models.fields import ScenarioStatus
from templates_brain.placeholders import placeholders

SMS_FIELD = "smsText"

Owner = Literal["scenarioKey", "behaviourKey", "entryId"]


@dataclass(frozen=True, slots=True)
class LiveText:
    """A reply, an answer or an opener that callers may hear, or a text that they get beside it.

    `owner` tells what the `key` is of; `index` is the text's place in its field's list.
    """

    owner: Owner
    key: str
    name: str
    field: str
    index: int
    text: str

    @property
    def place(self) -> dict[str, str | int]:
        """Where the text stands, as the API names it."""
        return {self.owner: self.key, "field": self.field, "index": self.index}

    @property
    def names(self) -> list[str]:
        """The variables that the text uses, each once."""
        return list(dict.fromkeys(placeholders(self.text)))


def live_texts() -> Iterator[LiveText]:
    """Yield the bound company's live replies, with their texts, and the openers before them."""
    live = list(Scenario.objects.filter(status=ScenarioStatus.LIVE))
    for scenario in live:
        for field, replies in _replies(scenario).items():
            for index, text in enumerate(replies):
                yield LiveText("scenarioKey", scenario.key, scenario.name, field, index, text)
    used = {scenario.behaviour for scenario in live}
    for manner in Behaviour.objects.filter(key__in=used):
        for index, text in enumerate(manner.openers):
            yield LiveText("behaviourKey", manner.key, manner.name, "openers", index, text)


def _replies(scenario: Scenario) -> dict[str, list[str]]:
    """Return what is said, and what is written to the caller beside it."""
    texts = {"quickReplies": scenario.quick_replies, "fullReplies": scenario.full_replies}
    sms = scenario.hook_parameters.get(SEND_SMS, {}).get("text")
    is_sent = SEND_SMS in scenario.action_hooks and isinstance(sms, str)
    return {**texts, SMS_FIELD: [sms]} if is_sent else texts
