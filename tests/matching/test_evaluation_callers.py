"""The callers that matching is measured on ask for what the bundled brains have."""

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

from matching.evaluation.labelled import read_labelled

CALLERS = Path("tests/data/callers.jsonl").read_bytes().splitlines()
BRAINS = Path("templates_brain/brains")


def keys_of(template: str) -> set[str]:
    content = yaml.safe_load((BRAINS / f"{template}.yaml").read_text(encoding="utf-8"))
    return {scenario["key"] for scenario in content["scenarios"]}


@pytest.mark.parametrize("trade", ["plumbing", "hvac", "electrical"])
def test_callers_ask_for_scenarios_of_the_trade_they_called(trade: str) -> None:
    callers = [one for one in read_labelled(CALLERS) if one.trade == trade]

    wanted = {key for one in callers for key in (*one.expects, *one.accepts)}

    assert len(callers) > 150
    assert wanted - keys_of(trade) - keys_of("universal") == set()


def test_callers_speak_as_speech_recognition_prints() -> None:
    texts = [json.loads(line)["text"] for line in CALLERS]

    assert [text for text in texts if set(text) - set("abcdefghijklmnopqrstuvwxyz' ")] == []


def test_our_callers_are_many_and_of_all_kinds() -> None:
    callers = read_labelled(CALLERS)

    trades = Counter(one.trade for one in callers)
    assert len(callers) >= 480
    assert set(trades) == {"plumbing", "hvac", "electrical"}
    assert len({one.text for one in callers}) == len(callers)
    assert sum(not one.is_in_scope for one in callers) >= 80
    assert sum(one.is_two_in_one for one in callers) >= 50
    assert len({key for one in callers for key in one.expects}) >= 120
