"""What the reporter keeps: "lagret" and "levert" told apart, and never more than was done (ruling 2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from cards import receipt
from cards.look import Look, Surface
from cards.parts import Card
from domain.case import Event, Happened, Reason, Route, Status
from domain.people import Role
from domain.text import LANGUAGES
from domain.views import Receipt
from services import receipts
from tests.builders import (
    EMIL,
    KARI,
    LIV,
    RANDI,
    TEN,
    UNNI,
    a_case,
    a_recusal,
    a_register,
    a_report,
    a_school,
    alerted,
    at,
)
from tests.cards.drawing import LOOK, LOOKS, a_line, a_receipt, buttons, shown

DELIVERED = ("levert til", "delivered to")
WAITING = a_line(status=Status.RECEIVED, delivered=(), taken=None)
NIGHT = TEN + timedelta(hours=22)


def _said(view: Receipt, look: Look = LOOK) -> str:
    return shown(receipt.receipt(look, view))


def test_saved_is_said_to_the_second_and_delivered_is_said_to_whom_and_when() -> None:
    view = receipts.receipt(
        a_report(), (a_case(*alerted(RANDI), Happened(at("10:02"), Event.DELIVERED, RANDI)),), (), a_register()
    )
    said = _said(view)
    assert "Lagret mandag 23. november 2026 kl. 10.00.00" in said
    assert "Levert til rektor kl. 10.02" in said
    assert "2026-K7Q4M" in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("later", [TEN, NIGHT])
@pytest.mark.parametrize("role", [Role.PRINCIPAL, Role.OWNER_CONTACT])
@pytest.mark.parametrize("danger", [True, False])
def test_ruling_2_nothing_is_called_delivered_before_it_is(
    language: str, later: object, role: Role, danger: bool
) -> None:
    view = a_receipt(cases=(WAITING,), readers=((role, "Randi Ås"),), read_from=later, danger=danger)
    said = _said(view, Look(language)).lower()  # type: ignore[arg-type]
    assert not [w for w in (*DELIVERED, "er levert, ", "is delivered, ", "meldingen er levert,") if w in said]
    assert "ikke levert ennå" in said or language != "nb"


def test_the_receipt_tells_who_reads_and_that_silence_sends_it_on() -> None:
    said = _said(a_receipt(cases=(WAITING,), readers=((Role.PRINCIPAL, "Randi Ås"), (Role.DEPUTY, "Dag Lund"))))
    assert "Leses av rektor (Randi Ås), rektors stedfortreder (Dag Lund)" in said
    assert "går meldingen videre av seg selv" in said


def test_e9_at_night_it_says_when_it_will_be_read_and_whom_to_call() -> None:
    said = _said(a_receipt(cases=(WAITING,), read_from=NIGHT, phone="99 11 22 33"))
    assert "tirsdag 24. november 2026 kl. 08.00" in said
    assert "99 11 22 33" in said


def test_e9_in_an_owners_case_it_is_the_owner_who_is_to_be_called_and_never_the_schools_leaders() -> None:
    owners = ((Role.OWNER_CONTACT, "Unni Berg"),)
    view = a_receipt(cases=(WAITING,), readers=owners, read_from=NIGHT, owner_contact="97 00 00 00", phone="99")
    said = _said(replace(view, past_the_school=True))
    assert "97 00 00 00" in said
    assert "ledelsen" not in said


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.language}-{look.surface}")
def test_e19_in_danger_the_numbers_come_first_of_all(look: Look) -> None:
    for cases, alone in (((WAITING,), False), ((a_line(),), False), ((a_line(status=Status.UNDELIVERED),), True)):
        view = a_receipt("Skolens vakt 99 44 55 66", cases=cases, danger=True, can_record_owner=alone)
        first = shown(receipt.receipt(look, view)["body"][0])
        assert all(number in first for number in ("112", "113", "110", "99 44 55 66"))


def test_without_danger_the_receipt_raises_no_alarm() -> None:
    assert "112" not in _said(a_receipt())


def test_in_danger_it_promises_no_reading_and_says_to_call() -> None:
    said = _said(a_receipt(cases=(WAITING,), danger=True, read_from=NIGHT))
    assert "også om natten" in said
    assert "ring" in said


def test_who_confirmed_is_told_with_when() -> None:
    view = receipts.receipt(
        a_report(), (a_case(*alerted(RANDI), Happened(at("10:05"), "acknowledge", RANDI), status=Status.ACKNOWLEDGED),),
        (), a_register(),
    )  # fmt: skip
    assert "Bekreftet av Randi Ås kl. 10.05" in _said(view)


def test_e49_the_reporter_sees_status_words_and_nothing_of_the_handling() -> None:
    history = [
        *alerted(RANDI), Happened(at("10:01"), Event.UNDELIVERED, RANDI), Happened(at("10:02"), Event.REMINDED),
        a_recusal(RANDI, at("10:03")), *alerted(UNNI, reason=Reason.DISQUALIFIED),
        Happened(at("10:05"), "open", UNNI),
    ]  # fmt: skip
    view = receipts.receipt(a_report(), (a_case(*history, accused=frozenset({LIV})),), (), a_register())
    said = _said(view).lower()
    assert not [w for w in ("inhabil", "åpnet", "nådde ikke", "liv haug", "unni", "alarm") if w in said]


def test_it_stays_in_the_chat_so_it_names_no_student_accused_or_story_e46() -> None:
    view = receipts.receipt(a_report(), (a_case(accused=frozenset({EMIL})),), (), a_register())
    for look in LOOKS:
        assert not [w for w in ("Ola", "2STA", "alene", "Emil") if w in _said(view, look)]


def test_e10_each_students_case_has_its_own_line_without_a_name() -> None:
    cases = (a_case(), a_case(id="case-2", reference="2026-AAAAA", student="Eva Ek"))
    said = _said(receipts.receipt(a_report(), cases, (), a_register()))
    assert "2026-K7Q4M" in said
    assert "2026-AAAAA" in said
    assert "Eva" not in said


# Not delivered


def _alone() -> Receipt:
    case = a_case(route=Route.LEADER, status=Status.UNDELIVERED)
    return receipts.receipt(a_report(), (case,), (), a_register(school=a_school(agreed=False)))


def test_ruling_2_not_delivered_says_so_that_the_duty_is_not_met_and_whom_to_tell() -> None:
    said = _said(_alone())
    assert "Lagret, men ikke levert" in said
    assert "Plikten til å si fra er ikke oppfylt" in said
    assert "områdedirektøren, 99 88 77 66" in said
    assert "Leses av" not in said
    assert "av seg selv" not in said


def test_ruling_2_it_asks_first_of_all_how_the_owner_was_told_until_it_is_recorded() -> None:
    assert buttons(receipt.receipt(LOOK, _alone()))[0] == "owner_told.begin"
    assert buttons(receipt.ask_owner_told(LOOK, _alone())) == ["owner_told.begin"]


@pytest.mark.parametrize("danger", [True, False])
def test_when_nobody_can_be_reached_the_reporter_is_told_whom_to_call(danger: bool) -> None:
    """Ends sent or raised to a person: here the one who told is the only one left."""
    case = a_case(*alerted(UNNI), Happened(at("10:01"), Event.UNDELIVERED, UNNI), Happened(at("10:01"), Event.ALARMED))
    said = _said(replace(receipts.receipt(a_report(), (case,), (), a_register()), danger=danger))
    assert "vi når ingen" in said
    assert "99 11 22 33" in said
    assert "områdedirektøren, 99 88 77 66" in said
    assert "Leses av" not in said


def test_ruling_2_once_recorded_it_asks_no_more() -> None:
    case = a_case(Happened(TEN, "record_owner_told"), route=Route.LEADER, status=Status.OWNER_TOLD)
    view = receipts.receipt(a_report(), (case,), (), a_register())
    assert "owner_told.begin" not in buttons(receipt.receipt(LOOK, view))
    assert "Skoleeieren er varslet av deg" in _said(view)


def test_ruling_2_a_leader_case_that_nobody_here_can_receive_does_not_say_that_it_goes_on_by_itself() -> None:
    """The owner has agreed, but none of its people is in our register: nobody will read this."""
    case = a_case(route=Route.LEADER)
    said = _said(receipts.receipt(a_report(), (case,), (), a_register(without=[UNNI, KARI])))
    assert "av seg selv" not in said


def test_p12_5_who_tells_of_a_leader_is_never_told_to_call_the_school() -> None:
    history = (*alerted(UNNI), Happened(at("10:01"), Event.UNDELIVERED, UNNI), Happened(at("10:01"), Event.ALARMED))
    case = a_case(*history, route=Route.LEADER)
    said = _said(receipts.receipt(a_report(), (case,), (), a_register(without=[KARI])))
    assert "99 88 77 66" in said
    assert "99 11 22 33" not in said


# Buttons and lists


@pytest.mark.parametrize("surface", list(Surface))
def test_e13_and_e14_one_can_always_add_and_see_ones_own_words(surface: Surface) -> None:
    look = Look(surface=surface)
    for view in (a_receipt(), a_receipt(danger=True), _alone()):
        assert {"supplement.begin", "mine.show"} <= set(buttons(receipt.receipt(look, view)))


def test_what_was_added_is_told_with_when() -> None:
    assert "Du la til opplysninger kl. 12.00" in _said(a_receipt(added=(at("12:00"),)))


def test_ones_own_list_has_every_report_with_its_buttons_and_says_so_when_empty() -> None:
    card: Card = receipt.mine(LOOK, [a_receipt(report="r1"), a_receipt(report="r2")])
    carried = {b["data"]["report"] for e in card["body"] for x in e.get("items", []) for b in x.get("actions", [])}
    assert carried == {"r1", "r2"}
    assert receipt.NO_REPORTS.nb in shown(receipt.mine(LOOK, []))


def test_a_list_longer_than_a_card_says_that_there_is_more() -> None:
    """Nothing told is lost, also from sight: the eleventh report must be hinted at."""
    few, many = (shown(receipt.mine(LOOK, [a_receipt()] * n)) for n in (10, 11))
    assert few != many


def test_every_status_is_said_in_every_language() -> None:
    for status, look in product(Status, LOOKS):
        assert _said(a_receipt(cases=(a_line(status=status),)), look)
