"""Which voices Twilio's <Say> has for each language that <Gather> understands too.

Polly's names and engines are those of Amazon's "Available voices", Google's those of "Supported
voices and languages"; both lists are linked from Twilio's "Text-to-Speech" page. All of these
take the SSML `prosody` that sets the pace, which generative voices don't.
"""

import re

LANGUAGE, VOICE = "en-US", "Polly.Joanna-Neural"
TWILIO, ELEVENLABS = "twilio", "elevenlabs"

_NEURAL = {
    "ca-ES": "Arlet",
    "da-DK": "Sofie",
    "de-DE": "Vicki Daniel",
    "en-AU": "Olivia",
    "en-GB": "Amy Emma Brian Arthur",
    "en-IE": "Niamh",
    "en-IN": "Kajal",
    "en-NZ": "Aria",
    "en-US": "Joanna Danielle Gregory Ivy Joey Justin Kendra Kevin Kimberly Matthew Ruth Salli"
    " Stephen",
    "en-ZA": "Ayanda",
    "es-ES": "Lucia Sergio",
    "es-MX": "Mia Andres",
    "es-US": "Lupe Pedro",
    "fi-FI": "Suvi",
    "fr-CA": "Gabrielle Liam",
    "fr-FR": "Lea Remi",
    "hi-IN": "Kajal",
    "it-IT": "Bianca Adriano",
    "ja-JP": "Takumi Kazuha Tomoko",
    "ko-KR": "Seoyeon",
    "nb-NO": "Ida",
    "nl-NL": "Laura",
    "pl-PL": "Ola",
    "pt-BR": "Camila Vitoria Thiago",
    "pt-PT": "Ines",
    "sv-SE": "Elin",
}
_STANDARD = {
    "da-DK": "Naja Mads",
    "de-DE": "Vicki Marlene Hans",
    "en-AU": "Nicole Russell",
    "en-GB": "Amy Emma Brian",
    "en-IN": "Aditi Raveena",
    "en-US": "Joanna Ivy Joey Justin Kendra Kimberly Matthew Salli",
    "es-ES": "Conchita Lucia Enrique",
    "es-MX": "Mia",
    "es-US": "Lupe Penelope Miguel",
    "fr-CA": "Chantal",
    "fr-FR": "Celine Lea Mathieu",
    "hi-IN": "Aditi",
    "is-IS": "Dora Karl",
    "it-IT": "Carla Bianca Giorgio",
    "ja-JP": "Mizuki Takumi",
    "ko-KR": "Seoyeon",
    "nb-NO": "Liv",
    "nl-NL": "Lotte Ruben",
    "pl-PL": "Ewa Maja Jacek Jan",
    "pt-BR": "Camila Vitoria Ricardo",
    "pt-PT": "Ines Cristiano",
    "ro-RO": "Carmen",
    "ru-RU": "Tatyana Maxim",
    "sv-SE": "Astrid",
    "tr-TR": "Filiz",
}
_GOOGLE = {
    "de-DE": "Neural2-C Neural2-D Standard-A Standard-B",
    "en-AU": "Neural2-A Neural2-B Neural2-C Neural2-D Standard-A Standard-B",
    "en-GB": "Neural2-A Neural2-B Neural2-C Neural2-D Standard-A Standard-B",
    "en-IN": "Neural2-A Neural2-B Neural2-C Neural2-D Standard-A Standard-B",
    "en-US": "Neural2-A Neural2-C Neural2-D Neural2-E Neural2-F Neural2-G Neural2-H Neural2-I"
    " Neural2-J Standard-A Standard-B Standard-C Standard-D",
    "es-ES": "Neural2-A Standard-A Standard-B",
    "es-US": "Neural2-A Neural2-B Neural2-C Standard-A Standard-B Standard-C",
    "fr-CA": "Neural2-A Neural2-B Neural2-C Neural2-D Standard-A Standard-B",
    "fr-FR": "Neural2-A Neural2-B Standard-A Standard-B",
    "it-IT": "Neural2-A Standard-A",
    "pt-BR": "Neural2-A Neural2-B Neural2-C Standard-A Standard-B",
}
_ELEVENLABS_ID = re.compile(r"[0-9A-Za-z]{20}")
LANGUAGES = tuple(sorted({*_NEURAL, *_STANDARD}))


def voices_of(language: str) -> list[str]:
    """Return Twilio's voices of a language, the most natural of Polly's first."""
    return [
        *(f"Polly.{name}-Neural" for name in _NEURAL.get(language, "").split()),
        *(f"Polly.{name}" for name in _STANDARD.get(language, "").split()),
        *(f"Google.{language}-{name}" for name in _GOOGLE.get(language, "").split()),
    ]


def voice_fault(language: str, provider: str, voice: str) -> str:
    """Return why the provider has no such voice of the language, or an empty text."""
    if provider == ELEVENLABS:
        is_id = _ELEVENLABS_ID.fullmatch(voice)
        return "" if is_id else "Give the voice's id at ElevenLabs: 20 letters and digits."
    voices = voices_of(language)
    if voice in voices:
        return ""
    return f"Twilio has no such voice of {language}; it has {_some(voices)}."


def like_voice(language: str, provider: str, voice: str) -> str:
    """Return the voice with which Twilio itself speaks: the company's, or the first of its own."""
    return voice if provider == TWILIO else voices_of(language)[0]


def primary(language: str) -> str:
    """Return what two ways of speaking one language have in common: `en` of `en-GB`."""
    return language.partition("-")[0]


def _some(voices: list[str]) -> str:
    """Return a few of the voices, of each maker."""
    polly = [voice for voice in voices if voice.startswith("Polly.")]
    google = [voice for voice in voices if voice.startswith("Google.")]
    return ", ".join([*polly[:4], *google[:2]])
