"""Tests of what is said, made fit for speech."""
