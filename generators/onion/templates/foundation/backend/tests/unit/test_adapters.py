"""The adapters that need no service."""

from datetime import UTC, datetime, timedelta

import jwt
import pytest

from app.infrastructure.adapters.password_hasher import BcryptPasswordHasher
from app.infrastructure.adapters.token_service import JwtTokenService

SECRET = "a secret of at least thirty-two bytes"


def test_hashes_are_salted_and_verify_one_password() -> None:
    hasher = BcryptPasswordHasher()

    first, second = hasher.hash("correct horse"), hasher.hash("correct horse")

    assert first != second
    assert hasher.verify("correct horse", first)
    assert not hasher.verify("wrong horse", first)


def test_passwords_end_where_bcrypt_stops_reading() -> None:
    hasher = BcryptPasswordHasher()

    longest = hasher.hash("x" * 72)

    assert hasher.verify("x" * 72, longest)
    assert not hasher.verify("x" * 73, longest)
    with pytest.raises(ValueError, match="72"):
        hasher.hash("x" * 73)


def test_tokens_give_their_subject_back() -> None:
    tokens = JwtTokenService(SECRET, timedelta(minutes=1))

    assert tokens.read(tokens.issue("7")) == "7"


def test_tokens_last_as_long_as_they_should() -> None:
    token = JwtTokenService(SECRET, timedelta(minutes=60)).issue("7")

    claims = jwt.decode(token, options={"verify_signature": False})

    left = datetime.fromtimestamp(claims["exp"], UTC) - datetime.now(UTC)
    assert timedelta(minutes=59) < left <= timedelta(minutes=60)


@pytest.mark.parametrize(
    "token",
    [
        "not a token",
        JwtTokenService(SECRET, timedelta(minutes=-1)).issue("7"),
        JwtTokenService(SECRET[::-1], timedelta(minutes=1)).issue("7"),
        jwt.encode({"sub": "7"}, SECRET, algorithm="HS256"),
        jwt.encode({"exp": 2**31}, SECRET, algorithm="HS256"),
    ],
    ids=["garbage", "expired", "signed by another", "without an end", "of nobody"],
)
def test_other_tokens_give_nothing(token: str) -> None:
    assert JwtTokenService(SECRET, timedelta(minutes=1)).read(token) is None
