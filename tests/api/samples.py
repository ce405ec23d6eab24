"""What to put into the parameters of a path so that it names something that is there."""

from typing import Any

from tests.api.world import World

_NAMED = {
    "scenarioKey": ("templates_brain.Scenario", "key"),
    "version": ("templates_brain.ConfigurationChange", "version"),
    "name": ("templates_brain.Variable", "name"),
    "callSid": ("telephony.Call", "call_sid"),
}
_IDS = {
    "knowledge-management": "knowledge.QuestionAnswer",
    "appointments": "telephony.Appointment",
    "messages": "telephony.Message",
    "phone-numbers": "tenants.PhoneNumber",
    "users": "tenants.User",
    "unanswered": "telephony.CallTurn",
}


def parameters_of(path: str, world: World) -> dict[str, Any]:
    """Return the path's parameters with what the world has of each; the oldest of its kind."""
    parts = path.strip("/").split("/")
    names = [part[1:-1] for part in parts if part.startswith("{")]
    return {name: _sample(name, parts, world) for name in names}


def _sample(name: str, parts: list[str], world: World) -> Any:
    if name == "companyId":
        return str(world.company.id)
    label, column = _NAMED.get(name) or (_IDS[parts[parts.index(f"{{{name}}}") - 1]], "pk")
    return str(getattr(world.rows[label], column))
