"""The store of all facts, and what they say on a given day."""
