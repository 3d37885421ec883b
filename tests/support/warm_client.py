"""Hand a command line to the warm process of `warm_commands`, and end as that command ends.

Usage: warm_client.py ADDRESS MODULE ARGUMENT...
"""

import marshal
import os
import signal
import socket
import sys


def main() -> None:
    """Send folder, words, environment and standard streams; wait for the exit code."""
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(sys.argv[1])
        socket.send_fds(connection, [b"."], [0, 1, 2])
        connection.sendall(marshal.dumps((os.getcwd(), sys.argv[2:], dict(os.environ))))  # noqa: PTH109 - pathlib takes longer to load than all of this
        connection.shutdown(socket.SHUT_WR)
        code = int(connection.recv(16) or b"255")
    if code < 0:
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    sys.exit(code)


main()
