"""Make the first admin: `python -m app.presentation.create_admin EMAIL`."""

import argparse
from getpass import getpass

from pydantic import ValidationError

from app.application.use_cases.user import EnsureAdminUseCase
from app.core.config import settings
from app.domain.exceptions import AuthenticationError
from app.domain.schemas.user import UserDraft
from app.infrastructure.database.base import SessionLocal
from app.infrastructure.database.unit_of_work import unit_of_work
from app.infrastructure.repositories.user import UserRepository
from app.presentation.api.v1.dependencies.security import get_password_hasher


def main() -> None:
    """Promote the account with this address and password, or open it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("email")
    email = parser.parse_args().email
    given = settings.ADMIN_PASSWORD
    password = given.get_secret_value() if given else getpass("Password: ")
    try:
        draft = UserDraft(email=email, password=password)
    except ValidationError as error:
        # One by one, because together they would show the password.
        reasons = [f"{each['loc'][0]}: {each['msg']}" for each in error.errors()]
        parser.error("; ".join(reasons))
    try:
        with SessionLocal() as db, unit_of_work(db.begin()):
            use_case = EnsureAdminUseCase(UserRepository(db), get_password_hasher())
            user = use_case.execute(draft)
    except AuthenticationError as error:
        raise SystemExit(f"{email}: {error}") from error
    print(f"{user.email} is an admin.")


if __name__ == "__main__":
    main()
