"""What can be done with accounts."""

from app.application.interfaces.security import IPasswordHasher
from app.application.interfaces.user import IUserRepository
from app.domain.entities.user import User
from app.domain.exceptions import (
    AuthenticationError,
    ConflictError,
    EntityNotFoundError,
)
from app.domain.schemas.pagination import Page
from app.domain.schemas.user import UserChanges, UserDraft, UserQuery


class RegisterUserUseCase:
    """Open an account."""

    def __init__(self, repo: IUserRepository, hasher: IPasswordHasher) -> None:
        self.repo = repo
        self.hasher = hasher

    def execute(self, draft: UserDraft) -> User:
        """Store a user with the role `user`.

        Raises:
            ConflictError: the address has an account already.
        """
        if self.repo.get_by_email(draft.email) is not None:
            raise ConflictError("A user with this email already exists.")
        return self.repo.create(
            User(email=draft.email, password_hash=self.hasher.hash(draft.password))
        )


class ListUsersUseCase:
    """Find users, a page at a time."""

    def __init__(self, repo: IUserRepository) -> None:
        self.repo = repo

    def execute(self, query: UserQuery) -> Page[User]:
        """Return the page that the query asks for."""
        return self.repo.get_all(query)


class GetUserUseCase:
    """Look at one user."""

    def __init__(self, repo: IUserRepository) -> None:
        self.repo = repo

    def execute(self, user_id: int) -> User:
        """Return the user with this id.

        Raises:
            EntityNotFoundError: there is none.
        """
        user = self.repo.get_by_id(user_id)
        if user is None:
            raise EntityNotFoundError("user", user_id)
        return user


def keep_an_admin(repo: IUserRepository, user_id: int) -> None:
    """Let nobody take an admin away who is the last one.

    Raises:
        ConflictError: nobody else is an admin.
    """
    if repo.lock_admins() == {user_id}:
        raise ConflictError("Nobody else is an admin: make somebody one first.")


class ChangeUserUseCase:
    """Give somebody another role."""

    def __init__(self, repo: IUserRepository) -> None:
        self.repo = repo

    def execute(self, user_id: int, changes: UserChanges) -> User:
        """Apply the changes and return the user as they are then.

        Raises:
            ConflictError: nobody else is an admin.
            EntityNotFoundError: there is no such user.
        """
        if changes.role != "admin":
            keep_an_admin(self.repo, user_id)
        user = self.repo.get_by_id(user_id, for_update=True)
        if user is None:
            raise EntityNotFoundError("user", user_id)
        return self.repo.update(user.change(changes))


class DeleteUserUseCase:
    """Close somebody's account."""

    def __init__(self, repo: IUserRepository) -> None:
        self.repo = repo

    def execute(self, user_id: int) -> None:
        """Remove the user with this id.

        Raises:
            ConflictError: something still refers to them, or nobody else is an admin.
            EntityNotFoundError: there is no such user.
        """
        keep_an_admin(self.repo, user_id)
        if self.repo.get_by_id(user_id, for_update=True) is None:
            raise EntityNotFoundError("user", user_id)
        self.repo.delete(user_id)


class EnsureAdminUseCase:
    """Make sure that an account exists and belongs to an admin."""

    def __init__(self, repo: IUserRepository, hasher: IPasswordHasher) -> None:
        self.repo = repo
        self.hasher = hasher

    def execute(self, draft: UserDraft) -> User:
        """Promote the account with this address and password, or open it.

        Raises:
            AuthenticationError: it has another password, so somebody else may have it.
        """
        user = self.repo.get_by_email(draft.email)
        if user is None:
            user = RegisterUserUseCase(self.repo, self.hasher).execute(draft)
        elif not self.hasher.verify(draft.password, user.password_hash):
            raise AuthenticationError("This account has another password.")
        return self.repo.update(user.change(UserChanges(role="admin")))
