"""A tenant that is not there: people, groups, calendars, mail and apps, as Microsoft Graph would show them.

Nothing here speaks HTTP or waits. Whoever answers for it (in process, or over HTTP) asks it and says what it said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from itertools import count

from domain.calendars import Appointment, Attendee, AutomaticReply, Hours, Member, Occupied, Reply, Schedule, Span
from domain.people import PersonId
from services.jobs import Invited, Mail

SCHOOL_HOURS = Hours(frozenset({1, 2, 3, 4, 5}), time(8), time(16))


class NoSuchError(Exception):
    """Nobody and nothing with that name is in the tenant."""


class NoMailboxError(Exception):
    """The person is known, and has nowhere to put a meeting or a mail."""


@dataclass(frozen=True, slots=True)
class Inhabitant:
    """Somebody in the tenant, with what stands around them."""

    member: Member
    education_role: str = ""
    has_mailbox: bool = True
    hours: Hours | None = SCHOOL_HOURS
    automatic_reply: AutomaticReply = field(default_factory=lambda: AutomaticReply(False))
    occupied: tuple[Occupied, ...] = ()
    apps: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting in its organiser's calendar. `key` is both its transactionId and our extended property."""

    id: str
    organiser: PersonId
    key: str
    subject: str
    span: Span
    invited: tuple[Invited, ...]
    replies: Mapping[str, Reply]
    made: datetime
    is_cancelled: bool = False
    is_deleted: bool = False
    gone: datetime | None = None  # when it was cancelled or deleted

    @property
    def appointment(self) -> Appointment:
        attendees = (Attendee(i.address.lower(), self.replies[i.address.lower()]) for i in self.invited)
        return Appointment(self.id, self.span, tuple(attendees), self.is_cancelled)

    @property
    def stands(self) -> bool:
        return not (self.is_cancelled or self.is_deleted)


def _now() -> datetime:
    return datetime.now(UTC)


