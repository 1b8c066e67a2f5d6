"""The port through which use cases reach stored users."""

from abc import ABC, abstractmethod

from app.domain.entities.user import User
from app.domain.schemas.pagination import Page
from app.domain.schemas.user import UserQuery


class IUserRepository(ABC):
    """Where users are kept."""

    @abstractmethod
    def create(self, user: User) -> User:
        """Store a new user and return it with its id."""

    @abstractmethod
    def get_by_id(self, user_id: int, *, for_update: bool = False) -> User | None:
        """Return the user, or None where there is none with this id.

        With `for_update`, nobody else changes them until all is done.
        """

    @abstractmethod
    def exists(self, user_id: int) -> bool:
        """Tell whether there is a user with this id."""

    @abstractmethod
    def get_by_email(self, email: str) -> User | None:
        """Return the user with this address, in whatever case it is written."""

    @abstractmethod
    def get_all(self, query: UserQuery) -> Page[User]:
        """Return one page of the users that match."""

    @abstractmethod
    def lock_admins(self) -> set[int]:
        """Return who is an admin; nobody else changes that until all is done."""

    @abstractmethod
    def update(self, user: User) -> User:
        """Store a user who exists already, as they are now."""

    @abstractmethod
    def delete(self, user_id: int) -> None:
        """Remove a user who exists."""
