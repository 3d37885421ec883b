"""Tests of `briefings/compose`."""