class World:
    """`remembers`: for how long the same key gives the event it gave before; None: a repetition makes one more.

    Microsoft documents neither that time nor whether it is kept; whoever builds on it tries both.
    """

    def __init__(self, now: Callable[[], datetime] = _now, remembers: timedelta | None = timedelta(days=1)) -> None:
        self._now = now
        self.remembers = remembers
        self._people: dict[PersonId, Inhabitant] = {}
        self._groups: dict[str, tuple[str, ...]] = {}
        self._events: dict[str, Event] = {}
        self._mails: list[Mail] = []
        self._numbers = count(1)
        self.catalogue: set[str] | None = None  # apps that exist; None: any
        self.grants: tuple[str, ...] = ()  # what an administrator has consented to, as the sign-in's token says
        self.on_change: Callable[[Event], None] = lambda event: None  # told of each meeting that is made or changed

    # People and groups

    def settle(self, member: Member, **around: object) -> None:
        """Puts somebody into the tenant, or puts them anew. `around`: fields of `Inhabitant`."""
        self._people[member.id] = replace(self._people.get(member.id, Inhabitant(member)), member=member, **around)  # type: ignore[arg-type]

    def change(self, person: PersonId, **around: object) -> None:
        """Changes what stands around somebody who is there: fields of `Inhabitant`."""
        self._people[person] = replace(self.person(person), **around)  # type: ignore[arg-type]

    def leave(self, person: PersonId) -> None:
        self._people.pop(person, None)

    def person(self, named: str) -> Inhabitant:
        """By id, or by address as Graph allows too. Raises NoSuchError."""
        found = self._people.get(named.lower()) or self._by_address(named)
        if found is None:
            raise NoSuchError
        return found

    def people(self) -> tuple[Inhabitant, ...]:
        return tuple(self._people.values())

    def gather(self, group: str, *members: str) -> None:
        """A group, new or made anew, of people and of other groups."""
        self._groups[group] = members

    def disband(self, group: str) -> None:
        self._groups.pop(group, None)

    def members_of(self, group: str) -> tuple[Member, ...]:
        """Everybody in it once, members of groups in it too. Raises NoSuchError."""
        if group not in self._groups:
            raise NoSuchError
        return tuple(self._people[p].member for p in self._reach(group, set()) if p in self._people)

    def _reach(self, group: str, seen: set[str]) -> Iterable[str]:
        for name in self._groups.get(group, ()):
            if name not in seen:
                seen.add(name)
                yield from self._reach(name, seen) if name in self._groups else (name,)

    def _by_address(self, address: str) -> Inhabitant | None:
        wanted = address.lower()
        return next((p for p in self._people.values() if wanted and p.member.address.lower() == wanted), None)

    def _mailbox(self, named: str) -> Inhabitant:
        found = self.person(named)
        if not found.has_mailbox:
            raise NoMailboxError
        return found

    # Calendars

    def book(self, organiser: PersonId, key: str, subject: str, span: Span, invited: tuple[Invited, ...]) -> Event:
        """The one made before with the same key, while it is remembered; else a new one."""
        owner = self._mailbox(organiser).member.id
        known = self.remembered(owner, key)
        if known:
            return known
        replies = {i.address.lower(): Reply.NONE for i in invited}
        event = Event(f"AAMk{next(self._numbers):08d}=", owner, key, subject, span, invited, replies, self._now())
        return self._keep(event)

    def _keep(self, event: Event) -> Event:
        self._events[event.id] = event
        self.on_change(event)
        return event

    def remembered(self, organiser: PersonId, key: str) -> Event | None:
        """What another booking with this key would give instead of a new one."""
        if self.remembers is None:
            return None
        since = self._now() - self.remembers
        return next((e for e in self.calendar(organiser) if e.key == key and e.made > since), None)

    def find(self, organiser: PersonId, key: str) -> Event | None:
        return next((e for e in self.calendar(organiser) if e.key == key), None)

    def event(self, organiser: PersonId, event: str) -> Event:
        """Raises NoSuchError, also for one that is cancelled or deleted: it has left the organiser's calendar."""
        owner, found = self._mailbox(organiser).member.id, self._events.get(event)
        if found is None or not found.stands or found.organiser != owner:
            raise NoSuchError
        return found

    def calendar(self, organiser: PersonId) -> tuple[Event, ...]:
        """What stands in the calendar that somebody keeps as organiser."""
        owner = self._mailbox(organiser).member.id
        return tuple(e for e in self._events.values() if e.organiser == owner and e.stands)

    @property
    def events(self) -> tuple[Event, ...]:
        """All there ever were, cancelled and deleted ones too."""
        return tuple(self._events.values())

    def move(self, organiser: PersonId, event: str, span: Span) -> Event:
        """Everybody is asked anew: Exchange forgets the answers when the time changes."""
        found = self.event(organiser, event)
        return self._keep(replace(found, span=span, replies=dict.fromkeys(found.replies, Reply.NONE)))

    def cancel(self, organiser: PersonId, event: str) -> None:
        self._keep(replace(self.event(organiser, event), is_cancelled=True, gone=self._now()))

    def delete(self, event: str) -> None:
        """As an organiser does in Outlook without a word to us."""
        self._keep(replace(self._events[event], is_deleted=True, gone=self._now()))

    def drag(self, event: str, span: Span) -> None:
        """As an organiser moves it in Outlook without a word to us."""
        self.move(self._events[event].organiser, event, span)

    def reply(self, event: str, address: str, reply: Reply) -> None:
        """What somebody who is invited answers. Raises NoSuchError for somebody who is not."""
        found = self._events[event]
        if address.lower() not in found.replies:
            raise NoSuchError
        self._keep(replace(found, replies={**found.replies, address.lower(): reply}))

    def occupy(self, address: str, span: Span, is_away: bool = False) -> None:
        """Something of their own stands in somebody's calendar."""
        person = self.person(address)
        self.change(person.member.id, occupied=(*person.occupied, Occupied(span, is_away)))

    def schedule(self, address: str, span: Span) -> Schedule:
        """Free and occupied time, as another mailbox of the tenant may see it."""
        found = self._by_address(address)
        if found is None or not found.has_mailbox:
            return Schedule(address, is_known=False)
        taken = (*found.occupied, *(Occupied(e.span) for e in self._events.values() if _holds(e, found.member)))
        occupied = sorted((o for o in taken if o.span.overlaps(span)), key=lambda o: o.span.starts)
        return Schedule(address, tuple(occupied), found.hours)

    def schedules(self, mailbox: str, addresses: Iterable[str], span: Span) -> tuple[Schedule, ...]:
        """Asked by way of a mailbox, as Graph wants it. Raises NoSuchError and NoMailboxError for that one only."""
        self._mailbox(mailbox)
        return tuple(self.schedule(address, span) for address in addresses)

    def automatic_reply(self, person: PersonId) -> AutomaticReply:
        return self._mailbox(person).automatic_reply

    # Mail and apps

    def send(self, mail: Mail) -> None:
        self._mailbox(mail.sender)
        self._mails.append(mail)

    @property
    def mails(self) -> tuple[Mail, ...]:
        return tuple(self._mails)

    def install(self, person: PersonId, app: str) -> None:
        """Raises NoSuchError where the catalogue has no such app, too."""
        found = self.person(person)
        if self.catalogue is not None and app not in self.catalogue:
            raise NoSuchError
        self.change(found.member.id, apps=found.apps | {app})

    def is_installed(self, person: PersonId, app: str) -> bool:
        return app in self.person(person).apps


def _holds(event: Event, member: Member) -> bool:
    """Whether the meeting takes this person's time: they organise it, or are invited and have not declined."""
    if not event.stands:
        return False
    reply = event.replies.get(member.address.lower())
    return event.organiser == member.id or reply not in (None, Reply.DECLINED)
