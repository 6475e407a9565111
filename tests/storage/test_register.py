"""Who is who, and which schools can be served by those the file names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.people import Absence, Person, Post, Register, Role
from domain.profile import Directory, Number
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


def test_mail_reaches_a_person_and_an_owner_outside_where_the_file_says(tmp_path: Path) -> None:
    school = "schools:\n  fjellvik: {owner_mail: post@fylket.example}\n"
    first, rest = person(1, post("principal")), BOTH
    mailed = rest.replace(first, first.rstrip("\n") + "\n    mail: randi.aas@fjellvik.example\n")
    path = tmp_path / "people.yaml"
    path.write_text(f"{school}people:\n{mailed}", encoding="utf-8")
    register, errors, refused = load_register(path, SCHOOLS)
    assert (errors, refused) == ((), {})
    assert register.people[IDS[1]].mail == "randi.aas@fjellvik.example"
    assert register.schools["fjellvik"].owner.mail == "post@fylket.example"
    assert register.schools["solvik"].owner.mail == ""


@pytest.mark.parametrize("said", ["Unni Berg", "a@b", "a@b.example, c@d.example", "<a@b.example>", "a b@c.example"])
def test_what_is_not_one_address_is_named_with_its_line(tmp_path: Path, said: str) -> None:
    entry = person(3, post("staff"), more=f"    mail: '{said}'\n")
    _, errors, _ = load(tmp_path, BOTH + entry)
    assert len(errors) == 1
    assert "mail: must be one mail address" in errors[0]


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


# Groups of the directory

HEADS, STAFF = (f"9b000000-0000-4000-8000-00000000000{n}" for n in (1, 2))


def grouped(folder: Path, *lines: str, entries: str = BOTH) -> tuple[Register, list[str], dict[str, str]]:
    path = folder / "people.yaml"
    section = "".join(f"  {line}\n" for line in lines)
    path.write_text(f"directory:\n{section}people:\n{entries}", encoding="utf-8")
    register, errors, refused = load_register(path, SCHOOLS)
    return register, [str(e) for e in errors], refused


def test_the_groups_of_a_school_are_read_as_written(tmp_path: Path) -> None:
    register, errors, refused = grouped(
        tmp_path, f"fjellvik: {{staff: [{STAFF}, {HEADS.upper()}], principal: [{HEADS}], education: true}}"
    )
    assert (errors, refused) == ([], {})
    directory = register.schools["fjellvik"].directory
    assert directory.groups == (("principal", HEADS), ("staff", STAFF), ("staff", HEADS))
    assert directory.education
    assert register.schools["solvik"].directory == Directory()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("fjellvik: {principal: [rektorer]}", "line 2: principal: must be an Entra object id"),
        (f"fjellvik: {{principal: {HEADS}}}", "line 2: principal: must be a list"),
        (f"fjellvik: {{boss: [{HEADS}]}}", "line 2: boss: is not a known key"),
        ("fjellvik: {education: kanskje}", "line 2: education: must be true or false"),
        ("fjellvik: [staff]", "line 2: must be keys with values"),
    ],
)
def test_a_fault_about_a_schools_groups_is_named_with_its_line_and_stops_that_school(
    tmp_path: Path, line: str, why: str
) -> None:
    """A leader whom nobody knows would be told of themself."""
    register, errors, refused = grouped(tmp_path, line)
    assert why in errors[0]
    assert list(refused) == ["fjellvik"]
    assert list(register.schools) == ["solvik"]


def local(folder: Path, line: str) -> tuple[Register, list[str], dict[str, str]]:
    path = folder / "people.yaml"
    path.write_text(f"schools:\n  fjellvik: {line}\npeople:\n{BOTH}", encoding="utf-8")
    register, errors, refused = load_register(path, SCHOOLS)
    return register, [str(e) for e in errors], refused


def test_a_school_has_an_open_page_and_numbers_to_ring_where_the_file_says_so(tmp_path: Path) -> None:
    line = "{page: true, helplines: [{label: Alarmtelefonen for barn og unge, number: 116 111}]}"
    register, errors, refused = local(tmp_path, line)
    assert (errors, refused) == ([], {})
    assert register.schools["fjellvik"].page
    assert register.schools["fjellvik"].helplines == (Number("Alarmtelefonen for barn og unge", "116 111"),)
    assert (register.schools["solvik"].page, register.schools["solvik"].helplines) == (False, ())


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{page: ja}", "line 2: page: must be true or false"),
        ('{page: "true"}', "line 2: page: must be true or false"),
        ("{page: https://fjellvik.example}", "line 2: page: must be true or false"),
        ("{helplines: 116 111}", "line 2: helplines: must be a list"),
        ("{helplines: [116 111]}", "line 2: helplines: must be keys with values"),
        ("{helplines: [{label: Alarmtelefonen}]}", "line 2: helplines: number: is missing"),
        ("{helplines: [{label: Alarmtelefonen, number: 116111}]}", "line 2: helplines: number: must be text"),
        ("{adults: [counsellor]}", "line 2: adults: is not a known key"),
    ],
)
def test_a_fault_about_an_open_page_or_a_number_is_named_and_stops_that_school(
    tmp_path: Path, line: str, why: str
) -> None:
    register, errors, refused = local(tmp_path, line)
    assert why in errors[0]
    assert list(refused) == ["fjellvik"]
    assert list(register.schools) == ["solvik"]


def test_groups_of_a_school_that_is_not_there_are_named(tmp_path: Path) -> None:
    _, errors, refused = grouped(tmp_path, f"fjelvik: {{staff: [{STAFF}]}}")
    assert errors == ["people.yaml, line 2: directory: fjelvik is not a school that can be used"]
    assert refused == {}


def test_a_school_is_there_once(tmp_path: Path) -> None:
    line = f"fjellvik: {{staff: [{STAFF}]}}"
    _, errors, refused = grouped(tmp_path, line, line)
    assert errors == ["people.yaml, line 3: directory: fjellvik is there more than once"]
    assert list(refused) == ["fjellvik"]


@pytest.mark.parametrize(
    ("role", "entries"),
    [
        ("principal", BOTH.replace(person(1, post("principal")), "")),
        ("owner_contact", BOTH.replace(f"{post('owner_contact')}, ", "")),
    ],
)
def test_a_group_may_name_those_whom_the_file_does_not(tmp_path: Path, role: str, entries: str) -> None:
    assert list(grouped(tmp_path, f"fjellvik: {{staff: [{STAFF}]}}", entries=entries)[2]) == ["fjellvik"]
    assert grouped(tmp_path, f"fjellvik: {{{role}: [{HEADS}]}}", entries=entries)[2] == {}
