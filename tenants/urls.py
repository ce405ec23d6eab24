"""Sign-in."""

from django.urls import path

from tenants.views.sign_in import LogoutView, RefreshView, TokenView

urlpatterns = [
    path("token", TokenView.as_view(), name="token"),
    path("refresh", RefreshView.as_view(), name="refresh"),
    path("logout", LogoutView.as_view(), name="logout"),
]
