"""Years of calls in a PostgreSQL of its own (`make years`): what each query costs there."""
