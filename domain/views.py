"""What a card shows, as data: made by services after the access check, drawn by cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.adjacent import Adjacent
from domain.better import OwnAnswer
from domain.case import Reason, Status
from domain.case_views import Ahead, MeetingLine, Proposal, TaskLine, ToldBy
from domain.casefile import Gate
from domain.clocks import Clock
from domain.lifecycle import Transition
from domain.occasions import Window
from domain.origin import BY_STAFF, Origin
from domain.people import Absence, Role
from domain.profile import Emergency
from domain.sides import Above
from domain.text import Text
from domain.wheel import Status as WheelStatus
from domain.wheel_year import Progress


@dataclass(frozen=True, slots=True)
class Taken:
    """Who has acknowledged, and when."""

    name: str
    at: datetime
    by_me: bool = False


@dataclass(frozen=True, slots=True)
class Unmailed:
    """Who has got no mail, "" for the owner outside the tenant; and the owner, and how a person reaches it."""

    name: str
    owner: str
    contact: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A case as its doorbell shows it: reference and state, nothing of what was told."""

    case: str
    reference: str
    school: str
    alert: Reason
    reminder: bool
    news: bool
    told_at: datetime
    answer_by: datetime | None
    taken: Taken | None
    unopened: bool
    closed_to_me: bool
    actions: tuple[Transition, ...]
    forwarded_to: str = ""  # the school's name
    ended: Status | None = None  # how, where it has
    raised: bool = False  # a notice they sent has reached nobody
    unmailed: Unmailed | None = None


@dataclass(frozen=True, slots=True)
class Involved:
    """Who is involved: all that is shown before the habilitet question is answered.

    `teller` where it was not told by one who is known to work here; else there is the name of the `reporter`.
    """

    case: str
    reference: str
    student: str
    accused: tuple[str, ...]
    reporter: str
    teller: ToldBy | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """How a report came that somebody wrote down for another: names, "" for nobody we know, and the times (ruling 16).

    `confirmed_at` is when whoever told said that it is right; `can_be` whether they can, here.
    """

    reporter: str
    told_at: datetime
    how: Text
    by: str
    at: datetime
    confirmed_at: datetime | None = None
    can_be: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """The content of a report with what was added: (when, answers), the report itself first. `by` when it matters.

    `corrected_by` is who has said since that a student in it was the wrong one, whose name is left out.
    """

    at: datetime
    answers: Mapping[str, str]
    by: str = ""
    registered: Registered | None = None
    corrected_by: str = ""
    is_question: bool = False  # put to whoever told


@dataclass(frozen=True, slots=True)
class Own:
    """One's own words, for one who may still be asked whether they are right."""

    told: tuple[Told, ...]
    to_confirm: bool = False


