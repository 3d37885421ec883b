"""The inbox: what waits for a person, and what is done about each."""
