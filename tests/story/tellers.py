"""A student, a parent or somebody on the open page tells something and comes back to it, as their forms do."""

from __future__ import annotations

from typing import Any

from domain import codes
from domain.case import Case
from domain.origin import Behind, Door, Naming, Origin, Teller
from domain.people import PersonId
from domain.report import ByStaff, Report, Supplement
from services import reporting
from services.ports import Work
from services.reporting import Submission
from tests.story.house import FJELLVIK, STUDENT
from tests.story.theatre import Theatre

TOKEN = "a" * 32
STORY = "Jeg spiser lunsj på do."
HIMSELF = Origin(Teller.STUDENT, Door.TEAMS, Naming.NAMED, about_self=True)
IN_CONFIDENCE = Origin(Teller.STUDENT, Door.TEAMS, Naming.CONFIDENTIAL, about_self=True)
NAMELESS = Origin(Teller.STUDENT, Door.PAGE, Naming.UNNAMED, about_self=True)
A_PARENT = Origin(Teller.PARENT, Door.PAGE, Naming.NAMED)
A_COLLEAGUE = Origin(Teller.STAFF, Door.PAGE, Naming.NAMED)


def submission(origin: Origin, here: bool, **but: Any) -> Submission:
    """What the form makes of it: a name stands in it only where it is to be seen."""
    author = codes.author(TOKEN) if origin.door is Door.PAGE or not origin.is_open else STUDENT.id
    name = STUDENT.name if origin == HIMSELF else ""
    code = codes.code(TOKEN)
    told: dict[str, Any] = {
        "token": codes.kept(TOKEN) if codes.is_author(author) else TOKEN, "school": FJELLVIK, "reporter": author,
        "reporter_name": name, "by_staff": ByStaff.NO, "danger": False, "students": (name,), "accused": frozenset(),
        "answers": {"what": STORY, "here": "true" if here else "false"}, "origin": origin, "is_unsafe": True,
        "code": codes.KeptCode(code.locator, "kept") if codes.is_author(author) else None,
        "behind": Behind(author, STUDENT.id, STUDENT.name, here) if origin == IN_CONFIDENCE else None,
    }  # fmt: skip
    return Submission(**{**told, **but})


async def tells(theatre: Theatre, origin: Origin, here: bool = True, **but: Any) -> Report:
    """Sends it, and waits until those who are to know it have got their cards."""
    desk, told = theatre.stage.varsle.desk, submission(origin, here, **but)

    def unit(work: Work) -> Report:
        return reporting.submit(work, desk.house, told, desk.now())

    report = await desk.save(unit)
    await theatre.settle()
    return report


async def says(theatre: Theatre, report: Report, words: str, token: str = "b" * 32) -> None:
    """Whoever told comes back and writes something."""
    desk = theatre.stage.varsle.desk
    added = Supplement(report.id, token, desk.now(), {"said": words})
    assert await desk.save(lambda work: reporting.supplement(work, desk.house, report.reporter, added))
    await theatre.settle()


async def the_case(theatre: Theatre, id_: str) -> Case:
    found: Case | None = await theatre.stage.read(lambda work: work.case(id_))
    assert found
    return found


def author_of(report: Report) -> PersonId:
    return report.reporter
