"""What a token of Entra's says was granted. Microsoft promises its form to nobody, so that it may say nothing."""

from __future__ import annotations

import base64
import json


def roles_in(token: str) -> tuple[str, ...] | None:
    """The `roles` of a token, sorted; None where it is of another form."""
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return tuple(sorted(map(str, claims.get("roles", ()))))
    except (IndexError, ValueError, AttributeError, TypeError):
        return None
