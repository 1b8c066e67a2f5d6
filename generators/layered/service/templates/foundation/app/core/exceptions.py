"""What the application says no to. `app.api.errors` decides which HTTP status it is."""


class DomainError(Exception):
    """A rule stands against what was asked for."""


class NotFoundError(DomainError):
    """There is no such thing."""

    def __init__(self, resource: str, resource_id: int) -> None:
        super().__init__(f"There is no {resource} with id {resource_id}.")


class ConflictError(DomainError):
    """The change contradicts what is stored."""


class InvalidReferenceError(DomainError):
    """Something refers to what does not exist."""

    def __init__(self, field: str, missing_id: int) -> None:
        super().__init__(f"{field}: there is nothing with id {missing_id}.")


class AuthenticationError(DomainError):
    """Nobody can tell who is calling."""


class PermissionDeniedError(DomainError):
    """The caller is known and may not do this."""
