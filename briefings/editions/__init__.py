"""The editions of a project: notes that were issued, with their numbers, their readers and their bytes."""
