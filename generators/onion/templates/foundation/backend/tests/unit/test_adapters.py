"""The adapters that need no service."""

from datetime import timedelta

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


@pytest.mark.parametrize(
    "token",
    [
        "not a token",
        JwtTokenService(SECRET, timedelta(minutes=-1)).issue("7"),
        JwtTokenService(SECRET[::-1], timedelta(minutes=1)).issue("7"),
        jwt.encode({"sub": "7"}, SECRET, algorithm="HS256"),
    ],
    ids=["garbage", "expired", "signed by somebody else", "without an end"],
)
def test_other_tokens_give_nothing(token: str) -> None:
    assert JwtTokenService(SECRET, timedelta(minutes=1)).read(token) is None
