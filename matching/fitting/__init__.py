"""How the engine's numbers were made: run by hand, their results are kept in the repository."""
