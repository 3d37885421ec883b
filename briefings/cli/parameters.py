"""Parameter types: they turn what the user typed into a value, or explain what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from briefings.cli.terminal import print_message
from briefings.model.dates import parse_day
from briefings.model.diagnostics import escape_unprintable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from click.shell_completion import CompletionItem

__all__ = [
    "CLUSTER",
    "CONTACT_LIMIT",
    "COPY",
    "DAY",
    "FILLED_LINE",
    "PASTED_LINE",
    "REVIEW_COPY",
    "SINGLE_LINE",
    "ClusterAddress",
    "WordListType",
]

REVIEW_COPY = "review"
"""The word for the copy that reviewers edit."""

_COPY_NUMBER = re.compile("[1-9][0-9]{0,8}")


class _DayType(click.ParamType[date]):
    """A day as `YYYY-MM-DD`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """Parse a day as the user typed it."""
        if isinstance(value, date):
            return value
        try:
            return parse_day(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


class _ContactLimitType(click.ParamType[str]):
    """A number of contacts, or `all`."""

    name = "number|all"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """Check that the value is a number from 0, or `all`."""
        if value != "all" and not (value.isascii() and value.isdigit()):
            self.fail(f"{value!r} is neither a number nor 'all'", param, ctx)
        return str(value)


class _CopyType(click.ParamType[str]):
    """The number of a copy, or `review`."""

    name = "number|review"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """Check that the value is a number from 1, or `review`."""
        if value and value != REVIEW_COPY and not _COPY_NUMBER.fullmatch(value):
            self.fail(f"{value!r} is neither a number from 1 nor '{REVIEW_COPY}'", param, ctx)
        return str(value)


class _SingleLineType(click.ParamType[str]):
    """A text that fits on one line of a note."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """Check that the text has no control characters."""
        if escape_unprintable(value) != value:
            self.fail("the text contains a control character", param, ctx)
        return str(value)


class _FilledLineType(_SingleLineType):
    """A text that fits on one line, and says something."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401
        """Check that the text is one that a file of the project can hold."""
        from briefings.loading.scalars import LINE
        from briefings.loading.value_types import is_to_do

        text = super().convert(value, param, ctx)
        try:
            LINE.parse(text)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        if is_to_do(text):
            self.fail(f"{text!r} is still to be written", param, ctx)
        return text


class _PastedLineType(click.ParamType[str]):
    """A text that goes into a fact file; people paste it from web pages."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401, ARG002 - as click declares it
        """Clean the text of invisible signs, and say so."""
        from briefings.authoring.entries.pasted_text import clean_pasted

        clean = clean_pasted(str(value))
        if param and clean.changes:
            print_message(f"cleaned {param.opts[0]}: {', '.join(clean.changes)}")
        return clean.text


@dataclass(frozen=True, slots=True)
class ClusterAddress:
    """The address of a Dask cluster.

    Attributes:
        scheduler: the address of its scheduler, `tcp://HOST:PORT`.
    """

    scheduler: str


class _ClusterType(click.ParamType[ClusterAddress]):
    """The address of a cluster, as `dask:tcp://HOST:PORT`."""

    name = "address"

    def convert(
        self,
        value: Any,  # noqa: ANN401 - as click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> ClusterAddress:
        """Parse the address as the user typed it."""
        if isinstance(value, ClusterAddress):
            return value
        match = re.fullmatch(r"dask:(tcp://.+)", value)
        if match is None:
            self.fail(f"{value!r} is not dask:tcp://HOST:PORT", param, ctx)
        return ClusterAddress(match[1])


class WordListType(click.ParamType[tuple[str, ...]]):
    """A list of words separated by commas, for options that may also be repeated."""

    name = "words"

    def __init__(self, choices: Sequence[str] = ()) -> None:
        """Restrict the words to the choices; accept any word if there are none."""
        self.choices = choices

    def convert(
        self,
        value: Any,  # noqa: ANN401 - as click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, ...]:
        """Split the value of one occurrence of the option into words."""
        words = tuple(filter(None, map(str.strip, value.split(",")))) if isinstance(value, str) else value
        for word in words if self.choices else ():
            if word not in self.choices:
                self.fail(f"{word!r} is not one of {', '.join(self.choices)}", param, ctx)
        return words

    def shell_complete(
        self, _ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the choices that begin with the typed word."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self.choices if word.startswith(incomplete)]


CLUSTER = _ClusterType()
CONTACT_LIMIT = _ContactLimitType()
COPY = _CopyType()
DAY = _DayType()
PASTED_LINE = _PastedLineType()
FILLED_LINE = _FilledLineType()
SINGLE_LINE = _SingleLineType()
