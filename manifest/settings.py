"""What a school owner decides about the app package: read from options or the environment, checked at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

Values = dict[str, str]

PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"
OWNER_NAME_LONGEST = 32
URL_LONGEST = 2048

_GUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{4,253}}$)(?:{_LABEL}\.)+(?!\d+$){_LABEL}")
_LINK = re.compile(r"https://(?P<host>[^/?#:@\s]+)(?::\d{1,5})?(?:[/?#]\S*)?")
_VERSION = re.compile(r"(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)")


class BadInputError(ValueError):
    """Something given to us cannot be used. The message is one line that says what, and what would do."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One mark in the template, where its value may come from, and what a right value looks like.

    `default` is given the values before it in the table; without one the setting must be given.
    """

    mark: str
    option: str
    variable: str
    help: str
    check: Callable[[str], bool]
    default: Callable[[Values], str] | None = None

    @property
    def name(self) -> str:
        """What to call it in a message."""
        return f"--{self.option} ({self.variable})"


def is_app_id(value: str) -> bool:
    """An Entra application id; not the all-zero one that templates carry."""
    return bool(_GUID.fullmatch(value.lower())) and value.strip("0-") != ""


def is_host(value: str) -> bool:
    """A public host name alone: no scheme, port, path, address or star."""
    return bool(_HOST.fullmatch(value.lower()))


def is_link(value: str) -> bool:
    """An https address that a person can open."""
    link = _LINK.fullmatch(value)
    return link is not None and value.isprintable() and len(value) <= URL_LONGEST and is_host(link["host"])


def is_owner_name(value: str) -> bool:
    """Words on one line that fit under the app's name."""
    return value.isprintable() and 0 < len(value) <= OWNER_NAME_LONGEST


def is_version(value: str) -> bool:
    """Three numbers with dots between, as Teams wants it."""
    return bool(_VERSION.fullmatch(value))


def project_version(_: Values) -> str:
    """The version in pyproject.toml. Without that file (an installed copy) it must be given."""
    try:
        return str(tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]["version"])
    except OSError:
        return ""


def _page(path: str) -> Callable[[Values], str]:
    return lambda values: f"https://{values['DOMAIN']}/{path}"


def _link(mark: str, word: str, path: str, about: str) -> Setting:
    help_ = f"https address of {about} (otherwise https://<domain>/{path})"
    return Setting(f"{mark}_URL", f"{word}-url", f"VARSLE_{mark}_URL", help_, is_link, _page(path))


SETTINGS: tuple[Setting, ...] = (
    Setting("APP_ID", "app-id", "VARSLE_APP_ID", "the bot's Microsoft App ID, a GUID", is_app_id),
    Setting("DOMAIN", "domain", "VARSLE_PUBLIC_HOST", "host name alone, as varsle.example.no", is_host),
    Setting(
        "OWNER_NAME",
        "owner-name",
        "VARSLE_OWNER_NAME",
        f"the school owner's name, at most {OWNER_NAME_LONGEST} characters (otherwise Skoleeieren)",
        is_owner_name,
        lambda _: "Skoleeieren",
    ),
    _link("WEBSITE", "website", "", "the page about the app"),
    _link("PRIVACY", "privacy", "personvern", "the privacy statement"),
    _link("TERMS", "terms", "vilkar", "the terms of use"),
    Setting(
        "VERSION",
        "package-version",
        "VARSLE_PACKAGE_VERSION",
        "three numbers, higher than the package before it (otherwise the project's)",
        is_version,
        project_version,
    ),
)


def values_from(options: Mapping[str, str | None], environment: Mapping[str, str]) -> Values:
    """The value of every mark: the option, else the environment, else the default.

    `options` is keyed by mark. Raises BadInputError naming every missing or wrong one at once.
    """
    values: Values = {}
    wrong: list[str] = []
    for setting in SETTINGS:
        given = (options.get(setting.mark) or environment.get(setting.variable) or "").strip()
        value = given or _default(setting, values)
        values[setting.mark] = value.lower() if setting.mark in ("APP_ID", "DOMAIN") else value
        wrong += _complaint(setting, given, value)
    if wrong:
        raise BadInputError("; ".join(wrong))
    return values


def _default(setting: Setting, values: Values) -> str:
    return setting.default(values) if setting.default else ""


def _complaint(setting: Setting, given: str, value: str) -> list[str]:
    if not value:
        return [f"{setting.name} is missing: {setting.help}"]
    if given and not setting.check(given):
        return [f"{setting.name} cannot be {given!r}: {setting.help}"]
    return []
