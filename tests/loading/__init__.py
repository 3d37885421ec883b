"""Tests of `briefings/loading`."""
