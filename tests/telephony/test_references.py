"""Signed references: for one purpose, one number of one company, one call, and one week."""

from uuid import UUID

import pytest
from django.core import signing

from telephony.references import Purpose, Reference, read_reference

A_WEEK = 7 * 24 * 3600
COMPANY = UUID("7d444840-9dc0-11d1-b245-5ffdce74fad2")
REFERENCE = Reference("+12395550100", COMPANY, {"call": "CA1"})


def test_what_was_signed_is_read_again() -> None:
    signed = REFERENCE.signed(Purpose.RECORDING)

    assert read_reference(Purpose.RECORDING, signed) == REFERENCE


@pytest.mark.parametrize("purpose", [one for one in Purpose if one != Purpose.RECORDING])
def test_it_counts_for_no_other_purpose(purpose: Purpose) -> None:
    assert read_reference(purpose, REFERENCE.signed(Purpose.RECORDING)) is None


@pytest.mark.parametrize("bent", ["", "x", ":", "{}x", "x{}", "a:b:c", "\0", "é:é:é"])
def test_what_was_not_signed_by_us_is_none(bent: str) -> None:
    signed = bent.replace("{}", REFERENCE.signed(Purpose.RECORDING))

    assert read_reference(Purpose.RECORDING, signed) is None


def test_it_ends_after_a_week(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_800_000_000]
    monkeypatch.setattr(signing.time, "time", lambda: now[0])
    signed = REFERENCE.signed(Purpose.RECORDING)

    def read_after(seconds: int) -> Reference | None:
        now[0] = 1_800_000_000 + seconds
        return read_reference(Purpose.RECORDING, signed)

    assert (read_after(A_WEEK), read_after(A_WEEK + 1)) == (REFERENCE, None)


def test_a_release_reads_what_the_one_before_has_signed() -> None:
    assert [*Purpose] == ["whisper", "recording", "transcription", "call-recording", "text-status"]
