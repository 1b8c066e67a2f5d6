"""The rules of accounts."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.core.exceptions import AuthenticationError, ConflictError, NotFoundError
from app.core.security import hash_password, read_access_token, verify_password
from app.users import crud, models, schemas


def list_users(
    db: Session, params: schemas.UserListParams
) -> tuple[Sequence[models.User], int | None]:
    """Return one page of the users that match, and how many if asked."""
    return crud.list_users(db, params)


def get_user(db: Session, user_id: int, *, for_update: bool = False) -> models.User:
    """Return the user with this id; `for_update` keeps others from it.

    Raises:
        NotFoundError: there is none.
    """
    if for_update:
        crud.lock_admins(db)
    user = crud.get_user(db, user_id, for_update=for_update)
    if user is None:
        raise NotFoundError("user", user_id)
    return user


def register_user(db: Session, data: schemas.UserCreate) -> models.User:
    """Open an account with the role `user`.

    Raises:
        ConflictError: the address has an account already.
    """
    return crud.create_user(db, data, hash_password(data.password))


def keep_an_admin(db: Session, user: models.User) -> None:
    """Let nobody take an admin away who is the last one.

    `get_user` has locked all of them before the user; locked after, in another order,
    two could wait for each other.

    Raises:
        ConflictError: nobody else is an admin.
    """
    if crud.get_admins(db) == {user.id}:
        raise ConflictError("Nobody else is an admin: make somebody one first.")


def update_user(
    db: Session, user: models.User, data: schemas.UserUpdate
) -> models.User:
    """Give somebody another role.

    Raises:
        ConflictError: nobody else is an admin.
    """
    if data.role not in {None, "admin"}:
        keep_an_admin(db, user)
    return crud.update_user(db, user, data)


def delete_user(db: Session, user: models.User) -> None:
    """Close an account.

    Raises:
        ConflictError: something still refers to it, or nobody else is an admin.
    """
    keep_an_admin(db, user)
    crud.delete_user(db, user)


def ensure_admin(db: Session, data: schemas.UserCreate) -> models.User:
    """Promote the account with this address and password, or open it.

    Raises:
        AuthenticationError: it has another password, so somebody else may have it.
    """
    user = crud.get_user_by_email(db, data.email)
    if user is None:
        user = register_user(db, data)
    elif not verify_password(data.password, user.password_hash):
        raise AuthenticationError("This account has another password.")
    return update_user(db, user, schemas.UserUpdate(role="admin"))


def sign_in(db: Session, email: str, password: str) -> models.User:
    """Return the user with this address and password.

    Raises:
        AuthenticationError: there is no such user. It does not tell whether the
            address or the password was wrong.
    """
    user = crud.get_user_by_email(db, email)
    if user is None:
        # Takes as long as the comparison would.
        hash_password("the password of nobody")
        raise AuthenticationError("Wrong email or password.")
    if not verify_password(password, user.password_hash):
        raise AuthenticationError("Wrong email or password.")
    return user


def identify(db: Session, token: str) -> models.User:
    """Return the user whom a token belongs to.

    Raises:
        AuthenticationError: the token is not valid, or its user is gone.
    """
    user_id = read_access_token(token)
    user = None if user_id is None else crud.get_user(db, user_id)
    if user is None:
        raise AuthenticationError("Sign in again: the token is not valid.")
    return user
