"""Delivers one event of Stripe a hundred times over HTTP, twenty at a time, to an emitted backend with payments.

With DATABASE_URL, SECRET_KEY and STRIPE_WEBHOOK_SECRET. It ends well only if each delivery is answered with 200, the
event is there once and handled, and what is signed otherwise is answered with 400 and not there.
"""

import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
from sqlalchemy import create_engine, text

from tests.fakes.payment import make_event, sign


def main() -> None:
    secret = os.environ["STRIPE_WEBHOOK_SECRET"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["uvicorn", "app.presentation.main:app", "--port", str(port), "--log-level", "warning"]
    api = subprocess.Popen([sys.executable, "-m", *command])
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
            for _ in range(300):
                try:
                    client.get("/health").raise_for_status()
                    break
                except httpx.TransportError:
                    time.sleep(0.1)

            def deliver(number: int) -> int:
                payload = make_event("pi_1", number=1 if number >= 0 else 2)
                signature = sign(payload, secret=secret if number >= 0 else "whsec_other")
                headers = {"Stripe-Signature": signature}
                return client.post("/payments/webhook", content=payload, headers=headers).status_code

            with ThreadPoolExecutor(20) as threads:
                assert set(threads.map(deliver, range(100))) == {200}
            assert deliver(-1) == 400
        with create_engine(os.environ["DATABASE_URL"]).connect() as db:
            rows = db.execute(text("SELECT event_id, handled_at FROM webhook_events")).all()
        assert [row[0] for row in rows] == ["evt_1"], rows
        assert rows[0][1] is not None
        print("handled once")
    finally:
        api.terminate()
        api.wait()


if __name__ == "__main__":
    main()
