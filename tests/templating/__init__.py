"""Tests of `briefings/templating`."""
