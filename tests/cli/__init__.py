"""Tests of `briefings/cli`."""
