"""Tests of `briefings/outputs/word`."""
