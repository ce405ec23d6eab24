"""Regular expressions as RE2 takes them: no pattern that staff or companies write can hang."""

from typing import Any

import re2

from matching.engine.index import REGEX_MEMORY_BYTES

PATTERN_MAX_CHARS = 500


def pattern_fault(text: str) -> str | None:
    """Return why RE2 does not take the pattern, or None; nothing goes to standard error."""
    if len(text) > PATTERN_MAX_CHARS:
        return f"A pattern has at most {PATTERN_MAX_CHARS} characters."
    return None if _compiled(text) else f"RE2 refuses {text!r}."


def trigger_fault(text: str) -> str | None:
    """Return why the engine does not take the pattern as a trigger, or None."""
    compiled = _compiled(text) if len(text) <= PATTERN_MAX_CHARS else None
    if compiled and compiled.search(""):
        return f"{text!r} matches anything."
    return pattern_fault(text)


def _compiled(text: str) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = REGEX_MEMORY_BYTES
    try:
        return re2.compile(text, options)
    except re2.error:
        return None
