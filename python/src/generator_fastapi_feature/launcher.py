"""Hands over to the runner in Node: arguments, terminal, signals and exit status stay its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

from generator_fastapi_feature.node import NodeNotFoundError, find_node

RUNNER = Path(__file__).parent / "runner" / "dist" / "bin" / "fastapi-feature.js"

REFUSED = 3
"""The exit status of the runner where it refuses, writes nothing and says what to do."""


def main() -> NoReturn:
    """Run the command line in Node."""
    try:
        node = find_node()
    except NodeNotFoundError as error:
        print(f"fastapi-feature: {error}", file=sys.stderr)
        sys.exit(REFUSED)
    command = [str(node), str(RUNNER), *sys.argv[1:]]
    if sys.platform == "win32":
        sys.exit(wait_for(command))
    os.execv(command[0], command)


def wait_for(command: list[str]) -> int:
    """Run a command and return its exit status, where a process cannot become another one.

    Ctrl-C goes to every process of a console; what it means is left to the command.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    status = subprocess.run(command, check=False).returncode
    # Windows has statuses of 32 bits without a sign, but Python can only exit with signed ones.
    return status - 2**32 if status >= 2**31 else status
