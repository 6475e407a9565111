"""A case opened: who is involved and the habilitet question first, then what was told (section 2.3)."""

from __future__ import annotations

import pytest

from cards import case
from cards.look import Look, Surface
from domain.case import Event, Happened, Status
from domain.report import Supplement
from domain.views import Content, Own
from services import viewing
from tests.builders import DAG, LIV, NORA, RANDI, TEN, TOR, a_case, a_register, a_report, alerted, at
from tests.cards.drawing import LOOK, LOOKS, STEPS, buttons, content, shown

REGISTER = a_register()
INLINE = Look(surface=Surface.INLINE)
TAKEN = a_case(
    *alerted(RANDI), Happened(at("10:02"), Event.DELIVERED, RANDI), Happened(at("10:05"), "acknowledge", RANDI),
    Happened(at("10:06"), "open", RANDI), status=Status.ACKNOWLEDGED, accused=frozenset({NORA}),
)  # fmt: skip


def _opened(**answers: str) -> Content:
    report = a_report(answers={**a_report().answers, **answers})
    return viewing.content(
        TAKEN, REGISTER, RANDI, report, (), (TAKEN, a_case(id="case-2", reference="2026-AAAAA")), TEN
    )


def test_fvl_6_who_is_involved_is_shown_before_anything_that_was_told() -> None:
    for look in LOOKS:
        said = shown(case.involved(look, viewing.involved(TAKEN, REGISTER, a_report())))
        assert all(name in said for name in ("Ola Dal 2STA", "Nora Eide", "Tor Vik"))
        assert "Sitter alene" not in said


def test_fvl_6_the_question_has_two_answers_and_says_that_opening_is_recorded() -> None:
    card = case.involved(LOOK, viewing.involved(TAKEN, REGISTER, a_report()))
    assert buttons(card) == ["case.declare", "case.recuse"]
    assert case.READ_IS_WRITTEN.nb in shown(card)


def test_an_accused_who_is_not_in_the_register_is_shown_as_written() -> None:
    report = a_report(answers={"accused_name": "Vikaren i gym"})
    view = viewing.involved(a_case(), REGISTER, report)
    assert view.accused == ("Vikaren i gym",)


def test_e21_a_student_who_is_not_known_is_said_to_be_so() -> None:
    assert "Ikke kjent" in shown(case.involved(LOOK, viewing.involved(a_case(student=""), REGISTER, a_report())))


def test_one_who_is_disqualified_is_thanked_and_told_nothing() -> None:
    card = case.recused(LOOK)
    assert buttons(card) == []
    assert "En annen får saken nå" in shown(card)


def test_the_content_tells_everything_that_was_told_and_the_times_of_ruling_16() -> None:
    said = shown(case.content(LOOK, _opened(), STEPS))
    for words in ("Sitter alene hver dag.", "Hva har du sett, hørt eller fått vite?", "Nora Eide", "meldt av Tor Vik"):
        assert words in said
    for time in ("levert til Randi Ås", "bekreftet av Randi Ås", "åpnet av Randi Ås", "kl. 10.05"):
        assert time in said


def test_what_was_chosen_is_said_in_words_and_never_as_ids() -> None:
    said = shown(case.content(LOOK, _opened(by_staff="leader", category="bullying,digital", leader_id=LIV), STEPS))
    assert "Ja, en i skolens ledelse" in said
    assert "Mobbing, Digitale krenkelser" in said
    assert not [raw for raw in ("bullying", LIV, "fjellvik\n", "false") if raw in said]


def test_e14_what_was_added_stands_beside_what_was_first_told() -> None:
    added = (Supplement("report-1", "t2", at("11:00"), {"more": "Det skjedde igjen."}),)
    view = viewing.content(TAKEN, REGISTER, RANDI, a_report(), added, (), TEN)
    said = shown(case.content(LOOK, view, STEPS))
    assert said.index("Sitter alene") < said.index("Lagt til mandag 23. november 2026 kl. 11.00") < said.index("igjen.")


def test_e10_the_other_students_of_the_same_report_are_references_only() -> None:
    said = shown(case.content(LOOK, _opened(), STEPS))
    assert "Samme melding gjelder også: 2026-AAAAA" in said


def test_danger_is_the_first_that_is_read() -> None:
    card = case.content(LOOK, content("x", danger=True), STEPS)
    assert case.DANGER_NOW.nb in shown(card["body"][0])
    assert case.DANGER_NOW.nb not in shown(case.content(LOOK, content("x", danger=False), STEPS))


def test_an_open_case_that_nobody_has_taken_says_so() -> None:
    assert case.NOT_TAKEN.nb in shown(case.content(LOOK, content("x", taken=None), STEPS))


def test_in_the_chat_there_is_a_button_that_takes_the_content_away_again() -> None:
    assert "case.hide" in buttons(case.content(INLINE, content("x"), STEPS))
    assert "case.hide" not in buttons(case.content(LOOK, content("x"), STEPS))


@pytest.mark.parametrize("look", [LOOK, INLINE])
def test_ruling_19_one_who_sees_it_only_on_reading_can_still_say_that_they_are_disqualified(look: Look) -> None:
    """`Content.actions` is what the life cycle allows; a name in the story may be a relative."""
    assert "case.recuse" in buttons(case.content(look, _opened(), STEPS))


@pytest.mark.parametrize("look", [LOOK, INLINE])
def test_one_who_opens_before_acknowledging_can_acknowledge_where_they_read(look: Look) -> None:
    view = viewing.content(a_case(*alerted(DAG)), REGISTER, DAG, a_report(), (), (), TEN)
    assert "case.acknowledge" in buttons(case.content(look, view, STEPS))


def test_ones_own_words_are_shown_as_they_were_sent() -> None:
    view = viewing.content(a_case(), REGISTER, TOR, a_report(), (), (), TEN)
    card = case.told(INLINE, Own(view.told), STEPS, "report-1")
    assert "Sitter alene hver dag." in shown(card)
    assert "Ola Dal 2STA" in shown(card)
    assert buttons(card) == ["receipt"]
