"""Who may see, act and be told, per case. Deny for the accused and the disqualified outranks everything.

Nothing here is stored: whoever loses a post, gets one, or is accused or disqualified is another to the case from that
moment, with every button they press, card that waits for them and card that is redrawn.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum

from domain import receivers
from domain.case import Case, Event, Happened, Status
from domain.deeds import DEEDS
from domain.kept_out import acts_as_head, is_about_a_leader, is_past_the_leaders, shut_out
from domain.lifecycle import Party, Transition, allowed
from domain.once import once
from domain.owner import is_at_owner
from domain.people import OWNER, PersonId, Register, Role
from domain.status import IN_HAND
from domain.tasks import MAY, SEES, Part, Work, chosen, has_more_than_tasks, held_by

__all__ = ["acts_as_head", "is_about_a_leader", "shut_out"]


class Need(StrEnum):
    """What must hold for a verb not to be refused, where that is not an action of the life cycle."""

    NOTHING = "nothing"  # every verified member of the tenant, guests too
    SCHOOL = "school"  # who belongs to a school that is served, by our word or their own: they begin to tell
    OWN = "own"  # their own report
    FOLLOWS = "follows"  # their own report, told otherwise than as one who works here
    RECEIVER = "receiver"  # a receiver of the case
    SIGHT = "sight"  # a receiver of the case, or one who has a task in it
    RECEIVES = (
        "receives"  # one who may receive at a school: they write down what others tell, and say that they are away
    )
    NOTIFIED = "notified"  # one at the owner who has got a card that says no more than that there is a case
    OWNER = "owner"  # one who acts for a school's owner
    WISH = "wish"  # whom a student wants to talk with in confidence: a wish that is theirs
    DRILL = "drill"  # one whom this drill has told
    WHEEL = "wheel"  # one whom the year wheel's row names, or who leads the school


# What a receiver can find to be otherwise, each with a form of its own.
CHANGES = ("accuse", "correct_student", "forward", "join", "unjoin")

# Everything somebody can ask of us, and what it asks of them: a `Need`, or the action whose row in the life cycle says
# who may and when. A verb that is not here is answered by nobody.
MATRIX: Mapping[str, str] = {
    "chat": Need.SCHOOL,
    "hello": Need.SCHOOL,
    "belonging.answer": Need.NOTHING,
    "report.begin": Need.SCHOOL,
    "report.answer": Need.SCHOOL,
    "student.begin": Need.SCHOOL,
    "student.answer": Need.SCHOOL,
    "student.code": Need.NOTHING,
    "student.code.answer": Need.NOTHING,  # whoever has the code: it is all there is
    "wish.show": Need.WISH,
    "wish.met": Need.WISH,
    "supplement.begin": Need.NOTHING,  # an empty form: whose report it is about is seen when it is sent
    "supplement.answer": "supplement",
    "owner_told.begin": Need.NOTHING,
    "owner_told.answer": "record_owner_told",
    "student.follow": Need.FOLLOWS,
    "student.say.begin": Need.NOTHING,  # an empty form: whose report it is about is seen when it is sent
    "student.say.answer": Need.FOLLOWS,
    "student.better.begin": Need.NOTHING,
    "student.better.answer": Need.FOLLOWS,
    "mine": Need.NOTHING,
    "mine.show": Need.OWN,
    "receipt": Need.OWN,
    "case.acknowledge": Need.RECEIVER,  # not refused when another was first: it shows who
    "case.open": Need.SIGHT,
    "case.declare": "open",
    "case.recuse": "recuse",
    "case.hide": Need.SIGHT,
    "case.menu": Need.SIGHT,
    "case.log": Need.SIGHT,
    "case.plan_page": Need.SIGHT,  # and only with a task that needs the plan
    "case.tasks": Need.SIGHT,
    "case.ready": Need.SIGHT,  # what it holds is for those who have the case as a whole
    "student.history": Need.SIGHT,
    "cases": Need.NOTHING,  # one's own list, which may be empty
    "owner.cases": Need.OWNER,
    **{f"case.{action}": action for action in (*CHANGES, *DEEDS)},
    **{f"{action}.answer": action for action in (*CHANGES, *DEEDS)},
    "case.duties": Need.SIGHT,
    "owner_notice.acknowledge": Need.NOTIFIED,
    "registration.begin": Need.RECEIVES,
    "registration.answer": Need.RECEIVES,
    "report.confirm": "confirm",
    "away.begin": Need.RECEIVES,
    "away.answer": Need.RECEIVES,
    "away.back": Need.RECEIVES,
    "drill.begin": Need.RECEIVES,
    "drill.start": Need.RECEIVES,
    "drill.show": Need.RECEIVES,
    "drill.acknowledge": Need.DRILL,
    "wheel.show": Need.WHEEL,
    "wheel.turn": Need.WHEEL,
    "wheel.card": Need.WHEEL,
    "wheel.export": Need.WHEEL,
    "wheel.done": Need.WHEEL,
    "wheel.undo": Need.WHEEL,
}


def parties(who: PersonId, case: Case, register: Register) -> frozenset[Party]:
    """What `who` is to `case`. A reporter keeps their own report whatever else they are; it is theirs, not the case.

    So does whoever wrote down what another told.
    """
    held = {Party.REPORTER} if who in case.keepers else set()
    if who == case.reporter and case.first(Event.REGISTERED):
        held.add(Party.TELLER)
    if may_see(who, case, register):
        held.add(Party.RECEIVER)
    if may_open_name(who, case, register):
        held.add(Party.OPENER)
    if has_task(who, case, register):
        is_handler = any(task.work is Work.HANDLE for task in held_by(who, case))
        held |= {Party.HELPER, Party.HANDLER} if is_handler else {Party.HELPER}
    return frozenset(held)


def may_be_told(who: PersonId, case: Case, register: Register) -> bool:
    """Whether the way the case goes now names `who`: nobody unknown, no guest (ruling 7) and nobody shut out.

    On which day and in which order they are told is for `routing.ladder` to say.
    """
    person = register.person(who)
    if person is None or person.guest or case.school not in register.schools or who in shut_out(case, register):
        return False
    return who in _named(case, register)


@once
def _named(case: Case, register: Register) -> frozenset[PersonId]:
    groups = (*receivers.named(case, register), receivers.owners(case, register))
    return frozenset(p.id for people in groups for p in people)


def may_see(who: PersonId, case: Case, register: Register) -> bool:
    """Rektor always; another who has been told on the way the case goes now, and whom that way still names.

    Asked again when a card that waits is sent, and when one that was shown is redrawn. What was sent on to another
    school is seen by nobody here (E31).
    """
    if case.status is Status.FORWARDED or not may_be_told(who, case, register):
        return False
    return register.is_rektor(who, case.school) or any(
        h.who == who for h in case.on_this_way if h.what == Event.ALERTED
    )


def may_open_name(who: PersonId, case: Case, register: Register) -> bool:
    """Whether `who` may open a name that is held apart: rektor or the deputy who has the case; where none of the
    school's leaders may have it, the owner's people who do."""
    person = register.person(who)
    if person is None or not may_see(who, case, register):
        return False
    return person.holds(case.school, *(OWNER if is_past_the_leaders(case, register) else _HEADS))


def has_opened_name(who: PersonId, case: Case, register: Register) -> bool:
    """Whether they have done so, in this case, and still may."""
    return case.first("open_name", who) is not None and may_open_name(who, case, register)


def openers(
    school: str, register: Register, is_leader_case: bool, accused: Collection[PersonId]
) -> tuple[PersonId, ...]:
    """Who could open the name of one who tells now: said before it is told."""
    people = register.owners(school) if is_leader_case else register.holders(school, *_HEADS)
    return tuple(p.id for p in people if p.id not in accused)


_HEADS = (Role.PRINCIPAL, Role.DEPUTY)


def may_be_tasked(who: PersonId, case: Case, register: Register) -> bool:
    """Whether `who` can be given a task: works at the school or is the owner's, no guest (ruling 7), not shut out."""
    person = register.person(who)
    if person is None or person.guest or case.school not in register.schools or who in shut_out(case, register):
        return False
    return case.school in person.schools or person.holds(case.school, *OWNER)


