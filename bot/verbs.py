"""Card verb to function: everything a person can ask of us. A verb that is not here is answered as unknown."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot import (
    absences,
    case_plan,
    cases,
    casework,
    changes,
    coming_back,
    drills,
    following,
    greetings,
    overview,
    owner_notices,
    registering,
    reports,
    student,
    wheel,
    wishes,
)
from bot.adapter import name_failure
from bot.ask import Ask, Page
from bot.desk import Desk
from bot.reports import Posts
from cards import words
from domain.access import MATRIX, Need
from domain.text import Text
from storage.failures import StoreUnavailable

Handler = Callable[[Desk, Ask, Posts], Awaitable[Page]]

VERBS: Mapping[str, Handler] = {
    "chat": greetings.chat,
    "hello": greetings.hello,
    "belonging.answer": greetings.belongs,
    "report.begin": greetings.tell,
    "report.answer": reports.answer,
    "student.begin": student.begin,
    "student.answer": student.answer,
    "student.code": coming_back.begin,
    "student.code.answer": coming_back.answer,
    "wish.show": wishes.show,
    "wish.met": wishes.met,
    "registration.begin": registering.begin,
    "registration.answer": registering.answer,
    "report.confirm": registering.confirm,
    "supplement.begin": reports.begin_supplement,
    "supplement.answer": reports.supplement,
    "owner_told.begin": reports.begin_owner_told,
    "owner_told.answer": reports.owner_told,
    **following.VERBS,
    "mine": reports.mine,
    "mine.show": reports.show_mine,
    "receipt": reports.show_receipt,
    "away.begin": absences.begin,
    "away.answer": absences.answer,
    "away.back": absences.back,
    "case.acknowledge": cases.acknowledge,
    "case.open": cases.look,
    "case.declare": cases.declare,
    "case.recuse": cases.recuse,
    "case.hide": cases.show,
    "case.menu": casework.menu,
    "case.log": casework.log,
    "case.tasks": casework.tasks,
    "case.duties": casework.duties,
    "owner_notice.acknowledge": owner_notices.acknowledge,
    "case.ready": overview.ready,
    "student.history": overview.chronology,
    "cases": overview.show,
    "owner.cases": overview.owners,
    "drill.begin": drills.begin,
    "drill.start": drills.start,
    "drill.show": drills.show,
    "drill.acknowledge": drills.acknowledge,
    **changes.VERBS,
    **casework.VERBS,
    **case_plan.VERBS,
    "wheel.show": wheel.show,
    "wheel.turn": wheel.turn,
    "wheel.card": wheel.card,
    "wheel.export": wheel.export,
    "wheel.done": wheel.done,
    "wheel.undo": wheel.undo,
}

log = logging.getLogger(__name__)


async def respond(desk: Desk, ask: Ask) -> Page:
    """The page that answers. Never raises: what fails is said in plain words, with what was and was not saved."""
    try:
        return await _respond(desk, ask)
    except StoreUnavailable as error:
        log.error("not saved: %s", error)
        return _failed(desk, ask, words.TRY_AGAIN_BODY)
    except Exception as error:
        log.error("verb %s failed: %s", ask.verb if ask.verb in VERBS else "?", name_failure(error))
        return _failed(desk, ask, words.UNCERTAIN)


def _failed(desk: Desk, ask: Ask, why: Text) -> Page:
    return replace(desk.says(ask, words.TRY_AGAIN, why), failure=desk.look(ask).w(why))


async def _respond(desk: Desk, ask: Ask) -> Page:
    handler = VERBS.get(ask.verb)
    if handler is None:
        return desk.says(ask, words.UNKNOWN, words.UNKNOWN_BODY)
    posts = await desk.belongings(ask.speaker)
    if MATRIX[ask.verb] is Need.SCHOOL:
        if not posts:
            return await greetings.belong(desk, ask, posts)
        if desk.school(posts) is None:
            return desk.says(ask, words.SCHOOL_NOT_READY, words.SCHOOL_NOT_READY_BODY)
    return await handler(desk, ask, posts)
