"""Typesetting of PDFs on a Dask cluster, an optional extra.

The interface is `concurrent.futures.Executor`: anything with `submit` can typeset.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from briefings.build.tool_versions import tool_versions
from briefings.model.diagnostics import Diagnostic, EnvironmentMissingError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor

__all__ = ["dask_executor"]


@contextlib.contextmanager
def dask_executor(address: str) -> Iterator[Executor]:
    """Provide the executor of a Dask cluster; its workers must have the same tool versions as this machine.

    Args:
        address: of its scheduler, `tcp://HOST:PORT`.

    Raises:
        EnvironmentMissingError: if the extra `dask` is not installed, or the cluster can't be reached, has no workers,
            or has other versions.
    """
    try:
        import distributed  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        hint = "pip install 'briefings[dask]'"
        raise EnvironmentMissingError(
            [Diagnostic("no-dask", "the extra 'dask' is not installed", hint=hint)]
        ) from error
    try:
        client = distributed.Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError) as error:
        hint = "start one with `dask scheduler`, and workers with `dask worker`"
        message = f"no Dask cluster answers at {address}"
        raise EnvironmentMissingError([Diagnostic("no-cluster", message, hint=hint)]) from error
    with client:
        versions_by_worker = _tool_versions_by_worker(client, address)
        if not versions_by_worker:
            hint = f"start workers with `dask worker {address}`"
            message = f"the cluster at {address} has no workers"
            raise EnvironmentMissingError([Diagnostic("no-cluster", message, hint=hint)])
        problems = [
            Diagnostic(
                "other-version",
                f"worker {worker} has {name} {worker_versions.get(name, 'none')}, this machine {version}",
            )
            for worker, worker_versions in versions_by_worker.items()
            for name, version in tool_versions().items()
            if worker_versions.get(name) != version
        ]
        if problems:
            raise EnvironmentMissingError(problems)
        workers: Executor = client.get_executor(pure=False)
        yield workers


def _tool_versions_by_worker(client: Any, address: str) -> dict[str, dict[str, str]]:  # noqa: ANN401 - has no types
    """Return the tool versions of each worker of a cluster, by address of the worker."""
    try:
        versions: dict[str, dict[str, str]] = client.run(tool_versions)
    except Exception as error:
        hint = "install the same version of Briefings on each worker"
        message = f"workers of the cluster at {address} can't load Briefings: {error}"
        raise EnvironmentMissingError([Diagnostic("other-version", message, hint=hint)]) from error
    return versions
