"""Tests of the guard: what a hostile page, or another program on this machine, may try. None of it reads or changes."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.support.live_page import HOST, Browser, Headers
from tests.support.notes import FICTIONAL

HOSTILE_HOSTS = [
    b"", b"127.0.0.1", b"localhost", b"127.0.0.1:8001", b"localhost:80", b"evil.example", b"evil.example:8000",
    b"127.0.0.1.evil.example:8000", b"localhost.evil.example:8000", b"127.0.0.1:8000.evil.example",
    b"127.0.0.1:8000@evil.example", b"evil.example@127.0.0.1:8000", b"0.0.0.0:8000", b"[::1]:8000",
    b"127.0.0.2:8000", b"127.1:8000", b"2130706433:8000", b"127.0.0.1:8000 ", b"127.0.0.1:8000/", b"127.0.0.1:08000",
    b"127.0.0.1:8000,evil.example", b"127.0.0.1:8000\x00", b"LOCALHOST.:8000", b"localhost:8000?x", b"localhost:8000/../",
]  # fmt: skip
HOSTILE_SITES = [b"cross-site", b"same-site", b"", b"SAME-ORIGIN", b"same-origin, cross-site"]
HOSTILE_ORIGINS = [
    b"null", b"http://evil.example", b"https://127.0.0.1:8000", b"http://127.0.0.1:8001", b"http://127.0.0.1",
    b"http://localhost:8000", b"http://127.0.0.1:8000/", b"http://127.0.0.1:8000.evil.example", b"file://", b"",
]  # fmt: skip
METHODS = ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "get", "post", ""]
PATHS = [
    "/../facts/house.yaml", "/%2e%2e/facts/house.yaml", "/assets/../app.py", "/assets/..%2fapp.py", "/assets/%2e%2e%2fapp.py",
    "/assets/page.css?raw", "/assets/page.css/", "/assets/page.css%00.js", "/assets//etc/passwd", "/assets/etc%2fpasswd",
    "/note/..", "/note/..%2f..%2fetc%2fpasswd", "/note/zubrowka/../../house", "/note/shared", "/fact/..%2f..%2fetc/passwd",
    "/fact/zubrowka", "/fact/zubrowka/nothing", "/entry/..%2fhouse.yaml", "/entry/%00", "/@fs/etc/passwd", "/?raw", "//",
    "/note/zubrowka?audience=nobody", "/note/zubrowka?day=yesterday", "/note/zubrowka?day=9999-12-31", "/.git/config",
    "/find?q=%ff%fe", "/note/zubrowka?sentence=99999999999999999999", "/note/zubrowka?product=../../house",
    "/note/zubrowka?language=../en", "/note/zubrowka?about=../x&product=biography", "/review",
]  # fmt: skip
HOUSE_WORDS = "audiences:"
"""Words of the house file, which no page shows."""


@pytest.fixture(scope="module")
def browser() -> Browser:
    """Provide a page that may write; no test of this module lets it."""
    return Browser.open(FICTIONAL)


def replaced(headers: Headers, name: bytes, *values: bytes) -> Headers:
    """Return headers with other values for one of them."""
    return [*((key, value) for key, value in headers if key != name), *((name, value) for value in values)]


def test_our_own_page_is_served(browser: Browser) -> None:
    for host in (HOST, b"localhost:8000"):
        assert browser.send("GET", "/find", [(b"host", host), browser.cookie]).status == 200
    assert browser.send("HEAD", "/find", [(b"host", HOST), browser.cookie]).status == 200


@pytest.mark.parametrize("host", HOSTILE_HOSTS)
def test_a_foreign_host_is_refused(browser: Browser, host: bytes) -> None:
    headers = [(b"host", host), browser.cookie, (b"origin", b"http://" + host)]
    assert browser.send("GET", "/", headers).status == 421


@pytest.mark.parametrize("hosts", [(), (HOST, HOST), (HOST, b"evil.example"), (b"evil.example", HOST)])
def test_exactly_one_host_is_needed(browser: Browser, hosts: tuple[bytes, ...]) -> None:
    assert browser.send("GET", "/", [browser.cookie, *((b"host", host) for host in hosts)]).status == 421


def test_headers_of_proxies_count_for_nothing(browser: Browser) -> None:
    forged = [
        (b"host", b"evil.example"),
        browser.cookie,
        (b"x-forwarded-host", HOST),
        (b"forwarded", b"host=" + HOST),
    ]
    assert browser.send("GET", "/", forged).status == 421


@pytest.mark.parametrize("method", METHODS)
def test_no_other_method_is_known(browser: Browser, method: str) -> None:
    assert browser.send(method, "/review", [(b"host", HOST), browser.cookie]).status == 405


@pytest.mark.parametrize(
    "cookie", [b"", b"briefings-8000=", b"briefings-8000=x", b"other=1; briefings-8001=x"]
)
def test_a_browser_without_the_key_reads_nothing(browser: Browser, cookie: bytes) -> None:
    for target in ("/", "/note/zubrowka", "/assets/page.js", "/nothing", "/?key=wrong", "/?key="):
        answer = browser.send("GET", target, [(b"host", HOST), (b"cookie", cookie)])
        assert (answer.status, b"key to this page" in answer.body) == (403, True)


def test_the_key_opens_the_page_once_and_stays_in_a_strict_cookie(browser: Browser) -> None:
    answer = browser.send("GET", f"/?key={browser.access.key}", [(b"host", HOST)])
    assert (answer.status, answer.header("location")) == (303, "/")
    assert answer.header("set-cookie").endswith("; Path=/; HttpOnly; SameSite=Strict")
    # Nowhere else, and not twice.
    for target in (f"/find?key={browser.access.key}", f"/?key=x&key={browser.access.key}"):
        assert browser.send("GET", target, [(b"host", HOST)]).status == 403


@pytest.mark.parametrize("site", HOSTILE_SITES)
def test_other_sites_read_nothing(browser: Browser, site: bytes) -> None:
    assert (
        browser.send("GET", "/", [(b"host", HOST), browser.cookie, (b"sec-fetch-site", site)]).status == 403
    )


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_to_a_file(browser: Browser, path: str) -> None:
    answer = browser.get(path)
    assert answer.status < 500
    assert HOUSE_WORDS not in answer.text
    assert "root:" not in answer.text


@pytest.fixture(scope="module")
def refusals() -> tuple[Browser, bytes]:
    """Provide a page and a form that it would take."""
    browser = Browser.open(FICTIONAL, body_seconds=0.2)
    return browser, urlencode({"token": browser.access.form_token, "fact": "zubrowka/nothing"}).encode()


def test_the_form_itself_is_taken(refusals: tuple[Browser, bytes]) -> None:
    browser, body = refusals
    assert (
        browser.send("POST", "/review", browser.form_headers(body), [body]).status == 404
    )  # there is no such fact


WRITES: list[tuple[str, bytes, tuple[bytes, ...], int]] = [
    *((f"site {site!r}", b"sec-fetch-site", (site,), 403) for site in HOSTILE_SITES),
    *((f"origin {origin!r}", b"origin", (origin,), 403) for origin in HOSTILE_ORIGINS),
    ("two origins", b"origin", (b"http://" + HOST, b"http://evil.example"), 403),
    ("two sites", b"sec-fetch-site", (b"same-origin", b"cross-site"), 403),
    ("no cookie", b"cookie", (), 403),
    ("no type", b"content-type", (), 415),
    ("plain text", b"content-type", (b"text/plain",), 415),
    ("JSON", b"content-type", (b"application/json",), 415),
    ("several parts", b"content-type", (b"multipart/form-data; boundary=x",), 415),
    ("two types", b"content-type", (b"application/x-www-form-urlencoded", b"text/plain"), 415),
    ("two lengths", b"content-length", (b"1", b"2"), 400),
    ("a length below zero", b"content-length", (b"-1",), 400),
    ("a length in words", b"content-length", (b"1e3",), 400),
    ("a gigabyte", b"content-length", (b"1000000000",), 413),
    ("a length without end", b"content-length", (b"9" * 5000,), 413),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "header", "values", "status"), WRITES, ids=[write[0] for write in WRITES])
def test_a_write_is_refused(
    refusals: tuple[Browser, bytes], _name: str, header: bytes, values: tuple[bytes, ...], status: int
) -> None:
    browser, body = refusals
    headers = replaced(browser.form_headers(body), header, *values)
    assert browser.send("POST", "/review", headers, [body]).status == status


def test_a_write_without_any_sign_of_its_page_is_refused(refusals: tuple[Browser, bytes]) -> None:
    browser, body = refusals
    headers = replaced(replaced(browser.form_headers(body), b"origin"), b"sec-fetch-site")
    assert browser.send("POST", "/review", headers, [body]).status == 403
    typed = replaced(replaced(browser.form_headers(body), b"origin"), b"sec-fetch-site", b"none")
    assert browser.send("POST", "/review", typed, [body]).status == 403


@pytest.mark.parametrize(
    "fields",
    [
        "",
        "token=",
        "token=x",
        "fact=a",
        "token={key}",
        "token={token}&token={token}",
        "token={token}x",
        "%ff={token}",
        "&" * 200,
    ],
)
def test_a_form_without_our_token_is_refused(refusals: tuple[Browser, bytes], fields: str) -> None:
    browser, _ = refusals
    body = fields.format(token=browser.access.form_token, key=browser.access.key).encode()
    assert browser.send("POST", "/review", browser.form_headers(body), [body]).status == 403


def test_a_body_of_unknown_length_has_a_limit(refusals: tuple[Browser, bytes]) -> None:
    browser, body = refusals
    headers = replaced(browser.form_headers(body), b"content-length")
    parts = [b"x" * (250_000)] * 6
    assert browser.send("POST", "/review", headers, parts).status == 413


def test_a_slow_body_has_a_limit(refusals: tuple[Browser, bytes]) -> None:
    browser, body = refusals
    assert browser.send("POST", "/review", browser.form_headers(body), [body[:5], None]).status == 408


def test_a_body_that_breaks_off_changes_nothing(refusals: tuple[Browser, bytes]) -> None:
    browser, body = refusals
    assert browser.send("POST", "/review", browser.form_headers(body), []).status == 400


def test_an_address_has_a_limit(browser: Browser) -> None:
    assert browser.get(f"/find?q={'x' * 5000}").status == 414


def test_web_sockets_are_closed(browser: Browser) -> None:
    sent: list[Any] = []

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:  # noqa: ANN401 - a message of any kind
        sent.append(message)

    scope = {"type": "websocket", "path": "/", "headers": [(b"host", HOST), browser.cookie]}
    asyncio.run(browser.app(scope, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(
    "target", ["/", "/note/zubrowka", "/nothing", "/assets/page.js", "/note/zubrowka?day=x"]
)
def test_every_answer_is_locked_down(browser: Browser, target: str) -> None:
    answers = [browser.get(target), browser.send("GET", target, [(b"host", b"evil.example")])]
    for answer in answers:
        policy = answer.header("content-security-policy")
        assert policy.startswith("default-src 'none'; script-src 'self';")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.header("x-content-type-options") == "nosniff"
        assert answer.header("referrer-policy") == "same-origin"
        assert answer.header("cross-origin-resource-policy") == "same-origin"
        assert answer.header("cache-control") == "no-store"
        assert not [name for name, _ in answer.headers if name.startswith(b"access-control")]
    assert answers[0].header("content-security-policy") != browser.get(target).header(
        "content-security-policy"
    )
