"""A case with everything its handlers have written about it, and what each form they fill in means to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from domain.case import Case, Happened
from domain.note import Note
from domain.origin import BY_STAFF, Origin
from domain.owner import OwnerSide
from domain.people import PersonId
from domain.profile import School
from domain.report import Answers
from domain.text import Text


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What gates, pages and forms are computed from. Notes oldest first.

    `today` (Europe/Oslo) is when it is looked at; where nobody says, it is after everything: everybody is of age.
    `gone` are those named as responsible who can have no task in it any more (E37); `beside` the cases of the same
    report, or joined with this, that the one who fills in a form may read too (E10); `heard_by` to whom a student
    told it (S1-8). `apart` are the addresses of those who are invited in the cases of other students of the same event,
    `barred` of those who are shut out of this one. `origin` is how it was told.
    """

    case: Case
    school: School
    notes: tuple[Note, ...] = ()
    today: date = date.max
    gone: frozenset[PersonId] = frozenset()
    beside: tuple[CaseFile, ...] = ()
    heard_by: tuple[PersonId, ...] = ()
    owner: OwnerSide = field(default_factory=OwnerSide)
    apart: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()
    origin: Origin = BY_STAFF

    def of(self, *actions: str) -> Iterator[Note]:
        return (note for note in self.notes if note.action in actions)

    def since(self, action: str) -> tuple[Note, ...]:
        """What has been written after the newest note of this action; everything where there is none."""
        last = max((i for i, note in enumerate(self.notes, 1) if note.action == action), default=0)
        return self.notes[last:]

    def has(self, action: str, *words: str) -> bool:
        """Whether this was done since the case was last reopened; with one of these words in the history."""
        return any(h.what == action and (not words or h.note in words) for h in self.case.this_round)

    def newest(self, *actions: str) -> Note | None:
        return next(iter(list(self.of(*actions))[::-1]), None)


@dataclass(frozen=True, slots=True)
class Gate:
    """What must be in place before something may be done: `source` demands it, `missing` says what is not there.

    `source` is a paragraph, or the profile field that demands it ("closing.minutes"): then the rule that sets it is
    named.
    """

    id: str
    source: str
    missing: Text
    is_open: Callable[[CaseFile], bool]


def never(file: CaseFile) -> bool:
    """Of a `Gate` that nothing but other answers opens: what a `Deed.problem` says."""
    return False


def _no_word(answers: Answers, file: CaseFile) -> str:
    return ""


def _nothing(answers: Answers, file: CaseFile, note: Note) -> tuple[Happened, ...]:
    return ()


def _no_problem(answers: Answers, file: CaseFile) -> Gate | None:
    return None


@dataclass(frozen=True, slots=True)
class Deed:
    """What one action with a form means: what must be in place, the word it leaves in the history, what follows.

    `is_named`: it begins something that is known by the form's own token from then on, and that is the word.

    The word is ours and closed, never what somebody wrote: it is what clocks and gates are computed from, and it
    stands in the audit. `problem` is what keeps just these answers out, and `early` what is known to do so before the
    last page. `wants` is what the ordinary way there needs
    besides `gates`: told where it is the next step, and no bar to the form, which may lead another way.
    """

    action: str
    gates: tuple[Gate, ...] = ()
    word: Callable[[Answers, CaseFile], str] = _no_word
    follows: Callable[[Answers, CaseFile, Note], tuple[Happened, ...]] = _nothing
    problem: Callable[[Answers, CaseFile], Gate | None] = _no_problem
    wants: tuple[Gate, ...] = ()
    is_named: bool = False
    early: Callable[[Answers, CaseFile], Gate | None] = _no_problem


def unmet(deed: Deed, file: CaseFile) -> tuple[Gate, ...]:
    """What keeps the form shut."""
    return shut(deed.gates, file)


def awaited(deed: Deed, file: CaseFile) -> tuple[Gate, ...]:
    """Everything that is missing before the ordinary way is open."""
    return shut((*deed.gates, *deed.wants), file)


def shut(gates: Iterable[Gate], file: CaseFile) -> tuple[Gate, ...]:
    """Those that are not open, each with the rule of this school that demands it."""
    rules = file.school.sources
    return tuple(replace(g, source=rules.get(g.source, g.source)) for g in gates if not g.is_open(file))
