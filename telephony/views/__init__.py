"""The API of what sees everything of a company."""
