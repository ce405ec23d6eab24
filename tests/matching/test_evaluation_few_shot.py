"""Public data becomes made-up companies, the same for a seed."""

from matching.engine import Catalog
from matching.evaluation.few_shot import few_shot_catalog

INTENTS = [f"intent_{place}" for place in range(10)]
TRAIN = [[f"say {number} of {intent}", intent] for intent in INTENTS for number in range(20)]


def test_the_catalog_has_k_triggers_of_each_intent_from_its_own_training_texts() -> None:
    catalog = few_shot_catalog(TRAIN, INTENTS[:3], k=5, seed=1)

    assert [one["id"] for one in catalog["scenarios"]] == INTENTS[:3]
    assert [len(set(one["triggers"])) for one in catalog["scenarios"]] == [5, 5, 5]
    assert all(
        trigger.endswith(one["id"]) for one in catalog["scenarios"] for trigger in one["triggers"]
    )
    assert len(Catalog.from_document(catalog).scenarios) == 3


def test_an_intent_draws_the_same_triggers_whatever_the_others_are() -> None:
    few, many = (few_shot_catalog(TRAIN, INTENTS[:size], k=5, seed=1) for size in (1, 9))

    assert few["scenarios"][0] == many["scenarios"][0]
    assert few != few_shot_catalog(TRAIN, INTENTS[:1], k=5, seed=2)


def test_fewer_texts_than_k_are_all_taken() -> None:
    catalog = few_shot_catalog([["a", "x"], ["b", "x"], ["a", "x"]], ["x"], k=5, seed=1)

    assert sorted(catalog["scenarios"][0]["triggers"]) == ["a", "b"]
