"""What came of a request, from what Graph answered or failed to: one table. Only the helper process reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx
from kiota_abstractions.api_error import APIError

from services.jobs import Doubt, Later, Refused, Why

Failed = Refused | Later | Doubt

# Codes with which Exchange says that the person has no mailbox here, whatever the status.
NO_MAILBOX = frozenset(
    {
        "MailboxNotEnabledForRESTAPI",
        "MailboxNotSupportedForRESTAPI",
        "ErrorNonExistentMailbox",
        "ErrorMailboxNotFound",
        "ErrorMailboxConfiguration",
    }
)
# Said when a key was used before with another time or other people in it.
USED_BEFORE = "ErrorDuplicateTransactionId"
BUSY = frozenset({423, 429, 509})
UNSURE = frozenset({408, *range(500, 600)}) - BUSY
REFUSED: Mapping[int, Why] = {403: Why.NO_ACCESS, 404: Why.NO_SUCH, 410: Why.NO_SUCH}
# The connection was never made: nothing of ours can have arrived.
UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol, httpx.ProxyError)


class NoSignInError(Exception):
    """Entra gave no token. Nothing was asked of Graph."""


class NotAskableError(Exception):
    """An id or address that is none: it never gets into a URL."""


class NoAccessError(Exception):
    """Graph answered, and left out what the tenant has not let us see."""


class NoAnswerError(Exception):
    """Graph said it was well and did not say what we asked, or would not come to an end."""


class UnsureError(Exception):
    """Something of ours stands, and looking for it failed."""


def code_of(error: APIError) -> str:
    """Graph's own word for what was wrong; "" when the answer was not Graph's."""
    return getattr(getattr(error, "error", None), "code", None) or ""


def away(is_write: bool, after: float | None = None) -> Failed:
    return Doubt(Why.AWAY, after) if is_write else Later(Why.AWAY, after)


def failed(error: Exception, is_write: bool) -> Failed:
    """What is not in the table may have had its effect."""
    for kinds, outcome in BY_KIND:
        if isinstance(error, kinds):
            return outcome
    return _answered(error, is_write) if isinstance(error, APIError) else away(is_write)


BY_KIND: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Failed], ...] = (
    (NotAskableError, Refused(Why.NOT_TAKEN)),
    (NoAccessError, Refused(Why.NO_ACCESS)),
    (NoSignInError, Later(Why.NO_SIGN_IN)),
    (UnsureError, Doubt(Why.AWAY)),
    (UNSENT, Later(Why.AWAY)),
)


def _answered(error: APIError, is_write: bool) -> Failed:
    status, code, after = error.response_status_code or 0, code_of(error), _after(error)
    if code in NO_MAILBOX:
        return Refused(Why.NO_MAILBOX)
    if status in BUSY:
        return Later(Why.BUSY, after)
    if status == 401:
        return Later(Why.NO_SIGN_IN)
    # A refusal without Graph's word for it was written by something on the way there: it decides nothing.
    if status in UNSURE or not 400 <= status < 500 or not code:
        return away(is_write, after)
    return Refused(REFUSED.get(status, Why.NOT_TAKEN))


def _after(error: APIError) -> float | None:
    """Retry-After in seconds: a number, or a date."""
    said = (error.response_headers or {}).get("retry-after")
    if not said:
        return None
    try:
        return max(0.0, float(said))
    except ValueError:
        return _until(said)


def _until(date: str) -> float | None:
    try:
        return max(0.0, (parsedate_to_datetime(date) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
