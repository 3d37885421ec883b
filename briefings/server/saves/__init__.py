"""Saves of the live page: what each wrote, and the way back."""
