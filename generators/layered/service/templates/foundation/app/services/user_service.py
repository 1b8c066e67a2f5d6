"""The rules of accounts."""

import asyncio
from collections.abc import Sequence

from app.core.exceptions import AuthenticationError, ConflictError, NotFoundError
from app.core.security import hash_password, verify_password
from app.models.user import User, UserRole
from app.repositories.user_repository import UserRepository
from app.schemas.user import UserCreate, UserListParams, UserUpdate


class UserService:
    """What can be done with accounts."""

    def __init__(self, repo: UserRepository) -> None:
        self.repo = repo

    async def list_users(
        self, params: UserListParams
    ) -> tuple[Sequence[User], int | None]:
        """Return one page of the users that match, and how many if asked."""
        return await self.repo.get_multi(params), await self.repo.count(params)

    async def get_user(self, user_id: int) -> User:
        """Return the user with this id.

        Raises:
            NotFoundError: there is none.
        """
        user = await self.repo.get(user_id)
        if user is None:
            raise NotFoundError("user", user_id)
        return user

    async def create_user(self, data: UserCreate) -> User:
        """Open an account with the role `user`.

        Raises:
            ConflictError: the address has an account already.
        """
        if await self.repo.get_by_email(data.email) is not None:
            raise ConflictError("email: this value already exists.")
        password_hash = await asyncio.to_thread(hash_password, data.password)
        return await self.repo.create(
            {"email": data.email, "password_hash": password_hash}
        )

    async def update_user(self, user_id: int, data: UserUpdate) -> User:
        """Give somebody another role.

        Raises:
            ConflictError: nobody else is an admin.
            NotFoundError: there is no such user.
        """
        if data.role not in {None, UserRole.ADMIN}:
            await self._keep_an_admin(user_id)
        values = data.model_dump(exclude_unset=True)
        user = await self.repo.update(user_id, values)
        if user is None:
            raise NotFoundError("user", user_id)
        return user

    async def delete_user(self, user_id: int) -> None:
        """Close an account. Its row stays, as the activity log refers to it.

        Raises:
            ConflictError: nobody else is an admin.
            NotFoundError: there is no such user.
        """
        await self._keep_an_admin(user_id)
        if not await self.repo.delete(user_id):
            raise NotFoundError("user", user_id)

    async def ensure_admin(self, data: UserCreate) -> User:
        """Promote the account with this address and password, or open it.

        Raises:
            AuthenticationError: it has another password, so somebody else may have it.
        """
        user = await self.repo.get_by_email(data.email)
        if user is None:
            user = await self.create_user(data)
        elif not await asyncio.to_thread(
            verify_password, data.password, user.password_hash
        ):
            raise AuthenticationError("This account has another password.")
        return await self.update_user(user.id, UserUpdate(role=UserRole.ADMIN))

    async def _keep_an_admin(self, user_id: int) -> None:
        if await self.repo.lock_admins() == {user_id}:
            raise ConflictError("Nobody else is an admin: make somebody one first.")
