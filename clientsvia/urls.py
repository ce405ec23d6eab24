"""Every prefix on one screen."""

from django.contrib import admin
from django.urls import include, path, re_path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from clientsvia import errors, health, home
from telephony.views.phone_page import give_pass, show_phone
from templates_brain.views.sync import TemplateListView
from tenants.views.invitation_page import show_invitation
from tenants.views.second_factor_page import show_second_factor

docs_page = SpectacularSwaggerSplitView.as_view(
    url_name="schema", template_name="clientsvia/api_docs.html"
)
company_patterns = [
    path("", include("tenants.urls.company")),
    path("", include("templates_brain.urls")),
    path("", include("telephony.urls.company")),
]

urlpatterns = [
    path("", home.show_home, name="home"),
    path("admin/second-factor", show_second_factor, name="second-factor"),
    path("admin/", admin.site.urls),
    path("invitation", show_invitation, name="invitation-page"),
    path("phone/<uuid:company_id>", show_phone, name="phone-page"),
    path("phone/<uuid:company_id>/pass", give_pass, name="phone-pass"),
    path("health/live", health.answer_live, name="health-live"),
    path("health/ready", health.answer_ready, name="health-ready"),
    path("api/auth/", include("tenants.urls.auth")),
    path("api/company/<uuid:company_id>/", include(company_patterns)),
    path("api/templates", TemplateListView.as_view(), name="templates"),
    path("api/twilio/", include("telephony.urls.twilio")),
    path("api/schema", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs", docs_page, name="docs"),
    re_path(r"^api/(?P<rest>.*)$", errors.answer_missing_path),
]

handler400 = errors.answer_bad_request
handler404 = errors.answer_not_found
handler500 = errors.answer_server_error
