"""Contradictions planted in facts that are without fault, to see whether the checks find each, once, and nothing else.

`facts/` holds two fictional partners, which stand beside copies of two real ones; `plants/` the contradictions,
`lookalikes/` what only looks like one.
"""
