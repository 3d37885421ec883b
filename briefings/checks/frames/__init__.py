"""Frames: statements read by whom and what a few words name together, in any order and any language of the word lists."""
