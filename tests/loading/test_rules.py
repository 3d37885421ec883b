"""Tests of rules about several keys: the check and the schema of each say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft7Validator

from briefings.loading.rules import AtLeastOne, AtMostOne, CustomRule, ExactlyOne, OnlyWith
from briefings.loading.scalars import LINE, one_of
from briefings.loading.tables import Key, Table
from briefings.model.diagnostics import Diagnostic
from tests.support.entries import read_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefings.loading.rules import Rule
    from briefings.loading.tables import Entry

USES = ("point", "if-raised", "objective")
KEYS = (Key("on", LINE, ""), Key("valid", LINE, ""), Key("use", one_of(*USES), ""), Key("to", LINE, ""))

CASES: list[tuple[Rule, str, str]] = [
    (AtMostOne("on", "valid", "keep one"), "{}", ""),
    (AtMostOne("on", "valid", "keep one"), "{on: a}", ""),
    (AtMostOne("on", "valid", "keep one"), "{on: a, valid: b}", "conflicting-keys]: this lamp has both 'on' and 'valid'\n  hint: keep one"),
    (ExactlyOne("on", "valid", "keep one"), "{valid: a}", ""),
    (ExactlyOne("on", "valid", "keep one"), "{on: a, valid: b}", "conflicting-keys]: this lamp has both 'on' and 'valid'\n  hint: keep one"),
    (ExactlyOne("on", "valid", "keep one"), "{}", "missing-field]: this lamp has neither 'on' nor 'valid'\n  hint: keep one"),
    (AtLeastOne("say something"), "{on: a}", ""),
    (AtLeastOne("say something"), "{}", "no-value]: this lamp is empty\n  hint: say something"),
    (OnlyWith("to", "use", USES, ("point", "if-raised"), ("point",)), "{use: point, to: a}", ""),
    (OnlyWith("to", "use", USES, ("point", "if-raised"), ("point",)), "{use: if-raised}", ""),
    (OnlyWith("to", "use", USES, ("point", "if-raised"), ("point",)), "{to: a}", ""),
    (
        OnlyWith("to", "use", USES, ("point", "if-raised"), ("point",)),
        "{use: point}",
        "missing-field]: this lamp has `use: point`, but no 'to'\n  hint: add `to:`",
    ),
    (
        OnlyWith("to", "use", USES, ("point", "if-raised"), ("point",)),
        "{use: objective, to: a}",
        "misplaced-key]: 'to' does not go with `use: objective`\n  hint: delete it, or write `use: point` or `use: if-raised`",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "text", "expected"), CASES)
def test_a_rule_and_its_schema_agree(rule: Rule, text: str, expected: str, tmp_path: Path) -> None:
    """What a rule reports its schema refuses, and nothing else."""
    _, problems = read_mapping(table_with(rule), text, tmp_path)
    assert problems == ([f"x.yaml:1:1: error[{expected}"] if expected else [])
    schema = rule.json_schema()
    assert schema is not None
    assert Draft7Validator(schema).is_valid(yaml.load(text, yaml.BaseLoader)) == (not expected)  # noqa: S506 - makes nothing but text


def table_with(rule: Rule) -> Table[Any]:
    """Return a table with a rule."""
    return Table("lamp", dict, KEYS, rules=(rule,), has_location=False)


def test_a_rule_may_be_any_function(tmp_path: Path) -> None:
    """A rule of one table sees the values that were read."""

    def check_order(entry: Entry) -> Iterator[Diagnostic]:
        if entry.values["on"] > entry.values["valid"]:
            yield Diagnostic("order", "the lamp is lit too late", entry.location_of("on"))

    table = table_with(CustomRule(check_order))
    assert read_mapping(table, "{on: a, valid: b}", tmp_path)[1] == []
    assert read_mapping(table, "{on: c, valid: b}", tmp_path)[1] == [
        "x.yaml:1:6: error[order]: the lamp is lit too late"
    ]
    assert CustomRule(check_order).json_schema() is None
