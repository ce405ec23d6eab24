"""The limits as Django REST framework asks for them, for views outside any company's paths."""

from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from tenants.addresses import client_address
from tenants.limits import wait_of_address, wait_of_user


class UserRate(BaseThrottle):
    """`RATE_USER` a user; under a company's paths `CompanyAccessMiddleware` sees to it."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count the request, and return whether it may go on."""
        self.seconds = wait_of_user(request.user)
        return self.seconds == 0

    def wait(self) -> float:
        """Return when to come back."""
        return self.seconds


class AddressRate(UserRate):
    """`RATE_SIGN_IN` a client address."""

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count the request, and return whether it may go on."""
        self.seconds = wait_of_address(client_address(request))
        return self.seconds == 0
