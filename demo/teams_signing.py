"""The keys and tokens of the local stand-in for Teams: what login.botframework.com does for the real one."""

import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://api.botframework.com"
_LIFE = 3600


def new_key() -> rsa.RSAPrivateKey:
    """Takes about a tenth of a second, so tests share one."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Signer:
    """`clock` in seconds since 1970."""

    def __init__(
        self, app_id: str, key: rsa.RSAPrivateKey | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        self._app_id, self._clock = app_id, clock
        self.key = key or new_key()
        self.kid = uuid.uuid4().hex
        self.endorsements: list[str] = ["msteams"]
        self._usual: tuple[str, float] = ("", 0.0)

    def rotate(self, key: rsa.RSAPrivateKey | None = None) -> None:
        """The old key is published no longer."""
        self.key = key or new_key()
        self.kid = uuid.uuid4().hex
        self._usual = ("", 0.0)

    def jwks(self) -> dict[str, Any]:
        public = RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**public, "use": "sig", "kid": self.kid, "endorsements": self.endorsements}]}

    def usual(self, service_url: str) -> str:
        """The same token for half an hour, as the real connector sends it."""
        token, until = self._usual
        if self._clock() >= until:
            token = self.sign(service_url)
            self._usual = (token, self._clock() + _LIFE / 2)
        return token

    def sign(
        self,
        service_url: str,
        claims: Mapping[str, Any] | None = None,
        *,
        key: Any = None,
        algorithm: str = "RS256",
        headers: Mapping[str, Any] | None = None,
    ) -> str:
        """A good token, changed by `claims` and `headers`; a value of None takes the claim or header out."""
        now = int(self._clock())
        good = {"iss": ISSUER, "aud": self._app_id, "nbf": now - 10, "exp": now + _LIFE, "serviceurl": service_url}
        return jwt.encode(
            _changed(good, claims),
            self.key if key is None else key,
            algorithm=algorithm,
            headers=_changed({"kid": self.kid}, headers),
        )


def _changed(good: Mapping[str, Any], changes: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in {**good, **(changes or {})}.items() if value is not None}
