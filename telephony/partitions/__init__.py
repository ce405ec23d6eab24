"""The months by which PostgreSQL keeps calls and turns: docs/adr/0020."""
