"""What counts as an emergency: concepts that a caller names close to each other.

In a pattern a name in capitals is a concept, a small word stands for itself, `|` is or; `~` lets
up to three other words stand between, `~5` up to five; `^` and `$` are the ends of what is said.
"""

from dataclasses import dataclass

GAS = "emergency_gas"
CARBON_MONOXIDE = "emergency_carbon_monoxide"
FIRE = "emergency_fire"
FLOODING = "emergency_flooding"
ELECTRICAL = "emergency_electrical"
GENERAL = "emergency_general"
KINDS = frozenset({GAS, CARBON_MONOXIDE, FIRE, FLOODING, ELECTRICAL, GENERAL})


@dataclass(frozen=True, slots=True)
class Rule:
    """Patterns that report an emergency of a kind, unless another concept explains them.

    What `may_be_asked_about` is no report where somebody asks for a price or a service. What
    `is_talk` never reports one: it only tells of a danger that is denied or asked about.
    """

    kind: str
    name: str
    patterns: str
    unless: str = ""
    may_be_asked_about: bool = False
    is_talk: bool = False


RULES = (
    Rule(
        *(GAS, "smell of gas"),
        """SMELL ~4 GAS|GAS_LINE, SMELL GAS_DEVICE, GAS|GAS_LINE ~ SMELL, LEAKING ~1 GAS,
        GAS|GAS_LINE|COOKER ~2 LEAKING, HISSING ~4 GAS|GAS_LINE|COOKER,
        GAS ~1 coming|blowing|pouring|ALL_OVER, GAS_ALARM ~4 SOUNDING|BEEPING,
        left ~2 GAS|COOKER on, GAS|COOKER ~1 left on""",
    ),
    Rule(GAS, "rotten eggs", "SMELL ~4 EGGS, EGGS SMELL", unless="DRAIN FIXTURE"),
    Rule(
        *(GAS, "gas leak"),
        """GAS|GAS_LINE|COOKER ~2 LEAK, LEAK ~1 GAS, FULL ~1 GAS, HIT ~3 GAS_LINE,
        GAS_LINE ~5 HIT""",
        unless="WATER",
        may_be_asked_about=True,
    ),
    Rule(
        *(CARBON_MONOXIDE, "carbon monoxide alarm"),
        "CO_ALARM ~4 SOUNDING, SOUNDING ~3 CO_ALARM, ALARM ~5 CO",
    ),
    Rule(
        *(CARBON_MONOXIDE, "carbon monoxide alarm beeping"),
        "CO_ALARM ~4 BEEPING, BEEPING ~3 CO_ALARM",
        unless="BATTERY",
    ),
    Rule(
        *(CARBON_MONOXIDE, "carbon monoxide"),
        "CO, says ~2 co, ^ CO_ALARM $, ^ CO_ALARM URGING",
        may_be_asked_about=True,
    ),
    Rule(
        *(CARBON_MONOXIDE, "sick by the furnace"),
        "EVERYONE ~5 SICK, SICK ~10 HEATING, HEATING ~10 SICK",
    ),
    Rule(
        *(GENERAL, "someone in danger"),
        """PERSON ~3 HURT|FAINTED|UNABLE, SELF am|are|got|have|was ~2 HURT, can not|barely breathe,
        not breathing, fell ~8 CAN_NOT move|walk|get, is|am bleeding, man down,
        stuck ~3 elevator, CALL ~2 RESCUE, DESPAIR""",
    ),
    Rule(
        *(GENERAL, "sudden illness"),
        "PERSON ~3 HAVING ~2 ILLNESS, having ~2 ILLNESS",
        unless="MONEY",
    ),
    Rule(
        *(ELECTRICAL, "sparks"),
        """SPARKING, spark|arc|sparks ~4 WIRED|LIGHT, WIRED|LIGHT ~4 spark|arc|sparks,
        sparks ~1 FLYING, FLYING ~2 sparks, ^ sparks $, WIRED|LIGHT ~6 flash""",
    ),
    Rule(
        *(ELECTRICAL, "electric shock"),
        "ELECTROCUTED, SHOCKED ~3 WIRED|LIGHT|FIXTURE, WIRED|LIGHT|FIXTURE ~2 SHOCKED",
    ),
    Rule(
        *(ELECTRICAL, "shock"),
        """GOT ~3 SHOCKED, FELT ~2 electricity, GOT ~1 electricity ~8 TOUCHED,
        GOT ~1 electricity through|in ~1 BODY, SHOCKED WHOM, TOUCH ~6 SHOCKED,
        SHOCKED ~6 WIRED|LIGHT|FIXTURE|MACHINE|TOUCH""",
        unless="MONEY",
    ),
    Rule(
        *(ELECTRICAL, "burning or wet wiring"),
        """WIRED|LIGHT ~4 SMOKING, SMOKE|BURNING ~5 WIRED, WIRED ~5 BURNING|HOT|SMOKE,
        SMOKE ~4 LIGHT, PANEL ~4 CRACKLING, CRACKLING ~4 PANEL, SMELL ~4 HOT|fishy ~1 STUFF|WIRED,
        fishy SMELL ~3 WIRED, HOT STUFF SMELL, WATER ~2 ENTERING ~4 WIRED|LIGHT,
        WATER in|on ~2 WIRED""",
    ),
    Rule(
        *(ELECTRICAL, "live wire"),
        """POWER_LINE ~5 DOWN, DOWN ~1 POWER_LINE, WIRE|line|lines|meter ~3 LYING, LYING ~2 WIRE,
        HIT ~2 POWER_LINE, TREE ~4 on|hit|DOWN ~3 WIRE|POWER_LINE, BARE ~2 WIRE|wiring|POWER_LINE,
        WIRED ~4 exposed, ripped|pulled|tore ~2 WIRE|POWER_LINE|meter off,
        there is ~2 POWER_LINE in|on|across ~2 GROUND""",
        may_be_asked_about=True,
    ),
    Rule(
        *(FIRE, "fire"),
        """ON_FIRE, ^ fire $, ^ fire URGING,
        fire in|everywhere|coming, there is ~2 fire, see|have|got ~1 fire,
        a|the|this|that|small|little|big|huge|electrical|grease|kitchen|house|attic fire,
        SMELL ~3 fire""",
    ),
    Rule(
        *(FIRE, "smoke or burning"),
        """SMOKE ~ COMING|ALL_OVER|in, SMELL ~4 SMOKE|BURNING, BURNING ~2 SMELL, BURNING ~1 STUFF,
        there is ~2 SMOKE, see|saw|seeing ~2 SMOKE, FULL|black|thick|white ~2 SMOKE,
        MACHINE ~3 SMOKING, something ~3 BURNING, is|are|started burning""",
        unless="HARMLESS_SMELL",
    ),
    Rule(FIRE, "smoke alarm", "SMOKE_ALARM ~4 SOUNDING", unless="FALSE_ALARM"),
    Rule(
        *(FLOODING, "burst pipe"),
        """PIPE|CONDUIT|TANK ~5 BURST, BURST ~2 PIPE|CONDUIT|TANK, VALVE ~2 BURST,
        PIPE ~4 BROKE, BROKE ~2 PIPE, hit|struck|nicked ~3 PIPE|CONDUIT, it burst""",
        may_be_asked_about=True,
    ),
    Rule(
        *(FLOODING, "water that pours"),
        """WATER ~3 GUSHING|ALL_OVER, GUSHING ~2 WATER, PIPE|CONDUIT ~8 GUSHING,
        PIPE|CONDUIT|TANK ~5 ALL_OVER, VALVE|FIXTURE ~8 gushing|spewing,
        it is ~1 gushing|pouring|spraying|spewing, raw SEWAGE,
        SEWAGE ~2 COMING|backing|backup|backed|ALL_OVER, FIXTURE ~4 OVERFLOWING,
        FIXTURE CAN_NOT stop overflowing, OVERFLOWING ~4 ALL_OVER|STRUCTURE""",
    ),
    Rule(
        *(FLOODING, "water that will not stop"),
        """CAN_NOT ~1 STOP ~3 WATER, WATER ~12 CAN_NOT STOP, CAN_NOT ~1 turn off ~2 WATER,
        CAN_NOT ~1 turn|get ~2 WATER ~2 off|stop, WATER ~12 CAN_NOT ~1 turn ~2 off""",
    ),
    Rule(
        *(FLOODING, "water in the house"),
        """WATER ~2 COMING ~2 THROUGH ~2 STRUCTURE, WATER ~2 COMING ~1 over, DEPTH ~3 WATER,
        WATER ~2 coming|leaking|pouring|getting|rushing in|into|onto ~2 ROOM, ROOM ~4 UNDER,
        WATER ~12 all over ~2 STRUCTURE, standing WATER ~4 ROOM, raining in|inside ~2 ROOM,
        ceiling ~5 FALLING""",
    ),
    Rule(FLOODING, "flooding", "FLOOD", may_be_asked_about=True),
    Rule(
        *(GENERAL, "explosion"),
        """MACHINE|WIRED|ROOM ~3 EXPLODED, explosion in|at, there|had ~3 explosion, ^ explosion,
        explosion $""",
    ),
    Rule(GENERAL, "an emergency", "EMERGENCY", may_be_asked_about=True),
)

TALK = tuple(
    Rule(kind, "talk", patterns, unless, may_be_asked_about=True, is_talk=True)
    for kind, patterns, unless in (
        (GAS, "GAS|GAS_LINE|GAS_DEVICE", "SMELL LEAK LEAKING HISSING FULL HIT"),
        (CARBON_MONOXIDE, "CO|CO_ALARM|SOUNDING", "SICK BEEPING"),
        (FIRE, "fire|ON_FIRE|BURNING|SMOKE|SMOKE_ALARM", ""),
        (FLOODING, "FLOOD|floods|BURST|OVERFLOWING|GUSHING", ""),
        (ELECTRICAL, "SPARKING|spark|sparks|SHOCKED|ELECTROCUTED|BURNING|CRACKLING", ""),
        (GENERAL, "HURT|FAINTED|ILLNESS|EMERGENCY|EXPLODED|explosion", ""),
    )
)
"""Words that name a danger: `do you install gas stoves` and `nobody is hurt` report none."""
