"""Users in the database."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.application.interfaces.user import IUserRepository
from app.domain.entities.user import User
from app.domain.exceptions import ConflictError
from app.domain.schemas.pagination import Page
from app.domain.schemas.user import UserQuery
from app.infrastructure.database.errors import integrity_errors_as
from app.infrastructure.database.reading import fetch_page, get_row, row_exists
from app.infrastructure.models.user import UserModel

# What the database sets by itself.
NOT_COPIED = {"id", "created_at", "updated_at"}


class UserRepository(IUserRepository):
    """Keeps users in a session; it never commits."""

    def __init__(self, db: Session) -> None:
        self.db = db

    def create(self, user: User) -> User:
        """Insert a row.

        Raises:
            ConflictError: the address is taken.
        """
        row = UserModel(**user.model_dump(exclude=NOT_COPIED))
        self.db.add(row)
        return self._flush(row)

    def get_by_id(self, user_id: int, *, for_update: bool = False) -> User | None:
        """Read one row; lock it until the transaction ends, if that is wanted."""
        row = get_row(self.db, UserModel, user_id, for_update=for_update)
        return None if row is None else User.restore(row)

    def exists(self, user_id: int) -> bool:
        """Look for a row, without reading it."""
        return row_exists(self.db, UserModel, user_id)

    def get_by_email(self, email: str) -> User | None:
        """Read the row with this address; addresses are stored in lower case."""
        row = self.db.scalar(select(UserModel).filter_by(email=email.lower()))
        return None if row is None else User.restore(row)

    def get_all(self, query: UserQuery) -> Page[User]:
        """Read one page of the rows that match."""
        statement = select(UserModel).filter_by(**query.filters)
        rows, total = fetch_page(self.db, statement, UserModel, query)
        return Page(items=[User.restore(row) for row in rows], total=total)

    def lock_admins(self) -> set[int]:
        """Read the ids of the admins, in rows that are locked."""
        is_admin = UserModel.role == "admin"
        admins = select(UserModel.id).where(is_admin).order_by(UserModel.id)
        # In this order, or two who lock them could wait for each other. SQLite has no
        # FOR UPDATE: there, too, an update keeps others out.
        in_order = UserModel.id.in_(admins.with_for_update(key_share=True))
        unchanged = update(UserModel).values(updated_at=UserModel.updated_at)
        locked = unchanged.where(in_order)
        self.db.execute(locked.execution_options(synchronize_session=False))
        return set(self.db.scalars(admins))

    def update(self, user: User) -> User:
        """Write a row that exists."""
        row = self.db.get_one(UserModel, user.id)
        for column, value in user.model_dump(exclude=NOT_COPIED).items():
            setattr(row, column, value)
        return self._flush(row)

    def delete(self, user_id: int) -> None:
        """Remove a row that exists.

        Raises:
            ConflictError: another row still refers to it.
        """
        self.db.delete(self.db.get_one(UserModel, user_id))
        with integrity_errors_as(ConflictError("This user is still in use.")):
            self.db.flush()

    def _flush(self, row: UserModel) -> User:
        with integrity_errors_as():
            self.db.flush()
        return User.restore(row)
