"""The year wheel: a quiet card when it is time, one press when it is done, and rektor sees how the year stands."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.occasions import Kind, Occasion
from domain.people import Person, Post, Register, Role
from domain.wheel import Row, Step
from services import wheel
from tests.story.conftest import Begin
from tests.story.house import AT_SOLVIK, FJELLVIK, GUEST, SOLVIK, STUDENT, with_another_school, with_people, with_wheel
from tests.story.reading import buttons, foreign, words
from tests.story.theatre import Someone, Theatre

SUNDAY_EVENING = datetime(2026, 11, 29, 19, 0, tzinfo=UTC)
NOT_YOURS = "Dette er ikke noe du kan merke"
TIME_NOW = "dette er det tid for nå"
WEEK_49, DECEMBER = Occasion(Kind.WEEK, 49, 49), Occasion(Kind.MONTH, 12, 12)
SURVEY = Row("F-04", "Elevundersøkelsen", "Uke 49", (WEEK_49,), ("contact_teacher",), about="I klassens time.")
PORRIDGE = Row("F-05", "Grøtfest", "Desember", (DECEMBER,), with_=("Elevrådet",))
MEETINGS = Row("F-06", "Trinnmøter", "Uke 49", (WEEK_49,), ("department_head", "deputy"))
LIBRARY = Row("F-08", "Skolebiblioteket", "Hele året", (Occasion(Kind.ALWAYS),), ("contact_teacher",))
LESSONS = Row("F-07", "Klassens time", "3 ganger", (Occasion(Kind.TIMES, 3, 3),), ("contact_teacher",))
BRIEFING = Row("F-01", "Gjennomgang av plikten", "Når noen begynner", (Occasion(Kind.JOINS),), ("principal",))
ANOTHER_TEACHER = Person(
    "7d3e1a50-0000-4000-8000-000000000031", "Mona Lie", frozenset({Post(FJELLVIK, Role.CONTACT_TEACHER)})
)


async def monday_morning(begin: Begin, register: Register) -> Theatre:
    """From Sunday evening until a moment past eight on Monday."""
    theatre = await begin(register, SUNDAY_EVENING)
    await theatre.wait(hours=12, seconds=2)
    return theatre


def wheel_cards(one: Someone) -> list[str]:
    return [words(m.card or {}) for m in one.cards_with(TIME_NOW)]


async def looks(one: Someone, *turns: str) -> str:
    """What stands in the wheel for them, on the first page or where they turn."""
    one.closes_dialog()
    await one.says("hei")
    await one.presses("Årshjulet", on="Hei!")
    for button in turns:
        await one.presses(button)
    return one.reads


def section(page: str, status: str) -> list[str]:
    """The lines under one status on a page, until the next."""
    lines = page.split("\n")
    statuses = {"Ikke merket som gjort", "Nå", "Kommer", "Gjort", "Løpende", "Ikke merket; gjøres bare ved behov"}
    starts = [i for i, line in enumerate(lines) if line == status]
    if not starts:
        return []
    rest = lines[starts[0] + 1 :]
    after = next((i for i, line in enumerate(rest) if line in statuses and line != "Gjort"), len(rest))
    return rest[:after]


async def test_those_responsible_get_one_card_when_the_school_opens_and_not_at_night(begin: Begin) -> None:
    theatre = await begin(with_wheel(SURVEY, LIBRARY), SUNDAY_EVENING)
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await theatre.wait(hours=11, minutes=59)
    assert wheel_cards(tor) == []
    await theatre.wait(minutes=1, seconds=2)
    (card,) = wheel_cards(tor)
    assert card.split("\n")[:5] == [
        f"Årshjulet: {TIME_NOW}", "Fjellvik videregående skole", "Elevundersøkelsen",
        "Uke 49 · 30. november–6. desember", "I klassens time.",
    ]  # fmt: skip
    assert "Skolebiblioteket" in card
    assert wheel_cards(randi) == []


async def test_what_is_done_with_one_press_rektor_sees(begin: Begin) -> None:
    theatre = await monday_morning(begin, with_wheel(SURVEY, MEETINGS))
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    assert section(await looks(randi), "Nå")[0] == "Elevundersøkelsen"
    await tor.presses("Gjort", on=TIME_NOW)

    assert tor.taps == 1
    assert "Gjort av Tor Vik mandag 30. november 2026 kl. 08.00" in words(tor.last)
    assert list(buttons(tor.last)) == ["Angre", "Årshjulet"]
    overview = await looks(randi)
    assert "Gjort: 1" in overview
    assert section(overview, "Nå")[0] == "Trinnmøter"
    desember = await looks(randi, "Måned for måned")
    assert "Gjort av Tor Vik" in desember
    assert [(e["actor"], e["action"], e["case"], e["reason"]) for e in theatre.audit() if "wheel" in e["action"]] == [
        (tor.id, "wheel:marked", "F-04//week:49", f"2026/27 {tor.id} 1")
    ]


async def test_what_is_not_done_is_late_and_nobody_is_reminded_or_told_instead(begin: Begin) -> None:
    theatre = await monday_morning(begin, with_wheel(SURVEY))
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    everybody = [theatre.someone(p.name) for p in theatre.stage.teams.chats.people.values()]
    before = sum(len(one.cards) for one in everybody)
    await theatre.wait(days=8)

    assert section(await looks(randi), "Ikke merket som gjort")[0] == "Elevundersøkelsen"
    assert len(wheel_cards(tor)) == 1
    assert sum(len(one.cards) for one in everybody) == before + 1  # rektor's own greeting


async def test_a_wish_is_shown_to_nobody(begin: Begin) -> None:
    theatre = await monday_morning(begin, with_wheel(SURVEY, wishes=("Kanariyoga",)))
    randi = theatre.someone("Randi Ås")
    pages = [await looks(randi), await looks(randi, "Hele året"), await looks(randi, "Måned for måned")]
    await theatre.wait(days=30)
    assert "Kanari" not in "".join(pages) + "".join(s.body for s in theatre.wire.sent)


async def test_several_things_that_fall_due_the_same_day_are_one_card(begin: Begin) -> None:
    steps = (Step("Navneskilt"), Step("Klasseregler", by=("contact_teacher",)))
    theatre = await monday_morning(begin, with_wheel(SURVEY, LIBRARY, LESSONS, replace(MEETINGS, steps=steps)))
    (card,) = wheel_cards(theatre.someone("Tor Vik"))
    named = ("Elevundersøkelsen", "Skolebiblioteket", "Klassens time", "Trinnmøter: Klasseregler")
    assert [name for name in named if name not in card] == []
    assert "Navneskilt" not in card


async def test_what_goes_on_every_day_is_told_once_in_a_year(begin: Begin) -> None:
    theatre = await monday_morning(begin, with_wheel(LIBRARY))
    tor = theatre.someone("Tor Vik")
    await theatre.wait(days=60)
    assert len(wheel_cards(tor)) == 1
    assert "Gjort" not in buttons(tor.card_with(TIME_NOW).card or {})


async def test_nobody_is_told_again_when_the_bot_has_been_started_again(begin: Begin) -> None:
    theatre = await monday_morning(begin, with_wheel(SURVEY, LIBRARY))
    await theatre.stage.stop()
    await theatre.stage.go_on()
    await theatre.wait(days=2)
    assert len(wheel_cards(theatre.someone("Tor Vik"))) == 1


async def test_a_bot_that_was_not_running_that_morning_tells_the_next(begin: Begin) -> None:
    theatre = await begin(with_wheel(SURVEY), SUNDAY_EVENING)
    theatre.stage.sleep(days=1, hours=1)
    await theatre.wait(hours=11, seconds=2)
    assert len(wheel_cards(theatre.someone("Tor Vik"))) == 1


async def test_in_a_school_holiday_nobody_is_told(begin: Begin) -> None:
    christmas = Row("F-09", "Juleavslutning", "Uke 52", (Occasion(Kind.WEEK, 52, 52),), ("contact_teacher",))
    theatre = await begin(with_wheel(christmas), datetime(2026, 12, 20, 19, 0, tzinfo=UTC))
    tor = theatre.someone("Tor Vik")
    await theatre.wait(days=14)
    assert wheel_cards(tor) == []
    await theatre.wait(days=1)
    assert len(wheel_cards(tor)) == 1


# Who


async def test_where_the_plan_names_nobody_rektor_gets_it(begin: Begin) -> None:
    theatre = await begin(with_wheel(PORRIDGE), datetime(2026, 11, 30, 19, 0, tzinfo=UTC))
    await theatre.wait(hours=12, seconds=2)
    (card,) = wheel_cards(theatre.someone("Randi Ås"))
    assert "Grøtfest" in card
    assert wheel_cards(theatre.someone("Dag Lund")) == []


async def test_those_who_share_a_task_do_it_once(begin: Begin) -> None:
    theatre = await monday_morning(begin, with_wheel(MEETINGS))
    dag, siv = theatre.someone("Dag Lund"), theatre.someone("Siv Nes")
    old = siv.card_with(TIME_NOW)
    await dag.presses("Gjort", on=TIME_NOW)
    answer = await siv.presses_old(old, "Gjort")

    assert answer.card
    assert "Gjort av Dag Lund" in words(answer.card)
    assert [e["actor"] for e in theatre.audit() if e["action"] == "wheel:marked"] == [dag.id]


async def test_each_teacher_does_it_in_their_own_class(begin: Begin) -> None:
    theatre = await monday_morning(begin, with_wheel(SURVEY, register=with_people(ANOTHER_TEACHER)))
    tor, mona, randi = (theatre.someone(name) for name in ("Tor Vik", "Mona Lie", "Randi Ås"))
    await tor.presses("Gjort", on=TIME_NOW)
    assert "1 av 2 har gjort det" in await looks(randi)
    assert list(buttons(mona.last)) == ["Gjort", "Årshjulet"]
    await mona.presses("Gjort", on=TIME_NOW)
    assert "Gjort: 1" in await looks(randi)


async def test_rektor_says_for_the_whole_school_that_it_is_done_and_takes_it_back(begin: Begin) -> None:
    theatre = await monday_morning(begin, with_wheel(SURVEY, register=with_people(ANOTHER_TEACHER)))
    randi = theatre.someone("Randi Ås")
    await looks(randi)
    await randi.presses("Gjort for hele skolen")
    assert "Gjort: 1" in randi.reads
    assert section(randi.reads, "Nå") == []
    await randi.presses("Måned for måned")
    await randi.presses("Angre")
    assert "0 av 2 har gjort det" in randi.reads
    assert [e["action"] for e in theatre.audit() if "wheel" in e["action"]] == ["wheel:marked", "wheel:unmarked"]


async def test_a_card_waiting_for_one_who_no_longer_has_it_to_do_is_never_sent(begin: Begin) -> None:
    """At the moment of sending it is asked again: here somebody who shares it has been quicker."""
    theatre = await begin(with_wheel(MEETINGS), SUNDAY_EVENING)
    desk, dag = theatre.stage.varsle.desk, theatre.someone("Dag Lund")
    morning = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)

    def both(work: Any) -> None:
        assert wheel.send_cards(work, desk.house, FJELLVIK, morning) == 2
        assert wheel.mark(work, desk.house, dag.id, FJELLVIK, "F-06//week:49", morning)

    await desk.save(both)
    await theatre.wait(hours=12, seconds=2)
    assert [wheel_cards(theatre.someone(name)) for name in ("Dag Lund", "Siv Nes")] == [[], []]
    assert theatre.stage.rows("SELECT DISTINCT state FROM deliveries WHERE card = 'wheel'") == [("dropped",)]


async def test_one_whom_no_card_reaches_alarms_nobody(begin: Begin) -> None:
    theatre = await begin(with_wheel(SURVEY), SUNDAY_EVENING)
    theatre.stage.teams.block(theatre.someone("Tor Vik").person)
    await theatre.wait(hours=12, seconds=2)
    assert theatre.stage.rows("SELECT state FROM deliveries WHERE card = 'wheel'") == [("dropped",)]
    assert len(theatre.someone("Randi Ås").cards) == 1


# Times that are counted


async def test_what_is_done_several_times_counts_up_and_a_press_too_many_on_an_old_card_does_not(begin: Begin) -> None:
    theatre = await monday_morning(begin, with_wheel(LESSONS))
    tor = theatre.someone("Tor Vik")
    old = tor.card_with(TIME_NOW)
    kept = replace(old, card=dict(old.card or {}))
    for _ in range(2):
        await tor.presses_old(kept, "Gjort")
    assert "1 av 3 ganger" in words(tor.last)
    await tor.presses("Gjort", on=TIME_NOW)
    await tor.presses("Gjort", on=TIME_NOW)
    assert "3 av 3 ganger" in words(tor.last)
    assert "Gjort" not in buttons(tor.last)
    await tor.presses("Angre", on=TIME_NOW)
    assert "2 av 3 ganger" in words(tor.last)


# When a person joins


async def test_s1_1_rektor_is_told_when_somebody_new_has_begun_and_only_once(begin: Begin) -> None:
    theatre = await begin(with_wheel(BRIEFING, register=with_people(ANOTHER_TEACHER)))
    desk, randi = theatre.stage.varsle.desk, theatre.someone("Randi Ås")
    for _ in range(2):
        await desk.save(lambda w: wheel.joined(w, desk.house, FJELLVIK, ANOTHER_TEACHER.id, desk.now()))
    await theatre.settle()

    (card,) = wheel_cards(randi)
    assert "Mona Lie har begynt på skolen." in card
    assert "Gjennomgang av plikten" in card
    await randi.presses("Gjort", on=TIME_NOW)
    assert "Gjort av Randi Ås" in words(randi.last)
    assert "Merket som gjort: 1" in await looks(randi, "Hele året")
    assert "Mona" not in str([s.activity.get("summary") for s in theatre.wire.sent])


async def test_a_new_student_is_nobody_the_plan_means(begin: Begin) -> None:
    theatre = await begin(with_wheel(BRIEFING, register=with_people(STUDENT)))
    desk = theatre.stage.varsle.desk
    assert await desk.save(lambda w: wheel.joined(w, desk.house, FJELLVIK, STUDENT.id, desk.now())) == 0


# Who sees what, and who may not


async def test_others_see_what_is_theirs_when_they_write_arshjulet(begin: Begin) -> None:
    theatre = await monday_morning(begin, with_wheel(SURVEY, MEETINGS, LIBRARY))
    tor, unni = theatre.someone("Tor Vik"), theatre.someone("Unni Berg")
    await tor.says("Årshjul")
    own = words(tor.last)
    assert "Elevundersøkelsen" in own
    assert "Skolebiblioteket" in own
    assert "Trinnmøter" not in own
    await unni.says("årshjulet")
    assert "Det er ikke noe i årshjulet for deg." in words(unni.last)


async def test_ruling_7_guests_students_and_strangers_get_nothing_and_see_nothing(begin: Begin) -> None:
    everybodys = Row("F-09", "Følge med", "Hver dag", (Occasion(Kind.EVERY, word="day"),), ("everybody",))
    theatre = await monday_morning(begin, with_wheel(everybodys, register=with_people(GUEST, STUDENT)))
    guest, student = (theatre.someone(p.name) for p in (GUEST, STUDENT))
    stranger = await theatre.stranger()
    for one in (guest, student, stranger):
        assert wheel_cards(one) == []
        assert "Følge med" not in await one.forges("wheel.show", school=FJELLVIK)
    assert len(wheel_cards(theatre.someone("Jon Eik"))) == 1


async def test_only_those_responsible_and_the_leadership_may_mark_and_a_refusal_is_written(begin: Begin) -> None:
    theatre = await monday_morning(begin, with_wheel(SURVEY))
    jon, tor = theatre.someone("Jon Eik"), theatre.someone("Tor Vik")
    asked = {"school": FJELLVIK, "row": "F-04", "step": "", "when": "week:49"}
    assert NOT_YOURS in await jon.forges("wheel.done", **asked, whole="school")
    assert NOT_YOURS in await tor.forges("wheel.done", **{**asked, "row": "F-99"})
    assert theatre.count("wheel_marks") == 0
    refused = [(e["actor"], e["action"], e["outcome"]) for e in theatre.audit() if e["outcome"] == "refused"]
    assert refused == [(jon.id, "wheel:marked", "refused"), (tor.id, "wheel:marked", "refused")]


async def test_a_teacher_cannot_mark_for_the_whole_school_nor_take_anothers_mark_back(begin: Begin) -> None:
    theatre = await monday_morning(begin, with_wheel(SURVEY, register=with_people(ANOTHER_TEACHER)))
    tor, mona = theatre.someone("Tor Vik"), theatre.someone("Mona Lie")
    asked = {"school": FJELLVIK, "row": "F-04", "step": "", "when": "week:49"}
    await tor.forges("wheel.done", **asked, whole="school")
    assert theatre.stage.rows("SELECT whose FROM wheel_marks") == [(tor.id,)]
    assert NOT_YOURS in await mona.forges("wheel.undo", **asked, whose=tor.id, n="1")
    assert theatre.count("wheel_marks") == 1


@pytest.mark.parametrize(
    "forged",
    [
        {"page": "٣"}, {"page": "13"}, {"page": "card", "card": "2026-11-30"}, {"part": "99"}, {"school": "?"},
        {"page": {}, "school": 7},
    ],
)  # fmt: skip
async def test_whatever_a_client_asks_for_is_a_page_that_exists(begin: Begin, forged: dict[str, Any]) -> None:
    theatre = await monday_morning(begin, with_wheel(SURVEY))
    said = await theatre.someone("Randi Ås").forges("wheel.show", **{"school": FJELLVIK, **forged})
    assert "Skoleåret 2026/27. Planens versjon: 2026" in said


async def test_one_school_sees_nothing_of_anothers_wheel(begin: Begin) -> None:
    theatre = await monday_morning(begin, with_wheel(SURVEY, register=with_another_school()))
    berit = theatre.someone(AT_SOLVIK[0].name)
    assert "Elevundersøkelsen" not in await berit.forges("wheel.show", school=FJELLVIK)
    asked = {"row": "F-04", "step": "", "when": "week:49", "whole": "school"}
    for school in (FJELLVIK, SOLVIK, "?"):
        assert NOT_YOURS in await berit.forges("wheel.done", school=school, **asked)
    assert theatre.count("wheel_marks") == 0


# How it is said


@pytest.mark.parametrize(("locale", "language"), [("nn-NO", "nn"), ("en-GB", "en")])
async def test_the_wheel_speaks_ones_own_language_and_the_plans_words_stay_as_they_are(
    begin: Begin, locale: str, language: Any
) -> None:
    theatre = await begin(with_wheel(SURVEY, PORRIDGE, LESSONS, replace(MEETINGS, by=("management",))), SUNDAY_EVENING)
    randi, tor = await theatre.installed("Randi Ås", "Tor Vik", locale=locale)
    for one in (randi, tor):
        theatre.stage.teams.chats.of(one.person).messages.clear()
    theatre.wire.sent.clear()
    await theatre.wait(hours=36, seconds=2)
    lines = {line for one in (randi, tor) for m in one.cards for line in words(m.card or {}).split("\n")}
    await randi.says("årshjulet")
    for page in ("", "12", "year"):
        lines |= set((await randi.forges("wheel.show", school=FJELLVIK, page=page)).split("\n"))
    summaries = {str(s.activity.get("summary")) for s in theatre.wire.sent if s.person in (randi.id, tor.id)}

    of_the_plan = {"Elevundersøkelsen", "Grøtfest", "Trinnmøter"}
    assert foreign((lines | summaries) - {"None"} - of_the_plan, language) == []
    assert of_the_plan <= lines


async def test_a_notification_and_the_log_name_neither_people_nor_rows(
    begin: Begin, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    theatre = await monday_morning(begin, with_wheel(SURVEY, LIBRARY))
    tor = theatre.someone("Tor Vik")
    await tor.presses("Gjort", on=TIME_NOW)
    bell = next(s.activity for s in theatre.sent_to(tor) if TIME_NOW in str(s.activity.get("summary")))
    assert bell["summary"] == f"Årshjulet: {TIME_NOW}"
    assert not [w for w in ("Tor Vik", "Elevundersøkelsen") if w in caplog.text]


async def test_rektor_copies_the_whole_year_into_a_spreadsheet_and_a_teacher_does_not(begin: Begin) -> None:
    theatre = await monday_morning(begin, with_wheel(SURVEY, PORRIDGE, LESSONS))
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    table = await looks(randi, "Eksporter")
    assert "Elevundersøkelsen\tUke 49" in table
    assert "Grøtfest\tDesember" in table
    await randi.presses("Oversikt")
    assert "Skoleåret 2026/27" in randi.reads
    assert NOT_YOURS in await tor.forges("wheel.export", school=FJELLVIK)
