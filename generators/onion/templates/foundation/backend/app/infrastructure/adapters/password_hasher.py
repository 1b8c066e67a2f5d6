"""Passwords, hashed with bcrypt."""

import bcrypt


class BcryptPasswordHasher:
    """Hashes passwords of at most 72 bytes, which is as far as bcrypt reads."""

    def hash(self, password: str) -> str:
        """Return a salted hash."""
        return bcrypt.hashpw(password.encode(), bcrypt.gensalt()).decode()

    def verify(self, password: str, password_hash: str) -> bool:
        """Tell whether the hash was made of this password."""
        return bcrypt.checkpw(password.encode(), password_hash.encode())
