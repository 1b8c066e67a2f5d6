"""The endpoints under `/users`."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query, status

from app.core.db import SessionDep
from app.core.errors import error_responses
from app.core.security import create_access_token
from app.users import models, schemas, services
from app.users.deps import (
    CurrentUser,
    LockedUserDep,
    UserDep,
    limit_registration,
    limit_sign_in,
    require_roles,
)

router = APIRouter(prefix="/users")

for_admins = [Depends(require_roles("admin"))]


@router.post(
    "/",
    status_code=status.HTTP_201_CREATED,
    response_model=schemas.User,
    dependencies=[Depends(limit_registration, scope="function")],
    responses=error_responses(400, 409, 429),
)
def register_user(data: schemas.UserCreate, db: SessionDep) -> models.User:
    """Open an account with the role `user`."""
    return services.register_user(db, data)


@router.post(
    "/login",
    dependencies=[Depends(limit_sign_in, scope="function")],
    responses=error_responses(400, 401, 429),
)
def log_in(form: Annotated[schemas.LoginForm, Form()], db: SessionDep) -> schemas.Token:
    """Trade an email (as `username`) and a password for a token."""
    user = services.sign_in(db, form.username, form.password)
    return schemas.Token(access_token=create_access_token(user.id))


@router.get("/me", response_model=schemas.User, responses=error_responses(401))
def show_me(current_user: CurrentUser) -> models.User:
    """Show who is calling."""
    return current_user


@router.get("/", dependencies=for_admins, responses=error_responses(401, 403))
def list_users(
    params: Annotated[schemas.UserListParams, Query()], db: SessionDep
) -> schemas.UserPage:
    """List users: filtered, sorted and a page at a time."""
    items, total = services.list_users(db, params)
    return schemas.UserPage(
        total=total, items=[schemas.User.model_validate(item) for item in items]
    )


@router.get(
    "/{user_id}",
    dependencies=for_admins,
    response_model=schemas.User,
    responses=error_responses(401, 403, 404),
)
def get_user(user: UserDep) -> models.User:
    """Show one user."""
    return user


@router.patch(
    "/{user_id}",
    dependencies=for_admins,
    response_model=schemas.User,
    responses=error_responses(400, 401, 403, 404, 409),
)
def update_user(
    user: LockedUserDep, data: schemas.UserUpdate, db: SessionDep
) -> models.User:
    """Give somebody another role."""
    return services.update_user(db, user, data)


@router.delete(
    "/{user_id}",
    dependencies=for_admins,
    status_code=status.HTTP_204_NO_CONTENT,
    responses=error_responses(401, 403, 404, 409),
)
def delete_user(user: LockedUserDep, db: SessionDep) -> None:
    """Close somebody's account."""
    services.delete_user(db, user)
