"""Gaps in the facts about a partner, and how people read them."""
