"""To hear the students concerned, and to assess what is best for the student (§§ 10-1 and 10-2; S1-11, S1-12)."""

from __future__ import annotations

from dialogs.forms import Form
from dialogs.inquiry import NEXT, SAVE, WHEN
from domain.casefile import CaseFile
from domain.flow import Answers, Choice, Flow, Line, Long, Option, Page, Step, always, answered, both, unless
from domain.inquiry import KNOWN, NAME, NAMES, OTHERS, OUTCOME, SAFE, WHOSE, Outcome, Safe, Whose, met
from domain.text import Text

_WHO = (
    Step(
        KNOWN,
        Text("Hvilken elev?", "Kva elev?", "Which student?"),
        Choice(source="others", named=True),
        when=answered(WHOSE, Whose.OTHER),
    ),
    Step(
        NAME,
        Text("Navn og klasse", "Namn og klasse", "Name and class"),
        Line(200),
        required=both(answered(WHOSE, Whose.OTHER), answered(KNOWN, "")),
        when=answered(WHOSE, Whose.OTHER),
    ),
)
_SAFE_OPTIONS = (
    Option(Safe.YES, Text("Ja", "Ja", "Yes")),
    Option(Safe.NO, Text("Nei", "Nei", "No")),
    Option(Safe.UNSURE, Text("Eleven er usikker", "Eleven er usikker", "The student is unsure")),
    Option(Safe.NOT_ASKED, Text("Jeg spurte ikke", "Eg spurde ikkje", "I did not ask")),
)

_HEAR = Flow(
    "hear",
    (
        Page(
            "hear",
            Text("Høre eleven", "Høyre eleven", "Hearing the student"),
            (
                WHEN,
                Step(
                    WHOSE,
                    Text("Hvem gjelder det?", "Kven gjeld det?", "Whom does it concern?"),
                    Choice(
                        (
                            Option(
                                Whose.AFFECTED,
                                Text("Eleven saken gjelder", "Eleven saka gjeld", "The student this is about"),
                            ),
                            Option(
                                Whose.OTHER,
                                Text(
                                    "En annen elev som er direkte berørt",
                                    "Ein annan elev som er direkte råka",
                                    "Another student directly affected",
                                ),
                            ),
                        )
                    ),
                    required=always,
                ),
                Step(
                    OUTCOME,
                    Text("Er eleven hørt?", "Er eleven høyrd?", "Has the student been heard?"),
                    Choice(
                        (
                            Option(Outcome.HEARD, Text("Ja", "Ja", "Yes")),
                            Option(
                                Outcome.DECLINED,
                                Text("Eleven ville ikke", "Eleven ville ikkje", "The student did not want to"),
                            ),
                            Option(
                                Outcome.UNREACHED,
                                Text(
                                    "Vi har ikke fått tak i eleven",
                                    "Vi har ikkje fått tak i eleven",
                                    "We have not reached the student",
                                ),
                            ),
                            Option(
                                Outcome.UNKNOWN,
                                Text(
                                    "Vi vet ikke hvem eleven er",
                                    "Vi veit ikkje kven eleven er",
                                    "We do not know who the student is",
                                ),
                            ),
                            Option(
                                Outcome.REASON,
                                Text("Nei, av en annen grunn", "Nei, av ein annan grunn", "No, for another reason"),
                            ),
                        )
                    ),
                    required=always,
                ),
            ),
            send=NEXT,
            intro=Text(
                "Eleven har rett til å bli hørt, men ingen plikt til å si noe. Foresatte trenger ikke å samtykke i at "
                "eleven blir hørt. Snakk med elevene hver for seg, og skriv én gang for hver.",
                "Eleven har rett til å bli høyrd, men ikkje plikt til å seie noko. Føresette treng ikkje å samtykkje i "
                "at eleven blir høyrd. Snakk med elevane kvar for seg, og skriv éin gong for kvar.",
                "The student has the right to be heard and no duty to speak. Parents need not consent to it. Talk with "
                "students one at a time, and write once for each.",
            ),
        ),
        Page(
            "heard",
            Text("Hva eleven sa", "Kva eleven sa", "What the student said"),
            (
                *_WHO,
                Step(
                    "hear_words",
                    Text(
                        "Hva sa eleven, med egne ord?",
                        "Kva sa eleven, med eigne ord?",
                        "What did the student say, in their own words?",
                    ),
                    Long(4000),
                    required=always,
                ),
                Step(
                    SAFE,
                    Text(
                        "Har eleven det trygt og godt på skolen nå?",
                        "Har eleven det trygt og godt på skolen no?",
                        "Is school safe and good for the student now?",
                    ),
                    Choice(_SAFE_OPTIONS),
                    required=always,
                    help=Text("Elevens eget svar.", "Elevens eige svar.", "The student's own answer."),
                ),
                Step(
                    "hear_part",
                    Text(
                        "Hvordan har eleven vært med på å lage tiltakene?",
                        "Korleis har eleven vore med på å lage tiltaka?",
                        "How has the student taken part in making the measures?",
                    ),
                    Long(2000),
                    help=Text(
                        "Hva eleven ønsker, og hva eleven mener om det dere har tenkt på.",
                        "Kva eleven ønskjer, og kva eleven meiner om det de har tenkt på.",
                        "What the student wants, and thinks of what the school has in mind.",
                    ),
                ),
            ),
            send=SAVE,
            when=answered(OUTCOME, Outcome.HEARD),
        ),
        Page(
            "not_heard",
            Text("Hvorfor ikke?", "Kvifor ikkje?", "Why not?"),
            (
                *_WHO,
                Step(
                    "hear_why_not",
                    Text("Skriv kort hvorfor", "Skriv kort kvifor", "Write briefly why"),
                    Long(2000),
                    required=answered(OUTCOME, Outcome.REASON, Outcome.UNREACHED),
                    help=Text(
                        "Hvis eleven ikke er nådd: hvordan og når dere har prøvd.",
                        "Om eleven ikkje er nådd: korleis og når de har prøvd.",
                        "If the student was not reached: how and when that was tried.",
                    ),
                ),
            ),
            send=SAVE,
            when=unless(OUTCOME, Outcome.HEARD),
        ),
    ),
)

