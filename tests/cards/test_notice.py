"""The doorbell: reference and state, nothing of what was told (E46)."""

from __future__ import annotations

import json
from datetime import timedelta
from itertools import product

import pytest

from bot.outbox import SUMMARIES
from cards import notice
from cards.look import Look, Surface
from domain.case import Happened, Reason, Route, Status
from domain.lifecycle import Party, allowed
from domain.text import LANGUAGES
from services import viewing
from tests.builders import DAG, KARI, RANDI, TEN, TOR, a_case, a_recusal, a_register, alerted
from tests.cards.drawing import LOOK, LOOKS, a_notice, buttons, shown, taken

REGISTER = a_register()
SECRETS = ("Ola", "Dal", "2STA", "Tor Vik", "Liv Haug", "Emil", "alene", "mobb", "fare", "leder", "ansatt", "tilsett")


def test_e46_the_card_and_what_a_locked_screen_shows_tell_no_name_category_or_story() -> None:
    """Every way a case can be, for each receiver: student, accused, reporter and route must not be there."""
    cases = [
        a_case(*alerted(RANDI, KARI), route=route, danger=danger, status=status, accused=frozenset({TOR}))
        for route, danger, status in product(Route, (True, False), (Status.RECEIVED, Status.ACKNOWLEDGED))
    ]
    for look, case, who, reason in product(LOOKS, cases, (RANDI, KARI, DAG), Reason):
        card = notice.notice(look, viewing.notice(case, REGISTER, who, reason))
        said = json.dumps(card, ensure_ascii=False)
        assert not [s for s in SECRETS if s.lower() in said.lower()]
    for text, language in product(SUMMARIES.values(), LANGUAGES):
        assert not [s for s in SECRETS if s.lower() in text.in_(language).lower()]
        assert "{" not in text.in_(language)


def test_e46_routes_that_differ_look_alike() -> None:
    """From the doorbell nobody can see whether somebody who works at the school is accused."""
    drawn = [
        notice.notice(LOOK, viewing.notice(a_case(*alerted(KARI), route=route, student=name), REGISTER, KARI))
        for route, name in product(Route, ("", "Ola Dal 2STA"))
    ]
    assert all(card == drawn[0] for card in drawn)


def test_it_says_that_somebody_has_told_the_reference_and_by_when() -> None:
    said = shown(notice.notice(LOOK, a_notice()))
    assert said.startswith("Noen har meldt fra\nSak 2026-K7Q4M\n")
    assert "Bekreft innen mandag 23. november 2026 kl. 12.00." in said


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.language}-{look.surface}")
@pytest.mark.parametrize("status", [Status.RECEIVED, Status.ACKNOWLEDGED])
def test_the_buttons_are_exactly_what_the_life_cycle_allows_first_the_expected_one(look: Look, status: Status) -> None:
    rows = allowed(a_case(status=status), {Party.RECEIVER})
    card = notice.notice(look, a_notice(actions=tuple(r for r in rows if r.action != "recuse")))
    assert buttons(card) == [f"case.{r.action}" for r in rows if r.action != "recuse"]
    assert [b.get("style") for b in card["actions"]][:1] == ["positive"]
    assert [b["title"] for b in card["actions"]] == [r.name.in_(look.language) for r in rows if r.action != "recuse"]


def test_an_action_added_to_the_life_cycle_gets_its_button_without_a_change_in_the_cards() -> None:
    """One row of the table, and nothing else."""
    rows = allowed(a_case(), {Party.RECEIVER})
    card = notice.notice(LOOK, a_notice(actions=rows))
    assert buttons(card) == [f"case.{r.action}" for r in rows]


def test_who_was_first_is_told_to_the_second_and_to_themself() -> None:
    others = shown(notice.notice(LOOK, a_notice(taken=taken("Randi Ås"))))
    mine = shown(notice.notice(LOOK, a_notice(taken=taken("Randi Ås", by_me=True))))
    assert "Randi Ås bekreftet mottak mandag 23. november 2026 kl. 10.00." in others
    assert "Du bekreftet mottak" in mine
    assert "Bekreft innen" not in others + mine


@pytest.mark.parametrize("reason", [r for r in Reason if r is not Reason.FIRST])
def test_who_is_told_later_reads_why(reason: Reason) -> None:
    why = notice.WHY_YOU[reason]
    assert why is not None
    assert why.nb in shown(notice.notice(LOOK, a_notice(alert=reason)))


def test_the_first_told_reads_no_reason() -> None:
    assert "fordi" not in shown(notice.notice(LOOK, a_notice()))


def test_one_told_because_it_was_not_opened_reads_so_though_it_has_been_acknowledged() -> None:
    """Without the reason the card says only that another has taken it, and asks for nothing."""
    case = a_case(
        *alerted(RANDI), Happened(TEN + timedelta(minutes=5), "acknowledge", RANDI),
        *alerted(DAG, when=TEN + timedelta(hours=2), reason=Reason.NOT_OPENED), status=Status.ACKNOWLEDGED,
    )  # fmt: skip
    said = shown(notice.notice(LOOK, viewing.notice(case, REGISTER, DAG, Reason.NOT_OPENED)))
    assert "ikke åpnet" in said


def test_a_reminder_to_the_first_receiver_does_not_speak_of_those_before_them() -> None:
    """A reminder bears the reason of its wave; the one who reads it is the one who has not answered."""
    card = notice.notice(LOOK, a_notice(alert=Reason.NO_ANSWER, reminder=True))
    assert "før deg" not in shown(card)
    assert "Påminnelse" in shown(card)


def test_a_reminder_to_open_says_that_it_is_the_opening_that_is_owed() -> None:
    view = a_notice(unopened=True, reminder=True, taken=taken("Randi Ås", by_me=True), actions=())
    assert "ikke åpnet" in shown(notice.notice(LOOK, view))


def test_one_whom_the_case_has_left_sees_that_and_nothing_else() -> None:
    case = a_case(*alerted(RANDI), a_recusal(RANDI, TEN))
    for look in LOOKS:
        view = viewing.notice(case, REGISTER, RANDI)
        assert (view.taken, view.answer_by, view.actions) == (None, None, ())
        assert buttons(notice.notice(look, view)) == []
    assert shown(notice.notice(LOOK, viewing.notice(case, REGISTER, RANDI))) == f"Sak 2026-K7Q4M\n{notice.LEFT_YOU.nb}"


@pytest.mark.parametrize("reason", list(Reason))
def test_p6_the_card_of_one_who_is_shut_out_says_nothing_that_happened_after(reason: Reason) -> None:
    view = a_notice(closed_to_me=True, alert=reason, taken=taken("Unni Berg"), reminder=True, news=True)
    left = notice.notice(LOOK, a_notice(closed_to_me=True))
    assert notice.notice(LOOK, view) == left


def test_opening_asks_for_a_dialog_and_acknowledging_is_one_tap_in_the_chat_ruling_5() -> None:
    card = notice.notice(Look(surface=Surface.DIALOG), a_notice())
    assert [b["type"] for b in card["actions"]] == ["Action.Execute", "Action.Submit"]
