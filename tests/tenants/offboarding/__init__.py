"""Tests of how a company leaves."""
