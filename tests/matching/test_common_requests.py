"""What callers ask any company rivals the few entries of a small pool, and is never answered."""

import numpy as np
import pytest

from matching.engine import Catalog, build_index, decide
from matching.engine.common_requests import common_requests, strangers
from matching.engine.pool import ENOUGH_ENTRIES, Entry, Pool, build_pool
from tests.matching.catalogs import static_index
from tests.matching.encoding import Counting, encoder_named

BOOK: Entry = ("book", ("book a visit",))
REQUESTS = [("do you sell pizza", "is there pizza"), ("book a visit today", "set up a visit")]


def many(count: int) -> list[Entry]:
    return [(f"e{number}", (f"thing {number}",)) for number in range(count)]


def beside(entries: list[Entry], previous: Pool | None = None) -> Pool:
    return build_pool(entries, Counting(), previous, REQUESTS)


def test_every_common_request_is_asked_in_two_ways() -> None:
    assert len(common_requests()) > 60
    assert {len(request) for request in common_requests()} == {2}
    assert all(way == way.strip() != "" for request in common_requests() for way in request)


def test_a_request_of_which_one_way_is_the_pool_s_own_is_no_stranger() -> None:
    cosines = np.array([[0.1], [0.2], [0.3], [0.9]], dtype=np.float32)

    assert strangers(REQUESTS, cosines) == [REQUESTS[0]]


def test_requests_that_a_small_pool_does_not_answer_stand_beside_it() -> None:
    small = beside([BOOK])

    assert small.entries == (BOOK,)
    assert small.phrases == (*BOOK[1], *REQUESTS[0])
    assert (small.size, small.is_rivalled) == (2, True)


@pytest.mark.parametrize("count", [0, ENOUGH_ENTRIES])
def test_an_empty_pool_and_one_of_many_have_no_rivals(count: int) -> None:
    assert not beside(many(count)).is_rivalled
    assert beside(many(ENOUGH_ENTRIES - 1)).is_rivalled


def test_the_vectors_of_rivals_are_taken_over() -> None:
    before, encoder = beside([BOOK]), Counting()

    build_pool([("visit", ("schedule a visit",))], encoder, before, REQUESTS[:1])

    assert encoder.encoded == ["schedule a visit"]


def test_a_common_request_is_never_the_answer() -> None:
    index = static_index(scenarios=[{"id": "book", "triggers": ["i want to schedule a visit"]}])

    decision = decide(index, "what's your phone number")

    assert (decision.id, decision.kind) == (None, "fallback")
    assert [one["id"] for one in decision.trace["scenarios"]] == ["book"]


def test_what_a_company_answers_itself_is_answered_though_it_is_common() -> None:
    asked = [
        {"id": "phone", "question": "what is your phone number"},
        {"id": "hours", "question": "what are your hours", "alternatives": ["when do you open"]},
    ]
    index = build_index(Catalog.from_document({"qnas": asked}), encoder_named("static"))

    assert decide(index, "can you tell me your phone number").id == "phone"
    assert decide(index, "what time do you open").id == "hours"
    assert decide(index, "where are you located").id is None
