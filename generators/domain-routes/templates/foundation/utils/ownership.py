"""Who reaches what belongs to others. All else is scoped to one owner."""

from uuid import UUID

from sqlalchemy import Select, select

from database.models import User
from utils.exceptions import PermissionDeniedError
from utils.queries import ModelT, owned


def reached(model: type[ModelT], owner_id: UUID | None) -> Select[ModelT]:
    """Select what an owner finds, or, where none is given, all that is not deleted."""
    if owner_id is not None:
        return owned(model, owner_id)
    return select(model).where(model.deleted_at.is_(None))


def require_owner(caller: User, owner_id: UUID, *roles: str) -> None:
    """Let only the owner of a row through, and whoever has one of these roles.

    Raises:
        PermissionDeniedError: the caller is neither.
    """
    if caller.id != owner_id and caller.role not in roles:
        raise PermissionDeniedError("This belongs to somebody else.")
