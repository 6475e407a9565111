"""How it has become, in the student's own word: one of five faces, and whether it is safe and good.

What the student answers stands in the case's history beside what others have written that they say, and counts as
much (`domain.evaluation.heard`). A machine never says how serious an answer is; one that is worse than the answer
before it only makes somebody look, at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.case import Case, Event
from domain.evaluation import NO, UNSURE, YES, latest_word, planned
from domain.people import PersonId
from domain.status import ENDED, IN_HAND
from domain.text import Text, filled
from domain.workdays import Calendar, oslo_day, start_of_day, working_days_before

CHAT = "chat"  # the note of one who can be asked in Teams
ASKED_BEFORE = 2  # virkedager before the evaluation
WORSE_FACES = (1, 2)
FACES: Mapping[int, Text] = {
    1: Text("😢 Mye verre", "😢 Mykje verre", "😢 Much worse"),
    2: Text("😟 Litt verre", "😟 Litt verre", "😟 A little worse"),
    3: Text("😐 Som før", "😐 Som før", "😐 As before"),
    4: Text("😊 Litt bedre", "😊 Litt betre", "😊 A little better"),
    5: Text("😀 Mye bedre", "😀 Mykje betre", "😀 Much better"),
}
SAFE_WORDS: Mapping[str, Text] = {
    YES: Text("ja", "ja", "yes, it is"),
    NO: Text("nei", "nei", "no, it is not"),
    UNSURE: Text("vet ikke", "veit ikkje", "do not know"),
}

SAID = Text(
    "Eleven har selv svart {when}: {face}. Trygt og godt på skolen: {safe}.",
    "Eleven har sjølv svart {when}: {face}. Trygt og godt på skolen: {safe}.",
    "The student has answered in person {when}: {face}. Safe and good at school: {safe}.",
)


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """What a student answered: whether it is safe (yes, no or unsure), one of the five faces, and when."""

    safe: str
    face: int
    at: datetime

    @property
    def as_said(self) -> Text:
        """What stands over a question to those who handle the case: the student's own answer first."""
        day = oslo_day(self.at)
        said = {"face": FACES[self.face], "safe": SAFE_WORDS[self.safe]}
        return filled(SAID, when=f"{day.day}.{day.month}.{day.year}", **said)

    @property
    def note(self) -> str:
        """As it stands in the history."""
        return f"{self.safe} {self.face}"


def is_answer(safe: str, face: str) -> bool:
    """Whether these can be answers at all, whatever a client has sent."""
    return safe in SAFE_WORDS and face in {str(known) for known in FACES}


def answers(case: Case) -> tuple[OwnAnswer, ...]:
    """Every one, oldest first."""
    return tuple(answer for _, answer in _answered(case))


def last(case: Case) -> OwnAnswer | None:
    return next(iter(answers(case)[::-1]), None)


def _answered(case: Case) -> Iterator[tuple[int, OwnAnswer]]:
    """Each with where it stands in the history."""
    for n, h in enumerate(case.history):
        safe, _, face = h.note.partition(" ")
        if h.what == Event.SAID and is_answer(safe, face):
            yield n, OwnAnswer(safe, int(face), h.at)


def is_worse(before: Case, answer: OwnAnswer) -> bool:
    """Whether somebody must look at once: worse than it was, or less than last time, or no longer safe.

    After a case has ended, that it is not safe is enough.
    """
    earlier = last(before)
    sunk = answer.face in WORSE_FACES or (earlier is not None and answer.face < earlier.face)
    unsafe = answer.safe == NO and (latest_word(before) == YES or _has_ended(before))
    return sunk or unsafe


def _has_ended(case: Case) -> bool:
    turns = [h.what for h in case.all("close", "close_without_plan", "reopen")]
    return turns[-1:] not in ([], ["reopen"])


def worse(case: Case) -> tuple[tuple[int, OwnAnswer], ...]:
    """The answers that were worse when they came, with where they stand in the history."""
    return tuple((n, a) for n, a in _answered(case) if is_worse(replace(case, history=case.history[:n]), a))


def worse_since(case: Case, *what: str) -> tuple[int, OwnAnswer] | None:
    """The newest worse answer since the last of `what` happened, or ever when none has."""
    since = max((n for n, h in enumerate(case.history) if h.what in what), default=-1)
    return next(((n, a) for n, a in worse(case)[::-1] if n > since), None)


def is_to_be_reopened(case: Case) -> bool:
    """Whether a student has answered since it ended that it is worse: a person decides what that leads to."""
    return case.status in ENDED and worse_since(case, "close", "close_without_plan") is not None


# When they are asked


def asks_from(day: date, calendar: Calendar) -> datetime:
    """The morning of the first day on which it is asked before an evaluation."""
    return start_of_day(working_days_before(day, ASKED_BEFORE, calendar))


def question(case: Case, calendar: Calendar, now: datetime) -> date | None:
    """The evaluation that the student's answer is wanted for now; None when it is not, or they have answered."""
    found = planned(case) if case.first(Event.OF_SELF) and case.status in IN_HAND else None
    if found is None:
        return None
    _, day, said_at = found
    since = max(asks_from(day, calendar), said_at)
    return day if since <= now and not has_answered(case, since) else None


def has_answered(case: Case, since: datetime) -> bool:
    return any(answer.at >= since for answer in answers(case))


def can_be_asked(case: Case) -> PersonId:
    """Who told of themself and can be asked in Teams, as the case calls them; "" for nobody."""
    return case.reporter if any(h.note == CHAT for h in case.all(Event.OF_SELF)) else ""
