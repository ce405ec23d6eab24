"""How many queries an answer takes."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient


def queries_of(client: APIClient, path: str) -> int:
    """Return how many queries reading the path takes."""
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(path)
    assert answer.status_code == 200
    return len(captured)
