"""A school is a file: what it may say, and how it is told what it may not."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest

from domain.profile import ADULTS, LEADERSHIP, OMBUD, Limits, Number, Owner, PlannedTask, School
from storage.profiles import load_schools

LEAST = """\
name: Fjellvik videregående skole
phone: "62 00 00 00"
owner: {name: Fjellvik fylkeskommune, contact: områdedirektøren}
"""

MOST = """\
name: Fjellvik videregående skole
phone: "62 00 00 00"
owner:
  name: Fjellvik fylkeskommune
  contact: områdedirektøren, 62 00 00 99
  receives_leader_cases: true
limits: {acknowledge: 1h 30min, in_danger: 10min}
hours: {opens: "07:45", closes: "16:30"}
days_off: [2026-12-21..2027-01-03, 2027-02-22]
leadership: [principal, deputy, student_services]
emergency:
  - {label: Vakttelefon, number: "62 00 00 10"}
  - label: Vekter
    number: 62 00 00 11
"""


def load(folder: Path, **files: str) -> tuple[dict[str, School], list[str]]:
    for name, content in files.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    schools, errors = load_schools(folder)
    return schools, [str(error) for error in errors]


def test_a_school_needs_a_name_a_telephone_and_an_owner(tmp_path: Path) -> None:
    schools, errors = load(tmp_path, fjellvik=LEAST)
    school = schools["fjellvik"]
    assert errors == []
    assert (school.id, school.name, school.phone) == ("fjellvik", "Fjellvik videregående skole", "62 00 00 00")
    assert school.owner == Owner("Fjellvik fylkeskommune", "områdedirektøren", receives_leader_cases=False)
    assert (school.limits, school.leadership) == (Limits(), LEADERSHIP)


def test_everything_a_school_may_say_is_read(tmp_path: Path) -> None:
    schools, errors = load(tmp_path, fjellvik=MOST)
    school = schools["fjellvik"]
    assert errors == []
    assert school.owner.receives_leader_cases is True
    assert school.limits == Limits(timedelta(minutes=90), timedelta(minutes=10))
    assert (school.calendar.opens, school.calendar.closes) == (time(7, 45), time(16, 30))
    assert len(school.calendar.days_off) == 15
    assert {date(2026, 12, 21), date(2027, 1, 3), date(2027, 2, 22)} <= school.calendar.days_off
    assert school.leadership == ("principal", "deputy", "student_services")
    assert school.emergency == (Number("Vakttelefon", "62 00 00 10"), Number("Vekter", "62 00 00 11"))


def test_a_broken_file_harms_no_other_school(tmp_path: Path) -> None:
    schools, errors = load(tmp_path, broken="name: [", good=LEAST, worse="\t", worst="")
    assert list(schools) == ["good"]
    assert len(errors) == 3


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Schools")
    assert load(tmp_path, fjellvik=LEAST)[1] == []


def line(of: str, content: str) -> int:
    return 1 + content[: content.index(of)].count("\n")


@pytest.mark.parametrize(
    ("wrong", "where", "why"),
    [
        (MOST.replace("phone:", "telephone:"), "telephone:", "telephone: is not a known key; known are name, owner"),
        (MOST.replace("name: Fjellvik videregående skole\n", ""), "phone:", "name: is missing"),
        (MOST.replace('"62 00 00 00"', "62000000"), "phone:", "phone: must be text; put quotes around it"),
        (MOST.replace('"62 00 00 00"', '""'), "phone:", "phone: must not be empty"),
        (MOST.replace("receives_leader_cases: true", 'receives_leader_cases: "ja"'), '"ja"', "must be true or false"),
        (MOST.replace("1h 30min", "3h"), "limits:", "limits.acknowledge: at most 2 hours"),
        (MOST.replace("10min", "0min"), "limits:", "limits.in_danger: at most 15 minutes"),
        (MOST.replace("10min", "10 minutes"), "limits:", "limits: in_danger: must be a duration"),
        (MOST.replace("10min", "10"), "limits:", "limits: in_danger: must be a duration"),
        (MOST.replace('"07:45"', '"7.45"'), "hours:", "hours: opens: must be a time of day"),
        (MOST.replace('"07:45"', '"24:00"'), "hours:", "hours: opens: must be a time of day"),
        (MOST.replace('"07:45"', '"17:45"'), "hours:", "hours: the school must open before it closes"),
        (MOST.replace('"07:45"', '"08:15"'), "hours:", "hours: "),
        (MOST.replace("2027-02-22", "2027-02-30"), "days_off:", "days_off: 2027-02-30 is not a day"),
        (MOST.replace("..2027-01-03", "..2026-01-03"), "days_off:", "ends before it begins, or lasts more than"),
        (MOST.replace("..2027-01-03", "..2072-01-03"), "days_off:", "ends before it begins, or lasts more than"),
        (
            MOST.replace("[principal, deputy,", "[principal, janitor,"),
            "leadership:",
            "leadership: janitor is not a role",
        ),
        (MOST.replace("[principal, deputy,", "[principal,"), "leadership:", "leadership: rektor and stedfortreder"),
        (MOST.replace("    number: 62 00 00 11\n", ""), "- label: Vekter", "emergency: number: is missing"),
        (
            MOST.replace("[principal, deputy, student_services]", "principal"),
            "leadership:",
            "leadership: must be a list",
        ),
        (MOST + "phone: again\n", "phone: again", "phone: is there more than once"),
        (MOST + "more: [}\n", "more: [", "is not YAML"),
        ("- a list\n", "- a list", "must be keys with values"),
        ("", "", "is empty"),
        (MOST.replace("name: Fj", "name: !!python/object/apply:os.system Fj"), "name:", "name: must be text"),
    ],
)
def test_a_fault_is_named_with_its_line(tmp_path: Path, wrong: str, where: str, why: str) -> None:
    schools, errors = load(tmp_path, fjellvik=wrong)
    assert schools == {}
    assert any(e.startswith(f"fjellvik.yaml, line {line(where, wrong)}: ") and why in e for e in errors), errors


def test_every_fault_in_a_file_is_named_at_once(tmp_path: Path) -> None:
    _, errors = load(tmp_path, fjellvik="name: 1\nhours: {opens: a, closes: b, shuts: c}\nowner: []\n")
    assert len(errors) == 5


def test_a_file_whose_name_is_no_id_is_named(tmp_path: Path) -> None:
    schools, errors = load(tmp_path, **{"Fjellvik vgs": LEAST})
    assert schools == {}
    assert "the file's name is the school's id" in errors[0]


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "fjellvik.yaml").write_bytes(LEAST.encode("latin-1"))
    assert load(tmp_path)[1] == ["fjellvik.yaml, line 1: is not UTF-8 text"]


RULES = """\
rules:
  - {id: S9-1, source: Rektor varsles., sets: {channels: [phone]}}
  - {id: S9-2, source: Planen gjennomgås., wheel: [S9-W1]}
