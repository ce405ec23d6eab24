"""A company on the Global AI Brain, and signed requests to its phone, in process."""

from itertools import count
from uuid import UUID

from django.conf import settings

from telephony.creating import NewCompany, create_company
from telephony.simulator.line import sign
from telephony.simulator.transport import Response, Transport

TOKEN = "token"
ACCOUNT = "AC" + "1" * 32
UTTERANCE = "how much is a service call"


def create_bench_company(phone: str) -> UUID:
    """Return the id of a live company at this number."""
    wanted = NewCompany(
        name="Bench Plumbing",
        phone=phone,
        template="universal",
        values={"servicecallprice": "125", "hours": "Mon-Fri 8am-5pm"},
        account_sid=ACCOUNT,
        auth_token=TOKEN,
        is_live=True,
    )
    return create_company(wanted, actor="bench")


class BenchLine:
    """Posts signed requests of one call after another to one number."""

    def __init__(self, transport: Transport, phone: str) -> None:
        self.transport = transport
        self.phone = phone
        self._calls = count()
        self._turns = count(1)
        self._sid = ""

    def post_empty(self) -> Response:
        """Post to the floor."""
        return self._post("/bench/empty", {})

    def begin_call(self) -> Response:
        """Post the start of a new call."""
        self._sid = f"CA{next(self._calls):032x}"
        self._turns = count(1)
        return self._post("/api/twilio/voice", {})

    def say(self) -> Response:
        """Post the call's next turn."""
        heard = {"SpeechResult": UTTERANCE, "Confidence": "0.93"}
        return self._post(f"/api/twilio/voice/turns/{next(self._turns)}", heard)

    def _post(self, path: str, heard: dict[str, str]) -> Response:
        url = f"{settings.PUBLIC_BASE_URL}{path}"
        standing = {
            "CallSid": self._sid,
            "AccountSid": ACCOUNT,
            "From": "+12125550123",
            "To": self.phone,
            "CallStatus": "in-progress",
            "Direction": "inbound",
            "ApiVersion": "2010-04-01",
        }
        params = {**standing, **heard}
        headers = {"X-Twilio-Signature": sign(TOKEN, url, params)}
        response = self.transport.post(url, params, headers)
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}.")
        return response
