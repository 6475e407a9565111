"""What stands on a card, for those who tell the stories: its words, its buttons, and in which language it speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from types import ModuleType
from typing import Any

from cards import absence as away_cards
from cards import adjacent as duty_cards
from cards import answer as answer_cards
from cards import (
    case,
    case_plan,
    casework,
    changed,
    clocks,
    codes,
    drill,
    kindred,
    log,
    notice,
    oversight,
    overview,
    readiness,
    receipt,
    tasks,
    wheel,
    wishes,
)
from cards import following as follow_cards
from cards import meetings as meeting_cards
from cards import owner_notice as owner_cards
from cards import student as student_cards
from cards import teller as teller_cards
from cards import words as shared
from dialogs import absence as away_words
from dialogs import (
    accused,
    belonging,
    changing,
    closing,
    county_governor,
    evaluation,
    hearing,
    inquiry,
    minutes,
    owner_notice,
    parents,
    plan_course,
    registration,
    report,
    severity,
    student,
    student_follow,
    supplement,
)
from dialogs import asking as asking_words
from dialogs import before_sending as sending
from dialogs import case_plan as plan_form
from dialogs import codes as code_form
from dialogs import meeting as meeting_form
from dialogs import tasks as task_words
from domain import adjacent, archiving, asking, convening, lifecycle, owner, people, plan_deeds, sides
from domain import casework as casework_rows
from domain import closing as endings
from domain import evaluation as evaluated
from domain import inquiry as gates
from domain import parents as told_parents
from domain import report as told
from domain import severity as criteria
from domain import students as ways_in
from domain import tasks as work_words
from domain.text import LANGUAGES, Language, Text

Card = dict[str, Any]


def words(card: Card) -> str:
    """Everything a reader sees on a card, a line each; inputs' values too."""
    return "\n".join(_words(card))


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (str(node[k]) for k in ("text", "label", "title", "value") if isinstance(node.get(k), str))
        yield from (w for key, child in node.items() if key not in ("data", "fallback") for w in _words(child))
    elif isinstance(node, list):
        yield from (w for child in node for w in _words(child))


def nodes(node: Any, kind: str) -> Iterator[dict[str, Any]]:
    """Every element of one type, wherever it stands; `TextRun` also without its type."""
    if isinstance(node, dict):
        if node.get("type") == kind:
            yield node
        yield from (found for child in node.values() for found in nodes(child, kind))
    elif isinstance(node, list):
        yield from (found for child in node for found in nodes(child, kind))


def runs(card: Card) -> list[str]:
    """What is shown letter by letter: the runs of every RichTextBlock."""
    return [run["text"] for block in nodes(card, "RichTextBlock") for run in block["inlines"]]


def without_runs(node: Any) -> Any:
    """The card without what is shown letter by letter, and without what stands in its inputs."""
    if isinstance(node, dict):
        kind = str(node.get("type", ""))
        hidden = {"inlines"} if kind == "RichTextBlock" else {"value"} if kind.startswith("Input.") else set()
        return {key: without_runs(child) for key, child in node.items() if key not in hidden}
    return [without_runs(child) for child in node] if isinstance(node, list) else node


def buttons(card: Card) -> dict[str, dict[str, Any]]:
    """The card's buttons by their words, wherever they stand in it."""
    return {a["title"]: a for a in _actions(card)}


def _actions(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("type") == "Action.ShowCard":
            yield from _actions(node["card"])
        elif str(node.get("type", "")).startswith("Action."):
            yield node
        else:
            yield from (a for child in node.values() for a in _actions(child))
    elif isinstance(node, list):
        yield from (a for child in node for a in _actions(child))


def inputs(card: Card) -> dict[str, dict[str, Any]]:
    """The card's questions by their names."""
    return {e["id"]: e for e in card["body"] if e["type"].startswith("Input.")}


def standing(card: Card) -> dict[str, str]:
    """What stands in the inputs of a card before anybody writes in them, as a client sends it."""
    return {name: e.get("value", "") for name, e in inputs(card).items()}


_SPEAKING = (
    shared, case, clocks, drill, notice, receipt, wheel, away_cards, lifecycle, people, told, report, registration,
    supplement, belonging, owner_notice, owner, away_words, changing, changed, kindred,
    casework, log, accused, hearing, inquiry, minutes, severity, gates, evaluation, closing, parents, evaluated,
    endings, archiving, told_parents, case_plan, plan_form, plan_course, plan_deeds, tasks, task_words, work_words,
    meeting_cards, meeting_form, convening, casework_rows,
    answer_cards, teller_cards, asking_words, asking,
    county_governor, adjacent, criteria, duty_cards, oversight, owner_cards, sides, overview, readiness,
    student_follow, follow_cards,
    student, sending, student_cards, code_form, codes, wishes, ways_in,
)  # fmt: skip


@cache
def phrases(language: Language) -> tuple[re.Pattern[str], ...]:
    """Every sentence of ours in one language; what is filled in may be anything, so that one of marks alone is none."""
    said = (t.in_(language) for module in _SPEAKING for t in _texts(vars(module).values(), module))
    return tuple(_pattern(words) for words in said if re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", words)))


def _texts(values: Iterable[Any], module: ModuleType | None = None) -> Iterator[Text]:
    for value in values:
        if isinstance(value, Text):
            yield value
        elif isinstance(value, dict):
            yield from _texts(value.values())
        elif isinstance(value, tuple | list):
            yield from _texts(value)
        elif hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
            yield from _texts(getattr(value, name) for name in value.__dataclass_fields__)


def _pattern(phrase: str) -> re.Pattern[str]:
    literal = re.split(r"\{\w+\}", phrase)
    return re.compile(".+".join(map(re.escape, literal)), re.DOTALL)


def foreign(lines: Iterable[str], language: Language) -> list[str]:
    """Those lines that are a sentence of ours, but in another language only."""
    others = [p for other in LANGUAGES if other != language for p in phrases(other)]
    return [
        line
        for line in lines
        if not any(p.fullmatch(line) for p in phrases(language)) and any(p.fullmatch(line) for p in others)
    ]
