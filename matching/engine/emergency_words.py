"""The words in which callers tell of danger, by concept.

`a|b` stands for either word and `_` for none; `leak~` for leak, leaks, leaked and leaking.
"""

THINGS = """
GAS: gas, propane, methane, mercaptan, natural|lp gas, gas|propane valve|connector|regulator
GAS_LINE: gas|propane line|lines|pipe|pipes|main|meter|tank|hose
GAS_DEVICE: gas|propane grill|dryer|furnace|heater|boiler|fireplace, gas|propane hot|_ water heater
COOKER: gas|propane|_ stove|oven|range|grill|burner|burners|cooktop
GAS_ALARM: gas|propane alarm|alarms|detector|detectors|sensor|monitor
EGGS: egg, eggs, sulfur, sulphur
DRAIN: water, drain~, sink, shower, faucet, toilet, sewer, septic, disposal, tap, dishwasher,
 drain|sewer|septic|waste pipe|pipes|line|lines
CO: carbon monoxide|dioxide, monoxide, co poisoning|leak|level|levels|reading, c o
CO_ALARM: carbon monoxide|dioxide alarm|alarms|detector|detectors|monitor|sensor|thing,
 monoxide|co|co2 alarm|alarms|detector|detectors|monitor|sensor, c o alarm|detector|monitor
ALARM: alarm, alarms, detector, detectors, monitor, sensor
PUMP_ALARM: ejector|grinder|lift|pump pump|station|_ alarm|alarms,
 septic|sewage|sewer|sump tank|pump|system|float|ejector|lift|_ pump|_ alarm|alarms|alert,
 alarm|alarms on|for|in the|my|our septic|sewage|sewer|sump tank|pump|system|pit|_
SMOKE_ALARM: smoke|fire alarm|alarms|detector|detectors
BATTERY: battery, batteries, expired, years old, end of life,
 every|thirty|30|few minute|minutes|second|seconds
FALSE_ALARM: battery, batteries, beep~, chirp~, test~, random, randomly, reason, cook~, steam, toast
HARMLESS_SMELL: dust, dusty, toast, cigarette, cigarettes, cigar, cigars, tobacco
EVERYONE: we, everyone, everybody, family, kids, us
HEATING: furnace, heater, boiler, generator, heat, heating
SMOKE: smoke, smoky, smokey
STUFF: plastic, rubber, wire, wires, wiring, wood, electrical, metal, insulation
MACHINE: furnace, heater, water heater, boiler, unit, ac, conditioner, motor, dryer, washer, oven,
 stove, fan, dishwasher, compressor, condenser, handler, fridge, microwave, generator, appliance,
 pump, machine, fireplace, chimney, toaster, it, something
WIRED: outlet~, socket~, plug~, panel~, breaker~, receptacle~, wire, wires, wiring, switch,
 switches, fuse|breaker|junction|electric|electrical box|panel, light switch, cord, cords,
 power strip, extension|power cord, transformer, disconnect, charger
PANEL: outlet~, socket~, plug~, panel~, breaker~, wires, wiring, transformer,
 fuse|breaker|junction|electric|electrical box|panel
LIGHT: light, lights, lamp, light|_ fixture|fixtures, chandelier, ceiling fan, thermostat, meter
WIRE: wire, wires, cable
POWER_LINE: power|electric|electrical|service|utility line|lines|wire|wires|cable|cables, powerline,
 powerlines, downed|fallen line|lines, line from the pole
TREE: tree, branch, limb, pole
PIPE: pipe, pipes, water|main|supply|service line, water main|mains, hose, hoses
CONDUIT: drain|sewer|septic|waste|vent|flue pipe|pipes|line|lines, water meter|softener|filter
VALVE: valve, valves, faucet, spigot, hydrant, sprinkler,
 water main|line|pipe valve|valves|shutoff|handle, main|pipe|supply|service|hose valve|valves,
 main|supply|service line|pipe valve|valves,
 valve|handle|shutoff on|for|of|to the|my|our|a main|water|_ pipe|line|main|hose
TANK: water|hot water|_ heater|tank, boiler
FIXTURE: toilet~, commode, tub, bathtub, sink, shower, kitchen|bathroom|laundry|basement sink|tub|
 shower|toilet|faucet|tap|drain
WATER: water, sewage, waterfall
SEWAGE: sewage, human waste, poop, sewer, septic, sewer|septic pipe|pipes|line|lines
STRUCTURE: ceiling, door, wall, walls, roof, floor, floors, stairs
ROOM: basement, house, home, kitchen, garage, bathroom, living|laundry room, bedroom, apartment,
 cellar, hallway, hall, crawl space, crawlspace, downstairs, upstairs, room, store, shop, office,
 building, attic, closet, condo, trailer, restaurant, unit, place
BODY: me, hand~, arm, arms, finger, fingers, body, leg, legs, foot, feet
GROUND: yard, backyard, street, road, driveway, lawn, ground, car
DEPTH: inch, inches, foot, feet, ankle|knee|waist deep
PERSON: someone, somebody, he, she, hes, shes, husband, wife, son, daughter, mother, father, mom,
 dad, mama, grandmother, grandfather, grandma, grandpa, uncle, aunt, baby, toddler, child, kid,
 kids, children, boy, girl, brother, sister, friend, neighbor, tenant, customer, worker, coworker,
 employee, technician, tech, plumber, electrician, contractor, helper, man, woman, lady, guy, guys,
 people, person, roommate, boyfriend, girlfriend, partner, everyone
SELF: i, we
ILLNESS: heart attack, stroke, seizure, chest pain|pains, asthma attack, allergic reaction, overdose
RESCUE: 911, 9 1 1, nine one one, ambulance, paramedic, paramedics, fire department, police
MONEY: price~, pricing, bill, bills, quote~, cost~, charged, charges, rate~, invoice, estimate,
 expensive, total
EMERGENCY: emergency
"""
"""What is named; the longest name that fits is read, so `water heater` is no water."""

