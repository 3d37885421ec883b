"""Diplomatic briefing notes from dated, cited facts."""

__version__ = "0.2.0"
