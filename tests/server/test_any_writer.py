"""A property: whoever writes a fact, by page, by command or in an editor, the page shows what `build` writes."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from html import unescape
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.support.commands import run_line
from tests.support.live_forms import form_fields_of
from tests.support.live_page import Browser
from tests.support.notes import FICTIONAL, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FACTS = "facts/zubrowka/zubrowka.yaml"
STATES = ("oil", "snow", "programme", "forum")
_STEPS = 4
_QUICK = 3
_STATES_LEFT = 2


@dataclass
class Hand:
    """Whoever writes: a browser, what is left to chance, and the number of the step."""

    browser: Browser
    random: Random
    number: int = 0

    def choose_state(self, room: str) -> str:
        """Return the address of a page of some state that is still there."""
        addresses = [f"/{room}/zubrowka/{id_}" for id_ in STATES]
        return self.random.choice([each for each in addresses if self.browser.get(each).status == 200])


def write_by_form(hand: Hand) -> None:
    """Change how long a state holds, by its form."""
    address = hand.choose_state("edit")
    form = form_fields_of(hand.browser, address)
    form |= {
        "k.valid.0": f"{hand.random.randint(2008, 2012)}/{hand.random.choice(['', '2015', '2030-05'])}",
        "do": "save",
    }
    assert hand.browser.post(address, form).status == 303


def write_as_yaml(hand: Hand) -> None:
    """Add a comment to an entry, as YAML on the page."""
    address = hand.choose_state("raw")
    form = form_fields_of(hand.browser, address)
    text = f"{form['text']}\n  # seen for the {hand.number}. time"
    assert hand.browser.post(address, {**form, "text": text, "do": "save"}).status == 303


def add_by_form(hand: Hand) -> None:
    """Add a contact, by the form."""
    form = {
        "partner": "zubrowka",
        "k.form.0": hand.random.choice(["call", "meeting", "letter"]),
        "k.on.0": f"{hand.random.randint(2012, 2025)}-0{hand.random.randint(1, 9)}-11",
        "k.with.0": "lantern-league",
        "k.theirs.0.person": hand.random.choice(["zero-moustafa", f"Guest {hand.number}"]),
        "k.evidence.0.source": "alpine-herald-2019",
    }
    assert hand.browser.post("/add/contact", {**form, "do": "save"}).status == 303


def add_by_command(hand: Hand) -> None:
    """Add a statement, by a command."""
    day = f"{hand.random.randint(2008, 2020)}-05-04"
    line = (
        f"add statement zubrowka --on {day} --text 'They lit lamp {hand.number}.' --evidence league-charter"
    )
    assert run_line(f"{line} --project '{hand.browser.root}'").code == 0


def write_in_an_editor(hand: Hand) -> None:
    """Change a text and a comment in an editor."""
    path = hand.browser.root / FACTS
    text = path.read_text("utf-8").replace("lamp oil", hand.random.choice(["lamp oil", "lamp wax"]))
    path.write_text(text.replace("statements:\n", f"statements:\n# editor {hand.number}\n", 1), "utf-8")


def remove_on_the_page(hand: Hand) -> None:
    """Remove a state with what rests on it; the last ones stay."""
    page = hand.browser.get(hand.choose_state("remove"))
    version = re.findall(r'name="version" value="(\w+)"', page.text)[0]
    form = re.findall(r'<form action="(/remove/[^"]*)"', page.text)[0]
    if sum(hand.browser.get(f"/edit/zubrowka/{id_}").status == 200 for id_ in STATES) > _STATES_LEFT:
        assert hand.browser.post(form, {"do": "save", "version": version}).status == 303


def undo(hand: Hand) -> None:
    """Undo a save, if one can be undone."""
    numbers = re.findall(r'name="number" value="(\d+)"', hand.browser.get("/saved").text)
    if numbers:
        assert hand.browser.post("/undo", {"number": numbers[0]}).status == 303


WRITERS: tuple[Callable[[Hand], None], ...] = (
    write_by_form, write_as_yaml, add_by_form, add_by_command, write_in_an_editor, remove_on_the_page,
)  # fmt: skip


def words_of(html: str) -> list[str]:
    """Return the words of a page."""
    text = re.sub(r"<(style|script)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", "", text)).split()


def comments_of(root: Path) -> set[str]:
    """Return the comments of all files of facts."""
    return {
        comment.strip()
        for path in (root / "facts").rglob("*.yaml")
        for comment in re.findall(r"(?:^|\s)(#.*)", path.read_text("utf-8"))
    }


@pytest.mark.parametrize(
    "seed", [_QUICK, *(pytest.param(seed, marks=pytest.mark.thorough) for seed in range(4, 30))]
)
def test_the_page_shows_what_build_writes(tmp_path: Path, seed: int) -> None:
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    browser = Browser.open(root)
    hand = Hand(browser, Random(seed))
    comments = comments_of(root)
    browser.get("/note/zubrowka")  # it is warm, with what was before
    for hand.number in range(_STEPS if seed == _QUICK else 3 * _STEPS):
        writer = hand.random.choice(WRITERS)
        writer(hand)
        # What is removed takes its comments with it.
        comments = (
            comments_of(root) & comments if writer is remove_on_the_page else comments | comments_of(root)
        )
    assert comments <= comments_of(root)
    undo(hand)
    shown = browser.get(f"/note/zubrowka?day={TODAY}").text
    note = re.search(r'<div class="note"[^>]*>(.*?)</div>\s*<aside', shown, re.DOTALL)
    assert note
    assert run_line(f"build zubrowka --project '{root}' --as-of {TODAY} --format html").code == 0
    built = next((root / "build").rglob("zubrowka*.html")).read_text("utf-8")
    body = re.search(r"<body[^>]*>(.*)</body>", built, re.DOTALL)
    assert body
    assert words_of(note[1]) == words_of(body[1])
