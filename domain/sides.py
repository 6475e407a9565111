"""What a case is in beside where it stands: with the owner, or before Statsforvalteren (8.1).

Its life goes on inside both: neither is a status, and neither closes anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain import asking, receivers
from domain.access import acknowledgement
from domain.case import Case, Route, Status
from domain.casefile import CaseFile
from domain.flow import day_in
from domain.inquiry import is_about_employee
from domain.origin import BY_STAFF, Origin
from domain.owner import is_at_owner, unreached
from domain.people import Register
from domain.text import Text


class Side(StrEnum):
    """A state beside the status."""

    OWNER = "owner"  # a leader is accused, or it has come to the owner in another way and somebody there took it
    STATE = "state"


SIDE_WORDS: Mapping[Side, Text] = {
    Side.OWNER: Text("Overført skoleeier", "Overført til skoleeigaren", "Transferred to the owner"),
    Side.STATE: Text("Hos Statsforvalteren", "Hos Statsforvaltaren", "With the County Governor"),
}
ORDER_BY = "state_deadline"  # the step that holds the last day of an order


@dataclass(frozen=True, slots=True)
class Above:
    """What those above the school have to do with the case: `order_by` is the last day of Statsforvalteren's order,
    `unreached` the notices to the owner that reached nobody.
    """

    sides: tuple[Side, ...] = ()
    order_by: date | None = None
    unreached: tuple[str, ...] = ()


def side_states(case: Case, register: Register) -> tuple[Side, ...]:
    """The side states of a case, for its page and for lists."""
    found = ((Side.OWNER, _is_with_owner(case, register)), (Side.STATE, is_before_the_state(case)))
    return tuple(side for side, holds in found if holds)


def _is_with_owner(case: Case, register: Register) -> bool:
    if case.status in (Status.UNDELIVERED, Status.OWNER_TOLD, Status.FORWARDED):
        return False  # nobody at the owner has it here
    taken = acknowledgement(case, register)
    by = (taken.who if taken else "") or ""
    return receivers.way(case, register) is Route.LEADER or is_at_owner(by, case.school, register)


def is_before_the_state(case: Case) -> bool:
    said = [h.what for h in case.all("state_begins", "state_ends")]
    return bool(said) and said[-1] == "state_begins"


def above(file: CaseFile, register: Register) -> Above:
    case = file.case
    by = _order_by(file) if is_before_the_state(case) else None
    return Above(side_states(case, register), by, tuple(unreached(case, register)))


def _order_by(file: CaseFile) -> date | None:
    """As it was last written down since the case came there; an order may come later than the case."""
    found: date | None = None
    for note in file.of("state_begins", "state_ends"):
        found = None if note.action == "state_ends" else day_in(note.answers.get(ORDER_BY, "")) or found
    return found


def pointless(case: Case, register: Register, origin: Origin = BY_STAFF) -> frozenset[str]:
    """What may be done and would do nothing: to tell the owner of what is the owner's, to end what has not begun, to
    hear an employee where none is accused, to ask one who is a colleague."""
    found = (
        (("tell_owner", "ask_owner"), receivers.way(case, register) is Route.LEADER),
        (("state_ends",), not is_before_the_state(case)),
        (("hear_accused",), not is_about_employee(case)),
    )
    return asking.pointless(origin).union(action for actions, is_so in found if is_so for action in actions)
