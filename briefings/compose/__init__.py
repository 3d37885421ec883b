"""Composition of a `Brief` from a `View`, by way of templates."""
