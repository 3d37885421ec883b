"""Tests of `briefings/server`."""
