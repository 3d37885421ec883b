"""Reading of fact files and pictures, with every problem reported in one pass."""
