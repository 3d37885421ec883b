"""Tests of `briefings/build`."""
