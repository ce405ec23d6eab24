"""Labels in lists: said where something is so, left out where it is not."""

from collections.abc import Callable
from typing import Any

from unfold.decorators import display


def label_of(column: str, word: str, variant: str) -> Callable[[Any, Any], str | None]:
    """Return a list column that labels the rows whose boolean `column` is true with `word`."""

    @display(description=word.capitalize(), ordering=column, label={word: variant})
    def label(page: Any, row: Any) -> str | None:
        return word if getattr(row, column) else None

    return label
