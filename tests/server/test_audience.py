"""Tests of `--audience`: nothing above it leaves the process, and it can't be widened by an address."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from briefings.server.notes import page
from tests.support.canaries import CANARIES, LOWER, make_canary_project, plant_canaries
from tests.support.live_page import Browser
from tests.support.notes import TODAY

if TYPE_CHECKING:
    from pathlib import Path

WORDS = frozenset(word for canary in CANARIES for word in canary.words)


def targets_of(browser: Browser) -> list[str]:
    """Return the addresses that a curious reader of the audience tries."""
    fixed = ["/", "/note/zubrowka", "/note/zubrowka?product=desk", "/entry/zubrowka", "/fact/zubrowka/oil"]
    fixed += [
        "/note/zubrowka?audience=internal",
        "/note/zubrowka?product=nothing",
        "/note/zubrowka?language=xx",
    ]
    fixed += [f"/note/zubrowka?product=desk&step={way}&day=2014-05-02" for way in ("back", "on")]
    fixed += [f"/note/zubrowka?product=biography&about={id_}" for id_ in ("zqivan-id", "zero-moustafa")]
    page = browser.get("/note/zubrowka?product=desk").text
    fixed += [
        f"/note/zubrowka?product=desk&sentence={number}"
        for number in sorted(set(re.findall(r"sentence=(\d+)", page)))[::5]
    ]
    return fixed


def words_in(text: str) -> set[str]:
    """Return the words of canaries that a text has; fonts are no text, and may hold any letters."""
    readable = re.sub(r"base64,[\w+/=]*", "", text).casefold()
    return {word for word in WORDS if word in readable}


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Provide a house without and with canaries."""
    folder = tmp_path_factory.mktemp("worlds")
    without, planted = folder / "without", folder / "planted"
    for root in (without, planted):
        make_canary_project(root)
    plant_canaries(planted)
    return without, planted


def test_the_desk_sees_the_canaries(worlds: tuple[Path, Path]) -> None:
    """The probe bites: without an audience, they are on the page."""
    assert words_in(Browser.open(worlds[1]).get("/entry/zubrowka").everything)


@pytest.mark.parametrize("audience", LOWER)
def test_canaries_leave_no_trace(worlds: tuple[Path, Path], audience: str) -> None:
    """Every page is the same whether or not they exist, to the letter, and so is what can be asked about them."""
    without, planted = (Browser.open(root, audience=audience) for root in worlds)
    targets = targets_of(without)
    assert len(targets) > 15
    for target in targets:
        answers = [browser.get(target) for browser in (without, planted)]
        assert not words_in(answers[1].everything)
        texts = [re.sub(r'(nonce|data-state)="[^"]*"', "", answer.text) for answer in answers]
        assert texts[0] == texts[1]
        assert answers[0].status == answers[1].status


@pytest.mark.parametrize("audience", LOWER)
def test_what_is_withheld_does_not_exist(worlds: tuple[Path, Path], audience: str) -> None:
    """A page of something withheld is the page of nothing, and no search finds it."""
    browser = Browser.open(worlds[1], audience=audience)
    nothing = browser.get("/fact/zubrowka/nothing")
    assert nothing.status == 404
    for word in sorted(WORDS):
        for target in (f"/fact/zubrowka/{word}-id", f"/entry/{word}-id"):
            assert browser.get(target).text == nothing.text
    for word in ("zq", "жк", "zqivan", "zqcellar"):
        assert "Nothing has all these words" in browser.get(f"/find?q={word}").text


def test_errors_name_nothing(worlds: tuple[Path, Path]) -> None:
    path = worlds[1] / "facts/zubrowka/zz-broken.yaml"
    path.write_text(
        "marking: NC\nstatements:\n- {id: zqbroken, text: The zqcellar., evidence: [zqnowhere]}\n", "utf-8"
    )
    try:
        answer = Browser.open(worlds[1], audience=LOWER[0]).get("/")
    finally:
        path.unlink()
    assert answer.status == 422
    assert not words_in(answer.everything)
    assert "zz-broken" not in answer.everything


def test_the_gate_looks_at_every_note(worlds: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """If a part of the program fails, what it lets through does not leave."""
    leak = ("<main><p>Zqivan Zqivanov</p></main>", ("", ""))
    monkeypatch.setattr(page, "render_parts", lambda *_: leak)
    answer = Browser.open(worlds[1], audience=LOWER[0]).get("/note/zubrowka")
    assert answer.status == 422
    assert not words_in(answer.everything)
    assert words_in(Browser.open(worlds[1]).get("/note/zubrowka").everything)


def test_an_audience_can_not_read_ahead(worlds: tuple[Path, Path]) -> None:
    """What an embargo closes today opens on a later day; the page shows none."""
    browser = Browser.open(worlds[1], audience=LOWER[0])
    tomorrow = TODAY + timedelta(days=1)
    assert browser.get(f"/note/zubrowka?day={tomorrow}").status == 400
    assert browser.get(f"/note/zubrowka?day={TODAY}").status == 200
    assert browser.get("/note/zubrowka?audience=internal").status == 404
    assert browser.get(f"/note/zubrowka?audience={LOWER[1]}").status == 404


def test_an_audience_writes_nothing(worlds: tuple[Path, Path]) -> None:
    browser = Browser.open(worlds[1], audience=LOWER[0])
    assert browser.post("/review", {"fact": "zubrowka/oil", "do": "still-holds", "by": "X"}).status == 403
