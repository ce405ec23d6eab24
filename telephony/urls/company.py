"""The paths of this app under a company."""

from django.urls import path

from telephony.views.readiness import ReadinessView

urlpatterns = [path("readiness", ReadinessView.as_view(), name="readiness")]
