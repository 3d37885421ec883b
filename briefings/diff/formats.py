"""Comparisons in words: as text for a terminal, as JSON, Markdown, or an HTML page by itself."""

from __future__ import annotations

import json
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING

from briefings.build.snapshot import cells, words
from briefings.outputs.markdown import escape as escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.build.snapshot import Comparison, Rewrite

__all__ = ["FORMS", "as_html", "as_json", "as_markdown", "as_text"]

_NOTHING = "Nothing differs."


def as_text(comparisons: Sequence[Comparison]) -> str:
    """For a terminal: what is gone in [-brackets-], what is new in {+braces+}."""
    lines: list[str] = []
    for comparison in filter(None, comparisons):
        lines += [f"{comparison.name}: {comparison.title}, {_days(comparison)}"]
        lines += [f"  {fact.what}: {fact.key} ({fact.says})" for fact in comparison.facts]
        for heading, rewrites in _by_section(comparison):
            lines.append(f"  {heading}")
            lines += [f"    {_marked(rewrite, ('[-', '-]'), ('{+', '+}'))}" for rewrite in rewrites]
    reached = [comparison.name for comparison in comparisons if comparison]
    lines.append(f"Notes reached: {', '.join(reached)}." if reached else _NOTHING)
    return "\n".join(lines) + "\n"


def as_json(comparisons: Sequence[Comparison]) -> str:
    """For programs: a list with one object a note that differs."""
    data = [asdict(comparison) for comparison in comparisons if comparison]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_markdown(comparisons: Sequence[Comparison]) -> str:
    """For a message or a page: deletions and insertions as the tags that Markdown has for them."""
    lines = ["# What has changed", ""]
    for comparison in filter(None, comparisons):
        lines += [f"## {escape_markdown(comparison.title)}", "", f"{_days(comparison).capitalize()}.", ""]
        lines += [
            f"- {fact.what.capitalize()}: `{fact.key}` ({escape_markdown(fact.says)})"
            for fact in comparison.facts
        ]
        for heading, rewrites in _by_section(comparison):
            lines += ["", f"### {escape_markdown(heading)}", ""]
            lines += [
                f"- {_marked(rewrite, ('<del>', '</del>'), ('<ins>', '</ins>'), escape_markdown)}"
                for rewrite in rewrites
            ]
        lines.append("")
    reached = [comparison.name for comparison in comparisons if comparison]
    lines.append(f"Notes reached: {', '.join(reached)}." if reached else _NOTHING)
    return "\n".join(lines) + "\n"


def as_html(comparisons: Sequence[Comparison]) -> str:
    """A page by itself, with deletions and insertions marked as such."""
    parts: list[str] = []
    for comparison in filter(None, comparisons):
        facts = "".join(
            f"<li><strong>{escape(fact.what)}</strong>: <code>{escape(fact.key)}</code> ({escape(fact.says)})</li>"
            for fact in comparison.facts
        )
        parts.append(
            f"<section><h2>{escape(comparison.title)}</h2><p>{escape(_days(comparison).capitalize())}.</p>"
        )
        parts.append(f"<ul>{facts}</ul>" if facts else "")
        for heading, rewrites in _by_section(comparison):
            items = "".join(
                f"<li>{_marked(rewrite, ('<del>', '</del>'), ('<ins>', '</ins>'), escape)}</li>"
                for rewrite in rewrites
            )
            parts.append(f"<h3>{escape(heading)}</h3><ul>{items}</ul>")
        parts.append("</section>")
    reached = [comparison.name for comparison in comparisons if comparison]
    told = f"Notes reached: {', '.join(reached)}." if reached else _NOTHING
    parts.append(f"<p>{escape(told)}</p>")
    return _PAGE.format(content="\n".join(part for part in parts if part))


FORMS = {"text": as_text, "json": as_json, "md": as_markdown, "html": as_html}

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>What has changed</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
body {{ max-width: 54rem; margin: 0 auto; padding: 1rem; color: #1b2733; background: #fff; font: 1rem/1.55 system-ui, sans-serif; }}
h1, h2 {{ color: #1f4e79; }}
del {{ color: #7a1f1f; background: #fbe9e9; }}
ins {{ color: #14532d; background: #e6f4ea; }}
code {{ overflow-wrap: anywhere; }}
</style>
</head>
<body>
<main>
<h1>What has changed</h1>
{content}
</main>
</body>
</html>
"""


def _days(comparison: Comparison) -> str:
    if comparison.before == comparison.after:
        return f"as at {comparison.after}"
    return f"as at {comparison.before} and as at {comparison.after}"


def _by_section(comparison: Comparison) -> Iterator[tuple[str, list[Rewrite]]]:
    """The lines that differ, under their headings."""
    for heading in dict.fromkeys(rewrite.heading for rewrite in comparison.lines):
        yield heading, [rewrite for rewrite in comparison.lines if rewrite.heading == heading]


def _marked(rewrite: Rewrite, gone: tuple[str, str], new: tuple[str, str], plain: object = None) -> str:
    def quiet(text: str) -> str:
        return plain(text) if callable(plain) else text

    marks = {"same": ("", ""), "gone": gone, "new": new}
    pairs = words(cells(rewrite.before or ""), cells(rewrite.after or ""))
    return "".join(f"{marks[what][0]}{quiet(text)}{marks[what][1]}" for what, text in pairs)
