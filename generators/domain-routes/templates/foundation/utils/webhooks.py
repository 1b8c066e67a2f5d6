"""What other services report: whether it is genuine, recent and new."""

import hashlib
import hmac
import re
import time
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, SecretStr
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from database.models import WebhookReceipt
from utils.types import FilledLine

TOLERANCE_SECONDS = 300
SIGNATURE = re.compile(r"t=([0-9]{1,12}),v1=[0-9a-f]{64}")


class WebhookEvent(BaseModel):
    """What is reported. An event has the same id however often it is delivered."""

    id: Annotated[FilledLine, Field(max_length=255)]
    type: Annotated[FilledLine, Field(max_length=100)]
    data: dict[str, Any] = Field(default_factory=dict)


# It is read as bytes, so FastAPI does not know of it.
EVENT_BODY = {
    "requestBody": {
        "content": {"application/json": {"schema": WebhookEvent.model_json_schema()}},
        "required": True,
    }
}


class WebhookAnswer(BaseModel):
    """Tells the other service that it need not deliver the event again."""

    status: Literal["ok"] = "ok"


def sign(body: bytes, secret: SecretStr, timestamp: int) -> str:
    """Return the `X-Signature` of a delivery: `t=<Unix time>,v1=<HMAC-SHA256>`.

    The code is of the time, a full stop and the body, so that neither can be changed.
    """
    signed = f"{timestamp}.".encode() + body
    code = hmac.new(secret.get_secret_value().encode(), signed, hashlib.sha256)
    return f"t={timestamp},v1={code.hexdigest()}"


def is_genuine(body: bytes, signature: str, secret: SecretStr | None) -> bool:
    """Tell whether somebody who knows the secret has sent this within minutes.

    Without a secret nothing is genuine.
    """
    match = SIGNATURE.fullmatch(signature)
    if secret is None or match is None:
        return False
    timestamp = int(match[1])
    if abs(time.time() - timestamp) > TOLERANCE_SECONDS:
        return False
    return hmac.compare_digest(sign(body, secret, timestamp), signature)


def accept_delivery(db: Session, source: str, event_id: str) -> bool:
    """Store the receipt of a delivery, to be committed with what its event changes.

    Return False where the event was handled before.
    """
    try:
        with db.begin_nested():
            db.add(WebhookReceipt(source=source, event_id=event_id))
    except IntegrityError:
        return False
    return True
