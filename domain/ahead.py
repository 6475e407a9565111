"""The step that a case waits for, by where it stands."""

from __future__ import annotations

from collections.abc import Container, Mapping

from domain.better import is_to_be_reopened
from domain.case import Status
from domain.case_views import Ahead
from domain.casefile import CaseFile, awaited
from domain.deeds import DEEDS
from domain.evaluation import after_evaluation
from domain.lifecycle import ACTIONS

_NEXT: Mapping[Status, str] = {
    Status.ACKNOWLEDGED: "assess",
    Status.REOPENED: "assess",
    Status.INVESTIGATING: "complete_plan",
    Status.ACTING: "evaluate",
}


def ahead(file: CaseFile, open_to: Container[str]) -> Ahead | None:
    """The next step for one who may take it, and what is missing before it; None where no step waits.

    Of a case that has ended, to open it again when the student has answered since that it is worse.
    """
    status = file.case.status
    action = after_evaluation(file) if status is Status.EVALUATING else _NEXT.get(status, "")
    action = "reopen" if is_to_be_reopened(file.case) else action
    deed = DEEDS.get(action)
    return Ahead(ACTIONS[action], awaited(deed, file)) if deed and action in open_to else None


def step(status: Status) -> str:
    """The action that a case waits for where it stands; "" where none does."""
    return _NEXT.get(status, "")
