"""Users in a real database."""

import pytest
from sqlalchemy.orm import Session

from app.domain.exceptions import ConflictError
from app.domain.schemas.user import UserQuery
from app.infrastructure.repositories.user import UserRepository
from tests.factories.user import create_user

pytestmark = pytest.mark.integration


def test_reads_back_what_it_stored(db: Session) -> None:
    created = create_user(db)
    db.expire_all()

    assert created.id is not None
    assert UserRepository(db).get_by_id(created.id) == created
    assert UserRepository(db).exists(created.id)
    assert not UserRepository(db).exists(created.id + 1)
    assert UserRepository(db).get_by_email(created.email.upper()) == created


def test_refuses_an_address_that_is_taken(db: Session) -> None:
    taken = create_user(db).email

    with pytest.raises(ConflictError, match="email"):
        create_user(db, email=taken)


def test_lists_a_page_in_the_order_asked_for(db: Session) -> None:
    create_user(db)
    for name in ("b", "c", "a"):
        create_user(db, email=f"{name}@example.com", role="admin")

    query = UserQuery(role="admin", sort="-email", limit=2)
    page = UserRepository(db).get_all(query)

    assert [user.email for user in page.items] == ["c@example.com", "b@example.com"]
    assert page.total == 3


def test_locks_the_admins_and_leaves_them_as_they_are(db: Session) -> None:
    create_user(db)
    admins = [create_user(db, role="admin") for _ in range(2)]
    repo = UserRepository(db)

    assert repo.lock_admins() == {admin.id for admin in admins}

    db.expire_all()
    assert [repo.get_by_id(admin.id or 0) for admin in admins] == admins


@pytest.mark.parametrize("attempt", [1, 2])
def test_every_test_finds_an_empty_database(db: Session, attempt: int) -> None:
    assert UserRepository(db).get_all(UserQuery()).total == 0

    create_user(db)
    db.commit()
