"""What one note may say: the only place that decides what is withheld."""
