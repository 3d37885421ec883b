"""Explanations: what a fact or some words of a note rest on, and the search over everything that a project says."""
