"""The plan as a card: what is missing, what differs, every version, and only then the buttons that lead on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cards import case_plan
from cards.clocks import clocks
from cards.look import Look
from cards.parts import whole_number
from domain.clocks import Clock, Kind
from domain.plan_views import Change, How, Part
from domain.text import same
from tests.builders import TEN, at
from tests.cards.drawing import (
    LIMIT,
    LOOK,
    a_plan_page,
    a_sheet,
    a_version,
    actions,
    buttons,
    shown,
    size,
    two_at_once,
    walk,
)


def test_e36_what_a_measure_lacks_is_said_in_words() -> None:
    view = a_plan_page("Fast plass")
    said = shown(case_plan.page(LOOK, replace(view, sheet=view.versions[0])))
    assert "Mangler: evalueres" in said
    assert said.count("Mangler") == 1


@pytest.mark.parametrize(
    ("look", "change", "said"),
    [
        (Look("nb"), Change(How.ADDED, "Fast plass"), "Nytt tiltak: Fast plass"),
        (Look("nn"), Change(How.REMOVED, "Fast plass"), "Ikkje med lenger: Fast plass"),
        (
            Look("en"),
            Change(How.CHANGED, "Fast plass", Part.EVALUATE, "", "2026-12-14"),
            "In the measure “Fast plass”: Evaluated: from “nothing” to “Monday 14 December 2026”",
        ),
        (
            Look("nb"),
            Change(How.CHANGED, "", Part.VIEW, "Greit", "Ikke\nbra"),
            "Hva eleven mener om planen: fra «Greit» til «Ikke bra»",
        ),
        (
            Look("nb"),
            Change(How.CHANGED, "x", Part.LEVEL, "", "klasse"),
            "I tiltaket «x»: For hvem: fra «tomt» til «Klassen»",
        ),
    ],
)
def test_what_differs_is_said_in_plain_words(look: Look, change: Change, said: str) -> None:
    assert f"• {said}" in shown(case_plan.page(look, replace(a_plan_page("Ola"), changes=(change,)))).split("\n")


def test_every_version_has_its_button_and_all_fit_however_many_there_are() -> None:
    sheets = tuple(a_sheet(a_version("æ" * 5000, n, n - 1), "Ola") for n in range(1, 41))
    view = replace(a_plan_page("Ola"), sheet=sheets[-1], versions=sheets, changes=())
    cards = [case_plan.page(LOOK, view)]
    while onward := [b["data"]["part"] for b in actions(cards[-1]) if b["data"].get("part")]:
        cards.append(case_plan.page(LOOK, view, part=whole_number(onward[0])))
    assert len(cards) > 1
    assert max(map(size, cards)) <= LIMIT
    asked = [
        b["data"]["version"] for c in cards for b in actions(c) if "version" in b["data"] and "part" not in b["data"]
    ]
    assert asked == [str(n) for n in range(1, 41)]


def test_two_versions_written_at_the_same_time_are_both_there_with_what_to_do() -> None:
    said = shown(case_plan.page(LOOK, two_at_once("Ola")))
    assert "To har skrevet samtidig: versjon 3 bygger på versjon 1, og versjon 2 kom imens." in said
    assert "Versjon 3, skrevet av Ola" in said
    assert "Versjon 2, skrevet av Ola" in said


def test_it_is_printed_only_where_a_browser_can_reach_us() -> None:
    view = a_plan_page("Ola")
    urls = [o["url"] for o in walk(case_plan.page(LOOK, view, "https://varsle.example/plan/x")) if "url" in o]
    assert urls == ["https://varsle.example/plan/x"]
    assert not [o for o in walk(case_plan.page(LOOK, view)) if o.get("type") == "Action.OpenUrl"]


def test_one_who_may_not_write_has_no_button_for_it() -> None:
    view = replace(a_plan_page("Ola"), can_write=False, can_measure=False)
    assert not {"case.plan", "case.measure"} & set(buttons(case_plan.page(LOOK, view)))


# --- Its time limit

_PLAN = Clock(Kind.PLAN, TEN, at("23:59", "2026-11-30"), "S4-2", about=same("handlingsplan"), accepted=True)


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        (replace(_PLAN, met_at=TEN), "Handlingsplan lagt fram og godtatt, registrert mandag 23. november 2026 (S4-2)"),
        (
            replace(_PLAN, met_at=at("10:00", "2026-12-01"), waived=True, passed=True),
            "Handlingsplan ikke godtatt, begrunnet tirsdag 1. desember 2026, "
            "etter fristen mandag 30. november 2026 (S4-2)",
        ),
        (replace(_PLAN, met_at=TEN, accepted=False), "Handlingsplan ferdig mandag 23. november 2026 (S4-2)"),
        (replace(_PLAN, met_at=TEN, due=None, accepted=False), "Handlingsplan ferdig mandag 23. november 2026 (S4-2)"),
    ],
)
def test_s4_2_e58_a_met_limit_says_how_and_whether_it_was_too_late(clock: Clock, said: str) -> None:
    assert said in [run["text"] for run in walk(clocks(LOOK, [clock])) if run.get("type") == "TextRun"]


def test_e58_a_broken_limit_is_said_to_be_the_schools_own_and_the_measures_to_go_on() -> None:
    drawn = clocks(LOOK, [replace(_PLAN, passed=True, overdue=True)])
    assert "Det er skolens egen frist som er brutt. Tiltakene gjelder uansett." in drawn[-1]["text"]
