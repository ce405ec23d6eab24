"""What a question and its answer may be."""

import pytest

from knowledge.models import QuestionAnswer, Status
from tenants.models import Company
from tenants.scope import company_scope
from tests.factories import QuestionAnswerFactory

pytestmark = pytest.mark.django_db


def test_a_question_is_active_unless_said_otherwise() -> None:
    assert QuestionAnswer().status == Status.ACTIVE
    assert QuestionAnswer().alternatives == []


def test_questions_are_told_by_themselves_and_in_their_order(company: Company) -> None:
    QuestionAnswerFactory(company=company, question="Where?")
    QuestionAnswerFactory(company=company, question="How much?")

    with company_scope(company.id):
        assert [str(one) for one in QuestionAnswer.objects.all()] == ["How much?", "Where?"]
