"""Proposals: facts that wait for a person, what is doubtful about them, and what accepting them changes."""
