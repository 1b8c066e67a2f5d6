"""Passwords and access tokens."""

import jwt
import pytest

from app.core.config import settings
from app.core.security import (
    create_access_token,
    hash_password,
    read_access_token,
    verify_password,
)


def test_hashes_are_salted_and_verify_one_password() -> None:
    first, second = hash_password("correct horse"), hash_password("correct horse")

    assert first != second
    assert verify_password("correct horse", first)
    assert not verify_password("wrong horse", first)


def test_passwords_end_where_bcrypt_stops_reading() -> None:
    longest = hash_password("x" * 72)

    assert verify_password("x" * 72, longest)
    assert not verify_password("x" * 73, longest)
    with pytest.raises(ValueError, match="72"):
        hash_password("x" * 73)


def test_tokens_give_their_user_back() -> None:
    assert read_access_token(create_access_token(7)) == 7


@pytest.mark.parametrize(
    ("claims", "secret"),
    [
        ({"sub": "7", "exp": 2**31}, "a-secret-of-somebody-elses-and-long-enough"),
        ({"sub": "7", "exp": 1}, None),
        ({"sub": "7"}, None),
        ({"sub": "nobody", "exp": 2**31}, None),
    ],
)
def test_tells_nothing_from_tokens_that_are_not_valid(
    claims: dict[str, object], secret: str | None
) -> None:
    key = secret or settings.SECRET_KEY.get_secret_value()

    assert read_access_token(jwt.encode(claims, key, algorithm="HS256")) is None