wheel:
  version: "2026"
  rows:
    - {id: S9-W1, name: Gjennomgang, when: [{month: 8}]}
"""


@pytest.mark.parametrize(
    ("wrong", "where", "why"),
    [
        (RULES.replace("S9-2", "S9-1"), "- {id: S9-1, source: Rektor", "rules: S9-1 is there more than once"),
        (
            RULES.replace("wheel: [S9-W1]", "sets: {channels: [sms]}"),
            "- {id: S9-2",
            "channels is set by more than",
        ),
        (RULES.replace("wheel: [S9-W1]", "wheel: [S9-W2]"), "- {id: S9-2", "rules: the wheel has no row S9-W2"),
        (RULES.replace(", wheel: [S9-W1]", ""), "- {id: S9-2", "rules: S9-2: needs one home"),
        (RULES.replace("wheel: [S9-W1]", "later: someday"), "- {id: S9-2", "later: is not a known key"),
        (RULES.replace("[phone]", "[phone], adults: [student]"), "- {id: S9-1", "adults: may hold contact_teacher"),
        (RULES.replace("[phone]", "[phone], adults: counsellor"), "- {id: S9-1", "adults: must be a list"),
        (RULES.replace("[phone]", "[phone], ombud: mobbeombudet"), "- {id: S9-1", "ombud: must be a list"),
        (RULES.replace("[phone]", "[pigeon]"), "- {id: S9-1", "channels: may hold"),
        (
            RULES.replace("sets: {channels: [phone]}", "sets: {receivers: [[deputy]]}"),
            "- {id: S9-1",
            "receivers: rektor",
        ),
        (
            RULES.replace("sets: {channels: [phone]}", "sets: {tasks: [{work: gossip, what: Prate}]}"),
            "- {id: S9-1",
            "work: gossip is not one of",
        ),
        (
            RULES.replace("sets: {channels: [phone]}", "sets: {tasks: [{work: talk, what: Prate, by: [student]}]}"),
            "- {id: S9-1",
            "tasks: `by` may hold",
        ),
        (
            RULES.replace("sets: {channels: [phone]}", "sets: {tasks: [{work: talk, what: Prate, when: never}]}"),
            "- {id: S9-1",
            "tasks: `when` is one of",
        ),
        (
            RULES.replace("sets: {channels: [phone]}", "sets: {tasks: [{work: talk}]}"),
            "- {id: S9-1",
            "what: is missing",
        ),
    ],
)
def test_a_fault_in_a_rule_is_named_where_the_rule_stands(tmp_path: Path, wrong: str, where: str, why: str) -> None:
    schools, errors = load(tmp_path, fjellvik=LEAST + wrong)
    assert schools == {}
    assert any(e.startswith(f"fjellvik.yaml, line {line(where, LEAST + wrong)}: ") and why in e for e in errors), errors


def test_several_rules_add_to_the_tasks_and_each_task_bears_its_rules_number(tmp_path: Path) -> None:
    tasks = """\
