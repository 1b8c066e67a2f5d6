"""What the domain says no to. Presentation decides which HTTP status that is."""

from typing import Any


class DomainError(Exception):
    """A rule of the domain stands against what was asked for."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class EntityNotFoundError(DomainError):
    """There is no such entity."""

    def __init__(self, entity: str, value: object, key: str = "id") -> None:
        super().__init__(f"There is no {entity} with {key} {value}.")


class ConflictError(DomainError):
    """The change contradicts what is stored."""


class InvalidEntityError(DomainError):
    """An entity would break its own rules.

    `errors` names each field and what is wrong with it, the way Pydantic lists errors.
    """

    def __init__(self, entity: str, errors: list[dict[str, Any]]) -> None:
        reasons = (": ".join([*map(str, each["loc"]), each["msg"]]) for each in errors)
        super().__init__(f"This {entity} is not valid: {'; '.join(reasons)}.")
        self.errors = errors


class InvalidReferenceError(DomainError):
    """An entity refers to something that does not exist."""

    def __init__(self, field: str, target: str, target_id: object) -> None:
        super().__init__(f"{field}: there is no {target} {target_id}.")


class AuthenticationError(DomainError):
    """Nobody can tell who is calling."""


class PermissionDeniedError(DomainError):
    """The caller is known and may not do this."""
