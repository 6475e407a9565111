"""Whom at the owner rektor tells, and when each of them has been told (§ 12-5, ruling 3)."""

from __future__ import annotations

from collections.abc import Mapping

from domain.case import Case, Happened, Route
from domain.people import PersonId, Register
from domain.profile import OWNER_ROLES, School
from domain.text import Text

OWNER = "owner"
UNFOUNDED = "unfounded"

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
    if is_about_staff(case):
        named = (school.sources.get(f"owner_notice.{field}") for field in ("to", "unfounded_exception"))
        return next(filter(None, named), "§ 12-5")
    wider = school.owner_notice.every_case and case.route is not Route.LEADER
    return school.sources.get("owner_notice.every_case", "§ 12-5") if wider else ""


def may_be_unfounded(case: Case, school: School) -> bool:
    """Only § 12-5 first paragraph knows the exception, and a school's plan may be stricter (S1-9).

    One that tells the owner of every case is (S0-7).
    """
    notice = school.owner_notice
    return is_about_staff(case) and notice.unfounded_exception and not notice.every_case


def told_owner(case: Case, recipient: str, register: Register) -> Happened | None:
    """That this recipient acknowledged or opened it here, or was recorded as having been told; None until then.

    Also when it was decided, with a reason, that the suspicion is manifestly unfounded: nobody is told then.
    """
    return next((h for h in case.history if _tells(h, recipient, case.school, register)), None)


def _tells(happened: Happened, recipient: str, school: str, register: Register) -> bool:
    if happened.what == "tell_owner":
        return happened.note in (recipient, UNFOUNDED)
    took = happened.what in ("acknowledge", "open")
    return took and is_at_owner(happened.who or "", school, register, recipient)


def is_at_owner(who: PersonId, school: str, register: Register, recipient: str = OWNER) -> bool:
    """Whether `who` is this recipient at the owner; anybody there is the owner."""
    person = register.person(who)
    meant = OWNER_ROLES if recipient == OWNER else {recipient}
    return person is not None and any(p.school == school and p.role.value in meant for p in person.posts)
