"""What holds for every card, in every language and on both surfaces."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache

import pytest
from microsoft_teams.cards import AdaptiveCard

from cards import case, receipt
from cards.look import Look, Surface
from cards.parts import Card, whole_number
from dialogs.changing import CHANGING
from dialogs.report import LEADER, REPORT
from dialogs.student_follow import STUDENT_FOLLOW
from domain.case import Case, Event, Happened, Status
from domain.deeds import DEEDS
from domain.flow import Carried
from domain.people import Role
from domain.text import LANGUAGES
from domain.views import Told
from services import receipts, viewing
from tests.builders import KARI, TEN, UNNI, a_case, a_register, a_report, alerted, at
from tests.cards.drawing import (
    FLOWS,
    LIMIT,
    LOOK,
    LOOKS,
    STEPS,
    TELLERS,
    a_line,
    a_page,
    a_receipt,
    actions,
    buttons,
    content,
    every_card,
    shown,
    size,
    walk,
)

EVERY_LOOK = pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.language}-{look.surface}")

VERBS = frozenset(
    (
        "student.begin", "student.answer", "student.code", "student.code.answer", "wish.show", "wish.met",
        "chat", "hello", "belonging.answer", "report.begin", "report.answer", "supplement.begin", "supplement.answer",
        "owner_told.begin", "owner_told.answer", "registration.begin", "registration.answer", "report.confirm", "mine",
        "mine.show", "receipt", "student.follow",
        *(f"{flow.name}.{step}" for flow in STUDENT_FOLLOW for step in ("begin", "answer")),
        "case.acknowledge", "case.open", "case.declare", "case.recuse", "case.plan_page",
        "case.hide", "case.menu", "case.log", "case.tasks", "case.duties", "owner_notice.acknowledge",
        "case.ready", "student.history", "cases", "owner.cases",
        "wheel.show", "wheel.turn", "wheel.card", "wheel.done", "wheel.undo", "wheel.export",
        "away.begin", "away.answer", "away.back", "drill.begin", "drill.start", "drill.show", "drill.acknowledge",
        *(verb for flow in CHANGING for verb in (f"case.{flow.name}", f"{flow.name}.answer")),
        *(verb for action in DEEDS for verb in (f"case.{action}", f"{action}.answer")),
    )
)  # fmt: skip
ELEMENTS = frozenset(
    (
        "AdaptiveCard", "TextBlock", "RichTextBlock", "TextRun", "Container", "ColumnSet", "Column", "ActionSet",
        "Input.Text", "Input.ChoiceSet", "Input.Date", "Input.Time", "Input.Toggle", "Action.Submit", "Action.Execute",
        "Action.ShowCard", "Action.OpenUrl", "task/fetch",
    )
)  # fmt: skip

# Everything at once that a client could read as something else.
CANARY = (
    "\u202e**Kanari** _x_ [klikk](https://x.test) # ${navn} {navn} <at>Ola</at> &lt;b&gt; `k` \x00 {{DATE(1)}} 1. - "
)


@lru_cache(len(LOOKS))
def _drawn(look: Look, wrote: str = "Ola Dal") -> dict[str, Card]:
    """Drawn once for tests that follow on each other; none of them changes a card."""
    return every_card(look, wrote)


@EVERY_LOOK
def test_a_card_is_schema_1_5_of_elements_that_phones_draw(look: Look) -> None:
    for name, card in _drawn(look).items():
        assert (card["type"], card["version"]) == ("AdaptiveCard", "1.5"), name
        assert {o["type"] for o in walk(card) if "type" in o} <= ELEMENTS, name


@EVERY_LOOK
def test_every_card_is_one_that_microsofts_typed_classes_know_to_the_letter(look: Look) -> None:
    """A field that is misspelt, of another type, or not in the schema, is gone or changed when they write it again."""
    for name, card in _drawn(look).items():
        again = AdaptiveCard.model_validate(card).model_dump(by_alias=True, exclude_none=True)
        assert again == card, name


@EVERY_LOOK
@pytest.mark.parametrize("letter", ["x", "æ"])
def test_a_card_with_the_longest_that_can_be_written_is_at_most_28_kb(look: Look, letter: str) -> None:
    too_large = {name: size(card) for name, card in _drawn(look, letter * 5000).items() if size(card) > LIMIT}
    assert too_large == {}


@EVERY_LOOK
def test_every_button_has_a_verb_we_know_and_a_title(look: Look) -> None:
    for name, card in _drawn(look).items():
        assert set(buttons(card)) <= VERBS, name
        assert all(b["title"].strip() for b in actions(card)), name
        assert len(card.get("actions", [])) <= 4, name  # the rest would hide behind three dots


@EVERY_LOOK
def test_a_button_in_the_chat_has_something_that_older_clients_can_press(look: Look) -> None:
    for name, card in _drawn(look).items():
        for button in actions(card):
            if button["type"] == "Action.Execute":
                assert button["verb"] == button["data"]["verb"] == button["fallback"]["data"]["verb"], name


def test_on_the_dialog_surface_what_opens_a_form_asks_for_a_dialog_and_inline_nothing_does() -> None:
    opening = {f"{flow}.begin" for flow in ("report", "registration", "supplement", "owner_told", "away")}
    opening |= {"student.begin", "student.code", "student.follow", "wish.show"}
    opening |= {"case.open", "mine", "mine.show", "wheel.show", "cases", "owner.cases"}
    for look in LOOKS:
        for name, card in _drawn(look).items():
            already_open = name.startswith("following") or name in (
                "content",
                "content, written down",
                "content, next",
                "content, undecided",
                "content, ended",
                "content, above",
                "content, answered",
                *(f"content, {name}" for name in TELLERS),
                "duties",
                "menu",
                "missing",
                "log",
                "log, nothing",
                "log, own",
                "plan",
                "plan, two at once",
                "plan, not written",
                "tasks",
                "tasks, none",
                "changed",
                "ready",
                "ready, all there",
                "chronology",
                "chronology, no name",
            )  # from there another case takes its place
            for button in actions(card):
                asks = button["data"].get("msteams") == {"type": "task/fetch"}
                opens = look.surface is Surface.DIALOG and button["data"]["verb"] in opening
                assert asks is (opens and not already_open)


# Untrusted words


@EVERY_LOOK
def test_what_a_person_wrote_stands_only_where_nothing_reads_markdown(look: Look) -> None:
    for name, card in _drawn(look, CANARY).items():
        for thing in walk(card):
            for key, value in thing.items():
                if isinstance(value, str) and "Kanari" in value:
                    where = (thing.get("type"), key)
                    assert where in {("TextRun", "text"), ("Input.Text", "value")}, (name, where, value[:60])


@EVERY_LOOK
def test_what_a_person_wrote_is_really_there(look: Look) -> None:
    """So that the test above can fail: every card that ought to show somebody's words does."""
    silent = {"hello nowhere", "message", "recused", "changed", "added", "owner told", "mine, nothing", "notice, left"}
    silent |= {"answer", "menu", "missing", "log, nothing", "tasks, none", "task parted", "owner notice, left"}
    silent |= {"cases, nothing", "cases, none of these", "chronology", "chronology, no name"}
    silent |= {"student hello", "student hello, written", "wish, new", "wish, reminder", "wish, met", "wish, left"}
    silent |= {"receipt, written down, left", "away saved", "away saved, open", "witness"}
    for name, card in _drawn(look, CANARY).items():
        expected = name not in silent and not name.startswith(("notice", "task doorbell")) and "owner told" not in name
        if expected:
            assert "Kanari" in shown(card), name


