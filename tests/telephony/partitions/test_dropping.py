"""Months of turns that no company keeps are dropped whole."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from telephony.models import CallTurn
from telephony.partitions import dropping
from telephony.partitions.making import make_months
from telephony.partitions.month import Month
from telephony.privacy.applying import apply_retention
from tenants.databases import OWNER, atomic, connection_in_force, working_as
from tenants.models import Company
from tenants.scope import company_scope
from tenants.time_ordered import first_id_at
from tests.factories import CallFactory, CallTurnFactory, RetentionFactory
from tests.roles import has_roles
from tests.telephony.commands import run

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not has_roles(), reason="This database keeps no months."),
]
LONG_AGO = timezone.now() - timedelta(days=800)
MONTH = str(Month.of(LONG_AGO))


@pytest.fixture
def turn(company: Company) -> Any:
    """Return a turn of a month that is over for everybody who has said nothing else."""
    with working_as(OWNER), atomic():
        make_months(connection_in_force(), LONG_AGO, ahead=0)
    call = CallFactory(company=company, id=first_id_at(LONG_AGO), started_at=LONG_AGO)
    made = CallTurnFactory(company=company, call=call, utterance="my name is Ann")
    check_what_is_pending()
    return made


def check_what_is_pending() -> None:
    """Do what a commit would: a table with checks to come is not dropped."""
    with working_as(OWNER):
        connection_in_force().check_constraints()


def is_there(turn: CallTurn) -> bool:
    """Return whether the turn is on record."""
    with company_scope(turn.company_id):
        return CallTurn.objects.filter(pk=turn.pk).exists()


def test_a_month_goes_once_its_words_are_emptied_and_its_call_stays(turn: CallTurn) -> None:
    tried = run("apply_retention", "--dry-run").document
    apply_retention(turn.company_id, timezone.now())
    check_what_is_pending()
    was_there = is_there(turn)
    done = run("apply_retention").document

    assert tried["monthsDropped"] == []  # its words stand there yet
    assert was_there
    assert done["monthsDropped"] == [MONTH]
    assert not is_there(turn)
    with company_scope(turn.company_id):
        assert turn.call.call_sid == type(turn.call).objects.get().call_sid
    assert run("apply_retention").document["monthsDropped"] == []


def test_a_month_that_any_company_keeps_stays(turn: CallTurn, stranger: Company) -> None:
    RetentionFactory(company=stranger, transcript_days=None)

    assert run("apply_retention").document["monthsDropped"] == []
    assert is_there(turn)


def test_figures_stay_for_two_years_however_soon_words_go(
    turn: CallTurn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dropping, "FIGURES_DAYS", 1000)

    assert run("apply_retention").document["monthsDropped"] == []
    assert is_there(turn)
