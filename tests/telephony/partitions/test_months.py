"""Months of keys, and the keys of calls and turns."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from telephony.models.call import turn_id
from telephony.partitions.month import Month, months_from
from tenants.time_ordered import first_id_at, time_ordered_id

ids, indexes = st.uuids(), st.integers(0, 32_767)


def test_a_new_key_is_a_uuid_of_its_moment() -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)

    key = time_ordered_id()

    assert (key.version, key.variant) == (7, "specified in RFC 4122")
    assert first_id_at(before) < key < first_id_at(datetime.now(UTC) + timedelta(days=1))
    assert key != time_ordered_id()


def test_a_month_is_one_of_utc_and_ends_where_the_next_begins() -> None:
    new_year_in_tokyo = datetime(2027, 1, 1, 8, 59, tzinfo=timezone(timedelta(hours=9)))

    december = Month.of(new_year_in_tokyo)

    assert str(december) == "2026-12"
    assert [str(month) for month in months_from(december, 3)] == ["2026-12", "2027-01", "2027-02"]
    assert december.next.first_id == UUID("01a2ce8b-d400-0000-0000-000000000000")
    assert december.first_id < first_id_at(new_year_in_tokyo) < december.next.first_id


@given(ids, ids, indexes, indexes)
def test_a_turns_key_is_its_calls_time_and_its_own_place(
    call: UUID, other: UUID, index: int, later: int
) -> None:
    key = turn_id(call, index)

    assert key.hex == f"{call.hex[:12]}{index:04x}{call.hex[16:]}"
    assert (key == turn_id(call, later)) == (index == later)
    assert (turn_id(call, later) > key) == (later > index)
