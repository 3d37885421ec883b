"""Forms of the live page, as a browser would fill them in."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.live_page import Answer, Browser

__all__ = ["form_fields_of", "problems_beside", "read_form", "shown_yaml"]

_INPUT = re.compile(r'<input id="[^"]*" name="([^"]*)" value="([^"]*)"')
_TEXT = re.compile(r'<textarea[^>]* name="([^"]*)"[^>]*>\n([^<]*)</textarea>')
_HIDDEN_TEXT = re.compile(r'<textarea name="before" hidden>\n([^<]*)</textarea>')
_SELECT = re.compile(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', re.DOTALL)
_SELECTED = re.compile(r'<option(?: value="([^"]*)")? selected>([^<]*)')
_YAML = re.compile(r'aria-label="YAML">(.*?)</pre>', re.DOTALL)
_PROBLEMS = re.compile(r'<ul class="problems" id="([^"]*)-problems">\n(.*?)</ul>', re.DOTALL)


def read_form(answer: Answer) -> dict[str, str]:
    """Return what the fields of a form have, by name."""
    page = answer.text
    fields = {name: unescape(value) for name, value in (*_INPUT.findall(page), *_TEXT.findall(page))}
    for name, options in _SELECT.findall(page):
        chosen = _SELECTED.search(options)
        fields[name] = unescape(chosen[1] if chosen[1] is not None else chosen[2]) if chosen else ""
    if before := _HIDDEN_TEXT.search(page):
        fields["before"] = unescape(before[1])
    return fields


def form_fields_of(browser: Browser, address: str) -> dict[str, str]:
    """Open a form, and return what its fields have."""
    return read_form(browser.get(address))


def shown_yaml(answer: Answer) -> str:
    """Return the YAML that a form says it will write."""
    found = _YAML.search(answer.text)
    return unescape(found[1]) if found else ""


def problems_beside(answer: Answer) -> dict[str, str]:
    """Return the problems beside each field, by the id of the field."""
    return {
        id_: unescape(re.sub(r"<[^>]*>", "", items)).strip()
        for id_, items in _PROBLEMS.findall(answer.text)
        if items.strip()
    }
