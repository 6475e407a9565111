"""What the forms about the plan mean to a case: what must be in place, and the word each leaves in its history."""

from __future__ import annotations

from datetime import datetime

from domain.case import Case
from domain.case_plan import in_force, is_unled, newest, versions
from domain.casefile import CaseFile, Deed, Gate, never
from domain.flow import day_in
from domain.inquiry import INVESTIGATED
from domain.parents import not_for_parents
from domain.report import Answers
from domain.text import Text

ACCEPTED, NOT_ACCEPTED, TOLD = "accepted", "not_accepted", "told"


def _is_written(file: CaseFile) -> bool:
    return newest(file) is not None


def _is_whole(file: CaseFile) -> bool:
    plan = newest(file)
    return plan is None or plan.is_whole


def _is_led(file: CaseFile) -> bool:
    plan = newest(file)
    return plan is None or not any(is_unled(m, file) for m in plan.measures)


def _has_view(file: CaseFile) -> bool:
    plan = newest(file)
    return plan is None or bool(plan.view)


def _is_one(file: CaseFile) -> bool:
    plan = newest(file)
    return plan is None or not plan.beside


def _drops_nothing_unevaluated(file: CaseFile) -> bool:
    """What became of a measure that applies is written before it is left out: every measure is evaluated (§ 12-4)."""
    plan, before = newest(file), in_force(file)
    done = [h.what for h in file.case.this_round if h.what in ("complete_plan", "evaluate")][-1:]
    if plan is None or before is None or done != ["complete_plan"]:
        return True
    return {m.id for m in before.measures} <= {m.id for m in plan.measures}


GATES = (
    *INVESTIGATED,
    Gate(
        "plan_written",
        "§ 12-4",
        Text("Planen er ikke skrevet", "Planen er ikkje skriven", "The plan has not been written"),
        _is_written,
    ),
    Gate(
        "plan_whole",
        "§ 12-4",
        Text(
            "Hvert tiltak må si hvilket problem det skal løse, hva som gjøres, når, hvem som har ansvaret, og når det "
            "evalueres. Minst ett tiltak må være med",
            "Kvart tiltak må seie kva problem det skal løyse, kva som blir gjort, når, kven som har ansvaret, og når "
            "det blir evaluert. Minst eitt tiltak må vere med",
            "Each measure must say which problem it is to solve, what is done, when, who is responsible, and when it "
            "is evaluated. There must be at least one measure",
        ),
        _is_whole,
    ),
    Gate(
        "plan_led",
        "§ 12-4",
        Text(
            "Et tiltak har en ansvarlig som ikke kan ha det lenger. Skriv en ny versjon med en annen",
            "Eit tiltak har ein ansvarleg som ikkje kan ha det lenger. Skriv ein ny versjon med ein annan",
            "A measure is in the hands of somebody who can no longer have it. Write a new version with another",
        ),
        _is_led,
    ),
    Gate(
        "plan_view",
        "§ 10-2",
        Text(
            "Det står ikke i planen hva eleven mener om den",
            "Det står ikkje i planen kva eleven meiner om han",
            "The plan does not say what the student thinks of it",
        ),
        _has_view,
    ),
    Gate(
        "plan_one",
        "§ 12-4",
        Text(
            "To har skrevet på planen samtidig. Skriv en ny versjon der det viktige fra begge er med",
            "To har skrive på planen samstundes. Skriv ein ny versjon der det viktige frå begge er med",
            "Two people wrote on the plan at the same time. Write a new version with what matters from both",
        ),
        _is_one,
    ),
    Gate(
        "plan_dropped",
        "§ 12-4",
        Text(
            "Et tiltak som gjelder, er tatt ut av planen uten å være evaluert. Evaluer tiltakene først.",
            "Eit tiltak som gjeld, er teke ut av planen utan å vere evaluert. Evaluer tiltaka først.",
            "A measure that applies has been left out of the plan without being evaluated. Evaluate the measures "
            "first.",
        ),
        _drops_nothing_unevaluated,
    ),
)
NOT_NEWEST = Gate(
    "plan_not_newest",
    "§ 12-4",
    Text(
        "En nyere versjon er skrevet. Se på den, og si at den er ferdig",
        "Ein nyare versjon er skriven. Sjå på han, og sei at han er ferdig",
        "A newer version has been written. Look at it, and say that it is complete",
    ),
    never,
)


def _next_number(answers: Answers, file: CaseFile) -> str:
    return str(len(versions(file)) + 1)


def _other_version(answers: Answers, file: CaseFile) -> Gate | None:
    """The gates have looked at the newest alone."""
    return None if answers.get("complete_version") == str(len(versions(file))) else NOT_NEWEST


def _complete(answers: Answers, file: CaseFile) -> str:
    """The version that was looked at when it was said, and the first day that one of its measures is evaluated."""
    plan = versions(file)[int(answers["complete_version"]) - 1]
    return f"{plan.number} {plan.evaluated_first}"


def _delivered(answers: Answers, file: CaseFile) -> str:
    said = answers.get("deliver_accepted", "")
    return said if said in (ACCEPTED, NOT_ACCEPTED) else TOLD


def _to_parents(answers: Answers, file: CaseFile) -> Gate | None:
    """As it stood on the day they got it."""
    if "parents" not in answers.get("deliver_to", "").split(","):
        return None
    return not_for_parents(file, day_in(answers.get("deliver_day", "")) or file.today)


def limit_met(case: Case, must_be_accepted: bool) -> tuple[datetime, bool] | None:
    """When the school's own limit for the plan was met: when it was complete, or, where the school demands that it is
    accepted, when it was, or when it was written down why not. The second is whether it was so (E58).
    """
    first = case.first("complete_plan")
    if first is None or not must_be_accepted:
        return (first, False) if first else None
    answered = (h for h in case.all("deliver_plan") if h.at >= first and h.note in (ACCEPTED, NOT_ACCEPTED))
    return next(((h.at, h.note == NOT_ACCEPTED) for h in answered), None)


DEEDS = (
    Deed("measure"),
    Deed("plan", word=_next_number),
    Deed("complete_plan", gates=GATES, word=_complete, problem=_other_version),
    Deed("deliver_plan", word=_delivered, problem=_to_parents),
)
