"""The desk's page of questions and answers."""

import pytest

from knowledge.models import QuestionAnswer
from tenants.models import Company
from tenants.scope import company_scope
from tests import factories
from tests.desk import Desk, errors_of


@pytest.fixture
def desk(db: None) -> Desk:
    """Return a member of staff's desk."""
    return Desk(factories.StaffFactory())


def test_alternatives_are_edited_one_a_line(desk: Desk, company: Company) -> None:
    entry = factories.QuestionAnswerFactory(company=company, alternatives=["where are you"])
    shown = desk.open(entry, "change", entry.pk).context["adminform"].form
    assert shown["alternatives"].value() == "where are you"
    desk.change(entry, alternatives="where are you\r\n\r\nyour address\r\n")
    with company_scope(company.id):
        assert QuestionAnswer.objects.get().alternatives == ["where are you", "your address"]


@pytest.mark.parametrize(
    ("alternatives", "says"), [("ok\n" + "x" * 301, "Line 2"), ("x\n" * 51, "At most 50")]
)
def test_alternatives_have_the_apis_limits(
    alternatives: str, says: str, desk: Desk, company: Company
) -> None:
    entry = factories.QuestionAnswerFactory(company=company)
    assert says in str(errors_of(desk.change(entry, alternatives=alternatives))["alternatives"])


def test_an_entry_is_added_to_the_chosen_company(
    desk: Desk, company: Company, stranger: Company
) -> None:
    added = desk.add(QuestionAnswer, company=company, question="Where?", answer="Here.")
    assert added.status_code == 302
    with company_scope(company.id):
        assert QuestionAnswer.objects.get().answer == "Here."
    with company_scope(stranger.id):
        assert not QuestionAnswer.objects.exists()


def test_the_list_narrows_to_a_company_and_a_status(
    desk: Desk, company: Company, stranger: Company
) -> None:
    wanted = factories.QuestionAnswerFactory(company=company, status="draft")
    factories.QuestionAnswerFactory(company=company)
    factories.QuestionAnswerFactory(company=stranger, status="draft")
    filters = {"company__id__exact": company.pk, "status__exact": "draft"}
    listed = desk.open(QuestionAnswer, "changelist", **filters).context["cl"]
    assert list(listed.result_list) == [wanted]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("question", "Where is {city}?"),
        ("question", "?"),
        ("answer", "At {city."),
        ("category", "a\u200bb"),
        ("alternatives", "where\n\u202ewhere"),
    ],
)
def test_texts_are_held_to_the_apis_rules(
    field: str, text: str, desk: Desk, company: Company
) -> None:
    entry = factories.QuestionAnswerFactory(company=company)
    assert list(errors_of(desk.change(entry, **{field: text}))) == [field]
