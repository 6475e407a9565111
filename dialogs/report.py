"""The report: one page when nothing needs branching, and what its answers mean."""

from __future__ import annotations

from dataclasses import dataclass

from domain.flow import Answers, Choice, Flow, Line, Long, Option, Page, Step, Toggle, always, answered, both, unless
from domain.people import PersonId
from domain.profile import RADICALISATION
from domain.report import ByStaff, students_in, topics_in
from domain.text import Text

SEND = Text("Send", "Send", "Send")
NEXT = Text("Neste", "Neste", "Next")
OTHER = "other"  # "the name is not here"

SCHOOL = Page(
    "school",
    Text("Hvilken skole gjelder det?", "Kva skole gjeld det?", "Which school is it about?"),
    (
        Step(
            "school",
            Text("Skole", "Skole", "School"),
            Choice(source="schools"),
            required=always,
        ),
    ),
    send=NEXT,
)

FIRST = Page(
    "first",
    Text("Meld fra til rektor", "Meld frå til rektor", "Tell the principal"),
    (
        Step(
            "student",
            Text("Hvilken elev gjelder det?", "Kva elev gjeld det?", "Which student is it about?"),
            Long(1000, most_lines=10),
            required=unless("student_unknown", "true"),
            help=Text(
                "Navn og klasse. Flere elever: én på hver linje.",
                "Namn og klasse. Fleire elevar: éin på kvar linje.",
                "Name and class. Several students: one on each line.",
            ),
        ),
        Step(
            "student_unknown",
            Text("Jeg vet ikke hvem", "Eg veit ikkje kven", "I do not know who"),
            Toggle(),
        ),
        Step(
            "what",
            Text(
                "Hva har du sett, hørt eller fått vite?",
                "Kva har du sett, høyrt eller fått vite?",
                "What have you seen, heard or been told?",
            ),
            Long(),
            required=always,
            help=Text(
                "Mistanke er nok. Skriv bare det som trengs; du kan legge til mer etterpå.",
                "Mistanke er nok. Skriv berre det som trengst; du kan leggje til meir etterpå.",
                "A suspicion is enough. Write only what is needed; you can add more afterwards.",
            ),
        ),
        Step(
            "by_staff",
            Text(
                "Har noen som arbeider på skolen gjort dette?",
                "Har nokon som arbeider på skolen gjort dette?",
                "Has somebody who works at the school done this?",
            ),
            Choice(
                (
                    Option(ByStaff.NO, Text("Nei", "Nei", "No")),
                    Option(ByStaff.UNKNOWN, Text("Vet ikke", "Veit ikkje", "Do not know")),
                    Option(
                        ByStaff.EMPLOYEE,
                        Text(
                            "Ja, en som arbeider på skolen",
                            "Ja, ein som arbeider på skolen",
                            "Yes, somebody who works at the school",
                        ),
                    ),
                    Option(
                        ByStaff.LEADER,
                        Text(
                            "Ja, en i skolens ledelse",
                            "Ja, ein i leiinga ved skolen",
                            "Yes, somebody in the school's leadership",
                        ),
                    ),
                    Option(
                        ByStaff.UNSURE,
                        Text(
                            "Ja, men jeg vet ikke om personen er i ledelsen",
                            "Ja, men eg veit ikkje om personen er i leiinga",
                            "Yes, but I do not know whether they are in the leadership",
                        ),
                    ),
                )
            ),
            required=always,
        ),
        Step(
            "danger",
            Text("Er noen i fare akkurat nå?", "Er nokon i fare akkurat no?", "Is anybody in danger right now?"),
            Choice(
                (
                    Option("no", Text("Nei", "Nei", "No")),
                    Option("yes", Text("Ja", "Ja", "Yes")),
                )
            ),
            required=always,
        ),
        Step(
            RADICALISATION,
            Text(
                "Det gjelder uro for radikalisering eller voldelig ekstremisme",
                "Det gjeld uro for radikalisering eller valdeleg ekstremisme",
                "It is a worry about radicalisation or violent extremism",
            ),
            Toggle(),
            when=answered("direct_topics", RADICALISATION),
            help=Text(
                "Da går meldingen rett til rektor, slik skolens plan sier.",
                "Då går meldinga rett til rektor, slik planen til skolen seier.",
                "Your report then goes straight to the principal, as the school's plan says.",
            ),
        ),
    ),
    send=SEND,
)

_ABOUT_EMPLOYEE = answered("by_staff", ByStaff.EMPLOYEE)
_ABOUT_LEADER = answered("by_staff", ByStaff.LEADER, ByStaff.UNSURE)

