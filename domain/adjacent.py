"""The duties beside this one (2.10): whose they are, which law says so, and when they are close at hand.

They are shown as help. Nothing here is ever ticked off, since nothing that is told here meets any of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain import danger_words
from domain.case import Case
from domain.note import Note
from domain.origin import Teller
from domain.people import Person, Register, Role
from domain.profile import RADICALISATION, School
from domain.report import Answers, Report, Supplement, topics_in
from domain.severity import INTERVENTION, JUDGED, THREATS, VIOLENT, ticked
from domain.text import Text

_DANGER = "danger"
_WORDS = "words_of_danger"  # that a student or a parent wrote (E19)


@dataclass(frozen=True, slots=True)
class Adjacent:
    """`near` are the signs that bring it up: what a report is said to be about, how serious it is, who told."""

    id: str
    title: Text
    words: Text
    source: str
    near: frozenset[str]


CHILD_WELFARE = Adjacent(
    "child_welfare",
    Text("Melde til barnevernet", "Melde til barnevernet", "Reporting to child welfare"),
    Text(
        "Er det grunn til å tro at et barn blir mishandlet, utsatt for alvorlig omsorgssvikt eller har alvorlige "
        "atferdsvansker, melder du selv til barnevernet, uten ugrunnet opphold. Plikten er din egen, også når rektor "
        "vet det.",
        "Er det grunn til å tru at eit barn blir mishandla, utsett for alvorleg omsorgssvikt eller har alvorlege "
        "åtferdsvanskar, melder du sjølv til barnevernet, utan ugrunna opphald. Plikta er di eiga, også når rektor "
        "veit det.",
        "If there is reason to believe that a child is being mistreated, seriously neglected or has serious "
        "behavioural difficulties, you yourself report to child welfare, without undue delay. The duty is your own, "
        "also when the principal knows.",
    ),
    "§ 24-3",
    frozenset({_DANGER, _WORDS, "violence", "harassment", RADICALISATION, VIOLENT, "violating"}),
)
AVERT = Adjacent(
    "avert",
    Text("Avverge alvorlige lovbrudd", "Avverje alvorlege lovbrot", "Averting serious crime"),
    Text(
        "Den som får vite at noe alvorlig straffbart holder på å skje, eller mest sannsynlig kommer til å skje, skal "
        "prøve å avverge det: ring politiet, 112. Plikten gjelder alle og går foran taushetsplikten.",
        "Den som får vite at noko alvorleg straffbart held på å skje, eller mest sannsynleg kjem til å skje, skal "
        "prøve å avverje det: ring politiet, 112. Plikta gjeld alle og går føre teieplikta.",
        "Whoever learns that a serious crime is being committed, or most probably will be, must try to avert it: call "
        "the police, 112. The duty is everybody's and goes before confidentiality.",
    ),
    "straffeloven § 196",
    frozenset({_DANGER, _WORDS, "violence", RADICALISATION, VIOLENT, THREATS}),
)
INTERVENED = Adjacent(
    "physical_intervention",
    Text("Fysiske inngrep", "Fysiske inngrep", "Physical intervention"),
    Text(
        "Den som har grepet inn fysisk mot en elev, melder det til rektor for seg. Skriv ned hva som skjedde, "
        "inngrepet og elevens eget syn. Foreldre til elever under 18 år får vite det, og skoleeieren når det er "
        "gjentatt eller alvorlig.",
        "Den som har gripe inn fysisk mot ein elev, melder det til rektor for seg. Skriv ned kva som skjedde, "
        "inngrepet og synet til eleven sjølv. Foreldre til elevar under 18 år får vite det, og skoleeigaren når det "
        "er gjenteke eller alvorleg.",
        "Whoever has intervened physically against a student reports that to the principal separately. Record what "
        "happened, the intervention and the student's own view. Parents of students under 18 are told, and the owner "
        "when it is repeated or serious.",
    ),
    "§ 13-5",
    frozenset({"physical_intervention", INTERVENTION}),
)
POLICE = Adjacent(
    "police",
    Text("Politiet", "Politiet", "The police"),
    Text(
        "Rektor vurderer om noe skal anmeldes eller gis videre til politiet. Taushetsplikten er ikke til hinder når "
        "det trengs. Haster det, ring 112.",
        "Rektor vurderer om noko skal meldast eller givast vidare til politiet. Teieplikta er ikkje til hinder når "
        "det trengst. Hastar det, ring 112.",
        "The principal considers whether something is to be reported or passed on to the police. Confidentiality does "
        "not prevent it when it is needed. If it is urgent, call 112.",
    ),
    "fvl. § 13 b",
    frozenset({_DANGER, "violence", "harassment", "racism", VIOLENT, THREATS}),
)
RADICALISED = Adjacent(
    RADICALISATION,
    Text(
        "Radikalisering og voldelig ekstremisme",
        "Radikalisering og valdeleg ekstremisme",
        "Radicalisation and violent extremism",
    ),
    Text(
        "Uro kan drøftes med radikaliseringskontakten i politiet, også uten å nevne navn. Er eleven under 18 år, "
        "vurderes barnevernet i tillegg.",
        "Uro kan drøftast med radikaliseringskontakten i politiet, også utan å nemne namn. Er eleven under 18 år, "
        "blir barnevernet vurdert i tillegg.",
        "A worry can be discussed with the radicalisation contact in the police, also without naming anybody. If the "
        "student is under 18, child welfare is considered, too.",
    ),
    "",
    frozenset({RADICALISATION}),
)
NURSE = Adjacent(
    "nurse",
    Text(
        "Helsesykepleierens egen taushetsplikt",
        "Helsesjukepleiaren si eiga teieplikt",
        "The school nurse's own confidentiality",
    ),
    Text(
        "Det en helsesykepleier har fått vite i behandling, brukes bare med samtykke fra eleven, eller foreldrene. "
        "Det som er kjent på en annen måte, meldes som ellers.",
        "Det ein helsesjukepleiar har fått vite i behandling, blir berre brukt med samtykke frå eleven, eller "
        "foreldra. Det ein veit på ein annan måte, blir meldt som elles.",
        "What a school nurse has learnt in treatment is used only with the consent of the student, or the parents. "
        "What is known in another way is reported as usual.",
    ),
    "helsepersonelloven §§ 21 og 22",
    frozenset({Role.SCHOOL_NURSE.value}),
)
INCIDENT = Adjacent(
    "incident_report",
    Text("Avviksmelding", "Avviksmelding", "Incident report (avviksmelding)"),
    Text(
        "Skolens plan ber om en avviksmelding når faren er over. Den skrives i skolens eget system.",
        "Planen til skolen ber om ei avviksmelding når faren er over. Ho blir skriven i systemet til skolen.",
        "The school's plan asks for an incident report when the danger is over. It is written in the school's own "
        "system.",
    ),
    "",
    frozenset({_DANGER, VIOLENT, INTERVENTION}),
)
ADJACENT = (CHILD_WELFARE, AVERT, INTERVENED, POLICE, RADICALISED, NURSE, INCIDENT)


def signs(case: Case, told: Iterable[Answers], judged: Answers, reporter: Person | None) -> frozenset[str]:
    """What the case says that may bring up another duty: `told` by the reporter, `judged` in the newest assessment."""
    said = [word for answers in told for word in (*answers.get("category", "").split(","), *topics_in(answers))]
    nurse = reporter is not None and reporter.holds(case.school, Role.SCHOOL_NURSE)
    others = ((_DANGER, case.danger), (Role.SCHOOL_NURSE.value, nurse))
    return frozenset(said) | ticked(judged) | {sign for sign, holds in others if holds}


def duties(school: School) -> tuple[Adjacent, ...]:
    """Those that are to be known at this school: avviksmelding where its plan asks for it (S1-4)."""
    return tuple(duty for duty in ADJACENT if duty is not INCIDENT or school.incident_report)


def brought_up(
    case: Case, register: Register, report: Report | None, added: Iterable[Supplement | Note]
) -> tuple[Adjacent, ...]:
    """Those that what was told, or how serious it was judged to be, brings up. `added` oldest first."""
    added = tuple(added)
    told = [report.answers] if report else []
    told += [a.answers for a in added if isinstance(a, Supplement)]
    judged = [a.answers for a in added if isinstance(a, Note) and a.action in JUDGED]
    found = signs(case, told, judged[-1] if judged else {}, register.person(case.reporter))
    if report and report.origin.teller is not Teller.STAFF and _are_dangerous(told):
        found |= {_WORDS}
    return tuple(duty for duty in duties(register.schools[case.school]) if duty.near & found)


def _are_dangerous(told: Iterable[Answers]) -> bool:
    """Whether words stand there that may be about danger: no judgement, but a reason to have the duties in sight."""
    return any(danger_words.are_in(said) for answers in told for said in answers.values())


def of_reporter(case: Case, reporter: Person | None) -> tuple[Adjacent, ...]:
    """The reporter's own, that a receipt must not look as if it met: of one who works at a school, and neutral."""
    if reporter is None or not reporter.schools:
        return ()
    found = signs(case, (), {}, reporter)
    return tuple(duty for duty in (CHILD_WELFARE, AVERT, NURSE) if duty.near & found)
