"""Secrets of which only what Argon2id makes of them is kept."""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

# OWASP's least (19 MiB, two passes): about 40 ms, for secrets of 70 random bits, which nobody guesses from it anyway.
_MEMORY, _PASSES, _LENGTH, _SALT = 19 * 1024, 2, 32, 16


def hashed(secret: str) -> str:
    """What is kept of it, with its salt and costs (PHC string). Takes tens of milliseconds: not for the event loop."""
    kdf = Argon2id(salt=os.urandom(_SALT), length=_LENGTH, iterations=_PASSES, lanes=1, memory_cost=_MEMORY)
    return kdf.derive_phc_encoded(secret.encode())


def matches(secret: str, kept: str) -> bool:
    """Whether `kept` was made of this secret. Takes as long either way."""
    try:
        Argon2id.verify_phc_encoded(secret.encode(), kept)
    except InvalidKey:
        return False
    return True
