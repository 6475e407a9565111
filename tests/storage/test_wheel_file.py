"""The year wheel as a school's file may say it, and how a fault in it is named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.occasions import Kind, Occasion
from domain.profile import School
from domain.school_year import SchoolYear
from domain.wheel import Row, Step, Wheel, tasks
from storage.files import compose
from storage.profiles import load_schools
from storage.wheel_file import wheel

SCHOOL = """\
name: Fjellvik videregående skole
phone: "62 00 00 00"
owner: {name: Fjellvik fylkeskommune, contact: områdedirektøren}
"""

MOST = """\
school_year: 2026-08-17..2027-06-18
wheel:
  version: "2026"
  rows:
    - id: S1-D03
      name: TRK-møter
      stated: Uke 41–42, 4–5, etter behov
      when: [{week: 41..42}, {week: 4..5}, {needed: true}]
      by: [management, everybody, school_nurse]
      with: [Elevrådsstyret]
      years: [vg1, vg2]
      about: Trinnleder kaller inn.
      steps:
        - {name: Navneskilt, stated: før første time, when: [{start: first_lesson}], by: [contact_teacher]}
        - name: Referat
      conditional: true
    - id: F-02
      name: Uten tid
      when: [{unstated: true}]
  wishes: [Yoga, Leksehjelp]
