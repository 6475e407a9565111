"""A case told at the wrong school goes to the right one: by a person's decision, on a legal basis they write down."""

from __future__ import annotations

from dataclasses import replace

from domain.case import Case, Event, Happened, Route, Status
from domain.delivery import Card
from domain.note import Note
from domain.report import Report, topics_in
from domain.routing import narrower, route_for
from domain.views import Changed
from services import telling
from services.ports import House, Work
from services.reporting import begin, free_reference

_GOES_WITH = ("accuse", Event.ACCUSED, "correct_student", Event.OF_SELF, Event.SAID)


def forward(work: Work, house: House, to: str, note: Note) -> Changed | None:
    """A new case at school `to`, told of by that school's own ladder; this one ends, and its content is closed here.

    Nothing crosses between schools but so (ruling 9): `note` is the legal basis, kept with both cases.
    """
    case = telling.permitted(work, house, note.case, note.who, "forward", note.written_at)
    report = work.report(case.report) if case else None
    if case is None or report is None or to == case.school or to not in house.register.schools:
        return None
    later = _continue(work, house, case, report, to, note)
    work.add_note(note)
    also = (Happened(note.written_at, Event.CONTINUED, None, later.id),)
    telling.act(work, house, case, "forward", note.who, note.written_at, note.answers, to, also)
    owner = house.register.schools[to].owner
    return Changed("forward", "", case.reference, later.status is Status.UNDELIVERED, owner.name, owner.contact)


def _continue(work: Work, house: House, case: Case, report: Report, to: str, note: Note) -> Case:
    """At the new school: told when it was told, from that school's first rung now."""
    bare = _at(work, house, case, report, to, note)
    later = begin(work, house, bare, note.written_at)
    for one in (*(n for n in work.notes(case.id) if n.action == "accuse"), note):
        work.add_note(replace(one, case=later.id))
    bound = work.commitment(note.answers)
    came = bare.history[-1]
    work.audit(
        *telling.entries(later, (came,), note.who, bound), *telling.entries(later, later.history[bare.version :])
    )
    if later.status is Status.UNDELIVERED:
        work.queue(*telling.to_keepers(later, Card.TELL_OWNER, note.written_at))
    return later


def _at(work: Work, house: House, case: Case, report: Report, to: str, note: Note) -> Case:
    """Of what happened at the wrong school, who is involved goes with it, and what the student said."""
    known = tuple(h for h in case.history if h.what in _GOES_WITH)
    told = Happened(case.told_at, Event.TOLD, case.reporter)
    came = Happened(note.written_at, Event.CAME, None, case.id)
    return replace(
        case, id=house.mint(), reference=free_reference(work, house, note.written_at), school=to,
        route=_route(house, case, report, to), status=Status.RECEIVED, history=(told, *known, came),
    )  # fmt: skip


def _route(house: House, case: Case, report: Report, to: str) -> Route:
    """As that school's plan has it; but what is known of somebody accused is never forgotten on the way."""
    found = route_for(report.by_staff, case.accused, to, house.register, topics_in(report.answers))
    return narrower(found, case.route) if case.route in (Route.EMPLOYEE, Route.LEADER) else found
