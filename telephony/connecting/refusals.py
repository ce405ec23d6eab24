"""Why a number is not connected, in one sentence for the operator."""


class NotConnected(RuntimeError):
    """A number could not be connected, or looked up at Twilio."""


class TokenRefused(NotConnected):
    """Twilio does not take the auth token for the account."""

    def __init__(self, account_sid: str) -> None:
        super().__init__(f"Twilio does not take the auth token of the account {account_sid}.")


class PointsElsewhere(NotConnected):
    """The number is in use by something else, which is not taken over unasked."""

    def __init__(self, number: str, places: str) -> None:
        super().__init__(f"{number} points elsewhere: {places}. Take it over, or leave it.")
