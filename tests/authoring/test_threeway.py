"""Tests of three-way comparison: the changes of each side, and conflicts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.authoring.threeway import Conflict, Edit, find_conflicts, find_edits

TEXTS = st.lists(st.sampled_from("abcd"), max_size=8).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)


def letters_as_lines(lines: str) -> str:
    """Return a text with each letter as a line."""
    return "".join(f"{line}\n" for line in lines)


def test_changes_are_told_by_line() -> None:
    """An edit has the place, the lines that were there and those that are."""
    assert find_edits(letters_as_lines("abc"), letters_as_lines("xbcd")) == (
        Edit(0, ("a",), ("x",)),
        Edit(3, (), ("d",)),
    )
    assert find_edits(letters_as_lines("abc"), letters_as_lines("ac")) == (Edit(1, ("b",), ()),)
    assert find_edits(letters_as_lines("abc"), letters_as_lines("abc")) == ()


@given(old=TEXTS, new=TEXTS)
def test_changes_make_one_text_of_the_other(old: str, new: str) -> None:
    """Made one by one, from the last to the first, the edits turn the old text into the new one."""
    lines = old.splitlines()
    for edit in reversed(find_edits(old, new)):
        assert tuple(lines[edit.start : edit.end]) == edit.old_lines
        lines[edit.start : edit.end] = edit.new_lines
    assert lines == new.splitlines()


@pytest.mark.parametrize(
    ("theirs", "ours", "expected"),
    [
        ("abcdef", "abcdef", ()),
        ("xbcdef", "abcdef", ()),
        ("abcdef", "xbcdef", ()),
        ("xbcdef", "abcdex", ()),  # far from each other
        ("xbcdef", "xbcdef", ()),  # both the same
        ("xbcdef", "ybcdef", (Conflict(("a",), ("x",), ("y",)),)),
        ("xbcdef", "aycdef", (Conflict(("a", "b"), ("x", "b"), ("a", "y")),)),  # next to each other
        ("abxcdef", "abydef", (Conflict(("c",), ("x", "c"), ("y",)),)),
        ("abef", "abxdef", (Conflict(("c", "d"), (), ("x", "d")),)),
        ("xbcdey", "zbcdew", (Conflict(("a",), ("x",), ("z",)), Conflict(("f",), ("y",), ("w",)))),
        ("abcdefx", "abcdefy", (Conflict((), ("x",), ("y",)),)),
    ],
)
def test_where_both_sides_changed_the_same_lines(
    theirs: str, ours: str, expected: tuple[Conflict, ...]
) -> None:
    """Of lines that both changed, or that touch, each side is told, unless both say the same."""
    assert (
        find_conflicts(letters_as_lines("abcdef"), letters_as_lines(theirs), letters_as_lines(ours))
        == expected
    )


@given(base=TEXTS, theirs=TEXTS, ours=TEXTS)
def test_conflicts_are_parts_of_the_texts_and_the_same_from_both_sides(
    base: str, theirs: str, ours: str
) -> None:
    """What a conflict says of each text stands in it, and the other way round it is the same conflict."""
    found = find_conflicts(base, theirs, ours)
    for conflict in found:
        for lines, whole in ((conflict.base, base), (conflict.theirs, theirs), (conflict.ours, ours)):
            assert letters_as_lines("".join(lines)) in whole
    turned = find_conflicts(base, ours, theirs)
    assert found == tuple(Conflict(each.base, each.ours, each.theirs) for each in turned)


@given(base=TEXTS, other=TEXTS)
def test_one_side_alone_is_never_in_conflict(base: str, other: str) -> None:
    """Where only one side changed something, or both the same, there is no conflict."""
    assert (
        find_conflicts(base, other, base)
        == find_conflicts(base, base, other)
        == find_conflicts(base, other, other)
        == ()
    )
