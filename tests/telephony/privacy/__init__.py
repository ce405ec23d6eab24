"""Tests of how long what callers said is kept, and how it is forgotten."""
