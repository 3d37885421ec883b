"""The tests of Briefings."""
