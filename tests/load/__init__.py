"""Many callers of many companies at once, while workers are killed: what is lost, what is mixed up.

`python -m tests.load` (or `make load`) furnishes a PostgreSQL, a Redis and the production server
of its own, plays the calls, and prints a table and one JSON line.
"""
