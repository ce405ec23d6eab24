"""A line of the journal: what was kept is what is read, by its company's key alone."""

import json
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.call_state import CallState
from telephony.calls import AnsweredTurn, Line
from telephony.journal.documents import document_of, value_of
from telephony.journal.entries import StatusEntry, TurnEntry
from telephony.journal.records import BrokenRecord, entry_of, record_of
from telephony.turns import Reply
from tenants.encryption import UnreadableSecret
from tests.telephony.journal.entries import status_entry, turn_entry

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
JSON = st.dictionaries(TEXT, st.integers() | TEXT | st.booleans() | st.none())
MOMENTS = st.datetimes(timezones=st.just(UTC))
LINES = st.builds(Line, st.uuids(), TEXT, TEXT, TEXT)
STATES = st.builds(
    CallState,
    silences=st.integers(),
    asked=st.booleans(),
    last_said=TEXT,
    to_ring=st.lists(TEXT).map(tuple),
    given=st.dictionaries(TEXT, st.integers()),
    facts=JSON,
)
REPLIES = st.builds(
    Reply, kind=TEXT, text=TEXT, state=STATES, dial=TEXT, score=st.none() | st.just(0.5), trace=JSON
)
TURNS = st.builds(
    AnsweredTurn, st.integers(), TEXT, REPLIES, TEXT, st.floats(allow_nan=False, min_value=0)
)


@given(st.builds(TurnEntry, LINES, TURNS, MOMENTS, st.booleans()))
def test_a_turn_is_read_as_it_was_kept(entry: TurnEntry) -> None:
    assert entry_of(record_of(entry)) == entry


@given(st.builds(StatusEntry, LINES, TEXT, st.none() | st.integers(), st.booleans(), MOMENTS))
def test_a_status_is_read_as_it_was_kept(entry: StatusEntry) -> None:
    assert entry_of(record_of(entry)) == entry


def test_a_line_holds_no_speech_and_no_number_in_clear() -> None:
    record = record_of(turn_entry(uuid4()))

    assert b"Wilhelmina" not in record
    assert b"+1212" not in record
    assert record.endswith(b"}\n")


def test_a_line_that_was_moved_to_another_company_is_not_read() -> None:
    document = json.loads(record_of(turn_entry(uuid4())))
    moved = json.dumps({**document, "company": str(uuid4())}).encode() + b"\n"

    with pytest.raises(UnreadableSecret):
        entry_of(moved)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: record[:-1],
        lambda record: record[: len(record) // 2],
        lambda record: record.replace(b'"sealed": "', b'"sealed": "A'),
        lambda record: record.replace(b'"kind": "status"', b'"kind": "other"'),
        lambda record: b"[]\n",
        lambda record: b"\x00\xff\n",
        lambda record: b"null\n",
    ],
    ids=["no end", "half", "changed", "unknown kind", "a list", "bytes", "null"],
)
def test_a_broken_line_is_known_as_such(spoil: object) -> None:
    record = spoil(record_of(status_entry(uuid4())))  # type: ignore[operator]

    with pytest.raises(BrokenRecord):
        entry_of(record)


def test_what_another_version_of_the_code_wrote_is_read() -> None:
    entry = status_entry(UUID(int=1))
    document = json.loads(document_of(entry))
    document["line"]["colour"] = "red"

    assert value_of(StatusEntry, json.dumps(document)) == entry


def test_a_state_that_lacks_a_newer_field_has_its_default() -> None:
    document = json.loads(document_of(CallState(silences=2)))
    del document["facts"]

    assert value_of(CallState, json.dumps(document)) == CallState(silences=2)


def test_moments_keep_their_zone_and_their_microseconds() -> None:
    at = datetime(2026, 3, 5, 1, 2, 3, 456789, tzinfo=UTC)

    read = entry_of(
        record_of(StatusEntry(Line(UUID(int=1), "CA1", "", ""), "busy", None, True, at))
    )

    assert read.at == at
    assert read.at.date() == date(2026, 3, 5)
