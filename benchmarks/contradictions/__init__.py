"""Benchmark of the checks: contradictions planted in clean facts must each be found once, and nothing else.

`facts/` has two fictional partners, which join copies of two real ones. `plants/` has the contradictions, `lookalikes/`
texts that only look like one.
"""
