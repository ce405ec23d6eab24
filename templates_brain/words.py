"""A company's own words: replaced as a list, never touching the template's."""

from collections.abc import Iterable, Mapping
from typing import Any

from templates_brain.history import keep_state, record_change
from templates_brain.models import FillerWord, Section, UrgencyKeyword
from templates_brain.models.fields import Origin


def replace_filler_words(words: Iterable[str], *, actor: str) -> None:
    """Make these the bound company's own filler words, each once, in small letters."""
    keep_state()
    FillerWord.objects.filter(origin=Origin.COMPANY).delete()
    FillerWord.objects.bulk_create(FillerWord(word=word) for word in _each_once(words))
    record_change(actor, "filler_words_changed", [Section.WORDS])


def replace_urgency_keywords(keywords: Iterable[Mapping[str, Any]], *, actor: str) -> None:
    """Make these the bound company's own urgency keywords; the last weight of a word counts."""
    keep_state()
    weights = {" ".join(one["word"].lower().split()): one["weight"] for one in keywords}
    UrgencyKeyword.objects.filter(origin=Origin.COMPANY).delete()
    UrgencyKeyword.objects.bulk_create(
        UrgencyKeyword(word=word, weight=weight) for word, weight in weights.items()
    )
    record_change(actor, "urgency_keywords_changed", [Section.WORDS])


def _each_once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(" ".join(word.lower().split()) for word in words))
