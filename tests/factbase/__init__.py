"""Tests of `briefings/factbase`."""
