"""A text in one of Twilio's voices: the marks that the voice takes, around words fit for speech."""

from itertools import groupby

from twilio.twiml.voice_response import Gather, Say, SsmlProsody, VoiceResponse

from telephony.agent import Manner, Voice
from telephony.manners import PAUSE, Markup, markup_of, opener_of, prosody_of
from telephony.spoken import Part, spoken_parts

SAY_MAX_CHARS = 4096
MARK_MAX_CHARS = 64
USUAL_MANNER = Manner()

_PAUSE = Part("", phone=PAUSE)


def say(
    verb: VoiceResponse | Gather, text: str, voice: Voice, manner: Manner = USUAL_MANNER
) -> None:
    """Say the text; what would be longer than Twilio takes is cut, and has no marks."""
    markup = markup_of(voice.name)
    parts = _parts(text, voice, opener_of(manner, text), markup)
    if not _fits(parts):
        markup, parts = Markup(), _cut(parts)
    if parts:
        _write(_opened(verb, voice, manner, markup), parts, markup)


def _parts(text: str, voice: Voice, opener: str, markup: Markup) -> list[Part]:
    """Return what is said, with a pause behind the opener."""
    begun, rest = (
        spoken_parts(one, voice.language, voice.pronunciations)
        for one in (opener, text[len(opener) :])
    )
    pauses = [_PAUSE] if begun and markup.pauses else []
    return [*begun, *pauses, *rest]


def _fits(parts: list[Part]) -> bool:
    marks = 2 + sum(1 for part in parts if part.phone)
    return sum(len(part.text) for part in parts) + marks * MARK_MAX_CHARS <= SAY_MAX_CHARS


def _cut(parts: list[Part]) -> list[Part]:
    return [Part("".join(part.text for part in parts)[:SAY_MAX_CHARS])]


def _opened(
    verb: VoiceResponse | Gather, voice: Voice, manner: Manner, markup: Markup
) -> Say | SsmlProsody:
    """Return the element that holds the words: the voice's, or its prosody's."""
    element = verb.say(voice=voice.name, language=voice.language)
    prosody = prosody_of(manner, voice.rate, markup)
    return element.prosody(**prosody) if prosody else element


def _write(element: Say | SsmlProsody, parts: list[Part], markup: Markup) -> None:
    """Write the parts; words that stand side by side are one text, as the library wants it."""
    for is_marked, group in groupby(parts, lambda part: bool(part.phone) and markup.phones):
        if is_marked:
            for part in group:
                _mark(element, part)
        else:
            element.nest("".join(part.text for part in group))


def _mark(element: Say | SsmlProsody, part: Part) -> None:
    if part is _PAUSE:
        element.break_(time=PAUSE)
    else:
        element.say_as(part.phone, interpret_as="telephone")
