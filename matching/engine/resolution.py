"""Telling a trouble that is over from one that is there."""

import re
from collections.abc import Sequence

from matching.engine.troubles import FAULT, TROUBLE

_MENDED = (
    r"(?:fixed|repaired|solved|resolved|unclogged|unplugged|sorted|handled|figured|"
    r"took care of|taken care of|cleared)"
)
_WELL = r"(?:now|again|fine|great|good|perfectly|okay|ok|normally|properly|just fine)"
_RESOLVED = re.compile(
    rf"\b(?:already|just|finally|ended up getting|managed to get)(?: (?:got|had|been|it|that|"
    rf"the \w+(?: \w+)?|getting|went and))* {_MENDED}"
    rf"|\b(?:i|we|he|she|husband|wife|son|dad|neighbor|friend|landlord|plumber|electrician|"
    rf"someone|somebody|guy|maintenance)(?: (?:actually|finally|just|already|went|ahead|and|"
    rf"came|yesterday|today|over|out|have|has))* {_MENDED} (?:it|that|the|my|our|this)\b"
    r"|\bgot (?:it|that|this|them|(?:the|my) \w+(?: \w+)?) (?:all )?(?:fixed|working|repaired|"
    r"unclogged|running|going|sorted|taken care of|to work|to stop|back on)"
    rf"|\b(?:is|are|got) (?:all |already |now |been |finally )*{_MENDED}"
    rf"|\b(?:has|have) (?:already |now |finally )?been {_MENDED}"
    r"|\b(?:fixed|resolved|cleared|solved|unclogged) itself"
    rf"|(?<!not )(?<!never )\b(?:stopped|quit)(?: \w+)? {TROUBLE}"
    rf"|\b(?:is|are|has) not(?: (?:really|actually|even))? {TROUBLE}(?: \w+)?"
    rf" (?:anymore|any more|any longer|now)\b|\bno longer {TROUBLE}"
    rf"|\b(?:is|are|has been|started) (?:back to )?(?:working|cooling|heating|draining|"
    rf"flushing)(?: \w+)? {_WELL}|\b(?:works|drains|flushes|cools) {_WELL}"
    r"|\b(?:running|runs) (?:just )?(?:fine|great|good|perfectly|okay|ok|normally|properly)"
    r"|\bnever mind(?: \w+){0,4} (?:works|working|fixed|stopped|went away|is fine|is okay)"
    r"|\b(?:is|are|am|we are|everything is) (?:all |totally |perfectly )?(?:fine|good|okay|ok|set)"
    r" now|\ball (?:good|set|fixed|better) now"
    r"|\b(?:is|are|came|come|went|has come) back (?:on|up|to normal)\b"
    r"|\b(?:smell|noise|problem|issue|leak|sound|clog) (?:just )?(?:is gone|has gone away|"
    r"disappeared|is over)|\b(?:just )?(?:went away|cleared up|cleared out)\b"
    r"|\bno longer (?:a problem|an issue|necessary|needed|need)\b"
    r"|\bfire (?:is|was|has been|got) (?:(?:now|already|finally|all|been|put) )*out\b"
    r"|\b(?:do|does|will) not need (?:\w+ ){1,5}?(?:anymore|any more|any longer|after all)"
    r"|\balready (?:found|got|have|hired|called) (?:someone|somebody|another|a different)"
)
_WANTED = re.compile(
    r"\b(?:need|needs|want|wants|like|get|getting|have it|has to|have to|to be|be|can|could|will|"
    r"would|thought|think|supposed|should|if|whether|sure|until|unless|hope|hoping|when|how|once|"
    r"not|never|has it|is it|was|were|before)(?: (?!but\b|and\b|i\b|so\b)\w+){0,2} $"
)
_BY_YOU = re.compile(r"\byou(?: \w+){0,3} $")
_MENDED_THING = re.compile(
    rf"(?:(?<= the)|(?<= my)|(?<= our)|(?<= that)|(?<= this)| (?:the|my|our|that|this|his|her|a))"
    rf" (?:{TROUBLE}|running)(?: (?!(?:again|still|now|and|but|so|every|when|all|really)\b)\w+)?"
    rf"(?: (?:that|which) (?:was|were|had been|kept) \w+)?\b"
)
"""`fixed the leaking sink`: the trouble names what was mended, and is none that came back."""

_PAST = re.compile(
    r"\b(?:last|past) (?:week|month|year|time|summer|winter|spring|fall)|\bago\b|\byears?\b"
)
_RELAPSE = re.compile(
    rf"\b(?:{FAULT}|again|still|started (?:up|back|acting|doing)|came back|comes back|is back\b"
    r"(?! on| up)|coming back|back out|worse|acting up|happening|keeps|but (?:now|then|not))"
)


def is_resolved(said: Sequence[str]) -> bool:
    """Whether the caller tells that the trouble is over, and not only of an earlier repair."""
    text = " ".join(said)
    return any(_holds(text, found) for found in _RESOLVED.finditer(text))


def _holds(text: str, found: re.Match[str]) -> bool:
    mended = _MENDED_THING.match(text, found.end())
    before, after = text[: found.start()], text[mended.end() if mended else found.end() :]
    if _WANTED.search(before) or _RELAPSE.search(after):
        return False
    is_told_now = "already" in found.group() or " now" in text
    return is_told_now or not (_BY_YOU.search(before) or _PAST.search(after))
