"""How serious a case is: what speaks for it, and what it has been judged to be (§ 12-4 second paragraph; 2.4).

The criteria propose. A person decides, with a reason for yes and for no, and may decide otherwise later (E35).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from domain.case import Case
from domain.flow import Option
from domain.profile import School
from domain.report import Answers
from domain.text import Text, same

SERIOUS, NOT_SERIOUS = "serious", "not_serious"
JUDGED = ("assess", "weigh")

VIOLENT, THREATS, DIGITAL, INTERVENTION = "violent", "threats", "digital", "intervention"
CRITERIA: Mapping[str, Text] = {
    VIOLENT: Text("Særlig voldelig", "Særleg valdeleg", "Especially violent"),
    "violating": Text("Særlig krenkende", "Særleg krenkjande", "Especially degrading"),
    "several": Text("Flere elever mot én", "Fleire elevar mot éin", "Several students against one"),
    "unresolved": Text(
        "Har vart lenge, eller skolen har ikke klart å løse det",
        "Har vart lenge, eller skolen har ikkje klart å løyse det",
        "Has lasted long, or the school has not managed to solve it",
    ),
    DIGITAL: Text(
        "Digitale krenkelser på tvers av skoler",
        "Digitale krenkingar på tvers av skolar",
        "Digital violations across schools",
    ),
    THREATS: Text(
        "Grove trusler, også på sosiale medier",
        "Grove truslar, også på sosiale medium",
        "Gross threats, also on social media",
    ),
    "outsiders": Text(
        "Elever fra andre skoler kommer for å krenke",
        "Elevar frå andre skolar kjem for å krenkje",
        "Students from other schools come to do harm",
    ),
    "conflict": Text("Høyt konfliktnivå", "Høgt konfliktnivå", "A high level of conflict"),
    "school_change": Text(
        "Det vurderes at noen skal bytte skole",
        "Det blir vurdert at nokon skal byte skole",
        "It is considered that somebody changes school",
    ),
    INTERVENTION: Text(
        "Fysiske inngrep, gjentatt eller alvorlig (§ 13-5)",
        "Fysiske inngrep, gjentekne eller alvorlege (§ 13-5)",
        "Physical intervention, repeated or serious (§ 13-5)",
    ),
}


def ticked(answers: Answers) -> frozenset[str]:
    """The criteria that stand ticked in an assessment."""
    return frozenset(answers.get("criteria", "").split(",")) & frozenset(CRITERIA)


def examples(school: School) -> tuple[Option, ...]:
    """What the school's own plan names as serious, in its own words: examples, and no limits (S2-8; ruling 14)."""
    return tuple(Option(f"{n}", same(words)) for n, words in enumerate(school.serious, 1))


def serious_since(case: Case) -> datetime | None:
    """Since when it has been judged serious without a break; None when it is not."""
    since: datetime | None = None
    for h in case.all(*JUDGED):
        since = (since or h.at) if h.note == SERIOUS else None
    return since
