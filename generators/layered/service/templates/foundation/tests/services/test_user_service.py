"""The rules of accounts, without a database."""

import pytest

from app.core.exceptions import AuthenticationError, ConflictError, NotFoundError
from app.core.security import create_access_token, verify_password
from app.models.user import UserRole
from app.schemas.user import UserCreate, UserListParams, UserUpdate
from app.services.auth_service import AuthService
from app.services.user_service import UserService
from tests.fakes.user import FakeUserRepository

ACCOUNT = UserCreate(email="Ada@example.com", password="correct horse")
MISSING = 2**31 - 1


async def test_opens_an_account_without_the_password_itself() -> None:
    user = await UserService(FakeUserRepository()).create_user(ACCOUNT)

    assert (user.email, user.role) == ("ada@example.com", "user")
    assert verify_password(ACCOUNT.password, user.password_hash)


async def test_opens_one_account_for_an_address() -> None:
    service = UserService(FakeUserRepository())
    await service.create_user(ACCOUNT)

    with pytest.raises(ConflictError, match="already exists"):
        await service.create_user(ACCOUNT)


async def test_lists_and_shows_users() -> None:
    service = UserService(FakeUserRepository())
    user = await service.create_user(ACCOUNT)

    assert await service.list_users(UserListParams(role=UserRole.USER)) == ([user], 1)
    assert await service.list_users(UserListParams(role=UserRole.ADMIN)) == ([], 0)
    assert await service.get_user(user.id) is user


async def test_knows_when_somebody_is_missing() -> None:
    service = UserService(FakeUserRepository())

    with pytest.raises(NotFoundError, match=str(MISSING)):
        await service.get_user(MISSING)
    with pytest.raises(NotFoundError, match=str(MISSING)):
        await service.update_user(MISSING, UserUpdate(role=UserRole.ADMIN))
    with pytest.raises(NotFoundError, match=str(MISSING)):
        await service.delete_user(MISSING)


async def test_keeps_the_last_admin() -> None:
    service = UserService(FakeUserRepository())
    admin = await service.ensure_admin(ACCOUNT)

    with pytest.raises(ConflictError, match="admin"):
        await service.update_user(admin.id, UserUpdate(role=UserRole.USER))
    with pytest.raises(ConflictError, match="admin"):
        await service.delete_user(admin.id)

    other = ACCOUNT.model_copy(update={"email": "bob@example.com"})
    await service.ensure_admin(other)
    await service.update_user(admin.id, UserUpdate(role=UserRole.USER))
    await service.delete_user(admin.id)


async def test_promotes_an_account_or_opens_it() -> None:
    service = UserService(FakeUserRepository())

    opened = await service.ensure_admin(ACCOUNT)
    again = await service.ensure_admin(ACCOUNT)

    assert opened is again
    assert opened.role == "admin"


async def test_trades_a_password_for_a_token_and_a_token_for_the_user() -> None:
    repo = FakeUserRepository()
    user = await UserService(repo).create_user(ACCOUNT)

    token = await AuthService(repo).sign_in(ACCOUNT.email, ACCOUNT.password)

    assert await AuthService(repo).identify(token) is user


async def test_tells_unknown_addresses_and_wrong_passwords_alike() -> None:
    repo = FakeUserRepository()
    await UserService(repo).create_user(ACCOUNT)
    service = AuthService(repo)

    with pytest.raises(AuthenticationError) as unknown:
        await service.sign_in("nobody@example.com", ACCOUNT.password)
    with pytest.raises(AuthenticationError) as wrong:
        await service.sign_in(ACCOUNT.email, "wrong horse")

    assert str(unknown.value) == str(wrong.value)


async def test_does_not_know_forged_tokens_or_users_who_are_gone() -> None:
    service = AuthService(FakeUserRepository())

    for token in ("forged", create_access_token(MISSING)):
        with pytest.raises(AuthenticationError):
            await service.identify(token)
