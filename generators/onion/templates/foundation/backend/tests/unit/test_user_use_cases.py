"""What can be done with accounts, without a database."""

import pytest
from pydantic import ValidationError

from app.application.use_cases.auth import IdentifyUserUseCase, SignInUseCase
from app.application.use_cases.user import (
    ChangeUserUseCase,
    DeleteUserUseCase,
    EnsureAdminUseCase,
    GetUserUseCase,
    ListUsersUseCase,
    RegisterUserUseCase,
)
from app.domain.exceptions import (
    AuthenticationError,
    ConflictError,
    EntityNotFoundError,
)
from app.domain.schemas.user import UserChanges, UserDraft, UserQuery
from tests.factories.user import make_user
from tests.fakes.user import (
    InMemoryUserRepository,
    PlainPasswordHasher,
    PlainTokenService,
)

DRAFT = UserDraft(email="Ada@Example.com", password="correct horse")


def test_registers_with_the_least_role_and_no_readable_password() -> None:
    repo = InMemoryUserRepository()

    user = RegisterUserUseCase(repo, PlainPasswordHasher()).execute(DRAFT)

    assert user.email == "ada@example.com"
    assert user.role == "user"
    assert user.password_hash == "hashed correct horse"
    assert "correct horse" not in repr(user)


def test_registers_an_address_once() -> None:
    repo = InMemoryUserRepository(make_user(email="ada@example.com"))

    with pytest.raises(ConflictError, match="email"):
        RegisterUserUseCase(repo, PlainPasswordHasher()).execute(DRAFT)


@pytest.mark.parametrize("password", ["short", "x" * 73, "nul \x00 inside"])
def test_refuses_passwords_that_cannot_be_kept_safe(password: str) -> None:
    with pytest.raises(ValidationError, match="password"):
        UserDraft(email="ada@example.com", password=password)


def test_signs_in_and_knows_the_caller_again() -> None:
    repo = InMemoryUserRepository()
    hasher, tokens = PlainPasswordHasher(), PlainTokenService()
    user = RegisterUserUseCase(repo, hasher).execute(DRAFT)

    signed_in = SignInUseCase(repo, hasher).execute("ADA@example.com", "correct horse")

    assert signed_in == user
    token = tokens.issue(str(user.id))
    assert IdentifyUserUseCase(repo, tokens).execute(token) == user


def test_tells_unknown_addresses_and_wrong_passwords_alike() -> None:
    repo = InMemoryUserRepository(make_user(email="ada@example.com"))
    use_case = SignInUseCase(repo, PlainPasswordHasher())

    with pytest.raises(AuthenticationError) as unknown:
        use_case.execute("nobody@example.com", "correct horse")
    with pytest.raises(AuthenticationError) as wrong:
        use_case.execute("ada@example.com", "wrong horse")

    assert str(unknown.value) == str(wrong.value)


@pytest.mark.parametrize(
    "token",
    ["forged", "token of 7", "token of nobody", "token of \u0661", f"token of {2**31}"],
)
def test_does_not_know_forged_tokens_or_users_who_are_gone(token: str) -> None:
    repo = InMemoryUserRepository(make_user(id=1), make_user(id=2**31))
    use_case = IdentifyUserUseCase(repo, PlainTokenService())

    with pytest.raises(AuthenticationError):
        use_case.execute(token)


def test_lists_by_role() -> None:
    repo = InMemoryUserRepository(make_user(id=1), make_user(id=2, role="admin"))

    page = ListUsersUseCase(repo).execute(UserQuery(role="admin"))

    assert [user.id for user in page.items] == [2]


def test_changes_a_role() -> None:
    repo = InMemoryUserRepository(make_user(id=1))

    ChangeUserUseCase(repo).execute(1, UserChanges(role="admin"))

    assert GetUserUseCase(repo).execute(1).role == "admin"


def test_closes_an_account_once() -> None:
    repo = InMemoryUserRepository(make_user(id=1))

    DeleteUserUseCase(repo).execute(1)

    assert not repo.exists(1)
    with pytest.raises(EntityNotFoundError, match="1"):
        DeleteUserUseCase(repo).execute(1)


def test_keeps_the_last_admin() -> None:
    repo = InMemoryUserRepository(make_user(id=1, role="admin"), make_user(id=2))
    change, delete = ChangeUserUseCase(repo), DeleteUserUseCase(repo)

    with pytest.raises(ConflictError, match="admin"):
        change.execute(1, UserChanges(role="user"))
    with pytest.raises(ConflictError, match="admin"):
        delete.execute(1)

    change.execute(1, UserChanges(role="admin"))
    change.execute(2, UserChanges(role="admin"))
    change.execute(1, UserChanges(role="user"))
    delete.execute(1)
    assert repo.lock_admins() == {2}


def test_says_which_user_is_missing() -> None:
    with pytest.raises(EntityNotFoundError, match="7"):
        GetUserUseCase(InMemoryUserRepository()).execute(7)


def test_makes_an_admin_of_whoever_has_the_password() -> None:
    use_case = EnsureAdminUseCase(InMemoryUserRepository(), PlainPasswordHasher())

    admins = [use_case.execute(DRAFT), use_case.execute(DRAFT)]

    assert [user.role for user in admins] == ["admin", "admin"]
    assert admins[0].id == admins[1].id
    with pytest.raises(AuthenticationError):
        use_case.execute(DRAFT.model_copy(update={"password": "wrong horse"}))
