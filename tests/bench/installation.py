"""One invented school on the real disk: who is who, a key, and a migrated database without a report in it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import demo
from domain.people import Register
from storage.installation import install
from storage.keys import create_key_file, read_keys
from storage.store import Store

SCHOOL = "fjellvik"
APP_ID = "5eb5a1de-0000-4000-8000-00000000b0b0"
TENANT = "5eb5a1de-0000-4000-8000-00000000a0a0"
PASSWORD = "nobody's"
_SCHOOLS = Path(demo.__file__).parent / "schools"


def _id(number: int) -> str:
    return f"7d3e1a50-0000-4000-8000-{number:012d}"


PRINCIPAL = _id(1)
TEACHERS = tuple(_id(n) for n in range(101, 133))
_LEADERS = {PRINCIPAL: "principal", _id(2): "deputy", _id(3): "owner_contact", _id(4): "owner_contact"}
ROLES: Mapping[str, str] = {**_LEADERS, **dict.fromkeys(TEACHERS, "contact_teacher")}


class Installation:
    """`folder` is emptied first. What is measured is the disk that it lies on. `more` is added to the people file."""

    def __init__(self, folder: Path, more: str = "") -> None:
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "record").mkdir(parents=True)
        self.folder = folder.resolve()
        self.moments = self.folder / "moments.json"
        self._key, self._people = self.folder / "key", self.folder / "people.yaml"
        self.database, self._new = self.folder / "record" / "varsle.db", self.folder / "new.db"
        self._people.write_text(_people() + more)
        create_key_file(self._key)
        self.open().close()
        self.database.rename(self._new)

    def open(self) -> Store:
        """The record, while no server has it."""
        return Store(f"sqlite:///{self.database}", read_keys(self._key, self.database))

    def register(self) -> Register:
        return install(_SCHOOLS, self._people).register

    def renew(self) -> None:
        """The database as it was before anybody told."""
        shutil.rmtree(self.database.parent)
        self.database.parent.mkdir()
        shutil.copyfile(self._new, self.database)

    def environment(self) -> dict[str, str]:
        settings = {
            "APP_ID": APP_ID,
            "APP_TYPE": "SingleTenant",
            "APP_TENANT_ID": TENANT,
            "APP_PASSWORD": PASSWORD,
            "DATABASE_URL": f"sqlite:///{self.database}",
            "KEY_FILE": str(self._key),
            "SCHOOLS_DIR": str(_SCHOOLS),
            "PEOPLE_FILE": str(self._people),
            "LOG_LEVEL": "WARNING",
        }
        return {f"VARSLE_{name}": value for name, value in settings.items()}


def _people() -> str:
    lines = [
        f"  - {{id: {id_}, name: Person {id_[-3:]}, posts: [{{school: {SCHOOL}, role: {role}}}]}}"
        for id_, role in ROLES.items()
    ]
    return "\n".join(["people:", *lines, ""])
