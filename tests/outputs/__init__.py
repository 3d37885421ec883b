"""Tests of `briefings/outputs`."""
