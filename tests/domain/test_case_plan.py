"""The written plan (§ 12-4 third paragraph): no version is lost, and none is complete without its five points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case import Happened, Status
from domain.case_plan import MOST, Point, as_answers, completed, is_unled, newest, responsible, rows, shared, versions
from domain.casefile import CaseFile, unmet
from domain.clocks import Clock, Kind, clocks
from domain.deeds import DEEDS
from domain.inquiry import INVESTIGATED
from domain.note import Note
from domain.plan_deeds import GATES, limit_met
from domain.plan_views import Change, How, Part, changes
from domain.profile import CasePlan, School
from domain.text import same
from tests.builders import DAG, LIV, NORA, RANDI, TEN, a_case, a_register, a_school, alerted, at

SEAT = {
    "problem": "Sitter alene", "measure": "Fast plass", "when": "fra tirsdag", "who": NORA, "who.name": "Nora Eide",
    "evaluate": "2026-12-14",
}  # fmt: skip
BREAK = {
    "problem": "Går alene ute", "measure": "En voksen ute", "when": "hver dag", "who_text": "miljøarbeider",
    "evaluate": "2026-12-07",
}  # fmt: skip
VIEW = {"plan_view": "Det er bra."}


def in_form(*measures: Mapping[str, str], based: str = "", **more: str) -> dict[str, str]:
    said = {f"m{n}.{field}": words for n, m in enumerate(measures, 1) for field, words in m.items()}
    return said | {"plan_based_on": based} | more


def a_note(answers: Mapping[str, str], n: int = 0, action: str = "plan", who: str = RANDI) -> Note:
    return Note("case-1", f"token-{n}", action, who, TEN + timedelta(minutes=n), answers)


def a_file(*answers: Mapping[str, str], case: Any = None, school: School | None = None, **but: Any) -> CaseFile:
    notes = tuple(a_note(said, n) for n, said in enumerate(answers))
    return CaseFile(case or a_case(status=Status.INVESTIGATING), school or a_school(), notes, **but)


def closed(file: CaseFile) -> set[str]:
    """The plan's own gates; those of the investigation are tested with it."""
    return {gate.id for gate in unmet(DEEDS["complete_plan"], file)} - {gate.id for gate in INVESTIGATED}


# --- What applies is not left behind


def _applies(*then: str) -> Any:
    """Version 1 was said to be complete; then this was done."""
    word = {"complete_plan": "1 2026-12-07", "evaluate": "no 2027-01-11", "reopen": ""}
    return a_case(*(Happened(at("11:00"), what, RANDI, word[what]) for what in ("complete_plan", *then)))


def test_p12_4_a_measure_that_applies_is_evaluated_before_a_plan_without_it_is_complete() -> None:
    both, fewer = in_form(SEAT, BREAK, **VIEW), in_form(SEAT | {"id": "1.1"}, based="1", **VIEW)
    assert closed(a_file(both, fewer, case=_applies())) == {"plan_dropped"}
    assert closed(a_file(both, fewer, case=_applies("evaluate"))) == set()
    assert closed(a_file(both, fewer, case=_applies("reopen"))) == set()
    kept = in_form(SEAT | {"id": "1.1"}, BREAK | {"id": "1.2"}, BREAK, based="1", **VIEW)
    assert closed(a_file(both, kept, case=_applies())) == set()


@pytest.mark.parametrize("forged", ["1", "0", "3", "-1", "en", ""])
def test_p12_4_e36_only_the_newest_version_that_the_gates_have_looked_at_is_said_to_be_complete(forged: str) -> None:
    file = a_file(in_form({"measure": "Noe"}), in_form(SEAT, based="1", **VIEW))
    problem = DEEDS["complete_plan"].problem
    assert (gate := problem({"complete_version": forged}, file))
    assert gate.id == "plan_not_newest"
    assert problem({"complete_version": "2"}, file) is None


# --- No version is ever lost

