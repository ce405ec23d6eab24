"""Tests of voices of other makers."""
