"""What all entities have in common."""

from collections.abc import Mapping
from typing import Any, Self, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from app.domain.exceptions import InvalidEntityError
from app.domain.types import UtcDatetime


class Entity(BaseModel):
    """Something with an identity. Storing it sets the id and the times."""

    model_config = ConfigDict(from_attributes=True)

    id: int | None = None
    created_at: UtcDatetime | None = None
    updated_at: UtcDatetime | None = None

    @classmethod
    def restore(cls, row: object) -> Self:
        """Return what is stored. Rules are for what comes in: they can be newer."""
        values = {name: getattr(row, name) for name in cls.model_fields}
        return cast(Self, cls.model_construct(**values))

    @classmethod
    def create(cls, draft: BaseModel) -> Self:
        """Make a new entity of what a caller decided.

        Raises:
            InvalidEntityError: the draft breaks a rule.
        """
        return cls._checked(draft.model_dump())

    def change(self, changes: BaseModel) -> Self:
        """Return this entity with the attributes that `changes` sets.

        Raises:
            InvalidEntityError: the changes break a rule.
        """
        return self._checked(self.model_dump() | changes.model_dump(exclude_unset=True))

    @classmethod
    def _checked(cls, values: Mapping[str, Any]) -> Self:
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            # The input stays out: a rule of the whole entity has all of it for input,
            # what is private included.
            errors = error.errors(
                include_url=False, include_context=False, include_input=False
            )
            raise InvalidEntityError(
                cls.__name__, [{**each} for each in errors]
            ) from None
