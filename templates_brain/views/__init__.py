"""The API of a company's configuration."""
