"""A number connected to us at Twilio: what should stand there, what does, and setting it."""
