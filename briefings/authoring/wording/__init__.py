"""Facts in the words of people at work: titles, stages, days and messages."""
