"""A student who has told: as the record has it, whichever form it was told by."""

from __future__ import annotations

from dataclasses import dataclass

from bot.codes import keep
from domain.codes import author, code, kept
from domain.origin import Behind, Door, Naming, Origin, Teller
from domain.report import ByStaff
from services import reporting
from services.ports import Work
from services.reporting import Submission
from tests.story.house import FJELLVIK
from tests.story.theatre import Someone, Theatre

OF_SELF = Origin(Teller.STUDENT, Door.TEAMS, Naming.NAMED, about_self=True)
IN_CONFIDENCE = Origin(Teller.STUDENT, Door.TEAMS, Naming.CONFIDENTIAL, about_self=True)
ON_THE_PAGE = Origin(Teller.STUDENT, Door.PAGE, Naming.UNNAMED, about_self=True)
STORY = "Ingen vil sitte med meg."


@dataclass(frozen=True)
class Told:
    """What a student has told: its report, and what it calls them."""

    report: str
    author: str
    code: str


async def has_told(
    theatre: Theatre, one: Someone, origin: Origin = OF_SELF, token: str = "f" * 32, here: bool = True, adult: str = ""
) -> Told:
    """`one` has sent a form of the student's; what it was made of is its own tests' business."""
    apart = not origin.is_open
    who = author(token) if apart else one.id
    behind = Behind(who, one.id, one.person.name, here) if origin.naming is Naming.CONFIDENTIAL else None
    told = Submission(
        token=kept(token), school=FJELLVIK, reporter=who, reporter_name="" if apart else one.person.name,
        by_staff=ByStaff.NO, danger=False, students=("",) if apart else (one.person.name,), accused=frozenset(),
        answers={"what": STORY, "here": str(here).lower()}, origin=origin, behind=behind, adult=adult,
        is_unsafe=origin.about_self, code=await keep(token) if apart else None,
    )  # fmt: skip
    desk = theatre.stage.varsle.desk

    def unit(work: Work) -> str:
        return reporting.submit(work, desk.house, told, desk.now()).id

    found = await desk.save(unit)
    await theatre.settle()
    return Told(found, who, code(token).shown)
