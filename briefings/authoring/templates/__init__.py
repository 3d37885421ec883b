"""Template files of a project: copies, overrides, and what changed around them."""
