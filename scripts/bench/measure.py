"""Runs a command as a user (or as this one, if it is -1) and prints what it and its children took."""

import json
import os
import subprocess
import sys
import time


def main(user: int, command: list[str]) -> int:
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=sys.stderr,
        user=None if user < 0 else user,
        group=None if user < 0 else user,
    )
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    # Linux counts in kibibytes, macOS in bytes.
    memory = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    cpu = usage.ru_utime + usage.ru_stime
    print(json.dumps({"cpu": cpu * 1000, "wall": wall * 1000, "memory": memory}))
    return process.returncode


sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
