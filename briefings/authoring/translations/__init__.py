"""Translations of facts: frames to fill in, and names that have none."""
