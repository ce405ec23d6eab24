"""The paths of this app under a company."""

from django.urls import path

from tenants.views.audit_log import AuditLogView
from tenants.views.phone_numbers import PhoneNumberDetailView, PhoneNumberListView
from tenants.views.users import UserDetailView, UserInvitationView, UserListView

urlpatterns = [
    path("audit-log", AuditLogView.as_view(), name="audit-log"),
    path("phone-numbers", PhoneNumberListView.as_view(), name="phone-numbers"),
    path("phone-numbers/<uuid:pk>", PhoneNumberDetailView.as_view(), name="phone-number"),
    path("users", UserListView.as_view(), name="users"),
    path("users/<uuid:pk>", UserDetailView.as_view(), name="user"),
    path("users/<uuid:pk>/invitation", UserInvitationView.as_view(), name="user-invitation"),
]