def has_task(who: PersonId, case: Case, register: Register) -> bool:
    """Whether `who` has a task in the case, and may still have it; a case that has ended has none."""
    return bool(held_by(who, case)) and may_be_tasked(who, case, register)


def has_sight(who: PersonId, case: Case, register: Register) -> bool:
    """Whether `who` sees anything of the case at all beside what they have told themself."""
    return may_see(who, case, register) or has_task(who, case, register)


def is_notified(who: PersonId, case: Case, register: Register, about: str = "") -> bool:
    """Whether `who` is at the owner and has been sent a notice of this case (`about`: this one), which is no sight."""
    person = register.person(who)
    if person is None or person.guest or case.school not in register.schools or case.status is Status.FORWARDED:
        return False
    mine = (h for h in case.all(Event.OWNER_SENT) if h.who == who and about in ("", h.note))
    return is_at_owner(who, case.school, register) and who not in shut_out(case, register) and any(mine)


def may_be_rung(case: Case, register: Register) -> bool:
    """Whether the owner can be asked to ring the school about it: rektor or the deputy has it, or may have it.

    Never of a case that their like are shut out of: whoever rings would tell them that it exists.
    """
    if case.status is Status.FORWARDED or case.school not in register.schools:
        return False
    out = shut_out(case, register)
    return any(p.id not in out for p in register.holders(case.school, Role.PRINCIPAL, Role.DEPUTY))


