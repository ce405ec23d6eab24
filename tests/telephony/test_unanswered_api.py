"""`/unanswered`: what callers fell back on, told, answered and dismissed."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from knowledge.models import QuestionAnswer
from telephony import unanswered
from telephony.models import CallTurn
from tenants.models import Company, PhoneNumber, Role
from tenants.scope import company_scope
from tests import audit_log
from tests.callers import SignedLine
from tests.conftest import ClientOf
from tests.factories import (
    CallFactory,
    CallTurnFactory,
    QuestionAnswerFactory,
    ScenarioFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

VENTS = ("do you clean dryer vents", "can you clean out my dryer vent")


@pytest.fixture
def here(company: Company) -> str:
    """Return the path of what the company's callers asked."""
    return f"/api/company/{company.id}/unanswered"


def asked(company: Company, *said: str, **facts: Any) -> list[CallTurn]:
    """Return turns in which this was said and not answered."""
    return [
        CallTurnFactory(company=company, **{"kind": "fallback", "utterance": text, **facts})
        for text in said
    ]


def told(client: APIClient, path: str) -> list[dict[str, Any]]:
    """Return the groups of a page."""
    results: list[dict[str, Any]] = client.get(path).json()["results"]
    return results


def entries_of(company: Company) -> list[QuestionAnswer]:
    """Return what the company knows."""
    with company_scope(company.id):
        return list(QuestionAnswer.objects.all())


def test_groups_are_told_the_most_frequent_first(
    owner: APIClient, here: str, company: Company
) -> None:
    asked(company, "do you install solar panels")
    first, last = asked(company, *VENTS)

    groups = told(owner, here)

    assert groups[0] == {
        "id": str(first.id),
        "question": VENTS[0],
        "count": 2,
        "lastAskedAt": last.created_at.isoformat().replace("+00:00", "Z"),
        "examples": [*VENTS],
        "suggestions": [],
    }
    assert [one["count"] for one in groups] == [2, 1]


def test_a_callers_question_without_an_answer_is_on_the_list_at_once(
    owner: APIClient, here: str, number: PhoneNumber, line: SignedLine
) -> None:
    line.begin()
    line.say(1, "purple elephants dance on tuesdays")

    assert [one["question"] for one in told(owner, here)] == ["purple elephants dance on tuesdays"]


def test_only_callers_words_without_an_answer_of_late_are_told(
    owner: APIClient, here: str, company: Company
) -> None:
    asked(company, "what was answered", kind="scenario")
    asked(company, "what was tested", call=CallFactory(company=company, is_test=True))
    asked(company, "what was seen to", is_settled=True)
    asked(company, "")
    (old,) = asked(company, "what is long ago")
    with company_scope(company.id):
        long_ago = timezone.now() - timedelta(days=unanswered.WINDOW_DAYS + 1)
        CallTurn.objects.filter(pk=old.pk).update(created_at=long_ago)
    asked(company, "do you sell faucets")

    assert [one["question"] for one in told(owner, here)] == ["do you sell faucets"]


def test_only_the_newest_turns_are_looked_at(
    owner: APIClient, here: str, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unanswered, "TURNS_MAX", 1)
    asked(company, "do you install solar panels", "do you sell faucets")

    assert [one["question"] for one in told(owner, here)] == ["do you sell faucets"]


def test_what_came_near_is_told_as_long_as_it_is_there(
    owner: APIClient, here: str, company: Company
) -> None:
    entry = QuestionAnswerFactory(company=company, question="Do you clean vents?")
    ScenarioFactory(company=company, key="cleaning", name="Cleaning")
    trace = {
        "qnas": [{"id": str(entry.id), "score": 0.7}, {"id": str(uuid4()), "score": 0.6}],
        "scenarios": [{"id": "cleaning", "score": 0.3}, {"id": "gone", "score": 0.4}],
    }
    asked(company, VENTS[0], trace=trace)

    (group,) = told(owner, here)

    assert group["suggestions"] == [
        {"kind": "qna", "id": str(entry.id), "name": "Do you clean vents?", "score": 0.7},
        {"kind": "scenario", "id": "cleaning", "name": "Cleaning", "score": 0.3},
    ]


