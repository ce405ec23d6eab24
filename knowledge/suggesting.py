"""Other ways in which callers ask a question, by plain rules: nothing is added to what is asked.

A rule is the question as the engine reads it (`what's` is `what is`, no case, no marks), and the
ways to ask the same. `{x}` is what the question is about; `{is}` follows its number.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator

SUGGESTIONS_MAX = 8

_YOU = r"(?:you|you guys|you all|your company|your team)"
_HOURS = r"(?:business |opening |office |working |store |shop |regular |normal )*hours"
_PAYMENT = (
    r"(?:.*\b)?(?:cards?|cash|checks?|credit|debit|visa|mastercard|amex|american express|paypal|"
    r"venmo|zelle|apple pay|google pay)"
)
_REPAIRS = r"(?:service|repair|fix|work on)"
_TASKS = {
    "install": "installed", "replace": "replaced", "clean": "cleaned", "inspect": "inspected",
    "repair": "repaired", "fix": "fixed", "service": "serviced", "test": "tested",
    "remove": "removed", "move": "moved", "unclog": "unclogged", "maintain": "maintained",
}  # fmt: skip
_NOT_DONE = r"(?:know|think|like|need|want|have|mind|care|feel|see|remember|believe|guys|all|ever)"

_RULES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (rf"(?:what|when) (?:is|are) (?:your|the) {_HOURS}(?: of operation)?(?P<x> .+)?",
     ("when are you open{x}", "what time do you open{x}", "what time do you close{x}",
      "how late are you open{x}", "what are your hours{x}")),
    (rf"(?:when|what time) (?:are|do) {_YOU} (?:open|close)(?P<x> .+)?",
     ("what are your hours{x}", "when are you open{x}", "what time do you open{x}",
      "what time do you close{x}", "how late are you open{x}")),
    (rf"are {_YOU} open (?P<x>.+)",
     ("do you work {x}", "are you available {x}", "what are your hours {x}")),
    (rf"where (?:are {_YOU}|is (?:your|the) (?:office|shop|store|business|company))"
     r"(?: located| based| at)?|what is your (?:\w+ )?(?:address|location)",
     ("where are you located", "what is your address", "where is your office",
      "where can i find you", "how do i get to you")),
    (rf"(?:what|which) (?:area|areas|city|cities|towns|counties|zip codes) do {_YOU} "
     r"(?:serve|service|cover|work in)|(?:what|where) is your service area",
     ("do you come to my area", "how far do you travel", "where do you work",
      "do you service my area", "what areas do you cover")),
    (rf"how much (?:do {_YOU} charge|does it cost|would it cost|is it) to (?P<x>.+)",
     ("what do you charge to {x}", "how much to {x}", "how much does it cost to {x}",
      "what does it cost to {x}")),
    (rf"how much (?:do|would) {_YOU} charge for (?P<x>.+)|how much (?:is|are|for) (?P<y>.+)|"
     r"what is the (?:price|cost) of (?P<z>.+)|"
     r"(?:how much|what) (?:does|do|would|will) (?P<w>.+) (?:cost|run|be)",
     ("how much do you charge for {x}", "what do you charge for {x}",
      "what is the price of {x}", "how much {is} {x}")),
    (r"what (?:is|are) your (?P<x>(?:.+ )?(?:fee|charge|rate|price)s?)",
     ("how much {is} your {x}", "can you tell me your {x}")),
    (rf"do {_YOU} charge (?:a fee )?for (?P<x>.+)",
     ("is there a charge for {x}", "do i have to pay for {x}", "is there a fee for {x}")),
    (rf"do {_YOU} (?:take|accept) (?P<x>{_PAYMENT})",
     ("can i pay with {x}", "do you accept {x}", "do you take {x}", "is it okay to pay with {x}")),
    (rf"do {_YOU} (?:offer|provide|give|do) (?:any )?(?P<x>.+)",
     ("do you have {x}", "can i get {x}", "{is} {x} available", "do you offer {x}")),
    (rf"do {_YOU} have (?:any )?(?P<x>.+)", ("do you offer {x}", "{is} there {x}")),
    (rf"do {_YOU} (?:carry|sell) (?:any )?(?P<x>.+)",
     ("can i buy {x} from you", "do you carry {x}", "do you sell {x}")),
    (rf"(?:do|can|could|will|would) {_YOU} {_REPAIRS} (?P<x>.+)",
     ("can you service {x}", "do you work on {x}", "can you fix {x}", "do you repair {x}",
      "i need {x} serviced")),
    (rf"(?:do|can|could|will|would) {_YOU} (?P<task>{'|'.join(_TASKS)}) (?P<x>.+)",
     ("can you {task} {x}", "do you {task} {x}", "can someone {task} {x}", "i need {x} {done}")),
    (rf"are {_YOU} (?P<x>(?:licensed|insured|bonded|certified)(?: and \w+)?)",
     ("is your company {x}", "are your technicians {x}", "are you guys {x}")),
    (r"(?:is|are) there (?:any )?(?P<x>.+)", ("do you have {x}",)),
    (r"(?:can|could) i (?P<x>.+)",
     ("is it possible to {x}", "am i able to {x}", "would i be able to {x}")),
    (r"how (?:do|can|would) i (?P<x>.+)",
     ("what do i need to do to {x}", "how can i {x}", "i would like to {x}")),
    (r"(?:do i (?:need|have) to|will i (?:need|have) to|should i) (?P<x>.+)",
     ("do i have to {x}", "do i need to {x}", "is it necessary to {x}")),
    (r"how long (?:does|do|will|would) (?P<x>.+?) take",
     ("how much time does {x} take", "how long will {x} take")),
    (rf"(?:how (?:soon|fast|quickly)|when) (?:can|could) {_YOU} (?P<x>.+)",
     ("how soon can you {x}", "when can you {x}", "what is the soonest you can {x}")),
    (rf"what (?:kind|kinds|type|types|sort) of (?P<x>.+) do {_YOU} (?P<does>\w+)",
     ("which {x} do you {does}", "what {x} do you {does}")),
    (r"what (?:is|are) your (?P<x>.+)",
     ("can you tell me your {x}", "tell me about your {x}",
      "i have a question about your {x}")),
    (rf"do {_YOU} (?!{_NOT_DONE}\b)(?P<x>.+)", ("can you {x}", "will you {x}")),
    (rf"(?:can|could|will|would) {_YOU} (?!{_NOT_DONE}\b)(?P<x>.+)", ("do you {x}",)),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), ways) for pattern, ways in _RULES)


def suggest_alternatives(
    question: str, given: Iterable[str], read: Callable[[str], str], taken: Collection[str] = ()
) -> list[str]:
    """Return ways to ask the question that are none of those given or taken, most natural first.

    `read` is how the engine reads a text; `taken` are phrases of other entries, as it reads them.
    """
    heard = {read(question), *map(read, given)}
    suggested = []
    for way in _ways(read(question)):
        text = read(way)
        if text not in heard and text not in taken:
            heard.add(text)
            suggested.append(way)
    return suggested[:SUGGESTIONS_MAX]


def _ways(question: str) -> Iterator[str]:
    """Yield what the first rule that fits makes of a question."""
    for pattern, ways in _COMPILED:
        found = pattern.fullmatch(question)
        if found:
            return (way.format_map(_said(found)) for way in ways)
    return iter(())


def _said(found: re.Match[str]) -> dict[str, str]:
    """Return what a rule's ways are filled with."""
    said = {name: text for name, text in found.groupdict().items() if text}
    task = said.pop("task", "")
    does = said.pop("does", "")
    about = next(iter(said.values()), "")
    is_many = re.search(r"[^s]s$", about) is not None
    number = "are" if is_many else "is"
    return {"x": about, "is": number, "task": task, "done": _TASKS.get(task, ""), "does": does}
