"""Groups of the directory that give posts: when they are read, what a reading is worth, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain.calendars import Member
from domain.people import Register, Role
from domain.profile import School
from domain.soundness import Flaw
from domain.workdays import OSLO, oslo_day

READ_AT = timedelta(hours=3)  # after midnight in Oslo: a night's reading belongs to the day that begins with it
NIGHTS_APART = timedelta(hours=20)  # nearer to each other, two readings are of one night
AGAIN = timedelta(minutes=30)  # what could not be read is asked for again
STALE = timedelta(days=3)

GONE = "gone"  # the directory knows no such group
LIMITED = "limited"  # Graph tells ids alone to one that may not read users: then nobody knows who is a guest
NEEDED = "needed"  # taken, it would leave the school with too few at the owner


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of asking for one group. `trouble`: GONE, or why nothing is known of it; "" when `members` are all."""

    members: tuple[Member, ...] = ()
    trouble: str = ""

    @property
    def holders(self) -> tuple[Member, ...]:
        """A disabled account holds no post."""
        return tuple(m for m in self.members if m.is_enabled)


@dataclass(frozen=True, slots=True)
class GroupState:
    """One group for one school: when it was asked for and taken last, how many it gave posts then, what is wrong.

    `less_since` and `less_at`: the first and the last night in a row that it has said less than what is taken.
    """

    school: str
    group: str
    tried_at: datetime
    trouble: str = ""
    size: int = 0
    read_at: datetime | None = None
    less_since: datetime | None = None
    less_at: datetime | None = None

    @property
    def waits(self) -> bool:
        return self.less_since is not None

    def is_sure(self, now: datetime) -> bool:
        """Whether what was just heard may be taken: read, and either not suspicious or said two nights in a row."""
        is_heard = self.trouble in ("", GONE)
        return is_heard and (self.less_since is None or now - self.less_since >= NIGHTS_APART)

    def taken(self, heard: Heard, now: datetime) -> GroupState:
        return replace(self, size=len(heard.holders), read_at=now, less_since=None, less_at=None)


def judged(before: GroupState | None, school: str, group: str, heard: Heard, now: datetime) -> GroupState:
    """The state after this hearing, of which nothing has been taken yet. What was not heard leaves a suspicion."""
    state = replace(before or GroupState(school, group, now), tried_at=now, trouble=heard.trouble)
    if heard.trouble not in ("", GONE):
        return state
    if not _is_less(state, heard):
        return replace(state, less_since=None, less_at=None)
    follows = state.less_at is not None and night(now) - night(state.less_at) <= timedelta(days=1)
    return replace(state, less_since=state.less_since if follows else now, less_at=now)


def _is_less(state: GroupState, heard: Heard) -> bool:
    """Gone, empty, or smaller by more than a third: perhaps a slip of somebody's finger, perhaps Graph's bad day."""
    if state.read_at is None:
        return heard.trouble == GONE
    return 3 * (state.size - len(heard.holders)) > state.size


def night(instant: datetime) -> date:
    return oslo_day(instant - READ_AT)


def due(schools: Mapping[str, School], states: Iterable[GroupState], now: datetime) -> tuple[str, ...]:
    """The schools whose groups are to be read now: never asked for, not this night, or in vain a while ago."""
    known = {(s.school, s.group): s for s in states}
    wanted = {id_: [known.get((id_, group)) for _, group in s.directory.groups] for id_, s in schools.items()}
    return tuple(sorted(id_ for id_, found in wanted.items() if any(_is_due(state, now) for state in found)))


def _is_due(state: GroupState | None, now: datetime) -> bool:
    if state is None or night(state.tried_at) < night(now):
        return True
    return state.trouble not in ("", GONE, NEEDED) and now - state.tried_at >= AGAIN


_TROUBLE: Mapping[str, str] = {
    GONE: "the directory knows no such group",
    LIMITED: "Varsle may see how many are in it and not who they are; see README on permissions",
    NEEDED: "without those it has lost, the school would have too few at the owner; they stay",
    "no_access": "Varsle may not read it; see README on permissions",
    "no_sign_in": "Entra gives no token",
    "not_set_up": "this installation has no Microsoft Graph",
    "busy": "Microsoft Graph was busy",
    "away": "Microsoft Graph could not be reached",
}


def flaws(written: Register, register: Register, states: Iterable[GroupState], now: datetime) -> Iterator[Flaw]:
    """What the one who runs it should know of the directory: groups by their ids, people only as numbers."""
    known = {(s.school, s.group): s for s in states}
    for id_, school in sorted(written.schools.items()):
        groups = dict.fromkeys(group for _, group in school.directory.groups)
        for group in groups:
            yield from _of_group(id_, group, known.get((id_, group)), now)
    yield from _twice_principal(register)


def _of_group(school: str, group: str, state: GroupState | None, now: datetime) -> Iterator[Flaw]:
    if state is None:
        yield Flaw(school, f"group {group} has not been asked for; nobody is known from it yet", False)
        return
    since = f"as on {state.read_at.astimezone(OSLO):%d.%m.%Y}" if state.read_at else "unknown"
    if state.trouble:
        why = _TROUBLE.get(state.trouble, "it could not be read")
        yield Flaw(school, f"group {group}: {why}; its people are {since}", False)
    if state.waits:
        said = "has become much smaller, empty or gone"
        yield Flaw(school, f"group {group} {said}; nobody loses a post before it says so a second night", False)
    if state.read_at and now - state.read_at > STALE and not state.trouble:
        yield Flaw(school, f"group {group}: its people are {since}, since another of the school's groups waits", False)


def _twice_principal(register: Register) -> Iterator[Flaw]:
    held = [{post.school for post in p.posts if post.role is Role.PRINCIPAL} for p in register.people.values()]
    for school in sorted({s for schools in held if len(schools) > 1 for s in schools} & register.schools.keys()):
        many = sum(1 for schools in held if len(schools) > 1 and school in schools)
        yield Flaw(school, f"{many} of those who are rektor here are rektor at another school too", False)
