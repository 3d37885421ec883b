"""Claims: statements of a sentence on any matter, compared with the facts and with earlier sentences of its text.

Extend this package for a statement that no other part compares, or that two sentences of one text may contradict:
births, ages, ranks, lengths, places, leaders of institutions without a post on record, renamings, the order of two
things. Each module finds one kind of statement in a sentence in its usual order of words; `reader` lists the rules.
Facts (`rules/told_otherwise`) and finished texts (`audit`) are read by the same `ClaimReader`.
"""
