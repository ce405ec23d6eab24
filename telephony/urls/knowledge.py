"""The paths of a company's questions and answers."""

from django.urls import path

from telephony.views.knowledge import (
    KnowledgeDetailView,
    KnowledgeListView,
    KnowledgeSuggestionsView,
    KnowledgeWarningsView,
)
from telephony.views.knowledge_exchange import KnowledgeExportView, KnowledgeImportView

urlpatterns = [
    path("knowledge-management", KnowledgeListView.as_view(), name="knowledge"),
    path("knowledge-management/import", KnowledgeImportView.as_view(), name="knowledge-import"),
    path("knowledge-management/export", KnowledgeExportView.as_view(), name="knowledge-export"),
    path(
        "knowledge-management/suggestions",
        KnowledgeSuggestionsView.as_view(),
        name="knowledge-suggestions",
    ),
    path("knowledge-management/<uuid:pk>", KnowledgeDetailView.as_view(), name="knowledge-entry"),
    path(
        "knowledge-management/<uuid:pk>/warnings",
        KnowledgeWarningsView.as_view(),
        name="knowledge-warnings",
    ),
]
