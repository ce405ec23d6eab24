"""What a question and its answer may be."""

import pytest
from django.core.exceptions import ValidationError

from knowledge.models import QuestionAnswer, Status, list_of_questions
from tenants.models import Company
from tenants.scope import company_scope
from tests.factories import QuestionAnswerFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("value", [[], ["where are you"], ["where", "your address"]])
def test_a_list_of_questions_is_accepted(value: list[str]) -> None:
    list_of_questions(value)


@pytest.mark.parametrize("value", [None, "where", {}, {"a": "b"}, [""], ["  "], [1], [None], [[]]])
def test_anything_else_is_no_list_of_questions(value: object) -> None:
    with pytest.raises(ValidationError, match="list of questions"):
        list_of_questions(value)


def test_a_question_is_active_unless_said_otherwise() -> None:
    assert QuestionAnswer().status == Status.ACTIVE
    assert QuestionAnswer().alternatives == []


def test_questions_are_told_by_themselves_and_in_their_order(company: Company) -> None:
    QuestionAnswerFactory(company=company, question="Where?")
    QuestionAnswerFactory(company=company, question="How much?")

    with company_scope(company.id):
        assert [str(one) for one in QuestionAnswer.objects.all()] == ["How much?", "Where?"]
