"""Tests of `briefings/diff`."""
