"""A company leaves: its archive, its restoration, its removal."""
