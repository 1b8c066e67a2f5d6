"""Signing in."""

import asyncio

from app.core.exceptions import AuthenticationError
from app.core.security import (
    create_access_token,
    hash_password,
    read_access_token,
    verify_password,
)
from app.models.user import User
from app.repositories.user_repository import UserRepository


class AuthService:
    """Trades passwords for tokens, and tokens for users."""

    def __init__(self, repo: UserRepository) -> None:
        self.repo = repo

    async def sign_in(self, email: str, password: str) -> str:
        """Return a token for the user with this address and password.

        Raises:
            AuthenticationError: there is no such user. It does not tell whether the
                address or the password was wrong.
        """
        user = await self.repo.get_by_email(email)
        if user is None:
            # Takes as long as the comparison would.
            await asyncio.to_thread(hash_password, "the password of nobody")
            raise AuthenticationError("Wrong email or password.")
        if not await asyncio.to_thread(verify_password, password, user.password_hash):
            raise AuthenticationError("Wrong email or password.")
        return create_access_token(user.id)

    async def identify(self, token: str) -> User:
        """Return the user whom a token belongs to.

        Raises:
            AuthenticationError: the token is not valid, or its user is gone.
        """
        user_id = read_access_token(token)
        user = None if user_id is None else await self.repo.get(user_id)
        if user is None:
            raise AuthenticationError("Sign in again: the token is not valid.")
        return user
