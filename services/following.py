"""What whoever told sees of what became of it, and what they say to it. Knows nothing of where it is shown.

Every function answers None or False when it is not theirs, exactly as when there is no such report, and writes the
refusal into the audit either way. `author` is who asks, as themselves or by the report's own word for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from domain import better as answering
from domain.access import is_about_a_leader, may_see
from domain.agenda import Call, in_charge
from domain.audit import Entry, chain_of
from domain.better import OwnAnswer, is_answer
from domain.case import Case, Event, Happened, Status
from domain.clocks import week_ends
from domain.delivery import Card
from domain.evaluation import YES
from domain.following import (
    Following,
    Message,
    Question,
    Reader,
    Rights,
    is_about_teller,
    is_tellers,
    knows_plan_is_theirs,
    own_words,
    sees_readers,
)
from domain.people import PersonId
from domain.plan_views import PlanPage
from domain.report import Report, Supplement
from domain.status import ENDED
from domain.tasks import Work as Task
from domain.tasks import open_tasks
from services import planning, receipts, reporting, telling, viewing
from services.authors import as_author, name_of
from services.filing import casefile
from services.ports import House, Work


@dataclass(frozen=True, slots=True)
class _Own:
    """A report that is the asker's. `who` is what it calls them, `name` theirs, "" where nobody knows it.

    `every` case of it counts for who has read it and what was asked; `cases` are those that go on: one that was sent
    to another school goes on there.
    """

    report: Report
    who: PersonId
    name: str
    every: tuple[Case, ...]

    @property
    def cases(self) -> tuple[Case, ...]:
        return tuple(c for c in self.every if c.status is not Status.FORWARDED) or self.every

    def of_self(self) -> Iterator[Case]:
        return (c for c in self.cases if is_about_teller(self.report, c, self.name))


def _own(work: Work, house: House, report_id: str, author: PersonId, action: str, now: datetime) -> _Own | None:
    report = work.report(report_id)
    who = as_author(work, report, author)
    cases = work.cases_of(report_id) if report else ()
    if report is None or not is_tellers(report, who) or not viewing.is_served(cases, house.register):
        work.audit(telling.refusal(house, who, action, report_id, now))  # never whoever is behind it beside it
        return None
    return _Own(report, who, name_of(work, report), cases)


def following(work: Work, house: House, report_id: str, author: PersonId, now: datetime) -> Following | None:
    """The page of one's own report. That it is read is written before anything is shown (P11)."""
    own = _own(work, house, report_id, author, "report:read", now)
    if own is None:
        return None
    report, register = own.report, house.register
    plan = next((p for c in own.cases if (p := _plan(work, house, own, c, now))), None)
    work.audit(*_read(own, "follow", now), *(e for e in _read(own, "plan", now) if plan and e.case == plan.case))
    asked = ((c, answering.question(c, register.schools[c.school].calendar, now)) for c in own.of_self())
    said = [a for c in own.of_self() for a in answering.answers(c)]
    return Following(
        report=report.id, origin=report.origin, told_at=report.told_at, danger=report.danger,
        cases=tuple(receipts.line(c, report, register) for c in own.cases),
        talk=_talk(work, house, own),
        question=next((Question(c.id, day) for c, day in asked if day), None),
        plan=plan,
        readers=_readers(work, house, own) if sees_readers(report) else (),
        rights=_rights(house, own),
        has_ended=all(c.status in ENDED for c in own.cases),
        can_answer=any(own.of_self()), answer=max(said, key=lambda a: a.at, default=None),
    )  # fmt: skip


def _read(own: _Own, page: str, now: datetime) -> Iterator[Entry]:
    return (Entry(chain_of(c.route, c.school), now, own.who, "report:read", c.id, reason=page) for c in own.cases)


def _talk(work: Work, house: House, own: _Own) -> tuple[Message, ...]:
    """What the school has asked, and what they have said since the report itself, oldest first.

    Of everything that handlers write, nothing else is ever shown here.
    """
    asked = (
        Message(n.written_at, receipts.role_at(n.who, c, house.register), n.answers.get("ask_words", ""))
        for c in own.every
        for n in work.notes(c.id)
        if n.action == "ask_teller"
    )
    added = (s for s in work.supplements(own.report.id) if s.by == own.who)
    said = (Message(s.added_at, None, words) for s in added if (words := own_words(s)))
    return tuple(sorted((*asked, *said), key=lambda message: message.at))


