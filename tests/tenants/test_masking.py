"""What may stand on record: any value, as JSON, and no secret."""

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.masking import MASK, recordable


@pytest.mark.parametrize(
    "name",
    [
        "token", "authToken", "auth_token", "new_auth_token", "Token", "TOKENS", "password",
        "new_password", "passwd", "passwordHash", "secret", "clientSecret", "api_key", "apiKey",
        "apikey", "privateKeyPem", "encryption_keys", "ENCRYPTION_KEY", "credentials",
    ],
)  # fmt: skip
def test_the_value_of_a_name_like_a_secrets_is_masked_wherever_it_stands(name: str) -> None:
    given = {name: "s3cret", "deep": [{"deeper": {name: {"value": "s3cret"}}}]}

    assert recordable(given) == {name: MASK, "deep": [{"deeper": {name: MASK}}]}


@pytest.mark.parametrize(
    "name",
    [
        "key", "keys", "scenarioKey", "templateKey", "urgencyKeywords", "keyword", "hasAuthToken",
        "number", "label", "email", "role", "passage",
    ],
)  # fmt: skip
def test_the_value_of_any_other_name_is_kept(name: str) -> None:
    assert recordable({name: "value"}) == {name: "value"}


@pytest.mark.parametrize(
    ("value", "recorded"),
    [
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (datetime(2026, 1, 2, tzinfo=UTC), "2026-01-02 00:00:00+00:00"),
        (Decimal("1.50"), "1.50"),
        (float("nan"), "nan"),
        (("a", "b"), ["a", "b"]),
        ({1: None}, {"1": None}),
        ("a\0b", "a\N{REPLACEMENT CHARACTER}b"),
        ("a\ud800b", "a?b"),
        (True, True),
    ],
    ids=repr,
)
def test_what_no_database_keeps_as_it_is_becomes_a_text(value: Any, recorded: Any) -> None:
    assert recordable(value) == recorded


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.uuids(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.integers(), inner),
)


@given(values)
def test_everything_can_be_recorded_and_recording_it_again_changes_nothing(value: Any) -> None:
    recorded = recordable(value)

    assert json.loads(json.dumps(recorded, allow_nan=False)) == recorded
    assert recordable(recorded) == recorded
