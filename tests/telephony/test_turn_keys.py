"""Where turns are looked for, as their calls' keys tell."""

from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from telephony.models import Call, CallTurn
from telephony.turn_keys import near_calls
from tenants.models import Company
from tenants.scope import company_scope
from tenants.time_ordered import first_id_at, time_ordered_id
from tests.factories import CallFactory, CallTurnFactory

pytestmark = pytest.mark.django_db


def test_all_turns_of_the_calls_are_near_whatever_keys_the_calls_have(
    company: Company,
) -> None:
    keys = [uuid4(), time_ordered_id(), first_id_at(timezone.now())]
    calls = [CallFactory(company=company, id=key) for key in keys]
    turns = [
        CallTurnFactory(company=company, call=call, index=index)
        for call in calls
        for index in (0, 32_767)
    ]

    with company_scope(company.id):
        found = CallTurn.objects.filter(near_calls(Call.objects.all()))

        assert {turn.pk for turn in found} == {turn.pk for turn in turns}


def test_turns_of_earlier_and_of_later_calls_are_not_near(company: Company) -> None:
    _earlier, wanted, _later = (
        CallTurnFactory(company=company, call__id=UUID(int=place << 90)) for place in (1, 2, 3)
    )

    with company_scope(company.id):
        found = CallTurn.objects.filter(near_calls(Call.objects.filter(pk=wanted.call_id)))

        assert list(found) == [wanted]


def test_where_there_are_no_calls_there_are_no_turns(company: Company) -> None:
    CallTurnFactory(company=company)

    with company_scope(company.id):
        assert not CallTurn.objects.filter(near_calls(Call.objects.none())).exists()
