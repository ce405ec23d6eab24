"""One call's callbacks, in any order and any number of times, come to one result.

`pytest --hypothesis-profile=thorough` tries 1,000 orders.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from telephony.call_recording import CallRecording, keep_call_recording
from telephony.calls import AnsweredTurn, Line, Standing, note_status, save_turn
from telephony.models import Call, CallTurn, Message, Outcome
from telephony.turns import CallState, Next, Reply
from telephony.voicemail import Recording, keep_recording
from tenants.models import Company, PhoneNumber
from tenants.scope import company_scope
from tests.callers import CALL, CALLER
from tests.telephony.referred import FRONT_DESK, RECORDING, RECORDING_URL

pytestmark = pytest.mark.django_db

DIALS = Reply("scenario", "One moment.", CallState(), Next.DIAL, dial=FRONT_DESK)
RECORDS = Reply("voicemail", "Leave a message.", CallState(recording=True), Next.RECORD)
THANKS = Reply("voicemail", "Thank you.", CallState(), Next.HANG_UP)
WHOLE, SECOND = (CallRecording("RE" + one * 32, f"https://x.test/{one}", 40) for one in "ba")
HAPPENED: dict[str, Callable[[Line], Any]] = {
    "nobody picked up": lambda line: save_turn(line, Standing(), turn(2, RECORDS)),
    "left a message": lambda line: save_turn(line, Standing(), turn(3, THANKS)),
    "completed": lambda line: note_status(line, "completed", 42),
    "call recorded": lambda line: keep_call_recording(line, WHOLE),
    "call recorded again": lambda line: keep_call_recording(line, SECOND),
    "recorded": lambda line: keep_recording(line, Recording(RECORDING, RECORDING_URL)),
    "written down": lambda line: keep_recording(
        line, Recording(RECORDING, RECORDING_URL, "Please call me back.")
    ),
}
CALL_FACTS = (
    "call_sid", "status", "outcome", "duration_seconds", "recording_url", "recording_seconds",
)  # fmt: skip
ORDERS = st.tuples(
    st.permutations(sorted(HAPPENED)), st.lists(st.sampled_from(sorted(HAPPENED)), max_size=2)
).flatmap(lambda both: st.permutations([*both[0], *both[1]]))


def turn(index: int, reply: Reply) -> AnsweredTurn:
    """Return a turn as the webhook answers it."""
    return AnsweredTurn(index, "", reply, f"<Response><!-- {index} --></Response>", 1.0)


@contextmanager
def taken_back() -> Iterator[None]:
    """Take back what is written in the block."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def line(company: Company, number: PhoneNumber) -> Line:
    """Return a call that is being put through."""
    line = Line(company.id, CALL, CALLER, number.number)
    save_turn(line, Standing(), turn(1, DIALS))
    return line


def result_of(line: Line, order: list[str]) -> dict[str, Any]:
    """Return all that is on record after these deliveries, without ids and times."""
    for happened in order:
        HAPPENED[happened](line)
    with company_scope(line.company_id):
        return {
            "call": Call.objects.values(*CALL_FACTS).get(),
            "turns": list(CallTurn.objects.values_list("index", "action", "twiml")),
            "messages": list(Message.objects.values_list("kind", "text", "recording_url")),
        }


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=ORDERS)
def test_every_order_with_repetitions_ends_in_the_same_state(line: Line, order: list[str]) -> None:
    with taken_back():
        result = result_of(line, order)

    assert result["call"] == {
        "call_sid": CALL,
        "status": "completed",
        "outcome": Outcome.MESSAGE,
        "duration_seconds": 42,
        "recording_url": WHOLE.url,
        "recording_seconds": 40,
    }
    assert [index for index, _, _ in result["turns"]] == [1, 2, 3]
    assert result["messages"] == [("voicemail", "Please call me back.", RECORDING_URL)]
