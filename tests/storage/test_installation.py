"""The files read again while they are in use: a fault names itself, and what could be used last goes on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from domain.people import Role
from storage.installation import Installation, install
from tests.storage.test_register import BOTH, IDS, person, post

SCHOOL = """name: {name} videregående skole
phone: 62 00 00 00
owner: {{name: Fjellvik fylkeskommune, contact: "62 00 00 99"}}
"""


@pytest.fixture
def files(tmp_path: Path) -> Files:
    files = Files(tmp_path)
    for school in ("fjellvik", "solvik"):
        files.write_school(school, SCHOOL.format(name=school.title()))
    files.write_people(BOTH)
    return files


class Files:
    """A folder of schools and a people file that somebody edits."""

    def __init__(self, folder: Path) -> None:
        self.schools, self.people = folder / "schools", folder / "people.yaml"
        self.schools.mkdir()

    def write_school(self, school: str, text: str) -> None:
        (self.schools / f"{school}.yaml").write_text(text, encoding="utf-8")

    def write_people(self, entries: str) -> None:
        self.people.write_text(f"people:\n{entries}", encoding="utf-8")

    def install(self) -> Installation:
        found = install(self.schools, self.people)
        assert (found.faults, found.refused) == ((), {})
        return found


def said(found: Installation) -> list[str]:
    return [str(fault) for fault in found.faults]


def principal(found: Installation, school: str) -> list[str]:
    return [p.id for p in found.register.holders(school, Role.PRINCIPAL)]


def test_news_is_taken(files: Files) -> None:
    before = files.install()
    files.write_school("fjellvik", SCHOOL.format(name="Nye Fjellvik"))
    files.write_people(BOTH.replace(person(1, post("principal")), person(4, post("principal"))))
    after = before.again()
    assert (after.faults, after.refused) == ((), {})
    assert after.register.schools["fjellvik"].name == "Nye Fjellvik videregående skole"
    assert principal(after, "fjellvik") == [IDS[4]]


def test_a_school_that_is_added_is_served(files: Files) -> None:
    before = files.install()
    files.write_school("elvheim", SCHOOL.format(name="Elvheim"))
    owners = [person(n, post("owner_contact", "elvheim")) for n in (5, 6)]
    files.write_people(BOTH + person(3, post("principal", "elvheim")) + "".join(owners))
    assert set(before.again().register.schools) == {"fjellvik", "solvik", "elvheim"}


def test_a_broken_school_file_names_itself_and_goes_on_while_others_and_its_people_take_their_news(
    files: Files,
) -> None:
    before = files.install()
    files.write_school("fjellvik", SCHOOL.format(name="Nye Fjellvik") + "limits: {acknowledge: 9h}\n")
    files.write_school("solvik", SCHOOL.format(name="Nye Solvik"))
    files.write_people(BOTH + person(3, post("deputy")))
    after = before.again()
    assert said(after) == [
        "fjellvik.yaml, line 4: limits.acknowledge: at most 2 hours (a profile may shorten a limit, never lengthen it)"
    ]
    assert after.register.schools["fjellvik"] == before.register.schools["fjellvik"]
    assert after.register.schools["solvik"].name == "Nye Solvik videregående skole"
    assert [p.id for p in after.register.holders("fjellvik", Role.DEPUTY)] == [IDS[3]]


def test_a_broken_entry_keeps_everybody_at_the_schools_it_names(files: Files) -> None:
    before = files.install()
    files.write_people(
        BOTH.replace(person(1, post("principal")), person(1, post("boss"))) + person(3, post("staff", "solvik"))
    )
    after = before.again()
    assert principal(after, "fjellvik") == [IDS[1]]
    assert "line 4: posts: role: boss is not a role" in said(after)[0]
    assert list(after.refused) == ["fjellvik"]
    assert IDS[3] in after.register.people


def test_what_the_log_says_of_a_fault_quotes_nothing(files: Files) -> None:
    before = files.install()
    files.write_people(BOTH.replace(person(1, post("principal")), person(1, "{school: fjellvik, role: Kari Moe}")))
    (fault,) = before.again().faults
    assert "Kari Moe" in str(fault)
    assert fault.place == "people.yaml, line 4"


@pytest.mark.parametrize("entries", ["  - [", "  not a list\n", ""])
def test_a_people_file_that_cannot_be_read_keeps_everybody(files: Files, entries: str) -> None:
    before = files.install()
    files.write_people(entries) if entries else files.people.unlink()
    after = before.again()
    assert said(after)
    assert after.register == before.register
    assert set(after.refused) == {"fjellvik", "solvik"}


def test_a_school_that_would_be_without_its_rektor_keeps_the_one_it_had(files: Files) -> None:
    before = files.install()
    files.write_people(BOTH.replace(person(1, post("principal")), ""))
    after = before.again()
    assert principal(after, "fjellvik") == [IDS[1]]
    assert after.refused == {"fjellvik": "nobody is its principal"}


def test_p12_5_a_leader_whose_school_is_misspelt_is_still_a_leader(files: Files) -> None:
    files.write_people(BOTH + person(3, post("department_head")))
    before = files.install()
    files.write_people(BOTH + person(3, post("department_head", "fjelvik")))
    after = before.again()
    assert after.register.is_leader(IDS[3], "fjellvik")
    assert "fjelvik is not a school that can be used" in said(after)[0]


def test_a_school_whose_file_is_gone_goes_on_until_the_next_start(files: Files) -> None:
    before = files.install()
    (files.schools / "solvik.yaml").unlink()
    after = before.again()
    assert said(after) == ["solvik.yaml, line 1: is gone; the school goes on as before until the next start"]
    assert set(after.register.schools) == {"fjellvik", "solvik"}
    assert set(install(files.schools, files.people).register.schools) == {"fjellvik"}


def test_what_is_mended_is_taken_and_forgotten_as_a_fault(files: Files) -> None:
    before = files.install()
    files.write_people("  - [")
    broken = before.again()
    files.write_people(BOTH + person(3, post("deputy")))
    mended = broken.again()
    assert (mended.faults, mended.refused) == ((), {})
    assert mended.register == files.install().register


def test_what_the_people_file_no_longer_adds_to_a_school_is_gone(files: Files) -> None:
    local = 'schools: {fjellvik: {phone: "99 99 99 99"}}\n'
    files.people.write_text(f"people:\n{BOTH}{local}", encoding="utf-8")
    before = files.install()
    assert before.register.schools["fjellvik"].phone == "99 99 99 99"
    files.write_people(BOTH)
    assert before.again().register.schools["fjellvik"].phone == "62 00 00 00"


def test_a_change_of_any_file_is_seen(files: Files) -> None:
    found = files.install()
    assert found.stamp() == found.read_as
    for change in (
        lambda: files.write_people(BOTH + "# more\n"),
        lambda: files.write_school("fjellvik", SCHOOL.format(name="Fjellvik") + "# more\n"),
        lambda: files.write_school("elvheim", "x"),
        lambda: (files.schools / "elvheim.yaml").unlink(),
        lambda: os.utime(files.people, (1, 1)),
        lambda: files.people.unlink(),
    ):
        before = found.stamp()
        change()
        assert found.stamp() != before


GROUP = "9b000000-0000-4000-8000-000000000001"


def write_groups(files: Files, school: str, groups: str) -> None:
    files.people.write_text(f"directory:\n  {school}: {groups}\npeople:\n{BOTH}", encoding="utf-8")


def test_a_school_whose_groups_cannot_be_read_goes_on_with_those_it_had(files: Files) -> None:
    write_groups(files, "fjellvik", f"{{principal: [{GROUP}]}}")
    before = files.install()
    write_groups(files, "fjellvik", "{principal: [rektorer]}")
    after = before.again()
    assert said(after) == ["people.yaml, line 2: principal: must be an Entra object id, such as "
                           "7d3e1a50-0000-4000-8000-000000000001"]  # fmt: skip
    assert after.register.schools["fjellvik"].directory.groups == (("principal", GROUP),)
    assert set(after.register.schools) == {"fjellvik", "solvik"}


def test_a_group_that_is_taken_out_of_the_file_counts_no_more(files: Files) -> None:
    write_groups(files, "fjellvik", f"{{principal: [{GROUP}]}}")
    before = files.install()
    files.write_people(BOTH)
    assert before.again().register.schools["fjellvik"].directory.groups == ()
