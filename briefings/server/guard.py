"""The guard in front of the live page: whatever it refuses reaches no other part.

Any page in another tab can send requests to this machine, and so can other programs on it. So the guard lets pass only

- the right `Host`: a name that its owner has led to this machine since, as in DNS rebinding, is another one;
- requests of our own pages, or typed by the user: browsers say so in `Sec-Fetch-Site`, older ones in `Origin`;
- browsers with the key, which the command line prints and a cookie keeps;
- GET, HEAD and POST, without WebSocket; and bodies that are short and arrive in time.

It decides by raw headers, and never by an address that a framework has put together from them.
"""

from __future__ import annotations

import asyncio
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, MutableMapping

    from briefings.server.access import Access

    Message = MutableMapping[str, Any]
    Receive = Callable[[], Awaitable[Message]]
    Send = Callable[[Message], Awaitable[None]]
    App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

__all__ = ["Guard"]

_MAX_BODY_BYTES = 1_000_000
_UPLOAD = "/upload"
_MAX_UPLOAD_BYTES = 30_000_000
"""A file arrives at one address alone, as a field of a form."""

_MAX_TARGET_BYTES = 4_000
_MOST_FIELDS = 2_000
_BODY_SECONDS = 10.0
_OWN_SITES = (b"same-origin", b"none")
_READING, _WRITING = ("GET", "HEAD"), "POST"
_FORM_TYPE = b"application/x-www-form-urlencoded"
_SAFE_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),  # without any, browsers send forms with no origin
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cache-control", b"no-store"),
)
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class _RefusedError(Exception):
    """A request that goes no further."""

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


