"""Valid users for tests."""

import itertools
from typing import Any

from sqlalchemy.orm import Session

from database.models import User

_numbers = itertools.count(1)


def create_user(db: Session, **overrides: Any) -> User:
    """A stored user."""
    n = next(_numbers)
    values: dict[str, Any] = {
        "email": f"user{n}@example.com",
        "password_hash": "not a hash that any password has",
        "role": "user",
    }
    user = User(**(values | overrides))
    db.add(user)
    db.flush()
    return user
