"""The duties beside this one are shown when they are near, and nothing here ever says that one has been met (2.10)."""

from __future__ import annotations

import pytest

from domain.adjacent import ADJACENT, INCIDENT, brought_up, duties, of_reporter
from domain.case import Case
from domain.note import Note
from domain.origin import Door, Origin, Teller
from domain.people import Role
from domain.report import Supplement
from tests.builders import (
    EMIL,
    NORA,
    RANDI,
    TEN,
    TOR,
    a_case,
    a_person,
    a_register,
    a_report,
    a_school,
)
from tests.documents import plans

NURSE = a_register(a_person(TOR, Role.SCHOOL_NURSE))


def near(case: Case | None = None, *added: Supplement | Note, register: object = None, **answers: str) -> set[str]:
    report = a_report(answers={**a_report().answers, **answers})
    found = brought_up(case or a_case(), register or a_register(), report, added)  # type: ignore[arg-type]
    return {duty.id for duty in found}


def category(*said: str) -> Supplement:
    return Supplement("report-1", "t", TEN, {"category": ",".join(said)}, TOR)


def assessed(*criteria: str, action: str = "assess") -> Note:
    return Note("case-1", "t", action, RANDI, TEN, {"criteria": ",".join(criteria), "serious": "not_serious"})


def test_an_ordinary_worry_brings_up_nothing_else() -> None:
    assert near() == set()
    assert near(None, category("bullying", "exclusion")) == set()


@pytest.mark.parametrize("origin", [Origin(Teller.STUDENT, about_self=True), Origin(Teller.PARENT, Door.PAGE)])
def test_e19_words_of_danger_from_a_student_or_a_parent_bring_the_duties_into_sight(origin: Origin) -> None:
    said = {"what": "Jeg vil ikke leve mer."}
    told = a_report(answers={**a_report().answers, **said}, origin=origin)
    assert {d.id for d in brought_up(a_case(), a_register(), told, ())} >= {"avert", "child_welfare"}
    added = Supplement("report-1", "t", TEN, {"said": "Jeg tenker på selvmord."}, "teller:x")
    assert {d.id for d in brought_up(a_case(), a_register(), a_report(origin=origin), [added])} >= {"avert"}
    assert near(None, **said) == set()  # a colleague has been asked whether anybody is in danger, and knows the duties


@pytest.mark.parametrize("sign", ["danger", "violence", "radicalisation"])
def test_p24_3_and_196_are_near_where_somebody_may_be_in_danger(sign: str) -> None:
    found = near(a_case(danger=True)) if sign == "danger" else near(None, category(sign))
    assert {"child_welfare", "avert"} <= found


def test_p13_5_physical_intervention_is_a_report_of_its_own() -> None:
    assert near(None, category("physical_intervention")) == {"physical_intervention"}
    assert near(None, assessed("intervention")) == {"physical_intervention"}


def test_the_criteria_that_stand_in_the_newest_assessment_count() -> None:
    assert "police" in near(None, assessed("threats"))
    assert near(None, assessed("threats"), assessed("conflict", action="weigh")) == set()


def test_s1_5_a_topic_that_goes_straight_to_rektor_brings_up_the_polices_contact() -> None:
    assert "radicalisation" in near(radicalisation="true")
    assert "radicalisation" not in near(radicalisation="false")


def test_e28_a_school_nurse_has_a_confidentiality_of_her_own() -> None:
    assert near(register=NURSE) == {"nurse"}


def test_s1_4_avviksmelding_is_known_where_the_plan_asks_for_it() -> None:
    asks = a_register(school=a_school(incident_report=True))
    assert "incident_report" in near(a_case(danger=True), register=asks)
    assert "incident_report" not in near(a_case(danger=True))
    assert [id_ for id_, school in plans().items() if INCIDENT in duties(school)] == ["sandvika"]


def test_every_duty_has_a_sign_that_brings_it_up() -> None:
    everything = (category("violence", "racism", "physical_intervention", "radicalisation"), assessed("violent"))
    nurse = a_register(a_person(TOR, Role.SCHOOL_NURSE), school=a_school(incident_report=True))
    assert near(a_case(danger=True), *everything, register=nurse) == {duty.id for duty in ADJACENT}


def test_a_receipt_names_the_reporters_own_duties_in_danger_and_nothing_that_was_told() -> None:
    in_danger = a_case(danger=True)
    said = [duty.id for duty in of_reporter(in_danger, a_register().person(TOR))]
    assert said == ["child_welfare", "avert"]
    assert of_reporter(a_case(), a_register().person(NORA)) == ()
    assert of_reporter(in_danger, a_register().person(EMIL)) == ()  # a student is not asked to carry them
    assert of_reporter(in_danger, None) == ()
    assert [duty.id for duty in of_reporter(a_case(), NURSE.person(TOR))] == ["nurse"]


def test_every_duty_says_whose_word_it_is_or_is_the_schools_own() -> None:
    assert {duty.id for duty in ADJACENT if not duty.source} == {"radicalisation", "incident_report"}
