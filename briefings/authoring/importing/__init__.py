"""Import of lists that others keep: files are read into rows, and rows become proposals."""
