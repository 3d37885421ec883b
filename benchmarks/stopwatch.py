"""Stopwatch for one command: prints its seconds, processor seconds, peak memory in KiB and exit code.

Run it as `python -I -S stopwatch.py COMMAND...`: a process inherits the peak memory of its parent, so the parent must
be small. The peak is that of the largest process that the command started.
"""

import os
import sys
import time


def main() -> None:
    """Run the command in the arguments."""
    command = sys.argv[1:]
    nowhere = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, nowhere, stream) for stream in (0, 1, 2)]
    start = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=actions)
    _, status, used = os.wait4(child, 0)
    wall = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    sys.stdout.write(f"{wall} {used.ru_utime + used.ru_stime} {used.ru_maxrss} {code}\n")


if __name__ == "__main__":
    main()
