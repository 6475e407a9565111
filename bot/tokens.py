"""Who may call us: the bearer token that the Bot Connector puts on every request.

Only the channel's own issuer is known here. botbuilder's "emulator" and "skill" issuers are not, because
whoever holds the bot's secret could mint such a token and speak as anybody.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Protocol

import jwt

from bot.gate import Refusal, Rules, refuse
from bot.keys import Key

ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
LEEWAY = 5 * 60
LONGEST_LIFE = 26 * 3600
"""Seconds ahead. Teams' tokens live for hours; one valid for years would never die after a leak."""

_SIGNATURE_ONLY: Any = {
    f"verify_{part}": part == "signature" for part in ("signature", "exp", "nbf", "iat", "aud", "iss", "sub", "jti")
}


class KeyRing(Protocol):
    @property
    def ready(self) -> bool: ...

    def find(self, kid: str) -> Key | None: ...


@dataclass(frozen=True, slots=True)
class Claims:
    """A verified token. `service_url` still has to be compared with the body's: `gate.judge` does."""

    service_url: str
    values: Mapping[str, Any]


def bearer(header: str | None) -> str | None:
    scheme, _, token = (header or "").partition(" ")
    return token if scheme.lower() == "bearer" and token else None


def verify(token: str, keys: KeyRing, rules: Rules, now: float) -> Claims | Refusal:
    """`now` in seconds since 1970. Refusals are 401, or 503 "no-keys" while no key was ever fetched."""
    key = _find_key(token, keys)
    if isinstance(key, Refusal):
        return key
    try:
        values = _signed(token, key)
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
        return refuse("bad-token")
    reason = _fault(values, rules, now)
    return refuse(reason) if reason else Claims(values["serviceurl"], values)


# Teams sends one token for about an hour. What it says and that its signature is right are remembered for as long as
# the key is the same; its times are looked at every time. Only good ones are remembered.
@lru_cache(maxsize=64)
def _signed(token: str, key: Key) -> Mapping[str, Any]:
    return MappingProxyType(jwt.decode(token, key.public, algorithms=["RS256"], options=_SIGNATURE_ONLY))


@lru_cache(maxsize=64)
def _header(token: str) -> Mapping[str, Any]:
    return MappingProxyType(jwt.get_unverified_header(token))


def _find_key(token: str, keys: KeyRing) -> Key | Refusal:
    if not keys.ready:
        return refuse("no-keys")
    try:
        header = _header(token)
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
        return refuse("bad-token")
    if header.get("alg") != "RS256":
        return refuse("algorithm")
    kid = header.get("kid")
    key = keys.find(kid) if isinstance(kid, str) else None
    if key is None:
        return refuse("unknown-key")
    return key if CHANNEL in key.endorsements else refuse("not-endorsed")


def _fault(values: Mapping[str, Any], rules: Rules, now: float) -> str | None:
    if values.get("iss") != ISSUER:
        return "issuer"
    if values.get("aud") != rules.app_id:
        return "audience"
    if not _timely(values, now):
        return "times"
    return None if isinstance(values.get("serviceurl"), str) else "service-url-claim"


def _timely(values: Mapping[str, Any], now: float) -> bool:
    expires = values.get("exp")
    begins = [values[name] for name in ("nbf", "iat") if values.get(name) is not None]
    if not all(_is_time(moment) for moment in (expires, *begins)):
        return False
    alive = now - LEEWAY < expires < now + LONGEST_LIFE  # type: ignore[operator]
    return alive and all(moment <= now + LEEWAY for moment in begins)


def _is_time(moment: object) -> bool:
    return isinstance(moment, int | float) and not isinstance(moment, bool) and math.isfinite(moment)
