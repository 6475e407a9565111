"""What the pages of a case show while it is handled, as data: made by services, drawn by cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.adjacent import Adjacent
from domain.agenda import Call
from domain.booking import Stage
from domain.calendars import Reply
from domain.casefile import Gate
from domain.flow import day_in
from domain.note import ON_DAY
from domain.origin import Origin
from domain.tasks import Work
from domain.transition import Transition
from domain.workdays import oslo_day


@dataclass(frozen=True, slots=True)
class Ahead:
    """The step that a case waits for, and what must be in place before it."""

    row: Transition
    missing: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True)
class Menu:
    """Everything one person may do to a case now."""

    case: str
    reference: str
    rows: tuple[Transition, ...]
    whole: bool = False  # they have the case, and not only a task in it


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was written down: which action, by whom, when, and the words."""

    action: str
    by: str
    at: datetime
    answers: Mapping[str, str]

    @property
    def day(self) -> date:
        """The day it tells of, in Oslo: when nobody has said, the day it was written."""
        return day_in(self.answers.get(ON_DAY, "")) or oslo_day(self.at)


@dataclass(frozen=True, slots=True)
class Log:
    """What has been written down in a case, by the day it tells of, of what the reader may read.

    `own`: nothing but the reader's own words.
    """

    case: str
    reference: str
    entries: tuple[Entry, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class IdentityCheck:
    """Who has seen to it who told, when, and whether it was the one whose name was given."""

    by: str
    at: datetime
    is_them: bool


@dataclass(frozen=True, slots=True)
class ToldBy:
    """Who told, as far as the reader may know it. `name` as it was given, or theirs where the reader has opened it
    (`is_opened`); `reach` is how they say that they can be reached.
    """

    origin: Origin
    name: str = ""
    is_opened: bool = False
    reach: str = ""
    check: IdentityCheck | None = None


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task as one reader sees it. `who` is a name, "" when nobody has it any more; `what` its giver's own words.

    `to_archive`: what has been written since the last time, action and when, of a task that is done again and again.
    `actions` are what the reader may do with it, and `token` that of the button which says that it is done, "" when
    something must be written first.
    """

    id: str
    work: Work
    who: str
    what: str
    by: str
    due: date
    is_overdue: bool = False
    is_unreached: bool = False
    ended_at: datetime | None = None
    is_done: bool = False
    to_archive: tuple[tuple[str, datetime], ...] = ()
    actions: tuple[str, ...] = ()
    token: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A task that the school's plan has, in its words, and whom it may be given to: a name, "" when it is not clear."""

    id: str
    work: Work
    what: str
    who: str
    can_be_waived: bool


@dataclass(frozen=True, slots=True)
class TaskPage:
    """The tasks of a case that one reader may see: the open, the overdue first; those that have ended."""

    case: str
    reference: str
    open: tuple[TaskLine, ...]
    ended: tuple[TaskLine, ...]
    proposals: tuple[Proposal, ...] = ()
    can_give: bool = False


@dataclass(frozen=True, slots=True)
class TaskCard:
    """The doorbell of a task, or of another day in the case: reference and day, nothing of what it is about.

    `due` is None when there is nothing any more that is theirs to do; `closed`: they see nothing of the case.
    """

    case: str
    reference: str
    call: Call
    due: date | None
    closed: bool = False


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting as one reader sees it. `kind` is what it was called for, a word of `domain.meeting.Meeting`.

    `asked` is what was asked last, to be set, moved or called off. `replies` are those invited, by name or by the
    address that somebody wrote, with what each has answered; `uninvited` those who are reached nowhere. `actions` are
    what the reader may do with it; `is_over` when it has been, and nobody has written minutes.
    """

    id: str
    kind: str
    starts: datetime
    minutes: int
    stage: Stage
    by: str
    asked: Stage = Stage.WANTED
    replies: tuple[tuple[str, Reply], ...] = ()
    uninvited: tuple[str, ...] = ()
    wanted: datetime | None = None
    waits: str = ""
    stuck: str = ""
    is_unsure: bool = False
    why_off: str = ""
    is_over: bool = False
    actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Parted:
    """The answer to one who has just done the last of what they had in a case: they see nothing of it any more."""

    reference: str


@dataclass(frozen=True, slots=True)
class Duties:
    """The duties beside this one: those that something in the case speaks of, and the others."""

    case: str
    reference: str
    near: tuple[Adjacent, ...]
    others: tuple[Adjacent, ...]
    police_contact: str = ""
