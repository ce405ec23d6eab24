"""`/knowledge-management`."""

from typing import ClassVar

from rest_framework.generics import ListCreateAPIView, RetrieveUpdateDestroyAPIView

from knowledge.models import QuestionAnswer
from knowledge.serializers import QuestionAnswerSerializer
from tenants.models import Role
from tenants.views.company import ConfigurationView


class QuestionAnswerListView(ConfigurationView, ListCreateAPIView[QuestionAnswer]):
    """List the company's questions and answers, or add one."""

    write_role = Role.MANAGER
    serializer_class = QuestionAnswerSerializer
    queryset = QuestionAnswer.objects.all()
    search_fields = ("question", "alternatives", "answer", "category")
    ordering_fields: ClassVar[dict[str, str]] = {
        "question": "question",
        "category": "category",
        "status": "status",
        "updatedAt": "updated_at",
    }


class QuestionAnswerDetailView(ConfigurationView, RetrieveUpdateDestroyAPIView[QuestionAnswer]):
    """Read, change or remove one."""

    write_role = Role.MANAGER
    serializer_class = QuestionAnswerSerializer
    queryset = QuestionAnswer.objects.all()
    http_method_names = ("get", "patch", "delete", "head", "options")
