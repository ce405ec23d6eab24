"""A pool is worked out once, and again only as far as it changed."""

import numpy as np
import pytest

from matching.engine import kernel, pool
from matching.engine.pool import Entry, Pool, build_pool
from tests.matching.encoding import Counting

BOOK: Entry = ("book", ("book a visit", "schedule a visit"))
CANCEL: Entry = ("cancel", ("cancel my visit",))
PRICE: Entry = ("price", ("how much is it",))


def strengths(built: Pool, text: str) -> list[float]:
    """Return how strongly each entry is meant by a text."""
    vector = Counting().encode([text])[0]
    found: list[float] = built.compare(text.split(), vector).strengths.tolist()
    return found


def test_equal_entries_are_the_pool_that_was_there() -> None:
    before = build_pool([BOOK, CANCEL], Counting())

    assert build_pool([BOOK, CANCEL], Counting(), before) is before
    assert build_pool([CANCEL, BOOK], Counting(), before) is not before


def test_only_new_phrases_are_encoded() -> None:
    encoder = Counting()
    before = build_pool([BOOK, CANCEL], encoder)
    encoder.encoded.clear()

    after = build_pool([CANCEL, PRICE, ("book", ("book a visit",))], encoder, before)

    assert encoder.encoded == ["how much is it"]
    assert after.held_vectors()["book a visit"] == before.held_vectors()["book a visit"]


def test_a_phrase_of_two_entries_is_encoded_once() -> None:
    encoder = Counting()

    build_pool([BOOK, ("again", ("book a visit", "book a visit"))], encoder)

    assert sorted(encoder.encoded) == sorted(BOOK[1])


def test_what_was_taken_over_answers_as_what_is_built_anew() -> None:
    before = build_pool([BOOK, CANCEL], Counting())

    after = build_pool([CANCEL, PRICE], Counting(), before)

    assert strengths(after, "cancel it") == strengths(
        build_pool([CANCEL, PRICE], Counting()), "cancel it"
    )


def test_a_whole_phrase_leads_to_each_entry_that_has_it() -> None:
    built = build_pool([BOOK, CANCEL, ("again", ("book a visit", "book a visit"))], Counting())

    assert built.exact["book a visit"] == (0, 2)
    assert built.exact["cancel my visit"] == (1,)
    assert "visit" not in built.exact


def test_an_entry_without_phrases_is_no_rival() -> None:
    built = build_pool([("silent", ()), BOOK], Counting())

    assert built.entries == (BOOK,)
    assert built.owners.tolist() == [0, 0]
    assert built.starts.tolist() == [0, 2]


def test_an_entry_s_own_phrase_is_its_own() -> None:
    built = build_pool([BOOK, CANCEL, PRICE], Counting())

    assert int(np.argmax(strengths(built, "cancel my visit"))) == 1
    assert int(np.argmax(strengths(built, "how much is it"))) == 2


@pytest.mark.parametrize("entries", [[], [("silent", ())]])
def test_a_pool_of_nothing_encodes_nothing(entries: list[Entry]) -> None:
    encoder = Counting()

    nothing = build_pool(entries, encoder)

    assert (nothing.entries, nothing.phrases, nothing.exact) == ((), (), {})
    assert (nothing.held_vectors(), encoder.encoded) == ({}, [])


def test_a_pool_comes_out_of_nothing_and_back() -> None:
    nothing = build_pool([], Counting())

    full = build_pool([BOOK], Counting(), nothing)

    assert full.entries == (BOOK,)
    assert build_pool([], Counting(), full).entries == ()


def test_many_phrases_are_solved_by_landmarks_and_still_told_apart() -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(kernel, "MOST_LANDMARKS", 3)
        patched.setattr(pool, "MOST_LANDMARKS", 3)
        built = build_pool([BOOK, CANCEL, PRICE], Counting())

    assert built.solution.landmarks is not None
    assert int(np.argmax(strengths(built, "schedule a visit"))) == 0
    assert int(np.argmax(strengths(built, "cancel my visit"))) == 1
