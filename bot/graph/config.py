"""What the helper process must know to reach Graph: its first line, and nothing it finds out by itself."""

from __future__ import annotations

from dataclasses import dataclass, field

GRAPH = "https://graph.microsoft.com/v1.0"
AUTHORITY = "https://login.microsoftonline.com"


@dataclass(frozen=True, slots=True)
class Config:
    """One proof of who we are: a secret, a certificate with its key (both in PEM), or neither: a managed identity.

    It crosses one pipe and is written nowhere; `repr` leaves out what is secret.
    """

    tenant: str
    app_id: str
    secret: str = field(default="", repr=False)
    private_key: str = field(default="", repr=False)
    certificate: str = ""
    base_url: str = GRAPH
    authority: str = AUTHORITY
    timeout: float = 20.0  # seconds for one request
