"""The form that tells, page by page, with everything it holds carried in itself: no draft is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.open_page.visit import Visit
from dialogs.open_page import OPEN_PAGE, applying
from domain import flow as flows
from domain.flow import Page, Problems
from domain.report import ByStaff
from domain.text import clean

BEFORE = "before"  # the page where everything is seen once more
STEPS = frozenset(step.id for page in OPEN_PAGE.pages for step in page.steps)


@dataclass(frozen=True, slots=True)
class Filling:
    """What somebody has answered so far, and the carried word of the form's own token."""

    visit: Visit
    answers: Mapping[str, str]
    carried: str = ""

    @property
    def whole(self) -> dict[str, str]:
        """With what we know ourselves, computed anew each time, so that no client can say it."""
        school = self.visit.school
        known = {
            "owner_receives": str(school.owner.receives_leader_cases).lower(),
            "ask_which": "false",
            "direct_topics": ",".join(school.direct),
        }
        return {**self.answers, **known}

    @property
    def danger(self) -> bool:
        return self.answers.get("danger") == "yes"

    @property
    def names_a_leader(self) -> bool:
        """Whether the employee may be a leader, by what was written: who works here is not shown, so not asked."""
        register, school = self.visit.register, self.visit.school.id
        written = self.answers.get("accused_name", "") if self.answers.get("by_staff") == ByStaff.EMPLOYEE else ""
        return any(register.is_leader(p.id, school) for p in register.resembling(school, written))

    @property
    def by_staff(self) -> ByStaff:
        """What decides the way; one who may be a leader goes the way of a doubt (§ 12-5 second paragraph)."""
        return ByStaff.UNSURE if self.names_a_leader else ByStaff(self.answers["by_staff"])

    @property
    def past_the_school(self) -> bool:
        said = self.answers.get("by_staff")
        return said in (ByStaff.LEADER, ByStaff.UNSURE) or self.names_a_leader

    @property
    def reaches_nobody(self) -> bool:
        """Ruling 2: about a leader, where the owner does not receive."""
        return self.past_the_school and not self.visit.school.owner.receives_leader_cases

    @property
    def next(self) -> Page | None:
        return flows.next_page(OPEN_PAGE, self.whole)

    def before(self, page: Page | None) -> Page:
        """The page asked before this one; the last, seen from where everything is seen once more."""
        pages = applying(self.whole)
        at = pages.index(page) if page in pages else len(pages)
        return pages[max(at - 1, 0)]

    def taking(self, page: Page) -> Filling:
        """With what was sent for `page`, also where it was left empty."""
        return replace(self, answers={**self.answers, **flows.given(page, self.visit.fields, clean)})

    def problems(self, page: Page) -> Problems:
        return flows.problems(page, self.whole, {})

    @property
    def faulty(self) -> tuple[Page, Problems] | None:
        """The first page that cannot be taken as it is."""
        return next(((page, wrong) for page in applying(self.whole) if (wrong := self.problems(page))), None)


def filling(visit: Visit) -> Filling:
    """What the form carries, and the page that was sent."""
    answers = {step: clean(said) for step, said in visit.fields.items() if step in STEPS}
    page = OPEN_PAGE.page(visit.said("page"))
    found = Filling(visit, answers, visit.said("token"))
    return found.taking(page) if page else found
