"""The taking of details as a turn of the call meets it: begun, gone on with, and resumed."""

from collections.abc import Iterable

from matching.engine import Decision
from telephony.agent import AgentProfile, Script
from telephony.taking import fields, phrases
from telephony.taking.answer import Answer
from telephony.taking.desk import Desk, Occasion
from telephony.taking.fields import USUAL_FIELDS, Field
from telephony.taking.hearing.hearing import hear
from telephony.taking.hearing.meant import Meant
from telephony.taking.opening import offer_taking, open_taking
from telephony.taking.questions import joined, question, statements
from telephony.taking.readings import as_text
from telephony.taking.state import Step, Taking

LEADING_AWAY = frozenset({"transfer", "escalate", "end_call", "repeat"})


def begin_taking(
    profile: AgentProfile, key: str, said: tuple[str, str], urgency: float, occasion: Occasion
) -> Answer | None:
    """Begin what a scenario takes; None where it takes nothing.

    `said` are the caller's words and the scenario's reply.
    """
    script = profile.scripts.get(key)
    hook = hook_of(script) if script else ""
    if script is None or not hook:
        return None
    parameters = script.hook_parameters.get(hook, {})
    urgent = max(urgency, float(parameters.get("urgency", 0)))
    asked = script.fields or _usual_fields(hook, profile.scripts.values())
    taking = Taking(hook, key, asked, parameters, urgency=urgent)
    begin = open_taking if is_firm(script) else offer_taking
    return begin(taking, *said, desk_of(profile, occasion))


def begin_message(profile: AgentProfile, occasion: Occasion) -> Answer:
    """Begin to take a message for the team, whatever it is about."""
    asked = _usual_fields(fields.MESSAGE, profile.scripts.values())
    return open_taking(Taking(fields.MESSAGE, "", asked), "", "", desk_of(profile, occasion))


def begin_visit(
    profile: AgentProfile, said: tuple[str, str], urgency: float, occasion: Occasion
) -> Answer | None:
    """Begin to take a visit for who told where to come; None where the company takes none.

    `said` are the caller's words, and those that tell the problem, if any do.
    """
    script = next((one for one in profile.scripts.values() if _takes_visits(one)), None)
    if script is None:
        return None
    parameters = script.hook_parameters.get(fields.BOOK, {})
    taking = Taking(fields.BOOK, script.key, script.fields, parameters, urgency=urgency)
    one = taking.first_of(frozenset({fields.TEXT}))
    problem = {one.name: as_text(said[1])} if one and said[1] else {}
    desk = desk_of(profile, occasion)
    return open_taking(taking.with_told(problem), said[0], phrases.THANKS, desk)


def _takes_visits(script: Script) -> bool:
    return hook_of(script) == fields.BOOK and is_firm(script)


def go_on_taking(
    profile: AgentProfile, taking: Taking, speech: str, decision: Decision, occasion: Occasion
) -> Answer | None:
    """Return what follows from the words, or None where they are to be answered on their own.

    An emergency always is.
    """
    script = profile.scripts.get(decision.id or "") if decision.kind == "scenario" else None
    if decision.emergency or (script and script.is_emergency):
        return None
    meant = _meant(profile, taking, decision, script)
    return hear(taking, speech, meant, desk_of(profile, occasion))


def hook_of(script: Script) -> str:
    """Return the hook of a scenario that takes details, or nothing."""
    return next((hook for hook in script.action_hooks if hook in USUAL_FIELDS), "")


def is_firm(script: Script) -> bool:
    """Whether details are asked for at once, and not only once the caller wants a visit."""
    return hook_of(script) != fields.BOOK or bool(script.fields)


def resume(taking: Taking, text: str, *, is_silence: bool = False) -> str:
    """Return an answer that was given in between, and then the question that is still open."""
    if is_silence:
        return joined(phrases.NOT_HEARD, question(taking))
    return joined(statements(text) or text, phrases.resuming(question(taking)))


def awaits_keys(taking: Taking | None) -> bool:
    """Whether the caller may key a whole number in."""
    one = taking.field if taking else None
    is_asked = taking is not None and taking.step in (Step.ASK, Step.OWN_NUMBER)
    return is_asked and one is not None and one.type == fields.PHONE


def desk_of(profile: AgentProfile, occasion: Occasion) -> Desk:
    """Return what a company's taking of details may look up."""
    return Desk(occasion, profile.hours, profile.scheduling)


def _meant(
    profile: AgentProfile, taking: Taking, decision: Decision, script: Script | None
) -> Meant:
    can_be_said = bool(script and script.replies) or decision.id in profile.answers
    is_answer = decision.kind != "fallback" and not decision.confirm and can_be_said
    acts = {script.follow_up, *script.action_hooks} if script else set()
    hook = hook_of(script) if script else ""
    takes_other = bool(script and hook and is_firm(script) and hook != taking.hook)
    return Meant(
        is_answer=is_answer,
        leads_away=is_answer and (bool(LEADING_AWAY & acts) or takes_other),
        is_same=decision.id == taking.scenario or hook == taking.hook,
        asks_for_it=bool(script and is_firm(script) and hook == taking.hook),
    )


def _usual_fields(hook: str, scripts: Iterable[Script]) -> tuple[Field, ...]:
    """Return what the company's scenario of this hook asks for, else what is usual."""
    told = (script.fields for script in scripts if hook_of(script) == hook and script.fields)
    return next(told, USUAL_FIELDS[hook])
