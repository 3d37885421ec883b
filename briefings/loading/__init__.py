"""From the text of fact files to one `FactBase`, with every problem found in one pass."""
