"""Tests of editions: what is issued is kept, and can be found again."""
