"""What goes on beside a caller's own line: whispers, recordings, and audio that is fetched."""

import pytest

from telephony.simulator.caller import Dtmf, HangUp, Say
from telephony.simulator.line import BadResponse
from telephony.simulator.player import Player
from tests.telephony.simulator.fake_server import STATUS, VOICE, FakeServer, Prepared

DIAL = '<Dial action="/after"><Number url="/whisper">+14155550123</Number></Dial>'
KEYS = '<Gather action="/keys" numDigits="1"><Say>Press 1.</Say></Gather>'
RECORDS = '<Start><Recording name="call" recordingStatusCallback="/taped"/></Start>'
LISTENS = '<Gather action="/turn" input="dtmf speech"><Say>Hello.</Say></Gather>'


def dial_status(server: FakeServer) -> tuple[str, str]:
    """Return how the only dial ended, and whether it was bridged."""
    [ended] = server.posted_to("/after")
    return ended["DialCallStatus"], ended["DialBridged"]


@pytest.fixture
def _whispers(server: FakeServer) -> None:
    """Let who picks up be asked for a key."""
    server.answers(VOICE, DIAL)
    server.answers("/whisper", KEYS, "<Hangup/>")
    server.answers("/after", "<Hangup/>")


@pytest.mark.usefixtures("_whispers")
def test_who_picks_up_hears_the_numbers_document_on_a_leg_of_its_own(
    server: FakeServer, player: Player
) -> None:
    player.dial_results = ["completed"]

    exchange = player.call([]).exchanges[0]

    [call], [whisper], [keys] = map(server.posted_to, (VOICE, "/whisper", "/keys"))
    [after] = server.posted_to("/after")
    assert exchange.whispered == ("Press 1.",)
    assert (whisper["To"], keys["Digits"]) == ("+14155550123", "1")
    assert whisper["ParentCallSid"] == call["CallSid"]
    assert whisper["CallSid"] == after["DialCallSid"] != call["CallSid"]
    assert dial_status(server) == ("completed", "true")


@pytest.mark.usefixtures("_whispers")
def test_a_key_that_does_not_take_the_call_ends_the_leg(server: FakeServer, player: Player) -> None:
    server.answers("/keys", "<Hangup/>")
    player.dial_results = ["completed"]

    player.call([])

    assert dial_status(server) == ("completed", "false")


@pytest.mark.usefixtures("_whispers")
def test_nobody_hears_a_whisper_who_does_not_pick_up(server: FakeServer, player: Player) -> None:
    player.dial_results = ["busy"]

    player.call([])

    assert (server.posted_to("/whisper"), dial_status(server)) == ([], ("busy", "false"))


def test_a_whole_call_is_told_of_once_it_is_over(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, RECORDS, LISTENS)

    player.call([HangUp()])

    assert server.paths == [VOICE, STATUS, "/taped"]
    [told] = server.posted_to("/taped")
    assert (told["RecordingStatus"], int(told["RecordingDuration"]) > 0) == ("completed", True)


@pytest.mark.parametrize(
    ("name", "paths"),
    [("call", [VOICE, "/turn", "/taped", STATUS]), ("another", [VOICE, "/turn", STATUS, "/taped"])],
)
def test_a_recording_is_stopped_by_its_name(
    server: FakeServer, player: Player, name: str, paths: list[str]
) -> None:
    server.answers(VOICE, RECORDS, LISTENS)
    server.answers("/turn", f'<Stop><Recording name="{name}"/></Stop>', "<Hangup/>")

    player.call([Dtmf("1")])

    assert server.paths == paths


def test_a_recorded_message_is_told_of_and_written_down(server: FakeServer, player: Player) -> None:
    server.answers(
        VOICE,
        '<Record action="/after" recordingStatusCallback="/told" transcribe="true" '
        'transcribeCallback="/written"/>',
    )

    player.call([Say("call me back")])

    [told], [written] = server.posted_to("/told"), server.posted_to("/written")
    assert written["TranscriptionText"] == "call me back"
    assert written["RecordingSid"] == told["RecordingSid"]


@pytest.mark.parametrize(
    "answer",
    [
        Prepared(b"ID3", status="404 Not Found", content_type="audio/mpeg"),
        Prepared(b"<html/>", content_type="text/html"),
        Prepared(b"", content_type="audio/mpeg"),
    ],
    ids=["gone", "no audio", "nothing"],
)
def test_what_is_played_has_to_be_audio(
    server: FakeServer, player: Player, answer: Prepared
) -> None:
    server.answers(VOICE, "<Play>/audio/hello.mp3</Play>")
    server.answers_with("/audio/hello.mp3", answer)

    with pytest.raises(BadResponse, match="no audio"):
        player.call([])


def test_audio_elsewhere_is_not_fetched(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Play>https://music.example.com/hold.mp3</Play>")

    player.call([])

    assert server.paths == [VOICE, STATUS]
