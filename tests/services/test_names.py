"""Who told, and to whom word of it goes: over the real record, with nobody's name where it is held apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain import codes
from domain.case import Case
from domain.deeds import DEEDS
from domain.delivery import Card, Conversation, State
from domain.note import Note
from domain.origin import Behind, Door, Naming, Origin, Teller
from domain.people import PersonId
from domain.report import ByStaff, Report
from domain.views import Content, Involved
from services import casework, delivering, handling, nudging, reporting
from services.delivering import Landed, Parcel, Refused
from services.ports import House
from services.reporting import Submission
from storage.store import Store
from tests.builders import DAG, EMIL, FJELLVIK, NAMES, NORA, RANDI, TEN, a_register
from tests.fresh import open_store

TOKEN = "a" * 32
AUTHOR = codes.author(TOKEN)
NAME = NAMES[EMIL]
IN_CONFIDENCE = Origin(Teller.STUDENT, Door.TEAMS, Naming.CONFIDENTIAL, about_self=True)
NAMELESS = Origin(Teller.STUDENT, Door.PAGE, Naming.UNNAMED, about_self=True)
NAMED = Origin(Teller.STUDENT, Door.TEAMS, Naming.NAMED, about_self=True)


@dataclass
class Here:
    store: Store
    now: datetime = TEN
    count: int = 0
    house: House = field(init=False)

    def __post_init__(self) -> None:
        self.house = House(a_register(), self._mint, lambda letters: letters[self.count % len(letters)])

    def _mint(self) -> str:
        self.count += 1
        return f"{self.count:032x}"

    def do(self, unit: Any) -> Any:
        self.now += timedelta(minutes=1)
        return self.store.run(unit).result(10)

    def tells(self, origin: Origin, here: bool = True) -> tuple[Report, Case]:
        who = EMIL if origin == NAMED else AUTHOR
        behind = Behind(AUTHOR, EMIL, NAME, here) if origin == IN_CONFIDENCE else None
        told = Submission(
            codes.kept(TOKEN), FJELLVIK, who, NAME if origin == NAMED else "", ByStaff.NO, False, ("",), frozenset(),
            {"what": "Jeg spiser alene.", "here": str(here).lower()}, origin=origin, behind=behind,
        )  # fmt: skip
        report = self.do(lambda work: reporting.submit(work, self.house, told, self.now))
        (case,) = self.do(lambda work: work.cases_of(report.id))
        self.do(lambda work: work.keep_conversation(Conversation(EMIL, "chat-emil", "https://x.example/", "nb", TEN)))
        self.do(lambda work: handling.acknowledge(work, self.house, case.id, RANDI, self.now))
        self.opens(case, RANDI)
        return report, case

    def opens(self, case: Case, who: PersonId) -> Content | None:
        found: Content | None = self.do(lambda work: handling.open_case(work, self.house, case.id, who, self.now))
        return found

    def writes(self, case: Case, who: PersonId, action: str, **answers: str) -> Any:
        note = Note(case.id, f"{self.count:032x}-{action}", action, who, self.now, answers)
        return self.do(lambda work: casework.record(work, self.house, answers, note))

    def parcels(self) -> list[Parcel]:
        """What goes to whoever told, in the air."""
        taken = self.do(lambda work: delivering.take(work, self.house, self.now)[0])
        return [p for p in taken if p.delivery.card is Card.ANSWER]


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    with open_store(tmp_path) as store:
        yield Here(store)


def test_the_name_is_read_by_the_one_who_has_opened_it_and_by_nobody_else(here: Here) -> None:
    _, case = here.tells(IN_CONFIDENCE)
    before = here.opens(case, RANDI)
    assert before
    assert before.involved.teller
    assert (before.involved.teller.name, before.involved.reporter) == ("", "")
    after = here.writes(case, RANDI, "open_name", name_why="Det haster.")
    assert isinstance(after, Content)
    assert after.involved.teller
    assert (after.involved.teller.name, after.involved.teller.is_opened) == (NAME, True)


def test_the_entry_in_the_audit_stands_before_the_reading_that_shows_the_name(here: Here) -> None:
    _, case = here.tells(IN_CONFIDENCE)
    here.writes(case, RANDI, "open_name", name_why="Det haster.")
    found = here.do(lambda work: work.readings_of(case.id))
    assert [h.what for h in found][-2:] == ["open_name", "read"]


def test_where_nobody_knows_who_it_was_there_is_nothing_to_open(here: Here) -> None:
    _, case = here.tells(NAMELESS)
    refused = here.writes(case, RANDI, "open_name", name_why="Det haster.")
    assert [gate.id for gate in refused.missing] == ["name_is_held"]


def test_the_habilitet_question_names_nobody_either(here: Here) -> None:
    _, case = here.tells(IN_CONFIDENCE)
    found = here.do(lambda work: handling.involved(work, here.house, case.id, RANDI, here.now))
    assert isinstance(found, Involved)
    assert NAME not in repr(found)


@pytest.mark.parametrize("who", [DAG, NORA, EMIL, AUTHOR])
def test_whoever_may_not_is_refused_and_nothing_is_written(here: Here, who: PersonId) -> None:
    _, case = here.tells(IN_CONFIDENCE)
    assert here.writes(case, who, "open_name", name_why="Det haster.") is None
    assert here.do(lambda work: [n for n in work.notes(case.id) if n.action == "open_name"]) == []


@pytest.mark.parametrize("origin", [NAMED, IN_CONFIDENCE])
@pytest.mark.parametrize("wants", [True, False])
def test_a_question_is_told_in_teams_to_one_who_chose_it(here: Here, origin: Origin, wants: bool) -> None:
    _, case = here.tells(origin, wants)
    here.writes(case, RANDI, "ask_teller", ask_words="Når er det verst?")
    assert [(p.delivery.alert, p.to and p.to.person) for p in here.parcels()] == [(nudging.ANSWERED, EMIL)] * wants


def test_an_opened_name_is_told_whatever_they_chose(here: Here) -> None:
    report, case = here.tells(IN_CONFIDENCE, here=False)
    here.writes(case, RANDI, "open_name", name_why="Det haster.")
    (parcel,) = here.parcels()
    assert (parcel.delivery.alert, parcel.delivery.person) == (nudging.NAME_OPENED, report.reporter)


def test_nobody_is_sought_out_for_what_was_told_on_the_open_page(here: Here) -> None:
    _, case = here.tells(NAMELESS)
    here.writes(case, RANDI, "ask_teller", ask_words="Når er det verst?")
    assert here.parcels() == []


def test_no_other_form_sends_anything_to_whoever_told(here: Here) -> None:
    report, case = here.tells(IN_CONFIDENCE)

    def unit(work: Any) -> None:
        for action in DEEDS.keys() - nudging._ALERTS.keys():
            nudging.after(work, case, action, here.now)

    here.do(unit)
    assert here.parcels() == []
    assert report.reporter == AUTHOR


def test_word_that_does_not_arrive_is_dropped_and_nobody_is_told_instead(here: Here) -> None:
    _, case = here.tells(IN_CONFIDENCE)
    here.writes(case, RANDI, "ask_teller", ask_words="Når er det verst?")
    (parcel,) = here.parcels()
    before = here.do(lambda work: work.case(case.id)).version
    here.do(lambda work: delivering.settle(work, here.house, [Landed(parcel, Refused(), here.now)]))
    assert here.do(lambda work: work.case(case.id)).version == before
    assert here.do(lambda work: work.outbox_state())[State.DROPPED] >= 1
    assert State.RAISED not in here.do(lambda work: work.outbox_state())


def test_one_whose_chat_is_gone_is_not_sought_by_the_word_that_stands_for_them(here: Here) -> None:
    _, case = here.tells(IN_CONFIDENCE)
    here.do(lambda work: work._connection.exec_driver_sql("DELETE FROM conversations"))
    here.do(lambda work: work._known.conversations.clear())
    here.writes(case, RANDI, "ask_teller", ask_words="Når er det verst?")
    assert here.parcels() == []
