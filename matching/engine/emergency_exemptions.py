"""When words of an emergency report none: denied, supposed, remembered, priced or for sale."""

import re

from matching.engine.emergency_rules import Rule

_CONNECTORS = (
    r"(?: (?:a|an|any|the|really|actually|even|currently|think|believe|that|there|is|are|it|this|"
    r"my|our|signs?|smell|smells|smelling|smelled|odou?r|of|like|see|seeing|hear|having|have|been|"
    r"get|getting|about|because|at all|real|more|longer|visible|house|home|on|for|calling|with|"
    r"big|huge|major|medical|true|life|threatening|i|we|got|be)){0,7} ?$"
)
_DENIAL = re.compile(rf"\b(?:not|never)(?! (?:sure|certain|kidding|joking|only)){_CONNECTORS}")
_NONE = re.compile(
    r"\b(?:no|without|zero|nobody|no one|nothing)(?: (?:any|a|an|signs?|sign|smell|odou?r|more|"
    r"longer|visible|actual|real|of|active|is|was|got|one|been|on|indication|hint|trace))*"
    r"(?: (?:medical|kitchen|house|basement))? ?$"
)
_RESTART = re.compile(r"^(?:not|never)\b.*\b(?:i|we) (?:smell|see|hear|have|think|got)\b")
_OVER = re.compile(
    r"^ (?:\w+ ){0,2}?(?:is|has|was|got|have|already)(?: (?:now|already|been|finally|all))* "
    r"(?:gone|fixed|repaired|out|put out|stopped|resolved|cleared|over|taken care)\b"
)
_SUPPOSED = re.compile(
    r"\b(?:in case|in an emergency|if i had|could (?:it|that|this) (?:catch|start|explode)|"
    r"what if|what happens|what would|what counts|hypothetically|if there (?:was|were|"
    r"is|ever)|if i ever|if we ever|if it ever|ever (?:have|had|has|get|got)|should there be|"
    r"so (?:that )?(?:nobody|no one|it does not|we do not)|prevent\w*|avoid\w*|"
    r"keeps? (?:it|them|my \w+|the \w+|our \w+|pipes|the pipes) from|protect\w*|before (?:it|"
    r"someone|somebody|the|my|a)|afraid (?:of|that)|worried (?:it|that it) (?:might|could|will)|"
    r"could (?:it|that|this) cause|can (?:it|that|this|a) \w+ cause|dream\w*|movie|joke)\b"
)
_REMEMBERED = re.compile(
    r"\b(?:(?:last|past) (?:year|month|week|summer|winter|spring|fall|time|season|night s)|"
    r"(?:days|weeks?|months?|years?) ago|used to|previous\w*|a while (?:ago|back)|back in|"
    r"once had|already (?:fixed|repaired|handled)|yesterday was fixed)\b"
)
_DISCUSSED = re.compile(
    r"\b(?:how much (?:more|extra|do|does|is|to|would|will|for|are)|what (?:do|does|would|"
    r"is) (?:you|it|"
    r"the|your) (?:charge|cost|price|rate|fee)|(?:do|can|does|did|are|will|would) (?:you|you all|"
    r"you guys|your \w+|y'all|they|anyone there|someone there) (?:guys |folks |all |even |"
    r"also |ever )*(?:fix|repair|handle|handling|install|do|offer|sell|check|"
    r"inspect|test|service|deal|work|have|take|"
    r"provide|cover|respond|charge|open|available|answer|replace|specialize|detect|find|locate|"
    r"clean|24|a)|estimate|quote|price|prices|pricing|cost|costs|insurance|is (?:that|this|it) "
    r"(?:considered )?an|what is (?:considered |an )|class|training|warranty|inspection|"
    r"detectors? installed|leak (?:detectors?|detection|tests?|testing|inspection|sensor)|"
    r"(?:emergency|emergencies) (?:service|services|repairs?) (?:available|offered|on)|"
    r"is there (?:an?|any) (?:extra|additional)|install\w*|upgrade|brochure|review|website|"
    r"who (?:do|should) i (?:pay|bill)|invoice|bill|reminder|appointment for)\b"
)
_PRESENT = re.compile(
    r"\b(?:right now|still|now|currently|help|hurry|getting worse|as we speak|at this moment|"
    r"i have|we have|i have got|there is|i smell|we smell|i see|i think|come (?:quick|fast|over)|"
    r"send someone|asap|immediately|just started|i need|we need|this is|it is|i am)\b"
)
_URGES = re.compile(
    r"\b(?:right now|still|help|hurry|getting worse|asap|immediately|i smell|since|now)\b"
)
_IF_SENSED = re.compile(r"\b(?:if|when|whenever|in case) (?:i|we|you|someone|they|it)(?: ever)? $")
_BATTERY = re.compile(r"\b(?:batter\w+|replac\w+|expired|every (?:\d+|few|so|thirty|minute)\w*)\b")
_WATER_SMELL = re.compile(
    r"\b(?:water|drains?|sink|shower|faucet|toilet|well|sewer|disposal|tap|dishwasher)\b"
)
_FALSE_ALARM = re.compile(
    r"\b(?:no reason|false|random\w*|cook\w*|steam|keeps? going off|batter\w+|beep\w*|chirp\w*|"
    r"test(?:ing|ed)?)\b"
)
_MONEY = re.compile(
    r"\b(?:bill|prices?|quote|costs?|charged?|invoice|estimate|amount|total|fee|expensive)\b"
)
_PER_RULE = {
    "shock": _MONEY,
    "carbon monoxide alarm": _BATTERY,
    "smoke alarm sounding": _FALSE_ALARM,
}


def is_exempt(rule: Rule, said: str, found: re.Match[str]) -> bool:
    """Whether what a rule found reports no emergency after all."""
    before, after = said[: found.start()], said[found.end() :]
    if _is_denied(before) or _OVER.search(after) or _is_harmless(rule, said, found.group()):
        return True
    if _is_past_or_supposed(before, said):
        return True
    return not rule.senses and bool(_DISCUSSED.search(said)) and not _reports(said)


def _is_denied(before: str) -> bool:
    return bool(_NONE.search(before)) or any(
        not _RESTART.search(denial.group()) for denial in _DENIAL.finditer(before)
    )


def _is_past_or_supposed(before: str, said: str) -> bool:
    if _URGES.search(said):
        return False
    return bool(_SUPPOSED.search(said) or _REMEMBERED.search(said) or _IF_SENSED.search(before))


def _is_harmless(rule: Rule, said: str, found: str) -> bool:
    if rule.name == "smell of gas" and "gas" not in found and "propane" not in found:
        return bool(_WATER_SMELL.search(said)) and "gas" not in said
    harmless = _PER_RULE.get(rule.name)
    return bool(harmless and harmless.search(said))


def _reports(said: str) -> bool:
    return bool(_PRESENT.search(said))
