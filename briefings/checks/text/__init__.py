"""Tools that find names, titles, dates and sentences in texts."""
