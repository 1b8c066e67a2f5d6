"""Accounts and signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from database.models import User
from utils.exceptions import AuthenticationError
from utils.queries import flush
from utils.security import (
    create_access_token,
    hash_password,
    read_access_token,
    verify_password,
)

if TYPE_CHECKING:
    from routes.auth.schemas import UserCreate

logger = structlog.get_logger()


class AuthService:
    """Opens accounts, and trades passwords for tokens and tokens for users."""

    def __init__(self, db: Session) -> None:
        self.db = db

    def register(self, data: UserCreate) -> User:
        """Open an account with the role `user`.

        Raises:
            ConflictError: the address has an account already.
        """
        user = User(email=data.email, password_hash=hash_password(data.password))
        self.db.add(user)
        flush(self.db)
        logger.info("user_registered", user_id=str(user.id))
        return user

    def sign_in(self, email: str, password: str) -> str:
        """Return a token for the user with this address and password.

        Raises:
            AuthenticationError: there is no such user. It does not tell whether the
                address or the password was wrong.
        """
        user = self._get_by_email(email)
        if user is None:
            # Takes as long as the comparison would.
            hash_password("the password of nobody")
            raise AuthenticationError("Wrong email or password.")
        if not verify_password(password, user.password_hash):
            logger.warning("password_rejected", user_id=str(user.id))
            raise AuthenticationError("Wrong email or password.")
        logger.info("user_signed_in", user_id=str(user.id))
        return create_access_token(user.id)

    def identify(self, token: str) -> User:
        """Return the user whom a token belongs to.

        Raises:
            AuthenticationError: the token is not valid, or its user is gone.
        """
        user_id = read_access_token(token)
        user = None if user_id is None else self.db.get(User, user_id)
        if user is None or user.deleted_at is not None:
            raise AuthenticationError("Sign in again: the token is not valid.")
        return user

    def ensure_admin(self, data: UserCreate) -> User:
        """Promote the account with this address and password, or open it.

        Raises:
            AuthenticationError: it has another password, so somebody else may have it.
        """
        user = self._get_by_email(data.email)
        if user is None:
            user = self.register(data)
        elif not verify_password(data.password, user.password_hash):
            raise AuthenticationError("This account has another password.")
        user.role = "admin"
        self.db.flush()
        logger.info("user_promoted", user_id=str(user.id))
        return user

    def _get_by_email(self, email: str) -> User | None:
        # Addresses are stored in lower case.
        statement = select(User).filter_by(email=email.lower(), deleted_at=None)
        return self.db.scalar(statement)
