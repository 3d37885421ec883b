"""Coming days of partners: the list of them, and a calendar file."""
