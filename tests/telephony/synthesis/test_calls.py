"""Calls in a synthesised voice, through the webhooks: heard where it is there in time."""

import json
from collections.abc import Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.db import connections
from django.test import Client
from django_redis import get_redis_connection
from pytest_django.fixtures import Settings

from telephony import phrases, webhooks
from telephony.models import CallTurn, VoiceSettings
from telephony.simulator.caller import HangUp, Say
from telephony.synthesis import making, playing
from telephony.synthesis.elevenlabs import MOST_BYTES
from tenants.models import Company, PhoneNumber
from tenants.scope import TenantNotBound, company_scope, current_scope
from tests.callers import PRICE_QUESTION, SignedLine, caller_for, database_gone, logged
from tests.factories import BehaviourFactory, ScenarioFactory, VoiceSettingsFactory
from tests.telephony.commands import run
from tests.telephony.synthesis.making_ends import let_making_end
from tests.telephony.synthesis.stand_in import KEY, SPEAKER, StandIn

pytestmark = pytest.mark.django_db

GREETING = "Good morning. Thank you for calling Joe's Plumbing. How can I help you today?"
LIKE_VOICE = "Polly.Joanna-Neural"


def speak_at_elevenlabs(company: Company, key: str = KEY, **facts: Any) -> None:
    """Give the company a voice at ElevenLabs."""
    voice = VoiceSettingsFactory.build(
        company=company, provider="elevenlabs", voice=SPEAKER, **facts
    )
    with company_scope(company.id):
        voice.set_api_key(key)
        voice.save()


@pytest.fixture
def line(number: PhoneNumber, company: Company) -> SignedLine:
    """Return a call to the company, whose voice is at ElevenLabs."""
    speak_at_elevenlabs(company)
    return SignedLine(number)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no audio that is not there yet."""
    monkeypatch.setattr(playing, "DEADLINE_SECONDS", 0.01)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Wait for audio however busy the machine is: most of these tests are not about time."""
    monkeypatch.setattr(playing, "DEADLINE_SECONDS", 30.0)
    yield
    let_making_end()


class Morning(datetime):
    """A clock that stands at eight, wherever it hangs."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:
        """Return a Monday at eight."""
        return datetime(2027, 3, 1, 8, tzinfo=tz)


@pytest.fixture(autouse=True)
def _in_the_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every call come in the morning: the greeting tells the time of day."""
    monkeypatch.setattr(webhooks, "datetime", Morning)


def heard(twiml: str) -> list[tuple[str, str]]:
    """Return what of a document is heard: each Say with its words, each Play with its audio."""
    verbs = ET.fromstring(twiml).iter()  # noqa: S314  our own document
    return [
        (verb.tag, _audio_at(verb.text) if verb.tag == "Play" else "".join(verb.itertext()))
        for verb in verbs
        if verb.tag in {"Say", "Play"}
    ]


def _audio_at(url: str | None) -> str:
    path = (url or "").partition("/api/")
    return Client().get(f"/api/{path[2]}").content.decode()


def test_every_reply_is_played_in_the_companys_own_voice(
    line: SignedLine, elevenlabs: StandIn
) -> None:
    greeting, price = line.begin(), line.say(1, PRICE_QUESTION)

    assert heard(greeting) == [("Play", f"mp3 of {GREETING}")]
    assert heard(price)[0][0] == "Play"
    assert "$125" in heard(price)[0][1]
    assert {asked.headers["xi-api-key"] for asked in elevenlabs.asked} == {KEY}


def test_a_whole_call_is_played_as_twilio_would(
    line: SignedLine, number: PhoneNumber, elevenlabs: StandIn
) -> None:
    transcript = caller_for(number).call([Say(PRICE_QUESTION), HangUp()])

    assert "/api/twilio/audio/" in transcript.exchanges[0].played[0]


def test_the_command_that_plays_a_call_asks_nobody_and_prints_the_words(
    line: SignedLine, elevenlabs: StandIn
) -> None:
    played = run("simulate_call", "--to", line.number.number, "--hangup")

    assert played.document["turns"][0]["spoken"] == GREETING
    assert elevenlabs.asked == []


def test_what_was_said_once_is_not_made_again(
    line: SignedLine, number: PhoneNumber, elevenlabs: StandIn
) -> None:
    line.begin()
    SignedLine(number, call_sid="CA" + "2" * 32).begin()

    assert elevenlabs.said().count(GREETING) == 1


