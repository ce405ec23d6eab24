"""The paths of this app under a company."""

from django.urls import include, path

from telephony.views.match import MatchView
from telephony.views.readiness import ReadinessView
from telephony.views.unanswered import (
    UnansweredDismissView,
    UnansweredListView,
    UnansweredToKnowledgeView,
)

urlpatterns = [
    path("", include("telephony.urls.knowledge")),
    path("match", MatchView.as_view(), name="match"),
    path("readiness", ReadinessView.as_view(), name="readiness"),
    path("unanswered", UnansweredListView.as_view(), name="unanswered"),
    path(
        "unanswered/<uuid:pk>/to-knowledge",
        UnansweredToKnowledgeView.as_view(),
        name="unanswered-to-knowledge",
    ),
    path(
        "unanswered/<uuid:pk>/dismiss", UnansweredDismissView.as_view(), name="unanswered-dismiss"
    ),
]
