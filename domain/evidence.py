"""What in a case's file shows that a duty has been met: the history's closed words, and which action wrote a note."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from domain.access import acknowledgement
from domain.case import Event, Happened, Route
from domain.casefile import CaseFile
from domain.owner import OWNER, is_about_staff, must_tell_owner, recipients, told_owner
from domain.people import PersonId, Register
from domain.severity import NOT_SERIOUS, SERIOUS
from domain.status import ENDED
from domain.tasks import Work, tasks


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing in the file that shows it: an action or an event, by or to whom, and when."""

    what: str
    who: PersonId
    at: datetime


@dataclass(frozen=True, slots=True)
class Papers:
    """What is looked at. `done`: where a reporter has written what they did themself."""

    file: CaseFile
    register: Register
    done: tuple[Proof, ...] = ()

    def all(self, *what: str, word: str = "") -> tuple[Proof, ...]:
        """What has happened, of those whose word begins with `word`."""
        found = self.file.case.all(*what)
        return tuple(_proof(h) for h in found if word in ("", h.note.partition(" ")[0]))

    def has(self, *what: str) -> bool:
        return bool(self.all(*what))


Evidence = Callable[[Papers], tuple[Proof, ...]]


def _proof(happened: Happened) -> Proof:
    return Proof(str(happened.what), happened.who or "", happened.at)


def monitored(papers: Papers) -> tuple[Proof, ...]:
    """That somebody saw it; once there are measures, that somebody has followed up since."""
    complete = papers.file.case.first("complete_plan")
    if complete is None:
        return papers.all(Event.TOLD, Event.REGISTERED)
    since = (*papers.all("hear", "evaluate"), *papers.all("minutes", word="follow_up"), *_finished(papers, _FOLLOWING))
    return tuple(proof for proof in since if proof.at >= complete)


_FOLLOWING = (Work.FOLLOW_UP, Work.TALK)


def _finished(papers: Papers, works: tuple[Work, ...]) -> Iterator[Proof]:
    for task in tasks(papers.file.case):
        if task.is_done and task.work in works and task.ended_at:
            yield Proof("finish_task", task.who, task.ended_at)


def stepped_in(papers: Papers) -> tuple[Proof, ...]:
    return (*papers.done, *papers.all("measure"))


def reported(papers: Papers) -> tuple[Proof, ...]:
    """That it was told, and that somebody who may have it has taken it."""
    taken = acknowledgement(papers.file.case, papers.register)
    return (*papers.all(Event.TOLD, Event.REGISTERED), _proof(taken)) if taken else ()


def acted(papers: Papers) -> tuple[Proof, ...]:
    return papers.all("measure", "complete_plan")


def documented(papers: Papers) -> tuple[Proof, ...]:
    return tuple(Proof(note.action, note.who, note.written_at) for note in papers.file.notes)


def of_actions(*actions: str, word: str = "") -> Evidence:
    return lambda papers: papers.all(*actions, word=word)


def owner(papers: Papers) -> tuple[Proof, ...]:
    """Every recipient told where they must be; else the decision that it is not serious."""
    case, school = papers.file.case, papers.file.school
    weighed = [h for h in case.all("assess", "weigh")]
    named = (OWNER,) if case.route is Route.LEADER else recipients(school)
    told = [told_owner(case, recipient, papers.register) for recipient in named]
    reached = tuple(_proof(h) for h in told if h)
    serious = bool(weighed) and weighed[-1].note == SERIOUS
    if serious or case.route is Route.LEADER or must_tell_owner(case, school):
        return reached if len(reached) == len(told) else ()
    return (*reached, *(_proof(h) for h in weighed[-1:] if h.note == NOT_SERIOUS))


def carried_out(papers: Papers) -> tuple[Proof, ...]:
    return (*papers.all("measure"), *_finished(papers, (Work.MEASURE, Work.CLASS_MEASURES)), *papers.all("evaluate"))


def informed(papers: Papers) -> tuple[Proof, ...]:
    """The plan as it now is has been made known; what was decided of the parents stands beside it."""
    complete = [h.at for h in papers.file.case.all("complete_plan")]
    told = tuple(proof for proof in papers.all("deliver_plan") if not complete or proof.at >= complete[-1])
    return (*told, *papers.all("parents")) if told else ()


def closed(papers: Papers) -> tuple[Proof, ...]:
    """A case that ended because the student is safe rests on the student's own word."""
    case = papers.file.case
    endings = [h for h in case.all("close", "close_without_plan") if case.status in ENDED]
    said = papers.all("hear", word="affected")
    if not endings or (endings[-1].note == "safe" and not said):
        return ()
    return (*said[-1:], _proof(endings[-1]))


def has_plan(papers: Papers) -> bool:
    return papers.has("complete_plan")


def has_ended(papers: Papers) -> bool:
    return papers.file.case.status in ENDED


def about_staff(papers: Papers) -> bool:
    return is_about_staff(papers.file.case)


def always(papers: Papers) -> bool:
    return True


def never(papers: Papers) -> bool:
    """Nothing in the file says whether it is needed: it is shown where it is there."""
    return False
