"""The endpoints under `/users`."""

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, status
from sqlalchemy import and_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.api.deps import CurrentUser, SessionDep, require_roles
from app.api.errors import error_responses, flush_or_conflict
from app.api.reading import fetch_page, locking
from app.api.references import forget_deleted
from app.api.sign_in_limits import SignInLimits
from app.core.security import hash_password
from app.core.unit_of_work import after_commit
from app.models.user import User
from app.schemas.types import EntityId
from app.schemas.user import (
    UserCreate,
    UserListParams,
    UserListResponse,
    UserResponse,
    UserUpdate,
)

logger = logging.getLogger(__name__)

router = APIRouter(prefix="/users", tags=["users"])


async def _get_or_404(
    db: AsyncSession, user_id: int, *, for_update: bool = False
) -> User:
    """Read a user who has to exist.

    Args:
        db: The request's session.
        user_id: Whom to read.
        for_update: Whether nobody else may change them until the transaction ends.

    Returns:
        The user.

    Raises:
        HTTPException: 404 where there is no such user.
    """
    statement = select(User).where(User.id == user_id)
    user = await db.scalar(locking(statement) if for_update else statement)
    if user is None:
        raise HTTPException(
            status_code=status.HTTP_404_NOT_FOUND,
            detail=f"There is no user with id {user_id}.",
        )
    return user


async def keep_an_admin(db: AsyncSession, user_id: int) -> None:
    """Let nobody take an admin away who is the last one.

    Args:
        db: The request's session.
        user_id: Who is to be one no more.

    Raises:
        HTTPException: 409 where nobody else is an admin whose account is open.
    """
    is_admin = and_(User.is_superuser, User.is_active)
    admins = select(User.id).where(is_admin).order_by(User.id)
    # In this order, or two who lock them could wait for each other. SQLite has no
    # FOR UPDATE: there, too, an update keeps others out.
    in_order = User.id.in_(admins.with_for_update(key_share=True))
    unchanged = update(User).values(updated_at=User.updated_at)
    locked = unchanged.where(in_order)
    await db.execute(locked.execution_options(synchronize_session=False))
    if set(await db.scalars(admins)) == {user_id}:
        raise HTTPException(
            status_code=status.HTTP_409_CONFLICT,
            detail="Nobody else is an admin: make somebody one first.",
        )


async def limit_registration(
    data: UserCreate, limits: Annotated[SignInLimits, Depends()]
) -> AsyncIterator[None]:
    """Say so often that an address is taken and no more.

    Args:
        data: The address and the password.
        limits: Count the attempts.

    Yields:
        Nothing: the attempt is made meanwhile.
    """
    async with limits.attempt(data.email):
        yield


@router.post(
    "/",
    status_code=status.HTTP_201_CREATED,
    dependencies=[Depends(limit_registration, scope="function")],
    responses=error_responses(400, 409, 429),
)
async def register_user(data: UserCreate, db: SessionDep) -> UserResponse:
    """Open an account with the role `user`.

    Args:
        data: Who it is for, and the password.
        db: The request's session.

    Returns:
        The new user.

    Raises:
        HTTPException: 409 where the address or the username has an account already.
    """
    password_hash = await asyncio.to_thread(hash_password, data.password)
    user = User(
        email=data.email,
        username=data.username,
        password_hash=password_hash,
        full_name=data.full_name,
    )
    db.add(user)
    await flush_or_conflict(db)
    logger.info("user_registered", extra={"id": user.id})
    return UserResponse.model_validate(user)


@router.get("/me", responses=error_responses(401))
async def show_me(current_user: CurrentUser) -> UserResponse:
    """Show who is calling.

    Args:
        current_user: Who is calling.

    Returns:
        The same user.
    """
    return UserResponse.model_validate(current_user)


@router.get(
    "/",
    dependencies=[Depends(require_roles(["admin"]))],
    responses=error_responses(401, 403),
)
async def list_users(
    params: Annotated[UserListParams, Query()], db: SessionDep
) -> UserListResponse:
    """List users: filtered, sorted and a page at a time.

    Args:
        params: Which users, and in which order.
        db: The request's session.

    Returns:
        The users of the page, and how many match in all if asked.
    """
    items, total = await fetch_page(db, select(User), User, params)
    return UserListResponse(
        total=total, items=[UserResponse.model_validate(item) for item in items]
    )


@router.get(
    "/{user_id}",
    dependencies=[Depends(require_roles(["admin"]))],
    responses=error_responses(401, 403, 404),
)
async def get_user(user_id: EntityId, db: SessionDep) -> UserResponse:
    """Show one user.

    Args:
        user_id: Whom to show.
        db: The request's session.

    Returns:
        The user.

    Raises:
        HTTPException: 404 where there is no such user.
    """
    return UserResponse.model_validate(await _get_or_404(db, user_id))


@router.put(
    "/{user_id}",
    dependencies=[Depends(require_roles(["admin"]))],
    responses=error_responses(400, 401, 403, 404, 409),
)
async def update_user(
    user_id: EntityId, data: UserUpdate, db: SessionDep
) -> UserResponse:
    """Change what the body mentions of somebody: their role, or whether they get in.

    Args:
        user_id: Who changes.
        data: What changes.
        db: The request's session.

    Returns:
        The user as they are now.

    Raises:
        HTTPException: 404 where there is no such user.
        HTTPException: 409 where the address or the username is somebody else's, or
            nobody else is an admin.
    """
    changes = data.model_dump(exclude_unset=True)
    if password := changes.pop("password", None):
        # Hashed first, as that takes long and what follows is locked.
        changes["password_hash"] = await asyncio.to_thread(hash_password, password)
    if data.role not in {None, "admin"} or data.is_active is False:
        await keep_an_admin(db, user_id)
    user = await _get_or_404(db, user_id, for_update=True)
    changes = {
        name: value for name, value in changes.items() if getattr(user, name) != value
    }
    for name, value in changes.items():
        setattr(user, name, value)
    await flush_or_conflict(db)
    logger.info("user_updated", extra={"id": user_id, "changed": sorted(changes)})
    return UserResponse.model_validate(user)


@router.delete(
    "/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[Depends(require_roles(["admin"]))],
    responses=error_responses(401, 403, 404, 409),
)
async def delete_user(user_id: EntityId, db: SessionDep) -> None:
    """Close somebody's account.

    Args:
        user_id: Whose account.
        db: The request's session.

    Raises:
        HTTPException: 404 where there is no such user.
        HTTPException: 409 where something still refers to them, or nobody else is an
            admin.
    """
    await keep_an_admin(db, user_id)
    await db.delete(await _get_or_404(db, user_id, for_update=True))
    await flush_or_conflict(db, "This user is still in use.")
    logger.info("user_deleted", extra={"id": user_id})
    after_commit(db, lambda: forget_deleted(User))
