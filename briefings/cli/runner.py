"""Running a command, and what it ends with: every error that may happen is told in the user's words.

Exit codes: 0 done; 1 findings; 2 usage; 3 something of the environment is missing; 70 a bug of ours; 130 interrupted.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefings.cli.terminal import say
from briefings.model.diagnostics import BriefingsError, format_diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["run"]

_BUG = 70
_INTERRUPTED = 130


def run(command: click.Command, arguments: Sequence[str] | None) -> int:  # noqa: PLR0911 - one an exit code
    """Run a command; gives its exit code.

    Args:
        command: the group of all commands.
        arguments: what the user typed behind it; those of the process if None.
    """
    try:
        command.main(
            args=None if arguments is None else list(arguments), prog_name="briefings", standalone_mode=False
        )
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.ClickException as error:
        hint = " (see --help)" if isinstance(error, click.UsageError) else ""
        say(f"error: {error.format_message()}{hint}")
        return error.exit_code
    except BriefingsError as error:
        for found in error.diagnostics:
            click.echo(format_diagnostic(found), err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("interrupted")
        return _INTERRUPTED
    except BrokenPipeError:
        sys.stdout = None  # so that nothing is flushed into the closed pipe at exit
        return 1
    except SystemExit as exit_:
        return exit_.code if isinstance(exit_.code, int) else 1
    except Exception as error:  # noqa: BLE001 - the last line of defence: our bug, said as such
        import traceback

        frame = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{Path(frame.filename).name}:{frame.lineno}"
        say(f"error: this is a bug in Briefings, please report it: {type(error).__name__}: {error} ({place})")
        return _BUG
    return 0
