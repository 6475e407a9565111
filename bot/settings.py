"""Settings, read once from the environment (prefix VARSLE_) into a frozen object. Wrong ones are named in one line."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from uuid import UUID

from pydantic import NonNegativeInt, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.graph.config import GRAPH
from cards.look import Surface
from domain.addresses import is_address

# Microsoft's own list of hosts for bots in the public cloud.
SERVICE_HOSTS = ("https://smba.trafficmanager.net", "https://smba.infra.teams.microsoft.com")
OPENID_METADATA_URL = "https://login.botframework.com/v1/.well-known/openidconfiguration"


class Settings(BaseSettings):
    """What one installation is. There is no default for who we are: without it the process refuses to start."""

    model_config = SettingsConfigDict(env_prefix="VARSLE_", frozen=True, extra="ignore")

    app_id: UUID
    app_type: Literal["SingleTenant", "UserAssignedMSI"]
    app_tenant_id: UUID
    app_password: SecretStr | None = None
    app_certificate_file: Path | None = None
    app_private_key_file: Path | None = None
    token_url: str | None = None
    openid_metadata_url: str = OPENID_METADATA_URL
    service_hosts: tuple[str, ...] = SERVICE_HOSTS
    database_url: str = "sqlite:///var/varsle.db"
    key_file: Path
    schools_dir: Path = Path("schools")
    people_file: Path
    surface: Surface = Surface.DIALOG
    graph: Literal["on", "off"] = "off"
    graph_base_url: str = GRAPH
    host: str = "127.0.0.1"
    port: int = 3978
    public_url: str = ""  # where people's browsers reach this process; without it nothing can be printed
    proxy_hops: NonNegativeInt = 0  # proxies of ours in front, each adding to X-Forwarded-For; for the open page alone
    teams_app: UUID | None = None  # the app's id in the tenant's catalogue; with it, and Graph, receivers get the app
    checkpoints: tuple[str, ...] = ()  # folders elsewhere, or addresses of immutable containers; at least two
    mail_from: str = ""  # the service mailbox that writes to the owner by way of Graph; without it no mail goes
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @model_validator(mode="after")
    def proves_who_we_are(self) -> Settings:
        """SingleTenant has exactly one proof; a managed identity has none of its own."""
        certificate = (self.app_certificate_file, self.app_private_key_file)
        if any(certificate) and not all(certificate):
            raise ValueError("APP_CERTIFICATE_FILE and APP_PRIVATE_KEY_FILE belong together")
        proofs = bool(self.app_password) + all(certificate)
        if self.app_type == "SingleTenant" and proofs != 1:
            raise ValueError("SingleTenant needs VARSLE_APP_PASSWORD or a certificate, and not both")
        return self

    @model_validator(mode="after")
    def speaks_only_https(self) -> Settings:
        """Plain http is for the demo and the tests, which compose the application themselves."""
        maybe = filter(None, (self.token_url, self.public_url))
        places = (written for written in self.checkpoints if "://" in written)
        named = (*self.service_hosts, self.openid_metadata_url, self.graph_base_url, *maybe, *places)
        if not all(url.startswith("https://") for url in named):
            raise ValueError(
                "SERVICE_HOSTS, OPENID_METADATA_URL, TOKEN_URL, GRAPH_BASE_URL, PUBLIC_URL and the addresses in "
                "CHECKPOINTS must begin with https://"
            )
        return self

    @model_validator(mode="after")
    def writes_from_one_mailbox(self) -> Settings:
        if self.mail_from and not is_address(self.mail_from):
            raise ValueError("MAIL_FROM must be one mail address, such as varsle@fjellvik.example")
        return self


class BadSettingsError(Exception):
    """Carries one line for a person, without any value."""


def read_settings() -> Settings:
    """The environment as settings. Raises BadSettingsError with every wrong or missing name in one line."""
    try:
        return Settings()  # type: ignore[call-arg]
    except ValidationError as error:
        raise BadSettingsError(
            "; ".join(_fault(e) for e in error.errors(include_input=False, include_url=False))
        ) from None


def _fault(error) -> str:  # type: ignore[no-untyped-def]
    where = ".".join(str(part) for part in error["loc"]).upper()
    said = error["msg"].removeprefix("Value error, ")
    return f"VARSLE_{where}: {said}" if where else said