def test_a_name_beside_a_radio_button_has_lost_what_some_clients_read_as_markdown() -> None:
    card = a_page(LOOK, REPORT, LEADER, "", "*Ola* _D_ [x](y) `k` # <at>~|\\", wrong=False)
    titles = [c["title"] for thing in walk(card) for c in thing.get("choices", []) if c["value"] == "id-1"]
    assert titles
    assert not set("*_[]()`#<>~|\\") & set("".join(titles))


@pytest.mark.parametrize("name", ["Ola {Dal}", "${navn}", "{", "}{", "{0}"])
def test_a_name_with_braces_breaks_no_card(name: str) -> None:
    card = a_page(LOOK, REPORT, LEADER, "", name, wrong=False)
    assert name in shown(card)


@EVERY_LOOK
def test_a_line_is_shown_letter_by_letter_and_a_line_break_is_a_new_block(look: Look) -> None:
    told = (Told(TEN, {"what": "en\n\n*to*\n tre"}),)
    card = case.content(look, content("Ola", told=told), STEPS)
    runs = [o["text"] for o in walk(card) if o.get("type") == "TextRun"]
    assert {"en", "*to*", " tre"} <= set(runs)
    assert not [r for r in runs if "\n" in r]


# Cards that grow must still be cards: Teams refuses one above 28 KB, and then nobody can read it


def test_a_story_of_many_short_lines_still_fits() -> None:
    assert size(case.content(LOOK, content("a\n" * 2500), STEPS)) <= LIMIT


def test_a_story_with_many_additions_still_fits() -> None:
    told = tuple(Told(TEN, {"more": "æ" * 5000, "done": "æ" * 2000}) for _ in range(5))
    assert size(case.content(LOOK, content("x", told=told), STEPS)) <= LIMIT


