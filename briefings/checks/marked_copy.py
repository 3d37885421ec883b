"""A copy of an audited text as an HTML page, in which each contradicted sentence is marked and answered."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefings.checks.audit_findings import Contradiction
    from briefings.checks.text.documents import Document, Sentence

__all__ = ["marked_copy"]

_PAGE_STYLE = "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 serif}"
_MARK_STYLE = "mark{background:#ffe08a}aside{margin:.3rem 0 1rem 1rem;border-left:.2rem solid #b00020;padding-left:.6rem}"


def marked_copy(
    title: str, summary: str, document: Document, found: Sequence[tuple[Sentence, Contradiction]]
) -> str:
    """Return an HTML page with the sentences of a document, block by block.

    Args:
        title: the name of the document.
        summary: a line that says as of which day it was read, and what was found.
        document: the document.
        found: the contradictions, each with its sentence.
    """
    answers: dict[int, list[str]] = defaultdict(list)
    for sentence, contradiction in found:
        answers[id(sentence)].append(f"{contradiction.message} ({contradiction.hint})")
    body = "\n".join(_body(document, answers))
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>{_PAGE_STYLE}{_MARK_STYLE}</style>\n</head>\n<body>\n<h1>{escape(title)}</h1>\n<p>{escape(summary)}</p>\n{body}\n</body>\n</html>\n"
    )


def _body(document: Document, answers: dict[int, list[str]]) -> Iterator[str]:
    """Yield a paragraph for each block, followed by the answers to its sentences."""
    for _, block in groupby(document.sentences, key=lambda sentence: sentence.block):
        sentences = list(block)
        yield f"<p>{' '.join(_sentence(sentence, answers) for sentence in sentences)}</p>"
        for sentence in sentences:
            yield from (f"<aside>{escape(answer)}</aside>" for answer in answers.get(id(sentence), ()))


def _sentence(sentence: Sentence, answers: dict[int, list[str]]) -> str:
    """Return a sentence as HTML, marked if something contradicts it."""
    text = escape(" ".join(sentence.text.split()))
    return f"<mark>{text}</mark>" if id(sentence) in answers else text
