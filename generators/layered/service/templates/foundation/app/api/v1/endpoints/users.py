"""The endpoints under `/users`."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, status

from app.api.deps import CurrentUser, SessionDep, require_roles
from app.api.errors import error_responses
from app.api.sign_in_limits import SignInLimits
from app.models.user import User, UserRole
from app.repositories.user_repository import UserRepository
from app.schemas.types import EntityId
from app.schemas.user import (
    UserCreate,
    UserListParams,
    UserListResponse,
    UserResponse,
    UserUpdate,
)
from app.services.user_service import UserService
from app.utils.activity_tracker import log_create, log_delete, log_update

router = APIRouter(prefix="/users", tags=["users"])


async def get_user_service(db: SessionDep) -> UserService:
    """The rules of accounts, in this request's transaction."""
    return UserService(UserRepository(db))


UserServiceDep = Annotated[UserService, Depends(get_user_service)]
Admin = Annotated[User, Depends(require_roles([UserRole.ADMIN]))]


async def limit_registration(
    data: UserCreate, limits: Annotated[SignInLimits, Depends()]
) -> AsyncIterator[None]:
    """Say so often that an address is taken and no more."""
    async with limits.attempt(data.email):
        yield


@router.post(
    "/",
    status_code=status.HTTP_201_CREATED,
    dependencies=[Depends(limit_registration, scope="function")],
    responses=error_responses(400, 409, 429),
)
async def register_user(
    data: UserCreate, service: UserServiceDep, db: SessionDep
) -> UserResponse:
    """Open an account with the role `user`."""
    user = await service.create_user(data)
    await log_create(db, user_id=user.id, resource_type="user", resource_id=user.id)
    return UserResponse.model_validate(user)


@router.get("/me", responses=error_responses(401))
async def show_me(current_user: CurrentUser) -> UserResponse:
    """Show who is calling."""
    return UserResponse.model_validate(current_user)


@router.get("/", responses=error_responses(401, 403))
async def list_users(
    params: Annotated[UserListParams, Query()], service: UserServiceDep, _: Admin
) -> UserListResponse:
    """List users: filtered, sorted and a page at a time."""
    items, total = await service.list_users(params)
    return UserListResponse(
        total=total, items=[UserResponse.model_validate(item) for item in items]
    )


@router.get("/{user_id}", responses=error_responses(401, 403, 404))
async def get_user(
    user_id: EntityId, service: UserServiceDep, _: Admin
) -> UserResponse:
    """Show one user."""
    user = await service.get_user(user_id)
    return UserResponse.model_validate(user)


@router.patch("/{user_id}", responses=error_responses(400, 401, 403, 404, 409))
async def update_user(
    user_id: EntityId,
    data: UserUpdate,
    service: UserServiceDep,
    db: SessionDep,
    admin: Admin,
) -> UserResponse:
    """Give somebody another role."""
    user = await service.update_user(user_id, data)
    await log_update(db, user_id=admin.id, resource_type="user", resource_id=user_id)
    return UserResponse.model_validate(user)


@router.delete(
    "/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=error_responses(401, 403, 404, 409),
)
async def delete_user(
    user_id: EntityId, service: UserServiceDep, db: SessionDep, admin: Admin
) -> None:
    """Close somebody's account."""
    await service.delete_user(user_id)
    await log_delete(db, user_id=admin.id, resource_type="user", resource_id=user_id)
