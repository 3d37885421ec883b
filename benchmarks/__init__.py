"""Benchmarks that compare Briefings with other ways to do the same: `python -m benchmarks`."""
