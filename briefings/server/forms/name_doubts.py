"""Problems with names in the words of a form: in which language one may be, beside the field that has it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefings.authoring.entries.name_languages import likely_language
from briefings.model.locales import language_name

if TYPE_CHECKING:
    from briefings.model.diagnostics import Diagnostic
    from briefings.server.forms.words import Words

__all__ = ["place_of_name", "say_language"]


def place_of_name(problem: Diagnostic, words: Words) -> str:
    """Return the name of the field with a name whose language is not known; empty for another problem."""
    return next(
        (
            f"{name}.{number}.{part}" if part else name
            for name, rows in (words.items() if problem.code == "no-language" else ())
            for number, row in enumerate(rows)
            for part, word in row.items()
            if word.strip() == problem.value
        ),
        "",
    )


def say_language(problem: Diagnostic) -> Diagnostic:
    """Return the problem of a name in words of the form."""
    name, house = problem.value, problem.wanted
    likely = likely_language(name)
    message = f"“{name}” is not written in {language_name(house, 'en') or house}."
    hint = f"Write its language before it, such as “{likely}: {name}” for {language_name(likely, 'en')}."
    return replace(problem, message=message, hint=hint)
