"""Tests of `briefings/model`."""
