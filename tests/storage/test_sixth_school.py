"""A sixth school, from what schools/README.md says and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from domain.people import Register, Role
from domain.profile import CHOOSABLE, RECEIVING
from domain.routing import ladder
from domain.soundness import flaws
from storage.profiles import load_schools
from storage.register import load_register
from tests.builders import MONDAY, a_case
from tests.documents import ROOT

README = (ROOT / "schools" / "README.md").read_text(encoding="utf-8")
SCHOOL, PEOPLE = re.findall(r"```yaml\n(.*?)```", README, flags=re.DOTALL)


@pytest.fixture
def solvik(tmp_path: Path) -> Register:
    (tmp_path / "solvik.yaml").write_text(SCHOOL, encoding="utf-8")
    (tmp_path / "people").write_text(PEOPLE, encoding="utf-8")
    schools, faults = load_schools(tmp_path)
    register, bad, refused = load_register(tmp_path / "people", schools)
    assert (faults, bad, refused) == ((), (), {})
    return register


def test_the_readmes_own_school_is_served_and_has_no_flaw(solvik: Register) -> None:
    assert list(solvik.schools) == ["solvik"]
    assert flaws(solvik, MONDAY) == ()


def test_its_rules_decide(solvik: Register) -> None:
    school = solvik.schools["solvik"]
    case = a_case(school="solvik", reporter="7d3e1a50-0000-4000-8000-000000000104", student="Ola Dal 2 STB")
    names = [[solvik.name(who) for who in rung] for rung in ladder(case, solvik, MONDAY.replace(day=30))]
    assert names == [["Live Åsheim"], ["Jens Kvalvik", "Marte Sund"], ["Ragna Holt"], ["Eskil Rønning"]]
    assert (school.plan.within, school.sources["plan.within"]) == (4, "S5-2")


def test_whom_its_students_may_choose_and_where_they_can_ring_is_read(solvik: Register) -> None:
    school = solvik.schools["solvik"]
    assert (school.adults, school.sources["adults"]) == (("contact_teacher", "counsellor", "librarian"), "S5-5")
    assert (school.ombud, school.page) == (("elevombudet i Solvik",), True)
    assert [number.number for number in school.helplines] == ["116 123"]


def test_every_role_a_student_may_choose_is_named_in_the_readme() -> None:
    (row,) = (line for line in README.splitlines() if line.startswith("| `adults` |"))
    assert set(re.findall(r"`(\w+)`", row)) == {"adults", *CHOOSABLE}


def test_every_role_and_every_receiver_is_named_in_the_readme() -> None:
    assert [role for role in (*Role, *RECEIVING) if f"`{role}`" not in README] == []
