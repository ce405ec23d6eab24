"""A company's own fillers and urgency keywords: as the engine hears them, and what is amiss."""

import json
from typing import Any

import pytest
from rest_framework.test import APIClient

from templates_brain.models.fields import Origin
from tenants.models import AuditEntry, Company, Role
from tenants.scope import company_scope
from tests.conftest import ClientOf
from tests.factories import (
    FillerWordFactory,
    ScenarioCategoryFactory,
    ScenarioFactory,
    UrgencyKeywordFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LISTS = ["filler-words", "urgency-keywords"]


@pytest.fixture
def here(company: Company) -> str:
    """Return the company's configuration's path."""
    return f"/api/company/{company.id}/configuration"


def put_fillers(client: APIClient, here: str, *words: Any) -> Any:
    """Return the answer to new filler words."""
    return client.put(f"{here}/filler-words", {"custom": words}, format="json")


def put_keywords(client: APIClient, here: str, *words: Any, weight: Any = 0.5) -> Any:
    """Return the answer to new urgency keywords."""
    custom = [{"word": word, "weight": weight} for word in words]
    return client.put(f"{here}/urgency-keywords", {"custom": custom}, format="json")


def told(answer: Any) -> list[tuple[str, str]]:
    """Return each warning's word and what needs it, in a text."""
    needs = [
        (one["word"], " ".join(f"{need['kind']}:{need['text']}" for need in one["needs"]))
        for one in answer.json()["warnings"]
    ]
    assert answer.status_code == 200
    return needs


def test_fillers_are_kept_as_they_are_heard_each_once(
    owner: APIClient, here: str, company: Company
) -> None:
    FillerWordFactory(company=company, word="um", origin=Origin.TEMPLATE)

    answer = put_fillers(owner, here, "Y'all", "reckon", "you  all", " KINDA\u200b", "um, reckon")

    assert answer.json() == {
        "inherited": ["um"],
        "custom": ["kind of", "reckon", "you all"],
        "warnings": [],
    }
    assert owner.get(f"{here}/filler-words").json() == answer.json()
    assert owner.get(here).json()["fillerWords"] == {
        "inherited": ["um"],
        "custom": ["kind of", "reckon", "you all"],
    }


def test_keywords_are_kept_as_they_are_heard_and_the_last_weight_counts(
    owner: APIClient, here: str, company: Company
) -> None:
    UrgencyKeywordFactory(company=company, word="flooding", weight=0.9, origin=Origin.TEMPLATE)
    custom = [{"word": "Back-up!", "weight": 0.3}, {"word": "back up", "weight": 0.4}]

    answer = owner.put(f"{here}/urgency-keywords", {"custom": custom}, format="json")

    assert answer.json() == {
        "inherited": [{"word": "flooding", "weight": 0.9}],
        "custom": [{"word": "back up", "weight": 0.4}],
        "warnings": [],
    }
    assert owner.get(f"{here}/urgency-keywords").json() == answer.json()


@pytest.mark.parametrize("path", LISTS)
def test_the_same_words_again_are_no_change(
    owner: APIClient, here: str, company: Company, path: str
) -> None:
    custom: list[Any] = ["reckon"] if path == LISTS[0] else [{"word": "asap", "weight": 0.5}]
    first = owner.put(f"{here}/{path}", {"custom": custom}, format="json")

    again = owner.put(f"{here}/{path}", {"custom": custom}, format="json")

    assert (again.json(), again["ETag"]) == (first.json(), first["ETag"])
    with company_scope(company.id):
        assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize("path", LISTS)
def test_an_empty_list_removes_the_own_and_leaves_the_templates(
    owner: APIClient, here: str, company: Company, path: str
) -> None:
    FillerWordFactory(company=company, word="um", origin=Origin.TEMPLATE)
    FillerWordFactory(company=company, word="reckon")
    UrgencyKeywordFactory(company=company, word="flooding", origin=Origin.TEMPLATE)
    UrgencyKeywordFactory(company=company, word="asap")

    body = owner.put(f"{here}/{path}", {"custom": []}, format="json").json()

    assert (len(body["inherited"]), body["custom"]) == (1, [])


UNSAYABLE = ["", "   ", "***", "\u200b", "x" * 65, "%" * 30, "a\0b", None, [], {}, True]


@pytest.mark.parametrize("word", [*UNSAYABLE, "a", "C."])
def test_what_is_no_filler_is_refused_and_nothing_is_written(
    owner: APIClient, here: str, word: Any
) -> None:
    answer = put_fillers(owner, here, "reckon", word)

    assert (answer.status_code, list(answer.json()["details"])) == (400, ["custom"])
    assert owner.get(f"{here}/filler-words").json()["custom"] == []


@pytest.mark.parametrize("word", UNSAYABLE)
def test_what_is_no_keyword_is_refused_and_nothing_is_written(
    owner: APIClient, here: str, word: Any
) -> None:
    answer = put_keywords(owner, here, "asap", word)

    assert (answer.status_code, list(answer.json()["details"])) == (400, ["custom"])
    assert owner.get(f"{here}/urgency-keywords").json()["custom"] == []


@pytest.mark.parametrize(
    "weight", ["-0.1", "1.1", "NaN", "Infinity", "1e400", "9" * 400, "true", '"nan"', "null", "[]"]
)
def test_a_weight_is_a_number_from_nought_to_one(owner: APIClient, here: str, weight: str) -> None:
    body = f'{{"custom": [{{"word": "asap", "weight": {weight}}}]}}'

    answer = owner.put(f"{here}/urgency-keywords", body, content_type="application/json")

    assert answer.status_code == 400
    assert put_keywords(owner, here, "asap", weight=1).status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_more_words_than_anyone_needs_are_refused(owner: APIClient, here: str, path: str) -> None:
    custom: list[Any] = [f"word{n}" for n in range(201)]
    custom = custom if path == LISTS[0] else [{"word": one, "weight": 1} for one in custom]

    answer = owner.put(f"{here}/{path}", {"custom": custom}, format="json")

    assert (answer.status_code, list(answer.json()["details"])) == (400, ["custom"])


def test_a_filler_that_triggers_need_is_told_with_them(
    owner: APIClient, here: str, company: Company
) -> None:
    ScenarioFactory(company=company, key="drain", triggers=["my drain is clogged", "hello"])
    ScenarioFactory(company=company, key="draft", status="draft", triggers=["the drain again"])

    answer = put_fillers(owner, here, "drain", "reckon")

    (warning,) = answer.json()["warnings"]
    assert warning == {
        "word": "drain",
        "message": "It is left out of triggers that need it: 1, such as “my drain is clogged”.",
        "needs": [{"kind": "trigger", "scenarioKey": "drain", "text": "my drain is clogged"}],
    }
    assert owner.get(f"{here}/filler-words").json()["warnings"] == [warning]


def test_a_filler_that_says_little_costs_a_trigger_nothing(
    owner: APIClient, here: str, company: Company
) -> None:
    ScenarioFactory(company=company, triggers=["would you please fix my drain"])

    assert told(put_fillers(owner, here, "please", "would you")) == []


@pytest.mark.parametrize("word", ["no", "what", "you know what", "yes sir", "911", "right now"])
def test_a_filler_that_the_engine_never_leaves_out_is_told(
    owner: APIClient, here: str, word: str
) -> None:
    answer = put_fillers(owner, here, word)

    assert told(answer) == [(word, "")]
    assert answer.json()["warnings"][0]["message"].startswith("It has no effect")


def test_a_filler_that_an_urgency_keyword_needs_is_told(
    owner: APIClient, here: str, company: Company
) -> None:
    UrgencyKeywordFactory(company=company, word="dripping like crazy", origin=Origin.TEMPLATE)

    assert told(put_fillers(owner, here, "like", "reckon")) == [
        ("like", "urgencyKeyword:dripping like crazy")
    ]


def test_a_keyword_that_is_a_filler_is_told(owner: APIClient, here: str, company: Company) -> None:
    category = ScenarioCategoryFactory(company=company, filler_words=["crazy"])
    ScenarioFactory(company=company, category=category)
    FillerWordFactory(company=company, word="like", origin=Origin.TEMPLATE)
    FillerWordFactory(company=company, word="reckon")

    answer = put_keywords(owner, here, "reckon", "like crazy", "asap")

    assert sorted(told(answer)) == [
        ("like crazy", "fillerWord:crazy fillerWord:like"),
        ("reckon", "fillerWord:reckon"),
    ]
    assert sorted(told(owner.get(f"{here}/urgency-keywords"))) == sorted(told(answer))


def test_another_companys_words_and_triggers_are_not_told(
    owner: APIClient, outsider: APIClient, here: str, stranger: Company
) -> None:
    ScenarioFactory(company=stranger, triggers=["my drain is clogged"])
    UrgencyKeywordFactory(company=stranger, word="reckon so")
    FillerWordFactory(company=stranger, word="asap please")
    theirs = f"/api/company/{stranger.id}/configuration"

    ours = put_fillers(owner, here, "drain", "reckon"), put_keywords(owner, here, "please")

    assert [one.json()["warnings"] for one in ours] == [[], []]
    assert len(told(put_fillers(outsider, theirs, "drain", "reckon"))) == 2
    assert put_fillers(outsider, here, "x y").status_code == 403
    assert outsider.get(f"{here}/urgency-keywords").status_code == 403


@pytest.mark.parametrize(
    ("role", "status"), [(Role.VIEWER, 403), (Role.MANAGER, 200), (Role.OWNER, 200)]
)
def test_who_may_change_words(
    client_of: ClientOf, company: Company, here: str, role: Role, status: int
) -> None:
    client = client_of(UserFactory(company=company, role=role))

    written = put_fillers(client, here, "reckon"), put_keywords(client, here, "asap")

    assert [one.status_code for one in written] == [status, status]
    assert client.get(f"{here}/filler-words").status_code == 200


@pytest.mark.parametrize("body", [{}, {"custom": None}, {"custom": "um"}, {"words": []}, []])
@pytest.mark.parametrize("path", LISTS)
def test_a_body_of_another_shape_is_refused(
    owner: APIClient, here: str, path: str, body: Any
) -> None:
    answer = owner.put(f"{here}/{path}", json.dumps(body), content_type="application/json")

    assert answer.status_code == 400


def test_triggers_are_read_once_for_all_fillers(
    owner: APIClient, here: str, company: Company, django_assert_max_num_queries: Any
) -> None:
    ScenarioFactory.create_batch(5, company=company)
    FillerWordFactory.create_batch(30, company=company)

    with django_assert_max_num_queries(8):
        assert told(owner.get(f"{here}/filler-words")) == []
