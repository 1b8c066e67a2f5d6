"""Passwords, hashed with bcrypt."""

import bcrypt

LONGEST = 72


class BcryptPasswordHasher:
    """Hashes passwords of at most 72 bytes, which is as far as bcrypt reads."""

    def hash(self, password: str) -> str:
        """Return a salted hash.

        Raises:
            ValueError: the password is longer.
        """
        return bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode()

    def verify(self, password: str, password_hash: str) -> bool:
        """Tell whether the hash was made of this password."""
        given = password.encode()
        # A longer one was never hashed. Saying so at once would take less time than for
        # an address without an account, and give away which it is.
        same = bcrypt.checkpw(given[:LONGEST], password_hash.encode())
        return same and len(given) <= LONGEST
