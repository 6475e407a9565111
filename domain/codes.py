"""The code with which somebody comes back to what they told without a name, and what else follows from a form's token.

Everything is a function of the form's own token, which the record never holds: the same form sent twice has the same
author and the same code, and nobody finds either from what is stored.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from domain.people import PersonId

# Crockford's: no I, L, O or U, which are mistaken for other characters or make words.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 5
SYMBOLS, LOCATING = 20, 6  # 100 bits, of which the first 30 find it and the other 70 are the secret
_READ_AS = str.maketrans("ILO", "110")
AUTHOR = "teller:"


@dataclass(frozen=True, slots=True)
class Code:
    """`locator` stands readable in the record; of `secret` it holds only what Argon2id makes of it."""

    locator: str
    secret: str

    @property
    def shown(self) -> str:
        """As it is given to a person: in groups, with a check character last, `K7Q4-M2PX-...-A`."""
        symbols = self.locator + self.secret
        whole = symbols + _check(symbols)
        return "-".join(whole[n : n + 4] for n in range(0, len(whole), 4))


@dataclass(frozen=True, slots=True)
class KeptCode:
    """A code as the record keeps it: `secret` is Argon2id's output."""

    locator: str
    secret: str


def code(token: str) -> Code:
    """The code of what is told with this form."""
    bits = int.from_bytes(_made_of("code", token), "big")
    symbols = "".join(ALPHABET[bits >> BITS * n & 31] for n in range(SYMBOLS))
    return Code(symbols[:LOCATING], symbols[LOCATING:])


def author(token: str) -> PersonId:
    """What a report calls its author where their name is not to stand in it. No Entra id has this form."""
    return AUTHOR + _made_of("author", token).hex()[:32]


def is_author(who: PersonId) -> bool:
    return who.startswith(AUTHOR)


def kept(token: str) -> str:
    """What the record keeps of a form's token."""
    return _made_of("token", token).hex()[:32]


def read(written: str) -> Code | None:
    """A code as somebody wrote it, in any case, with or without the groups; None when it cannot be one."""
    plain = re.sub(r"[\s\-–—._]", "", written).upper().translate(_READ_AS)
    symbols = plain[:SYMBOLS]
    if len(plain) != SYMBOLS + 1 or not set(plain) <= set(ALPHABET) or _check(symbols) != plain[-1]:
        return None
    return Code(symbols[:LOCATING], symbols[LOCATING:])


def _made_of(purpose: str, token: str) -> bytes:
    return hashlib.sha256(f"varsle {purpose} v1 {token}".encode()).digest()


def _check(symbols: str) -> str:
    """Horner's rule in the field of 32 elements: any one wrong character, and any two that changed places, are seen."""
    sum_ = 0
    for symbol in symbols:
        sum_ = _doubled(sum_) ^ ALPHABET.index(symbol)
    return ALPHABET[_doubled(sum_)]


def _doubled(element: int) -> int:
    """Times x, modulo x^5 + x^2 + 1."""
    return element << 1 ^ (0b100101 if element & 16 else 0)
