"""The vocabulary of the emergency rules: pieces of patterns over normalised words."""

SMELL = r"(?:smell\w*|smelt|sniff\w*|odou?rs?|scent|whiff|stench|reek\w*|stinks?|stinking)"
GAS_NAME = r"(?:natural gas|gas|propane|mercaptan)"
BAD_EGGS = r"(?:rotten|bad|spoiled|rotting) eggs?|sul(?:f|ph)ur"
GAS_CARRIER = r"(?:line|lines|pipe|pipes|main|meter|tank|valve|hose|stove|oven|range|grill|dryer)"
BROKEN = r"(?:leak\w*|hiss\w*|broke|broken|ruptured?|burst|busted|cracked|cut|hit|escaping)"
AUXILIARY = r"(?:is|are|was|has|have|had|been|just|that|might|may|be|got|must|started|keeps|a|now)"
ALARM = r"(?:alarms?|detectors?|sensors?|monitors?|alerts?)"
SOUNDS = (
    r"(?:going off|goes off|went off|go off|gone off|beep\w*|sound\w*|blar\w+|ringing|"
    r"scream\w*|chirp\w*|alarming|triggered|shrieking|tripped|red|on)"
)
CO_NAME = r"(?:carbon monoxide|carbon dioxide|co|co2|c o)"
PLACE = (
    r"(?:house|home|basement|kitchen|garage|attic|bathroom|bedroom|living room|apartment|room|"
    r"building|office|shop|store|restaurant|place|yard|hallway|laundry room|closet|crawl space|"
    r"crawlspace|unit|condo|walls?|ceiling|floor|cellar|trailer)"
)
WIRED = (
    r"(?:outlets?|sockets?|plugs?|panel|breakers?|breaker box|fuse box|wires?|wiring|switch|"
    r"switches|lights?|light fixture|fixture|fan|cords?|receptacles?|electrical box|meter|"
    r"junction box|thermostat|disconnect|chandelier|power strip|extension cord|transformer)"
)
MACHINE = (
    r"(?:furnace|heater|boiler|unit|ac|air conditioner|motor|dryer|washer|oven|stove|dishwasher|"
    r"compressor|condenser|blower|appliance|fridge|refrigerator|microwave|generator|it|something)"
)
PERSON = (
    r"(?:someone|somebody|he|she|they|husband|wife|son|daughter|mother|father|mom|dad|"
    r"grandmother|grandfather|grandma|grandpa|baby|child|kid|kids|children|brother|sister|"
    r"friend|neighbor|tenant|worker|technician|man|woman|guy|people|person|everyone|roommate)"
)
NOT_A_FIRE = (
    r"(?! (?:alarm|alarms|detectors?|inspections?|sprinklers?|pits?|extinguishers?|department|dept|"
    r"stations?|hydrants?|doors?|walls?|place|places|damage|insurance|code|codes|safety|drill|"
    r"marshal|escape|suppression|rating|rated|proof|system|systems|logs?|watch|stick|caulk|"
    r"wood|truck|chief|hazards?|risk|up|it|him|her|them|me|you|your|my|the|this|that guy)\b)"
)


def gap(most: int) -> str:
    """At most so many words between two others, none of which turns the sense."""
    return rf"(?: (?!not\b|no\b|never\b|but\b)[^ ]+){{0,{most}}}? "
