"""`SqlWork`: one unit of work on one connection, inside a transaction that somebody else begins and ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from domain import audit
from domain.audit import Entry
from domain.case import Case
from domain.delivery import Conversation, Delivery, Shown, State
from domain.people import PersonId, Role
from domain.report import Draft, Report, Supplement
from storage import cases, chain, outbox, reach, reports
from storage.chain import Heads
from storage.keys import Keys


class SqlWork:
    """What `services.ports.Work` promises. `finish` must be called last, once, in the same transaction.

    `heads` are the audit chains' ends as far as they are known; after `finish`, `moved` are the new ones.
    """

    def __init__(self, connection: Connection, keys: Keys, heads: Heads) -> None:
        self.moved: Heads = {}
        self.has_queued = False
        self._connection = connection
        self._keys = keys
        self._heads = heads
        self._told: dict[str, Report] = {}  # what this unit has added: all cases of these are in `_cases`, in order
        self._cases: dict[str, Case] = {}  # as this unit knows them to be stored, so that none is read twice
        self._waiting: list[Delivery] = []
        self._entries: list[Entry] = []

    def finish(self) -> None:
        """Writes what was put off: deliveries, and the audit last of all."""
        self._put_in_outbox()
        if self._entries:
            self.moved = chain.append(self._connection, self._entries, self._heads, self._keys.audit)

    def report(self, report: str) -> Report | None:
        return self._told.get(report) or reports.by_id(self._connection, report)

    def report_by_token(self, person: PersonId, token: str) -> Report | None:
        return reports.by_token(self._connection, person, token)

    def reports_of(self, person: PersonId) -> tuple[Report, ...]:
        return reports.by_reporter(self._connection, person)

    def add_report(self, report: Report) -> None:
        reports.add(self._connection, report)
        self._told[report.id] = report

    def supplements(self, report: str) -> tuple[Supplement, ...]:
        return reports.added_to(self._connection, report)

    def add_supplement(self, supplement: Supplement) -> bool:
        return reports.supplement(self._connection, supplement)

    def draft(self, person: PersonId, token: str) -> Draft | None:
        return reports.draft(self._connection, person, token)

    def keep_draft(self, draft: Draft) -> None:
        reports.keep_draft(self._connection, draft)

    def drop_draft(self, person: PersonId, token: str) -> None:
        reports.drop_draft(self._connection, person, token)

    def drop_drafts_before(self, begun: datetime) -> None:
        reports.drop_drafts_before(self._connection, begun)

    def case(self, case: str) -> Case | None:
        if case not in self._cases and (found := cases.by_id(self._connection, case)):
            self._cases[case] = found
        return self._cases.get(case)

    def cases_of(self, report: str) -> tuple[Case, ...]:
        if report in self._told:
            return tuple(case for case in self._cases.values() if case.report == report)
        return self._noted(cases.of_report(self._connection, report))

    def cases_due(self, now: datetime, most: int) -> tuple[Case, ...]:
        return self._noted(cases.due(self._connection, now, most))

    def is_reference_taken(self, reference: str) -> bool:
        return cases.is_reference_taken(self._connection, reference)

    def add_case(self, case: Case, next_due: datetime | None) -> None:
        cases.add(self._connection, case, next_due)
        self._cases[case.id] = case

    def save_case(self, case: Case, next_due: datetime | None) -> None:
        """A case is saved in the unit that read it (`KeyError`), or what came between would not be noticed."""
        cases.save(self._connection, case, next_due, self._cases[case.id].version)
        self._cases[case.id] = case

    def _noted(self, found: Iterable[Case]) -> tuple[Case, ...]:
        kept = tuple(found)
        self._cases.update((case.id, case) for case in kept)
        return kept

    def queue(self, *deliveries: Delivery) -> None:
        self._waiting.extend(deliveries)

    def _put_in_outbox(self) -> None:
        if self._waiting:
            outbox.queue(self._connection, self._waiting)
            self.has_queued = True
            self._waiting = []

    def lease(self, now: datetime, until: datetime, most: int) -> tuple[Delivery, ...]:
        self._put_in_outbox()
        return outbox.lease(self._connection, now, until, most)

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
        return reach.conversation(self._connection, person)

    def keep_conversation(self, conversation: Conversation) -> None:
        reach.keep(self._connection, conversation)

    def newest_service_url(self) -> str | None:
        return reach.newest_service_url(self._connection)

    def declared(self, person: PersonId) -> tuple[str, Role] | None:
        return reach.declaration(self._connection, person)

    def declare(self, person: PersonId, school: str, role: Role, at: datetime) -> None:
        reach.declare(self._connection, person, school, role, at)

    def proven_people(self) -> frozenset[PersonId]:
        return reach.proven(self._connection)

    def outbox_state(self) -> Mapping[State, int]:
        return outbox.state(self._connection)

    def audit(self, *entries: Entry) -> None:
        self._entries.extend(entries)

    def commitment(self, answers: Mapping[str, str]) -> str:
        return audit.commit(answers, self._keys.commitment)
