"""The knowledge's paths under a company."""

from django.urls import path

from knowledge.views import QuestionAnswerDetailView, QuestionAnswerListView

urlpatterns = [
    path("knowledge-management", QuestionAnswerListView.as_view(), name="knowledge"),
    path(
        "knowledge-management/<uuid:pk>", QuestionAnswerDetailView.as_view(), name="knowledge-entry"
    ),
]
