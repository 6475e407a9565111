"""When a student who told of themself is asked how it has become, and when a person is told that no answer came.

Once for each day that the measures are evaluated, in Teams, without content. No answer is no answer: nothing follows
from it but that a person is told to ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.access import standing
from domain.agenda import Call, Nudge, handler, morning, nudges
from domain.better import asks_from, can_be_asked, has_answered
from domain.case import Case, Event
from domain.evaluation import planned
from domain.people import Register
from domain.status import IN_HAND
from domain.workdays import add_working_days, oslo_day

PATIENCE = 3  # virkedager without an answer before somebody is told


def reminders(case: Case, register: Register, now: datetime) -> tuple[Nudge, ...]:
    """Everything that somebody is to be reminded of next, soonest first, the student's own question among it."""
    found = (*nudges(case, register, now), *_asked(case, register))
    return tuple(sorted(found, key=lambda nudge: nudge.at))


def _asked(case: Case, register: Register) -> Iterator[Nudge]:
    who, day = can_be_asked(case), planned(case)
    if not who or day is None or standing(case, register).status not in IN_HAND:
        return
    calendar = register.schools[case.school].calendar
    n, evaluated, said_at = day
    since = max(asks_from(evaluated, calendar), said_at)
    if has_answered(case, since):
        return
    key = f"evaluation {n}"
    asked = _said(case, Call.BETTER, key)
    if asked is None:
        opens = max(morning(oslo_day(since), calendar), said_at)
        yield Nudge(opens, Call.BETTER, (who,), f"{Call.BETTER} {key}")
    elif _said(case, Call.NO_WORD, key) is None and (whose := handler(case, register)):
        at = morning(add_working_days(oslo_day(asked), PATIENCE, calendar), calendar)
        yield Nudge(at, Call.NO_WORD, (whose,), f"{Call.NO_WORD} {key}")


def _said(case: Case, call: Call, key: str) -> datetime | None:
    """When this was last said of this evaluation."""
    return next((h.at for h in case.all(Event.NUDGED) if h.note == f"{call} {key}"), None)
