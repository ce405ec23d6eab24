"""How a manner is heard: what each family of voices lets be marked, and with which values.

Which tags a family takes is told by Amazon Polly's "Supported SSML tags" (neural voices take no
pitch and no emphasis) and Google's "Speech Synthesis Markup Language"; `<Say>` has no element for
a tag of Amazon's own, such as its speaking styles.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from telephony.agent import Manner

SLOWEST, FASTEST = 0.2, 2.0
PAUSE = "300ms"

_RATES = {
    "slow": 0.9, "fast": 1.1, "cheerful": 1.03, "concerned": 0.96, "calm": 0.97, "urgent": 1.05,
}  # fmt: skip
_DECIBELS = {"firm": 2, "urgent": 2}
_PITCHES = {"cheerful": 5, "warm": 2, "urgent": 2, "firm": -2, "calm": -3, "concerned": -4}


@dataclass(frozen=True, slots=True)
class Markup:
    """What may be marked for a voice; one that is in no family of ours is given plain words."""

    prosody: frozenset[str] = frozenset()
    pauses: bool = False
    phones: bool = False


_POLLY_NEURAL = Markup(frozenset({"rate", "volume"}), pauses=True, phones=True)
_ALL = Markup(frozenset({"rate", "volume", "pitch"}), pauses=True, phones=True)
_PLAIN = Markup()


def markup_of(voice_name: str) -> Markup:
    """Return what may be marked for one of Twilio's voices."""
    maker, _, name = voice_name.partition(".")
    if maker == "Polly" and not name.endswith("-Generative"):
        return _POLLY_NEURAL if name.endswith("-Neural") else _ALL
    is_known = maker == "Google" and ("-Neural2-" in name or "-Standard-" in name)
    return _ALL if is_known else _PLAIN


def prosody_of(manner: Manner, rate: float, markup: Markup) -> dict[str, str]:
    """Return the attributes of `<prosody>` that differ from the voice's usual ones.

    The company's rate and the manner's pace are multiplied.
    """
    decibels, pitch = (_summed(table, manner) for table in (_DECIBELS, _PITCHES))
    wanted = {
        "rate": f"{paced(manner, rate):.0%}",
        "volume": f"{decibels:+}dB" if decibels else "",
        "pitch": f"{pitch:+}%" if pitch else "",
    }
    usual = {"", "100%"}
    return {
        name: value
        for name, value in wanted.items()
        if value not in usual and name in markup.prosody
    }


def paced(manner: Manner, rate: float) -> float:
    """Return the pace of a manner as a share of the voice's usual one."""
    for name in (manner.pace, manner.emotion):
        rate *= _RATES.get(name, 1.0)
    return min(max(rate, SLOWEST), FASTEST)


def opener_of(manner: Manner, text: str) -> str:
    """Return the manner's opener with which the text begins, or nothing."""
    begun = (opener for opener in manner.openers if text.startswith(f"{opener} "))
    return next(begun, "")


def _summed(table: Mapping[str, int], manner: Manner) -> int:
    return table.get(manner.tone, 0) + table.get(manner.emotion, 0)
