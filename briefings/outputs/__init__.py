"""Renderers of a note, one module for each format, with their fonts and style sheets."""
