"""The formats of a note: one module each, listed here."""