"""


def load(folder: Path, content: str) -> tuple[School | None, list[str]]:
    (folder / "fjellvik.yaml").write_text(SCHOOL + content, encoding="utf-8")
    schools, errors = load_schools(folder)
    return schools.get("fjellvik"), [str(error) for error in errors]


def test_a_school_without_a_wheel_has_an_empty_one(tmp_path: Path) -> None:
    school, errors = load(tmp_path, "")
    assert errors == []
    assert school
    assert (school.wheel, school.year) == (Wheel(), None)


def test_everything_a_wheel_may_say_is_read(tmp_path: Path) -> None:
    school, errors = load(tmp_path, MOST)
    assert errors == []
    assert school
    assert school.year == SchoolYear(date(2026, 8, 17), date(2027, 6, 18))
    weeks = (Occasion(Kind.WEEK, 41, 42), Occasion(Kind.WEEK, 4, 5), Occasion(Kind.NEEDED))
    signs = Step("Navneskilt", "før første time", (Occasion(Kind.START, word="first_lesson"),), ("contact_teacher",))
    assert school.wheel == Wheel(
        "2026",
        (
            Row(
                "S1-D03", "TRK-møter", "Uke 41–42, 4–5, etter behov", weeks,
                ("management", "everybody", "school_nurse"), ("Elevrådsstyret",), ("vg1", "vg2"),
                "Trinnleder kaller inn.", (signs, Step("Referat")), conditional=True,
            ),
            Row("F-02", "Uten tid", when=(Occasion(Kind.UNSTATED),)),
        ),
        ("Yoga", "Leksehjelp"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("said", "occasion"),
    [
        ("month: 11", Occasion(Kind.MONTH, 11, 11)),
        ("month: 11..12", Occasion(Kind.MONTH, 11, 12)),
        ("month: 12..1", Occasion(Kind.MONTH, 12, 1)),
        ("week: 4", Occasion(Kind.WEEK, 4, 4)),
        ("week: 52..2", Occasion(Kind.WEEK, 52, 2)),
        ("start: first_two_weeks", Occasion(Kind.START, word="first_two_weeks")),
        ("season: spring", Occasion(Kind.SEASON, word="spring")),
        ("term: middle", Occasion(Kind.TERM, word="middle")),
        ("joins: true", Occasion(Kind.JOINS)),
        ("times: 3", Occasion(Kind.TIMES, 3, 3)),
        ("times: 7..8", Occasion(Kind.TIMES, 7, 8)),
        ("times: 3..", Occasion(Kind.TIMES, 3, 3)),
        ("every: month", Occasion(Kind.EVERY, word="month")),
        ("every: wednesday", Occasion(Kind.EVERY, word="wednesday")),
        ("every: 3..4 weeks", Occasion(Kind.EVERY, 3, 4, "weeks")),
        ("every: 2 weeks", Occasion(Kind.EVERY, 2, 2, "weeks")),
        ("always: true", Occasion(Kind.ALWAYS)),
        ("plan: true", Occasion(Kind.PLAN)),
        ("external: Utdanningsdirektoratets frist", Occasion(Kind.EXTERNAL, word="Utdanningsdirektoratets frist")),
        ("needed: true", Occasion(Kind.NEEDED)),
        ("yearly: true", Occasion(Kind.YEARLY)),
        ("unstated: true", Occasion(Kind.UNSTATED)),
    ],
)
def test_every_occasion_is_read(tmp_path: Path, said: str, occasion: Occasion) -> None:
    file = tmp_path / "wheel.yaml"
    file.write_text(f"version: '1'\nrows: [{{id: A, name: A, when: [{{{said}}}]}}]")
    (row,) = wheel(compose(file)).rows
    assert row.when == (occasion,)


def wrong_when(said: str) -> str:
    return MOST.replace("{week: 41..42}", said)


@pytest.mark.parametrize(
    ("wrong", "where", "why"),
    [
        (
            MOST.replace("school_nurse]", "nurse]"),
            "by: [man",
            "wheel: rows: by: nurse is not a role; roles are management",
        ),
        (MOST.replace("school_nurse]", "student]"), "by: [man", "student is not a role"),
        (MOST.replace("F-02", "S1-D03"), "- id: S1-D03\n      name: Uten", "id: S1-D03 is there more than once"),
        (MOST.replace("F-02", "F/02"), "F/02", "id: F/02 is not an id"),
        (MOST.replace("name: Referat", "name: navneskilt!"), "navneskilt!", "its beginning, navneskilt, is another"),
        (MOST.replace('version: "2026"', "version: 2026"), "version", "version: must be text; put quotes around it"),
        (MOST.replace("      when: [{unstated: true}]\n", ""), "id: F-02", "when: is missing, here or in a step"),
        (MOST.replace("{unstated: true}", ""), "when: []", "when: must not be empty"),
        (wrong_when("{weeks: 41}"), "weeks", "weeks: is not a time; times are month, week"),
        (wrong_when("{week: 41, month: 10}"), "month: 10", "when: must be one of month, week"),
        (wrong_when("week"), "when: [week", "when: must be one of month, week"),
        (wrong_when("{month: 13}"), "month: 13", "month: 13 is not a number from 1 to 12"),
        (wrong_when("{month: 5..9}"), "month: 5..9", "month: a school year goes from August (8) to June (6)"),
        (wrong_when("{month: 7}"), "month: 7", "month: a school year goes from August"),
        (wrong_when("{month: 3..}"), "month: 3", "month: 3.. is not a number"),
        (wrong_when("{week: 30..32}"), "week: 30", "week: a school year goes from week 31 to week 30"),
        (wrong_when("{week: 0}"), "week: 0", "week: 0 is not a number from 1 to 53"),
        (wrong_when("{times: 8..7}"), "times: 8", "times: 7 is fewer than 8"),
        (wrong_when("{times: 0}"), "times: 0", "times: 0 is not a number"),
        (wrong_when("{start: monday}"), "start: monday", "start: monday is not one of before, planning_days"),
        (wrong_when("{season: winter}"), "season: winter", "season: winter is not one of autumn, spring"),
        (wrong_when("{every: fortnight}"), "every: fort", "every: fortnight is not day, week, month"),
        (wrong_when("{every: 4..3 weeks}"), "every: 4", "every: 4..3 weeks is not day"),
        (wrong_when("{needed: false}"), "needed: false", "needed: must be true"),
        (wrong_when("{external: true}"), "external: true", "external: must be text"),
        (MOST.replace("2026-08-17..", "2027-01-04.."), "school_year", "school_year: must be the first and the last"),
        (MOST.replace("..2027-06-18", "..2028-06-18"), "school_year", "school_year: must be the first and the last"),
        (MOST.replace("      about:", "      notes:"), "notes:", "notes: is not a known key; known are id, name"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, wrong: str, where: str, why: str) -> None:
    school, errors = load(tmp_path, wrong)
    whole = SCHOOL + wrong
    line = 1 + whole[: whole.rindex(where)].count("\n")
    assert school is None
    assert any(e.startswith(f"fjellvik.yaml, line {line}: ") and why in e for e in errors), (line, errors)


def test_the_demonstrations_wheel_has_every_pace() -> None:
    schools, errors = load_schools(Path(__file__).parents[2] / "demo" / "schools")
    school = schools["fjellvik"]
    assert errors == ()
    assert school.year
    paces = {task.window.pace.value for task in tasks(school.wheel, school.year)}
    assert paces == {"dated", "counted", "open", "steady"}
