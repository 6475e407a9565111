"""Mail to the owner beside the card: who gets one, how often it is tried, who is told when it is given up."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from domain.access import may_be_rung
from domain.case import Case, Event, Happened, Route, Status
from domain.clocks import Kind as Running
from domain.clocks import clocks
from domain.delivery import Card, Conversation, Delivery, State
from domain.note import Note
from domain.owner import OWNER, told_owner
from domain.people import PersonId, Register
from domain.profile import Owner
from domain.report import ByStaff
from services import casework, changing, delivering, drilling, handling, mailing, owner_notices, reminding, reporting
from services.changing import Accusation
from services.delivering import Arrived, Landed
from services.delivering import Refused as Blocked
from services.jobs import Done, Doubt, Later, Outcome, Refused, Why
from services.mailing import OUTSIDE, Letter
from services.ports import House
from services.reporting import Submission
from storage.store import Store
from tests.builders import DAG, FJELLVIK, KARI, NORA, RANDI, TEN, TOR, UNNI, a_case, a_person, a_register, a_school
from tests.fresh import open_store

T = TypeVar("T")
MINUTE = timedelta(minutes=1)
SENT: Done[None] = Done(None)
YES = {"serious": "serious", "serious_why": "Grove trusler.", "owner_answer": "here"}
REACHABLE = (a_person(UNNI, mail="unni.berg@fjellvik.example"), a_person(KARI, mail="kari.moe@fjellvik.example"))
OUTSIDE_SCHOOL = a_school(
    owner=Owner("Fjellvik fylkeskommune", "områdedirektøren, 99 88 77 66", True, "post@fylket.example")
)


class Post:
    """A case that Tor has told, and the mails beside its cards."""

    def __init__(self, store: Store, register: Register, by_staff: ByStaff, mails: bool) -> None:
        self.store, self.now = store, TEN
        self.house = House(register, lambda: secrets.token_hex(16), secrets.choice, mails)
        said = {"school": FJELLVIK, "student": "Ola", "what": "Alene.", "by_staff": by_staff, "danger": "no"}
        accused = frozenset({NORA} if by_staff is ByStaff.EMPLOYEE else ())
        told = Submission("t" * 32, FJELLVIK, TOR, "Tor Vik", by_staff, False, ("Ola",), accused, said)
        self.report = self.run(lambda work: reporting.submit(work, self.house, told, TEN))
        self.id = self.run(lambda work: work.cases_of(self.report.id))[0].id

    def run(self, unit: Callable[[Any], T]) -> T:
        return self.store.run(unit).result(10)

    @property
    def case(self) -> Case:
        found: Case | None = self.run(lambda work: work.case(self.id))
        assert found
        return found

    def rektor_tells_the_owner(self) -> None:
        self.rektor_takes_it()
        note = Note(self.id, secrets.token_hex(16), "assess", RANDI, self.now, YES)
        assert self.run(lambda work: casework.record(work, self.house, YES, note))

    def rektor_takes_it(self) -> None:
        self.run(lambda work: handling.acknowledge(work, self.house, self.id, RANDI, self.now))
        self.run(lambda work: handling.open_case(work, self.house, self.id, RANDI, self.now))

    def nobody_answers(self) -> None:
        """Rektor and the deputy keep silent until the owner has been told."""
        while not self.case.people(Event.ALERTED) & {UNNI, KARI}:
            self.now += 15 * MINUTE
            self.run(lambda work: reminding.remind(work, self.house, self.id, self.now))

    def letters(self) -> dict[PersonId, Letter]:
        found = self.run(lambda work: mailing.take(work, self.house, self.now, 9))
        return {letter.delivery.person: letter for letter in found}

    def settles(self, letter: Letter, outcome: Outcome[None]) -> bool:
        return self.run(lambda work: mailing.settle(work, self.house, letter, outcome, self.now))

    def cards(self) -> list[Delivery]:
        """What goes out in Teams; it all arrives."""
        parcels, _ = self.run(lambda work: delivering.take(work, self.house, self.now))
        chats = [Conversation(p.delivery.person, f"c-{p.delivery.person}", "https://x/", "nb", TEN) for p in parcels]
        landed = [
            Landed(p, Arrived(p.delivery.shown or f"m-{p.delivery.id}", chat), self.now)
            for p, chat in zip(parcels, chats, strict=True)
        ]
        self.run(lambda work: delivering.settle(work, self.house, landed))
        return [p.delivery for p in parcels]

    def happened(self, *what: str) -> list[tuple[str, PersonId | None, str]]:
        return [(h.what, h.who, h.note) for h in self.case.all(*what)]

    def mails(self) -> list[tuple[str, ...]]:
        asked = "SELECT person, state FROM deliveries WHERE card = 'mail' ORDER BY id"
        return self.run(lambda work: [tuple(row) for row in work._connection.exec_driver_sql(asked)])

    def unmailed(self) -> list[str]:
        asked = "SELECT person FROM deliveries WHERE card = 'unmailed' ORDER BY person"
        return self.run(lambda work: [row[0] for row in work._connection.exec_driver_sql(asked)])


Begin = Callable[..., Post]


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Begin]:
    with open_store(tmp_path) as store:
        yield lambda register=None, by_staff=ByStaff.NO, mails=True: Post(
            store, register or a_register(*REACHABLE), by_staff, mails
        )


# --- Who gets one


def test_a_leader_case_is_mailed_to_the_owner_contact_who_is_alerted_and_to_nobody_else(post: Begin) -> None:
    here = post(a_register(*REACHABLE, school=OUTSIDE_SCHOOL), ByStaff.LEADER)
    assert here.case.route is Route.LEADER
    (letter,) = here.letters().values()
    assert (letter.delivery.person, letter.address) == (UNNI, "unni.berg@fjellvik.example")
    assert here.mails() == [(UNNI, "waiting")]
    assert letter.reference == here.case.reference


def test_an_ordinary_report_is_mailed_to_nobody_until_the_owner_is_told(post: Begin) -> None:
    here = post()
    assert here.letters() == {}
    here.nobody_answers()
    assert set(here.letters()) == {UNNI}


def test_rektors_notice_goes_as_card_and_mail_to_each_at_the_owner(post: Begin) -> None:
    here = post()
    here.rektor_tells_the_owner()
    assert set(here.letters()) == {UNNI, KARI}
    assert {d.person for d in here.cards() if d.card is Card.OWNER_NOTICE} == {UNNI, KARI}


def test_without_a_mailbox_there_are_no_mails_and_the_same_cards(post: Begin) -> None:
    here = post(mails=False)
    here.rektor_tells_the_owner()
    assert here.mails() == []
    assert {d.person for d in here.cards() if d.card is Card.OWNER_NOTICE} == {UNNI, KARI}


def test_the_owner_outside_is_asked_to_ring_and_told_no_reference(post: Begin) -> None:
    here = post(a_register(*REACHABLE, school=OUTSIDE_SCHOOL))
    here.rektor_tells_the_owner()
    letter = here.letters()[OUTSIDE]
    assert (letter.address, letter.reference, letter.phone) == ("post@fylket.example", "", "99 11 22 33")


def test_p12_5_the_owner_outside_is_never_asked_to_ring_those_a_case_is_kept_from(post: Begin) -> None:
    here = post(a_register(*REACHABLE, school=OUTSIDE_SCHOOL))
    here.run(lambda work: handling.recuse(work, here.house, here.id, RANDI, here.now))
    here.nobody_answers()
    assert here.mails() == [(UNNI, "waiting")]


def test_the_school_is_not_rung_about_what_it_has_sent_on_or_what_its_leaders_may_not_have() -> None:
    house, leader = a_register(), a_case(route=Route.LEADER)
    assert may_be_rung(a_case(), house)
    assert not may_be_rung(leader, house)
    assert not may_be_rung(a_case(status=Status.FORWARDED), house)
    assert not may_be_rung(a_case(school="solvik"), house)
    assert may_be_rung(a_case(accused=frozenset({NORA})), house)


def test_a_drill_mails_nobody(post: Begin) -> None:
    here = post(a_register(*REACHABLE, school=OUTSIDE_SCHOOL))
    assert here.run(lambda work: drilling.start(work, here.house, FJELLVIK, RANDI, here.now))
    here.now += 5 * MINUTE
    assert UNNI in {d.person for d in here.cards() if d.card is Card.DRILL}
    assert here.mails() == []


# --- Asked again when it is sent


def test_an_owner_contact_who_says_that_they_are_disqualified_gets_no_mail_that_waits(post: Begin) -> None:
    here = post(by_staff=ByStaff.LEADER)
    here.run(lambda work: handling.recuse(work, here.house, here.id, UNNI, here.now))
    assert here.letters() == {}
    assert here.mails() == [(UNNI, "dropped")]


def test_an_accused_owner_contact_gets_no_mail_that_waits(post: Begin) -> None:
    here = post()
    here.rektor_tells_the_owner()
    note = Note(here.id, "n" * 32, "accuse", RANDI, here.now, {"by_staff": "employee"})
    found = Accusation(ByStaff.EMPLOYEE, frozenset({UNNI}))
    assert here.run(lambda work: changing.accuse(work, here.house, found, note))
    assert UNNI not in here.letters()


def test_one_who_has_left_the_owner_gets_no_mail_that_waits(post: Begin) -> None:
    here = post()
    here.rektor_tells_the_owner()
    here.house = replace(here.house, register=a_register(*REACHABLE, without=[UNNI]))
    assert set(here.letters()) == {KARI}


def test_what_becomes_about_a_leader_while_it_waits_rings_no_school(post: Begin) -> None:
    here = post(a_register(*REACHABLE, school=OUTSIDE_SCHOOL))
    here.rektor_tells_the_owner()
    note = Note(here.id, "n" * 32, "accuse", RANDI, here.now, {"by_staff": "leader"})
    here.run(lambda work: changing.accuse(work, here.house, Accusation(ByStaff.LEADER, frozenset({DAG})), note))
    assert OUTSIDE not in here.letters()


def test_nobody_is_called_by_mail_to_what_has_been_answered(post: Begin) -> None:
    here = post()
    here.rektor_tells_the_owner()
    here.run(lambda work: owner_notices.acknowledge(work, here.house, here.id, OWNER, KARI, here.now))
    assert here.letters() == {}
    assert {state for _, state in here.mails()} == {"dropped"}


# --- How it goes


def test_a_mail_that_is_sent_stands_in_the_history_and_meets_no_duty(post: Begin) -> None:
    here = post()
    here.rektor_tells_the_owner()
    for letter in here.letters().values():
        assert here.settles(letter, SENT)
    assert set(here.happened(Event.MAILED)) == {(Event.MAILED, UNNI, OWNER), (Event.MAILED, KARI, OWNER)}
    assert {state for _, state in here.mails()} == {State.SENT}
    assert told_owner(here.case, OWNER, here.house.register) is None
    running = clocks(here.case, here.house.register, here.now)
    assert [c.met_at for c in running if c.kind is Running.OWNER_NOTICE] == [None]

    here.run(lambda work: owner_notices.acknowledge(work, here.house, here.id, OWNER, KARI, here.now))
    assert told_owner(here.case, OWNER, here.house.register)


def test_a_leader_case_goes_to_the_next_owner_contact_whether_the_mail_was_sent_or_not(post: Begin) -> None:
    here = post(by_staff=ByStaff.LEADER)
    assert here.settles(here.letters()[UNNI], SENT)
    while KARI not in here.case.people(Event.ALERTED):
        here.now += 15 * MINUTE
        assert here.now < TEN + timedelta(hours=3)
        here.run(lambda work: reminding.remind(work, here.house, here.id, here.now))


def test_later_is_not_tried_again_before_it_was_asked_to(post: Begin) -> None:
    here = post(by_staff=ByStaff.LEADER)
    assert here.settles(here.letters()[UNNI], Later(Why.BUSY, 120.0))
    here.now += MINUTE
    assert here.letters() == {}
    here.now += MINUTE
    assert set(here.letters()) == {UNNI}


@pytest.mark.parametrize("after", [None, 1.0, 300.0, 1700.0])
def test_after_an_hour_of_later_a_person_is_told_whatever_pauses_graph_asks_for(
    post: Begin, after: float | None
) -> None:
    here = post(by_staff=ByStaff.LEADER)
    letter = here.letters()[UNNI]
    while here.settles(letter, Later(Why.AWAY, after)):
        while not (found := here.letters()):
            here.now += timedelta(seconds=5)
        letter = found[UNNI]
    assert timedelta(minutes=45) < here.now - TEN < timedelta(minutes=65)
    assert here.mails() == [(UNNI, "raised")]


def test_graph_that_wants_two_hours_is_not_waited_for(post: Begin) -> None:
    here = post(by_staff=ByStaff.LEADER)
    assert not here.settles(here.letters()[UNNI], Later(Why.BUSY, 7200.0))
    assert here.mails() == [(UNNI, "raised")]


def test_doubt_is_repeated_to_three_in_all_and_then_a_person_is_told(post: Begin) -> None:
    here = post(by_staff=ByStaff.LEADER)
    letters = []
    for _ in range(2):
        letters.append(here.letters()[UNNI])
        assert here.settles(letters[-1], Doubt(Why.AWAY))
        here.now += MINUTE
    letters.append(here.letters()[UNNI])
    assert not here.settles(letters[-1], Doubt(Why.AWAY))
    assert {letter.reference for letter in letters} == {here.case.reference}
    assert here.happened(Event.UNMAILED) == [(Event.UNMAILED, UNNI, "")]


def test_a_mail_that_is_refused_is_raised_to_the_one_in_charge_and_said_in_history_and_audit(post: Begin) -> None:
    here = post()
    here.rektor_tells_the_owner()
    assert not here.settles(here.letters()[KARI], Refused(Why.NO_ACCESS))
    raised = [d for d in here.cards() if d.card is Card.UNMAILED]
    assert [(d.person, d.alert) for d in raised] == [(RANDI, KARI)]
    assert here.happened(Event.UNMAILED) == [(Event.UNMAILED, KARI, OWNER)]
    asked = "SELECT reason FROM audit WHERE action = 'case:unmailed'"
    assert here.run(lambda work: work._connection.exec_driver_sql(asked).fetchall()) == [(f"{KARI} {OWNER}",)]


def test_of_a_case_nobody_has_taken_everybody_told_hears_of_it_but_not_who_is_kept_out(post: Begin) -> None:
    here = post()
    here.nobody_answers()
    assert not here.settles(here.letters()[UNNI], Refused(Why.NO_MAILBOX))
    assert {d.person for d in here.cards() if d.card is Card.UNMAILED} == {RANDI, DAG}


def test_once_somebody_has_it_they_alone_hear_that_a_mail_was_not_sent(post: Begin) -> None:
    here = post()
    here.nobody_answers()
    in_the_air = here.letters()[UNNI]
    here.rektor_takes_it()
    assert not here.settles(in_the_air, Refused(Why.NO_MAILBOX))
    assert here.unmailed() == [RANDI]


def test_who_is_disqualified_does_not_hear_of_a_mail_even_when_the_card_waits(post: Begin) -> None:
    here = post()
    here.rektor_tells_the_owner()
    here.settles(here.letters()[KARI], Refused(Why.NO_ACCESS))
    assert here.unmailed() == [RANDI]
    here.run(lambda work: handling.recuse(work, here.house, here.id, RANDI, here.now))
    assert Card.UNMAILED not in {d.card for d in here.cards()}


def test_no_card_about_a_mail_is_queued_for_those_the_case_is_kept_from(post: Begin) -> None:
    here = post()
    here.run(lambda work: handling.recuse(work, here.house, here.id, RANDI, here.now))
    here.nobody_answers()
    assert not here.settles(here.letters()[UNNI], Refused(Why.NO_MAILBOX))
    assert here.unmailed() == [UNNI]


def test_p12_5_in_a_leader_case_only_the_owner_hears_that_its_mail_was_not_sent(post: Begin) -> None:
    here = post(by_staff=ByStaff.LEADER)
    assert not here.settles(here.letters()[UNNI], Refused(Why.NO_MAILBOX))
    assert {d.person for d in here.cards() if d.card is Card.UNMAILED} == {UNNI}  # nobody else has been told yet


def test_the_owner_outside_who_got_no_mail_is_raised_too(post: Begin) -> None:
    here = post(a_register(*REACHABLE, school=OUTSIDE_SCHOOL))
    here.rektor_tells_the_owner()
    assert not here.settles(here.letters()[OUTSIDE], Refused(Why.NOT_TAKEN))
    assert [(d.person, d.alert) for d in here.cards() if d.card is Card.UNMAILED] == [(RANDI, OUTSIDE)]
    assert here.happened(Event.UNMAILED) == [(Event.UNMAILED, None, OWNER)]


def test_a_mail_of_a_school_that_is_not_served_just_now_waits_and_is_sent_when_it_is(post: Begin) -> None:
    here = post(by_staff=ByStaff.LEADER)
    served = here.house
    letter = here.letters()[UNNI]
    here.house = replace(served, register=Register({}, served.register.people))
    assert here.settles(letter, Refused(Why.AWAY))
    here.now += 2 * MINUTE
    assert here.letters() == {}
    assert here.mails() == [(UNNI, "waiting")]
    here.house, here.now = served, here.now + 2 * MINUTE
    assert set(here.letters()) == {UNNI}


def test_a_card_that_nobody_could_be_given_about_a_mail_ends_raised(post: Begin) -> None:
    here = post()
    here.rektor_tells_the_owner()
    here.settles(here.letters()[KARI], Refused(Why.NO_ACCESS))
    parcels, _ = here.run(lambda work: delivering.take(work, here.house, here.now))
    blocked = [Landed(p, Blocked(), here.now) for p in parcels if p.delivery.card is Card.UNMAILED]
    here.run(lambda work: delivering.settle(work, here.house, blocked))
    assert len(blocked) == 1
    asked = "SELECT state FROM deliveries WHERE card = 'unmailed'"
    assert here.run(lambda work: work._connection.exec_driver_sql(asked).fetchall()) == [("raised",)]


def test_what_happened_to_mails_is_no_card_that_is_news_to_the_reporter(post: Begin) -> None:
    here = post()
    here.rektor_tells_the_owner()
    here.cards()
    before = here.case.version
    here.settles(here.letters()[KARI], SENT)
    assert here.case.history[before:] == (Happened(here.now, Event.MAILED, KARI, OWNER),)
    assert TOR not in {d.person for d in here.cards()}
