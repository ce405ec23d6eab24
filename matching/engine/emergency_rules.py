"""What callers say in an emergency, as patterns over normalised words; the first rule wins."""

import re
from dataclasses import dataclass

from matching.engine.emergency_words import (
    ALARM,
    AUXILIARY,
    BAD_EGGS,
    BROKEN,
    CO_NAME,
    GAS_CARRIER,
    GAS_NAME,
    MACHINE,
    NOT_A_FIRE,
    PERSON,
    PLACE,
    SMELL,
    SOUNDS,
    WIRED,
    gap,
)

GAS = "emergency_gas"
CARBON_MONOXIDE = "emergency_carbon_monoxide"
FIRE = "emergency_fire"
FLOODING = "emergency_flooding"
ELECTRICAL = "emergency_electrical"
GENERAL = "emergency_general"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of words that reports an emergency of a kind.

    A `senses` rule holds what a caller perceives now: only a denial or an `if` takes it back.
    The others name a trouble, which may also be asked about, priced or remembered.
    """

    kind: str
    name: str
    pattern: re.Pattern[str]
    senses: bool


def _rule(kind: str, name: str, *patterns: str, senses: bool = False) -> Rule:
    joined = "|".join(rf"\b(?:{pattern})\b" for pattern in patterns)
    return Rule(kind, name, re.compile(joined), senses)


RULES = (
    _rule(
        *(GAS, "smell of gas"),
        rf"{SMELL}{gap(4)}(?<!sewer ){GAS_NAME}(?! station| fireplace smoke)",
        rf"{SMELL}{gap(4)}(?:{BAD_EGGS})",
        rf"(?:{BAD_EGGS}) {SMELL}",
        rf"(?<!sewer ){GAS_NAME}(?: (?:like|kind|of|line|meter|pipe|stove|oven)){{0,2}} {SMELL}",
        rf"{GAS_NAME} fumes",
        rf"(?:hiss\w*){gap(4)}{GAS_NAME}(?: {GAS_CARRIER})?",
        rf"{GAS_NAME} (?:is )?hissing",
        rf"{GAS_NAME} {ALARM}{gap(4)}{SOUNDS}",
        rf"left (?:the )?(?:{GAS_CARRIER} )?{GAS_NAME}(?: {GAS_CARRIER})? on",
        senses=True,
    ),
    _rule(
        *(GAS, "gas leak"),
        rf"{GAS_NAME} {GAS_CARRIER}(?: {AUXILIARY}){{0,4}} {BROKEN}",
        rf"{GAS_NAME}(?: {AUXILIARY}){{1,4}} {BROKEN}",
        rf"(?:leak(?:ing|s)?|leak of|full of|filling with|fills with|filled with) {GAS_NAME}"
        rf"(?! (?:water|furnace|boiler|unit))",
        rf"{GAS_NAME} leak(?:s|ing|age|ed)?",
        rf"{BROKEN} (?:a |the |my |our |into )*{GAS_NAME} {GAS_CARRIER}",
    ),
    _rule(
        *(CARBON_MONOXIDE, "carbon monoxide alarm"),
        rf"{CO_NAME} {ALARM}{gap(4)}{SOUNDS}",
        rf"{ALARM}{gap(5)}{CO_NAME}(?! {ALARM})",
        rf"{SOUNDS}{gap(3)}{CO_NAME} {ALARM}",
        rf"{CO_NAME} {ALARM} {SOUNDS}",
        rf"{CO_NAME} {ALARM} (?:will|does) not stop",
        rf"monoxide {ALARM}{gap(4)}(?:high|number|reading|{SOUNDS})",
        senses=True,
    ),
    _rule(
        *(CARBON_MONOXIDE, "carbon monoxide"),
        rf"carbon monoxide(?! (?:{ALARM}|tests?|testing|inspection))",
        r"co (?:poisoning|leak|levels?|reading)",
    ),
    _rule(
        *(CARBON_MONOXIDE, "sick by the furnace"),
        rf"(?:we|we all|everyone|everybody|all of us|family){gap(5)}(?:dizzy|headaches?|nauseous|"
        r"lightheaded)",
        rf"(?:we|we all|everyone|everybody|all of us|family){gap(5)}sick{gap(4)}(?:furnace|heater|"
        r"boiler|generator|heat)",
        r"(?:dizzy|headaches?|nauseous|nausea|passed out|passing out|lightheaded)"
        rf"{gap(10)}(?:furnace|heater|boiler|generator|heat|heating)",
        r"(?:furnace|heater|boiler|generator|heat|heating)"
        rf"{gap(10)}(?:dizzy|headaches?|nauseous|nausea|passed out|passing out|lightheaded)",
        senses=True,
    ),
    _rule(
        *(FIRE, "on fire"),
        r"on fire",
        r"(?:caught|catching|catches|catch|started|starting) (?:on )?(?:a )?fire" + NOT_A_FIRE,
        r"flames",
        rf"(?:is|have|had|see|got|small|big|little|electrical|grease|kitchen|house|attic|chimney)"
        rf" (?:a |an )?(?:small |big |little |electrical |grease |kitchen |house )*"
        rf"fire{NOT_A_FIRE}",
        rf"fire in (?:the|my|our|a) {PLACE}",
        r"(?:house|home|kitchen|garage|building|roof|attic|furnace|place) (?:is )?burning"
        r"(?! (?:up|smell|odou?r|through|more|too|money|gas|oil|so much))",
        r"^(?:help )?(?:fire ?)+(?: help| please| now)*$",
        senses=True,
    ),
    _rule(
        *(ELECTRICAL, "sparks"),
        rf"{WIRED}{gap(5)}(?:sparks?|sparking|sparked|arcing|arced)(?! plugs?)",
        rf"{MACHINE}(?: (?:is|was|are|started|keeps|just|has))* (?:sparking|arcing|sparked)",
        r"sparks? (?:are |is |were |was )?(?:coming|flying|shooting|from|out|inside|when|every)",
        r"(?:see|saw|seeing|seen|throwing|throws|making|makes|shooting|shoots|with) (?:some )?"
        r"sparks(?! plugs?)",
        rf"(?:sparks?|sparking|arcing)(?! plugs?){gap(5)}{WIRED}",
        r"^(?:sparks|sparking)$",
        senses=True,
    ),
    _rule(
        *(ELECTRICAL, "shock"),
        r"(?:shocked|shocks|shocking|zapped|zapping|zaps|electrocuted|electrocuting|electrocutes)"
        r"(?: (?:me|us|him|her|my|our|you|people|when|whenever|by the (?:outlet|switch|panel|"
        r"light|water|faucet|shower|stove|dryer|washer|wire|plug|socket)))",
        r"(?:got|get|gets|getting|been|was|is|keep|keeps|gave|gives|giving|feel|felt)"
        r"(?: (?:me|us|him|her|you|getting|a|an|little|small|bad|big|electric|electrical|badly))*"
        r" (?:shocked|shocks?|electrocuted|zapped)(?! (?:by|at|to|how|with|when i saw|absorber))",
        r"electric(?:al)? shocks?",
        r"electrocut(?:ed|ing|ion)",
        senses=True,
    ),
    _rule(
        *(ELECTRICAL, "burning or wet wiring"),
        rf"{WIRED}{gap(4)}(?:smoking|smoke|crackl\w*|melting|melted|burning|burnt|burned|charred|"
        rf"scorched|"
        r"scorching|on fire)(?! (?:out|detectors?|alarms?))",
        rf"(?:smoke|burning|burnt|melting|burning smell|burnt smell){gap(5)}{WIRED}",
        rf"{WIRED}(?: (?:is|are|feels|getting|gets|really|very|so|too|buzzing|"
        rf"and))+ hot(?: to the touch)?",
        r"water(?: (?:is|was|are|started|just))*"
        r" (?:dripping|leaking|coming|pouring|running|getting|going|flowing|got|dripped)"
        r"(?: (?:in|into|on|onto|through|out|of|from|down|inside|the|my|our|a|an|all|over)){1,5}"
        r" (?:electrical|breaker|fuse|outlets?|panel|light fixtures?|lights?|sockets?)",
        senses=True,
    ),
    _rule(
        *(ELECTRICAL, "live wire"),
        r"(?:tree|branch|limb|pole)(?: \w+){0,4} (?:power ?lines?|electric(?:al)? (?:wires?|"
        r"lines?)|"
        r"wires?|cable)",
        r"downed (?:power |electrical |service )?lines?",
        r"(?:service line|line from the pole|cable|wires?)(?: (?:is|are|that is))* "
        r"(?:hanging|on the ground|laying|lying|off (?:the|my|our) (?:house|roof))",
        r"meter(?: \w+){0,3} (?:ripped|torn|pulled) off",
        r"(?:power ?lines?|electrical lines?|live wires?|wires?|power cable)"
        r"(?: (?:is|are|has|have|that|just|came|fell|fallen|hanging|laying|lying|got|knocked))* "
        r"(?:down|on the (?:ground|lawn|street|driveway|car|roof)|fell|hanging)",
        r"(?:downed|fallen|live) (?:power ?lines?|wires?|electrical wires?|power cable)",
        r"(?:exposed|bare) (?:live )?(?:electrical )?(?:wires?|wiring)",
    ),
    _rule(
        *(FIRE, "smoke or burning"),
        r"smoke (?:is |was |are |just |started |that is )*"
        r"(?:coming|pouring|billowing|filling|rising|everywhere|all over|"
        r"in (?:the|my|our)|from|out)",
        r"(?:see|saw|seeing|smell|smells|smelling|smelled|lots of|is|full of|filled with|"
        r"filling up with|filling "
        r"with|fills with|heavy|black|thick)(?: (?:a|some|lot|of|like|the|black|white|thick))*"
        r" smoke(?! (?:detectors?|alarms?|test|tests|free|shop|damage|break))",
        rf"(?:{MACHINE}|{WIRED})(?: (?:is|was|started|keeps|are|has|been|just))+ smoking",
        rf"{SMELL}{gap(4)}(?:burning|burnt|burned)(?! (?:dust|out))",
        rf"(?:burning|burnt|burned)(?: (?:plastic|rubber|wires?|wood|electrical|like))*"
        rf" (?:{SMELL}|plastic|rubber)",
        r"something(?: is)?(?: \w+)? burning",
        senses=True,
    ),
    _rule(
        *(FIRE, "smoke alarm sounding"),
        r"(?:smoke|fire) (?:alarms?|detectors?)(?: (?:is|are|just|has|have|all|in|the|my|our|"
        r"kitchen|house|hallway|bedroom|basement|been|started|will|not|stop))* "
        r"(?:going off|went off|blar\w+|sounding|ringing|screaming|gone off)",
    ),
    _rule(
        *(FLOODING, "burst pipe"),
        r"(?:pipes?|water main|main|water line|hose|water heater|hot water heater|boiler|tank)"
        r"(?: (?:is|are|has|have|just|in|under|the|my|our|that|a|basement|kitchen|wall|bathroom|"
        r"ceiling|attic|yard|garage|house|crawl|space|think|it|sink))* "
        r"(?:burst|bursts|bursting|bursted|busted|ruptured|exploded)",
        r"(?:burst|busted|bursted|ruptured|exploded|blown|broken) (?:\w+ )?(?:pipes?|water main|"
        r"water line|water heater|main line)",
        r"(?:water main|water line|pipe) (?:just |has |is )*(?:broke|break|blew|snapped)",
    ),
    _rule(
        *(FLOODING, "water pouring"),
        r"raining (?:inside|in (?:the|my|our))",
        r"water(?:'s)?(?: (?:is|was|are|just|started|keeps|has|that))* (?:everywhere|all over|"
        r"gush\w*|"
        r"pour\w*|spray\w*|shoot\w*|spew\w*|flood\w*|rush\w*|rising|squirting)",
        r"(?:gush\w*|pour\w*|spray\w*|spew\w*) (?:out )?(?:with )?water(?! heater)",
        rf"water(?:'s)?(?: (?:is|was|just|started|keeps))* (?:coming|running|leaking|dripping|"
        rf"raining)"
        rf" (?:in|into|through|down|up|out|from|of|the|my|our|a|inside){gap(3)}"
        rf"(?:ceiling|walls?|roof|basement|floor|house|kitchen|living room|apartment)",
        r"(?:inch|inches|feet|foot|couple inches) of (?:standing )?(?:water|sewage)",
        rf"{PLACE}(?: (?:is|was|are|all|completely|totally|filled|filling|fills))+"
        r" (?:under ?water|submerged|with water|up with water|full of water)",
        rf"{PLACE}(?: (?:is|just|has|was))* (?:under ?water|full of water|filling (?:up )?with"
        r" water)",
        r"overflow\w*(?: \w+){0,4} (?:everywhere|all over|onto the floor|through the ceiling)",
        r"can not (?:stop|shut off|turn off|shut|turn) (?:off )?(?:the )?water(?: off)?(?! heater)",
        r"ceiling(?: (?:is|has|just|was|about|to|going))* (?:collaps\w*|cav\w+|fell|falling)",
    ),
    _rule(
        *(FLOODING, "flooding"),
        r"flood(?:ing|ed|s)?(?! (?:lights?|light|insurance|zone|zones|plain|map|control|watch|"
        r"sensors?|alarms?|prevention|damage|detectors?|stop|vents?|warning|with calls))",
    ),
    _rule(
        *(GENERAL, "someone in danger"),
        rf"(?:{PERSON}|i|we) (?:is|am|are|got|was|were|has|have|been|just|really|badly|seriously)"
        r"(?: (?:got|been|badly|seriously|really|very|just|so|severely))*"
        r" (?:hurt|injured|trapped|unconscious|bleeding|unresponsive|electrocuted|suffocating|"
        r"drowning|choking|overdosing|burned|collapsed|scalded|stabbed|shot)(?! (?:by the price|"
        r"the (?:"
        r"radiators?|lines?|brakes?|system|air|valve)))",
        rf"{PERSON} (?:is dying|collapsed|passed out|fainted|fell (?:off|down|from)|"
        r"stopped breathing|drowned|overdosed)",
        rf"(?:{PERSON}|i|we) (?:is not|are not|can not|am not|can barely|stopped) "
        r"breath(?:e|ing)",
        r"(?:having|(?<!\bi )(?<!\bi have )had|just had|have|has) (?:a |an )?(?:heart attack|"
        r"stroke|seizure|overdose|"
        r"chest pains?|asthma attack|allergic reaction)(?! (?:when|over|at|from))",
        r"not breathing(?! (?:well )?air)",
        r"(?:call(?:ing)?|needs?|send|get|dial) (?:me |us )?(?:an? |the )*(?:911|9 1 1|"
        r"nine one one|"
        r"ambulance|paramedics|fire department|police)",
        r"(?:kill(?:ing)? myself|end my life|suicid\w+|want to die)",
        r"(?:someone|somebody) (?:is |has |just )*(?:breaking|broke|broken) in(?:to)?",
        r"(?:explosion|exploded|explode|exploding|blew up)",
        r"(?:got|is|was) (?:badly |really |severely )*burned(?: (?:badly|really bad))?(?! out)",
        r"life (?:or death|threatening|and death)",
        r"(?:stuck|trapped) in (?:the |an )?elevator",
        senses=True,
    ),
    _rule(
        *(GENERAL, "an emergency"),
        r"(?:emergency|emergencies)(?! (?:lights?|lighting|exit|exits|generators?|kits?|contacts?|"
        r"fees?|rates?|charges?|pric\w+|costs?|shut ?offs?|numbers?|lines?|phone|fund|power|"
        r"backup|release|hours|appointments? cost|switch|stop|pan|preparedness|plan|drain pan|"
        r"heat strips?|heat mode|department))",
    ),
)

CUE = re.compile(
    r"\b(?:gas|propane|mercaptan|eggs?|sul|carbon|co|co2|c o|dizz|headache|naus|passed out|"
    r"passing out|lighthead|fire|flame|burn|spark|arc[ei]|shock|zap|electr|smok|melt|char[rg]|"
    r"scorch|hot|wire|line|power|live|downed|exposed|bare|burst|bust|ruptur|expl|bro|blown|pipe|"
    r"water|over|submerg|inch|feet|foot|ceiling|can not|flood|hurt|injur|trap|stuck|unconsc|"
    r"bleed|unres|monox|blew|raining|tree|branch|limb|pole|cable|meter|box|panel|sick|"
    r"suffoc|drown|chok|collaps|dying|faint|fell|stopped|not breath|barely|heart|"
    r"stroke|seizure|chest|asthma|allerg|911|9 1 1|nine one one|ambulance|paramed|police|kill|"
    r"end my|suicid|want to die|life|emergenc|scald|stab|shot|under)"
)
"""A quick look: no rule fires where this finds nothing."""
