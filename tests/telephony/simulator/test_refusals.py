"""What Twilio would refuse, each beside the nearest thing that it takes."""

import pytest

from telephony.simulator.caller import Say
from telephony.simulator.grammar import BadTwiML
from telephony.simulator.line import BadResponse
from telephony.simulator.player import Player
from tests.telephony.simulator.fake_server import STATUS, VOICE, FakeServer, Prepared, twiml

HELLO = twiml("<Say>Hello.</Say>")
LIMIT_BYTES = 64 * 1024


@pytest.mark.parametrize(
    "answer",
    [
        Prepared(HELLO),
        Prepared(HELLO, content_type="application/xml; charset=utf-8"),
        Prepared(b'<?xml version="1.0" encoding="UTF-8"?>\n' + HELLO),
        Prepared(HELLO + b" " * (LIMIT_BYTES - len(HELLO))),
        Prepared(twiml("<!-- a note -->\n  <Say>Hello.</Say>\n")),
    ],
)
def test_a_sound_answer_is_played(server: FakeServer, player: Player, answer: Prepared) -> None:
    server.answers_with(VOICE, answer)

    assert player.call([]).spoken_text == "Hello."


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (Prepared(HELLO, status="500 Internal Server Error"), "answered 500 and not 200"),
        (Prepared(HELLO, status="302 Found"), "answered 302 and not 200"),
        (Prepared(HELLO, content_type="text/plain"), "answered text/plain and not XML"),
        (Prepared(HELLO, content_type=""), "answered no content type and not XML"),
    ],
)
def test_an_answer_that_is_not_twiml_is_refused(
    server: FakeServer, player: Player, answer: Prepared, sentence: str
) -> None:
    server.answers_with(VOICE, answer)

    with pytest.raises(BadResponse, match=sentence):
        player.call([])


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (HELLO + b" " * (LIMIT_BYTES + 1 - len(HELLO)), "larger than 64 kB"),
        (b" " + HELLO, "does not begin with its first tag"),
        (b"\n" + HELLO, "does not begin with its first tag"),
        (b"", "does not begin with its first tag"),
        (b"<Response><Say>Hello.</Response>", "not well-formed XML"),
        (b'<?xml version="1.0" encoding="no-such"?><Response/>', "not well-formed XML"),
        (b"<Reply/>", "outermost element is Reply and not Response"),
        (twiml("Hello."), "Response holds text outside of any verb"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused(
    server: FakeServer, player: Player, body: bytes, sentence: str
) -> None:
    server.answers_with(VOICE, Prepared(body))

    with pytest.raises(BadTwiML, match=sentence):
        player.call([])


@pytest.mark.parametrize(
    ("verb", "sentence"),
    [
        ("<Speak>Hello.</Speak>", "Speak is not a verb that this player knows"),
        ("<say>Hello.</say>", "say is not a verb that this player knows"),
        ("<Number>+15550001</Number>", "Number may not stand inside Response"),
        ("<Say>Hello <b>you</b></Say>", "b is not a verb that this player knows"),
        ('<Say tone="warm">Hello.</Say>', "Say has no attribute tone"),
        ('<Hangup reason="busy"/>', "Hangup has no attribute reason"),
        ('<Reject reason="spam"/>', 'Reject cannot take reason="spam"'),
        ('<Gather input="voice"/>', 'Gather cannot take input="voice"'),
        ('<Gather bargeIn="True"/>', 'Gather cannot take bargeIn="True"'),
        ('<Gather method="GET"/>', 'Gather cannot take method="GET"'),
        ('<Pause length="1.5"/>', 'Pause cannot take length="1.5"'),
        ("<Gather><Gather/></Gather>", "Gather may not stand inside Gather"),
        ("<Gather><Dial>+15550001</Dial></Gather>", "Dial may not stand inside Gather"),
        ("<Say><Gather/></Say>", "Gather may not stand inside Say"),
        ("<Gather>Hello.</Gather>", "Gather holds text outside of any verb"),
        ("<Gather><Say>Hello.</Say> you</Gather>", "Gather holds text outside of any verb"),
        (f"<Say>{'a' * 4097}</Say>", "Say is longer than 4096"),
        (f'<Gather hints="{",".join(["word"] * 501)}"/>', "more than 500 hints"),
        (f'<Gather hints="{"a" * 101}"/>', "a hint longer than 100"),
        ('<Gather speechTimeout="auto" speechModel="nova"/>', "nova needs a speechTimeout"),
        ("<Dial></Dial>", "names nobody to call"),
        ("<Redirect>https://elsewhere.example/</Redirect>", "leads away from https://phone"),
    ],
)
def test_a_verb_that_twilio_would_refuse_is_refused(
    server: FakeServer, player: Player, verb: str, sentence: str
) -> None:
    server.answers(VOICE, verb)

    with pytest.raises(BadTwiML, match=sentence):
        player.call([])


@pytest.mark.parametrize(
    "verb",
    [
        '<Say voice="Polly.Joanna-Neural" language="en-US">Hello <lang xml:lang="fr-FR">toi'
        "</lang></Say>",
        '<Reject reason="busy"/>',
        '<Gather input="dtmf speech" bargeIn="true" method="POST" speechTimeout="auto"/>',
        '<Gather speechTimeout="2" speechModel="nova"/>',
        '<Gather speechTimeout="auto" speechModel="phone_call"/>',
        "<Gather><Say>Hello.</Say> <Play>/a.mp3</Play> <Pause length='1'/></Gather>",
        f"<Say>{'a' * 4096}</Say>",
        f'<Gather hints="{",".join(["word"] * 500)}"/>',
        f'<Gather hints="{"a" * 100}, {"b" * 100}"/>',
        '<Dial callerId="+15550001" answerOnBridge="true" record="record-from-answer">'
        "<Number url='/whisper'>+15550001</Number></Dial>",
        '<Redirect method="POST">https://phone.example.com/next</Redirect>',
    ],
)
def test_a_verb_that_twilio_takes_is_played(server: FakeServer, player: Player, verb: str) -> None:
    server.answers(VOICE, verb)

    player.call([])

    assert server.paths[-1] == STATUS


def test_a_call_of_a_hundred_requests_is_allowed(server: FakeServer, player: Player) -> None:
    server.prepared[VOICE] = [Prepared(twiml("<Redirect/>"))] * 98 + [Prepared(HELLO)]

    player.call([])

    assert len(server.received) == 100


def test_a_call_that_never_ends_is_refused(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, "<Redirect/>")

    with pytest.raises(BadTwiML, match="more than 100 requests"):
        player.call([])

    assert len(server.received) == 100


def test_a_refused_call_keeps_its_transcript(server: FakeServer, player: Player) -> None:
    server.answers(VOICE, '<Gather input="speech" action="/turn"><Say>Hello.</Say></Gather>')
    server.answers_with("/turn", Prepared(b"Oh no", "500 Internal Server Error", "text/html"))

    with pytest.raises(BadResponse):
        player.call([Say("my drain is clogged")])

    transcript = player.transcript
    assert transcript is not None
    assert transcript.ended == "error"
    assert transcript.spoken_text == "Hello."
    assert (transcript.exchanges[-1].status, transcript.exchanges[-1].twiml) == (500, "Oh no")
