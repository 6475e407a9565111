"""A student tells: of themself, of somebody else, or that they want to talk. What may follow is said before sending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dialogs import report
from dialogs.before_sending import (
    BEFORE_SENDING,
    HERE,
    NOBODY,
    NOT_ENOUGH,
    SHARING,
    SHARING_NOWHERE,
    SHARING_PAST,
    is_only_a_wish,
)
from dialogs.report import NEXT, accused_in
from domain.flow import (
    Answers,
    Carried,
    Flow,
    Long,
    Page,
    Step,
    always,
    answered,
)
from domain.origin import Door, Naming, Origin, Teller
from domain.people import PersonId
from domain.report import ByStaff, students_in
from domain.students import KINDS, Kind, kind_of
from domain.text import Text

_ANSWERED = {step.id: step for page in report.REPORT.pages for step in page.steps}

KIND = Step("kind", Text("Hva det gjelder", "Kva det gjeld", "What it is about"), Carried())
BY_STAFF = _ANSWERED["by_staff"]
DANGER = replace(
    _ANSWERED["danger"],
    ask=Text(
        "Er du eller noen andre i fare akkurat nå?",
        "Er du eller nokon andre i fare akkurat no?",
        "Are you or anybody else in danger right now?",
    ),
)
HOW_IT_IS = Step(
    "how_it_is",
    Text(
        "Hva har skjedd, eller hvordan har du det?",
        "Kva har skjedd, eller korleis har du det?",
        "What has happened, or how are you?",
    ),
    Long(),
    required=always,
    help=Text(
        "Skriv med dine egne ord, så mye eller lite du vil. Du kan legge til mer etterpå.",
        "Skriv med dine eigne ord, så mykje eller lite du vil. Du kan leggje til meir etterpå.",
        "Write in your own words, as much or as little as you like. You can add more afterwards.",
    ),
)
TALK_ABOUT = Step(
    "talk_about",
    Text(
        "Vil du skrive litt om hva det gjelder? Det må du ikke.",
        "Vil du skrive litt om kva det gjeld? Det må du ikkje.",
        "Would you like to write a little about what it concerns? You do not have to.",
    ),
    Long(),
)
WHOM = replace(
    _ANSWERED["student"],
    ask=Text("Hvem er du bekymret for?", "Kven er du uroleg for?", "Whom are you worried about?"),
    help=Text(
        "Navn og klasse om du vet. Er det flere, skriv én på hver linje.",
        "Namn og klasse om du veit. Er det fleire, skriv éin på kvar linje.",
        "Name and class if you know. If there are several, write one on each line.",
    ),
)
SEEN = replace(
    _ANSWERED["what"],
    ask=Text("Hva har du sett eller hørt?", "Kva har du sett eller høyrt?", "What have you seen or heard?"),
    help=Text(
        "Du trenger ikke være sikker. Du kan legge til mer etterpå.",
        "Du treng ikkje vere sikker. Du kan leggje til meir etterpå.",
        "You need not be sure. You can add more afterwards.",
    ),
)


def _first(kind: Kind, *steps: Step) -> Page:
    return Page(kind, KINDS[kind], (KIND, *steps, BY_STAFF, DANGER), send=NEXT, when=answered("kind", kind))


SCHOOL = replace(report.SCHOOL, steps=(KIND, *report.SCHOOL.steps))
SELF = _first(Kind.SELF, HOW_IT_IS)
WORRIED = _first(Kind.WORRIED, WHOM, _ANSWERED["student_unknown"], SEEN)
TALK = _first(Kind.TALK, TALK_ABOUT)
FIRSTS = (SELF, WORRIED, TALK)
TOLD_IN: Mapping[Kind, Step] = {Kind.SELF: HOW_IT_IS, Kind.WORRIED: SEEN, Kind.TALK: TALK_ABOUT}  # the student's words

EMPLOYEE = replace(report.EMPLOYEE, send=NEXT)
WHICH = replace(report.WHICH, send=NEXT)
LEADER = replace(
    report.LEADER,
    send=NEXT,
    intro=Text(
        "Det du skriver, går til skoleeieren, som er over skolens ledelse. Ingen i ledelsen får se det.",
        "Det du skriv, går til skoleeigaren, som er over leiinga ved skolen. Ingen i leiinga får sjå det.",
        "What you write goes to the school owner, who is above the school's leadership. Nobody in the leadership will "
        "see it.",
    ),
)
LEADER_ALONE = replace(
    report.LEADER_ALONE,
    send=NEXT,
    intro=Text(
        "Ingen i skolens ledelse får se dette. Skoleeieren tar ikke imot meldinger her, så det du skriver, blir bare "
        "lagret. Vi viser deg hvem du kan ringe.",
        "Ingen i leiinga ved skolen får sjå dette. Skoleeigaren tek ikkje imot meldingar her, så det du skriv, blir "
        "berre lagra. Vi viser deg kven du kan ringje.",
        "Nobody in the school's leadership will see this. The school owner does not receive reports here, so what you "
        "write is only saved. We will show you whom to call.",
    ),
)

STUDENT = Flow(
    "student",
    (
        SCHOOL,
        *FIRSTS,
        EMPLOYEE,
        WHICH,
        LEADER,
        LEADER_ALONE,
        BEFORE_SENDING,
        SHARING,
        SHARING_PAST,
        SHARING_NOWHERE,
        NOT_ENOUGH,
    ),
)
TOLD = (*FIRSTS, EMPLOYEE, WHICH, LEADER, LEADER_ALONE)  # what becomes part of the report


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a whole form's answers say. `adult` is "" for nobody in particular; `is_wish`: none of it is sent on."""

    kind: Kind
    by_staff: ByStaff
    danger: bool
    students: tuple[str, ...]
    accused: frozenset[PersonId]
    origin: Origin
    here: bool
    adult: PersonId
    is_wish: bool

    @property
    def is_unsafe(self) -> bool:
        """They say of themself that it is not safe and good."""
        return self.kind is Kind.SELF


def meaning(answers: Answers, name: str) -> Meaning:
    """Of a flow that `next_page` finds whole; `name` is the student's own, which no confidential report has in it."""
    kind = kind_of(answers["kind"])
    naming = Naming.CONFIDENTIAL if answers["naming"] == Naming.CONFIDENTIAL else Naming.NAMED
    own = (name if naming is Naming.NAMED else "",)
    return Meaning(
        kind=kind,
        by_staff=ByStaff(answers["by_staff"]),
        danger=answers["danger"] == "yes",
        students=students_in(answers["student"]) if kind is Kind.WORRIED else own,
        accused=accused_in(answers),
        origin=Origin(Teller.STUDENT, Door.TEAMS, naming, about_self=kind is not Kind.WORRIED),
        here=answers.get("here") == "true",
        adult=answers.get("adult", "").replace(NOBODY, ""),
        is_wish=is_only_a_wish(answers),
    )


def told_in(answers: Answers) -> dict[str, str]:
    """What of the answers belongs to the report, under each step's name; whether they are told here of answers, too."""
    steps = {HERE.id, *(step.id for page in TOLD for step in page.steps)}
    return {step: said for step, said in answers.items() if step in steps}