_BEST_INTEREST = Flow(
    "best_interest",
    (
        Page(
            "best_interest",
            Text("Elevens beste", "Det beste for eleven", "The student's best interests"),
            (
                Step(
                    "best_text",
                    Text(
                        "Hva er best for eleven, og hvorfor?",
                        "Kva er best for eleven, og kvifor?",
                        "What is best for the student, and why?",
                    ),
                    Long(5000),
                    required=always,
                    help=Text(
                        "Ta med hva eleven selv mener. Er noe annet veid mot elevens beste, skriv hva og hvordan.",
                        "Ta med kva eleven sjølv meiner. Er noko anna vege mot det beste for eleven, skriv kva og "
                        "korleis.",
                        "Include the student's own view. If something else was weighed against it, write what and why.",
                    ),
                ),
                Step(
                    OTHERS,
                    Text(
                        "Er andre elever direkte berørt?",
                        "Er andre elevar direkte råka?",
                        "Are other students directly affected?",
                    ),
                    Choice((Option("no", Text("Nei", "Nei", "No")), Option("yes", Text("Ja", "Ja", "Yes")))),
                    required=always,
                ),
                Step(
                    NAMES,
                    Text("Hvem?", "Kven?", "Which students?"),
                    Long(2000, most_lines=10),
                    required=answered(OTHERS, "yes"),
                    help=Text(
                        "Én elev på hver linje, med klasse. De skal også høres, eller det skal stå hvorfor ikke.",
                        "Éin elev på kvar linje, med klasse. Dei skal òg høyrast, eller det skal stå kvifor ikkje.",
                        "One student a line, with the class. They must be heard too, or it must say why not.",
                    ),
                ),
            ),
            send=SAVE,
            intro=Text(
                "Hva som er best for eleven, skal alltid vurderes (opplæringslova § 10-1). Uten vurderingen er det en "
                "feil i saksbehandlingen.",
                "Kva som er best for eleven, skal alltid vurderast (opplæringslova § 10-1). Utan vurderinga er det ein "
                "feil i saksbehandlinga.",
                "What is best for the student must always be assessed (Education Act § 10-1). To leave that out is a "
                "procedural error.",
            ),
        ),
    ),
)


def _assessed(file: CaseFile) -> Answers:
    """What was last assessed, to go on from; before that, the others who have been heard."""
    newest = file.newest("best_interest")
    if newest:
        return newest.answers
    names = "\n".join(met(file))
    return {OTHERS: "yes", NAMES: names} if names else {}


FORMS = (Form(_HEAR), Form(_BEST_INTEREST, filled=_assessed))
