"""Wires what keeps accounts safe to its adapters."""

from datetime import timedelta
from typing import Annotated

from fastapi import Depends

from app.application.interfaces.security import IPasswordHasher, ITokenService
from app.core.config import settings
from app.infrastructure.adapters.password_hasher import BcryptPasswordHasher
from app.infrastructure.adapters.token_service import JwtTokenService


def get_password_hasher() -> IPasswordHasher:
    """The hasher of passwords."""
    return BcryptPasswordHasher()


def get_token_service() -> ITokenService:
    """The issuer of tokens."""
    lifetime = timedelta(minutes=settings.ACCESS_TOKEN_EXPIRE_MINUTES)
    return JwtTokenService(settings.SECRET_KEY.get_secret_value(), lifetime)


PasswordHasher = Annotated[IPasswordHasher, Depends(get_password_hasher)]
TokenService = Annotated[ITokenService, Depends(get_token_service)]