def _readers(work: Work, house: House, own: _Own) -> tuple[Reader, ...]:
    """Everybody who has read it, as the audit has it: by role, the last time, newest first."""
    behind = work.behind(own.who)
    mine = {own.who, "system", behind.person if behind else ""}
    last: dict[tuple[PersonId, bool], Reader] = {}
    for case in own.every:
        for read in work.readings_of(case.id):
            who, is_name = read.who or "", read.what == "open_name"
            known = last.get((who, is_name))
            if who not in mine and (known is None or known.at < read.at):
                last[(who, is_name)] = Reader(receipts.role_at(who, case, house.register), read.at, is_name)
    return tuple(sorted(last.values(), key=lambda reader: reader.at, reverse=True))


def _rights(house: House, own: _Own) -> Rights:
    """About one of its leaders, the owner and not the school is whom they are sent to (§ 12-5 second paragraph)."""
    register = house.register
    school = register.schools[own.cases[0].school]
    past = any(is_about_a_leader(c, register) for c in own.cases)
    weeks = (week_ends(c, register, own.report.told_orally_at) for c in own.cases)
    return Rights(
        school=school.name, phone="" if past else school.phone, owner=school.owner.name,
        owner_contact=school.owner.contact, past_the_school=past,
        week_ends=min((day for day in weeks if day), default=None), ombud=school.ombud, helplines=school.helplines,
    )  # fmt: skip


def _plan(work: Work, house: House, own: _Own, case: Case, now: datetime) -> PlanPage | None:
    page = planning.own_copy(casefile(work, house, case, now), house)
    at = page.sheet.complete_at if page and page.sheet else None
    return page if at and knows_plan_is_theirs(own.report, case, own.name, at) else None


def say(
    work: Work, house: House, report_id: str, author: PersonId, token: str, words: str, now: datetime
) -> bool:  # fmt: skip
    """The teller's own words in the talk: an ordinary addition, which those who have the case are told of."""
    own = _own(work, house, report_id, author, "case:supplement", now)
    return own is not None and reporting.supplement(
        work, house, own.who, Supplement(report_id, token, now, {"said": words})
    )


def better(
    work: Work, house: House, report_id: str, author: PersonId, token: str,
    safe: str, face: str, words: str, now: datetime,
) -> bool:  # fmt: skip
    """How it has become, in the student's own word. The same form again is one answer (E54).

    On the open page anybody can write anybody's name: that it is safe and good is told to those who have the case, and
    counts when the student has said so to them; that it is not, counts at once.

    False also of a report that is not about whoever told it, and of answers that cannot be.
    """
    own = _own(work, house, report_id, author, "case:said", now)
    theirs = list(own.of_self()) if own else []
    if own is None or not theirs or not is_answer(safe, face):
        if own:
            work.audit(telling.refusal(house, own.who, "case:said", report_id, now))
        return False
    written = {"better_face": face, "better_safe": safe, **({"better_words": words} if words else {})}
    added = Supplement(report_id, token, now, written, own.who)
    if safe == YES and not own.report.origin.is_identified:
        return reporting.supplement(work, house, own.who, added)
    if work.add_supplement(added):
        for case in theirs:
            _answered(work, house, case, own.who, OwnAnswer(safe, int(face), now), written)
    return True


def _answered(work: Work, house: House, case: Case, who: PersonId, answer: OwnAnswer, written: dict[str, str]) -> None:
    """Into the history, and to those who have the case: at once, where it is worse."""
    now, happened = answer.at, Happened(answer.at, Event.SAID, who, answer.note)
    later = case.after(happened)
    telling.save(work, house, later, now)
    if answering.is_worse(case, answer):
        work.queue(*telling.alerts(later, Card.TASK, _to_look(later, house), Call.WORSE, now))
    else:
        work.queue(*telling.news(later, now))
    work.audit(*telling.entries(later, (happened,), who, work.commitment(written)))


def _to_look(case: Case, house: House) -> tuple[PersonId, ...]:
    """Whoever has it, also to handle; when nobody has it in hand any more, everybody who was told and may see it."""
    register = house.register
    handling = [t.who for t in open_tasks(case) if t.work in (Task.HANDLE, Task.CHOSEN)]
    told = [who for who in sorted(case.told) if may_see(who, case, register)]
    return tuple(dict.fromkeys((*in_charge(case, register), *handling, *(told if case.status in ENDED else ()))))
