"""What to put into the parameters of a path so that it names something that is there."""

from typing import Any

from knowledge.models import QuestionAnswer
from templates_brain.models import ConfigurationChange, Scenario, Variable
from tests.api.world import World

_NAMED = {
    "scenarioKey": (Scenario, "key"),
    "version": (ConfigurationChange, "version"),
    "name": (Variable, "name"),
}
_IDS = {"knowledge-management": QuestionAnswer}


def parameters_of(path: str, world: World) -> dict[str, Any]:
    """Return the path's parameters with what the world has of each."""
    parts = path.strip("/").split("/")
    names = [part[1:-1] for part in parts if part.startswith("{")]
    return {name: _sample(name, parts, world) for name in names}


def _sample(name: str, parts: list[str], world: World) -> Any:
    if name == "companyId":
        return str(world.company.id)
    model, column = _NAMED.get(name) or (_IDS[parts[parts.index(f"{{{name}}}") - 1]], "pk")
    return str(getattr(world.rows[model], column))
