"""Tests of `briefings/views`."""
