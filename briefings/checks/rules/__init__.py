"""Rules about facts, one check per module; the docstring of each module is its manual page."""
