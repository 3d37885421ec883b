"""Readers of texts: they find names, titles, dates, numbers and phrases, in the languages of the word lists.

A new word goes into a list in `words/LANGUAGE.yaml`; a pattern names the lists that it needs. Whether a statement is
true is decided elsewhere: by `claims`, `frames` and the comparers in `briefings.checks`.
"""
