"""Each verb is played as Twilio plays it."""

from dataclasses import replace

import pytest

from telephony.simulator.caller import Dtmf, HangUp, Say, Silence
from telephony.simulator.player import Player
from tests.telephony.simulator.fake_server import STATUS, VOICE, FakeServer

GATHER = '<Gather input="dtmf speech" action="/turn"><Say>How can I help?</Say></Gather>'
MENU = '<Gather action="/menu" {attributes}><Say>Press a key.</Say></Gather>'


def test_say_speaks_its_text_on_one_line(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Say>Thank you\n  for calling.</Say>", "<Say> </Say>")

    assert player.call([]).exchanges[0].spoken == ("Thank you for calling.",)


def test_say_speaks_its_markup_as_it_is_heard(server: FakeServer, player: Player) -> None:
    server.answers(
        VOICE,
        '<Say>It costs <say-as interpret-as="currency">$125</say-as>.<break time="1s"/>'
        '<prosody rate="90%">Ask <sub alias="Ann">A.</sub><emphasis>!</emphasis></prosody></Say>',
    )

    assert player.call([]).spoken_text == "It costs $125. Ask Ann!"


def test_play_is_noted_with_its_whole_address(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Play>/audio/hello.mp3</Play>", '<Pause length="2"/>')

    heard = player.call([]).exchanges[0]

    assert heard.played == ("https://phone.example.com/audio/hello.mp3",)
    assert heard.spoken == ()


def test_verbs_are_played_in_their_order(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Say>One.</Say>", "<Pause/>", "<Say>Two.</Say>", "<Hangup/>")

    assert player.call([]).exchanges[0].spoken == ("One.", "Two.")


def test_hangup_leaves_the_rest_unplayed(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Say>Goodbye.</Say>", "<Hangup/>", "<Say>Still here?</Say>")

    transcript = player.call([])

    assert transcript.spoken_text == "Goodbye."
    assert transcript.ended == "system"


def test_redirect_goes_to_another_document(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Redirect>next?from=voice</Redirect>", "<Say>Unreached.</Say>")
    server.answers("/api/twilio/next", "<Say>Here.</Say>")

    transcript = player.call([])

    assert transcript.spoken_text == "Here."
    assert server.received[1].url == "https://phone.example.com/api/twilio/next?from=voice"


@pytest.mark.parametrize(
    ("attributes", "status"),
    [("", "no-answer"), ('reason="rejected"', "no-answer"), ('reason="busy"', "busy")],
)
def test_reject_as_the_first_verb_never_picks_up(
    server: FakeServer, player: Player, attributes: str, status: str
) -> None:
    server.answers(VOICE, f"<Reject {attributes}/>")

    transcript = player.call([])

    assert transcript.ended == "rejected"
    assert server.posted_to(STATUS)[0]["CallStatus"] == status


def test_reject_after_another_verb_hangs_up(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Say>No.</Say>", "<Reject/>")

    transcript = player.call([])

    assert transcript.ended == "system"
    assert server.posted_to(STATUS)[0]["CallStatus"] == "completed"


def test_gather_posts_what_was_said(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, GATHER)
    server.answers("/turn", "<Say>A plumber comes.</Say>")

    transcript = player.call([Say("my drain is clogged", confidence=0.75)])

    [posted] = server.posted_to("/turn")
    assert posted["SpeechResult"] == "my drain is clogged"
    assert posted["Confidence"] == "0.75"
    assert "Digits" not in posted
    assert transcript.spoken_text == "How can I help? A plumber comes."


def test_gather_leaves_a_missing_confidence_out(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, GATHER)

    player.call([Say("hello", confidence=None)])

    assert server.posted_to("/turn")[0]["SpeechResult"] == "hello"
    assert "Confidence" not in server.posted_to("/turn")[0]


@pytest.mark.parametrize(
    ("attributes", "pressed", "digits"),
    [
        ("", "12", "12"),
        ("", "12#9", "12"),
        ('numDigits="1"', "12", "1"),
        ('finishOnKey="*"', "1#2*3", "1#2"),
        ('finishOnKey=""', "1#", "1#"),
    ],
)
def test_gather_posts_the_keys_pressed(
    server: FakeServer, player: Player, attributes: str, pressed: str, digits: str
) -> None:
    server.answers(VOICE, MENU.format(attributes=attributes))

    player.call([Dtmf(pressed)])

    assert server.posted_to("/menu")[0]["Digits"] == digits


def test_gather_without_an_action_asks_its_own_url(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Redirect>/step?n=1</Redirect>")
    server.answers("/step", '<Gather input="speech"/>')
    server.answers("/step", "<Say>Thanks.</Say>")

    player.call([Say("hello")])

    assert [request.url for request in server.received[1:3]] == [
        "https://phone.example.com/step?n=1"
    ] * 2
    assert server.posted_to("/step")[1]["SpeechResult"] == "hello"


def test_silence_falls_through_to_the_next_verb(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, GATHER, "<Say>Are you there?</Say>")

    transcript = player.call([Silence()])

    assert server.paths == [VOICE, STATUS]
    assert [exchange.spoken for exchange in transcript.exchanges] == [
        ("How can I help?",),
        ("Are you there?",),
    ]


@pytest.mark.parametrize(("empty", "paths"), [("true", ["/turn"]), ("false", [])])
def test_silence_asks_the_action_only_on_an_empty_result_that_is_wanted(
    server: FakeServer, player: Player, empty: str, paths: list[str]
) -> None:
    server.answers(
        VOICE,
        f'<Gather input="speech" action="/turn" actionOnEmptyResult="{empty}"/>',
        "<Say>Next.</Say>",
    )

    player.call([Silence()])

    assert server.paths == [VOICE, *paths, STATUS]


def test_an_empty_result_holds_no_speech(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, '<Gather input="speech" action="/turn" actionOnEmptyResult="true"/>')

    player.call([Silence()])

    [posted] = server.posted_to("/turn")
    assert posted["CallStatus"] == "in-progress"
    assert posted.keys().isdisjoint({"SpeechResult", "Confidence", "Digits"})


@pytest.mark.parametrize(("listens_for", "step"), [("dtmf", Say("one")), ("speech", Dtmf("1"))])
def test_gather_hears_only_what_it_listens_for(
    server: FakeServer, player: Player, listens_for: str, step: Say | Dtmf
) -> None:
    server.answers(VOICE, f'<Gather input="{listens_for}" action="/turn"/>', "<Say>Pardon?</Say>")

    assert player.call([step]).spoken_text == "Pardon?"
    assert "/turn" not in server.paths


def test_a_second_gather_of_a_document_is_an_exchange_without_a_wait(
    server: FakeServer, player: Player
) -> None:
    server.answers(VOICE, GATHER, GATHER)

    first, second, _ = player.call([Silence(), Say("hello")]).exchanges

    assert first.silent
    assert first.elapsed_ms > 0
    assert (second.said, second.elapsed_ms, second.url) == ("hello", 0.0, first.url)


def test_dial_posts_how_it_ended(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, '<Dial action="/after" timeout="20"><Number>+15550001</Number></Dial>')
    server.answers("/after", "<Say>Nobody is free.</Say>")
    player.dial_results = ["busy"]

    transcript = player.call([])

    [posted] = server.posted_to("/after")
    assert transcript.exchanges[0].dialled == ("+15550001",)
    assert posted["DialCallStatus"] == "busy"
    assert posted["DialCallSid"].startswith("CA")
    assert posted["DialCallSid"] != posted["CallSid"]
    assert "DialCallDuration" not in posted


def test_dial_takes_its_results_in_turn_and_then_no_answer(
    server: FakeServer, player: Player
) -> None:
    server.answers(VOICE, '<Dial action="/after">+15550001</Dial>')
    server.answers("/after", '<Dial action="/after">+15550002</Dial>')
    server.answers("/after", '<Dial action="/after">+15550003</Dial>')
    server.answers("/after", "<Hangup/>")
    player.dial_results = ["completed", "failed"]

    transcript = player.call([])

    statuses = [posted["DialCallStatus"] for posted in server.posted_to("/after")]
    assert statuses == ["completed", "failed", "no-answer"]
    assert [exchange.dialled for exchange in transcript.exchanges] == [
        ("+15550001",),
        ("+15550002",),
        ("+15550003",),
        (),
    ]


def test_dial_that_was_picked_up_has_a_duration(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, '<Dial action="/after">+15550001</Dial>')
    player.dial_results = ["completed"]

    player.call([])

    assert int(server.posted_to("/after")[0]["DialCallDuration"]) > 0
    assert server.posted_to("/after")[0]["DialBridged"] == "true"


@pytest.mark.parametrize("result", ["completed", "no-answer"])
def test_dial_without_an_action_goes_on_to_the_next_verb(
    server: FakeServer, player: Player, result: str
) -> None:
    server.answers(
        VOICE,
        "<Dial><Number>+15550001</Number><Number>+15550002</Number></Dial>",
        "<Say>Goodbye.</Say>",
    )
    player.dial_results = [result]

    [exchange] = player.call([]).exchanges

    assert exchange.dialled == ("+15550001", "+15550002")
    assert exchange.spoken == ("Goodbye.",)
    assert server.paths == [VOICE, STATUS]


def test_record_posts_the_recording(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, '<Record action="/voicemail" maxLength="120"/>', "<Say>Unheard.</Say>")
    server.answers("/voicemail", "<Say>We will call you back.</Say>")

    transcript = player.call([Say("please call me back about the leak")])

    [posted] = server.posted_to("/voicemail")
    assert posted["RecordingSid"].startswith("RE")
    assert posted["RecordingUrl"].endswith(f"/{posted['RecordingSid']}")
    assert posted["RecordingDuration"] == "3"
    assert "Digits" not in posted
    assert transcript.spoken_text == "We will call you back."


@pytest.mark.parametrize(
    ("said", "seconds"),
    [("Help!", "1"), ("one two three four", "2"), ("one two three four five six seven", "2")],
)
def test_record_lasts_a_second_at_least_and_stops_at_its_longest(
    server: FakeServer, player: Player, said: str, seconds: str
) -> None:
    server.answers(VOICE, '<Record action="/voicemail" maxLength="2"/>')

    player.call([Say(said)])

    assert server.posted_to("/voicemail")[0]["RecordingDuration"] == seconds


def test_record_ends_with_the_finishing_key(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, '<Record action="/voicemail" finishOnKey="#"/>')

    player.call([Dtmf("4#")])

    assert server.posted_to("/voicemail")[0]["Digits"] == "#"


def test_record_of_silence_goes_on_to_the_next_verb(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, '<Record action="/voicemail"/>', "<Say>Nothing was recorded.</Say>")

    assert player.call([Silence()]).spoken_text == "Nothing was recorded."
    assert "/voicemail" not in server.paths


def test_record_keeps_the_message_of_a_caller_who_hangs_up(
    server: FakeServer, player: Player
) -> None:
    server.answers(VOICE, '<Record action="/voicemail"/>')
    server.answers("/voicemail", "<Say>Nobody hears this.</Say>")

    transcript = player.call([HangUp()])

    [posted] = server.posted_to("/voicemail")
    assert (posted["Digits"], posted["CallStatus"]) == ("hangup", "completed")
    assert posted["RecordingSid"].startswith("RE")
    assert server.paths == [VOICE, "/voicemail", STATUS]
    assert transcript.ended == "caller"
    assert transcript.spoken_text == ""


def test_a_dial_result_that_twilio_does_not_have_is_refused(player: Player) -> None:
    with pytest.raises(ValueError, match="maybe is not a way for a Dial to end"):
        replace(player, dial_results=["completed", "maybe"])
