"""Users in a real database, and with them what all repositories can do."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.exceptions import ConflictError, InvalidReferenceError
from app.models.user import User, UserRole
from app.repositories.user_repository import UserRepository
from app.schemas.user import UserListParams
from tests.factories.user import create_user

MISSING = 2**31 - 1


async def test_finds_users_by_id_and_address(db: AsyncSession) -> None:
    user = await create_user(db, email="ada@example.com")
    repo = UserRepository(db)

    assert await repo.get(user.id) is user
    assert await repo.get_by_email("Ada@example.com") is user
    assert await repo.get(MISSING) is None
    assert await repo.exists(user.id)
    assert not await repo.exists(MISSING)


async def test_lists_a_page(db: AsyncSession) -> None:
    users = [await create_user(db, role="admin") for _ in range(3)]
    await create_user(db)
    params = UserListParams(role=UserRole.ADMIN, sort="-id", limit=2)
    repo = UserRepository(db)

    assert await repo.get_multi(params) == [users[2], users[1]]
    assert await repo.count(params) == 3


async def test_locks_the_admins_who_are_left(db: AsyncSession) -> None:
    await create_user(db)
    admins = [await create_user(db, role="admin") for _ in range(3)]
    repo = UserRepository(db)
    await repo.delete(admins[0].id)
    changed = [admin.updated_at for admin in admins]

    assert await repo.lock_admins() == {admins[1].id, admins[2].id}

    for admin in admins:
        await db.refresh(admin)
    assert [admin.updated_at for admin in admins] == changed


async def test_keeps_the_row_of_a_user_who_is_deleted(db: AsyncSession) -> None:
    user = await create_user(db, email="ada@example.com")
    repo = UserRepository(db)

    assert await repo.delete(user.id)

    assert await repo.get(user.id) is None
    assert await repo.count(UserListParams()) == 0
    assert not await repo.delete(user.id)
    assert await db.scalar(select(func.count()).select_from(User)) == 1
    await create_user(db, email="ada@example.com")


async def test_removes_the_row_where_that_is_wanted(db: AsyncSession) -> None:
    user = await create_user(db)

    assert await UserRepository(db).delete(user.id, soft=False)

    assert await db.scalar(select(func.count()).select_from(User)) == 0


async def test_refuses_an_address_that_is_taken(db: AsyncSession) -> None:
    await create_user(db, email="ada@example.com")
    values = {"email": "ada@example.com", "password_hash": "x"}

    with pytest.raises(ConflictError, match="already exists"):
        await UserRepository(db).create(values)


async def test_finds_related_rows_or_says_which_is_missing(db: AsyncSession) -> None:
    user = await create_user(db)
    repo = UserRepository(db)

    assert await repo.get_related(User, [user.id], "user_ids") == [user]
    with pytest.raises(InvalidReferenceError, match=f"user_ids.*{MISSING}"):
        await repo.get_related(User, [user.id, MISSING], "user_ids")
