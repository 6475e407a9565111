"""A form about one case: its questions, which may depend on what has been written, and what stands in them already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from domain.casefile import CaseFile
from domain.flow import Answers, Flow, Options, Step


def _as_it_is(flow: Flow, file: CaseFile) -> Flow:
    return flow


def _blank(file: CaseFile) -> Answers:
    return {}


def _nothing(file: CaseFile, answers: Answers) -> Answers:
    return {}


def _no_options(file: CaseFile) -> Options:
    return {}


def _all(answers: Answers, file: CaseFile) -> Answers:
    return answers


@dataclass(frozen=True, slots=True)
class Form:
    """`flow` bears the action's name and holds every question that can ever be asked, for reading back.

    `made` makes of it what is asked about this case, and `filled` says what stands in it already; `later` what stands
    on the pages after the first, given what has been answered. A `Choice` may have the source "colleagues": those who
    may be given a task in this case; `options` supplies other sources. `kept` is what is written down of what was
    answered, where that is to be read without the choices there were, and `derived` the steps it is read under.
    """

    flow: Flow
    made: Callable[[Flow, CaseFile], Flow] = _as_it_is
    filled: Callable[[CaseFile], Answers] = _blank
    later: Callable[[CaseFile, Answers], Answers] = _nothing
    options: Callable[[CaseFile], Options] = _no_options
    kept: Callable[[Answers, CaseFile], Answers] = _all
    derived: tuple[Step, ...] = ()

    @property
    def action(self) -> str:
        return self.flow.name

    @property
    def steps(self) -> tuple[Step, ...]:
        return (*(step for page in self.flow.pages for step in page.steps), *self.derived)
