"""A line on which deliveries come twice, late, too slowly or too early, as Twilio's do."""

from collections.abc import Mapping
from dataclasses import dataclass

from telephony.simulator.line import Answer, BadResponse, Line, require_success

ANSWER_TOO_LATE = "11200"


@dataclass
class UnreliableLine(Line):
    """Delivers the next webhook in the way of `delivery`, and those after it once."""

    fallback_url: str = ""
    status_url: str = ""
    delivery: str = "once"
    last: Answer | None = None
    last_parameters: Mapping[str, str] | None = None

    def post(self, url: str, parameters: Mapping[str, str]) -> Answer:
        """Return the answer that Twilio goes on with.

        Where it is `unheard`, the caller hangs up before it is there; where the delivery is
        `overtaken`, the call's end is told of before it.
        """
        delivery, self.delivery = self.delivery, "once"
        if delivery == "overtaken":
            require_success(super().post(self.status_url, {"CallStatus": "completed"}))
        self.deliver_twice = delivery == "twice"
        answer = super().post(url, parameters)
        self.deliver_twice = False
        if delivery == "late":
            self._deliver_the_last_once_more()
        self.caller_is_gone = delivery == "unheard"
        self.last, self.last_parameters = answer, parameters
        return self._fall_back(url) if delivery == "slow" else answer

    def _fall_back(self, url: str) -> Answer:
        return super().post(self.fallback_url, {"ErrorCode": ANSWER_TOO_LATE, "ErrorUrl": url})

    def _deliver_the_last_once_more(self) -> None:
        if self.last is None or self.last_parameters is None:
            raise BadResponse("Nothing was delivered before that could come late.")
        again = super().post(self.last.url, self.last_parameters)
        if again.response != self.last.response:
            raise BadResponse(f"{self.last.url} answered a late delivery differently.")
