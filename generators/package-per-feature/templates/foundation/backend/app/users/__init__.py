"""Accounts, sign-in and roles: the blueprint of every other package.

What other packages may use of this one is what it exports here, and its `deps`.
"""

from app.users.models import User

__all__ = ["User"]
