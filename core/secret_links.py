"""Links nobody can guess: 128 random bits, of which the database keeps a digest alone."""

import hashlib
import secrets


def make_token() -> str:
    """128 random bits, as they stand in an address; they are kept nowhere."""
    return secrets.token_urlsafe(16)


def hash_token(token: str) -> str:
    """What the database keeps of a link: SHA-256 in hexadecimal, 64 characters."""
    return hashlib.sha256(token.encode()).hexdigest()
