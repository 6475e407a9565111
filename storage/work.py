"""`SqlWork`: one unit of work on one connection, inside a transaction that somebody else begins and ends."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from domain import audit
from domain.audit import Entry
from domain.booking import Booking
from domain.case import Case, Status
from domain.codes import is_author
from domain.delivery import Conversation, Delivery, Shown, State
from domain.likeness import Trait
from domain.listing import NOTHING, Listed, Position, Pressing, Scope
from domain.mailbox import Reading
from domain.note import Note
from domain.people import Leave, PersonId, Role
from domain.posts import Held
from domain.report import Draft, Report, Supplement
from storage import bookings, cases, chain, lists, notes, outbox, people, reach, reports
from storage.checkpoints import CheckpointWork
from storage.directory import DirectoryWork
from storage.keys import Keys
from storage.known import Known
from storage.school_work import SchoolWork
from storage.tellers import TellerWork


class SqlWork(DirectoryWork, TellerWork, CheckpointWork, SchoolWork):
    """What `services.ports.Work` promises. `finish` must be called last, once, in the same transaction.

    `known` is what is stored as far as it is known. It must be forgotten when this unit, or its transaction, fails.
    """

    def __init__(self, connection: Connection, keys: Keys, known: Known) -> None:
        super().__init__(connection)
        self.has_queued = False
        self.has_booked = False
        self._keys = keys
        self._known = known
        self._cases: dict[str, Case] = {}  # what this unit has seen: it may save these
        self._lines: dict[str, tuple[Case, Pressing]] = {}  # as saved last; written once
        self._waiting: list[Delivery] = []
        self._entries: list[Entry] = []

    def finish(self) -> None:
        """Writes what was put off: lists, deliveries, and the audit last of all."""
        self._put_in_lists()
        self._put_in_outbox()
        if self._entries:
            chain.append(self._connection, self._entries, self._known.heads, self._keys.audit)

    def report(self, report: str) -> Report | None:
        if report not in self._known.reports and (found := reports.by_id(self._connection, report)):
            self._known.reports[report] = found
        return self._known.reports.get(report)

    def report_by_token(self, person: PersonId, token: str) -> Report | None:
        return reports.by_token(self._connection, person, token)

    def reports_of(self, person: PersonId) -> tuple[Report, ...]:
        return reports.by_keeper(self._connection, person)

    def add_report(self, report: Report) -> None:
        reports.add(self._connection, report)
        self._known.reports[report.id] = report
        self._known.supplements[report.id] = ()
        self._known.cases_of[report.id] = ()

    def supplements(self, report: str) -> tuple[Supplement, ...]:
        if report not in self._known.supplements:
            self._known.supplements[report] = reports.added_to(self._connection, report)
        return self._known.supplements[report]

    def add_supplement(self, supplement: Supplement) -> bool:
        self._known.supplements.pop(supplement.report, None)
        return reports.supplement(self._connection, supplement)

    def notes(self, case: str) -> tuple[Note, ...]:
        return notes.of_case(self._connection, case)

    def add_note(self, note: Note) -> bool:
        return notes.add(self._connection, note)

    def draft(self, person: PersonId, token: str) -> Draft | None:
        return reports.draft(self._connection, person, token)

    def keep_draft(self, draft: Draft) -> None:
        reports.keep_draft(self._connection, draft)

    def drop_draft(self, person: PersonId, token: str) -> None:
        reports.drop_draft(self._connection, person, token)

    def drop_drafts_before(self, begun: datetime) -> None:
        reports.drop_drafts_before(self._connection, begun)

    def case(self, case: str) -> Case | None:
        if case not in self._cases and (found := self._known.cases.get(case) or cases.by_id(self._connection, case)):
            self._note(found)
        return self._cases.get(case)

    def cases_of(self, report: str) -> tuple[Case, ...]:
        if report not in self._known.cases_of:
            found = self._noted(cases.of_report(self._connection, report))
            self._known.cases_of[report] = tuple(case.id for case in found)
        return self._noted(self._known.cases[case] for case in self._known.cases_of[report])

    def cases_due(self, now: datetime, most: int) -> tuple[Case, ...]:
        return self._noted(cases.due(self._connection, now, most))

    def cases_listed(
        self, scopes: Iterable[Scope], statuses: frozenset[Status], after: Position | None, most: int
    ) -> tuple[Listed, ...]:
        self._put_in_lists()
        return lists.page(self._connection, scopes, statuses, after, most)

    def cases_of_student(self, school: str, student: str, leader_cases: bool) -> tuple[Case, ...]:
        key = lists.student_key(school, student, self._keys.commitment)
        return self._noted(cases.of_student(self._connection, key, leader_cases)) if key else ()

    def cases_told_since(self, school: str, since: datetime) -> int:
        return cases.told_since(self._connection, school, since)

    def traits(self, school: str) -> tuple[Trait, ...]:
        return cases.traits(self._connection, school)

    def is_reference_taken(self, reference: str) -> bool:
        return cases.is_reference_taken(self._connection, reference)

    def add_case(self, case: Case, next_due: datetime | None, pressing: Pressing = NOTHING) -> None:
        cases.add(self._connection, case, next_due, lists.student_key(case.school, case.student, self._keys.commitment))
        self._note(case)
        self._lines[case.id] = case, pressing
        if case.report in self._known.cases_of:
            self._known.cases_of[case.report] += (case.id,)

    def save_case(self, case: Case, next_due: datetime | None, pressing: Pressing = NOTHING) -> None:
        """A case is saved in the unit that read it (`KeyError`), or what came between would not be noticed."""
        before = self._cases[case.id]
        cases.save(self._connection, case, next_due, before.version)
        if case.student != before.student:
            key = lists.student_key(case.school, case.student, self._keys.commitment)
            cases.correct(self._connection, case.id, key)
        self._note(case)
        self._lines[case.id] = case, pressing

    def _put_in_lists(self) -> None:
        for case, pressing in self._lines.values():
            lists.keep(self._connection, case, pressing)
        self._lines = {}

    def _noted(self, found: Iterable[Case]) -> tuple[Case, ...]:
        kept = tuple(found)
        for case in kept:
            self._note(case)
        return kept

    def _note(self, case: Case) -> None:
        self._cases[case.id] = self._known.cases[case.id] = case

    def wake_cases(self, school: str, now: datetime, owed_only: bool = False) -> None:
        cases.wake(self._connection, school, now, owed_only)

    def queue(self, *deliveries: Delivery) -> None:
        self._waiting.extend(deliveries)

    def _put_in_outbox(self) -> None:
        if self._waiting:
            outbox.queue(self._connection, self._waiting)
            self.has_queued = True
            self._waiting = []

    def lease(self, now: datetime, until: datetime, most: int, mail: bool = False) -> tuple[Delivery, ...]:
        self._put_in_outbox()
        return outbox.lease(self._connection, now, until, most, mail)

    def settle(self, delivery: int, state: State, at: datetime) -> None:
        outbox.settle(self._connection, delivery, state, at)

    def retry(self, delivery: int, due_at: datetime, attempts: int, doubts: int) -> None:
        outbox.retry(self._connection, delivery, due_at, attempts, doubts)

    def shown(self, subject: str) -> tuple[Shown, ...]:
        return outbox.cards(self._connection, subject)

    def show(self, shown: Shown) -> None:
        outbox.show(self._connection, shown)

    def forget_shown(self, activity: str, person: PersonId) -> None:
        outbox.forget(self._connection, activity, person)

    def conversation(self, person: PersonId) -> Conversation | None:
        """Of one whose name is held apart, that of whoever stands behind: nobody but the one who sends asks."""
        if is_author(person):
            known = self.behind(person)
            return self.conversation(known.person) if known else None
        if person not in self._known.conversations:
            self._known.conversations[person] = reach.conversation(self._connection, person)
        return self._known.conversations[person]

    def keep_conversation(self, conversation: Conversation) -> None:
        self._known.conversations.pop(conversation.person, None)
        reach.keep(self._connection, conversation)

    def newest_service_url(self) -> str | None:
        return reach.newest_service_url(self._connection)

    def declared(self, person: PersonId) -> tuple[str, Role] | None:
        return reach.declaration(self._connection, person)

    def declare(self, person: PersonId, school: str, role: Role, at: datetime) -> None:
        reach.declare(self._connection, person, school, role, at)

    def posts(self, school: str = "") -> tuple[Held, ...]:
        return people.held(self._connection, school)

    def keep_post(self, held: Held) -> None:
        people.keep_post(self._connection, held)

    def leaves(self) -> tuple[Leave, ...]:
        return people.leaves(self._connection)

    def keep_leave(self, leave: Leave) -> None:
        people.keep_leave(self._connection, leave)

    def readings(self) -> tuple[Reading, ...]:
        return people.readings(self._connection)

    def keep_reading(self, reading: Reading) -> None:
        people.keep_reading(self._connection, reading)

    def drop_reading(self, person: PersonId) -> None:
        people.drop_reading(self._connection, person)

    def proven_people(self) -> frozenset[PersonId]:
        return reach.proven(self._connection)

    def outbox_state(self) -> Mapping[State, int]:
        return outbox.state(self._connection)

    def outbox_waits_since(self, now: datetime) -> datetime | None:
        return outbox.oldest(self._connection, now)

    def booking(self, booking: str) -> Booking | None:
        return bookings.by_id(self._connection, booking)

    def bookings_of(self, case: str) -> tuple[Booking, ...]:
        return tuple(bookings.of_case(self._connection, case))

    def keep_booking(self, booking: Booking) -> None:
        bookings.keep(self._connection, booking)
        self.has_booked = True

    def is_booking_due(self, now: datetime) -> bool:
        return bookings.any_due(self._connection, now)

    def lease_bookings(self, now: datetime, until: datetime, most: int) -> tuple[Booking, ...]:
        return bookings.lease(self._connection, now, until, most)

    def free_booking(self, booking: str, until: datetime) -> None:
        bookings.free(self._connection, booking, until)

    def audit(self, *entries: Entry) -> None:
        self._entries.extend(entries)

    def commitment(self, answers: Mapping[str, str]) -> str:
        return audit.commit(answers, self._keys.commitment)

    def seal(self, words: str) -> str:
        return hmac.new(self._keys.links, words.encode(), hashlib.sha256).hexdigest()
