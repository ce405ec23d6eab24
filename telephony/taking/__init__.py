"""Taking details from a caller: what to ask, what was said, and what comes of it; no framework."""