_FIELDS = ("id", "problem", "measure", "when", "who", "who_text", "evaluate", "level", "goal", "drop", "more")
_SAID = st.sampled_from(("", "Fast plass", "klasse", "2026-12-14", "true", "1.1", "2.1", "offered", "x,y"))
_SLOTS = st.tuples(st.integers(1, MOST), st.sampled_from(_FIELDS)).map(lambda slot: f"m{slot[0]}.{slot[1]}")
_BASED = st.sampled_from(("", "0", "1", "2", "7", "-1", "²", "en", "999999"))
_FORM = st.builds(
    lambda said, based, view: {**said, "plan_based_on": based, "plan_view": view},
    st.dictionaries(_SLOTS, _SAID, max_size=20), _BASED, _SAID,
)  # fmt: skip


@given(st.lists(_FORM, max_size=6))
def test_whatever_is_sent_and_whatever_it_was_based_on_there_is_a_version_for_each(forms: list[dict[str, str]]) -> None:
    found = versions(a_file(*forms))
    assert [v.number for v in found] == list(range(1, len(forms) + 1))
    for version, form in zip(found, forms, strict=True):
        assert 0 <= version.based_on < version.number
        assert version.view == form["plan_view"]
        written = [form.get(f"m{n}.measure", "") for n in range(1, MOST + 1) if form.get(f"m{n}.drop") != "true"]
        assert [m.measure for m in version.measures if m.measure] == [words for words in written if words]
        assert len({m.id for m in version.measures}) == len(version.measures)


@given(st.lists(_FORM, min_size=1, max_size=4), _FORM)
def test_a_version_that_comes_later_changes_none_of_those_before_it(forms: list[dict[str, str]], last: Any) -> None:
    assert versions(a_file(*forms, last))[:-1] == versions(a_file(*forms))


@given(st.lists(_FORM, min_size=1, max_size=4))
def test_what_stands_in_the_form_of_the_next_version_is_the_version_before(forms: list[dict[str, str]]) -> None:
    file = a_file(*forms)
    before = versions(file)[-1]
    based = {"plan_based_on": str(before.number)}
    again = as_answers(rows(file, based), file)
    assert versions(a_file(*forms, {**again, **based}))[-1].measures == tuple(
        replace(m, who_name="") for m in before.measures
    )


def test_a_measure_keeps_its_id_from_version_to_version_and_a_new_one_never_gets_that_of_another() -> None:
    file = a_file(in_form(SEAT, BREAK), in_form({"id": "1.2", **BREAK}, {"id": "1.2", **SEAT}, SEAT, based="1"))
    assert [m.id for m in versions(file)[0].measures] == ["1.1", "1.2"]
    assert [m.id for m in versions(file)[1].measures] == ["1.2", "2.2", "2.3"]


def test_of_two_who_write_at_the_same_time_both_are_kept_and_the_later_says_what_it_had_not_seen() -> None:
    file = a_file(in_form(SEAT), in_form(SEAT, BREAK, based="1"), in_form(BREAK, based="1"), in_form(SEAT, based="3"))
    assert [(v.based_on, v.beside) for v in versions(file)] == [(0, ()), (1, ()), (1, (2,)), (3, ())]
    third, fourth = (replace(file, notes=file.notes[:n]) for n in (3, 4))
    assert "plan_one" in closed(third)
    assert "plan_one" not in closed(fourth)
    assert changes(versions(file)[1], versions(file)[2]) == (
        Change(How.ADDED, "En voksen ute"), Change(How.REMOVED, "Fast plass"), Change(How.REMOVED, "En voksen ute"),
    )  # fmt: skip


# --- The five points, and what else must be there


def test_p12_4_e36_nothing_is_missing_from_a_plan_with_all_five_points_and_the_students_view() -> None:
    assert not closed(a_file(in_form(SEAT, BREAK, **VIEW)))


@pytest.mark.parametrize("point", Point)
def test_p12_4_e36_a_plan_without_one_of_the_five_points_is_not_complete(point: Point) -> None:
    whole = BREAK | {"who": NORA} if point is not Point.WHO else BREAK
    left = {field: words for field, words in whole.items() if not field.startswith(point)}
    file = a_file(in_form(SEAT, left, **VIEW))
    assert closed(file) == {"plan_whole"}
    (version,) = versions(file)
    assert [m.lacks for m in version.measures] == [(), (point,)]


def test_a_plan_without_a_measure_a_view_or_a_word_is_not_complete() -> None:
    assert closed(a_file()) == {"plan_written"}
    assert closed(a_file(VIEW)) == {"plan_whole"}
    assert closed(a_file(in_form(SEAT))) == {"plan_view"}


