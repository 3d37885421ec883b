"""The explanation of words that a note prints: the facts and sources that they rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.authoring.explanation.printed_sentences import printed_sentences
from briefings.authoring.explanation.query import plain_words
from briefings.build.audiences import readable_store
from briefings.build.workspace import Workspace
from briefings.editions.issued_sentences import issued_sentences
from briefings.model.diagnostics import BriefingsError, Diagnostic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from briefings.factbase.store import FactStore
    from briefings.project import Project

__all__ = ["explain_words"]

_NO_FACT = "  It cites no fact: it introduces or sums up what the note says."


def explain_words(project: Project, words: str, day: date, audience: str | None = None) -> Iterator[str]:
    """Yield each sentence of the notes of a day that has some words, with the facts and sources it rests on; and those of editions.

    Sentences that rest on the same facts stand together, and the sources of a fact stand there once.

    Case, accents, signs, spaces and the separators of table cells do not count, nor does the language of the note. With an audience, only its notes.

    Raises:
        BriefingsError: if no sentence has the words, or facts or templates have errors.
    """
    workspace, wanted = Workspace(project), plain_words(words)
    store = readable_store(workspace.store, audience, day)
    found, printed = False, set[str]()
    for in_all_languages in (False, True):  # most people copy words of their own language
        by_facts: dict[tuple[str, ...], list[str]] = {}
        for sentence in printed_sentences(workspace, day, audience, in_all_languages=in_all_languages):
            if wanted in plain_words(sentence.text):
                by_facts.setdefault(sentence.fact_keys, []).append(str(sentence))
        for keys, sentences in by_facts.items():
            found = True
            yield from dict.fromkeys(sentences)
            if not keys:
                yield _NO_FACT
            for key in keys:
                yield from _fact_lines(store, key, is_printed=key in printed)
            printed.update(keys)
        if found:
            break
    issued = issued_sentences(project.root, audience, lambda line: wanted in plain_words(line.text))
    for edition, lines in issued:
        found = True
        yield f"Issued in {edition}"
        yield from (f"  {line}" for line in lines)
    if not found:
        message = f"no note as of {day}, and no edition, says {words!r}"
        hint = "copy words of one sentence, or name a fact as PARTNER/ID"
        raise BriefingsError([Diagnostic("unknown-words", message, None, hint=hint)])


def _fact_lines(store: FactStore, key: str, *, is_printed: bool) -> Iterator[str]:
    """Yield a fact with its location and its sources; a post or person that is cited for a name has no lines.

    Args:
        store: the facts.
        key: of the fact.
        is_printed: whether its sources are printed above already.
    """
    fact = store.facts_by_key.get(key)
    if fact is None:
        return
    if is_printed:
        yield f"  {key}, as above"
        return
    yield f"  {key}, {fact.location}"
    for evidence in fact.all_evidence:
        source = store.source(evidence.source)
        yield f"    {source.publisher}, {source.display_title}, {source.effective_date or 'undated'} [{source.id}]"
