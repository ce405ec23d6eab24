"""How this app's settings look in the API."""
