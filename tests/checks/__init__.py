"""Tests of `briefings/checks`."""
