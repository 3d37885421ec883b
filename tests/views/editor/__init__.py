"""Tests of `briefings/views/editor`."""
