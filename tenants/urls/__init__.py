"""The paths of this app: of signing in, and a company's."""
