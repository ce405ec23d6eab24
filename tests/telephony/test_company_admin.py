"""A company's page at the desk: what is left to do, and going live."""

import pytest

from tenants.models import Company, PhoneNumber
from tenants.scope import platform_scope
from tests.audit_log import acts_of
from tests.desk import Desk
from tests.factories import StaffFactory, VariableFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    """Return a member of staff's desk."""
    return Desk(StaffFactory(email="staff@example.com"))


@pytest.fixture
def ready(company: Company, number: PhoneNumber) -> Company:
    """Make the company ready, but not live."""
    with platform_scope("test"):
        Company._base_manager.filter(pk=company.pk).update(is_live=False)
    return company


def is_live(company: Company) -> bool:
    """Return whether callers are answered."""
    with platform_scope("test"):
        return Company._base_manager.values_list("is_live", flat=True).get(pk=company.pk)


def told(answer: object) -> str:
    """Return what the desk said."""
    return " ".join(map(str, answer.context["messages"]))  # type: ignore[attr-defined]


def test_the_page_tells_what_is_left_to_do_of_that_company_alone(
    desk: Desk, ready: Company, stranger: Company
) -> None:
    VariableFactory(company=stranger, label="Their hours", required=True, value="")

    ours = desk.open(ready, "change", ready.pk).content.decode()
    theirs = desk.open(stranger, "change", stranger.pk).content.decode()

    assert "70 of 100" in ours
    assert "<li>Say when the company is open.</li>" in ours
    assert "Their hours" not in ours
    assert "<li>Fill in: Their hours.</li>" in theirs


def test_a_label_is_shown_as_text(desk: Desk, ready: Company) -> None:
    VariableFactory(company=ready, label="<script>x</script>", required=True, value="")

    page = desk.open(ready, "change", ready.pk).content.decode()

    assert "Fill in: &lt;script&gt;x&lt;/script&gt;." in page


def test_those_that_are_ready_go_live_and_the_others_are_told_why(
    desk: Desk, ready: Company, stranger: Company
) -> None:
    with platform_scope("test"):
        Company._base_manager.filter(pk=stranger.pk).update(is_live=False)

    answer = desk.act("take_live", ready, stranger)

    assert (is_live(ready), is_live(stranger)) == (True, False)
    assert acts_of(ready) == [("staff@example.com", "went_live")]
    assert acts_of(stranger) == []
    assert "Joe's Plumbing is live." in told(answer)
    assert "Smith's HVAC is not ready: Copy a template" in told(answer)


def test_taking_back_asks_first(desk: Desk, ready: Company) -> None:
    desk.act("take_live", ready)

    asked = desk.act("take_back", ready)
    before = is_live(ready)
    desk.act("take_back", ready, confirmed="1")

    assert "not taking calls yet" in asked.content.decode()
    assert (before, is_live(ready)) == (True, False)
    assert acts_of(ready)[-1] == ("staff@example.com", "left_live")


def test_no_form_makes_a_company_live(desk: Desk, ready: Company) -> None:
    desk.change(ready, is_live="on", name="Joe's Pipes")

    assert not is_live(ready)
    with platform_scope("test"):
        assert Company._base_manager.get(pk=ready.pk).name == "Joe's Pipes"