def test_words_are_fit_for_speech_and_manner_and_pace_are_told(
    number: PhoneNumber, company: Company, elevenlabs: StandIn
) -> None:
    speak_at_elevenlabs(
        company, speaking_rate=0.9, pronunciations=[{"text": "Nguyen", "say": "win"}]
    )
    BehaviourFactory(company=company, key="slow", pace="slow", emotion="calm", openers=["I see."])
    ScenarioFactory(
        company=company,
        key="whom",
        triggers=["whom do i call"],
        quick_replies=["Call Mr Nguyen at 239-555-0177 before 5pm, is that all right?"],
        behaviour="slow",
    )

    SignedLine(number).say(1, "whom do i call")

    asked = next(one.body for one in elevenlabs.asked if "Mr win" in one.body["text"])
    assert asked["text"] == (
        "I see. Call Mr win at 2 3 9, 5 5 5, 0 1 7 7 before 5 PM, is that all right?"
    )
    assert asked["voice_settings"] == {"stability": 0.7, "similarity_boost": 0.75, "speed": 0.79}


def test_what_is_late_is_said_in_a_like_voice_and_played_the_next_time(
    line: SignedLine, number: PhoneNumber, elevenlabs: StandIn, impatient: None
) -> None:
    elevenlabs.goes_on.clear()
    first = line.begin()
    elevenlabs.goes_on.set()
    let_making_end()
    second = SignedLine(number, call_sid="CA" + "2" * 32).begin()

    assert heard(first) == [("Say", GREETING)]
    assert f'voice="{LIKE_VOICE}"' in first
    assert heard(second) == [("Play", f"mp3 of {GREETING}")]
    assert elevenlabs.said().count(GREETING) == 1


def test_a_delivery_that_is_repeated_gets_what_it_got_though_the_audio_is_there_by_now(
    line: SignedLine, elevenlabs: StandIn, impatient: None
) -> None:
    elevenlabs.goes_on.clear()
    first = line.begin()
    elevenlabs.goes_on.set()
    let_making_end()

    assert line.begin() == first


def _fail(stand_in: StandIn) -> None:
    stand_in.status = 500


def _speak_html(stand_in: StandIn) -> None:
    stand_in.headers["Content-Type"] = "text/html"


def _flood(stand_in: StandIn) -> None:
    stand_in.audio = lambda asked: b"x" * (MOST_BYTES + 1)


def _say_nothing(stand_in: StandIn) -> None:
    stand_in.audio = lambda asked: b""


@pytest.mark.parametrize("go_wrong", [_fail, _speak_html, _flood, _say_nothing])
def test_whatever_goes_wrong_the_caller_hears_a_like_voice(
    line: SignedLine, elevenlabs: StandIn, go_wrong: Any
) -> None:
    go_wrong(elevenlabs)

    with logged() as lines:
        twiml = line.begin()

    assert heard(twiml) == [("Say", GREETING)]
    failed = [json.loads(one)["company"] for one in lines if "synthesis_failed" in one]
    assert {*failed} == {str(line.number.company_id)}
    assert KEY not in "".join(lines)


def test_a_server_that_is_not_there_is_no_silence(line: SignedLine, settings: Settings) -> None:
    settings.ELEVENLABS_URL = "http://127.0.0.1:9"

    assert heard(line.begin()) == [("Say", GREETING)]


def test_after_three_failures_nobody_waits_for_the_next(
    line: SignedLine, elevenlabs: StandIn
) -> None:
    elevenlabs.status = 503
    greeted = line.begin()
    let_making_end()
    turns = [greeted, line.say(1, "x"), line.say(2, PRICE_QUESTION), line.say(3, "goodbye")]
    let_making_end()

    assert [heard(turn)[0][0] for turn in turns] == ["Say"] * 4
    assert len(elevenlabs.asked) == making.breaker.failures[line.number.company_id] == 3


def test_a_full_disk_is_no_silence(
    line: SignedLine, elevenlabs: StandIn, settings: Settings, tmp_path: Path
) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    settings.VAR_DIR = in_the_way

    assert heard(line.begin()) == [("Say", GREETING)]


