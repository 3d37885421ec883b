"""Tests of the event stream: it says when something on the page has changed, and nothing else."""

from __future__ import annotations

import asyncio
import re
import shutil
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import briefings.server
from briefings.server import app, events
from tests.support.canaries import LOWER, make_canary_project, plant_canaries
from tests.support.live_page import Browser
from tests.support.notes import FICTIONAL

if TYPE_CHECKING:
    from collections.abc import Callable

ASSETS = Path(briefings.server.__file__).parent / "assets"


def state_of(browser: Browser) -> str:
    """Return the state that a page shows."""
    return str(re.findall(r'data-state="(\w+)"', browser.get("/find").text)[0])


async def listen(watch: events.ChangeWatch, state: str, changes: list[Callable[[], object]]) -> list[bytes]:
    """Return what the stream says, while changes are made one after another; after each, it looks twice at the files."""
    said: list[bytes] = []
    looks = 0
    look = watch._current_state

    def look_and_count() -> str:
        nonlocal looks
        found = look()
        looks += 1
        return found

    async def read() -> None:
        said.extend([message async for message in events._changes(watch, state)])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(watch, "_current_state", look_and_count)
        reader = asyncio.create_task(read())
        for change in (lambda: None, *changes):
            change()
            before = looks
            while looks < before + 3 and not reader.done():
                await asyncio.sleep(0.005)
        watch.is_ending = lambda: True
        await asyncio.wait_for(reader, timeout=30)
    return said


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Provide a copy of the fictional house."""
    root = tmp_path / "house"
    shutil.copytree(FICTIONAL, root)
    return root


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at the files often."""
    monkeypatch.setattr(events, "_PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(events, "_MOST_LOAD", 0)


def test_a_change_is_an_event_without_content(root: Path) -> None:
    browser = Browser.open(root)
    path = root / "facts/zubrowka/more.yaml"
    changes: list[Callable[[], object]] = [
        lambda: path.write_text("statements: [", "utf-8"),
        path.unlink,
        lambda: None,
    ]
    said = asyncio.run(listen(browser.watch, state_of(browser), changes))
    assert said == [b"retry: 500\n\n", b"event: changed\ndata:\n\n", b"event: changed\ndata:\n\n"]
    assert browser.watch.streams == 0


def test_a_change_before_the_stream_opens_is_not_missed(root: Path) -> None:
    browser = Browser.open(root)
    state = state_of(browser)
    (root / "facts/zubrowka/more.yaml").write_text("marking: PUBLIC\n", "utf-8")
    assert len(asyncio.run(listen(browser.watch, state, []))) == 2
    browser.watch.is_ending = lambda: False
    assert len(asyncio.run(listen(browser.watch, state_of(browser), []))) == 1


@pytest.mark.parametrize("audience", LOWER[:1])
def test_an_audience_hears_only_of_what_it_may_see(tmp_path: Path, audience: str) -> None:
    """A change of something above it is no event, and the sign of the state is the same."""
    root = tmp_path / "house"
    make_canary_project(root)
    browser = Browser.open(root, audience=audience)
    state = state_of(browser)
    said = asyncio.run(listen(browser.watch, state, [lambda: plant_canaries(root)]))
    assert said == [b"retry: 500\n\n"]
    assert state_of(browser) == state
    browser.watch.is_ending = lambda: False
    text = "marking: PUBLIC\nstatements:\n- {id: plain, on: 2015, text: It rains., evidence: [%s]}\n"
    source = next(id_ for id_ in re.findall(r"/source/([\w-]+)", browser.get("/fact/zubrowka/oil").text))
    change = (root / "facts/zubrowka/plain.yaml").write_text
    assert len(asyncio.run(listen(browser.watch, state, [lambda: change(text % source, "utf-8")]))) == 2


def test_the_stream_has_limits(root: Path) -> None:
    browser = Browser.open(root)
    answer = browser.get("/events?state=x")
    assert (answer.status, answer.header("content-type")) == (200, "text/event-stream; charset=utf-8")
    assert browser.send("HEAD", "/events", [(b"host", b"127.0.0.1:8000"), browser.cookie]).body == b""
    browser.watch.streams = 32
    assert browser.get("/events").status == 503


def test_vendored_scripts_are_those_of_the_list() -> None:
    """Each file that is not ours is listed with its licence and its hash."""
    listed = re.findall(
        r"^\| `(\S+)` \|.*?`([\w.]+LICENSE)`.*?`(\w{64})` \|$",
        (ASSETS / "README.md").read_text(),
        re.MULTILINE,
    )
    assert ("idiomorph.js", "idiomorph.LICENSE") in [row[:2] for row in listed]
    for name, licence, digest in listed:
        assert sha256((ASSETS / name).read_bytes()).hexdigest() == digest
        assert (ASSETS / licence).is_file()
    own = {*app._ASSETS, "README.md"} - {name for name, _, _ in listed}
    others = {path.name for path in ASSETS.iterdir()} - own
    assert others == {name for row in listed for name in row[:2]}
