"""The desk's pages of calls."""

import pytest

from telephony.models import Call
from tenants.models import Company
from tests import factories
from tests.desk import Desk


@pytest.fixture
def desk(db: None) -> Desk:
    """Return a member of staff's desk."""
    return Desk(factories.StaffFactory())


def test_a_call_is_shown_as_a_conversation(desk: Desk, company: Company) -> None:
    call = factories.CallFactory(company=company)
    factories.CallTurnFactory(company=company, call=call, index=0, reply="How can I help?")
    factories.CallTurnFactory(company=company, call=call, index=1, utterance="my sink <b>leaks</b>")
    page = desk.open(call, "change", call.pk).content.decode()
    assert page.index("How can I help?") < page.index("my sink")
    assert "<b>leaks</b>" not in page


def test_calls_are_found_by_the_callers_number(desk: Desk, company: Company) -> None:
    wanted = factories.CallFactory(company=company, from_number="+12125550177")
    factories.CallFactory(company=company)
    listed = desk.open(Call, "changelist", q="5550177").context["cl"]
    assert list(listed.result_list) == [wanted]
