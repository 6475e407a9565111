"""The open form's own token: chance of ours, sealed with when and for which school, carried by the form alone."""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from services.ports import Work

LASTS = timedelta(hours=24)
_FORM = re.compile(r"([0-9a-f]{32})\.([0-9]{10})\.([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Ticket:
    """`token` is what everything secret follows from (`domain.codes`); `sealed` is how a form carries it."""

    token: str
    made_at: datetime
    sealed: str

    def is_old(self, now: datetime) -> bool:
        return not timedelta() <= now - self.made_at <= LASTS


def issue(work: Work, school: str, now: datetime) -> Ticket:
    """A new one: 128 bits that nobody can guess."""
    return _ticket(work, school, secrets.token_hex(16), int(now.timestamp()))


def read(work: Work, school: str, carried: str) -> Ticket | None:
    """The one a form carries, however old, where we have made it for this school."""
    match = _FORM.fullmatch(carried)
    if match is None:
        return None
    token, seconds, _ = match.groups()
    found = _ticket(work, school, token, int(seconds))
    return found if hmac.compare_digest(found.sealed, carried) else None


def _ticket(work: Work, school: str, token: str, seconds: int) -> Ticket:
    seal = work.seal(f"open page {school} {token} {seconds}")
    return Ticket(token, datetime.fromtimestamp(seconds, UTC), f"{token}.{seconds}.{seal}")
