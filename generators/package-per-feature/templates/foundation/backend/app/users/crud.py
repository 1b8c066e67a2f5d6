"""Users in the database. Nothing here commits: `get_db` does."""

from collections.abc import Sequence

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from app.core.crud import fetch_page, locking, refusals
from app.users import models, schemas


def list_users(
    db: Session, params: schemas.UserListParams
) -> tuple[Sequence[models.User], int | None]:
    """Return one page of the users that match, and how many if asked."""
    return fetch_page(db, select(models.User), models.User, params)


def get_user(
    db: Session, user_id: int, *, for_update: bool = False
) -> models.User | None:
    """Return the user, or None where there is none with this id."""
    statement = select(models.User).where(models.User.id == user_id)
    return db.scalar(locking(statement) if for_update else statement)


def get_user_by_email(db: Session, email: str) -> models.User | None:
    """Return the user with this address; addresses are stored in lower case."""
    return db.scalar(select(models.User).filter_by(email=email.lower()))


def lock_admins(db: Session) -> set[int]:
    """Return who is an admin; nobody else changes that until all is done."""
    # In this order, or two who lock them could wait for each other. SQLite has no
    # FOR UPDATE: there, too, an update keeps others out.
    in_order = models.User.id.in_(_select_admins().with_for_update(key_share=True))
    unchanged = update(models.User).values(updated_at=models.User.updated_at)
    locked = unchanged.where(in_order)
    db.execute(locked.execution_options(synchronize_session=False))
    return get_admins(db)


def get_admins(db: Session) -> set[int]:
    """Return who is an admin."""
    return set(db.scalars(_select_admins()))


def _select_admins() -> Select[int]:
    is_admin = models.User.role == "admin"
    return select(models.User.id).where(is_admin).order_by(models.User.id)


def create_user(
    db: Session, data: schemas.UserCreate, password_hash: str
) -> models.User:
    """Insert a user.

    Raises:
        ConflictError: the address is taken.
    """
    user = models.User(email=data.email, password_hash=password_hash)
    db.add(user)
    with refusals():
        db.flush()
    return user


def update_user(
    db: Session, user: models.User, data: schemas.UserUpdate
) -> models.User:
    """Change what `data` mentions of a user."""
    for attribute, value in data.model_dump(exclude_unset=True).items():
        setattr(user, attribute, value)
    db.flush()
    return user


def delete_user(db: Session, user: models.User) -> None:
    """Remove a user.

    Raises:
        ConflictError: something still refers to them.
    """
    db.delete(user)
    with refusals("This user is still in use."):
        db.flush()
