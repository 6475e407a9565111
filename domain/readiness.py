"""Whether a case could be laid before Statsforvalteren today: every duty against what has been written down of it.

The school must show that it has met its duties (§ 12-10), so a duty without evidence is a gap, and said as one. The
rows are those of 2.2 and 2.7.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from domain.evidence import (
    Evidence,
    Papers,
    Proof,
    about_staff,
    acted,
    always,
    carried_out,
    closed,
    documented,
    has_ended,
    has_plan,
    informed,
    monitored,
    never,
    of_actions,
    owner,
    reported,
    stepped_in,
)
from domain.people import PersonId
from domain.text import Text


class State(StrEnum):
    """How a duty stands."""

    THERE = "there"
    MISSING = "missing"
    NOT_YET = "not_yet"  # it is not time for it, or nothing says that it is needed


@dataclass(frozen=True, slots=True)
class Row:
    """One duty: what demands it, in words; what is missing while nothing shows it; and when it is looked for."""

    id: str
    source: str
    words: Text
    missing: Text
    evidence: Evidence
    applies: Callable[[Papers], bool] = always


@dataclass(frozen=True, slots=True)
class Checked:
    """A row as it stands."""

    row: Row
    state: State
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Readiness:
    """Every row of one case. `names` are those who stand in the proofs."""

    case: str
    reference: str
    rows: tuple[Checked, ...]
    names: dict[PersonId, str]

    @property
    def gaps(self) -> int:
        return sum(checked.state is State.MISSING for checked in self.rows)


@dataclass(frozen=True, slots=True)
class Apart:
    """The answer to one who has a task in a case and not the case: this page is not theirs."""

    case: str


ROWS: tuple[Row, ...] = (
    # The five sub-duties (2.2)
    Row(
        "monitor",
        "§ 12-4",
        Text("Følge med", "Følgje med", "Watch over the students"),
        Text(
            "at noen har fulgt med på hvordan eleven har det etter tiltakene",
            "at nokon har følgt med på korleis eleven har det etter tiltaka",
            "that somebody has followed how the student is after the measures",
        ),
        monitored,
    ),
    Row(
        "intervene",
        "§ 12-4",
        Text("Gripe inn", "Gripe inn", "Step in"),
        Text(
            "hva noen gjorde der og da, eller tiltak som er satt inn med en gang",
            "kva nokon gjorde der og då, eller tiltak som er sette inn med ein gong",
            "what somebody did there and then, or measures put in place at once",
        ),
        stepped_in,
    ),
    Row(
        "report",
        "§ 12-4",
        Text("Melde fra til rektor", "Melde frå til rektor", "Tell the principal"),
        Text(
            "at noen har tatt imot meldingen",
            "at nokon har teke imot meldinga",
            "that somebody has taken the report",
        ),
        reported,
    ),
    Row(
        "investigate",
        "§ 12-4",
        Text("Undersøke", "Undersøkje", "Investigate"),
        Text("undersøkelser", "undersøkingar", "enquiries"),
        of_actions("investigate"),
    ),
    Row(
        "act",
        "§ 12-4",
        Text("Sette inn tiltak", "Setje inn tiltak", "Put measures in place"),
        Text("tiltak", "tiltak", "any measure"),
        acted,
    ),
    # What must be documented (2.7)
    Row(
        "document",
        "§ 12-4",
        Text("Dokumentere det som blir gjort", "Dokumentere det som blir gjort", "Document what is done"),
        Text("alt: ingenting er skrevet ned", "alt: ingenting er skrive ned", "everything: nothing has been recorded"),
        documented,
    ),
    Row(
        "heard",
        "§ 10-2",
        Text("Eleven er hørt", "Eleven er høyrd", "The student has been heard"),
        Text(
            "at eleven er hørt, eller hvorfor det ikke gikk",
            "at eleven er høyrd, eller kvifor det ikkje gjekk",
            "that the student has been heard, or why that could not be",
        ),
        of_actions("hear", word="affected"),
    ),
    Row(
        "others_heard",
        "§ 10-2",
        Text("Andre elever det gjelder, er hørt", "Andre elevar det gjeld, er høyrde", "Other students heard"),
        Text("andre elever", "andre elevar", "other students"),
        of_actions("hear", word="other"),
        never,
    ),
    Row(
        "accused_heard",
        "§ 12-5",
        Text("Den ansatte er hørt", "Den tilsette er høyrd", "The employee has been heard"),
        Text(
            "at den ansatte det gjelder, er orientert og hørt",
            "at den tilsette det gjeld, er orientert og høyrd",
            "that the employee concerned has been informed and heard",
        ),
        of_actions("hear_accused"),
        about_staff,
    ),
    Row(
        "best_interest",
        "§ 10-1",
        Text("Elevens beste er vurdert", "Det beste for eleven er vurdert", "The student's best interests assessed"),
        Text(
            "vurderingen av elevens beste",
            "vurderinga av det beste for eleven",
            "the assessment of the student's best interests",
        ),
        of_actions("best_interest"),
    ),
    Row(
        "owner",
        "§ 12-4, § 12-5",
        Text(
            "Skoleeier er varslet, eller det er vurdert",
            "Skoleeigar er varsla, eller det er vurdert",
            "The owner told, or that decided",
        ),
        Text(
            "at alle hos skoleeieren som skal varsles, er varslet, eller en vurdering av at saken ikke er alvorlig",
            "at alle hos skoleeigaren som skal varslast, er varsla, eller ei vurdering av at saka ikkje er alvorleg",
            "that everybody at the owner who must be told has been told, or a decision that the case is not serious",
        ),
        owner,
    ),
    Row(
        "plan",
        "§ 12-4",
        Text("Skriftlig plan", "Skriftleg plan", "A written plan"),
        Text("en ferdig plan", "ein ferdig plan", "a complete plan"),
        of_actions("complete_plan", "close_without_plan"),
    ),
    Row(
        "carried_out",
        "§ 12-4",
        Text("Tiltakene er gjennomført", "Tiltaka er gjennomførte", "The measures have been carried out"),
        Text("hva som er gjennomført", "kva som er gjennomført", "what has been carried out"),
        carried_out,
        has_plan,
    ),
    Row(
        "evaluate",
        "§ 12-4",
        Text("Tiltakene er evaluert", "Tiltaka er evaluerte", "The measures have been evaluated"),
        Text("en evaluering", "ei evaluering", "an evaluation"),
        of_actions("evaluate"),
        has_plan,
    ),
    Row(
        "minutes",
        "§ 12-4",
        Text("Møter og referater", "Møte og referat", "Meetings and minutes"),
        Text("referater", "referat frå møte", "minutes"),
        of_actions("minutes"),
        never,
    ),
    Row(
        "informed",
        "§ 10-3, § 10-8",
        Text(
            "Eleven og de foresatte har fått vite om planen",
            "Eleven og dei føresette har fått vite om planen",
            "The student and parents know of the plan",
        ),
        Text(
            "at planen er gjort kjent for eleven, og for de foresatte når de skal ha den",
            "at planen er gjord kjend for eleven, og for dei føresette når dei skal ha han",
            "that the plan was communicated to the student, and to parents who are to have it",
        ),
        informed,
        has_plan,
    ),
    Row(
        "closing",
        "§ 12-4",
        Text("Avslutning med elevens egne ord", "Avslutning med orda til eleven", "Closing in the student's own words"),
        Text("elevens egen uttalelse før saken ble avsluttet", "elevens eiga fråsegn før saka vart avslutta",
             "the student's own statement before the case was closed"),
        closed,
        has_ended,
    ),
)  # fmt: skip


def readiness(papers: Papers) -> Readiness:
    rows = tuple(_checked(row, papers) for row in ROWS)
    people = {proof.who for checked in rows for proof in checked.proofs if proof.who}
    case = papers.file.case
    return Readiness(case.id, case.reference, rows, {who: papers.register.name(who) for who in sorted(people)})


def _checked(row: Row, papers: Papers) -> Checked:
    proofs = tuple(sorted(row.evidence(papers), key=lambda proof: proof.at))
    if proofs:
        return Checked(row, State.THERE, proofs)
    return Checked(row, State.MISSING if row.applies(papers) else State.NOT_YET, ())
