"""Formatters for comparisons: text for a terminal, JSON, Markdown, and a complete HTML page.

A document has the marking of the audience whose notes are compared, at its top and bottom.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING

from briefings.build.snapshot import join_cells
from briefings.diff.words import diff_words
from briefings.outputs.markdown import escape as escape_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefings.build.comparison import Comparison, LineChange

__all__ = ["FORMATTERS"]

_NO_CHANGES = "No changes."


def _as_text(comparisons: Sequence[Comparison], _marking: str) -> str:
    """Format comparisons for a terminal: deletions in [-brackets-], insertions in {+braces+}."""
    lines: list[str] = []
    for comparison in filter(None, comparisons):
        lines += [f"{comparison.name}: {comparison.title}, {_days_compared(comparison)}"]
        lines += [f"  {fact.what}: {fact.key} ({fact.says})" for fact in comparison.facts]
        for heading, changes in _group_by_section(comparison):
            lines.append(f"  {heading}")
            lines += [f"    {_format_change(change, ('[-', '-]'), ('{+', '+}'))}" for change in changes]
    changed_notes = [comparison.name for comparison in comparisons if comparison]
    lines.append(f"Changed notes: {', '.join(changed_notes)}." if changed_notes else _NO_CHANGES)
    return "\n".join(lines) + "\n"


def _as_json(comparisons: Sequence[Comparison], marking: str) -> str:
    """Format comparisons for programs: a JSON list with one object per note that differs."""
    data = [{"marking": marking, **asdict(comparison)} for comparison in comparisons if comparison]
    return json.dumps(data, ensure_ascii=False, indent=1, default=str) + "\n"


def _as_markdown(comparisons: Sequence[Comparison], marking: str) -> str:
    """Format comparisons as Markdown, with `<del>` and `<ins>` tags."""
    banner = f"**{escape_markdown(marking)}**"
    lines = [banner, "", "# Changes", ""]
    for comparison in filter(None, comparisons):
        lines += [
            f"## {escape_markdown(comparison.title)}",
            "",
            f"{_days_compared(comparison).capitalize()}.",
            "",
        ]
        lines += [
            f"- {fact.what.capitalize()}: `{fact.key}` ({escape_markdown(fact.says)})"
            for fact in comparison.facts
        ]
        for heading, changes in _group_by_section(comparison):
            lines += ["", f"### {escape_markdown(heading)}", ""]
            lines += [
                f"- {_format_change(change, ('<del>', '</del>'), ('<ins>', '</ins>'), escape_markdown)}"
                for change in changes
            ]
        lines.append("")
    changed_notes = [comparison.name for comparison in comparisons if comparison]
    lines.append(f"Changed notes: {', '.join(changed_notes)}." if changed_notes else _NO_CHANGES)
    return "\n".join([*lines, "", banner]) + "\n"


def _as_html(comparisons: Sequence[Comparison], marking: str) -> str:
    """Format comparisons as a complete HTML page, with `<del>` and `<ins>` elements."""
    parts: list[str] = []
    for comparison in filter(None, comparisons):
        facts = "".join(
            f"<li><strong>{escape(fact.what)}</strong>: <code>{escape(fact.key)}</code> ({escape(fact.says)})</li>"
            for fact in comparison.facts
        )
        parts.append(
            f"<section><h2>{escape(comparison.title)}</h2><p>{escape(_days_compared(comparison).capitalize())}.</p>"
        )
        parts.append(f"<ul>{facts}</ul>" if facts else "")
        for heading, changes in _group_by_section(comparison):
            items = "".join(
                f"<li>{_format_change(change, ('<del>', '</del>'), ('<ins>', '</ins>'), escape)}</li>"
                for change in changes
            )
            parts.append(f"<h3>{escape(heading)}</h3><ul>{items}</ul>")
        parts.append("</section>")
    changed_notes = [comparison.name for comparison in comparisons if comparison]
    summary = f"Changed notes: {', '.join(changed_notes)}." if changed_notes else _NO_CHANGES
    parts.append(f"<p>{escape(summary)}</p>")
    return _PAGE.format(content="\n".join(part for part in parts if part), marking=escape(marking))


FORMATTERS = {"text": _as_text, "json": _as_json, "md": _as_markdown, "html": _as_html}

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Changes</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ max-width: 54rem; margin: 0 auto; padding: 1rem; color: #1b2733; background: #fff; font: 1rem/1.55 system-ui, sans-serif; }}
h1, h2 {{ color: #1f4e79; }}
del {{ color: #7a1f1f; background: #fbe9e9; }}
ins {{ color: #14532d; background: #e6f4ea; }}
code {{ overflow-wrap: anywhere; }}
.marking {{ font-weight: bold; text-align: center; }}
</style>
</head>
<body>
<header class="marking">{marking}</header>
<main>
<h1>Changes</h1>
{content}
</main>
<footer class="marking">{marking}</footer>
</body>
</html>
"""


def _days_compared(comparison: Comparison) -> str:
    """Return the day or the two days of a comparison, in words."""
    if comparison.before == comparison.after:
        return f"as at {comparison.after}"
    return f"as at {comparison.before} and as at {comparison.after}"


def _group_by_section(comparison: Comparison) -> Iterator[tuple[str, list[LineChange]]]:
    """Yield the changed lines of each section, with the heading of the section."""
    for heading in dict.fromkeys(change.heading for change in comparison.lines):
        yield heading, [change for change in comparison.lines if change.heading == heading]


def _format_change(
    change: LineChange,
    deletion: tuple[str, str],
    insertion: tuple[str, str],
    escape_text: Callable[[str], str] = str,
) -> str:
    """Return a changed line with its deletions and insertions between the given pairs of tags."""
    tags = {"same": ("", ""), "gone": deletion, "new": insertion}
    pairs = diff_words(join_cells(change.before or ""), join_cells(change.after or ""))
    return "".join(f"{tags[kind][0]}{escape_text(text)}{tags[kind][1]}" for kind, text in pairs)
