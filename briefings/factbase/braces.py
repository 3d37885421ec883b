"""The check of braces in texts of facts: they are for references only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefings.model.diagnostics import Diagnostic
from briefings.model.entities import NamedEntity
from briefings.model.evidence import REFERENCE_KINDS
from briefings.model.references import REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefings.factbase.store import FactStore
    from briefings.model.evidence import Text

__all__ = ["check_braces"]

_STRAY_BRACE = re.compile(r"\{[^{}]{0,40}\}?|\}")


def check_braces(text: Text, store: FactStore) -> Iterator[Diagnostic]:
    """Report the first braces of each paragraph that are not a reference."""
    for paragraph in text.by_language.values():
        # The braces of a reference with an invalid id are correct.
        if "{" not in paragraph and "}" not in paragraph:
            continue
        if match := _STRAY_BRACE.search(REFERENCE.sub("", paragraph)):
            message = f"{match[0]!r} is not a reference, and braces are for references only"
            hint = _suggest_reference(match[0], store)
            yield Diagnostic("stray-brace", message, text.location, hint=hint)


def _suggest_reference(braced: str, store: FactStore) -> str:
    """Return a hint with the likely intended reference for a text in braces."""
    name, colon, rest = braced.strip("{} ").partition(":")
    word, id_ = name.strip().lower(), rest.split()[0] if rest.split() else ""
    if colon and word in REFERENCE_KINDS and id_:
        return f"write it as {{{word}:{id_}}}"
    if not colon:
        for entity in store.entities_of(NamedEntity):
            has_name = any(known.text == name for known in entity.names)
            for reference_word, kinds in REFERENCE_KINDS.items():
                if isinstance(entity, kinds) and (has_name or entity.id == word):
                    return f"write it as {{{reference_word}:{entity.id}}}"
    notations = " or ".join(f"{{{reference_word}:ID}}" for reference_word in REFERENCE_KINDS)
    return f"write a reference as {notations}, or leave out the braces"
