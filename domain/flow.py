"""A guided conversation as data: pages of steps, answers kept under each step's name, never its number."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from domain.addresses import is_address
from domain.text import Text
from domain.workdays import OSLO

Answers = Mapping[str, str]
When = Callable[[Answers], bool]


def always(_: Answers) -> bool:
    return True


def never(_: Answers) -> bool:
    return False


def answered(step: str, *values: str) -> When:
    """True when `step` has one of these answers."""
    return lambda answers: answers.get(step, "") in values


def unless(step: str, *values: str) -> When:
    """True when `step` has none of these answers."""
    return lambda answers: answers.get(step, "") not in values


def both(one: When, other: When) -> When:
    return lambda answers: one(answers) and other(answers)


@dataclass(frozen=True, slots=True)
class Line:
    longest: int = 200


@dataclass(frozen=True, slots=True)
class Long:
    longest: int = 5000
    most_lines: int | None = None  # lines with something on them, each counted once


@dataclass(frozen=True, slots=True)
class Option:
    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One of `options`, or of what the caller supplies under the name `source` (people, for instance).

    `named`: the ids of what is supplied are the words themselves, to be read back as they are.
    `taps`: each option is a button of its own, and pressing it sends the page.
    """

    options: tuple[Option, ...] = ()
    source: str = ""
    many: bool = False
    compact: bool = False
    named: bool = False
    taps: bool = False


@dataclass(frozen=True, slots=True)
class Toggle:
    """Answered "true" or "false"."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day, as `2026-11-23`: one that has come, unless it may be `ahead`."""

    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day in Oslo, as `10:15`, on the day answered in the step `of`: one that has come, or one `ahead`."""

    of: str
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class Addresses:
    """E-mail addresses, `most` of them, one a line or with a comma between."""

    most: int


@dataclass(frozen=True, slots=True)
class Carried:
    """Asked of nobody: goes with the form as it stood when the form was drawn."""

    longest: int = 40


Input = Line | Long | Choice | Toggle | Day | Clock | Addresses | Carried


@dataclass(frozen=True, slots=True)
class Step:
    """One question, asked when `when` holds; `help` stands under it.

    `about` stands over it, letter by letter: it may hold what somebody has written.
    """

    id: str
    ask: Text
    input: Input
    required: When = never
    help: Text | None = None
    when: When = always
    about: Text | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Questions asked together; asked when `when` holds. `send` is the word on its button."""

    id: str
    title: Text
    steps: tuple[Step, ...]
    send: Text
    when: When = always
    intro: Text | None = None
    one_of_them: bool = False  # at least one step must be answered


@dataclass(frozen=True, slots=True)
class Flow:
    name: str
    pages: tuple[Page, ...]

    def page(self, page: str) -> Page | None:
        return next((p for p in self.pages if p.id == page), None)


class Fault(StrEnum):
    """Why an answer cannot be taken."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"
    NOT_OFFERED = "not_offered"
    NO_TIME = "no_time"  # no day, or no time of day, that anybody can mean
    NOT_YET = "not_yet"
    TOO_EARLY = "too_early"
    PASSED = "passed"
    NO_ADDRESS = "no_address"
    TOO_MANY_ADDRESSES = "too_many_addresses"


Options = Mapping[str, tuple[Option, ...]]  # what a `Choice.source` stands for just now


@dataclass(frozen=True, slots=True)
class Problems:
    """What must be mended on one page before it can be taken."""

    steps: Mapping[str, Fault] = field(default_factory=dict)
    nothing_given: bool = False

    def __bool__(self) -> bool:
        return bool(self.steps) or self.nothing_given


def next_page(flow: Flow, answers: Answers) -> Page | None:
    """The first page that applies and has not been answered; None when the flow is whole."""
    return next((p for p in flow.pages if p.when(answers) and not _done(p, answers)), None)


def _done(page: Page, answers: Answers) -> bool:
    return all(step.id in answers for step in asked(page, answers))


def asked(page: Page, answers: Answers) -> tuple[Step, ...]:
    """The steps of the page that apply."""
    return tuple(step for step in page.steps if step.when(answers))


def given(page: Page, raw: Mapping[str, object], tidy: Callable[[str], str]) -> dict[str, str]:
    """The page's answers out of what a client sent: only its own steps, text only, tidied, absent as ""."""
    return {s.id: tidy(v) if isinstance(v := raw.get(s.id), str) else "" for s in page.steps}


