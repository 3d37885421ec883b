"""Times of the live page: clicks, a change on disk until it is on the page, and the memory of its process."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from benchmarks.lab import START_SCRIPT
from benchmarks.rows import Row
from benchmarks.timing import MedianRange

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from benchmarks.lab import Lab, Site

__all__ = ["measure_serving"]

_CLICK_MS, _CHANGE_MS, _MEMORY_MIB = 100, 300, 150
_EVENT_SECONDS = 30
_OLD = "In a year of plenty"


class _Reader:
    """A browser that has opened the live page of a project."""

    def __init__(self, opening_address: str, process_id: int) -> None:
        self.port = int(re.findall(r":(\d+)/", opening_address)[0])
        self.process_id = process_id
        self._cookie = f"briefings-{self.port}={opening_address.partition('key=')[2]}"

    def get(self, target: str) -> str:
        """Return a page."""
        with self._ask(target) as answer:
            return answer.read().decode("utf-8", "replace")

    def time(self, target: str, form: Mapping[str, str] | None = None) -> float:
        """Return how many milliseconds a page takes, or the answer to a form."""
        begun = time.perf_counter()
        with self._ask(target, form) as answer:
            answer.read()
            assert answer.status in (HTTPStatus.OK, HTTPStatus.SEE_OTHER), f"{target} answers {answer.status}"  # noqa: S101 - as below
        return (time.perf_counter() - begun) * 1000

    @contextmanager
    def _ask(self, target: str, form: Mapping[str, str] | None = None) -> Iterator[http.client.HTTPResponse]:
        """Provide the answer to a request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_EVENT_SECONDS)
        try:
            headers = {"Cookie": self._cookie, "Sec-Fetch-Site": "same-origin"}
            if form:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(form) if form else None
            connection.request("POST" if form else "GET", target, body, headers)
            yield connection.getresponse()
        finally:
            connection.close()

    def time_change(self, site: Site, target: str) -> float:
        """Change a fact; return how many milliseconds pass until a page that listens has fetched it."""
        state = re.findall(r'data-state="(\w+)"', self.get(target))[0]
        with self._ask(f"/events?state={state}") as stream:
            stream.readline()
            ending = site.edit_fact(f"{site.ids[-1]}/background.yaml", _OLD)
            begun = time.perf_counter()
            while b"changed" not in stream.readline():
                pass
            assert ending in self.get(target), "the change is not on the page"  # noqa: S101 - a wrong page is no result
            return (time.perf_counter() - begun) * 1000

    def peak_mebibytes(self) -> float:
        """Return the peak memory of the server."""
        status = Path(f"/proc/{self.process_id}/status").read_text(encoding="ascii")
        return int(re.findall(r"VmHWM:\s+(\d+)", status)[0]) / 1024


@contextmanager
def _serve(lab: Lab, site: Site) -> Iterator[_Reader]:
    """Provide a reader of the live page of a project, which ends with it."""
    command = [sys.executable, "-c", START_SCRIPT, "serve", "--no-open"]
    with subprocess.Popen(  # noqa: S603 - our own command
        command,
        cwd=site.root,
        env=lab.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout  # noqa: S101 - asked for above
        try:
            yield _Reader(process.stdout.readline().strip(), process.pid)
        finally:
            process.terminate()


def measure_serving(lab: Lab) -> Iterator[Row]:
    """Measure clicks, changes and memory of the live page, with few partners and with many."""
    for count, factor in ((8, 1), (lab.scale.many_partners, 2)):
        site = lab.site(count)
        with _serve(lab, site) as reader:
            note = f"/note/{site.ids[-1]}?product=desk"
            sentence = re.findall(r"sentence=(\d+)", reader.get(note))[3]
            for name, target in (
                ("the Desk", "/"),
                ("a note", note),
                ("a sentence", f"{note}&sentence={sentence}&part=panel"),
                ("find", "/find?q=lamp"),
                ("a partner", f"/entry/{site.ids[-1]}"),
            ):
                reader.time(target)  # the first one finds what is kept
                times = [reader.time(target) for _ in range(lab.scale.quick_rounds)]
                yield _row(f"click: {name}, {count} partners", times, _CLICK_MS * factor)
            yield from _measure_forms(lab, reader, site, count, _CLICK_MS * factor)
            times = [reader.time_change(site, note) for _ in range(lab.scale.rounds)]
            yield _row(
                f"change on disk until the note shows it, {count} partners", times, _CHANGE_MS * factor
            )
            peak = reader.peak_mebibytes()
            yield Row(
                f"peak memory of the live page, {count} partners",
                "",
                MedianRange.from_rounds([peak]),
                unit="MiB",
                target=_MEMORY_MIB,
            )


def _measure_forms(lab: Lab, reader: _Reader, site: Site, count: int, target: float) -> Iterator[Row]:
    """Measure forms: one for a new fact, its preview while someone types, the offers, and that of a present fact."""
    partner = site.ids[-1]
    address = f"/add/statement?partner={partner}"
    fact = re.findall(rf"/fact/({partner}/[\w-]+)", reader.get(f"/entry/{partner}"))[0]
    form = {
        "token": re.findall(r'name="token" value="([^"]*)"', reader.get(address))[0],
        "partner": partner,
        "k.on.0": "May 2019",
        "k.text.0": "Lamps were lit.",
        "k.evidence.0.source": re.findall(r"/source/([\w-]+)", reader.get(f"/fact/{fact}"))[0],
    }
    for name, where in (
        ("a form", address),
        ("offers while typing", "/complete?kinds=person&q=a"),
        ("the form of a fact", f"/edit/{fact}"),
    ):
        reader.time(where)
        times = [reader.time(where) for _ in range(lab.scale.quick_rounds)]
        yield _row(f"click: {name}, {count} partners", times, target)
    taken: dict[str, list[float]] = {}
    for number in range(lab.scale.quick_rounds):
        sent = form | {"k.text.0": f"Lamp number {number} was lit."}
        for name, action in (
            ("a preview while typing", "live"), ("a preview with checks", "preview"), ("a save", "save"),
        ):  # fmt: skip
            milliseconds = reader.time("/add/statement", sent | {"do": action})
            taken.setdefault(name, []).append(milliseconds)
        taken.setdefault("the page after a save", []).append(reader.time("/saved"))
        save = re.findall(r'name="number" value="(\d+)"', reader.get("/saved"))[0]
        undo = {"token": form["token"], "number": save}
        taken.setdefault("undo", []).append(reader.time("/undo", undo))
    for name, times in taken.items():
        yield _row(f"click: {name}, {count} partners", times, target)


def _row(case: str, milliseconds: list[float], target: float) -> Row:
    """Return a row for times of one kind."""
    return Row(case, "", MedianRange.from_rounds(milliseconds), unit="ms", target=target)
