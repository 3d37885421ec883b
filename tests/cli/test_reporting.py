"""Tests of results in the formats of `--format`."""

from __future__ import annotations

import json

import click
import pytest

from briefings.cli import commands_by_name
from briefings.cli.options import DIAGNOSTIC_FORMATS
from briefings.cli.reporting import print_diagnostics, print_report
from briefings.lint.formats import FORMATTERS
from briefings.model.diagnostics import Diagnostic

PROBLEM = Diagnostic("unknown-fact", "unknown fact 'x'")


def test_text_has_a_summary(capsys: pytest.CaptureFixture[str]) -> None:
    """The summary goes to stderr, so that a result can be piped."""
    print_report("text", iter(["a", "b"]), ["a", "b"], "2 lines")
    assert tuple(capsys.readouterr()) == ("a\nb\n", "2 lines\n")
    print_report("text", [], [])
    assert tuple(capsys.readouterr()) == ("", "")


def test_json_is_data_alone(capsys: pytest.CaptureFixture[str]) -> None:
    print_report("json", iter(["a"]), [{"name": "é"}], "1 line")
    out, err = capsys.readouterr()
    assert (json.loads(out), "é" in out, err) == ([{"name": "é"}], True, "")


@pytest.mark.parametrize("format_", DIAGNOSTIC_FORMATS)
def test_diagnostics_without_a_finding(capsys: pytest.CaptureFixture[str], format_: str) -> None:
    """Only text says in words that there is nothing to report."""
    print_diagnostics(format_, [], if_none="No problems found.", summary="nothing")
    out, err = capsys.readouterr()
    assert ("No problems found." in out, err) == ((True, "nothing\n") if format_ == "text" else (False, ""))


@pytest.mark.parametrize("format_", DIAGNOSTIC_FORMATS)
def test_diagnostics_in_every_format(capsys: pytest.CaptureFixture[str], format_: str) -> None:
    print_diagnostics(format_, [PROBLEM], if_none="No problems found.", summary=None)
    out, err = capsys.readouterr()
    assert ("unknown-fact" in out, "No problems" in out, err) == (True, False, "")


def test_the_formats_on_offer_exist() -> None:
    """The options name the formats without loading their functions; every `--format` says what its default is."""
    assert tuple(FORMATTERS) == DIAGNOSTIC_FORMATS
    options = [
        parameter
        for command in commands_by_name().values()
        for parameter in command.params
        if "--format" in parameter.opts and isinstance(parameter, click.Option)
    ]
    assert len(options) == 11
    assert all("Default: " in (option.help or "") for option in options)
