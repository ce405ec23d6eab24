"""Mutants that change nothing anybody could notice, each with its reason."""

ACCEPTED: dict[str, str] = {}
