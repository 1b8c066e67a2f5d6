"""Make the first admin: `python -m app.create_admin EMAIL`."""

import argparse
import asyncio
from getpass import getpass

from pydantic import ValidationError

from app.core.config import settings
from app.core.database import AsyncSessionLocal, engine
from app.core.exceptions import AuthenticationError
from app.core.unit_of_work import unit_of_work
from app.repositories.user_repository import UserRepository
from app.schemas.user import UserCreate
from app.services.user_service import UserService


async def ensure_admin(data: UserCreate) -> None:
    """Promote the account with this address and password, or open it."""
    try:
        async with AsyncSessionLocal() as session, unit_of_work(session.begin()):
            user = await UserService(UserRepository(session)).ensure_admin(data)
    except AuthenticationError as error:
        raise SystemExit(f"{data.email}: {error}") from error
    await engine.dispose()
    print(f"{user.email} is an admin.")


def main() -> None:
    """Read the address and the password."""
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
    asyncio.run(ensure_admin(data))


if __name__ == "__main__":
    main()
