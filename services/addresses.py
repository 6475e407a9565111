"""Where meetings and mail reach somebody."""

from __future__ import annotations

from domain.calendars import Member
from domain.people import PersonId, Register
from services.jobs import Done, Outcome
from services.ports import Work


def address(work: Work, register: Register, who: PersonId) -> str:
    """In lower case. The people file's word outranks what the directory has said; "" when neither knows."""
    person = register.person(who)
    return ((person.mail if person else "") or work.address_of(who)).lower()


def place(said: Outcome[Member | None]) -> Outcome[str]:
    """What the directory's answer about somebody means for where they are reached: "" is nowhere."""
    if not isinstance(said, Done):
        return said
    return Done(said.value.address if said.value else "")
