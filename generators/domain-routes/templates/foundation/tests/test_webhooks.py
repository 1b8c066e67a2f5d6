"""Deliveries: which are taken, and which are not."""

import time

import pytest
from httpx import AsyncClient
from pydantic import SecretStr
from sqlalchemy.orm import Session

from main import app
from utils.webhooks import TOLERANCE_SECONDS, accept_delivery, is_genuine, sign

BODY = b'{"id": "1", "type": "paid"}'
SECRET = SecretStr("the secret")
WEBHOOKS = [path for path in app.openapi()["paths"] if path.endswith("/webhook")]


@pytest.mark.parametrize("age", [0, TOLERANCE_SECONDS - 30, 30 - TOLERANCE_SECONDS])
def test_takes_what_was_signed_a_moment_ago(age: int) -> None:
    signature = sign(BODY, SECRET, int(time.time()) - age)

    assert is_genuine(BODY, signature, SECRET)


@pytest.mark.parametrize("age", [TOLERANCE_SECONDS + 30, -TOLERANCE_SECONDS - 30])
def test_refuses_what_was_signed_long_ago_or_will_be(age: int) -> None:
    signature = sign(BODY, SECRET, int(time.time()) - age)

    assert not is_genuine(BODY, signature, SECRET)


def test_refuses_what_was_changed_or_signed_by_others() -> None:
    now = int(time.time())
    signature = sign(BODY, SECRET, now)

    assert not is_genuine(BODY + b" ", signature, SECRET)
    assert not is_genuine(BODY, signature.replace(str(now), str(now + 1)), SECRET)
    assert not is_genuine(BODY, sign(BODY, SecretStr("another"), now), SECRET)
    assert not is_genuine(BODY, signature, None)


@pytest.mark.parametrize("signature", ["", "t=1", "t=1,v1=", "t=\u0661,v1=0", "\u00e9"])
def test_refuses_what_is_no_signature(signature: str) -> None:
    assert not is_genuine(BODY, signature, SECRET)


def test_an_event_is_accepted_once_from_each_service(db: Session) -> None:
    assert accept_delivery(db, "bank", "1")
    db.commit()

    assert not accept_delivery(db, "bank", "1")
    assert accept_delivery(db, "bank", "2")
    assert accept_delivery(db, "shop", "1")


def test_an_event_that_was_not_handled_is_accepted_again(db: Session) -> None:
    accept_delivery(db, "bank", "1")
    db.rollback()

    assert accept_delivery(db, "bank", "1")


async def test_every_webhook_asks_for_a_signature(client: AsyncClient) -> None:
    assert WEBHOOKS

    for path in WEBHOOKS:
        assert (await client.post(path, content=BODY)).status_code == 400
