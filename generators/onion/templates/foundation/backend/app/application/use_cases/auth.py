"""Signing in, and telling who is calling."""

import re

from app.application.interfaces.security import IPasswordHasher, ITokenService
from app.application.interfaces.user import IUserRepository
from app.domain.entities.user import User
from app.domain.exceptions import AuthenticationError


class SignInUseCase:
    """Tell who somebody is by an address and a password."""

    def __init__(self, repo: IUserRepository, hasher: IPasswordHasher) -> None:
        self.repo = repo
        self.hasher = hasher

    def execute(self, email: str, password: str) -> User:
        """Return the user.

        An unknown address takes as long as a wrong password and is told the same.

        Raises:
            AuthenticationError: address and password do not belong together.
        """
        user = self.repo.get_by_email(email)
        if user is None:
            # Takes as long as the comparison would.
            self.hasher.hash("the password of nobody")
            raise AuthenticationError("Wrong email or password.")
        if not self.hasher.verify(password, user.password_hash):
            raise AuthenticationError("Wrong email or password.")
        return user


class IdentifyUserUseCase:
    """Tell who is calling."""

    def __init__(self, repo: IUserRepository, tokens: ITokenService) -> None:
        self.repo = repo
        self.tokens = tokens

    def execute(self, token: str) -> User:
        """Return the user whom the token was issued to.

        Raises:
            AuthenticationError: the token is not valid, or its user is gone.
        """
        subject = self.tokens.read(token) or ""
        user_id = int(subject) if re.fullmatch("[0-9]{1,10}", subject) else 0
        user = self.repo.get_by_id(user_id) if 0 < user_id < 2**31 else None
        if user is not None:
            return user
        raise AuthenticationError("Sign in again: the token is not valid.")
