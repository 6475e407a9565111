"""Who is who: people, the posts they hold, and the register that answers for them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum

from domain.profile import School
from domain.text import Text, beside, same
from domain.workdays import oslo_day

PersonId = str  # the Entra object id, lower case


class Role(StrEnum):
    """What somebody is at one school, or at its owner. Names as in the glossary of the five plans; foremost first."""

    PRINCIPAL = "principal"
    DEPUTY = "deputy"
    ASSISTANT_PRINCIPAL = "assistant_principal"
    DEPARTMENT_HEAD = "department_head"
    STUDENT_SERVICES = "student_services"
    CONTACT_TEACHER = "contact_teacher"
    SUBJECT_TEACHER = "subject_teacher"
    YEAR_LEAD = "year_lead"
    COUNSELLOR = "counsellor"
    WELFARE_WORKER = "welfare_worker"
    SCHOOL_NURSE = "school_nurse"
    LIBRARIAN = "librarian"
    OFFICE = "office"
    HEALTH_AND_SAFETY = "health_and_safety"
    STAFF = "staff"
    STUDENT = "student"
    OWNER_CONTACT = "owner_contact"
    AREA_DIRECTOR = "area_director"
    OWNER_TEAM = "owner_team"


# Those at the county who take what the school's leaders may not see. They work at no school.
OWNER = (Role.AREA_DIRECTOR, Role.OWNER_TEAM, Role.OWNER_CONTACT)


ROLE_WORDS: Mapping[Role, Text] = {
    Role.PRINCIPAL: Text("rektor", "rektor", "the principal"),
    Role.DEPUTY: Text("rektors stedfortreder", "stadfortredaren til rektor", "the deputy principal"),
    Role.ASSISTANT_PRINCIPAL: Text("assisterende rektor", "assisterande rektor", "the assistant principal"),
    Role.DEPARTMENT_HEAD: Text("avdelingsleder", "avdelingsleiar", "the department head"),
    Role.STUDENT_SERVICES: Text("elevtjenesten", "elevtenesta", "student services"),
    Role.CONTACT_TEACHER: Text("kontaktlærer", "kontaktlærar", "the contact teacher"),
    Role.SUBJECT_TEACHER: Text("faglærer", "faglærar", "the subject teacher"),
    Role.YEAR_LEAD: Text("trinnleder", "trinnleiar", "the year-level leader"),
    Role.COUNSELLOR: Text("rådgiver", "rådgivar", "the counsellor"),
    Role.WELFARE_WORKER: Text("miljøarbeider", "miljøarbeidar", "the student welfare worker"),
    Role.SCHOOL_NURSE: Text("helsesykepleier", "helsesjukepleiar", "the school nurse"),
    Role.LIBRARIAN: Text("bibliotekar", "bibliotekar", "the librarian"),
    Role.OFFICE: Text("kontoret", "kontoret", "the office"),
    Role.HEALTH_AND_SAFETY: Text("HMS-ansvarlig", "HMS-ansvarleg", "the health and safety officer"),
    Role.STAFF: Text("en som arbeider på skolen", "ein som arbeider på skolen", "a member of staff"),
    Role.STUDENT: Text("elev", "elev", "a student"),
    Role.OWNER_CONTACT: Text(
        "skoleeierens kontaktperson", "kontaktpersonen hos skoleeigaren", "the school owner's contact"
    ),
    Role.AREA_DIRECTOR: Text("områdedirektøren", "områdedirektøren", "the area director"),
    Role.OWNER_TEAM: Text(
        "skolemiljøteamet hos skoleeieren", "skolemiljøteamet hos skoleeigaren", "the owner's school environment team"
    ),
}


@dataclass(frozen=True, slots=True)
class Post:
    """One role at one school. A person may hold several, also at several schools."""

    school: str
    role: Role


class Sign(StrEnum):
    """What makes us think that somebody is away who has not said so."""

    AUTOMATIC_REPLY = "automatic_reply"
    OUT_OF_OFFICE = "out_of_office"


@dataclass(frozen=True, slots=True)
class Absence:
    """Whole days in Europe/Oslo, both ends included. `partly`: perhaps there, perhaps not; then two are told.

    `sign`: seen in their mailbox, and not said by anybody (`domain.mailbox`).
    """

    first: date
    last: date = date.max
    partly: bool = False
    sign: Sign | None = None

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last

    def overlaps(self, other: Absence) -> bool:
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True, slots=True)
class Leave:
    """An absence as somebody has said it in the chat. From the Oslo day of `ended_at` on it counts no more."""

    person: PersonId
    absence: Absence
    set_at: datetime
    ended_at: datetime | None = None

    @property
    def effective(self) -> Absence | None:
        """The days it has kept or still keeps; None when it was called off before it began."""
        if self.ended_at is None:
            return self.absence
        last = min(self.absence.last, oslo_day(self.ended_at) - timedelta(days=1))
        return replace(self.absence, last=last) if self.absence.first <= last else None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody we know by their Entra id.

    `leader` is their nearest leader; `classes` are those a department head is responsible for: a plan may name
    either as a receiver (S0-5). `formerly` are posts that are no longer theirs, for the words of what was then.
    `mail` is where the deployment says that mail reaches them; "" leaves it to the directory.
    """

    id: PersonId
    name: str
    posts: frozenset[Post] = frozenset()
    guest: bool = False
    away: tuple[Absence, ...] = ()
    leader: PersonId = ""
    classes: frozenset[str] = frozenset()
    formerly: frozenset[Post] = frozenset()
    mail: str = ""

    def holds(self, school: str, *roles: Role) -> bool:
        return any(p.school == school and p.role in roles for p in self.posts)

    def is_away(self, day: date) -> bool:
        """Certainly away, the whole day."""
        return any(a.covers(day) and not a.partly for a in self.away)

    def has_said_away(self, day: date) -> bool:
        """Certainly away by somebody's word, and not only by a sign."""
        return any(a.covers(day) and not a.partly and not a.sign for a in self.away)

    def may_be_away(self, day: date) -> bool:
        return any(a.covers(day) for a in self.away)

    def held(self, school: str) -> Role | None:
        """The foremost role they have, or have had, at `school`."""
        return next((r for r in Role if Post(school, r) in self.posts | self.formerly), None)

    @property
    def schools(self) -> tuple[str, ...]:
        """The schools where this person works (students and the owner's people work at none)."""
        outside = (Role.STUDENT, *OWNER)
        return tuple(sorted({p.school for p in self.posts if p.role not in outside}))


