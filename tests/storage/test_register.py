"""Who is who, and which schools can be served by those the file names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.people import Absence, Person, Post, Register, Role
from storage.register import load_register
from tests.builders import a_school

SCHOOLS = {id_: a_school(id_) for id_ in ("fjellvik", "solvik")}
IDS = [f"7d3e1a50-0000-4000-8000-00000000000{n}" for n in range(9)]


def post(role: str, school: str = "fjellvik") -> str:
    return f"{{school: {school}, role: {role}}}"


def person(n: int, *posts: str, more: str = "") -> str:
    return f"  - id: {IDS[n]}\n    name: Person {n}\n    posts: [{', '.join(posts)}]\n{more}"


OWNERS = person(7, post("owner_contact"), post("owner_contact", "solvik")) + person(
    8, post("owner_contact"), post("owner_contact", "solvik")
)
BOTH = person(1, post("principal")) + person(2, post("principal", "solvik")) + OWNERS


def load(folder: Path, entries: str) -> tuple[Register, list[str], dict[str, str]]:
    path = folder / "people.yaml"
    path.write_text(f"people:\n{entries}" if entries else "", encoding="utf-8")
    register, errors, refused = load_register(path, SCHOOLS)
    return register, [str(e) for e in errors], refused


def test_everybody_is_read_as_written(tmp_path: Path) -> None:
    more = "    guest: true\n    away: [2026-11-23..2026-11-27, 2026-12-01]\n"
    entry = person(3, post("staff"), post("contact_teacher", "solvik"), more=more)
    register, errors, refused = load(tmp_path, BOTH + entry)
    assert (errors, refused) == ([], {})
    assert register.people[IDS[3]] == Person(
        IDS[3],
        "Person 3",
        frozenset({Post("fjellvik", Role.STAFF), Post("solvik", Role.CONTACT_TEACHER)}),
        guest=True,
        away=(Absence(date(2026, 11, 23), date(2026, 11, 27)), Absence(date(2026, 12, 1), date(2026, 12, 1))),
    )
    assert set(register.schools) == {"fjellvik", "solvik"}


def test_an_id_is_known_in_small_letters(tmp_path: Path) -> None:
    register, _, _ = load(tmp_path, BOTH.replace(IDS[1], IDS[1].upper()))
    assert register.people[IDS[1]].name == "Person 1"


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        (BOTH.replace(person(1, post("principal")), ""), "nobody is its principal"),
        (
            BOTH.replace(person(1, post("principal")), person(1, post("principal"), more="    guest: true\n")),
            "principal",
        ),
        (BOTH.replace(f"{post('owner_contact')}, ", "", 1), "at least 2 owner contacts and has 1"),
        (BOTH.replace(f"{post('owner_contact')}, ", ""), "at least 2 owner contacts and has 0"),
    ],
)
def test_a_school_that_lacks_somebody_is_not_served_but_the_others_are(tmp_path: Path, entries: str, why: str) -> None:
    register, errors, refused = load(tmp_path, entries)
    assert errors == []
    assert list(refused) == ["fjellvik"]
    assert why in refused["fjellvik"]
    assert list(register.schools) == ["solvik"]


def test_an_unknown_school_is_named_and_costs_nobody_their_other_posts(tmp_path: Path) -> None:
    """A school whose own file is broken is unknown here; its owner's contacts serve the others all the same."""
    register, errors, refused = load(
        tmp_path, BOTH.replace("owner_contact}", "owner_contact}, " + post("staff", "nowhere"))
    )
    assert refused == {}
    assert errors == [
        "people.yaml, line 8: posts: nowhere is not a school that can be used",
        "people.yaml, line 11: posts: nowhere is not a school that can be used",
    ]
    assert register.people[IDS[7]].holds("solvik", Role.OWNER_CONTACT)


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        (person(3, post("boss")), "posts: role: boss is not a role"),
        (person(3, "{school: fjellvik}"), "posts: role: is missing"),
        (person(3, post("staff"), more="    tlf: 1\n"), "tlf: is not a known key"),
        (person(3, post("staff")).replace(IDS[3], "nobody"), "id: must be an Entra object id"),
        (person(3, post("staff"), more="    guest: kanskje\n"), "guest: must be true or false"),
        (person(3, post("staff"), more="    away: [i morgen]\n"), "away: i morgen is not a day"),
        (person(1, post("staff")), "is there more than once"),
        ("  - just words, fjellvik\n  - fjellvik\n", "must be keys with values"),
    ],
)
def test_a_broken_entry_stops_the_schools_it_names_and_no_others(tmp_path: Path, broken: str, why: str) -> None:
    """An unknown leader would be told of themself, so it is not enough to leave the entry out."""
    register, errors, refused = load(tmp_path, BOTH + broken)
    assert why in " ".join(errors)
    assert list(refused) == ["fjellvik"]
    assert refused["fjellvik"].startswith("people file, line ")
    assert list(register.schools) == ["solvik"]
    assert IDS[3] not in register.people


@pytest.mark.parametrize("entries", ["", "  - [", "  not a list", "  - a\nschools: []\n"])
def test_a_file_that_cannot_be_read_stops_every_school(tmp_path: Path, entries: str) -> None:
    register, errors, refused = load(tmp_path, entries)
    assert errors
    assert set(refused) == set(SCHOOLS)
    assert not register.schools


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    _, errors, refused = load_register(tmp_path / "people.yaml", SCHOOLS)
    assert [str(e) for e in errors] == ["people.yaml, line 1: cannot be read: No such file or directory"]
    assert set(refused) == set(SCHOOLS)
