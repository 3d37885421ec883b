"""Translations of the texts of facts: frames to fill in, and marks that bind translations to their originals."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from briefings.authoring.translations.untranslated_names import find_untranslated_names
from briefings.authoring.yaml.fact_edits import FactEdits, last_first
from briefings.compose.labels import add_hint, label_languages
from briefings.factbase.load import load
from briefings.model import locales
from briefings.model.diagnostics import BriefingsError, Diagnostic
from briefings.model.entities import Partner
from briefings.model.hashing import short_hash
from briefings.model.suggest import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from briefings.factbase.store import FactStore
    from briefings.model.evidence import Text
    from briefings.model.facts import Fact
    from briefings.project import Project

__all__ = ["TranslationEdits", "bind_translations", "frame_translations"]

_FRAME = "TODO"


class TranslationEdits(NamedTuple):
    """The changes of a command: the files, the number of texts, the keys of the facts that have them, and names to add."""

    paths: list[Path]
    texts: int
    keys: frozenset[str]
    names: list[Diagnostic]


def frame_translations(project: Project, names: Sequence[str], language: str, day: date) -> TranslationEdits:
    """Write a frame for each text that lacks a language, with the mark of the text that it is to translate.

    Notes leave a frame out until its words are written. Names get no frame, since each of them depends on a day and a
    form; names without the language on a day are listed.

    Raises:
        BriefingsError: if a name is wrong, the facts have errors, or a file can't be edited; then no file changes.
    """
    store = load(project.root)
    edits = _edit(project, store, names, language, bind=False)
    facts = _named_facts(store, names)
    partners = [name for name in names if isinstance(store.entities.get(name), Partner)]
    return edits._replace(names=[*find_untranslated_names(store, facts, partners, language, day)])


def bind_translations(project: Project, names: Sequence[str], language: str) -> TranslationEdits:
    """Write the mark of the present original to each translation, which a person has just reviewed.

    Raises:
        BriefingsError: if a name is wrong, the facts have errors, or a file can't be edited; then no file changes.
    """
    return _edit(project, load(project.root), names, language, bind=True)


def _edit(
    project: Project, store: FactStore, names: Iterable[str], language: str, *, bind: bool
) -> TranslationEdits:
    """Write frames or marks to the texts of some facts."""
    edits, keys = FactEdits(project), list[str]()
    facts = list(_named_facts(store, names))
    _check_language(project, store, facts, language)
    for fact in last_first(facts):
        for text in sorted(fact.texts(), key=lambda text: text.location, reverse=True):
            words = _words_to_write(text, language, bind=bind)
            if words:
                original = next(iter(text.by_language))
                mark = short_hash(text.by_language[original])
                edits.open(fact).set_language(text.location, original, language, {"text": words, "of": mark})
                keys.append(fact.key)
    return TranslationEdits(edits.save(), len(keys), frozenset(keys), [])


def _check_language(project: Project, store: FactStore, facts: Iterable[Fact], language: str) -> None:
    """Check that the house, its labels or the texts of some facts have a language.

    Raises:
        BriefingsError: if none has.
    """
    labelled = label_languages(project.template_folders())
    written = {tag for fact in facts for text in fact.texts() for tag in text.by_language}
    known = {*store.house.languages, *labelled, *written}
    if language in known:
        return
    if locales.is_known_language(language):
        hint = add_hint(language, store.house.languages, has_labels=False)
        raise BriefingsError([Diagnostic("unknown-language", f"unknown language {language!r}", hint=hint)])
    raise BriefingsError([unknown("language", language, known)])


def _words_to_write(text: Text, language: str, *, bind: bool) -> str:
    """Return the words to write for a text in a language, without its mark; empty if it needs none."""
    original = next(iter(text.by_language))
    if language == original:
        return ""
    if not bind:
        return "" if language in text.by_language or language in text.frames else _FRAME
    is_bound = text.original_hashes.get(language) == short_hash(text.by_language[original])
    return "" if is_bound else text.by_language.get(language, "")


def _named_facts(store: FactStore, names: Iterable[str]) -> Iterator[Fact]:
    """Yield the facts with these keys, or in these folders, each once.

    Raises:
        BriefingsError: if a name is neither.
    """
    facts = (*store.facts, *store.proposals.values())
    known = {fact.folder for fact in facts} | {fact.key for fact in facts}
    wanted = set(names)
    if wrong := sorted(wanted - known):
        raise BriefingsError([unknown("fact", name, known, hint="write it as partner/id") for name in wrong])
    yield from (fact for fact in facts if wanted & {fact.folder, fact.key})
