"""What every request passes, as somebody careful writes it by hand: all of it in one.

The id of the request for the log, the limit of its body, the headers that an API says to
browsers, and an error that nobody foresaw in the log: an emitted API has each of them too.
"""

import logging
import re
from contextvars import ContextVar
from uuid import uuid4

from fastapi import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

logger = logging.getLogger(__name__)

MAX_BODY_BYTES = 1024**2
USABLE_ID = re.compile(rb"[\w.:-]{1,64}")
SECURITY_HEADERS = [
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"strict-transport-security", b"max-age=31536000"),
    (b"x-content-type-options", b"nosniff"),
]

request_id: ContextVar[str] = ContextVar("request_id", default="-")


def log_with_ids() -> None:
    """Have each line of the log begin with the id of its request."""
    make = logging.getLogRecordFactory()

    def make_with_id(*args: object, **kwargs: object) -> logging.LogRecord:
        record = make(*args, **kwargs)
        record.request_id = request_id.get()
        return record

    logging.setLogRecordFactory(make_with_id)
    logging.basicConfig(format="%(request_id)s %(levelname)s %(name)s %(message)s")


class Middleware:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sent = next(
            (value for name, value in scope["headers"] if name == b"x-request-id"), b""
        )
        own = sent if USABLE_ID.fullmatch(sent) else str(uuid4()).encode()
        size = 0
        has_begun = False

        async def receive_part() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > MAX_BODY_BYTES:
                raise HTTPException(413, f"A body has at most {MAX_BODY_BYTES} bytes.")
            return message

        async def send_part(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                message["headers"] += [*SECURITY_HEADERS, (b"x-request-id", own)]
            await send(message)

        token = request_id.set(own.decode())
        try:
            await self.app(scope, receive_part, send_part)
        except Exception:
            logger.exception("%s %r failed", scope["method"], scope["path"])
            if has_begun:
                raise
            await JSONResponse({"detail": "Internal error"}, 500)(
                scope, receive, send_part
            )
        finally:
            request_id.reset(token)
