"""Edits of fact files that keep comments, order and layout; the only package that reads YAML to write it."""