def may_act(who: PersonId, action: str, case: Case, register: Register) -> bool:
    """Whether the life cycle lets `who` take this action on the case as it stands now."""
    return any(row.action == action for row in open_to(who, case, register))


@once
def open_to(who: PersonId, case: Case, register: Register) -> tuple[Transition, ...]:
    """Everything that `who` may do to the case as it stands now. A task opens what it needs and no more."""
    held = parties(who, case, register)
    if not held:
        return ()
    tasked = frozenset[str]().union(*(MAY[task.work] for task in held_by(who, case)))
    whole = held - {Party.HELPER}
    now = standing(case, register) if held - _AUTHORS else case
    rows = (row for row in allowed(now, held) if row.by & whole or row.action in tasked)
    return tuple(dict.fromkeys((*rows, *_for_chosen(who, now, held))))


def _for_chosen(who: PersonId, case: Case, held: Collection[Party]) -> tuple[Transition, ...]:
    """Whom a student chose to talk with waits for nobody: what their task lets them do, also before it is taken."""
    if case.status is not Status.RECEIVED or Party.HELPER not in held or who not in chosen(case):
        return ()
    rows = allowed(case.after(status=Status.ACKNOWLEDGED), {Party.HELPER})
    return tuple(row for row in rows if row.action in MAY[Work.CHOSEN])


_AUTHORS = frozenset({Party.REPORTER, Party.TELLER})


def parts(who: PersonId, case: Case, register: Register) -> frozenset[Part]:
    """What of the case `who` may read: all of it, or what their tasks need (S1-8); their own words always."""
    if may_see(who, case, register):
        return frozenset(Part)
    mine = held_by(who, case) if has_task(who, case, register) else ()
    return frozenset[Part]().union(*(SEES[task.work] for task in mine))


def is_in_charge(who: PersonId, case: Case, register: Register) -> bool:
    """Whether the case as a whole is theirs to read: clocks, other cases, internal notes, what happened to it."""
    return bool(parties(who, case, register) & {Party.RECEIVER, Party.HANDLER})


@once
def acknowledgement(case: Case, register: Register) -> Happened | None:
    """The acknowledgement that stands: the first by somebody who is not shut out (8.1)."""
    out = shut_out(case, register)
    return next((h for h in case.on_this_way if h.what == "acknowledge" and h.who not in out), None)


def taken_in_hand(case: Case, register: Register) -> datetime | None:
    """When somebody who may first acknowledged or opened it; to have a task in it is not to have it."""
    out = shut_out(case, register)
    opened = (h for h in case.all("acknowledge", "open") if h.who not in out)
    return next((h.at for h in opened if not only_helps(h.who, case, register)), None)


def only_helps(who: PersonId | None, case: Case, register: Register) -> bool:
    """One who looks because of a task meets no duty of those who have the case."""
    return not has_more_than_tasks(who, case) and not register.is_rektor(who or "", case.school)


def standing(case: Case, register: Register) -> Case:
    """The case with the status that its history gives it now: in hand only while an acknowledgement stands."""
    fallen = case.status in IN_HAND and acknowledgement(case, register) is None
    return case.after(status=Status.RECEIVED) if fallen else case
