"""Where meetings and mail reach somebody."""

from __future__ import annotations

from domain.people import PersonId, Register
from services.ports import Work


def address(work: Work, register: Register, who: PersonId) -> str:
    """In lower case. The people file's word outranks what the directory has said; "" when neither knows."""
    person = register.person(who)
    return ((person.mail if person else "") or work.address_of(who)).lower()
