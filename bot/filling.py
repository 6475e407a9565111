"""A form being filled in: which page is next, what is known beforehand, how it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.ask import Ask, Page
from bot.desk import Desk
from cards import question
from cards.parts import CardElement, box, capital, quote
from dialogs.registration import HEARD
from dialogs.report import FIRST
from dialogs.student import FIRSTS, STUDENT
from domain import flow as flows
from domain.convening import SLOTS
from domain.flow import Choice, Flow, Option, Options, Problems
from domain.flow import Page as FormPage
from domain.people import Person, Post
from domain.profile import Emergency, School
from domain.report import came_by, channels
from domain.text import clean, same

SEEDED = ("owner_receives", "ask_which", "ask_teller", "direct_topics")  # known by us, never asked and never kept
MAIN = (FIRST, HEARD, *FIRSTS)


@dataclass(frozen=True, slots=True)
class Filling:
    """One person's form, with everything that stands in it so far under its steps' names."""

    desk: Desk
    ask: Ask
    posts: frozenset[Post]
    flow: Flow
    token: str
    answers: Mapping[str, str]
    more: Options = field(default_factory=dict)  # what else choices stand for just now
    known: Mapping[str, str] = field(default_factory=dict)  # what else is known by us, never asked and never kept

    @property
    def schools(self) -> dict[str, School]:
        """The schools this person may tell at, by id."""
        known = self.desk.house.register.schools
        return {p.school: known[p.school] for p in sorted(self.posts, key=lambda p: p.school) if p.school in known}

    @property
    def school(self) -> School | None:
        """The one chosen, or the only one there is. A school that is not theirs counts as not chosen."""
        chosen = self.schools.get(self.answers.get("school", ""))
        return chosen or (next(iter(self.schools.values())) if len(self.schools) == 1 else None)

    def having(self, **answers: str) -> Filling:
        return replace(self, answers={**self.answers, **answers})

    def taking(self, page: FormPage) -> Filling:
        """With what was sent for `page`."""
        return self.having(**flows.given(page, self.ask.data, clean))

    @property
    def whole(self) -> dict[str, str]:
        """The answers with what we know ourselves; computed anew each time, so that no client can say it."""
        answers = {s: a for s, a in self.answers.items() if s != "school"}
        school = self.school
        if school is None:
            return answers
        return {
            **answers,
            "school": school.id,
            "owner_receives": str(school.owner.receives_leader_cases).lower(),
            "ask_which": str(bool(self._accused)).lower(),
            "ask_teller": str(bool(self._tellers)).lower(),
            "direct_topics": ",".join(school.direct),
            **self.known,
        }

    @property
    def main(self) -> FormPage:
        """The page where it is told what has happened."""
        return next(p for p in self.flow.pages if p in MAIN and p.when(self._as_written))

    @property
    def _accused(self) -> tuple[Person, ...]:
        """Those who may be the employee named; never the one who tells, unless they write down what another told."""
        found = self._resembling("accused_name")
        return found if HEARD in self.flow.pages else self._but_me(found)

    @property
    def _tellers(self) -> tuple[Person, ...]:
        """Those who may be the one named as having told; never the one who writes it down."""
        return self._but_me(self._resembling("teller_name"))

    def _but_me(self, people: Iterable[Person]) -> tuple[Person, ...]:
        return tuple(p for p in people if p.id != self.ask.speaker.id)

    def _resembling(self, step: str) -> tuple[Person, ...]:
        school, named = self.school, self.answers.get(step, "")
        return self.desk.house.register.resembling(school.id, named) if school else ()

    def options(self, page: FormPage) -> Options:
        """What this page's choices of schools, people and channels stand for just now."""
        choices = (step.input for step in page.steps if isinstance(step.input, Choice))
        return {choice.source: self._supplied(choice.source) for choice in choices if choice.source}

    def _supplied(self, source: str) -> tuple[Option, ...]:
        register, school = self.desk.house.register, self.school
        match source:
            case "schools":
                return tuple(Option(s.id, same(s.name)) for s in self.schools.values())
            case "resembling":
                return self._people(self._accused)
            case "tellers":
                return self._people(self._tellers)
            case "leaders":
                return self._people(register.leadership(school.id) if school else ())
            case "slots":
                return self._free_times()
            case "channels":
                return tuple(Option(c, came_by(c, school)) for c in channels(school)) if school else ()
        return self.more.get(source, ())

    def _free_times(self) -> tuple[Option, ...]:
        """Those that were found when the page before this was sent, and have not come since."""
        found = (datetime.fromisoformat(at) for at in self.answers.get(SLOTS, "").split(",") if at)
        look, now = self.desk.look(self.ask), self.desk.now()
        return tuple(Option(at.isoformat(), same(capital(look.moment(at)))) for at in found if at > now)

    def _people(self, people: Iterable[Person]) -> tuple[Option, ...]:
        register, school = self.desk.house.register, self.school
        return tuple(Option(p.id, register.titled(p, school.id)) for p in people) if school else ()

    @property
    def _as_written(self) -> dict[str, str]:
        """What stands on the form, with what decides which of its questions apply."""
        return {**self.whole, **self.answers}

    @property
    def next(self) -> FormPage | None:
        return flows.next_page(self.flow, self.whole)

    def problems(self, page: FormPage) -> Problems:
        return flows.problems(page, self._as_written, self.options(page), self.desk.now())

    def draw(
        self,
        page: FormPage,
        problems: Problems = question.NO_PROBLEMS,
        note: str = "",
        also: Sequence[CardElement] = (),
    ) -> Page:
        """The page as a form, everything that is written still in it; `note` stands first, then what is said `also`."""
        look = self.desk.look(self.ask)
        notes: list[CardElement] = [box([quote(note)], "attention")] if note else []
        if page in MAIN:
            notes += question.emergency(look, self.school.in_danger if self.school else Emergency())
        notes += also
        carried = {"token": self.token, "school": self.school.id if self.school else ""}
        carried |= {name: said for name in ("report", "case", "by_code") if (said := self.ask.word(name))}
        carried |= {"kind": self.answers.get("kind", "")} if self.flow is STUDENT else {}
        verb = f"{self.flow.name}.answer"
        card = question.page(look, page, verb, self._as_written, self.options(page), problems, notes, **carried)
        return Page(look.w(page.title), card)


def filling(desk: Desk, ask: Ask, posts: frozenset[Post], of: Flow, answers: Mapping[str, str]) -> Filling:
    """The form a request belongs to."""
    claimed = ask.word("school")
    return Filling(desk, ask, posts, of, form_token(desk, ask), {**({"school": claimed} if claimed else {}), **answers})


def form_token(desk: Desk, ask: Ask) -> str:
    """The form's own; a new form gets one of ours."""
    token = ask.word("token")
    return token if len(token) == 32 and token.isalnum() else desk.house.mint()
