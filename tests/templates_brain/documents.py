"""Scenarios as documents hold them, made up by hypothesis."""

import json
from typing import Any

from hypothesis import strategies as st

from templates_brain.documents import TemplateScenarioDocument
from templates_brain.models.fields import Channel, EntityType, FollowUp, ScenarioStatus

keys = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
texts = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=30
).filter(lambda text: text.strip())
lists = st.lists(texts, max_size=4)
patterns = st.lists(st.sampled_from(["[0-9]+", r"\bsnak(e|ing)\b", '["a"]', "=a", "a\nb", "^-"]))
facts = st.dictionaries(keys, st.booleans() | st.integers(-9, 9) | texts, max_size=2)
weights = st.dictionaries(texts, st.floats(0.1, 9), max_size=2)
entities = st.lists(
    st.fixed_dictionaries(
        {"name": keys, "type": st.sampled_from(EntityType.values), "required": st.booleans()}
    ),
    max_size=2,
    unique_by=lambda one: one["name"],
)
escalations = st.sampled_from([{}, {"escalate": {"first": "people"}}])


@st.composite
def scenario_documents(draw: st.DrawFn, category: str = "talk") -> dict[str, Any]:
    """Return a scenario with any content, as a version holds it."""
    given = {
        "key": draw(keys),
        "name": draw(texts),
        "category": category,
        "status": draw(st.sampled_from(ScenarioStatus.values)),
        "priority": draw(st.integers(-10, 100)),
        "isEmergency": draw(st.booleans()),
        "minScore": draw(st.none() | st.floats(0, 1)),
        "channel": draw(st.sampled_from(Channel.values)),
        "cooldownTurns": draw(st.integers(0, 9)),
        "preconditions": {"requires": draw(facts)},
        "effects": {"set": draw(facts)},
        "followUp": draw(st.sampled_from(FollowUp.values)),
        "triggers": draw(st.lists(texts, min_size=1, max_size=4)),
        "regexTriggers": draw(patterns),
        "quickReplies": draw(st.lists(texts, min_size=1, max_size=3)),
        "fullReplies": draw(lists),
        "replyWeights": draw(weights),
        "hookParameters": draw(escalations),
        "entities": draw(entities),
        "notes": draw(texts),
    }
    schema = TemplateScenarioDocument(data=given)
    schema.is_valid(raise_exception=True)
    return as_plain(TemplateScenarioDocument(schema.validated_data).data)


def as_plain(document: Any) -> Any:
    """Return a serializer's data as JSON has it."""
    return json.loads(json.dumps(document))
