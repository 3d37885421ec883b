"""Tests of `briefings/authoring`."""
