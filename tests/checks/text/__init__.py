"""Tests of `briefings/checks/text`."""