SIGNS = """
SMELL: smell~, smelly, smelt, odor~, odour~, sniff~, whiff, scent, stench, reek~, stink~, fumes
LEAK: leak, leaks, leakage
LEAKING: leaking, leaked, escaping, seeping, venting, hiss~, spew~, blowing|coming|pouring out
HISSING: hiss~
FULL: full of, fill~ with|up|_
HIT: hit, hits, cut, broke, broken, busted, burst~, rupture~, sever~, puncture~, snap~, rip~, nick~,
 slice~, struck, crack~, tore, ran over, drilled|dug through|into|up
SOUNDING: go|goes|going|gone|went off, going, blare~, sounding, ringing, scream~, shriek~, trip~,
 triggered
BEEPING: beep~, chirp~, flashing, red, high, reading, warning, says, will not stop|quit
SICK: dizzy, headache, headaches, nauseous, nausea, lightheaded, light headed, woozy, vomiting,
 throwing up, feel|feels|feeling sick, making|made|makes us|me|everyone sick
ON_FIRE: on fire, ablaze, flames, inferno, catch~|caught on|_ fire
SMOKING: smoking, smoked, smokes, smoldering, smouldering
BURNING: burn, burning, burnt, burned, scorch~, charred, singed, melt~
HOT: hot, warm
CRACKLING: crackl~, crackle~, sizzl~, sizzle~
SPARKING: sparking, sparked, arcing, arced, blue flash
FLYING: come~, coming, fly~, shoot~, throw~, make~, see, saw, seeing, from, out, in, inside,
 everywhere
SHOCKED: shock, shocks, shocked, shocking me|us|him|her|people, zap~, jolt~, tingl~, tingle~
ELECTROCUTED: electrocute~, electrocution, electric|electrical shock|shocks
GOT: get~, got, gotten, gave, give, gives, giving, feel~, felt, keep, keeps, been
TOUCHED: touch~
FELT: feel~, felt, gave|gives|giving me|us|him|her
TOUCH: touch~, plug~, when, whenever, off, from
WHOM: me, us, him, her, people, my, our
DOWN: down, fell, fallen, falling, hang~, dangling, ground, laying, lying, jumping, knocked,
 rip~|pull~|tore|torn off, pulled the|my|our|it off, off my|the|our house|roof
LYING: fell, hang~, dangling, ground, jumping, came down, down in|on|across, rip~|pull~|torn off
BARE: exposed, bare, live, frayed, downed, fallen
COMING: come, comes, coming, came, ran, rose, shot, pour~, billow~, roll~, rise~, fill~, leak~,
 run, running, rain~, bubble~, got, getting, went, gets, rushing, flow~, stream~
ENTERING: come~, coming, came, drip~, leaking, leaks, pour~, run, running, ran, getting, got, went
THROUGH: through, into, down, of, from, onto, under
GUSHING: gush~, pouring, pours, poured, spray~, spew~, squirt~, shooting, shoots, flood~, rushing,
 dumping, geyser, rising
ALL_OVER: everywhere, every where, all over
BURST: burst~, busted, rupture~, explode~, blew|blown up, split open, let go
BROKE: broke, broken, break, snap~, popped|came|broke|blew|fell off, blew, cut, drilled into|through
UNDER: under water, underwater, submerged, full of water, filling|filled|fills up|_ with water,
 filling up
OVERFLOWING: overflow~, running over, spilling over
FLOOD: flood, flooding, flooded
CAN_NOT: can not, will not
STOP: stop, quit, shut
FALLING: collaps~, collapse~, cave~, fell, falling, come|coming down, bulge~
HURT: hurt, injured, bleed~, unconscious, unresponsive, choking, suffocating, drowning, scalded,
 stabbed, shot, poisoned, overdosed, trapped, pinned, burned badly|bad|really|real,
 badly|severely burned
FAINTED: passed out, collapsed, fainted, dying, fell off|down|from, stopped breathing, is down,
 caved in on, drank, swallowed, stuck under|in|inside|beneath|between, breaking in|into
UNABLE: can not|barely breathe, can not get up, not breathing|moving|responding|responsive|waking
HAVING: having, has, have, is
CALL: call, need, needs, send, get, dial
EXPLODED: exploded, exploding, blew|blown up
URGING: hurry, quick, quickly, right|_ now, please|_ help|hurry|come, help me|us, my address,
 can|could|please|_ you|_ send someone|somebody|help, what should|do i|we do, thank you, thanks
DESPAIR: kill|killing myself, end my life, suicide, suicidal, want to die
"""
"""What is noticed of them or happens to them; every way to read a word counts."""

