"""Signing in, and the passwords that one signs in with."""

from django.urls import path

from tenants.views.invitations import InvitationView
from tenants.views.passwords import PasswordView
from tenants.views.sign_in import LogoutView, RefreshView, TokenView

urlpatterns = [
    path("token", TokenView.as_view(), name="token"),
    path("refresh", RefreshView.as_view(), name="refresh"),
    path("logout", LogoutView.as_view(), name="logout"),
    path("invitation", InvitationView.as_view(), name="invitation"),
    path("password", PasswordView.as_view(), name="password"),
]