def test_s0_14_a_short_plan_has_the_same_gates() -> None:
    short = {"plan_short": "true"}
    assert closed(a_file(in_form(SEAT, **short))) == {"plan_view"}
    assert closed(a_file(in_form({"measure": "Fast plass"}, **VIEW, **short))) == {"plan_whole"}
    assert not closed(a_file(in_form(SEAT, **VIEW, **short)))


def test_e37_a_measure_in_the_hands_of_one_who_has_left_closes_the_gate_and_is_not_offered_again() -> None:
    file = a_file(in_form(SEAT, BREAK, **VIEW), gone=frozenset({NORA}))
    assert closed(file) == {"plan_led"}
    assert "m1.who" not in as_answers(rows(file, {"plan_based_on": "1"}), file)
    also = a_file(in_form(SEAT | {"who_text": "rådgiver"}, **VIEW), gone=frozenset({NORA}))
    assert not closed(also)  # somebody else is named
    assert not [m for v in versions(also) for m in v.measures if is_unled(m, also)]


def test_those_who_are_or_were_responsible_are_found_in_plans_and_in_measures_at_once() -> None:
    notes = (a_note(in_form(SEAT)), a_note({"measure_who": LIV}, 1, "measure"), a_note({"m1.who": DAG}, 2, "jot"))
    assert responsible(notes) == {NORA, LIV}


def test_the_word_of_a_version_is_its_number_and_of_a_complete_one_its_first_evaluation_too() -> None:
    file = a_file(in_form(SEAT), in_form(SEAT, BREAK, based="1"))
    assert DEEDS["plan"].word({}, file) == "3"
    assert DEEDS["complete_plan"].word({"complete_version": "2"}, file) == "2 2026-12-07"
    assert DEEDS["complete_plan"].word({"complete_version": "1"}, file) == "1 2026-12-14"


def test_a_version_is_complete_from_when_that_was_first_said() -> None:
    said = (Happened(at("11:00"), "complete_plan", RANDI, "2 2026-12-07"),)
    again = Happened(at("12:00"), "complete_plan", RANDI, "2 2026-12-07")
    assert completed(a_file(case=a_case(*said, again))) == {2: at("11:00")}


def test_what_differs_is_said_part_by_part() -> None:
    later = SEAT | {"id": "1.1", "when": "fra onsdag", "evaluate": "2026-12-21", "level": "klasse"}
    one, two = versions(a_file(in_form(SEAT), in_form(later, based="1", plan_view="Bra.")))
    assert changes(one, two) == (
        Change(How.CHANGED, "Fast plass", Part.WHEN, "fra tirsdag", "fra onsdag"),
        Change(How.CHANGED, "Fast plass", Part.EVALUATE, "2026-12-14", "2026-12-21"),
        Change(How.CHANGED, "Fast plass", Part.LEVEL, "", "klasse"),
        Change(How.CHANGED, "", Part.VIEW, "", "Bra."),
    )
    assert changes(two, two) == ()


# --- What a form begins with


def test_s0_16_s4_8_a_measure_put_in_place_at_once_is_a_row_of_the_first_plan_and_not_of_the_next() -> None:
    now = a_note({"measure_measure": "En voksen følger", "measure_when": "i dag"}, 0, "measure")
    first, later = a_note(in_form(SEAT), 1), a_note({"measure_measure": "Ny plass"}, 2, "measure")
    file = CaseFile(a_case(), a_school(), (now,))
    assert [m.measure for m in rows(file, {})] == ["En voksen følger"]
    assert as_answers(rows(file, {}), file)["m1.id"] == "offered"
    file = replace(file, notes=(now, first, later))
    assert [m.measure for m in rows(file, {"plan_based_on": "1"})] == ["Fast plass", "Ny plass"]


def _beside(*measures: Mapping[str, str], student: str = "Eva Lid 2STB") -> CaseFile:
    return a_file(in_form(*measures), case=a_case(id="case-2", student=student))


def test_e10_a_measure_beside_may_be_taken_over_with_an_id_of_its_own() -> None:
    file = a_file(in_form(SEAT), beside=(_beside(BREAK),))
    assert list(shared(file)) == ["case-2/1.1"]
    answers = {"plan_based_on": "1", "plan_copy": "case-2/1.1,case-9/1.1"}
    assert [(m.id, m.measure) for m in rows(file, answers)] == [("1.1", "Fast plass"), ("", "En voksen ute")]


