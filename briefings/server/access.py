"""Access to the live page: the settings of one run."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

__all__ = ["Access"]


@dataclass(frozen=True, slots=True)
class Access:
    """What one run of the live page lets a browser do.

    Attributes:
        port: the port on which it listens.
        is_read_only: whether it refuses every write.
        audience: name of the audience that reads the page; None for the desk, which sees everything.
        key: proves that a browser was let in by the address that the command printed.
        form_token: proves that a form came from one of our pages. Pages of other ports get the cookie, and not this.
    """

    port: int
    is_read_only: bool
    audience: str | None = None
    key: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)
    form_token: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @property
    def hosts(self) -> tuple[str, ...]:
        """Return the hosts by which the page may be called."""
        return (f"127.0.0.1:{self.port}", f"localhost:{self.port}")

    @property
    def cookie_name(self) -> str:
        """Return the name of the cookie with the key; browsers keep one jar for all ports."""
        return f"briefings-{self.port}"

    @property
    def opening_address(self) -> str:
        """Return the address that lets a browser in."""
        return f"http://{self.hosts[0]}/?key={self.key}"

    def is_key(self, text: str) -> bool:
        """Return whether a text is the key, in a time that does not tell how much of it is right."""
        return _is_same(text, self.key)

    def is_form_token(self, text: str) -> bool:
        """Return whether a text is the token of our forms."""
        return _is_same(text, self.form_token)


def _is_same(text: str, secret: str) -> bool:
    """Compare a text with a secret, byte by byte to the end."""
    return secrets.compare_digest(text.encode("utf-8", "replace"), secret.encode())
