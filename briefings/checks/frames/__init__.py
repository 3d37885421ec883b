"""Frames: statements on offices, memberships, agreements and names, in any order of words.

A frame reads no grammar: it takes the person or thing, the time and the cue that one clause, or one cell with its
headings, names together. So it also reads tables, lists, answers, and sentences whose order of words `claims` and the
comparers beside `engine` do not know. Extend it for another order or another kind of table; `reader` lists the modules.
The audit asks frames last, and only about sentences in which nothing else has found a contradiction.
"""