def test_a_key_that_was_sealed_for_another_company_opens_nothing_and_is_no_silence(
    number: PhoneNumber, company: Company, stranger: Company, elevenlabs: StandIn
) -> None:
    speak_at_elevenlabs(stranger)
    with company_scope(stranger.id):
        theirs = VoiceSettings.objects.get().api_key_encrypted
    speak_at_elevenlabs(company)
    with company_scope(company.id):
        VoiceSettings.objects.update(api_key_encrypted=theirs)

    assert heard(SignedLine(number).begin()) == [("Say", GREETING)]
    assert elevenlabs.asked == []


def test_without_a_key_twilio_speaks(
    number: PhoneNumber, company: Company, elevenlabs: StandIn
) -> None:
    VoiceSettingsFactory(company=company, provider="elevenlabs", voice=SPEAKER)

    assert heard(SignedLine(number).begin()) == [("Say", GREETING)]
    assert elevenlabs.asked == []


def test_a_company_of_twilios_voices_asks_nobody_even_with_a_key(
    number: PhoneNumber, company: Company, elevenlabs: StandIn
) -> None:
    voice = VoiceSettingsFactory.build(company=company)
    with company_scope(company.id):
        voice.set_api_key(KEY)
        voice.save()

    assert heard(SignedLine(number).begin()) == [("Say", GREETING)]
    assert elevenlabs.asked == []


def test_while_the_database_is_away_twilio_speaks_from_memory(
    line: SignedLine, elevenlabs: StandIn
) -> None:
    line.begin()

    with database_gone():
        twiml = SignedLine(line.number, call_sid="CA" + "2" * 32).begin()

    assert heard(twiml) == [("Say", phrases.opening("Joe's Plumbing"))]
    assert f'voice="{LIKE_VOICE}"' in twiml


def test_one_companys_voice_is_never_anothers(
    line: SignedLine, foreign_number: PhoneNumber, stranger: Company, elevenlabs: StandIn
) -> None:
    speak_at_elevenlabs(stranger, key="sk_smiths-own-key")
    elevenlabs.audio = lambda asked: f"{asked.headers['xi-api-key']}".encode()

    ours, theirs = line.say(1, "hm"), SignedLine(foreign_number).say(1, "hm")

    assert heard(ours) == [("Play", KEY)]
    assert heard(theirs) == [("Play", "sk_smiths-own-key")]


def test_a_company_whose_voice_is_slow_takes_no_other_companys_turn(
    line: SignedLine, foreign_number: PhoneNumber, stranger: Company, elevenlabs: StandIn,
    impatient: None, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    speak_at_elevenlabs(stranger, key="sk_smiths-own-key")
    monkeypatch.setattr(making, "MOST_OF_A_COMPANY", 2)
    elevenlabs.goes_on.clear()
    line.begin()
    line.say(1, PRICE_QUESTION)
    line.say(2, "goodbye")
    ours_in_the_making = len(making._making)
    elevenlabs.goes_on.set()
    let_making_end()
    monkeypatch.setattr(playing, "DEADLINE_SECONDS", 30.0)

    theirs = SignedLine(foreign_number).begin()

    assert ours_in_the_making == 2
    assert heard(theirs)[0][0] == "Play"


def test_a_key_is_in_no_cache_entry_and_no_turn(
    line: SignedLine, company: Company, elevenlabs: StandIn
) -> None:
    with logged() as lines:
        twiml = line.begin()

    redis = get_redis_connection("default")
    cached = b"".join(redis.get(key) or b"" for key in redis.keys("*"))
    with company_scope(company.id):
        turns = json.dumps(list(CallTurn.objects.values("twiml", "trace", "state", "reply")))
    assert b"sealed_key" in cached
    assert KEY.encode() not in cached
    assert KEY not in turns + twiml + "".join(lines)


@pytest.mark.django_db(transaction=True)
def test_while_a_caller_waits_no_connection_and_no_scope_is_held(
    line: SignedLine, elevenlabs: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[object] = []
    line.begin()
    monkeypatch.setattr(playing, "_let_go_of_the_database", _noting(held))

    line.say(1, PRICE_QUESTION)

    assert held == [None]


def _noting(held: list[object]) -> Any:
    let_go = playing._let_go_of_the_database

    def note() -> None:
        with pytest.raises(TenantNotBound):
            current_scope()
        let_go()
        held.append(connections["default"].connection)

    return note