def test_the_list_is_searched_ordered_and_paged_as_all_lists(
    owner: APIClient, here: str, company: Company
) -> None:
    asked(company, *VENTS, "do you sell faucets", "are you hiring")

    page = owner.get(f"{here}?ordering=-question&pageSize=2").json()
    found = told(owner, f"{here}?search=OUT dryer")

    assert (page["count"], [one["question"] for one in page["results"]]) == (
        3, ["do you sell faucets", VENTS[0]],
    )  # fmt: skip
    assert [one["question"] for one in told(owner, page["next"])] == ["are you hiring"]
    assert [one["question"] for one in found] == [VENTS[0]]
    assert owner.get(f"{here}?ordering=utterance").status_code == 400
    assert owner.get(f"{here}?search=%00").status_code == 400


def test_the_queries_do_not_grow_with_the_page(
    owner: APIClient, here: str, company: Company, django_assert_num_queries: Any
) -> None:
    asked(company, VENTS[0])
    with CaptureQueriesContext(connection) as one:
        owner.get(here)
    asked(company, *(f"{topic} please" for topic in ("faucets", "bidets", "lobsters", "chess")))

    with django_assert_num_queries(len(one)):
        assert owner.get(here).json()["count"] == 5


def test_an_answer_makes_the_group_an_entry_and_takes_it_off_the_list(
    manager: APIClient, here: str, company: Company
) -> None:
    first, second = asked(company, *VENTS)
    asked(company, "do you sell faucets")

    answer = manager.post(f"{here}/{second.id}/to-knowledge", {"answer": "We do."}, format="json")

    assert answer.status_code == 201
    (entry,) = entries_of(company)
    assert answer.json() == {
        "id": str(entry.id), "question": VENTS[0], "alternatives": [VENTS[1]],
        "answer": "We do.", "category": "", "status": "active", "warnings": [],
        "updatedAt": entry.updated_at.isoformat().replace("+00:00", "Z"),
    }  # fmt: skip
    assert [one["question"] for one in told(manager, here)] == ["do you sell faucets"]
    again = manager.post(f"{here}/{first.id}/to-knowledge", {"answer": "We do."}, format="json")
    assert again.status_code == 404


def test_what_is_given_goes_before_what_callers_said(
    manager: APIClient, here: str, company: Company
) -> None:
    (turn, _) = asked(company, *VENTS)
    given = {
        "question": "Vents?", "alternatives": [], "answer": "Yes.", "category": "c",
        "status": "draft",
    }  # fmt: skip

    made = manager.post(f"{here}/{turn.id}/to-knowledge", given, format="json").json()

    assert {name: made[name] for name in given} == given


def test_under_another_question_all_that_callers_said_are_alternatives(
    manager: APIClient, here: str, company: Company
) -> None:
    (turn, _) = asked(company, *VENTS)
    given = {"question": "Vents?", "answer": "Yes."}

    made = manager.post(f"{here}/{turn.id}/to-knowledge", given, format="json")

    assert made.json()["alternatives"] == [*VENTS]


def test_callers_hear_the_answer_from_then_on(
    manager: APIClient, here: str, company: Company
) -> None:
    (turn, _) = asked(company, *VENTS)
    manager.post(f"{here}/{turn.id}/to-knowledge", {"answer": "We do."}, format="json")

    heard = manager.post(
        f"/api/company/{company.id}/match", {"utterance": VENTS[1]}, format="json"
    ).json()

    assert (heard["kind"], heard["reply"].startswith("We do.")) == ("qna", True)


def test_the_audit_log_tells_the_answer_and_no_callers_words(
    manager: APIClient, here: str, company: Company
) -> None:
    (turn,) = asked(company, VENTS[0])
    (other,) = asked(company, "do you sell faucets")

    made = manager.post(f"{here}/{turn.id}/to-knowledge", {"answer": "We do."}, format="json")
    manager.post(f"{here}/{other.id}/dismiss")

    entries = audit_log.entries_of(company)
    logged = [(entry.action, entry.details, entry.after) for entry in entries]
    after = {"answer": "We do.", "category": "", "status": "active"}
    assert logged == [
        ("knowledge_added", {"entry": made.json()["id"]}, after),
        ("unanswered_dismissed", {"group": str(other.id), "turns": 1}, None),
    ]


