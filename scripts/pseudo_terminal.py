"""Runs a command in a terminal: prints what the terminal shows, and types what it reads from standard input."""

import fcntl
import os
import pty
import select
import struct
import sys
import termios

CHUNK = 65536


def main(columns: int, rows: int, command: list[str]) -> int:
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    sources = [terminal, sys.stdin.fileno()]
    while terminal in sources:
        readable, _, _ = select.select(sources, [], [])
        if sys.stdin.fileno() in readable:
            typed = os.read(sys.stdin.fileno(), CHUNK)
            if typed:
                os.write(terminal, typed)
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
