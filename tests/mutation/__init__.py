"""Mutation of the modules that keep companies apart: each change to them has to break a test."""
