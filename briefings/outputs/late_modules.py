"""Modules of another program that are loaded when something of them is used, because a run hardly ever needs them."""

from __future__ import annotations

import contextlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

__all__ = ["LateModule", "late_modules"]


class LateModule(NamedTuple):
    """How a module is loaded late.

    Attributes:
        load: imports it and returns it.
        functions: the functions that are imported from it by name.
    """

    load: Callable[[], ModuleType]
    functions: tuple[str, ...] = ()


class _StandIn(ModuleType):
    """A stand-in for a module, which loads it when something of it is used."""

    def __init__(self, name: str, late: LateModule) -> None:
        super().__init__(name)
        self._late = late
        for function in late.functions:
            setattr(self, function, _late_function(late, function))

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - modules have anything
        """Return what the module itself has by a name; of names with underscores only the import system asks."""
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._late.load(), name)


def _late_function(late: LateModule, name: str) -> Callable[..., Any]:
    """Return a function that loads its module when it is called."""

    def call(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401 - those of the function
        """Call the function itself."""
        return getattr(late.load(), name)(*arguments, **options)

    return call


@contextlib.contextmanager
def late_modules(modules: Mapping[str, LateModule]) -> Iterator[None]:
    """Let what is imported within a `with` block have stand-ins for modules, by their names, that are not loaded yet."""
    stand_ins = {name: _StandIn(name, late) for name, late in modules.items() if name not in sys.modules}
    sys.modules |= stand_ins
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
