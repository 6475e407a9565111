"""The files an installation is made of, as far as they can be used: read at the start, and again while running."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from domain.people import Register
from domain.profile import School
from domain.renewal import disturbed, renewed
from storage.files import BadFile
from storage.profiles import load_schools
from storage.register import load_people

Stamp = tuple[tuple[str, int, int, int], ...]

GONE = "is gone; the school goes on as before until the next start"


@dataclass(frozen=True)
class Installation:
    """What the files say. `profiles` are the schools by their own files, before the people file adds to them.

    `faults` is everything that is wrong in them; `refused` why a school is not served, or goes on as it was before.
    """

    folder: Path
    people_file: Path
    profiles: Mapping[str, School]
    register: Register
    faults: tuple[BadFile, ...]
    refused: Mapping[str, str]
    read_as: Stamp  # as the files were when the reading began

    def again(self) -> Installation:
        """As the files are now. Where they cannot be used, the school goes on with the last version that could.

        A school is never taken out while running: its cases would wait for nobody.
        """
        read_as = self.stamp()
        found, faults = load_schools(self.folder)
        gone = sorted(self.profiles.keys() - found.keys() - {fault.file.removesuffix(".yaml") for fault in faults})
        faults += tuple(BadFile(f"{id_}.yaml", 1, GONE) for id_ in gone)
        profiles = {**self.profiles, **found}
        loaded = load_people(self.people_file, profiles)
        touched = disturbed(self.register, loaded.register, loaded.faulty, profiles)
        refused = {**dict.fromkeys(touched, "an entry about somebody there is faulty"), **loaded.refused}
        register = renewed(self.register, loaded.register, refused)
        every = faults + loaded.faults
        return Installation(self.folder, self.people_file, profiles, register, every, refused, read_as)

    def stamp(self) -> Stamp:
        """What changes when one of the files does."""
        return stamp(self.folder, self.people_file)


def install(folder: Path, people_file: Path) -> Installation:
    """At the start: what cannot be used is left out and named."""
    read_as = stamp(folder, people_file)
    profiles, faults = load_schools(folder)
    loaded = load_people(people_file, profiles)
    every = (*faults, *loaded.faults)
    return Installation(folder, people_file, profiles, loaded.register, every, loaded.refused, read_as)


def stamp(folder: Path, people_file: Path) -> Stamp:
    """Name, inode, size and time of change of each file that is there."""
    return tuple(found for path in (*sorted(folder.glob("*.yaml")), people_file) if (found := _stamp(path)))


def _stamp(path: Path) -> tuple[str, int, int, int] | None:
    try:
        seen = path.stat()
    except OSError:
        return None
    return path.name, seen.st_ino, seen.st_size, seen.st_mtime_ns
