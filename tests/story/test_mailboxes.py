"""Away by their mailbox: the deputy is told at once when that is certain, both when it is not; nobody waits for it."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest

from bot.doctor import unread
from bot.mailboxes import OFTEN, SELDOM
from cards.absence import SIGNS
from cards.case import WHAT_HAPPENED
from demo.graph_port import Fault
from domain.calendars import AutomaticReply, Span
from domain.mailbox import UNSURE_AFTER
from domain.people import Sign
from services.jobs import ReadAbsence, ReadSchedules, Why
from tests.story.conftest import Begin
from tests.story.reading import buttons, words
from tests.story.theatre import Someone, Theatre

ON = AutomaticReply(True)


def on_monday(first: int, last: int) -> Span:
    """Hours on the clock in Oslo, that Monday in November."""
    return Span(*(datetime(2026, 11, 23, hour - 1, tzinfo=UTC) for hour in (first, last)))


WEEK = AutomaticReply(True, Span(datetime(2026, 11, 20, 15, tzinfo=UTC), datetime(2026, 11, 28, tzinfo=UTC)))


async def begun(begin: Begin) -> Theatre:
    """Monday at ten, in a tenant with mailboxes."""
    theatre = await begin()
    await theatre.stage.stop()
    theatre.stage.join_tenant()
    await theatre.stage.go_on()
    return theatre


async def sets(theatre: Theatre, one: Someone, reply: AutomaticReply, *out: Span) -> None:
    """Somebody has set this in Outlook, and the next reading has come."""
    tenant = theatre.stage.tenant
    assert tenant
    tenant.world.change(one.id, automatic_reply=reply, occupied=())
    for span in out:
        tenant.world.occupy(tenant.world.person(one.id).member.address, span, is_away=True)
    theatre.stage.varsle.mailboxes.ask()
    await theatre.settle()


def heard(theatre: Theatre, *names: str) -> list[int]:
    return [len(theatre.someone(name).doorbells) for name in names]


def seen_away(theatre: Theatre) -> list[str]:
    return [entry["reason"] for entry in theatre.audit() if entry["action"] == "case:seen_away"]


async def test_e7_an_automatic_reply_for_the_week_sends_a_new_report_to_the_deputy_at_once(begin: Begin) -> None:
    theatre = await begun(begin)
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await sets(theatre, randi, WEEK)
    assert "Leses av rektors stedfortreder (Dag Lund)" in await tor.tells()
    await theatre.settle()

    assert heard(theatre, "Randi Ås", "Dag Lund") == [0, 1]
    assert "Du får denne fordi den som ellers skulle hatt den, er borte." in words(dag.last)
    assert seen_away(theatre) == [f"{randi.id} automatic_reply"]
    await dag.presses("Bekreft mottak", on="Sak 20")
    await dag.opens_case()
    assert "Randi Ås: automatisk svar i Outlook" in dag.reads


async def test_e7_an_alert_that_waits_for_rektor_goes_to_the_deputy_when_rektor_turns_out_to_be_away(
    begin: Begin,
) -> None:
    theatre = await begun(begin)
    randi = theatre.someone("Randi Ås")
    await theatre.someone("Tor Vik").tells()
    await theatre.settle()
    assert heard(theatre, "Randi Ås", "Dag Lund") == [1, 0]
    await sets(theatre, randi, ON)

    assert heard(theatre, "Randi Ås", "Dag Lund") == [1, 1]
    assert seen_away(theatre) == [f"{randi.id} automatic_reply"]
    await randi.presses("Bekreft mottak", on="Sak 20")
    await theatre.settle()
    assert "Bekreftet av Randi Ås" in theatre.someone("Tor Vik").receipt


async def test_e7_when_unsure_both_are_told(begin: Begin) -> None:
    theatre = await begun(begin)
    await sets(theatre, theatre.someone("Randi Ås"), ON)
    await theatre.someone("Tor Vik").tells()
    await theatre.settle()

    assert heard(theatre, "Randi Ås", "Dag Lund") == [1, 1]


async def test_e7_out_of_office_for_the_rest_of_the_day_makes_an_automatic_reply_certain_until_it_ends(
    begin: Begin,
) -> None:
    theatre = await begun(begin)
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await sets(theatre, randi, ON, on_monday(9, 16))
    await tor.tells()
    await theatre.settle()
    assert heard(theatre, "Randi Ås", "Dag Lund") == [0, 1]

    await sets(theatre, randi, AutomaticReply(False), on_monday(9, 11))
    await theatre.wait(minutes=61)
    await tor.tells(student="Kari Dal 2STB")
    await theatre.settle()
    assert len(randi.doorbells) == 1


async def test_e7_both_away_by_their_mailboxes_are_both_told_and_the_owner_with_them(begin: Begin) -> None:
    theatre = await begun(begin)
    for name in ("Randi Ås", "Dag Lund"):
        await sets(theatre, theatre.someone(name), WEEK)
    await theatre.someone("Tor Vik").tells()
    await theatre.settle()

    assert heard(theatre, "Randi Ås", "Dag Lund", "Unni Berg") == [1, 1, 1]


async def test_e7_the_one_whose_mailbox_it_is_sees_it_and_says_that_they_are_here(begin: Begin) -> None:
    theatre = await begun(begin)
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await sets(theatre, randi, WEEK)
    await randi.says("hei")
    assert "Det ser ut til at du er borte til og med fredag 27. november 2026 (automatisk svar i Outlook)" in words(
        randi.last
    )
    await dag.says("hei")
    assert "Randi Ås er borte til og med fredag 27. november 2026 (automatisk svar i Outlook)." in words(dag.last)
    assert "Jeg er tilbake" in buttons(randi.last)

    await randi.says("tilbake")
    assert "Velkommen tilbake" in words(randi.last)
    assert "Leses av rektor (Randi Ås)" in await tor.tells()
    await theatre.wait(hours=20)
    theatre.stage.varsle.mailboxes.ask()
    await theatre.settle()
    assert "Leses av rektor (Randi Ås)" in await tor.tells(student="Kari Dal 2STB")

    await sets(theatre, randi, ON)
    await dag.says("hei")
    assert "Randi Ås er kanskje borte i dag (automatisk svar i Outlook)." in words(dag.last)


async def test_an_outage_delays_nothing_and_what_was_read_before_it_fades(begin: Begin) -> None:
    theatre = await begun(begin)
    tor, tenant = theatre.someone("Tor Vik"), theatre.stage.tenant
    assert tenant
    await sets(theatre, theatre.someone("Randi Ås"), WEEK)
    tenant.faults.plan(Fault.LATER, None, None)
    await theatre.wait(hours=1)
    await tor.tells()
    await theatre.settle()
    assert heard(theatre, "Randi Ås", "Dag Lund") == [0, 1]

    await theatre.wait(hours=1, minutes=1)
    await tor.tells(student="Kari Dal 2STB")
    await theatre.settle()
    assert heard(theatre, "Randi Ås")[0] >= 1

    (finding,) = unread((await theatre.ready())["absence"])
    assert "mailboxes cannot be read since 2026-11-23T" in str(finding)
    await theatre.wait(days=1)
    assert "Leses av rektor (Randi Ås)" in await tor.tells(student="Per Li 2STB")
    tenant.faults.clear()
    await theatre.wait(minutes=6)
    assert "Leses av rektors stedfortreder (Dag Lund)" in await tor.tells(student="Ida Ro 2STB")
    assert list(unread((await theatre.ready())["absence"])) == []


async def test_a_graph_that_never_answers_holds_no_report_back(begin: Begin) -> None:
    theatre = await begin()
    await theatre.stage.stop()
    theatre.stage.join_tenant()
    tenant = theatre.stage.tenant
    assert tenant
    tenant.faults.plan(Fault.LATER, None, None)
    await theatre.stage.go_on()
    assert "Leses av rektor (Randi Ås)" in await theatre.someone("Tor Vik").tells()
    await theatre.settle()

    assert heard(theatre, "Randi Ås", "Dag Lund") == [1, 0]
    asked = [job for job in tenant.asked if isinstance(job, ReadAbsence)]
    assert len(asked) <= 6


@pytest.mark.parametrize(("job", "code"), [(ReadAbsence, "automatic_reply"), (ReadSchedules, "calendar")])
async def test_a_missing_grant_is_said_once_in_plain_words_and_the_other_half_is_read(
    begin: Begin, caplog: pytest.LogCaptureFixture, job: type, code: str
) -> None:
    theatre = await begin()
    await theatre.stage.stop()
    theatre.stage.join_tenant()
    tenant = theatre.stage.tenant
    assert tenant
    tenant.faults.plan(Fault.REFUSE, job, None, Why.NO_ACCESS)
    with caplog.at_level(logging.INFO, "bot"):
        await theatre.stage.go_on()
        await sets(theatre, theatre.someone("Randi Ås"), WEEK, on_monday(9, 16))
        await theatre.wait(hours=2)
    lines = [r.getMessage() for r in caplog.records if "absence is not read" in r.getMessage()]
    assert len(lines) == 1
    assert "grant the Exchange application role" in lines[0]
    state = (await theatre.ready())["absence"]
    assert set(state["refused"]) == {f"{code}:no_access"}
    (finding,) = unread(state)
    assert finding.well
    assert str(finding).startswith("LOOK  Varsle may not see")

    await theatre.someone("Tor Vik").tells()
    await theatre.settle()
    assert heard(theatre, "Dag Lund") == [1]


async def test_who_has_no_mailbox_is_as_if_nobody_had_asked(begin: Begin) -> None:
    theatre = await begun(begin)
    randi, tenant = theatre.someone("Randi Ås"), theatre.stage.tenant
    assert tenant
    tenant.world.change(randi.id, has_mailbox=False)
    theatre.stage.varsle.mailboxes.ask()
    await theatre.settle()
    assert "Leses av rektor (Randi Ås)" in await theatre.someone("Tor Vik").tells()
    assert list(unread((await theatre.ready())["absence"])) == []


async def test_only_receivers_are_read_about_and_nothing_of_what_they_write(begin: Begin) -> None:
    theatre = await begun(begin)
    await sets(theatre, theatre.someone("Randi Ås"), WEEK, on_monday(9, 16))
    asked = {job.person for job in theatre.stage.tenant.asked if isinstance(job, ReadAbsence)}
    assert asked == {theatre.someone("Randi Ås").id, theatre.someone("Dag Lund").id}
    names = [row[1] for row in theatre.stage.rows("PRAGMA table_info(mailboxes)")]
    assert names == ["person", "read_at", "since", "replies", "starts", "ends", "out"]
    assert theatre.count("mailboxes") == 2


async def test_it_is_not_read_more_often_than_said(begin: Begin) -> None:
    theatre = await begun(begin)
    tenant = theatre.stage.tenant
    assert tenant

    def rounds() -> int:
        return len([job for job in tenant.asked if isinstance(job, ReadAbsence)]) // 2

    await theatre.settle()
    before = rounds()
    await theatre.wait_minute_by_minute(60)
    assert rounds() - before == 4


async def test_somebody_in_danger_at_night_has_the_mailboxes_read_at_once(begin: Begin) -> None:
    """At eight in the evening they are read each hour; what rektor set in Outlook since is known when it matters."""
    theatre = await begun(begin)
    randi, tenant = theatre.someone("Randi Ås"), theatre.stage.tenant
    assert tenant
    await theatre.wait(hours=10)
    tenant.world.change(randi.id, automatic_reply=ON)
    await theatre.wait(minutes=6)
    await theatre.someone("Tor Vik").tells(danger="yes")
    await theatre.wait_minute_by_minute(2)

    assert heard(theatre, "Randi Ås", "Dag Lund") == [1, 1]


async def test_what_a_mailbox_said_outlives_the_process(begin: Begin) -> None:
    theatre = await begun(begin)
    await sets(theatre, theatre.someone("Randi Ås"), WEEK)
    await theatre.stage.stop()
    theatre.stage.tenant.faults.plan(Fault.LATER, None, None)
    await theatre.stage.go_on()

    assert "Leses av rektors stedfortreder (Dag Lund)" in await theatre.someone("Tor Vik").tells()


async def test_the_log_tells_of_numbers_and_of_nobody(begin: Begin, caplog: pytest.LogCaptureFixture) -> None:
    theatre = await begun(begin)
    randi = theatre.someone("Randi Ås")
    with caplog.at_level(logging.INFO, "bot.mailboxes"):
        await sets(theatre, randi, ON)
        await sets(theatre, randi, AutomaticReply(False))
    said = [r.getMessage() for r in caplog.records if r.name == "bot.mailboxes"]
    assert said == ["away by their mailboxes: 1, of whom 1 perhaps", "away by their mailboxes: 0, of whom 0 perhaps"]


@pytest.mark.parametrize("sign", list(Sign))
def test_each_sign_has_words_in_three_languages(sign: Sign) -> None:
    for text in (SIGNS[sign], WHAT_HAPPENED[sign]):
        assert "Outlook" in text.nb
        assert "Outlook" in text.nn
        assert "Outlook" in text.en


def test_the_cadence_keeps_a_reading_certain_between_rounds() -> None:
    assert OFTEN < SELDOM < UNSURE_AFTER
