"""Tests of `briefings/lint`."""
