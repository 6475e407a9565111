"""The key file, and the keys for single purposes that are derived from it."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

LENGTH = 32


class KeyFileRefused(Exception):
    """The key file may not be used; the text is one line for the one who starts the program."""


@dataclass(frozen=True, slots=True)
class Keys:
    """One key for each purpose: knowing one tells nothing of another."""

    audit: bytes = field(repr=False)
    commitment: bytes = field(repr=False)
    links: bytes = field(repr=False)
    checkpoints: bytes = field(repr=False)

    def sign(self, message: bytes) -> bytes:
        """The Ed25519 signature of a checkpoint."""
        return Ed25519PrivateKey.from_private_bytes(self.checkpoints).sign(message)

    @property
    def public(self) -> bytes:
        """With which anybody checks a checkpoint: 32 bytes, no secret."""
        return Ed25519PrivateKey.from_private_bytes(self.checkpoints).public_key().public_bytes_raw()


def derive(root: bytes) -> Keys:
    return Keys(**{purpose: _for(purpose, root) for purpose in ("audit", "commitment", "links", "checkpoints")})


def _for(purpose: str, root: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=LENGTH, salt=None, info=f"varsle v1 {purpose}".encode()).derive(root)


def read_keys(path: Path, database: Path | None = None) -> Keys:
    """The keys from a file of at least 32 random bytes as base64 text. `KeyFileRefused` says what is wrong.

    Whoever copies the folder of the database must not get the key with it.
    """
    if database is not None and path.resolve().parent == database.resolve().parent:
        raise KeyFileRefused(f"{path}: the key must not lie in the same folder as the database")
    return derive(_root(path, _read_privately(path)))


def _read_privately(path: Path) -> str:
    try:
        with path.open(encoding="ascii") as file:
            mode = os.fstat(file.fileno()).st_mode
            written = file.read()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not base64 text"
        raise KeyFileRefused(f"{path}: the key file cannot be read: {why}") from None
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise KeyFileRefused(f"{path}: others than its owner may read the key file; run: chmod 600 {path}")
    return written


def _root(path: Path, written: str) -> bytes:
    try:
        root = base64.b64decode("".join(written.split()), validate=True)
    except binascii.Error:
        raise KeyFileRefused(f"{path}: the key file is not base64 text") from None
    if len(root) < LENGTH:
        raise KeyFileRefused(f"{path}: the key file holds {len(root)} bytes; at least {LENGTH} are needed")
    return root


def create_key_file(path: Path) -> None:
    """A new key that only its owner may read. `FileExistsError` when there is one: it is never overwritten."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(secrets.token_bytes(LENGTH)) + b"\n")
        file.flush()
        os.fsync(file.fileno())
