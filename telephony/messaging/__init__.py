"""Text messages: the outbox, who sends it, and what is answered."""
