"""The view of one note, and the only filter by audience."""