@pytest.mark.parametrize("words", ["Eva får fast plass", "Lids mor ringes", "Samtale med EVA", "plass: Eva/andre"])
@pytest.mark.parametrize("field", ["problem", "measure", "when", "who_text", "goal"])
def test_e10_a_measure_that_names_the_other_student_is_never_offered(words: str, field: str) -> None:
    assert not shared(a_file(beside=(_beside(BREAK | {field: words}),)))
    assert shared(a_file(beside=(_beside(BREAK | {field: "Evaluering, lidenskap og 2STB"}),)))


def test_no_form_has_more_measures_than_it_has_room_for() -> None:
    many = _beside(*(BREAK | {"problem": f"nummer {n}"} for n in range(MOST)))
    file = a_file(in_form(SEAT), beside=(many,))
    assert len(rows(file, {"plan_based_on": "1", "plan_copy": ",".join(shared(file))})) == MOST


# --- The school's own time limit

LILLESTROM = a_school(plan=CasePlan(same("handlingsplan"), within=5, accepted=True), sources={"plan.within": "S4-2"})


def _said(what: str, word: str, when: datetime = TEN) -> Happened:
    return Happened(when, what, RANDI, word)


_COMPLETE = _said("complete_plan", "1 2026-12-14", at("11:00"))


def _clock(school: School, *happened: Happened, now: datetime = TEN) -> Clock:
    case = a_case(*alerted(RANDI), Happened(TEN, "acknowledge", RANDI), *happened, status=Status.ACTING)
    return next(c for c in clocks(case, a_register(school=school), now) if c.kind is Kind.PLAN)


@pytest.mark.parametrize(
    ("happened", "accepted", "met"),
    [
        ((), False, None),
        ((_COMPLETE,), False, (at("11:00"), False)),
        ((_COMPLETE,), True, None),
        ((_COMPLETE, _said("deliver_plan", "told", at("12:00"))), True, None),
        ((_COMPLETE, _said("deliver_plan", "accepted", at("12:00"))), True, (at("12:00"), False)),
        ((_COMPLETE, _said("deliver_plan", "not_accepted", at("12:00"))), True, (at("12:00"), True)),
        ((_said("deliver_plan", "accepted", at("10:30")), _COMPLETE), True, None),
    ],
)  # fmt: skip
def test_s4_2_e58_the_limit_is_met_when_the_plan_is_complete_or_where_that_is_demanded_accepted_or_a_reason_given(
    happened: tuple[Happened, ...], accepted: bool, met: tuple[datetime, bool] | None
) -> None:
    assert limit_met(a_case(*happened), accepted) == met


def test_e58_a_plan_that_is_not_accepted_in_time_is_overdue_by_the_schools_own_rule_until_a_reason_is_given() -> None:
    late, told = at("10:00", "2026-12-02"), _said("deliver_plan", "told", at("12:00"))
    assert not _clock(LILLESTROM, _COMPLETE, told).overdue
    clock = _clock(LILLESTROM, _COMPLETE, told, now=late)
    assert (clock.overdue, clock.source) == (True, "S4-2")
    clock = _clock(LILLESTROM, _COMPLETE, told, _said("deliver_plan", "not_accepted", late), now=late)
    assert (clock.overdue, clock.waived, clock.met_at) == (False, True, late)


def test_s1_13_where_the_plan_follows_the_investigation_its_clock_is_met_by_a_complete_plan() -> None:
    sandvika = a_school(plan=CasePlan(same("aktivitetsplan"), after_investigation=True))
    assert _clock(sandvika).met_at is None
    assert _clock(sandvika, _COMPLETE).met_at == at("11:00")


def test_every_gate_of_the_plan_names_the_paragraph_it_comes_from() -> None:
    assert all(gate.source.startswith("§ ") for gate in GATES if gate.id.startswith("plan_"))


def test_there_is_no_plan_before_one_is_written() -> None:
    assert newest(a_file()) is None
    assert versions(a_file()) == ()
    assert date.fromisoformat("2026-12-07") == versions(a_file(in_form(SEAT, BREAK)))[0].evaluated_first
