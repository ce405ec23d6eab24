"""A company's own words: replaced as a list, never touching the template's."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError

from matching.engine import normalise
from templates_brain.history import keep_state, record_change
from templates_brain.models import FillerWord, Section, UrgencyKeyword
from templates_brain.models.fields import Origin

WORD_MAX_CHARS = 64
WORDS_MAX = 200


def heard_word(text: str) -> str:
    """Return a word or phrase as the engine hears it; raises Django's `ValidationError`."""
    word = normalise(text).text
    if not word:
        raise ValidationError("Write something that can be said.")
    if len(word) > WORD_MAX_CHARS:
        raise ValidationError(f"This is heard as more than {WORD_MAX_CHARS} characters.")
    return word


def heard_filler(text: str) -> str:
    """Return a filler as the engine hears it; raises Django's `ValidationError`."""
    word = heard_word(text)
    if len(word) == 1:
        raise ValidationError("One letter is no filler: callers spell names and say A C.")
    return word


def replace_filler_words(words: Iterable[str], *, actor: str) -> None:
    """Make these, as they are heard, the bound company's own filler words, each once."""
    keep_state()
    own, wanted = FillerWord.objects.filter(origin=Origin.COMPANY), set(words)
    if wanted == set(own.values_list("word", flat=True)):
        return
    own.delete()
    FillerWord.objects.bulk_create(FillerWord(word=word) for word in sorted(wanted))
    record_change(actor, "filler_words_changed", [Section.WORDS])


def replace_urgency_keywords(keywords: Iterable[Mapping[str, Any]], *, actor: str) -> None:
    """Make these, as they are heard, the bound company's own; the last weight of a word counts."""
    keep_state()
    own = UrgencyKeyword.objects.filter(origin=Origin.COMPANY)
    wanted = {one["word"]: one["weight"] for one in keywords}
    if wanted == dict(own.values_list("word", "weight")):
        return
    own.delete()
    UrgencyKeyword.objects.bulk_create(
        UrgencyKeyword(word=word, weight=weight) for word, weight in wanted.items()
    )
    record_change(actor, "urgency_keywords_changed", [Section.WORDS])
