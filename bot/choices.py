"""What the choices in a case's forms stand for just now: people, tasks, meetings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot import meetings
from bot import tasks as task_forms
from bot.ask import Ask
from bot.desk import Desk
from bot.tasks import Source
from domain import severity
from domain.access import is_in_charge, may_be_tasked
from domain.casefile import CaseFile
from domain.convening import FURTHER, NEAR, is_near
from domain.flow import Choice, Flow, Option, Options, Step, never
from domain.inquiry import unheard
from domain.text import same

PEOPLE = frozenset({"colleagues", NEAR, FURTHER})  # those that stand for colleagues


def offered(desk: Desk, ask: Ask, file: CaseFile) -> Options:
    """What the choices of a form about this case stand for just now, by their source, to the one who fills it in."""
    return {name: found(desk, ask, file) for name, found in SOURCES.items()}


def _colleagues(desk: Desk, ask: Ask, file: CaseFile) -> tuple[Option, ...]:
    register, case = desk.house.register, file.case
    workers = (p for p in register.people.values() if may_be_tasked(p.id, case, register))
    return tuple(Option(p.id, register.titled(p, case.school)) for p in sorted(workers, key=lambda p: p.name))


def _near(desk: Desk, ask: Ask, file: CaseFile) -> tuple[Option, ...]:
    return tuple(option for option, near in _but_me(desk, ask, file) if near)


def _further(desk: Desk, ask: Ask, file: CaseFile) -> tuple[Option, ...]:
    return tuple(option for option, near in _but_me(desk, ask, file) if not near)


def _but_me(desk: Desk, ask: Ask, file: CaseFile) -> tuple[tuple[Option, bool], ...]:
    """The others, each with whether they are near at hand."""
    register, me = desk.house.register, ask.speaker.id
    whole = is_in_charge(me, file.case, register)
    others = (option for option in _colleagues(desk, ask, file) if option.id != me)
    return tuple((option, is_near(register.people[option.id], file.case, whole)) for option in others)


def _others(desk: Desk, ask: Ask, file: CaseFile) -> tuple[Option, ...]:
    """Names of other students, for those alone whose the case as a whole is."""
    names = unheard(file) if is_in_charge(ask.speaker.id, file.case, desk.house.register) else ()
    return tuple(Option(name, same(name)) for name in names)


def _own_examples(desk: Desk, ask: Ask, file: CaseFile) -> tuple[Option, ...]:
    return severity.examples(file.school)


SOURCES: Mapping[str, Source] = {
    "colleagues": _colleagues,
    NEAR: _near,
    FURTHER: _further,
    "others": _others,
    "own_examples": _own_examples,
    **task_forms.SOURCES,
    **meetings.SOURCES,
}


def answerable(flow: Flow, supplied: Options) -> Flow:
    """Without the questions that need no answer and have nothing to choose from just now."""
    pages = (replace(p, steps=tuple(s for s in p.steps if not _is_empty(s, supplied))) for p in flow.pages)
    return replace(flow, pages=tuple(pages))


def _is_empty(step: Step, supplied: Options) -> bool:
    of = step.input.source if isinstance(step.input, Choice) and step.required is never else ""
    return of in supplied and not supplied[of]
