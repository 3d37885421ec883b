"""Notes in the live page: the page of one, its days, what is new in it, and its files."""
