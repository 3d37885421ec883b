"""The first page of the live page, and the calendar of contacts."""
