"""Many callers of many companies at once: how long they wait, what is lost, what is mixed up.

`python -m tests.load` (or `make load`) furnishes a PostgreSQL, a Redis and the production server
of its own, plays the calls, prints a table and one JSON line, and draws. What happens while
something of that is away is in `tests/faults`.
"""
