"""Steps from one state to another: a flow has some, and no others."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import TypeVar

from fastapi import HTTPException, status

State = TypeVar("State", bound=StrEnum)


def require_step(
    label: str, steps: Mapping[State, Collection[State]], before: State, after: State
) -> None:
    """Let only a step of a flow through.

    Args:
        label: What the states are states of, for the message.
        steps: Each state, and those that may follow it.
        before: The state that a locked row is in, so that it stays this one.
        after: The state that it is to be in.

    Raises:
        HTTPException: 409 where the flow has no such step; it says which it has from
            here.
    """
    if after not in steps[before]:
        allowed = ", ".join(steps[before]) or "none"
        raise HTTPException(
            status_code=status.HTTP_409_CONFLICT,
            detail=f"Invalid {label} transition from {before} to {after}. "
            f"Allowed from {before}: {allowed}.",
        )
