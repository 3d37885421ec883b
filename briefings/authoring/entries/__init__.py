"""New entries of fact files: from what a person types to lines that the loader reads, and the removal of entries."""
