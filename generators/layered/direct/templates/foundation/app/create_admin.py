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
        data: The address, the password, and the username of a new account.

    Raises:
        SystemExit: It has another password, so somebody else may have it; it is closed;
            or the username of a new one is taken.
    """
    async with AsyncSessionLocal() as session, unit_of_work(session.begin()):
        user = await session.scalar(select(User).where(User.email == data.email))
        if user is None:
            taken = select(User.id).where(User.username == data.username)
            if await session.scalar(taken) is not None:
                raise SystemExit(f"{data.username}: somebody has it, see --username.")
            user = User(
                email=data.email,
                username=data.username,
                password_hash=hash_password(data.password),
            )
            session.add(user)
        elif not verify_password(data.password, user.password_hash):
            raise SystemExit(f"{data.email}: This account has another password.")
        elif not user.is_active:
            raise SystemExit(f"{data.email}: This account is closed: open it first.")
        user.role = "admin"
    await engine.dispose()
    print(f"{data.email} is an admin.")


def main() -> None:
    """Read the address, the username and the password."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("email")
    parser.add_argument("--username", help="else what is before the @")
    asked = parser.parse_args()
    given = settings.ADMIN_PASSWORD
    password = given.get_secret_value() if given else getpass("Password: ")
    try:
        data = UserCreate(
            email=asked.email,
            username=asked.username or asked.email.partition("@")[0],
            password=password,
        )
    except ValidationError as error:
        # One by one, because together they would show the password.
        reasons = [f"{each['loc'][0]}: {each['msg']}" for each in error.errors()]
        parser.error("; ".join(reasons))
    asyncio.run(ensure_admin(data))


if __name__ == "__main__":
    main()
