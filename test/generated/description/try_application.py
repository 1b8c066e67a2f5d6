"""Starts an emitted application, and has Schemathesis try whether it answers as its description says.

usage, in the project: try_application.py APPLICATION DATABASE SCHEMATHESIS CASES PATHS
APPLICATION is its module, DATABASE a driver for SQLite, SCHEMATHESIS its command, CASES how many random ones there are
for each operation, PATHS a regular expression for those that are tried.
"""

import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx

PASSWORD = "correct horse"
# Those that rules.py replaces.
REPLACED = "positive_data_acceptance,unsupported_method,allow_header_conformance"

application, driver, schemathesis, cases, paths = sys.argv[1:]
here = Path(__file__).parent


def wait_for(base):
    """The description, once the application answers."""
    for _ in range(300):
        try:
            return httpx.get(f"{base}/openapi.json").json()
        except httpx.TransportError:
            time.sleep(0.1)
    raise SystemExit("the application did not start")


def find(description, *names):
    """The path of the operation with one of these names."""
    return next(
        path
        for path, operations in description["paths"].items()
        for operation in operations.values()
        if operation["operationId"] in names
    )


def attempt(base, token, env, *options):
    """What Schemathesis says where something is wrong."""
    command = [schemathesis, "run", f"{base}/openapi.json", "--checks", "all", "--exclude-checks", REPLACED]
    command += ["--header", f"Authorization: Bearer {token}", "--include-path-regex", paths, "--seed", "1"]
    command += ["--suppress-health-check", "all", "--continue-on-failure", "--no-color", "--no-shrink", *options]
    run = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    print(run.stdout[run.stdout.rfind("Test cases:") :])
    return "" if run.returncode == 0 else run.stdout + run.stderr


with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
    database = Path(folder) / "tried.db"
    log = Path(folder) / "server.log"
    env = os.environ | {"DATABASE_URL": f"{driver}:///{database}", "PYTHONPATH": os.getcwd()}
    # Nearly all random passwords are wrong.
    env |= dict.fromkeys(("SIGN_IN_LIMIT_PER_ACCOUNT", "SIGN_IN_LIMIT_PER_ADDRESS"), "1000000")
    if Path("alembic.ini").exists():
        subprocess.run([sys.executable, "-m", "alembic", "upgrade", "head"], env=env, check=True, capture_output=True)
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
    free.close()
    serve = [sys.executable, "-m", "uvicorn", f"{application}:app", "--port", str(port), "--log-level", "error"]
    # A pipe that nobody reads meanwhile would be full at some time, and the server would stand still.
    with log.open("w") as stderr:
        server = subprocess.Popen(serve, env=env, stderr=stderr)
    base = f"http://127.0.0.1:{port}"
    try:
        description = wait_for(base)
        account = {"email": "ada@example.com", "password": PASSWORD}
        wanted = description["components"]["schemas"].get("UserCreate", {}).get("properties", {})
        names = {"username": "ada"} if "username" in wanted else {}
        httpx.post(base + find(description, "register_user", "register"), json=account | names, timeout=60).raise_for_status()
        form = {"username": account["email"], "password": PASSWORD}
        signed_in = httpx.post(base + find(description, "log_in"), data=form, timeout=60).raise_for_status()
        token = signed_in.json()["access_token"]
        hooks = env | {"PYTHONPATH": str(here), "SCHEMATHESIS_HOOKS": "rules"}
        said = attempt(base, token, hooks, "--phases", "fuzzing", "--max-examples", cases)
        with sqlite3.connect(database) as connection:
            connection.execute("UPDATE users SET role = 'admin'")
        said += attempt(base, token, hooks, "--phases", "examples,coverage,fuzzing,stateful", "--max-examples", cases)
    finally:
        server.terminate()
        try:
            server.wait(timeout=60)
        except subprocess.TimeoutExpired:
            server.kill()
            raise
    if said:
        sys.exit(f"{said}\n{log.read_text()[-3000:]}")
