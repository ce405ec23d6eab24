"""PostgreSQL as Django knows it, except that a process that serves does not wait for one away."""
