"""The written plan of one student (§ 12-4 third paragraph): every version there is, read from what was written.

A version is never overwritten. One that was begun from an older version than the newest when it was sent is kept
like any other, and says which; the two are then put together in the next.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.casefile import CaseFile
from domain.flow import day_in
from domain.note import Note
from domain.people import PersonId
from domain.profile import School
from domain.report import Answers
from domain.text import Text

MOST = 8  # measures in one version
NOBODY = "nobody"  # on the list of colleagues: somebody else is named in words, or nobody yet
WRITTEN_PLAN = Text("skriftlig plan", "skriftleg plan", "written plan")


class Level(StrEnum):
    """Whom a measure is put in place for."""

    INDIVIDUAL = "individ"
    GROUP = "gruppe"
    CLASS = "klasse"
    SCHOOL = "skole"


LEVEL_WORDS: Mapping[Level, Text] = {
    Level.INDIVIDUAL: Text("Eleven", "Eleven", "The student"),
    Level.GROUP: Text("En gruppe elever", "Ei gruppe elevar", "A group of students"),
    Level.CLASS: Text("Klassen", "Klassa", "The class"),
    Level.SCHOOL: Text("Hele skolen", "Heile skolen", "The whole school"),
}


class Point(StrEnum):
    """The five that § 12-4 third paragraph demands of a plan, by the field that holds each."""

    PROBLEM = "problem"
    MEASURE = "measure"
    WHEN = "when"
    WHO = "who"
    EVALUATE = "evaluate"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `id` follows it from version to version, "" before it is in one.

    `who` is a colleague, `who_name` what they were called when it was written; `who_text` anybody else, in words.
    """

    id: str = ""
    problem: str = ""
    measure: str = ""
    when: str = ""
    who: PersonId = ""
    who_name: str = ""
    who_text: str = ""
    evaluate: date | None = None
    level: Level | None = None
    goal: str = ""

    @property
    def lacks(self) -> tuple[Point, ...]:
        """Which of the five points are not there."""
        there = {
            Point.PROBLEM: self.problem, Point.MEASURE: self.measure, Point.WHEN: self.when,
            Point.WHO: self.who or self.who_text, Point.EVALUATE: self.evaluate,
        }  # fmt: skip
        return tuple(point for point in Point if not there[point])


@dataclass(frozen=True, slots=True)
class Version:
    """One version as it was written. `view` is what the student thinks of it, `part` how they took part in making it
    (S1-11, S1-13); `short` the simpler form for simple and early cases (S0-14).
    """

    number: int
    based_on: int
    by: PersonId
    at: datetime
    measures: tuple[Measure, ...] = ()
    view: str = ""
    part: str = ""
    short: bool = False

    @property
    def beside(self) -> tuple[int, ...]:
        """The versions that its writer had not seen when they began."""
        return tuple(range(self.based_on + 1, self.number))

    @property
    def is_whole(self) -> bool:
        """Whether every measure has all five points."""
        return bool(self.measures) and not any(m.lacks for m in self.measures)

    @property
    def evaluated_first(self) -> date | None:
        """The earliest day on which a measure is to be evaluated."""
        return min((m.evaluate for m in self.measures if m.evaluate), default=None)


@dataclass(frozen=True, slots=True)
class Immediate:
    """A measure that was put in place before the plan (S0-16, S4-8)."""

    measure: Measure
    together: str  # with whom it was considered
    by: PersonId
    at: datetime


def label(school: School) -> Text:
    """What this school calls a student's plan."""
    return school.plan.label or WRITTEN_PLAN


def versions(file: CaseFile) -> tuple[Version, ...]:
    """Every version, oldest first: as many as there are notes, numbered from 1."""
    found: list[Version] = []
    for number, note in enumerate(file.of("plan"), 1):
        based = _number(note.answers.get("plan_based_on", ""), number - 1)
        known = {m.id for m in found[based - 1].measures} if based else set()
        found.append(_version(note, number, based, known))
    return tuple(found)


def newest(file: CaseFile) -> Version | None:
    return next(iter(versions(file)[::-1]), None)


def in_force(file: CaseFile) -> Version | None:
    """The version that was last said to be complete; the newest before any has been."""
    there, said = versions(file), [h.note.split()[0] for h in file.case.all("complete_plan")]
    number = _number(said[-1], len(there)) if said else 0
    return there[number - 1] if number else next(iter(there[::-1]), None)