OTHER_MEANINGS = """
HARMLESS: gas bill|bills|station|company|man|guy|price|prices|mileage|card|inspection, sewer gas,
 out of gas, carbon monoxide test|testing|tests|inspection, sick of, sick and tired, catch up,
 burner|stove|pilot|blue|yellow|orange flames, guys|you|team|phone are|is on fire, as fire,
 light|lit|build|make a fire, where there is smoke there is fire, where there is smoke,
 fire extinguisher|extinguishers,
 fire place|pit|pits|door|doors|wall|walls|code|codes|sale|drill|marshal|inspector|escape|station|
 truck|chief|hydrant|wood|safety|rated|rating|proof|hazard|watch|up|away|sprinkler|sprinklers|
 damage|insurance|suppression|inspection|inspections|him|her|them|you|someone|people,
 fire|smoke alarm|alarms panel, smoke damage|break|free|shop|test|tests,
 smoking deal|area|section|allowed|policy, no smoking, smoked glass|meat|turkey|chicken|fish,
 static shock|shocks, shock~ you, shocked to|nobody, shocked at how, shock absorber|absorbers,
 burning question|up|through|money|oil|fuel|gas|wood, burned by,
 burned|burnt|burn|burning|burns out|down, burning hot in|outside|up|upstairs,
 burning too|more, hot tub, hot|warm air, light bulb|bulbs, arc fault,
 spark plug|plugs|ignition|ignitor|igniter|interest|my|electric|electrical, sparked my,
 wire shelf|shelves|rack, dryer|vacuum|vent hose, phone|telephone|internet|cable line|lines,
 flood light|lights|zone|zones|insurance|plain|damage|sensor|sensors|alarm|alarms|control|stop|
 detector|detectors|map|vent|vents, flood of calls|messages|emails, inbox is|was flooded,
 flooded the engine|motor|carburetor, flood~ with calls|emails|messages|work|requests|orders,
 no hot water, hard water, pouring rain|concrete, it is pouring outside|rain|here,
 water bill|bills|damage|stain|stains|pressure|company, stop dripping|running,
 emergency light|lights|lighting|exit|exits|generator|generators|kit|kits|contact|contacts|fee|
 fees|rate|rates|charge|charges|price|prices|pricing|cost|costs|shutoff|shut|number|numbers|line|
 phone|fund|power|backup|release|hours|switch|stop|pan|plan|drain|heat|department|room|button,
 septic|sewage|sewer pump went|goes|going|gone out|bad|down, emergency call button, explosion of,
 dying to|for, dying in this, breathe new life, hurt~ my feelings|ears,
 drowning in paperwork|work|calls|bills|debt, stuck in traffic|meetings, stuck in a meeting,
 blew|blow|blowing up my|our|your phone
"""
"""The same words in compounds and idioms that report no danger."""
