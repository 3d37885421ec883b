"""Tests over all routes: a new one is guarded, filtered and harmless from its first day."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.support.canaries import CANARIES, LOWER, make_canary_project, plant_canaries
from tests.support.commands import files_below
from tests.support.live_page import HOST, Browser
from tests.support.live_routes import READ_TARGETS, WRITE_TARGETS
from tests.support.notes import FICTIONAL

if TYPE_CHECKING:
    from pathlib import Path

EVENTS = "/events?state=x"
TARGETS = [
    *(("GET", target) for target in (*READ_TARGETS.values(), EVENTS)),
    *(("POST", target) for target in WRITE_TARGETS),
]
MADE_LATER = ("/capture/{upload}", "/correct/{file}")
"""Pages of a text that was brought, and of a file that is broken."""
WORDS = frozenset(word for canary in CANARIES for word in canary.words)


@pytest.fixture(scope="module")
def browser() -> Browser:
    """Provide a page that may write; no test of this module lets it."""
    return Browser.open(FICTIONAL)


@pytest.mark.parametrize("path", READ_TARGETS)
def test_a_reader_gets_an_answer(browser: Browser, path: str) -> None:
    answer = browser.get(READ_TARGETS[path])
    assert answer.status == (404 if path in MADE_LATER else 200)


@pytest.mark.parametrize(("method", "target"), TARGETS)
def test_every_route_is_guarded(browser: Browser, method: str, target: str) -> None:
    """By host, site and key, whether it reads or writes; and each answer is locked down."""
    body = f"token={browser.access.form_token}".encode()
    headers = browser.form_headers(body) if method == "POST" else [(b"host", HOST), browser.cookie]

    def status(*changed: tuple[bytes, bytes]) -> int:
        names = {name for name, _ in changed}
        sent = [*((name, value) for name, value in headers if name not in names), *changed]
        answer = browser.send(method, target, sent, [body if method == "POST" else b""])
        assert answer.header("content-security-policy").startswith("default-src 'none'")
        assert answer.header("x-content-type-options") == "nosniff"
        return answer.status

    assert status((b"host", b"evil.example")) == 421
    assert status((b"cookie", b"briefings-8000=x")) == 403
    assert status((b"sec-fetch-site", b"cross-site")) == 403
    assert status((b"origin", b"http://evil.example")) == 403
    if method == "POST":
        assert browser.send("POST", target, headers, [b"token=x"]).status == 403
        assert browser.get(target).status in (200, 404, 405)


@pytest.mark.parametrize("target", WRITE_TARGETS)
def test_no_form_is_taken_where_nothing_may_be_written(target: str) -> None:
    assert Browser.open(FICTIONAL, is_read_only=True).post(target, {}).status == 403
    assert Browser.open(FICTIONAL, audience=LOWER[0]).post(target, {}).status == 403


def test_reading_changes_no_file(tmp_path: Path) -> None:
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    before = files_below(root)
    browser = Browser.open(root)
    for target in (*READ_TARGETS.values(), EVENTS, *WRITE_TARGETS, "/note/zubrowka?step=on"):
        browser.get(target)
    assert files_below(root) == before


@pytest.mark.parametrize("audience", LOWER[:1])
def test_every_route_is_filtered(tmp_path: Path, audience: str) -> None:
    """For an audience, no answer depends on what it may not see."""
    worlds = (tmp_path / "without", tmp_path / "planted")
    for root in worlds:
        make_canary_project(root)
    plant_canaries(worlds[1])
    without, planted = (Browser.open(root, audience=audience) for root in worlds)
    for target in READ_TARGETS.values():
        answers = [browser.get(target) for browser in (without, planted)]
        texts = [re.sub(rb'(nonce|data-state)="[^"]*"', b"", answer.body) for answer in answers]
        assert texts[0] == texts[1], target
        readable = re.sub(r"base64,[\w+/=]*", "", answers[1].body.decode("utf-8", "replace")).casefold()
        assert not [word for word in WORDS if word in readable], target
        assert [answer.status for answer in answers] == [answers[0].status] * 2
