"""The icon that browsers ask for of their own accord."""

from django.test import Client


def test_the_icon_is_there_for_everybody() -> None:
    response = Client().get("/favicon.ico")

    assert (response.status_code, b"".join(response)[:4]) == (200, b"\0\0\1\0")
    assert response.headers["Content-Type"] == "image/x-icon"
