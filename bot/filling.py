"""A form being filled in: which page is next, what is known beforehand, how it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.ask import Ask, Page
from bot.desk import Desk
from cards import question
from cards.parts import CardElement, box, quote
from dialogs.report import FIRST
from domain import flow as flows
from domain.flow import Flow, Option, Options, Problems
from domain.flow import Page as FormPage
from domain.people import Person, Post
from domain.profile import School
from domain.text import clean, same

SEEDED = ("owner_receives", "ask_which")  # known by us, never asked and never kept


@dataclass(frozen=True, slots=True)
class Filling:
    """One person's form, with everything that stands in it so far under its steps' names."""

    desk: Desk
    ask: Ask
    posts: frozenset[Post]
    flow: Flow
    token: str
    answers: Mapping[str, str]

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
            "ask_which": str(bool(self._resembling)).lower(),
        }

    @property
    def _resembling(self) -> tuple[Person, ...]:
        """Those who may be the one named; never the one who names."""
        school, named = self.school, self.answers.get("accused_name", "")
        found = self.desk.house.register.resembling(school.id, named) if school else ()
        return tuple(p for p in found if p.id != self.ask.speaker.id)

    @property
    def options(self) -> Options:
        """What the choices of schools and people stand for just now."""
        register, school = self.desk.house.register, self.school
        leaders = register.leadership(school.id) if school else ()
        return {
            "schools": tuple(Option(s.id, same(s.name)) for s in self.schools.values()),
            "resembling": self._people(self._resembling),
            "leaders": self._people(leaders),
        }

    def _people(self, people: Iterable[Person]) -> tuple[Option, ...]:
        register, school = self.desk.house.register, self.school
        return tuple(Option(p.id, register.titled(p, school.id)) for p in people) if school else ()

    @property
    def next(self) -> FormPage | None:
        return flows.next_page(self.flow, self.whole)

    def problems(self, page: FormPage) -> Problems:
        return flows.problems(page, self.answers, self.options)

    def draw(self, page: FormPage, problems: Problems = question.NO_PROBLEMS, note: str = "") -> Page:
        """The page as a form, everything that is written still in it; `note` stands first."""
        look = self.desk.look(self.ask)
        notes: list[CardElement] = [box([quote(note)], "attention")] if note else []
        if page is FIRST:
            notes += question.emergency(look, self.school.emergency if self.school else ())
        carried = {"token": self.token, "school": self.school.id if self.school else ""}
        report = self.ask.word("report")
        if report:
            carried["report"] = report
        verb = f"{self.flow.name}.answer"
        card = question.page(look, page, verb, self.answers, self.options, problems, notes, **carried)
        return Page(look.w(page.title), card)


def filling(desk: Desk, ask: Ask, posts: frozenset[Post], of: Flow, answers: Mapping[str, str]) -> Filling:
    """The form a request belongs to; a new one gets a token of ours."""
    token = ask.word("token")
    ours = token if len(token) == 32 and token.isalnum() else desk.house.mint()
    claimed = ask.word("school")
    return Filling(desk, ask, posts, of, ours, {**({"school": claimed} if claimed else {}), **answers})