rules:
  - {id: S9-1, source: Samtale og møte., sets: {tasks: [{work: talk, what: Samtale}, {work: meeting, what: Møte}]}}
  - id: S9-2
    source: Teamet.
    sets: {tasks: [{work: team, what: Teamet, by: [department_head], when: every_case}]}
"""
    schools, errors = load(tmp_path, fjellvik=LEAST + tasks)
    assert errors == []
    assert schools["fjellvik"].tasks == (
        PlannedTask("S9-1", "talk", "Samtale"), PlannedTask("S9-1/2", "meeting", "Møte"),
        PlannedTask("S9-2", "team", "Teamet", ("department_head",), "every_case"),
    )  # fmt: skip
    assert [rule.sets for rule in schools["fjellvik"].rules] == [("tasks",), ("tasks",)]


def test_rules_and_what_they_set_are_read(tmp_path: Path) -> None:
    school = load(tmp_path, fjellvik=LEAST + RULES)[0]["fjellvik"]
    assert (school.channels, school.sources) == (("phone",), {"channels": "S9-1"})
    assert [(rule.id, rule.sets, rule.wheel) for rule in school.rules] == [
        ("S9-1", ("channels",), ()), ("S9-2", (), ("S9-W1",)),
    ]  # fmt: skip


def test_whom_a_student_may_choose_and_turn_to_is_what_the_plan_says_or_what_is_usual(tmp_path: Path) -> None:
    own = """\
rules:
  - {id: S9-1, source: Eleven sier fra til rådgiver eller bibliotekar., sets: {adults: [counsellor, librarian]}}
  - {id: S9-2, source: Lærlingene har sitt eget ombud., sets: {ombud: [lærlingombudet]}}
"""
    schools, errors = load(tmp_path, fjellvik=LEAST + own, solvik=LEAST)
    assert errors == []
    assert (schools["fjellvik"].adults, schools["fjellvik"].ombud) == (("counsellor", "librarian"), ("lærlingombudet",))
    assert (schools["solvik"].adults, schools["solvik"].ombud) == (ADULTS, OMBUD)
    assert schools["fjellvik"].sources == {"adults": "S9-1", "ombud": "S9-2"}
