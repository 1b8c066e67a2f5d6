"""The endpoints under `/auth`."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, status
from sqlalchemy import select

from app.api.deps import SessionDep
from app.api.errors import error_responses
from app.api.sign_in_limits import SignInLimits
from app.core.security import create_access_token, hash_password, verify_password
from app.models.user import User
from app.schemas.auth import LoginForm, TokenResponse

logger = logging.getLogger(__name__)

router = APIRouter(prefix="/auth", tags=["auth"])


async def limit_sign_in(
    form: Annotated[LoginForm, Form()], limits: Annotated[SignInLimits, Depends()]
) -> AsyncIterator[None]:
    """Take so many wrong passwords and no more.

    Args:
        form: The email and the password.
        limits: Count the attempts.

    Yields:
        Nothing: the attempt is made meanwhile.
    """
    async with limits.attempt(form.username):
        yield


@router.post(
    "/login",
    dependencies=[Depends(limit_sign_in, scope="function")],
    responses=error_responses(400, 401, 429),
)
async def log_in(form: Annotated[LoginForm, Form()], db: SessionDep) -> TokenResponse:
    """Trade an email (as `username`) and a password for a token.

    Args:
        form: The email and the password.
        db: The request's session.

    Returns:
        The token.

    Raises:
        HTTPException: 401 where there is no such user, or their account is closed. It
            does not tell which, nor whether the email or the password was wrong.
    """
    email = form.username.lower()
    user = await db.scalar(select(User).where(User.email == email))
    if user is None:
        # Takes as long as the comparison would.
        await asyncio.to_thread(hash_password, "the password of nobody")
    elif (
        await asyncio.to_thread(verify_password, form.password, user.password_hash)
        and user.is_active
    ):
        logger.info("user_signed_in", extra={"id": user.id})
        return TokenResponse(access_token=create_access_token(user.id))
    logger.warning("sign_in_refused")
    raise HTTPException(
        status_code=status.HTTP_401_UNAUTHORIZED,
        detail="Wrong email or password.",
        headers={"WWW-Authenticate": "Bearer"},
    )
