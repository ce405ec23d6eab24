"""A small TwiML player: the caller's and Twilio's side of a phone call, without Django."""
