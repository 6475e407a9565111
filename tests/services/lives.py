"""A whole life of some cases over the real record, for a machine that chooses what happens next.

It keeps its own account of what was told, written, accused and answered, and never asks the product who may see what:
after each step that account is what the product is held against.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar, cast

from sqlalchemy import Connection

from bot.ask import Ask, Speaker, Via
from bot.choices import answerable, offered
from bot.desk import Clock as DeskClock
from bot.desk import Desk
from cards.look import Surface
from dialogs.casework import FORMS
from dialogs.forms import Form
from domain import codes
from domain import flow as flows
from domain.case import Case
from domain.case_views import Parted
from domain.casefile import CaseFile
from domain.delivery import Conversation
from domain.flow import Addresses, Carried, Choice, Clock, Day, Input, Options, Step, Toggle
from domain.note import Note
from domain.origin import BY_STAFF, Behind, Door, Naming, Origin, Teller
from domain.people import Person, PersonId, Register
from domain.report import Answers, ByStaff, Supplement
from domain.views import Content
from services import casework, changing, delivering, handling, posts, reminding, reporting
from services.changing import Accusation
from services.delivering import Arrived, Landed, Parcel, Refused
from services.filing import casefile
from services.ports import House
from services.reporting import Submission
from storage.keys import derive
from storage.known import Known
from storage.store import Store
from storage.work import SqlWork
from tests.builders import EMIL, FJELLVIK, TEN, TOR, a_register

T = TypeVar("T")
# How what is told comes: most of it from a colleague.
_ORIGINS = (
    BY_STAFF, BY_STAFF, BY_STAFF, BY_STAFF, Origin(Teller.STUDENT, Door.TEAMS, Naming.CONFIDENTIAL, about_self=True),
    Origin(Teller.STAFF, Door.PAGE, Naming.NAMED),
)  # fmt: skip
NO_MATTER: Mapping[str, str] = {}
KEYS = derive(b"l" * 32)


@dataclass
class Life:
    """Some reports, their cases, and everybody who may do something about them."""

    connection: Connection
    dice: random.Random
    register: Register = field(default_factory=a_register)
    time: datetime = TEN
    known: Known = field(default_factory=Known)
    tokens: int = 0
    told: dict[str, tuple[PersonId, Answers]] = field(default_factory=dict)  # report: who, and in which words
    accused: dict[str, set[PersonId]] = field(default_factory=dict)  # case: who
    recused: dict[str, set[PersonId]] = field(default_factory=dict)
    written: list[Note] = field(default_factory=list)
    added: list[Supplement] = field(default_factory=list)
    seen: dict[str, tuple[object, ...]] = field(default_factory=dict)  # case: its history when last looked at

    def now(self) -> datetime:
        return self.time

    # -- one step

    def run(self, unit: Callable[[SqlWork], T]) -> T:
        """One unit of work, a minute later than the last. What was cached is forgotten now and then."""
        self.time += timedelta(minutes=1)
        if self.dice.random() < 0.3:
            self.known.forget()
        work = SqlWork(self.connection, KEYS, self.known)
        with self.connection.begin_nested():
            result = unit(work)
            work.finish()
        return result

    @property
    def house(self) -> House:
        return House(self.register, self._mint, self.dice.choice)

    @property
    def desk(self) -> Desk:
        """What forms are made with: who is who, and what time it is."""
        return Desk(cast(Store, None), self.house, cast(DeskClock, self), Surface.DIALOG)

    def _mint(self) -> str:
        return f"{self.dice.getrandbits(128):032x}"

    def cases(self) -> list[Case]:
        return [c for report in self.told for c in self.run(lambda work, r=report: work.cases_of(r))]

    def people(self) -> list[PersonId]:
        return sorted(self.register.people)

    # -- what happens

    def tell(self, by_staff: ByStaff, accused: frozenset[PersonId], danger: bool, students: int) -> None:
        who = self.dice.choice([TOR, *self.people()])
        answers = {"what": f"Sitter alene {len(self.told)}.", "by_staff": by_staff, "danger": "no"}
        names = tuple(f"Elev {n} 2STA" for n in range(students))
        token = self._mint()
        origin = _ORIGINS[int(token[:2], 16) % len(_ORIGINS)]
        behind = None
        if origin != BY_STAFF:
            who = codes.author(token)
            behind = Behind(who, EMIL, self.register.name(EMIL), here=True) if not origin.is_open else None
        told = Submission(
            token, FJELLVIK, who, self.register.name(who), by_staff, danger, names, accused, answers, origin=origin,
            behind=behind,
        )  # fmt: skip
        report = self.run(lambda work: reporting.submit(work, self.house, told, self.time))
        self.told[report.id] = (who, answers)
        for case in self.run(lambda work: work.cases_of(report.id)):
            self.accused[case.id], self.recused[case.id] = set(accused), set()

    def add(self, case: Case) -> None:
        who = self.told[case.report][0]
        more = Supplement(case.report, self._mint(), self.time, {"more": f"Igjen, {len(self.added)}."}, who)
        if self.run(lambda work: reporting.supplement(work, self.house, who, more)):
            self.added.append(more)

    def take(self, case: Case, who: PersonId) -> None:
        self.run(lambda work: handling.acknowledge(work, self.house, case.id, who, self.time))
        self.open(case, who)

    def open(self, case: Case, who: PersonId) -> Content | None:
        return self.run(lambda work: handling.open_case(work, self.house, case.id, who, self.time))

    def look(self, case: Case, who: PersonId) -> object:
        return self.run(lambda work: handling.look(work, self.house, case.id, who, self.time))

    def recuse(self, case: Case, who: PersonId) -> None:
        if self.run(lambda work: handling.recuse(work, self.house, case.id, who, self.time)):
            self.recused[case.id].add(who)

    def accuse(self, case: Case, who: PersonId, by_staff: ByStaff, accused: frozenset[PersonId]) -> None:
        note = Note(case.id, self._mint(), "accuse", who, self.time, {"by_staff": by_staff})
        found = Accusation(by_staff, accused)
        before = {c.id: c.version for c in self.cases()}
        if self.run(lambda work: changing.accuse(work, self.house, found, note)):
            for one in self.cases():
                if any(h.what == "accuse" for h in one.history[before[one.id] :]):
                    self.accused[one.id] |= accused

    def write(self, case: Case, who: PersonId, action: str, lean: float, rather: Mapping[str, str] = NO_MATTER) -> bool:
        """Fills in one form by chance and sends it, twice now and then; tells whether it was taken.

        `rather`: what is answered where it may be, by the end of the question's name.
        """
        file = self.run(lambda work: casefile(work, self.house, case, self.time))
        offers = offered(self.desk, Ask(Speaker(who, "", "", "", ""), Via.DIALOG), file)
        answers = filled(FORMS[action], file, offers, Chance(self.dice, lean, self.time, rather))
        if answers is None:
            return False
        note = Note(case.id, self._mint(), action, who, self.time, answers)
        for _ in range(self.dice.choice((1, 1, 1, 2))):
            done = self.run(lambda work: casework.record(work, self.house, answers, note))
        taken = any(n.token == note.token for n in self.notes(case))
        if taken:
            assert done is None or isinstance(done, Content | Parted)
            self.written.append(note)
        return taken

    def notes(self, case: Case) -> tuple[Note, ...]:
        return self.run(lambda work: work.notes(case.id))

    def become(self, *people: Person, without: frozenset[PersonId] = frozenset()) -> None:
        """The people file is another from now on."""
        self.register = a_register(*people, school=self.register.schools[FJELLVIK], without=without)
        self.run(lambda work: posts.reconcile(work, self.house, {FJELLVIK}, self.time))

    def wait(self, time: timedelta) -> None:
        """The clock goes on; what falls due on the way happens in its order, and what is sent arrives."""
        end, steps = self.time + time, 0
        while (due := self._next_due(end)) is not None and steps < 12:
            self.time, steps = max(self.time, due[1]), steps + 1
            self.run(lambda work: reminding.remind(work, self.house, due[0], self.time))
        self.deliver()
        self.time = max(self.time, end)

    def _next_due(self, end: datetime) -> tuple[str, datetime] | None:
        (due,) = self.run(lambda work: (work.cases_due(end, 1),))
        if not due:
            return None
        at = self.connection.exec_driver_sql("SELECT next_due FROM cases WHERE id = ?", (due[0].id,)).scalar_one()
        return due[0].id, datetime.fromisoformat(at)

    def deliver(self) -> list[Parcel]:
        """What waits is sent; a few cards cannot be."""
        parcels, _ = self.run(lambda work: delivering.take(work, self.house, self.time))
        landed = [Landed(p, self._outcome(p), self.time) for p in parcels]
        self.run(lambda work: delivering.settle(work, self.house, landed))
        return list(parcels)

    def _outcome(self, parcel: Parcel) -> Arrived | Refused:
        who = parcel.delivery.person
        if self.dice.random() < 0.05:
            return Refused()
        return Arrived(f"card-{parcel.delivery.id}", Conversation(who, f"chat-{who}", "https://x/", "nb", self.time))


# -- a form, filled in by chance


@dataclass(frozen=True)
class Chance:
    """How a form is filled in: `lean` is how often a question is left empty that may be."""

    dice: random.Random
    lean: float
    now: datetime
    rather: Mapping[str, str]

    def answer(self, step: Step, answers: Answers, options: Options) -> str:
        wanted = next((said for name, said in self.rather.items() if step.id.endswith(name)), "")
        if wanted and (not isinstance(step.input, Choice) or wanted in _ids(step.input, options)):
            return wanted
        if isinstance(step.input, Carried) or (not step.required(answers) and self.dice.random() < self.lean):
            return answers.get(step.id, "false" if isinstance(step.input, Toggle) else "")
        return self._any(step.input, options)

    def _any(self, asked: Input, options: Options) -> str:
        match asked:
            case Choice():
                offered = _ids(asked, options)
                return self.dice.choice(offered) if offered else ""
            case Toggle():
                return self.dice.choice(("true", "false"))
            case Day(ahead):
                days = self.dice.choice((1, 7, 21) if ahead else (-1, -1, -16 * 366, -19 * 366))
                return (self.now.date() + timedelta(days=days)).isoformat()
            case Clock():
                return "08:15"
            case Addresses():
                return f"en{self.dice.randrange(9)}@hjemme.example"
        return f"Ord {self.dice.randrange(10_000)}."


def _ids(choice: Choice, options: Options) -> list[str]:
    return [option.id for option in flows.offers(choice, options)]


def filled(form: Form, file: CaseFile, options: Options, chance: Chance) -> Answers | None:
    """Valid answers to every page, or None when a question offers nothing that can be answered."""
    options = {**options, **form.options(file)}
    flow = answerable(form.made(form.flow, file), options)
    answers = dict(form.filled(file))
    for page in flow.pages:
        answers = {**form.later(file, answers), **answers}
        if not page.when(answers):
            continue
        for step in page.steps:
            if step.when(answers):
                answers[step.id] = chance.answer(step, answers, options)
        if flows.problems(page, answers, options, chance.now):
            return None
    asked = {s.id for page in flow.pages if page.when(answers) for s in flows.asked(page, answers)}
    return form.kept({step: said for step, said in answers.items() if said and step in asked}, file)
