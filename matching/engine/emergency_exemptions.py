"""When words of danger report none: denied, over, supposed, past, or only asked about."""

import re

_ARTICLE = r"(?:a|an|any|the|my|our|that|this|those|small|little|big)"
_OPINION = (
    r"(?:think|believe|say|said|call|consider|feel like|seem|mean)(?: that)?"
    r"(?: (?:i|we|it|there|this|he|she))?"
)
_AFTER_NOT = (
    rf"(?:{_OPINION}|{_ARTICLE}|anything|really|actually|even|exactly|currently|ever|is|are|be|been|"
    r"being|was|signs?|of|like|see|seeing|hear|hearing|smell|smelling|notice|have|has|had|having|"
    r"get|got|getting|about|at|all|real|more|longer|visible|for|calling|with|major|medical|"
    r"plumbing|kind|sort|want|to|\w+ (?:or|nor))"
)
_AFTER_NO = (
    r"(?:any|signs?|smells?|odou?r|of|more|longer|visible|actual|real|active|one|is|was|got|has|"
    r"been|getting|hint|trace|such|\w+ (?:or|nor))"
)
_BACK = r"(?!.* (?:still|again|back|worse)\b)"

_DENIED = re.compile(
    rf"\b(?:(?:not|never|nor|neither) (?:{_AFTER_NOT} )*|"
    rf"(?:no|nobody|nothing|none|without) (?:{_AFTER_NO} )*)$"
)
_HANDLED = re.compile(
    r"(?<!not )(?<!never )(?<!to )\b(?:fixed|repaired|put|put out|"
    r"putting out|stopped|handled|replaced|after|before|"
    rf"(?:checked|tested|looked|testing|checking) for) (?:{_ARTICLE} )*$"
)
_OVER = re.compile(
    rf"^(?: (?:in|at|on|from|by) (?:the|my|our) \w+)?(?: (?:stopped|quit|ended|cleared)|"
    r"(?: (?:is|are|was|has|have|had|got|been|now|all|already|finally|just))+ (?:gone|fixed|"
    r"repaired|stopped|resolved|cleared|over(?! (?:the|my|our|his|her|me|him|us)\b)|handled|"
    r"taken care|put out|out(?! of)))\b"
    rf"{_BACK}|.* (?:fixed|repaired|stopped|handled|put) (?:it|that|them)\b{_BACK}"
)
_IF = re.compile(
    r"(?<!know )(?<!sure )(?<!see )(?<!check )(?<!not tell )(?<!wonder )(?<!wondering )(?<!as )"
    r"(?<!even )\b(?:if|unless|suppose|in case|what about|ever|should there be|"
    r"(?:pays?|covers?|liable|responsible|insured)(?: (?:it|me|us|you|them|that))? when)"
    rf"(?: (?:i|we|you|there|it|they|(?:some|any)(?:one|body)|one|your(?: \w+)?|gets|were|"
    rf"\w+ (?:my|the)|pipes?|{_AFTER_NOT}))* $|"
    r"\bhow (?:do|would|can) (?:i|you|we) (?:know|tell)\b.* $|"
    r"\b(?:can|do|does|did) (?:you|it|that|they) $|\bwould (?:not )?be (?:an? )?$"
)
_CONFIRMED = re.compile(r"^ and (?:i|we|it|there) (?:do|does|is|am)\b|^(?: \w+){0,6} right now\b")
_MIGHT = re.compile(
    r"\b(?:could|can|might|may|would|will) (?:(?:\w+ ){0,4}(?:cause|start|catch|lead to)|"
    r"(?:(?!you|some)\w+ ){0,2}(?:explode|burst|flood|break|shock))\b"
    r"(?: (?:a|an|on|my|the|you))*(?: \w+)?$|\b(?:is|are) (?:my|our|the) \w+ going to \w+$"
)
_SUPPOSED = re.compile(
    r"\b(?:what (?:if|happens|would|counts)|hypothetically|in (?:case|an emergency)|prevent\w*|"
    r"avoid\w*|protect\w*|keep (?:it|them|my|the|our)(?: \w+)? from|way to (?:tell|know)|"
    r"so (?:that )?(?:it|we|nobody|they) (?:do|does|will) not (?!stop|quit)|"
    r"how (?:would|will|do|can) (?:i|you|we) (?:know|tell|keep))\b"
)
_PAST = re.compile(
    r"\b(?:(?:last|past) (?:year|month|week|summer|winter|spring|fall|time|season)|used to|"
    r"(?:days?|weeks?|months?|years?) ago|a while (?:ago|back)|back in|once had|when i was|"
    r"in (?:20 ?\d\d|twenty \w+|january|february|march|april|june|july|august|september|october|"
    r"november|december)|(?:friend|neighbor|sister|brother|mom|dad) had)\b"
)
_QUESTION = (
    r"(?:^(?:is|are|does|can|could|should|which|why|what)"
    r"(?! (?:you|this|that|it|someone|somebody|anyone|anybody|there)\b)|"
    r"\b(?:(?:do|does|will|would|can) (?:\w+ ){0,3}(?:cover|pay for)(?! (?:it|this|that)\b)|"
    r"how (?:much|long|often|soon|fast)|what (?:do|does|would|is|are|kind)|whether|"
    r"(?:do|can|does|did|are|will|would|could) (?:you|they|your|anyone|someone|somebody|i|we)"
    r"(?! (?:please )?(?:help|come|send|get|hear|doing|there)\b)|is (?:this(?! the\b)|that|it)|"
    r"estimate|quote|prices?|pricing|costs?|rates?|"
    r"install\w*|inspect\w*|(?:cancel\w*|reschedule) my|training|class|test\w*|insulate|question))"
)
_SAME_CLAUSE = (
    r"(?: (?:(?:my|our) \w+ (?:for|from)|"
    r"(?!(?:my|our|i|we|he|she|there|because|but)\b)\w+))*"
)
_ASKED = re.compile(rf"{_QUESTION}{_SAME_CLAUSE} $")
_OF_TRADE = re.compile(r"^ (?:detection|inspection|test\w*|damage|insurance|restoration|cleanup)\b")
_COVERED = re.compile(
    r"\b(?:is|are)(?: \w+){0,3} (?:pipes?|leaks?|mains?|lines?); (?:\w+ly )?covered"
    r"(?: (?:by|under|or|if|for|when|as|on)(?! (?:water|ice|mud|snow)\b) \w+|"
    r" (?:in|with) (?:my|our|the|your|a) (?:plan|policy|warranty|insurance|contract|coverage)|$)"
)
_PURGEABLE = (
    r"(?:burners?|radiators?|baseboards?|boilers?|furnaces?|heaters?|lines?|pipes?|pumps?|brakes?|"
    r"systems?|air|valves?|loops?|zones?)"
)
_PURGED = re.compile(
    r"\bbleed(?:s|ing)?;(?: (?!(?:and|by|on|in|at|near|next|because|from|when|after|over|a lot|"
    r"bad(?:ly)?|heavily|really|all over)\b)\w+){0,3}"
    rf" {_PURGEABLE}\b(?! (?:fell|exploded|blew|burst|broke|hit|cut|is|was|just|came)\b)|"
    rf"\b{_PURGEABLE}(?: (?:needs?|for|to be|their|its))* bleeding;"
)
_WARM_WATER = re.compile(
    r"\b(?:water|shower|bath|tub|faucet|tap|sink|radiators?)"
    r"(?: (?:in|from|at|of|on) (?:the|my|our))?"
    r"(?: (?!(?:and|but|so|because|the|my|our|an?|heater|pump)\b)\w+){0,2}"
    r" (?:is|are|started) burning; hot\b|\bburning; hot water\b"
)
_ASSERTED = re.compile(
    r"\b(?:there (?:is|are)|(?:i|we) (?:have|got|have got|think)|(?:it|this|that) is|keeps|"
    r"started|just|now|still|(?!what|how|much|more|who|where|when|why)\w+ (?:is|are))"
    r"(?: \w+){0,2} $"
)
_HAPPENING = re.compile(r"\b(?:is|are|got|has|just|keeps|started)\b")
_NOW = re.compile(
    r"\b(?:now|still|again|hurry|quick|asap|immediately|getting worse|i smell|there is one|"
    r"i have one|we have one|is back(?! (?:on|up|to)\b)|came back(?! (?:on|up|to)\b))\b"
)
_GOING_ON = re.compile(
    r"\b(?:it|water|gas|smoke) (?:is|keeps)(?: (?:just|all|still))? (?:\w+ing|everywhere)\b"
)


def is_exempt(before: str, report: str, after: str, *, may_be_asked_about: bool) -> bool:
    """Whether a report of danger, with the words before and after it, reports none.

    What is there of `before` ends with a space, and what is there of `after` begins with one.
    """
    said = before + report + after
    if _is_taken_back(before, report, after):
        return True
    if may_be_asked_about and _COVERED.search(f"{before}{report};{after}"):
        return True
    if _ASSERTED.search(before) or _HAPPENING.search(report):
        return False
    if _NOW.search(said) or _GOING_ON.search(after):
        return False
    if _SUPPOSED.search(said) or _PAST.search(said):
        return True
    return may_be_asked_about and bool(_ASKED.search(before) or _OF_TRADE.search(after))


def _is_taken_back(before: str, report: str, after: str) -> bool:
    if _IF.search(before) and not _CONFIRMED.search(after):
        return True
    taken_back = _DENIED.search(before) or _HANDLED.search(before) or _OVER.search(after)
    marked = f"{before}{report};{after}"
    no_danger = _PURGED.search(marked) or _WARM_WATER.search(marked)
    return bool(taken_back or no_danger or _MIGHT.search(before + report))
