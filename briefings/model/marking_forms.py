"""The printed forms of a marking: the banner of a page, and the mark of a paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.model.marking_axes import PERMISSIVE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefings.model.marking_axes import Axis
    from briefings.model.markings import Marking, MarkingScheme

__all__ = ["banner", "portion"]


def banner(scheme: MarkingScheme, marking: Marking, language: str, position: str) -> str:
    """Return a marking in full.

    Args:
        scheme: its scheme.
        marking: in its simple form.
        language: BCP 47 tag; a form that is written in one language only is printed in that one.
        position: `top` or `bottom` of a page.
    """
    level = _in_language(scheme.names[marking.level], language)
    parts = [f"{_owner_word(scheme, marking)} {level}".strip()]
    for axis in scheme.axes:
        values = _shown_values(scheme, axis, marking)
        if values and axis.place in {"both", position}:
            names = [(axis.tags[v].name if v in axis.tags else None) or {language: v} for v in values]
            parts.append(_axis_text(axis, [_in_language(name, language) for name in names], language))
    return "".join(parts)


def portion(scheme: MarkingScheme, marking: Marking, language: str) -> str:
    """Return the short form of a marking, in brackets."""
    parts = [scheme.portions[marking.level]]
    for axis in scheme.axes:
        if (values := _shown_values(scheme, axis, marking)) and axis.place == "both":
            words = [(axis.tags[v].short if v in axis.tags else "") or v for v in values]
            parts.append(_axis_text(axis, words, language))
    return f"({''.join(parts)})"


def _axis_text(axis: Axis, words: list[str], language: str) -> str:
    """Return the words of an axis, with what separates them from those before."""
    around = (
        _in_language(axis.prefix, language),
        axis.between.join(words),
        _in_language(axis.suffix, language),
    )
    return axis.before + " ".join(filter(None, around))


def _owner_word(scheme: MarkingScheme, marking: Marking) -> str:
    """Return the word before the level: that of the level, of the context, or of the owner."""
    if scheme.owner is None:
        return ""
    word = scheme.owner_words.get(marking.level) or scheme.owner.contexts.get(marking.owner)
    return word or scheme.owner.name


def _shown_values(scheme: MarkingScheme, axis: Axis, marking: Marking) -> list[str]:
    """Return the values of a marking on an axis in the order of print.

    A release list gives first its countries, then its groups, each in alphabetical order.
    """
    values = set(marking.values(axis.id))
    if axis.kind != PERMISSIVE:
        order = {tag_id: number for number, tag_id in enumerate(axis.tags)}
        return sorted(values, key=lambda value: (order.get(value, len(order)), value))
    if not values:
        return []
    owner = scheme.owner.community if scheme.owner else ""
    groups = []
    remaining = set(values)
    for group, listed in scheme.groups.items():
        members = {*listed} - {owner}
        if members and members <= values and not members.isdisjoint(remaining):
            groups.append(group)
            remaining -= members
    shown = [*sorted(remaining), *sorted(groups)]
    return {"first": [owner, *shown], "last": [*shown, owner]}.get(axis.owner, shown)


def _in_language(names: Mapping[str, str], language: str) -> str:
    """Return a form in a language, else in the first that it has; empty if it has none."""
    return names.get(language) or next(iter(names.values()), "")
