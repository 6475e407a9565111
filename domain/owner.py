"""Whom at the owner rektor tells, and when each of them has been told (§ 12-4 second paragraph, § 12-5; ruling 3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain import receivers
from domain.case import Case, Event, Happened, Route
from domain.people import PersonId, Register, Role
from domain.profile import OWNER_ROLES, School
from domain.severity import serious_since
from domain.text import Text

OWNER = "owner"
UNFOUNDED = "unfounded"
HELP = "help"  # the owner is asked for help (S2-9), and not told of something that must be told

EVERY_RECIPIENT: Mapping[str, Text] = {
    OWNER: Text("Skoleeieren", "Skoleeigaren", "The school owner"),
    "area_director": Text("Områdedirektøren", "Områdedirektøren", "The area director"),
    "owner_contact": Text(
        "Skoleeierens kontaktperson", "Kontaktpersonen hos skoleeigaren", "The school owner's contact"
    ),
    "owner_team": Text("Skolemiljøteamet", "Skolemiljøteamet", "The school environment team"),
}


def recipients(school: School) -> tuple[str, ...]:
    """Each is told for themself. A school that lists nobody tells the owner."""
    return school.owner_notice.to or (OWNER,)


def is_about_staff(case: Case) -> bool:
    """A case of § 12-5 first paragraph: somebody who works at the school may have done it."""
    return case.route is Route.EMPLOYEE or (case.route is Route.ORDINARY and bool(case.accused))


def must_tell_owner(case: Case, school: School) -> str:
    """The source of rektor's duty to tell the owner straks, or "" when there is none; a leader case is the owner's."""
    if case.route is Route.LEADER:
        return ""
    return _whatever_it_is(case, school) or (_of_the_serious(school) if serious_since(case) else "")


def _whatever_it_is(case: Case, school: School) -> str:
    """The source of a duty that does not wait for anybody to judge how serious it is."""
    if is_about_staff(case):
        named = (school.sources.get(f"owner_notice.{field}") for field in ("to", "unfounded_exception"))
        return next(filter(None, named), "§ 12-5")
    return school.sources.get("owner_notice.every_case", "§ 12-5") if school.owner_notice.every_case else ""


def _of_the_serious(school: School) -> str:
    """The rule of the school's own plan that says so (S2-8, S4-5), or the Act."""
    named = (school.sources.get(field) for field in ("owner_notice.serious_by", "serious"))
    return next(filter(None, named), "§ 12-4")


def owed_since(case: Case, school: School, taken: datetime) -> datetime:
    """When the duty began: when somebody took the case (`taken`), or when it was judged serious."""
    return taken if _whatever_it_is(case, school) else serious_since(case) or taken


def may_be_unfounded(case: Case, school: School) -> bool:
    """Only § 12-5 first paragraph knows the exception, and a school's plan may be stricter (S1-9).

    One that tells the owner of every case is (S0-7), and of what is serious the owner is told whatever it is (E34).
    """
    notice = school.owner_notice
    excepted = notice.unfounded_exception and not notice.every_case
    return is_about_staff(case) and excepted and serious_since(case) is None


def told_owner(case: Case, recipient: str, register: Register) -> Happened | None:
    """That this recipient acknowledged or opened it here, confirmed a notice, or was recorded as having been told.

    Else that it was decided, with a reason, that the suspicion is manifestly unfounded: nobody is told then.
    """
    told = (h for h in case.history if _tells(h, recipient, case.school, register))
    return next(told, None) or _exception(case)


def _tells(happened: Happened, recipient: str, school: str, register: Register) -> bool:
    if happened.what in ("tell_owner", Event.OWNER_KNOWS):
        return happened.note == recipient
    took = happened.what in ("acknowledge", "open")
    return took and is_at_owner(happened.who or "", school, register, recipient)


def _exception(case: Case) -> Happened | None:
    """None while the case is judged serious: § 12-4 second paragraph knows none."""
    if serious_since(case):
        return None
    return next((h for h in case.all("tell_owner") if h.note == UNFOUNDED), None)


@dataclass(frozen=True, slots=True)
class OwnerSide:
    """The recipients who have not been told, and those of each recipient who can get a card here.

    `excepted`: that nobody is to be told has been decided, of the duty of § 12-5.
    """

    untold: tuple[str, ...] = ()
    here: Mapping[str, tuple[PersonId, ...]] = field(default_factory=dict)
    excepted: bool = False


def owner_side(case: Case, register: Register) -> OwnerSide:
    """Nobody in a leader case: it is with the owner itself."""
    if receivers.way(case, register) is Route.LEADER:
        return OwnerSide()
    to = recipients(register.schools[case.school])
    here = {recipient: people for recipient in to if (people := _people(recipient, case, register))}
    untold = (r for r in to if not any(_tells(h, r, case.school, register) for h in case.history))
    return OwnerSide(tuple(untold), here, any(h.note == UNFOUNDED for h in case.all("tell_owner")))


def _people(recipient: str, case: Case, register: Register) -> tuple[PersonId, ...]:
    roles = OWNER_ROLES if recipient == OWNER else {recipient}
    out = case.accused | case.disqualified
    return tuple(p.id for p in register.holders(case.school, *map(Role, roles)) if p.id not in out)


def sent(people: tuple[PersonId, ...], about: str, now: datetime) -> tuple[Happened, ...]:
    """That each of these gets a neutral card: to be told as this recipient, or to be asked for help."""
    return tuple(Happened(now, Event.OWNER_SENT, who, about) for who in people)


def sent_at(case: Case, about: str) -> datetime | None:
    """When the newest notice was sent that may still be confirmed: not one that has reached nobody."""
    newest = _newest(case, about)
    return newest[0].at if newest and not has_missed(case, about) else None


def has_missed(case: Case, about: str) -> bool:
    """Whether the newest notice reached nobody it was sent to."""
    newest = _newest(case, about)
    missed = {h.who for h in case.all(Event.OWNER_MISSED) if newest and h.note == about and h.at >= newest[0].at}
    return bool(newest) and {h.who for h in newest} <= missed


def _newest(case: Case, about: str) -> tuple[Happened, ...]:
    everything = tuple(h for h in case.all(Event.OWNER_SENT) if h.note == about)
    return tuple(h for h in everything if h.at == everything[-1].at)


def unreached(case: Case, register: Register) -> Iterator[str]:
    """What was sent and reached nobody, and has not been seen to in another way since."""
    for about in dict.fromkeys(h.note for h in case.all(Event.OWNER_SENT)):
        if has_missed(case, about) and not told_owner(case, about, register):
            yield about


def is_at_owner(who: PersonId, school: str, register: Register, recipient: str = OWNER) -> bool:
    """Whether `who` is this recipient at the owner; anybody there is the owner."""
    person = register.person(who)
    meant = OWNER_ROLES if recipient == OWNER else {recipient}
    return person is not None and any(p.school == school and p.role.value in meant for p in person.posts)
