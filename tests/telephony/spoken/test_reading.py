"""What is written, and how it is said."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from telephony.spoken import Part, spoken_parts, spoken_text
from telephony.voice_catalog import LANGUAGES


def said(text: str, language: str = "en-US", *pronunciations: tuple[str, str]) -> str:
    """Return the text as it is spoken."""
    return spoken_text(text, language, pronunciations)


PHONES = [
    ("Call +12395550100 now.", "Call 2 3 9, 5 5 5, 0 1 0 0 now."),
    ("Call +1 (239) 555-0100.", "Call 2 3 9, 5 5 5, 0 1 0 0."),
    ("239-555-0100 or 239.555.0100", "2 3 9, 5 5 5, 0 1 0 0 or 2 3 9, 5 5 5, 0 1 0 0"),
    ("(239) 555-0100", "2 3 9, 5 5 5, 0 1 0 0"),
    ("2395550100", "2 3 9, 5 5 5, 0 1 0 0"),
    ("1-800-555-0100 ext. 12", "1, 8 0 0, 5 5 5, 0 1 0 0, extension 12"),
    ("+44 20 7946 0958", "plus 4 4, 2 0, 7 9 4 6, 0 9 5 8"),
    ("+442079460958", "plus 4 4 2, 0 7 9, 4 6 0, 9 5 8"),
    ("call 911", "call 911"),
    ("order 12345678901", "order 12345678901"),
    ("$2395550100", "$2395550100"),
    ("239-555-01000", "239-555-01000"),
]
TIMES = [
    ("8am\N{EN DASH}5pm", "8 AM to 5 PM"),
    ("8am-5pm", "8 AM to 5 PM"),
    ("8-5pm", "8 to 5 PM"),
    ("8:00 a.m. — 5:30 p.m. daily", "8 AM to 5:30 PM daily"),
    ("We open at 8 a.m. Call us.", "We open at 8 AM. Call us."),
    ("until 5 p.m.", "until 5 PM."),
    ("until 5 p.m. on weekdays", "until 5 PM on weekdays"),
    ("08:00-17:00", "8 AM to 5 PM"),
    ("00:00-12:00", "12 AM to 12 PM"),
    ("8:00-5:00", "8:00 to 5:00"),
    ("I am 8 amps", "I am 8 amps"),
    ("13pm", "13pm"),
    ("24/7", "24 7"),
    ("1/24/7", "1/24/7"),
]
DAYS = [
    ("Mon-Fri", "Monday to Friday"),
    ("M\N{EN DASH}F", "Monday to Friday"),
    ("Tues. - Thurs.", "Tuesday to Thursday."),
    ("Sat 9am", "Saturday 9 AM"),
    ("Sat: 9-12", "Saturday: 9-12"),
    ("Sun. closed", "Sunday closed"),
    ("The sun is out, and she sat.", "The sun is out, and she sat."),
    ("Sun Electric", "Sun Electric"),
    ("on 12/25/2027", "on December 25, 2027"),
    ("on 3/4/27", "on March 4, 2027"),
    ("on 2027-12-25", "on December 25, 2027"),
    ("Dec. 25, Sept 1 and Mar 5th", "December 25, September 1 and March 5th"),
    ("on 13/13/2027", "on 13/13/2027"),
    ("a 3/4 inch pipe", "a 3/4 inch pipe"),
]
ADDRESSES = [
    ("123 N Main St., Apt 4", "123 North Main Street, Apartment 4"),
    ("123 N. Main St. is near.", "123 North Main Street is near."),
    ("12 Oak Dr. Call Dr. Smith.", "12 Oak Drive. Call Dr. Smith."),
    ("at 5 St. Johns Ave NW", "at 5 St. Johns Avenue Northwest"),
    ("100 5th Ave S, Ste. 200", "100 5th Avenue South, Suite 200"),
    ("9 E Example Street", "9 East Example Street"),
    ("Fort Myers, FL 33901-1234", "Fort Myers, Florida 3 3 9 0 1, 1 2 3 4"),
    ("St. Mary, Dr. Ann and N. Smith", "St. Mary, Dr. Ann and N. Smith"),
    ("It's OK, ME and you", "It's OK, ME and you"),
]
LINKS = [
    ("Write joe@x.com.", "Write joe at x dot com."),
    ("joe.smith+a@a-b.co.uk", "joe dot smith plus a at a dash b dot co dot uk"),
    ("https://www.example.com/reviews.", "example dot com slash reviews."),
    ("www.example.plumbing/", "example dot plumbing"),
    ("Joes24.com!", "Joes two four dot com!"),
    ("It ends.Then it goes on", "It ends.Then it goes on"),
]
UNITS = [
    ("2,000 sq. ft. of lawn", "2,000 square feet of lawn"),
    ("5 lbs, 1 lb", "5 pounds, 1 pound"),
    ("a 50-gal tank", "a 50-gallon tank"),
    ("in 10 min. Then", "in 10 minutes. Then"),
    ("72°F, 20 °C and 90°", "72 degrees Fahrenheit, 20 degrees Celsius and 90 degrees"),
    ("Heating & Air, AT&T", "Heating and Air, AT&T"),
    ("Ft Myers, min and lbs", "Ft Myers, min and lbs"),
]
MONEY = ["$125", "$1,250.50", "from $99 to $150", "€80-90", "$8-5"]


@pytest.mark.parametrize(("text", "spoken"), [*PHONES, *TIMES, *DAYS, *ADDRESSES, *LINKS, *UNITS])
def test_what_is_written_for_the_eye_is_said_for_the_ear(text: str, spoken: str) -> None:
    assert said(text) == spoken


@pytest.mark.parametrize("text", MONEY)
def test_money_keeps_its_digits(text: str) -> None:
    assert said(f"It is {text}.") == f"It is {text}."


def test_a_date_in_figures_is_read_as_its_country_reads_it() -> None:
    assert said("on 3/4/2027", "en-GB") == "on April 3, 2027"
    assert said("on 25/12/2027", "en-US") == "on 25/12/2027"


@pytest.mark.parametrize("language", [one for one in LANGUAGES if not one.startswith("en")])
def test_other_languages_are_left_as_they_are(language: str) -> None:
    text = "239-555-0100, 8am\N{EN DASH}5pm, joe@x.com & 12 Oak St."

    assert said(text, language) == text


def test_a_number_comes_with_the_form_that_voices_read() -> None:
    assert spoken_parts("Call +12395550100.", "en-US") == (
        Part("Call "),
        Part("2 3 9, 5 5 5, 0 1 0 0", phone="239-555-0100"),
        Part("."),
    )


def test_a_number_that_is_written_as_it_is_said_comes_with_that_form_too() -> None:
    assert spoken_parts("1, 8 0 0, 5 5 5, 0 1 0 0", "en-US") == (
        Part("1, 8 0 0, 5 5 5, 0 1 0 0", phone="1-800-555-0100"),
    )


def test_a_pronunciation_wins_and_the_rest_around_it_is_still_read() -> None:
    words = (("St.", "Saint"), ("Nguyen", "win"), ("911", "nine one one"))

    spoken = said("5 Nguyen Ave, 12 Oak St. or 911", "en-US", *words)

    assert spoken == "5 win Avenue, 12 Oak Saint or nine one one"


def test_what_a_pronunciation_puts_in_is_not_read_again() -> None:
    assert said("Call us.", "en-US", ("us", "joe@x.com 8am & 5pm")) == "Call joe@x.com 8am & 5pm."


PIECES = st.sampled_from(
    [*(text for text, _ in PHONES + TIMES + DAYS + ADDRESSES + LINKS + UNITS), *MONEY,
     "8", "am", "5", "-", "\N{EN DASH}", "St.", "Dr", "N", "&", ".", ",", " ", "lbs", "Sat", "°F",
     "+1", "@"]
)  # fmt: skip
WRITTEN = st.lists(PIECES | st.text(max_size=3), max_size=6)


@settings(max_examples=150)
@example("5pm\N{EN DASH}8:00-17:00")
@example("8:00-5:00\N{EN DASH}8:00-5:00")
@example("2395550100 N Dr")
@example("0\x00lb")
@given(WRITTEN.map(" ".join))
def test_what_is_fit_for_speech_stays_as_it_is(text: str) -> None:
    once = said(text)

    assert said(once) == once


@given(
    st.text(st.characters(categories=["L", "Zs", "Po"], exclude_characters="@&.°/"), max_size=80)
)
def test_words_are_never_changed(text: str) -> None:
    assert said(text) == text


@given(WRITTEN.map("".join), st.sampled_from(LANGUAGES))
def test_whatever_is_written_all_that_is_spoken_can_be_sent(text: str, language: str) -> None:
    said(text, language).encode()


@given(st.text(), st.sampled_from(["9" * 4096, "1," * 2048, "1 A " * 1024, "a@" * 2048]))
def test_the_words_around_a_change_stay(text: str, flood: str) -> None:
    words = [word for word in text.split() if word.isalpha()]

    assert [word for word in words if word not in said(f"{text} {flood}")] == []
