"""Whose a row is, and who else may act as its owner."""

from fastapi import HTTPException, status

from app.models.user import User


def acts_as_owner(caller: User, owner_id: int, *roles: str) -> bool:
    """Tell whether a row is the caller's, or theirs by a role.

    Args:
        caller: Who is calling.
        owner_id: Whose row it is.
        roles: Whoever has one of these roles may do the same.

    Returns:
        Whether they may act as its owner.
    """
    return caller.id == owner_id or caller.role in roles


def require_owner(caller: User, owner_id: int, *roles: str) -> None:
    """Let only the owner of a row through, and whoever has one of some roles.

    Args:
        caller: Who is calling.
        owner_id: Whose row it is.
        roles: Whoever has one of these roles may pass.

    Raises:
        HTTPException: 403 where the caller is neither.
    """
    if not acts_as_owner(caller, owner_id, *roles):
        raise HTTPException(
            status_code=status.HTTP_403_FORBIDDEN,
            detail="Only its owner may do this.",
        )
