"""The pages of sources, and texts that a reader brings."""
