"""Where mail can be sent."""

from __future__ import annotations

import re

LONGEST = 254  # RFC 5321
_PLAIN = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@([A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")


def is_address(said: str) -> bool:
    """One plain address, as Exchange has them: no name beside it, nothing after it, and never two."""
    return len(said) <= LONGEST and _PLAIN.fullmatch(said) is not None
