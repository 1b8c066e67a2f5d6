"""The rules of accounts."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.core.exceptions import AuthenticationError, ConflictError, NotFoundError
from app.core.security import create_access_token, verify_password
from app.users import services
from app.users.schemas import UserCreate, UserListParams
from app.users.tests.factories import create_user

ACCOUNT = UserCreate(email="Ada@example.com", password="correct horse")
MISSING = 2**31 - 1


def test_opens_an_account_without_the_password_itself(db: Session) -> None:
    user = services.register_user(db, ACCOUNT)

    assert (user.email, user.role) == ("ada@example.com", "user")
    assert verify_password(ACCOUNT.password, user.password_hash)


def test_opens_one_account_for_an_address(db: Session) -> None:
    services.register_user(db, ACCOUNT)

    with pytest.raises(ConflictError, match="already exists"), db.begin_nested():
        services.register_user(db, ACCOUNT)


def test_the_database_keeps_one_account_for_an_address(db: Session) -> None:
    user = create_user(db)

    with pytest.raises(IntegrityError), db.begin_nested():
        create_user(db, email=user.email)


def test_lists_users(db: Session) -> None:
    admins = [create_user(db, role="admin") for _ in range(3)]
    create_user(db)
    params = UserListParams(role="admin", sort="-id", limit=2)

    assert services.list_users(db, params) == ([admins[2], admins[1]], 3)


def test_knows_when_somebody_is_missing(db: Session) -> None:
    with pytest.raises(NotFoundError, match=str(MISSING)):
        services.get_user(db, MISSING)


def test_promotes_an_account_or_opens_it(db: Session) -> None:
    opened = services.ensure_admin(db, ACCOUNT)
    again = services.ensure_admin(db, ACCOUNT)

    assert opened is again
    assert opened.role == "admin"


def test_trades_a_password_for_a_token_and_a_token_for_the_user(db: Session) -> None:
    user = services.register_user(db, ACCOUNT)

    assert services.sign_in(db, ACCOUNT.email, ACCOUNT.password) is user
    assert services.identify(db, create_access_token(user.id)) is user


def test_does_not_know_forged_tokens_or_users_who_are_gone(db: Session) -> None:
    for token in ("forged", create_access_token(MISSING)):
        with pytest.raises(AuthenticationError):
            services.identify(db, token)