class Guard:
    """An application that passes on only what is safe, and adds the headers that keep answers safe."""

    def __init__(self, app: App, access: Access, body_seconds: float = _BODY_SECONDS) -> None:
        """Stand in front of an application.

        Args:
            app: the application.
            access: who may ask it.
            body_seconds: how long a body may take to arrive.
        """
        self._app = app
        self._access = access
        self._body_seconds = body_seconds

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008})
            return
        nonce = secrets.token_urlsafe(16)
        scope["nonce"] = nonce
        safe_send = _add_headers(send, nonce)
        try:
            self._check_origin(scope)
            if opening := self._opening_cookie(scope):
                await _answer(
                    safe_send, HTTPStatus.SEE_OTHER, "", [(b"location", b"/"), (b"set-cookie", opening)]
                )
                return
            self._check_key(scope)
            body = b""
            if scope["method"] == _WRITING:
                self._check_write(scope)
                body = await self._read_body(scope, receive)
        except _RefusedError as refused:
            await _answer(safe_send, refused.status, refused.reason)
            return
        await self._app(scope, _replay(body, receive), safe_send)

    def _check_origin(self, scope: MutableMapping[str, Any]) -> None:
        """Refuse what does not call us by our name, or comes from another page.

        Raises:
            _RefusedError: if the request goes no further.
        """
        hosts, sites, origins = (_values(scope, name) for name in (b"host", b"sec-fetch-site", b"origin"))
        names = [host.encode() for host in self._access.hosts]
        if len(hosts) != 1 or hosts[0] not in names:
            raise _RefusedError(
                HTTPStatus.MISDIRECTED_REQUEST, "This address does not belong to the live page."
            )
        if scope["method"] not in (*_READING, _WRITING):
            raise _RefusedError(HTTPStatus.METHOD_NOT_ALLOWED, "The live page has no such method.")
        if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > _MAX_TARGET_BYTES:
            raise _RefusedError(HTTPStatus.REQUEST_URI_TOO_LONG, "This address is too long.")
        if any(site not in _OWN_SITES for site in sites) or any(
            origin != b"http://" + hosts[0] for origin in origins
        ):
            raise _RefusedError(HTTPStatus.FORBIDDEN, "The live page answers only its own pages.")

    def _opening_cookie(self, scope: MutableMapping[str, Any]) -> bytes:
        """Return the cookie for a browser that opens the address with the key; empty for any other request."""
        if scope["method"] != "GET" or scope["path"] != "/":
            return b""
        keys = parse_qs(scope["query_string"].decode("ascii", "replace"), max_num_fields=20).get("key", [])
        if len(keys) != 1 or not self._access.is_key(keys[0]):
            return b""
        name, key = self._access.cookie_name, self._access.key
        return f"{name}={key}; Path=/; HttpOnly; SameSite=Strict".encode()

    def _check_key(self, scope: MutableMapping[str, Any]) -> None:
        """Refuse a browser without the key.

        Raises:
            _RefusedError: if it has none.
        """
        pairs = [
            pair.strip().partition("=")
            for header in _values(scope, b"cookie")
            for pair in header.decode("latin-1").split(";")
        ]
        if not any(name == self._access.cookie_name and self._access.is_key(key) for name, _, key in pairs):
            reason = "Open the address that `briefings serve` printed: it has the key to this page."
            raise _RefusedError(HTTPStatus.FORBIDDEN, reason)

    def _check_write(self, scope: MutableMapping[str, Any]) -> None:
        """Refuse a write that is not allowed, or that no form of ours can have sent.

        Raises:
            _RefusedError: if the request goes no further.
        """
        if self._access.is_read_only:
            raise _RefusedError(HTTPStatus.FORBIDDEN, "This page is read-only: it changes no file.")
        is_own = _values(scope, b"sec-fetch-site") == [b"same-origin"]
        if not is_own and not _values(scope, b"origin"):
            raise _RefusedError(HTTPStatus.FORBIDDEN, "The live page takes forms only from its own pages.")
        types = [value.partition(b";")[0].strip().lower() for value in _values(scope, b"content-type")]
        if types != [_FORM_TYPE]:
            raise _RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The live page takes only forms.")
        lengths = _values(scope, b"content-length")
        if len(lengths) > 1 or any(not length.isdigit() for length in lengths):
            raise _RefusedError(HTTPStatus.BAD_REQUEST, "This form has no clear length.")
        if lengths and int(lengths[0][:20]) > _most_bytes(scope):
            raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This form is too large.")

    async def _read_body(self, scope: MutableMapping[str, Any], receive: Receive) -> bytes:
        """Return the body of a form, once its token is right.

        Raises:
            _RefusedError: if it is too large or too slow, breaks off, or does not have our token.
        """
        body, most = bytearray(), _most_bytes(scope)
        try:
            async with asyncio.timeout(self._body_seconds):
                has_more = True
                while has_more:
                    message = await receive()
                    if message["type"] != "http.request":
                        raise _RefusedError(HTTPStatus.BAD_REQUEST, "This form broke off.")
                    body += message.get("body", b"")
                    has_more = bool(message.get("more_body"))
                    if len(body) > most:
                        raise _RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "This form is too large.")
        except TimeoutError as error:
            raise _RefusedError(HTTPStatus.REQUEST_TIMEOUT, "This form took too long.") from error
        form = _read_form(bytes(body))
        if not self._access.is_form_token(form.get("token", "")):
            raise _RefusedError(HTTPStatus.FORBIDDEN, "This form is of another run: reload the page.")
        scope["form"] = form
        return bytes(body)


def _most_bytes(scope: MutableMapping[str, Any]) -> int:
    """Return how long a body may be."""
    return _MAX_UPLOAD_BYTES if scope["path"] == _UPLOAD else _MAX_BODY_BYTES


def _read_form(body: bytes) -> dict[str, str]:
    """Return the fields of a form; of a field that comes twice, and of one that is not UTF-8, nothing."""
    try:
        fields = parse_qs(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items() if len(values) == 1}


def _values(scope: MutableMapping[str, Any], name: bytes) -> list[bytes]:
    """Return all values of a header, as they came."""
    return [value for key, value in scope["headers"] if key.lower() == name]


def _replay(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives a body that was read, and then what comes after it."""
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return waiting.pop() if waiting else await receive()

    return receive_again


def _add_headers(send: Send, nonce: str) -> Send:
    """Return a `send` that adds the headers which keep an answer safe."""
    policy = (b"content-security-policy", _POLICY.format(nonce=nonce).encode())

    async def send_safely(message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", ()), policy, *_SAFE_HEADERS]
        await send(message)

    return send_safely


async def _answer(
    send: Send, status: HTTPStatus, text: str, headers: list[tuple[bytes, bytes]] | None = None
) -> None:
    """Send a short answer in plain text, and end the connection."""
    body = f"{text}\n".encode()
    fixed = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send(
        {
            "type": "http.response.start",
            "status": int(status),
            "headers": [*fixed, (b"connection", b"close"), *(headers or ())],
        }
    )
    await send({"type": "http.response.body", "body": body})
