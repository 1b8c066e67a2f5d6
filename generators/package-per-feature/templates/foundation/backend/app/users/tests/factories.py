"""Valid users for tests."""

import itertools
from typing import Any

from sqlalchemy.orm import Session

from app.users.models import User

_numbers = itertools.count(1)


def make_user(**overrides: Any) -> User:
    """A valid user who is stored nowhere."""
    n = next(_numbers)
    values: dict[str, Any] = {
        "email": f"user{n}@example.com",
        "password_hash": "not a hash that any password has",
        "role": "user",
    }
    return User(**(values | overrides))


def create_user(db: Session, **overrides: Any) -> User:
    """A stored user."""
    user = make_user(**overrides)
    db.add(user)
    db.flush()
    return user
