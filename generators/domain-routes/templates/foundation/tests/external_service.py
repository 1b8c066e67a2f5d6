"""A service for tests to call: a real one that answers as it is told."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from pydantic import HttpUrl


@dataclass
class Answer:
    """What the service answers, and after how long."""

    status: int = 200
    body: bytes = b"{}"
    delay_seconds: float = 0


@dataclass
class Call:
    """A request as the service saw it."""

    method: str
    path: str
    authorization: str | None
    data: Any


@dataclass
class ExternalService:
    """Where the service is, and what it was asked so far."""

    url: HttpUrl
    calls: list[Call] = field(default_factory=list)


@contextmanager
def external_service(*answers: Answer) -> Iterator[ExternalService]:
    """Run a service that gives these answers in turn, the last one again and again."""
    closing = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            service.calls.append(
                Call(
                    method=self.command,
                    path=self.path,
                    authorization=self.headers.get("Authorization"),
                    data=json.loads(self.rfile.read(length)) if length else None,
                )
            )
            answer = answers[min(len(service.calls), len(answers)) - 1]
            closing.wait(answer.delay_seconds)
            try:
                self.send_response(answer.status)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)
            except ConnectionError:
                # The caller did not wait.
                self.close_connection = True

        do_DELETE = do_GET = do_POST = do_PUT = answer

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        service = ExternalService(HttpUrl(f"http://127.0.0.1:{server.server_port}/v1"))
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield service
        finally:
            closing.set()
            server.shutdown()
            thread.join()
