"""The year wheel on a telephone: what it is time for, and the year at a glance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from cards import wheel
from cards.look import Look, Surface
from cards.parts import Card, whole_number
from domain.wheel import Status
from domain.wheel_year import Progress
from tests.cards.drawing import (
    ALL_YEAR,
    LIMIT,
    LOOK,
    LOOKS,
    a_wheel_card,
    a_wheel_line,
    a_wheel_page,
    actions,
    buttons,
    shown,
    size,
    taken,
)

MANY = tuple(
    a_wheel_line(f"Aktivitet {n}", task=f"F-{n:02}//week:41..42", stated="", about="æ" * 400, status=Status.LATE)
    for n in range(90)
)


def data(card: Card, verb: str) -> dict[str, str]:
    return next(b["data"] for b in actions(card) if b["data"]["verb"] == verb)


def test_the_plans_own_words_stand_beside_the_days_they_come_to() -> None:
    said = shown(wheel.card(LOOK, a_wheel_card(a_wheel_line("Elevsamtaler", stated="Uke 41–42, etter behov"))))
    assert "Uke 41–42, etter behov · 5.–18. oktober · vg1, vg2" in said


def test_what_has_no_date_stands_under_all_year_and_names_no_days() -> None:
    lines = (a_wheel_line("Elevsamtaler"), a_wheel_line("Klassens time", window=ALL_YEAR, progress=Progress(3, 7)))
    said = shown(wheel.card(LOOK, a_wheel_card(*lines))).split("\n")
    assert said.index("Elevsamtaler") < said.index("Hele året") < said.index("Klassens time")
    assert "3 av 7 ganger" in said
    assert not [line for line in said if "juni" in line]


@pytest.mark.parametrize("look", LOOKS)
def test_a_button_on_a_quiet_card_redraws_that_card_on_both_surfaces(look: Look) -> None:
    card = wheel.card(look, a_wheel_card(a_wheel_line()))
    done = next(b for b in actions(card) if b["data"]["verb"] == "wheel.done")
    assert done["type"] == "Action.Execute"
    assert done["data"] == {
        "verb": "wheel.done", "school": "fjellvik", "page": "card", "card": "2026-10-05", "row": "F-01", "step": "",
        "when": "week:41..42", "n": "1", "part": "00",
    }  # fmt: skip


def test_a_button_in_the_dialog_stays_in_it_and_one_inline_redraws_the_card() -> None:
    kinds = {}
    for surface in Surface:
        card = wheel.page(Look("nb", surface), a_wheel_page(a_wheel_line()))
        kinds[surface] = {b["type"] for b in card["body"][-2]["items"][-1]["actions"]}
    assert kinds == {Surface.DIALOG: {"Action.Submit"}, Surface.INLINE: {"Action.Execute"}}


def test_what_is_done_says_by_whom_and_can_be_taken_back() -> None:
    line = a_wheel_line(progress=Progress(1, 1, finished=True), last=taken("Siv Nes"), n=0, undo=("", 1))
    card = wheel.card(LOOK, a_wheel_card(replace(line, status=Status.DONE)))
    assert "Gjort av Siv Nes mandag 23. november 2026 kl. 10.00" in shown(card)
    assert buttons(card) == ["wheel.undo", "wheel.show"]
    assert data(card, "wheel.undo")["whose"] == ""


def test_a_leader_marks_for_the_whole_school_what_several_must_do() -> None:
    card = wheel.page(LOOK, a_wheel_page(a_wheel_line(progress=Progress(37, 38, people=True))))
    said = shown(card).split("\n")
    assert "37 av 38 har gjort det" in said
    assert "Gjort for hele skolen" in said
    assert data(card, "wheel.done")["whole"]


def test_others_neither_see_who_is_responsible_nor_turn_to_other_pages() -> None:
    own = wheel.page(LOOK, a_wheel_page(a_wheel_line(), whole=False))
    assert "Ansvarlig" not in shown(own)
    assert buttons(own) == ["wheel.done"]
    assert "whole" not in data(own, "wheel.done")


def test_the_first_page_counts_how_everything_stands() -> None:
    counts = {Status.DONE: 12, Status.LATE: 2, Status.COMING: 30}
    said = shown(wheel.page(LOOK, a_wheel_page(a_wheel_line(), counts=counts))).split("\n")
    assert {"Gjort: 12", "Ikke merket som gjort: 2", "Kommer: 30"} <= set(said)
    assert not [line for line in said if line.startswith("Løpende")]


def test_a_row_that_names_nobody_says_so() -> None:
    assert "Planen sier ikke hvem som har ansvaret." in shown(wheel.page(LOOK, a_wheel_page(a_wheel_line(by=()))))


@pytest.mark.parametrize(
    ("page", "turns"),
    [("", ["10", "year"]), ("8", ["9", ""]), ("12", ["11", "1", ""]), ("6", ["5", ""]), ("year", [""])],
)
def test_the_pages_of_a_year_lead_to_each_other(page: str, turns: list[str]) -> None:
    card = wheel.page(LOOK, a_wheel_page(page=page))
    assert [b["data"]["page"] for b in card["actions"] if "page" in b["data"]] == turns


@pytest.mark.parametrize("look", LOOKS)
def test_a_wheel_of_ninety_rows_is_read_in_parts_that_leave_nothing_out(look: Look) -> None:
    names = [line.name for line in MANY]

    def read(draw: Callable[[int], Card], verb: str) -> list[str]:
        found, part = [], 0
        while True:
            card = draw(part)
            assert size(card) <= LIMIT
            assert data(card, "wheel.done")["part"] == f"{part:02}"
            found += [line for line in shown(card).split("\n") if line in names]
            onward = [b["data"]["part"] for b in actions(card) if b["data"]["verb"] == verb and "part" in b["data"]]
            if not onward:
                return found
            part = whole_number(onward[0])

    assert read(lambda part: wheel.page(look, a_wheel_page(*MANY), part), "wheel.turn") == names
    assert read(lambda part: wheel.card(look, a_wheel_card(*MANY), part), "wheel.card") == names


@pytest.mark.parametrize(
    ("language", "said"),
    [("nb", "28. september–11. november"), ("nn", "28. september–11. november"), ("en", "28 September–11 November")],
)
def test_a_span_over_two_months_names_both(language: str, said: str) -> None:
    assert Look(language).span(date(2026, 9, 28), date(2026, 11, 11)) == said  # type: ignore[arg-type]
    assert Look().span(date(2026, 8, 17), date(2026, 8, 17)) == "17. august"
