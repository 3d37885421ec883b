"""One address for each route of the live page, so that no test of all routes forgets a new one."""

from __future__ import annotations

from briefings.server.forms.raw_answers import WITHOUT_FACTS
from briefings.server.read_answers import READING
from briefings.server.write_answers import WRITING

__all__ = ["READ_TARGETS", "WRITE_TARGETS"]

_EXAMPLES = {
    "/": "/",
    "/list/{name}": "/list/proposals",
    "/note/{subject}": "/note/zubrowka?product=desk&compare=2015-06-01",
    "/download/{subject}": "/download/zubrowka?product=desk&format=md",
    "/fact/{folder}/{id}": "/fact/zubrowka/oil",
    "/entry/{id}": "/entry/zubrowka-minister",
    "/source/{id}": "/source/league-charter",
    "/capture/{upload}": "/capture/0123456789abcdef",
    "/calendar": "/calendar?year=2019",
    "/find": "/find?q=lamp",
    "/add/{kind}": "/add/statement",
    "/edit/{key:path}": "/edit/zubrowka/oil",
    "/raw/{key:path}": "/raw/zubrowka/oil",
    "/remove/{key:path}": "/remove/zubrowka/oil",
    "/correct/{file}": "/correct/01234567",
}
READ_TARGETS = {path: _EXAMPLES.get(path, path) for path in (*READING, *WITHOUT_FACTS)}
"""An address for each route that reads; the route itself where it has no part to fill in."""

WRITE_TARGETS = tuple(_EXAMPLES.get(path, path) for path in (*WRITING, *WITHOUT_FACTS))
"""The addresses of all forms."""

_MISSING = [target for target in (*READ_TARGETS.values(), *WRITE_TARGETS) if "{" in target]
if _MISSING:
    raise LookupError(f"a route has no example: {_MISSING}")
