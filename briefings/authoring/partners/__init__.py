"""New partners and projects, and the list of partners."""
