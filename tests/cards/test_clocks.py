"""The clocks on the opened case: worded for people, the overdue in red, and never on the reporter's cards."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from cards import case, clocks
from cards.look import Look
from domain.case import Case, Event, Happened, Route, Status
from domain.owner import UNFOUNDED
from domain.profile import CasePlan, OwnerNotice, School
from domain.text import same
from services import viewing
from tests.builders import RANDI, TEN, a_case, a_register, a_report, a_school, alerted, at
from tests.cards.drawing import LOOK, STEPS, shown, walk

NYNORSK, ENGLISH = Look("nn"), Look("en")
LILLESTROM = a_school(
    plan=CasePlan(same("handlingsplan"), within=5, accepted=True),
    sources={"plan.within": "S4-2", "owner_notice.unfounded_exception": "S4-7"},
)
SANDVIKA = a_school(
    plan=CasePlan(same("aktivitetsplan"), after_investigation=True),
    owner_notice=OwnerNotice(("area_director", "owner_team")),
    sources={"plan.after_investigation": "S1-13", "owner_notice.to": "S1-9"},
)


def _taken(*more: Happened, **but: Any) -> Case:
    return a_case(
        *alerted(RANDI), Happened(at("10:01"), Event.DELIVERED, RANDI), Happened(at("10:05"), "acknowledge", RANDI),
        Happened(at("10:06"), "open", RANDI), *more, **{"status": Status.ACKNOWLEDGED, **but},
    )  # fmt: skip


def _card(told: Case, school: School, now: datetime, look: Look = LOOK) -> dict[str, Any]:
    view = viewing.content(told, a_register(school=school), RANDI, a_report(), (), (), now)
    return case.content(look, view, STEPS)


def _lines(told: Case, school: School, now: datetime = TEN, look: Look = LOOK) -> list[str]:
    """What stands from the heading to the first thing told."""
    said = shown(_card(told, school, now, look)).replace(clocks.NO_BREAK, " ").split("\n")
    start = said.index(look.w(clocks.DEADLINES)) + 1
    return said[start : next(i for i in range(start, len(said)) if said[i].startswith(("Meldt ", "Reported ")))]


def _red(card: dict[str, Any]) -> list[str]:
    return [o["text"] for o in walk(card) if o.get("type") == "TextRun" and o.get("color") == "Attention"]


def test_s4_2_and_12_6_are_said_with_day_and_source() -> None:
    assert _lines(_taken(), LILLESTROM, at("10:00", "2026-11-24")) == [
        "Undersøk saken: snarest, meldt i går (§ 12-4)",
        "Statsforvalteren tar imot saken fra mandag 30. november 2026 (§ 12-6)",
        "Telles fra mandag 23. november 2026 kl. 10.01. Rektor ble selv kjent med saken kl. 10.05.",
        "Handlingsplan lagt fram og godtatt: innen mandag 30. november 2026 (S4-2)",
    ]


def test_the_overdue_stand_first_and_in_red() -> None:
    card = _card(_taken(), LILLESTROM, at("10:00", "2026-12-02"))
    late = "Handlingsplan lagt fram og godtatt: fristen gikk ut mandag 30. november 2026 (S4-2)"
    assert _red(card) == [late]
    lines = _lines(_taken(), LILLESTROM, at("10:00", "2026-12-02"))
    assert lines[0] == late
    assert "Undersøk saken: snarest, meldt for 9 dager siden (§ 12-4)" in lines
    assert "Uken er ute: fra mandag 30. november 2026 tar Statsforvalteren imot saken (§ 12-6)" in lines


def test_s1_9_s1_13_sandvika_has_no_numbers_and_two_to_tell() -> None:
    lines = _lines(_taken(route=Route.EMPLOYEE), SANDVIKA)
    assert "Aktivitetsplan: straks etter undersøkelsen (S1-13)" in lines
    assert {"Varsle områdedirektøren: straks (S1-9)", "Varsle skolemiljøteamet: straks (S1-9)"} <= set(lines)
    assert len(_red(_card(_taken(route=Route.EMPLOYEE), SANDVIKA, TEN))) == 2


def test_ruling_3_an_owner_who_has_been_told_is_no_longer_pressed_for() -> None:
    told = _taken(Happened(at("10:20"), "tell_owner", RANDI, "owner"), route=Route.EMPLOYEE)
    assert "Skoleeieren er varslet, registrert mandag 23. november 2026 kl. 10.20 (S4-7)" in _lines(told, LILLESTROM)
    assert _red(_card(told, LILLESTROM, TEN)) == []


def test_e34_what_was_found_manifestly_unfounded_is_never_said_to_have_been_told() -> None:
    told = _taken(Happened(at("10:20"), "tell_owner", RANDI, UNFOUNDED), route=Route.EMPLOYEE)
    (line,) = (line for line in _lines(told, LILLESTROM) if "S4-7" in line)
    assert line.startswith("Skoleeieren varsles ikke: åpenbart grunnløs, begrunnet mandag 23. november")


def test_an_unanswered_case_says_until_which_minute() -> None:
    unread = a_case(*alerted(RANDI))
    assert "Bekreft mottak: innen mandag 23. november 2026 kl. 12.00" in _lines(unread, a_school())
    late = _card(unread, a_school(), at("12:30"))
    assert _red(late) == ["Bekreft mottak: fristen gikk ut mandag 23. november 2026 kl. 12.00"]


@pytest.mark.parametrize(
    ("look", "plan", "week"),
    [
        (
            NYNORSK,
            "Handlingsplan lagd fram og godteken: innan måndag 30. november 2026 (S4-2)",
            "Statsforvaltaren tek imot saka frå måndag 30. november 2026 (§ 12-6)",
        ),
        (
            ENGLISH,
            "Handlingsplan presented and accepted: by Monday 30 November 2026 (S4-2)",
            "The County Governor accepts the case from Monday 30 November 2026 (§ 12-6)",
        ),
    ],
    ids=["nn", "en"],
)
def test_each_language_says_it_in_its_own_words(look: Look, plan: str, week: str) -> None:
    assert {plan, week} <= set(_lines(_taken(), LILLESTROM, TEN, look))


def test_calendar_4_the_easter_of_2027_moves_the_plan_and_not_the_week() -> None:
    told = at("10:00", "2027-03-22")
    easter = a_case(
        *alerted(RANDI, when=told), Happened(told + timedelta(minutes=1), Event.DELIVERED, RANDI), told_at=told
    )
    lines = _lines(easter, LILLESTROM, told)
    assert "Handlingsplan lagt fram og godtatt: innen torsdag 1. april 2027 (S4-2)" in lines
    assert "Statsforvalteren tar imot saken fra mandag 29. mars 2027 (§ 12-6)" in lines
