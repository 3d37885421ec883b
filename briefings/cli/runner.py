"""Runner of commands: turns every error into a message for the user and an exit code.

Exit codes: 0 done; 1 findings; 2 usage; 3 something of the environment is missing; 70 a bug in Briefings;
130 interrupted.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.cli.reporting import limit_repeats
from briefings.cli.terminal import print_message
from briefings.loading.files import file_problem
from briefings.model.diagnostics import BriefingsError, format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["run"]

_FINDINGS = 1
_BUG = 70
_INTERRUPTED = 130


def run(command: click.Command, arguments: Sequence[str] | None) -> int:
    """Run a command and return its exit code.

    Args:
        command: the group of all commands.
        arguments: what the user typed after `briefings`; the arguments of the process if None.
    """
    try:
        exit_code = _run(command, arguments)
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:
        # Not even the message could be printed. Without streams, Python flushes none of them at exit.
        sys.stdout = sys.stderr = None
        return _FINDINGS
    return exit_code


def _run(command: click.Command, arguments: Sequence[str] | None) -> int:  # noqa: PLR0911 - one return per exit code
    """Run a command, print a message for each error, and return the exit code."""
    try:
        command.main(
            args=None if arguments is None else list(arguments), prog_name="briefings", standalone_mode=False
        )
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.ClickException as error:
        hint = " (see --help)" if isinstance(error, click.UsageError) else ""
        print_message(f"error: {error.format_message()}{hint}")
        return error.exit_code
    except BriefingsError as error:
        for diagnostic in limit_repeats(error.diagnostics):
            print_message(format_diagnostic(diagnostic))
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        print_message("interrupted")
        return _INTERRUPTED
    except BrokenPipeError:
        sys.stdout = None  # prevents a flush into the closed pipe at exit
        return _FINDINGS
    except OSError as error:
        print_message(format_diagnostic(file_problem(error)))
        return _FINDINGS
    except SystemExit as system_exit:
        return system_exit.code if isinstance(system_exit.code, int) else _FINDINGS
    except Exception as error:  # noqa: BLE001 - last resort: report our own bug
        import traceback

        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        print_message(
            f"error: this is a bug in Briefings, please report it: {type(error).__name__}: {error} ({place})"
        )
        return _BUG
    return 0
