"""Reviews: the facts that are due, the answers to them, and the records of both."""
