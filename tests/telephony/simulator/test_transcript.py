"""A transcript says who did what, ready for JSON."""

import json

from telephony.simulator.caller import Dtmf, HangUp, Say, Silence
from telephony.simulator.player import Player
from tests.telephony.simulator.fake_server import VOICE, FakeServer

GATHER = '<Gather input="dtmf speech" action="{action}"><Say>{text}</Say></Gather>'


def test_a_document_tells_the_call_turn_by_turn(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, GATHER.format(action="/two", text="One?"))
    server.answers("/two", GATHER.format(action="/three", text="Two?"))
    server.answers("/three", "<Say>Please hold.</Say>", "<Dial>+15550001</Dial>", "<Redirect/>")
    server.answers("/three", GATHER.format(action="/four", text="Three?"), "<Redirect/>")

    document = player.call([Say("hello"), Dtmf("2"), Silence(), HangUp()]).as_document()

    assert (document["from"], document["to"]) == ("+14155550100", "+18005550199")
    assert document["ended"] == "caller"
    assert [turn["caller"] for turn in document["turns"]] == [
        {"say": "hello"},
        {"dtmf": "2"},
        {},
        {"silence": True},
        {"hangup": True},
    ]
    assert [turn["spoken"] for turn in document["turns"]] == [
        "One?",
        "Two?",
        "Please hold.",
        "Three?",
        "Three?",
    ]
    assert [turn["dialled"] for turn in document["turns"]] == [[], [], ["+15550001"], [], []]
    assert [turn["index"] for turn in document["turns"]] == [0, 1, 2, 3, 4]


def test_a_document_is_ready_for_json(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Say>Héllo.</Say>")

    document = player.call([]).as_document()

    assert json.loads(json.dumps(document)) == document
    assert document.keys() == {"callSid", "from", "to", "ended", "turns", "texts"}
    assert document["turns"][0].keys() == {
        "index",
        "caller",
        "spoken",
        "played",
        "dialled",
        "whispered",
        "elapsedMs",
    }
    assert isinstance(document["turns"][0]["elapsedMs"], float)


def test_an_exchange_keeps_its_answer(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Say>Hello.</Say>")

    [exchange] = player.call([]).exchanges

    assert exchange.url == "https://phone.example.com/api/twilio/voice"
    assert exchange.status == 200
    assert exchange.twiml == "<Response><Say>Hello.</Say></Response>"
    assert exchange.elapsed_ms > 0
