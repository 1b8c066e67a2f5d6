"""Make the first admin: `python -m app.create_admin EMAIL`."""

import argparse
import asyncio
from getpass import getpass

from pydantic import ValidationError
from sqlalchemy import select

from app.core.config import settings
from app.core.database import AsyncSessionLocal, engine
from app.core.security import hash_password, verify_password
from app.core.unit_of_work import unit_of_work
from app.models.user import User
from app.schemas.user import UserCreate


async def ensure_admin(data: UserCreate) -> None:
    """Promote the account with this address and password, or open it.

    Args:
        data: The address and the password.

    Raises:
        SystemExit: It has another password, so somebody else may have it.
    """
    async with AsyncSessionLocal() as session, unit_of_work(session.begin()):
        user = await session.scalar(select(User).where(User.email == data.email))
        if user is None:
            user = User(email=data.email, password_hash=hash_password(data.password))
            session.add(user)
        elif not verify_password(data.password, user.password_hash):
            raise SystemExit(f"{data.email}: This account has another password.")
        user.role = "admin"
    await engine.dispose()
    print(f"{data.email} is an admin.")


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