EMPLOYEE = Page(
    "employee",
    Text("Hvem gjelder det?", "Kven gjeld det?", "Who is it about?"),
    (
        Step(
            "accused_name",
            Text(
                "Navnet på den ansatte det gjelder",
                "Namnet på den tilsette det gjeld",
                "The name of the employee concerned",
            ),
            Line(),
            help=Text(
                "Kan stå tomt. Den du skriver her, får ikke se noe av saken.",
                "Kan stå tomt. Den du skriv her, får ikkje sjå noko av saka.",
                "May be left empty. The person you name will not see anything of the case.",
            ),
        ),
    ),
    send=SEND,
    when=_ABOUT_EMPLOYEE,
)

WHICH = Page(
    "which",
    Text("Mener du en av disse?", "Meiner du ein av desse?", "Do you mean one of these?"),
    (
        Step(
            "accused_id",
            Text("Den ansatte det gjelder", "Den tilsette det gjeld", "The employee concerned"),
            Choice(
                (Option(OTHER, Text("Nei, en annen", "Nei, ein annan", "No, somebody else")),),
                source="resembling",
            ),
            required=always,
        ),
    ),
    send=SEND,
    when=both(_ABOUT_EMPLOYEE, answered("ask_which", "true")),
)

LEADER_ID = Step(
    "leader_id",
    Text("Den det gjelder", "Den det gjeld", "The person concerned"),
    Choice(
        (
            Option(
                OTHER,
                Text(
                    "En annen, eller jeg vil ikke si hvem",
                    "Ein annan, eller eg vil ikkje seie kven",
                    "Somebody else, or I do not want to say",
                ),
            ),
        ),
        source="leaders",
    ),
    required=always,
)

LEADER_TITLE = Text("Hvem i ledelsen gjelder det?", "Kven i leiinga gjeld det?", "Who in the leadership is it about?")

LEADER = Page(
    "leader",
    LEADER_TITLE,
    (LEADER_ID,),
    send=Text("Send til skoleeieren", "Send til skoleeigaren", "Send to the school owner"),
    when=both(_ABOUT_LEADER, answered("owner_receives", "true")),
    intro=Text(
        "Meldingen går til skoleeieren. Ingen i skolens ledelse får se den.",
        "Meldinga går til skoleeigaren. Ingen i leiinga ved skolen får sjå meldinga.",
        "Your report goes to the school owner. Nobody in the school's leadership will see it.",
    ),
)

LEADER_ALONE = Page(
    "leader_alone",
    LEADER_TITLE,
    (LEADER_ID,),
    send=Text("Lagre", "Lagre", "Save"),
    when=both(_ABOUT_LEADER, unless("owner_receives", "true")),
    intro=Text(
        "Ingen i skolens ledelse får se dette. Skoleeieren tar ikke imot meldinger her, så den blir lagret for deg "
        "alene, og du må selv si fra til skoleeieren. Du får vite hvordan når du har lagret.",
        "Ingen i leiinga ved skolen får sjå dette. Skoleeigaren tek ikkje imot meldingar her, så ho blir lagra for deg "
        "åleine, og du må sjølv seie frå til skoleeigaren. Du får vite korleis når du har lagra.",
        "Nobody in the school's leadership will see this. The school owner does not receive reports here, so it is "
        "saved for you alone, and you must tell the owner yourself. You will see how when you have saved.",
    ),
)

REPORT = Flow("report", (SCHOOL, FIRST, EMPLOYEE, WHICH, LEADER, LEADER_ALONE))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a whole report's answers say about its way."""

    by_staff: ByStaff
    danger: bool
    students: tuple[str, ...]
    accused: frozenset[PersonId]
    topics: frozenset[str] = frozenset()


def meaning(answers: Answers) -> Meaning:
    """Of a flow that `next_page` finds whole; a missing answer is a KeyError. A name counts where it was asked for."""
    return Meaning(
        ByStaff(answers["by_staff"]),
        answers["danger"] == "yes",
        students_in(answers["student"]),
        accused_in(answers),
        topics_in(answers),
    )


def accused_in(answers: Answers) -> frozenset[PersonId]:
    """Those who were chosen by name where that was asked."""
    asked = [s for s, when in (("accused_id", _ABOUT_EMPLOYEE), ("leader_id", _ABOUT_LEADER)) if when(answers)]
    return frozenset(answers.get(step, "") for step in asked) - {"", OTHER}
