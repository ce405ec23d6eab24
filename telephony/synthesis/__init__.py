"""Voices of other makers: replies made into audio, kept by content, and played to the caller."""
