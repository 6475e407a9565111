"""What services need of the world: one transaction's worth of the record, and the house they serve."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.audit import Entry
from domain.booking import Booking
from domain.calendars import Member
from domain.case import Case, Status
from domain.delivery import Conversation, Delivery, Shown, State
from domain.directory import Said
from domain.drill import Drill, Step
from domain.groups import GroupState
from domain.likeness import Trait
from domain.listing import NOTHING, Listed, Position, Pressing, Scope
from domain.mailbox import Reading
from domain.note import Note
from domain.people import Leave, PersonId, Register, Role
from domain.posts import Held
from domain.report import Draft, Report, Supplement
from domain.wheel_year import Cue, Mark
from services.checkpoint_ports import Checkpoints
from services.teller_ports import Tellers


@dataclass(frozen=True)
class House:
    """Who is who and which rules hold, with the sources of chance: `mint` new ids, `pick` one of some letters.

    `mails`: this installation has a mailbox from which the owner gets a mail beside the card. `calendars`: it can call
    meetings in people's calendars.
    """

    register: Register
    mint: Callable[[], str]
    pick: Callable[[str], str]
    mails: bool = False
    calendars: bool = False


class Work(Tellers, Checkpoints, Protocol):
    """One unit of work: all of it is saved, or none of it. Reads see what this unit has written.

    Audit entries are appended last, whenever they were given. Times are UTC.
    """

    def report(self, report: str) -> Report | None: ...
    def report_by_token(self, person: PersonId, token: str) -> Report | None:
        """The one this person has sent with this form."""
        ...

    def reports_of(self, person: PersonId) -> tuple[Report, ...]:
        """Those they have told or written down, newest first."""
        ...

    def add_report(self, report: Report) -> None: ...
    def supplements(self, report: str) -> tuple[Supplement, ...]:
        """Oldest first."""
        ...

    def add_supplement(self, supplement: Supplement) -> bool:
        """False, and nothing added, when this report already has a supplement with this token."""
        ...

    def notes(self, case: str) -> tuple[Note, ...]:
        """Oldest first."""
        ...

    def add_note(self, note: Note) -> bool:
        """False, and nothing added, when this case already has a note with this token."""
        ...

    def draft(self, person: PersonId, token: str) -> Draft | None: ...
    def keep_draft(self, draft: Draft) -> None: ...
    def drop_draft(self, person: PersonId, token: str) -> None: ...
    def drop_drafts_before(self, begun: datetime) -> None: ...

    def case(self, case: str) -> Case | None: ...
    def cases_of(self, report: str) -> tuple[Case, ...]:
        """In the order the students were written."""
        ...

    def traits(self, school: str) -> tuple[Trait, ...]:
        """Of every case at this school that somebody handles or should; oldest first."""
        ...

    def is_reference_taken(self, reference: str) -> bool: ...
    def add_case(self, case: Case, next_due: datetime | None, pressing: Pressing = NOTHING) -> None:
        """`next_due`: when the clock looks at it, None when nothing is owed. `pressing`: its place in the lists."""
        ...

    def save_case(self, case: Case, next_due: datetime | None, pressing: Pressing = NOTHING) -> None:
        """Writes where the case stands now and the history that is new; what happened before is never rewritten."""
        ...

    def cases_listed(
        self, scopes: Iterable[Scope], statuses: frozenset[Status], after: Position | None, most: int
    ) -> tuple[Listed, ...]:
        """In their order (`domain.listing`), across all scopes; what has ended newest first."""
        ...

    def cases_of_student(self, school: str, student: str, leader_cases: bool) -> tuple[Case, ...]:
        """Those at this school whose student's name is the same, oldest first; none when nobody is named."""
        ...

    def cases_told_since(self, school: str, since: datetime) -> int:
        """How many the school has been told itself: without leader cases, and without what was sent on to another."""
        ...

    def cases_due(self, now: datetime, most: int) -> tuple[Case, ...]:
        """Those whose `next_due` has come, longest overdue first."""
        ...

    def wake_cases(self, school: str, now: datetime, owed_only: bool = False) -> None:
        """The clock looks anew at every open case of this school; `owed_only`: at those where something is owed."""
        ...

    def queue(self, *deliveries: Delivery) -> None:
        """Adds to the outbox; a key that is there already is left as it is."""
        ...

    def lease(self, now: datetime, until: datetime, most: int, mail: bool = False) -> tuple[Delivery, ...]:
        """Takes what is due and not leased by anybody, until `until`; alerts before receipts.

        Cards, or with `mail` only mails: these never stand in the way of those.
        """
        ...

    def settle(self, delivery: int, state: State, at: datetime) -> None: ...
    def retry(self, delivery: int, due_at: datetime, attempts: int, doubts: int) -> None:
        """Gives it back, to be taken again at `due_at`."""
        ...

    def shown(self, subject: str) -> tuple[Shown, ...]:
        """Every card in anybody's chat about this case or report."""
        ...

    def show(self, shown: Shown) -> None: ...
    def forget_shown(self, activity: str, person: PersonId) -> None: ...

    def conversation(self, person: PersonId) -> Conversation | None: ...
    def keep_conversation(self, conversation: Conversation) -> None: ...
    def newest_service_url(self) -> str | None: ...

    def declared(self, person: PersonId) -> tuple[str, Role] | None:
        """School and role somebody not in the register has told us."""
        ...

    def declare(self, person: PersonId, school: str, role: Role, at: datetime) -> None: ...

    def posts(self, school: str = "") -> tuple[Held, ...]:
        """The posts that receive, of one school or of all: who holds them and who has held them, oldest first."""
        ...

    def keep_post(self, held: Held) -> None:
        """Adds it, or changes until when it was held."""
        ...

    def leaves(self) -> tuple[Leave, ...]:
        """Everything people have said of their own absence, in the order they said it."""
        ...

    def keep_leave(self, leave: Leave) -> None:
        """Adds it, or changes when it was ended."""
        ...

    def said(self) -> Said:
        """Everything that has been taken from the directory."""
        ...

    def member(self, person: PersonId) -> Member | None: ...
    def address_of(self, person: PersonId) -> str:
        """Where meetings and mail reach them, as the directory last said; "" when it has said nothing."""
        ...

    def keep_member(self, *members: Member) -> None:
        """The newest word about each of them. Nobody gets or loses a post by it."""
        ...

    def forget_member(self, *people: PersonId) -> None: ...
    def keep_education(self, person: PersonId, role: str) -> None:
        """What the directory says somebody is in education; "" is forgotten."""
        ...

    def education_of(self, person: PersonId) -> str: ...
    def keep_groups(self, school: str, groups: Mapping[str, Collection[PersonId]]) -> None:
        """Who holds a post by each of the school's groups, from now on; other groups give nobody one there."""
        ...

    def group_states(self) -> tuple[GroupState, ...]: ...
    def keep_group_state(self, *states: GroupState) -> None: ...
    def readings(self) -> tuple[Reading, ...]:
        """What each mailbox said when it was last read."""
        ...

    def keep_reading(self, reading: Reading) -> None:
        """In the place of the one before of the same person."""
        ...

    def drop_reading(self, person: PersonId) -> None: ...

    def proven_people(self) -> frozenset[PersonId]:
        """Those in whose conversation a card has arrived."""
        ...

    def outbox_waits_since(self, now: datetime) -> datetime | None:
        """When the oldest of what is due and has not gone out was first due; None when nothing waits."""
        ...

    def outbox_state(self) -> Mapping[State, int]:
        """How many deliveries stand in each state."""
        ...

    def wheel_marks(self, school: str, year: str) -> tuple[Mark, ...]:
        """Everything marked as done in one school year (`2026/27`)."""
        ...

    def mark_wheel(self, school: str, year: str, mark: Mark) -> bool:
        """False, and nothing changed, when it is marked already for this time (task, whose, n)."""
        ...

    def unmark_wheel(self, school: str, year: str, mark: Mark) -> bool:
        """False when there is no such mark (task, whose, n)."""
        ...

    def wheel_cues(self, school: str, year: str, person: PersonId = "") -> tuple[Cue, ...]:
        """What has been put on cards, everybody's or one person's."""
        ...

    def add_wheel_cues(self, school: str, year: str, *cues: Cue) -> None:
        """A cue that is there already is left as it is."""
        ...

    def drill(self, drill: str) -> Drill | None: ...
    def newest_drill(self, school: str) -> Drill | None: ...
    def add_drill(self, drill: Drill) -> None: ...
    def save_step(self, drill: str, step: Step) -> None:
        """Writes what became of one person's step; the rest of it stands."""
        ...

    def booking(self, booking: str) -> Booking | None: ...
    def bookings_of(self, case: str) -> tuple[Booking, ...]:
        """In the order in which they were wanted, over ones too."""
        ...

    def keep_booking(self, booking: Booking) -> None:
        """Adds it, or changes it; whoever has it on lease keeps the lease. Its guests stay as many as they are."""
        ...

    def is_booking_due(self, now: datetime) -> bool:
        """Whether there is anything to lease."""
        ...

    def lease_bookings(self, now: datetime, until: datetime, most: int) -> tuple[Booking, ...]:
        """Takes what is due and on nobody's lease, until `until`, longest due first.

        One whose lease ran out, since whoever held it has died or is slow, comes back `doubtful`.
        """
        ...

    def free_booking(self, booking: str, until: datetime) -> None:
        """Ends the lease that lasts until just then; another's, taken since, stands."""
        ...

    def audit(self, *entries: Entry) -> None: ...
    def commitment(self, answers: Mapping[str, str]) -> str:
        """A keyed hash of content, for an audit entry."""
        ...

    def seal(self, words: str) -> str:
        """A keyed hash of words of ours, by which a link shows that we have made it; the same in every process."""
        ...