def _number(said: str, most: int) -> int:
    """Which version a form was begun from; none when it says nothing we know."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 and int(said) <= most else 0


def _version(note: Note, number: int, based: int, known: set[str]) -> Version:
    answers = note.answers
    return Version(
        number, based, note.who, note.written_at, tuple(_measures(answers, number, known)),
        answers.get("plan_view", ""), answers.get("plan_part", ""), answers.get("plan_short") == "true",
    )  # fmt: skip


def _measures(answers: Answers, number: int, known: set[str]) -> Iterator[Measure]:
    """Those with anything in them. One that is not known from the version before it gets an id of its own."""
    unused = set(known)
    for n in range(1, MOST + 1):
        measure = _measure(answers, f"m{n}.")
        if measure == Measure() or answers.get(f"m{n}.drop") == "true":
            continue
        id_ = answers.get(f"m{n}.id", "")
        own = id_ if id_ in unused else f"{number}.{n}"
        unused.discard(id_)
        yield _with_id(measure, own)


def _measure(answers: Answers, prefix: str) -> Measure:
    def said(field: str) -> str:
        return answers.get(prefix + field, "")

    who = said("who") if said("who") != NOBODY else ""
    return Measure(
        problem=said("problem"), measure=said("measure"), when=said("when"), who=who,
        who_name=said("who.name"), who_text=said("who_text"), evaluate=day_in(said("evaluate")),
        level=next((level for level in Level if level == said("level")), None), goal=said("goal"),
    )  # fmt: skip


def _with_id(m: Measure, id_: str) -> Measure:
    return Measure(id_, m.problem, m.measure, m.when, m.who, m.who_name, m.who_text, m.evaluate, m.level, m.goal)


def immediate(file: CaseFile) -> tuple[Immediate, ...]:
    """Everything that was put in place at once, oldest first."""
    return tuple(
        Immediate(_measure(n.answers, "measure_"), n.answers.get("measure_with", ""), n.who, n.written_at)
        for n in file.of("measure")
    )


# What a form holds when it is begun


def based_on(file: CaseFile, answers: Answers) -> Version | None:
    """The version that a form was begun from; None for the first."""
    there = versions(file)
    number = _number(answers.get("plan_based_on", ""), len(there))
    return there[number - 1] if number else None


def rows(file: CaseFile, answers: Answers) -> tuple[Measure, ...]:
    """The measures that stand in a form already: those of the version before it, what was put in place at once since,
    and those copied from another case (E10). `id` is "" for what was in no version.
    """
    base = based_on(file, answers)
    since = [i.measure for i in immediate(file) if base is None or i.at > base.at]
    asked = answers.get("plan_copy", "").split(",")
    copied = [m for key, m in shared(file).items() if key in asked]
    return (*(base.measures if base else ()), *since, *copied)[:MOST]


OFFERED = "offered"  # the id in a form of a measure that is in no version yet


def as_answers(measures: Iterable[Measure], file: CaseFile) -> Answers:
    """The answers that these measures are in a form; without somebody who can no longer be responsible (E37)."""
    return {
        f"m{n}.{field}": said
        for n, measure in enumerate(measures, 1)
        for field, said in _fields(measure, file).items()
        if said
    }


def _fields(m: Measure, file: CaseFile) -> dict[str, str]:
    return {
        "id": m.id or OFFERED, "problem": m.problem, "measure": m.measure, "when": m.when,
        "who": "" if m.who in file.gone else m.who, "who_text": m.who_text,
        "evaluate": m.evaluate.isoformat() if m.evaluate else "", "level": m.level or "", "goal": m.goal,
    }  # fmt: skip


def shared(file: CaseFile) -> Mapping[str, Measure]:
    """The measures of the plans beside this one that may be taken over into it, by case and id (E10).

    None that names the other student: what is written here is read by this one's.
    """
    return {
        f"{other.case.id}/{m.id}": _with_id(m, "")
        for other in file.beside
        if (plan := newest(other))
        for m in plan.measures
        if m.measure and not _names(m, other.case.student)
    }


def _names(measure: Measure, student: str) -> bool:
    """Whether it holds any word of the other student's name, also as a genitive."""
    name = {word for word in _words(student) if len(word) > 1 and word.isalpha()}
    said = _words(" ".join((measure.problem, measure.measure, measure.when, measure.who_text, measure.goal)))
    return any(word in name or word.removesuffix("s") in name for word in said)


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.casefold()).split()


# Who is responsible, and what must be in place


def responsible(notes: Iterable[Note]) -> frozenset[PersonId]:
    """Every colleague who is or was responsible for a measure."""
    written = (note.answers for note in notes if note.action in ("plan", "measure"))
    fields = ("measure_who", *(f"m{n}.who" for n in range(1, MOST + 1)))
    named = frozenset(answers.get(field, "") for answers in written for field in fields)
    return named - {"", NOBODY}


def is_unled(measure: Measure, file: CaseFile) -> bool:
    """Whether the colleague responsible can be that no more, and nobody else is named (E37)."""
    return measure.who in file.gone and not measure.who_text


def completed(file: CaseFile) -> Mapping[int, datetime]:
    """The versions that were said to be complete, with when each first was."""
    found: dict[int, datetime] = {}
    for h in file.case.all("complete_plan"):
        found.setdefault(int(h.note.split()[0]), h.at)
    return found