def test_what_cannot_be_an_entrys_phrase_is_left_out(
    manager: APIClient, here: str, company: Company
) -> None:
    long = f"do you clean dryer vents {'please ' * 50}"
    (turn, *_) = asked(company, VENTS[0], f"{VENTS[0]} {{x}} today", long)

    made = manager.post(f"{here}/{turn.id}/to-knowledge", {"answer": "Yes."}, format="json")

    assert (made.json()["question"], made.json()["alternatives"]) == (VENTS[0], [])


def test_where_callers_said_no_question_one_is_asked_for(
    manager: APIClient, here: str, company: Company
) -> None:
    (turn,) = asked(company, "what about {this}")
    path = f"{here}/{turn.id}/to-knowledge"

    refused = manager.post(path, {"answer": "Yes."}, format="json")
    made = manager.post(path, {"answer": "Yes.", "question": "This?"}, format="json")

    assert (refused.status_code, list(refused.json()["details"])) == (400, ["question"])
    assert made.status_code == 201


def test_what_is_dismissed_is_off_the_list_until_it_is_asked_again(
    manager: APIClient, here: str, company: Company
) -> None:
    (turn, _) = asked(company, *VENTS)

    dismissed = manager.post(f"{here}/{turn.id}/dismiss")
    left = told(manager, here)
    asked(company, VENTS[1])

    assert (dismissed.status_code, left) == (204, [])
    assert [one["count"] for one in told(manager, here)] == [1]
    assert entries_of(company) == []


@pytest.mark.parametrize("act", ["to-knowledge", "dismiss"])
def test_a_viewer_reads_and_does_not_act(
    here: str, company: Company, client_of: ClientOf, act: str
) -> None:
    viewer = client_of(UserFactory(company=company, role=Role.VIEWER))
    (turn,) = asked(company, VENTS[0])

    refused = viewer.post(f"{here}/{turn.id}/{act}", {"answer": "Yes."}, format="json")

    assert refused.status_code == 403
    assert len(told(viewer, here)) == 1


@pytest.mark.parametrize("act", ["to-knowledge", "dismiss"])
def test_another_companys_callers_are_neither_told_nor_answered(
    manager: APIClient,
    outsider: APIClient,
    here: str,
    company: Company,
    stranger: Company,
    act: str,
) -> None:
    (theirs,) = asked(stranger, VENTS[0])
    there = f"/api/company/{stranger.id}/unanswered"

    from_here = manager.post(f"{here}/{theirs.id}/{act}", {"answer": "Yes."}, format="json")
    across = manager.post(f"{there}/{theirs.id}/{act}", {"answer": "Yes."}, format="json")

    assert told(manager, here) == []
    assert (from_here.status_code, across.status_code) == (404, 403)
    assert [one["id"] for one in told(outsider, there)] == [str(theirs.id)]
    assert entries_of(company) == entries_of(stranger) == []


@pytest.mark.parametrize(
    "body",
    [{}, [], {"answer": ""}, {"answer": "{"}, {"answer": "a\x00"}, {"answer": "a", "turns": []}],
)
def test_what_is_no_answer_is_refused_and_the_group_stays(
    manager: APIClient, here: str, company: Company, body: Any
) -> None:
    (turn,) = asked(company, VENTS[0])

    refused = manager.post(f"{here}/{turn.id}/to-knowledge", body, format="json")

    assert refused.status_code == 400
    assert len(told(manager, here)) == 1


def test_an_entry_without_room_leaves_the_group_on_the_list(
    manager: APIClient, here: str, company: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.entries.ACTIVE_MAX", 0)
    (turn,) = asked(company, VENTS[0])

    refused = manager.post(f"{here}/{turn.id}/to-knowledge", {"answer": "Yes."}, format="json")

    assert refused.status_code == 422
    assert len(told(manager, here)) == 1
