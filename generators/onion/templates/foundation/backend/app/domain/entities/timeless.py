"""What entities have in common of which nobody asks when they were stored."""

from typing import ClassVar

from app.domain.entities.base import Entity


class TimelessEntity(Entity):
    """Something with an identity. Storing it sets the id, and no times."""

    created_at: ClassVar[None] = None  # type: ignore[misc]
    updated_at: ClassVar[None] = None  # type: ignore[misc]
