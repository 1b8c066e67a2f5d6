"""Make the first admin: `python -m app.create_admin EMAIL`."""

import argparse
from getpass import getpass

from pydantic import ValidationError

from app.core.config import settings
from app.core.db import Base, SessionLocal, engine
from app.core.exceptions import AuthenticationError
from app.core.unit_of_work import unit_of_work
from app.users import services
from app.users.schemas import UserCreate


def main() -> None:
    """Promote the account with this address and password, or open it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("email")
    email = parser.parse_args().email
    given = settings.ADMIN_PASSWORD
    password = given.get_secret_value() if given else getpass("Password: ")
    try:
        data = UserCreate(email=email, password=password)
    except ValidationError as error:
        # One by one, because together they would show the password.
        reasons = [f"{each['loc'][0]}: {each['msg']}" for each in error.errors()]
        parser.error("; ".join(reasons))
    Base.metadata.create_all(engine)
    try:
        with SessionLocal() as session, unit_of_work(session.begin()):
            user = services.ensure_admin(session, data)
    except AuthenticationError as error:
        raise SystemExit(f"{email}: {error}") from error
    print(f"{user.email} is an admin.")


if __name__ == "__main__":
    main()