@dataclass(frozen=True, slots=True)
class Kin:
    """Another case, by reference only. `first`: told first of those that are joined. `ended`: may be opened again."""

    case: str
    reference: str
    told_at: datetime
    first: bool = False
    joinable: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Kindred:
    """The cases joined with one, and those that may be about the same: only such as the viewer may open, too."""

    joined: tuple[Kin, ...] = ()
    alike: tuple[Kin, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A case opened: everything its handler needs to begin."""

    involved: Involved
    school: str
    status: Status
    danger: bool
    told: tuple[Told, ...]
    taken: Taken | None
    times: tuple[tuple[str, str, datetime], ...]  # (what happened, the name it concerns or "", when)
    siblings: tuple[str, ...]
    clocks: tuple[Clock, ...]
    actions: tuple[Transition, ...]
    direct: bool = False  # went to rektor alone, on a topic that the school's plan sends direct (S1-5)
    police_contact: str = ""
    kindred: Kindred = Kindred()
    ahead: Ahead | None = None
    undecided: tuple[Gate, ...] = ()
    plan: Text | None = None  # what the school calls the student's plan, where there is one to read
    mine: tuple[TaskLine, ...] = ()  # the reader's own tasks
    proposals: tuple[Proposal, ...] = ()
    above: Above = field(default_factory=Above)
    duties: tuple[Adjacent, ...] = ()  # those beside this one that something in the case brings up
    whole: bool = False  # the reader has the case, and not only a task in it
    meetings: tuple[MeetingLine, ...] = ()
    own_answer: OwnAnswer | None = None  # what the student last answered in person on how it has become
    is_worse: bool = False  # and nobody has looked at it since
    evaluate_by: date | None = None  # the day of an evaluation that nobody has called a meeting for


@dataclass(frozen=True, slots=True)
class Presence:
    """Who is away now, as one who receives sees it: oneself, and the others who receive at the same schools, by name.

    `partly` is in each absence; nobody is told why.
    """

    mine: Absence | None
    others: tuple[tuple[str, Absence], ...]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case of a report as its reporter sees it: status words only (E49)."""

    case: str
    reference: str
    status: Status
    delivered: tuple[tuple[Role, datetime], ...]
    taken: Taken | None
    elsewhere: str = ""  # the school it was sent on to


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the reporter keeps. `readers` are those told first; `read_from` is when they ordinarily read.

    `registered` when another wrote it down: `mine` says whether the words are the reader's, `to_confirm` whether they
    are asked if those are right. `closed_to_me`: whoever wrote it down may not follow what becomes of it.
    """

    report: str
    school: str
    phone: str
    told_at: datetime
    cases: tuple[CaseLine, ...]
    readers: tuple[tuple[Role, str], ...]
    read_from: datetime
    danger: bool
    emergency: Emergency
    owner: str
    owner_contact: str
    added: tuple[datetime, ...]
    nobody_reached: bool
    past_the_school: bool
    can_record_owner: bool
    registered: Registered | None = None
    mine: bool = True
    to_confirm: bool = False
    closed_to_me: bool = False
    own_duties: tuple[Adjacent, ...] = ()  # that the report does not meet
    origin: Origin = BY_STAFF
    follows: bool = False  # the reader may follow what becomes of it, and talk with the school

    @property
    def going(self) -> tuple[CaseLine, ...]:
        """Without those that were sent on, which go on as another."""
        return tuple(c for c in self.cases if c.status is not Status.FORWARDED)


@dataclass(frozen=True, slots=True)
class Changed:
    """The answer to one who has changed a case: nothing of it. `case` is empty when it has left them.

    `undelivered`: the owner must be called.
    """

    action: str
    case: str
    reference: str
    undelivered: bool
    owner: str
    owner_contact: str


@dataclass(frozen=True, slots=True)
class WheelLine:
    """One task of the year wheel, for one reader. Its words are the plan's own.

    `n` is which time a mark from the reader would be, 0 when they have nothing to mark; `undo` is the mark that they
    may take back: whose and which.
    """

    task: str
    name: str
    stated: str
    about: str
    by: tuple[str, ...]
    with_: tuple[str, ...]
    years: tuple[str, ...]
    window: Window
    status: WheelStatus
    progress: Progress
    last: Taken | None
    n: int
    undo: tuple[str, int] | None


@dataclass(frozen=True, slots=True)
class WheelCard:
    """What it was time for, for one person on one day. `joined` is the new colleague it is about, when it is."""

    school: str
    name: str
    card: str
    joined: str
    lines: tuple[WheelLine, ...]
    waiting: int  # what was on earlier cards and is not marked


@dataclass(frozen=True, slots=True)
class WheelPage:
    """A page of the wheel: all of it for the leadership, what is theirs for others.

    `page` is "" for the first page, a month's number, or `year` for what has no date. `others` are the schools whose
    wheels the reader may turn to: id and name.
    """

    school: str
    name: str
    year: str
    version: str
    page: str
    whole: bool
    counts: Mapping[WheelStatus, int]
    lines: tuple[WheelLine, ...]
    months: tuple[int, ...]
    month: int  # the one it is now
    others: tuple[tuple[str, str], ...] = ()