_ALWAYS = datetime.max.replace(tzinfo=UTC)


def problems(page: Page, answers: Answers, options: Options, now: datetime = _ALWAYS) -> Problems:
    """What is wrong with these answers to `page` at `now`; falsy when nothing is."""
    found = {s.id: fault for s in page.steps if (fault := _fault(s, answers, options, now))}
    empty = page.one_of_them and not any(answers.get(s.id, "") for s in page.steps)
    return Problems(found, empty)


def _fault(step: Step, answers: Answers, options: Options, now: datetime) -> Fault | None:
    answer = answers.get(step.id, "")
    if not answer:
        return Fault.MISSING if step.required(answers) else None
    match step.input:
        case Line(longest) | Carried(longest):
            return Fault.TOO_LONG if len(answer) > longest else None
        case Long(longest, most_lines):
            long = Fault.TOO_LONG if len(answer) > longest else None
            lines = {line.strip() for line in answer.splitlines()} - {""}
            return Fault.TOO_MANY if most_lines and len(lines) > most_lines else long
        case Choice():
            offered = {o.id for o in offers(step.input, options)}
            return None if set(chosen(step.input, answer)) <= offered else Fault.NOT_OFFERED
        case Day(ahead):
            return _day_fault(moment(answer, "00:00"), ahead, now)
        case Clock(of, ahead):
            return _clock_fault(answers.get(of, ""), answer, ahead, now)
        case Addresses(most):
            return _addresses_fault(answer, most)
    return None if answer in ("true", "false") else Fault.NOT_OFFERED


def day_in(answer: str) -> date | None:
    """The day of an answer to a `Day`; None when it is none."""
    return date.fromisoformat(answer) if moment(answer, "00:00") else None


def moment(day: str, clock: str) -> datetime | None:
    """The instant (UTC) that a `Day` and its `Clock` say; None when they say none."""
    if not re.fullmatch(r"20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}", f"{day} {clock}"):
        return None
    try:
        return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=OSLO).astimezone(UTC)
    except ValueError:
        return None


def addresses(answer: str) -> tuple[str, ...]:
    """The addresses of an answer to `Addresses`, in lower case, each once."""
    return tuple(dict.fromkeys(found.lower() for found in re.split(r"[\s,;]+", answer) if found))


def _addresses_fault(answer: str, most: int) -> Fault | None:
    found = addresses(answer)
    if not all(map(is_address, found)):
        return Fault.NO_ADDRESS
    return Fault.TOO_MANY_ADDRESSES if len(found) > most else None


_LONG_AGO = "2000-01-01"
_FURTHEST = timedelta(days=5 * 366)  # ahead; what is beyond is a slip of the pen, and no calendar knows its holidays


def _day_fault(at: datetime | None, ahead: bool, now: datetime) -> Fault | None:
    if at and ahead:
        return Fault.NO_TIME if at - now > _FURTHEST else None
    return _unhappened(at, now)


def _clock_fault(day: str, answer: str, ahead: bool, now: datetime) -> Fault | None:
    at = moment(day if moment(day, "00:00") else _LONG_AGO, answer)
    if at and ahead:
        return Fault.PASSED if at <= now and moment(day, "00:00") else None
    return _unhappened(at, now)


def _unhappened(at: datetime | None, now: datetime) -> Fault | None:
    if at is None:
        return Fault.NO_TIME
    return Fault.NOT_YET if at > now else None


def offers(choice: Choice, options: Options) -> tuple[Option, ...]:
    """The options of a choice: its own, after those its source supplies."""
    return options.get(choice.source, ()) + choice.options


def chosen(choice: Choice, answer: str) -> tuple[str, ...]:
    return tuple(answer.split(",")) if choice.many else (answer,)