def _a_weekend_in_danger() -> Case:
    """An alert and a reminder every quarter of an hour, each of them delivered."""
    delivered = (
        Happened(TEN + timedelta(minutes=7.5 * n), Event.DELIVERED, (UNNI, KARI)[n // 2 % 2]) for n in range(400)
    )
    return a_case(*alerted(UNNI, KARI), *delivered, danger=True)


def test_a_case_that_was_told_again_and_again_for_a_weekend_still_fits() -> None:
    view = viewing.content(_a_weekend_in_danger(), a_register(), UNNI, a_report(), (), (), at("10:00", "2026-11-30"))
    assert size(case.content(LOOK, view, STEPS)) <= LIMIT


def test_a_receipt_of_a_case_told_again_and_again_still_fits() -> None:
    view = receipts.receipt(a_report(), (_a_weekend_in_danger(),), (), a_register())
    assert size(receipt.receipt(LOOK, view)) <= LIMIT


def test_a_receipt_for_a_whole_class_still_fits_e10() -> None:
    lines = (a_line(status=Status.ACKNOWLEDGED),) * 35
    assert size(receipt.receipt(LOOK, a_receipt(cases=lines))) <= LIMIT


def test_a_receipt_for_as_many_students_as_can_be_written_still_fits() -> None:
    assert size(receipt.receipt(LOOK, a_receipt(cases=(a_line(),) * 10))) <= LIMIT


def test_the_list_of_ones_own_with_several_students_each_still_fits() -> None:
    views = [a_receipt(cases=(a_line(),) * 4)] * 12
    assert size(receipt.mine(LOOK, views)) <= LIMIT


def test_the_names_of_forms_fields_are_the_steps_and_never_numbers() -> None:
    for flow in FLOWS:
        for page in flow.pages:
            card = a_page(LOOK, flow, page, "x", "Ola", wrong=False)
            inputs = [o["id"] for o in walk(card) if str(o.get("type", "")).startswith("Input.")]
            asked = (s for s in page.steps if not isinstance(s.input, Carried) and not getattr(s.input, "taps", False))
            assert inputs == [s.id for s in asked]


def test_every_language_says_its_own_words_on_every_card() -> None:
    for surface in Surface:
        by_language = [_drawn(Look(language, surface)) for language in LANGUAGES]
        for name in by_language[0]:
            assert len({shown(cards[name]) for cards in by_language}) == len(LANGUAGES), name


# Parts: everything that was told can be read, a piece at a time


def _parts(draw: Callable[[int], Card]) -> list[Card]:
    """Every part, as somebody reads them who presses the button for more until there is none."""
    cards = [draw(0)]
    while (onward := [b for b in actions(cards[-1]) if "part" in b["data"]]) and len(cards) < 50:
        cards.append(draw(whole_number(onward[0]["data"]["part"])))
    return cards


def test_a_long_case_is_read_in_parts_that_leave_nothing_out() -> None:
    stories = [f"{n} " + "æ" * 4990 for n in range(8)]
    view = content("x", told=tuple(Told(TEN, {"what": story}) for story in stories))
    cards = _parts(lambda part: case.content(LOOK, view, STEPS, part))
    assert len(cards) > 2
    assert max(map(size, cards)) <= LIMIT
    read = [line for card in cards for line in shown(card).split("\n")]
    assert [line for line in read if line in stories] == stories
    assert "åpnet" in shown(cards[-1]) or "bekreftet av" in shown(cards[-1])


def test_a_long_list_of_ones_own_is_read_in_parts_that_leave_nothing_out() -> None:
    views = [a_receipt(report=f"r{n}", cases=(a_line(reference=f"2026-{n:05}"),) * 3) for n in range(60)]
    cards = _parts(lambda part: receipt.mine(LOOK, views, part))
    assert max(map(size, cards)) <= LIMIT
    read = " ".join(shown(card) for card in cards)
    assert all(f"2026-{n:05}" in read for n in range(60))


def test_what_may_be_done_stands_on_every_part_of_a_case() -> None:
    view = content("x", told=tuple(Told(TEN, {"what": "æ" * 5000}) for _ in range(6)))
    for card in _parts(lambda part: case.content(LOOK, view, STEPS, part)):
        assert "case.recuse" in buttons(card)


@pytest.mark.parametrize("part", [-1, 999])
def test_a_part_that_does_not_exist_is_one_that_does(part: int) -> None:
    assert shown(case.content(LOOK, content("x"), STEPS, part)) == shown(case.content(LOOK, content("x"), STEPS))


@pytest.mark.parametrize(("said", "part"), [("3", 3), ("", 0), ("-1", 0), ("1e3", 0), ("9999", 0), ("²", 0), ("٣", 0)])
def test_a_parts_number_can_be_written_by_anybody(said: str, part: int) -> None:
    assert whole_number(said) == part


def test_a_receipt_with_ten_students_and_every_receiver_and_many_additions_still_fits() -> None:
    line = a_line("Randi Ås Lund-Vik", delivered=((Role.PRINCIPAL, TEN),) * 6)
    view = a_receipt("Fjellvik videregående skole", cases=(line,) * 10, added=(TEN,) * 40)
    assert size(receipt.receipt(LOOK, view)) <= LIMIT
