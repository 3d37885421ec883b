"""Tests of `briefings/schema`."""