@dataclass(frozen=True)
class Register:
    """Every school and every person of one installation, as it was when read. Whatever is asked often is remembered."""

    schools: Mapping[str, School]
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    _known: dict[tuple[object, ...], tuple[Person, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def person(self, who: PersonId) -> Person | None:
        return self.people.get(who)

    def name(self, who: PersonId) -> str:
        person = self.people.get(who)
        return person.name if person else ""

    def holders(self, school: str, *roles: Role) -> tuple[Person, ...]:
        """Those who hold one of `roles` at `school`, in the people file's order: the order they are told in.

        Guests are left out: they never handle (ruling 7).
        """
        return tuple(p for p in self._holding(school, roles) if not p.guest)

    def owners(self, school: str) -> tuple[Person, ...]:
        """The owner's people for `school`, in the order they are told in."""
        return self.holders(school, *OWNER)

    def leadership(self, school: str) -> tuple[Person, ...]:
        """The school's leaders in the sense of § 12-5 second paragraph: the roles its file lists, guests too."""
        return self._holding(school, tuple(Role(r) for r in self.schools[school].leadership))

    def is_rektor(self, who: PersonId, school: str) -> bool:
        return any(p.id == who for p in self.holders(school, Role.PRINCIPAL))

    def is_leader(self, who: PersonId, school: str) -> bool:
        return any(p.id == who for p in self.leadership(school))

    def workers(self, school: str) -> tuple[Person, ...]:
        """Everybody who works at `school`, guests too, by name."""
        known = self._known.get((school,))
        if known is None:
            found = (p for p in self.people.values() if school in p.schools)
            known = self._known[(school,)] = tuple(sorted(found, key=lambda p: (p.name, p.id)))
        return known

    def with_leave(self, said: Iterable[Leave]) -> Register:
        """With what people have said of their own absence, which outranks the same absence in the file."""
        people = dict(self.people)
        by_person: dict[PersonId, list[Leave]] = {}
        for leave in said:
            by_person.setdefault(leave.person, []).append(leave)
        for who, leaves in by_person.items():
            if person := people.get(who):
                people[who] = replace(person, away=_joined(person.away, leaves))
        return replace(self, people=people)

    def titled(self, person: Person, school: str) -> Text:
        """The person's name with their foremost role at `school`: who is meant, when two have one name."""
        role = next((r for r in Role if r is not Role.STAFF and person.holds(school, r)), None)
        return beside(person.name, ROLE_WORDS[role]) if role else same(person.name)

    def _holding(self, school: str, roles: tuple[Role, ...]) -> tuple[Person, ...]:
        known = self._known.get((school, roles))
        if known is None:
            found = (p for p in self.people.values() if p.holds(school, *roles))
            known = self._known[(school, roles)] = tuple(found)
        return known

    def resembling(self, school: str, written: str) -> tuple[Person, ...]:
        """Those who work at `school` and may be the one somebody wrote: by a name or a leader's title, nearly.

        Deliberately wide: it only asks "do you mean ...?", and a leader missed here would see a
        report about themself (§ 12-5 second paragraph).
        """
        words = _words(written)
        if not words:
            return ()
        return tuple(p for p in self.workers(school) if _alike(words, _words(p.name) | _titles(p, school)))


def _joined(written: Iterable[Absence], said: list[Leave]) -> tuple[Absence, ...]:
    spoken_of = {leave.absence for leave in said}
    kept = [a for a in written if a not in spoken_of] + [leave.effective for leave in said]
    return tuple(sorted({a for a in kept if a}, key=lambda a: (a.first, a.last, a.partly)))


def _words(text: str) -> frozenset[str]:
    composed = unicodedata.normalize("NFC", text.casefold()).replace("aa", "å")
    letters = "".join(c if c.isalpha() else " " for c in composed)
    return frozenset(w for w in letters.split() if len(w) > 1)


def _titles(person: Person, school: str) -> frozenset[str]:
    leads = (Role.PRINCIPAL, Role.DEPUTY, Role.ASSISTANT_PRINCIPAL, Role.DEPARTMENT_HEAD)
    held = (ROLE_WORDS[r] for r in leads if person.holds(school, r))
    return frozenset[str]().union(*(_words(f"{t.nb} {t.nn} {t.en}") for t in held)) - {"the", "til"}


def _alike(some: frozenset[str], others: frozenset[str]) -> bool:
    return any(_same_word(a, b) for a in some for b in others)


def _same_word(a: str, b: str) -> bool:
    """Equal, one the beginning of the other (rektor, rektoren; Randi, Randis), or a slip or two apart."""
    if a == b:
        return True
    if min(len(a), len(b)) < _SHORTEST:
        return False
    return a.startswith(b) or b.startswith(a) or SequenceMatcher(None, a, b).ratio() >= _NEARLY


_SHORTEST, _NEARLY = 3, 0.8
