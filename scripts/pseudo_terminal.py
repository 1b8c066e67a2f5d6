"""Runs a command in a terminal: prints what the terminal shows, and types what it reads from standard input.

What terminals are sent to change their size, CSI 8 ; rows ; columns t, changes it here, too.
"""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios

CHUNK = 65536
RESIZE = re.compile(rb"\x1b\[8;(\d+);(\d+)t")


def resize(terminal: int, rows: int, columns: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def main(columns: int, rows: int, command: list[str]) -> int:
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(command[0], command)
    resize(terminal, rows, columns)
    sources = [terminal, sys.stdin.fileno()]
    while terminal in sources:
        readable, _, _ = select.select(sources, [], [])
        if sys.stdin.fileno() in readable:
            typed = os.read(sys.stdin.fileno(), CHUNK)
            if typed:
                for size in RESIZE.finditer(typed):
                    resize(terminal, int(size[1]), int(size[2]))
                os.write(terminal, RESIZE.sub(b"", typed))
            else:
                sources.remove(sys.stdin.fileno())
        if terminal in readable:
            try:
                shown = os.read(terminal, CHUNK)
            except OSError:
                # The command has closed its side.
                shown = b""
            if not shown:
                break
            os.write(sys.stdout.fileno(), shown)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]))
