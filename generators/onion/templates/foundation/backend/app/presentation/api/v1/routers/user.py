"""The endpoints under `/users`."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Depends, Query, status

from app.application.use_cases.user import (
    ChangeUserUseCase,
    DeleteUserUseCase,
    GetUserUseCase,
    ListUsersUseCase,
    RegisterUserUseCase,
)
from app.domain.types import EntityId
from app.presentation.api.v1.dependencies.auth import CurrentUser, require_roles
from app.presentation.api.v1.dependencies.security import PasswordHasher
from app.presentation.api.v1.dependencies.sign_in_limits import SignInLimits
from app.presentation.api.v1.dependencies.user import UserRepo
from app.presentation.api.v1.schemas.base import PageResponse
from app.presentation.api.v1.schemas.user import (
    CreateUserRequest,
    ListUsersRequest,
    UpdateUserRequest,
    UserResponse,
)
from app.presentation.errors import error_responses

router = APIRouter()


def limit_registration(
    request: CreateUserRequest, limits: Annotated[SignInLimits, Depends()]
) -> Iterator[None]:
    """Say so often that an address is taken and no more."""
    with limits.attempt(request.email):
        yield


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    dependencies=[Depends(limit_registration, scope="function")],
    responses=error_responses(400, 409, 429),
)
def register_user(
    request: CreateUserRequest, repo: UserRepo, hasher: PasswordHasher
) -> UserResponse:
    """Open an account with the role `user`."""
    user = RegisterUserUseCase(repo, hasher).execute(request.to_draft())
    return UserResponse.model_validate(user)


@router.get("/me", responses=error_responses(401))
def show_me(user: CurrentUser) -> UserResponse:
    """Show who is calling."""
    return UserResponse.model_validate(user)


@router.get(
    "",
    dependencies=[Depends(require_roles("admin"))],
    responses=error_responses(401, 403),
)
def list_users(
    query: Annotated[ListUsersRequest, Query()], repo: UserRepo
) -> PageResponse[UserResponse]:
    """List users: filtered, sorted and a page at a time."""
    page = ListUsersUseCase(repo).execute(query)
    return PageResponse(
        items=[UserResponse.model_validate(item) for item in page.items],
        total=page.total,
        limit=query.limit,
        offset=query.offset,
    )


@router.get(
    "/{user_id}",
    dependencies=[Depends(require_roles("admin"))],
    responses=error_responses(401, 403, 404),
)
def get_user(user_id: EntityId, repo: UserRepo) -> UserResponse:
    """Show one user."""
    user = GetUserUseCase(repo).execute(user_id)
    return UserResponse.model_validate(user)


@router.patch(
    "/{user_id}",
    dependencies=[Depends(require_roles("admin"))],
    responses=error_responses(400, 401, 403, 404, 409),
)
def update_user(
    user_id: EntityId, request: UpdateUserRequest, repo: UserRepo
) -> UserResponse:
    """Give somebody another role."""
    user = ChangeUserUseCase(repo).execute(user_id, request.to_changes())
    return UserResponse.model_validate(user)


@router.delete(
    "/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[Depends(require_roles("admin"))],
    responses=error_responses(401, 403, 404, 409),
)
def delete_user(user_id: EntityId, repo: UserRepo) -> None:
    """Close somebody's account."""
    DeleteUserUseCase(repo).execute(user_id)
