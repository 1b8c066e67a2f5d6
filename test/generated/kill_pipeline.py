"""Kills the process that is at the second of three steps, and sees another one finish the run.

`kill_pipeline.py api|celery` in an emitted backend whose pipeline is `transcribe/embed/index`, with DATABASE_URL,
SECRET_KEY and, for Celery, JOB_BROKER_URL. It ends well only if step 1 was run once, each effect exists once, the
result is right, and the status was never wrong.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

STEPS = Path("app/infrastructure/pipelines/steps")
EFFECTS = Path("effects")
HUNG = Path("hung")

# Each step has an effect under a key that is the same whenever it is tried again.
STEP = '''
from pathlib import Path
from time import sleep
from typing import Any


class {Name}Step:
    name = "{name}"

    def run(self, context: dict[str, Any]) -> dict[str, Any]:
        with Path("begun").open("a") as begun:
            begun.write("{name}\\n")
        Path("effects", f"{{context['run_id']}} {name}").touch()
        if "{name}" == "embed" and not Path("hung").exists():
            Path("hung").touch()
            sleep(600)
        return {{**context, "by": [*context.get("by", []), "{name}"]}}
'''


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(condition, what: str, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(f"not in time: {what}")
        time.sleep(0.1)


def start(*command: str) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", *command], start_new_session=True)


def kill(process: subprocess.Popen) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def main(kind: str) -> None:
    for name in ("transcribe", "embed", "index"):
        text = STEP.format(name=name, Name=name.capitalize())
        (STEPS / f"{name}_step.py").write_text(text)
    EFFECTS.mkdir()
    os.environ["JOB_LEASE_SECONDS"] = "2"
    port = free_port()
    running: list[subprocess.Popen] = []

    def start_api() -> subprocess.Popen:
        api = start("uvicorn", "app.presentation.main:app", "--port", str(port), "--log-level", "warning")
        running.append(api)
        return api

    def start_worker() -> subprocess.Popen:
        worker = start("celery", "-A", "app.presentation.worker", "worker", "--concurrency", "1", "--loglevel", "WARNING")
        running.append(worker)
        return worker

    try:
        api = start_api()
        at_it = start_worker() if kind == "celery" else api
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=10) as client:

            def answers() -> bool:
                try:
                    return client.get("/health").status_code == 200
                except httpx.TransportError:
                    return False

            wait_until(answers, "the API answers")
            account = {"email": "ada@example.com", "password": "correct horse"}
            client.post("/users", json=account).raise_for_status()
            form = {"username": account["email"], "password": account["password"]}
            token = client.post("/auth/login", data=form).json()["access_token"]
            client.headers["Authorization"] = f"Bearer {token}"
            run_id = client.post("/pipeline/run", json={"context": {"x": 1}}).raise_for_status().json()["run_id"]

            def status() -> dict:
                return client.get(f"/pipeline/status/{run_id}").raise_for_status().json()

            wait_until(HUNG.exists, "step 2 has begun")
            assert status()["status"] == "running", status()
            kill(at_it)
            if kind == "celery":
                start_worker()
            else:
                start_api()
                wait_until(answers, "the API answers again")
            seen = set()

            def is_done() -> bool:
                now = status()
                seen.add(now["status"])
                if now["status"] != "done":
                    return False
                assert all(step["status"] == "done" for step in now["steps"]), now
                return True

            wait_until(is_done, "the run is done")
            assert seen <= {"queued", "running", "done"}, seen
            assert [step["attempts"] for step in status()["steps"]] == [1, 2, 1], status()
            result = client.get(f"/pipeline/result/{run_id}").raise_for_status().json()["result"]
            assert result == {"x": 1, "run_id": run_id, "by": ["transcribe", "embed", "index"]}, result
            health = client.get("/health/jobs").json()
            assert (health["done"], health["dead"]) == (1, 0), health
        begun = Path("begun").read_text().split()
        assert begun == ["transcribe", "embed", "embed", "index"], begun
        assert len(list(EFFECTS.iterdir())) == 3
        print("the run was finished")
    finally:
        for process in running:
            if process.poll() is None:
                kill(process)


if __name__ == "__main__":
    main(sys.argv[1])
