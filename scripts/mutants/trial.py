"""Runs the tests of an application against mutants of it, and says which of them no test noticed.

`trial.py ROOT PYTHON_FILES... < choice as JSON`: `{"count": 100, "seed": 1, "workers": 2}`. Prints one JSON document a
line: first the number of all mutants and how long the tests take, then each mutant that was tried.
"""

import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from queue import Queue

from mutator import Mutant, mutant_at, points_of

# How much longer than without a fault the tests may take: who waits for ever is noticed, too.
PATIENCE = 5


def main() -> None:
    """Try as many mutants as wanted."""
    root = Path(sys.argv[1])
    choice = json.load(sys.stdin)
    sources = {path: (root / path).read_text() for path in sys.argv[2:]}
    points = [(path, *point) for path, source in sources.items() for point in points_of(source)]
    random.Random(choice["seed"]).shuffle(points)  # noqa: S311
    made = (mutant_at(path, sources[path], *point) for path, *point in points)
    chosen = list(islice((each for each in made if each is not None), choice["count"]))
    load_packages()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        places: Queue[Path] = Queue()
        for number in range(choice["workers"]):
            places.put(Path(shutil.copytree(root, Path(folder) / str(number) / root.name)))
        began = time.monotonic()
        place = places.get()
        if not passes(place, 600, writes_bytecode=True):
            sys.exit("its tests do not pass as it is")
        took = time.monotonic() - began
        places.put(place)
        say({"mutants": len(points), "seconds": round(took, 1)})

        def attempt(mutant: Mutant) -> None:
            place = places.get()
            survived = survives(place, mutant, 20 + PATIENCE * took)
            places.put(place)
            told = {name: value for name, value in asdict(mutant).items() if name != "source"}
            say(told | {"survived": survived})

        with ThreadPoolExecutor(choice["workers"]) as pool:
            list(pool.map(attempt, chosen))


def load_packages() -> None:
    """Import once what each run of the tests would import anew; they run in forks of this process."""
    for name in ("alembic.command", "fastapi", "httpx", "pydantic_settings", "sqlalchemy.ext.asyncio", "sqlalchemy.orm",
                 "bcrypt", "jwt", "email_validator", "structlog"):  # fmt: skip
        try:
            __import__(name)
        except ImportError:
            continue


def survives(place: Path, mutant: Mutant, seconds: float) -> bool:
    """Say whether the tests pass with a fault."""
    path = place / mutant.path
    right = path.read_bytes()
    # Its age in seconds and its size can be those of the file without the fault.
    for stale in (path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"):
        stale.unlink()
    path.write_text(mutant.source)
    try:
        return passes(place, seconds)
    finally:
        path.write_bytes(right)


def passes(place: Path, seconds: float, *, writes_bytecode: bool = False) -> bool:
    """Say whether the tests in a folder pass in time."""
    child = os.fork()
    if child == 0:
        run_tests(place, writes_bytecode)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status == 0
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def run_tests(place: Path, writes_bytecode: bool) -> None:
    """Run the tests in this process, which ends with them."""
    os.setpgid(0, 0)
    quiet = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(quiet, stream)
    os.chdir(place)
    sys.path.insert(0, str(place))
    sys.dont_write_bytecode = not writes_bytecode
    code = 1
    try:
        import pytest

        code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--tb=no", "--assert=plain"])
    finally:
        os._exit(0 if code == 0 else 1)


def say(document: dict[str, object]) -> None:
    """Print a document on a line of its own."""
    print(json.dumps(document), flush=True)


if __name__ == "__main__":
    main()
