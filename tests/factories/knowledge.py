"""What a made-up company knows."""

import factory

from knowledge.models import QuestionAnswer
from tests.factories.tenants import TenantFactory


class QuestionAnswerFactory(TenantFactory):
    """An active entry."""

    question = factory.Sequence(lambda n: f"where is your office number {n}")
    answer = "123 Main Street."

    class Meta:
        model = QuestionAnswer
