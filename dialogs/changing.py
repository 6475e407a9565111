"""What a handler is asked when something about a case turns out to be otherwise."""

from __future__ import annotations

from dataclasses import replace

from dialogs.report import EMPLOYEE, LEADER, LEADER_ALONE, WHICH, accused_in
from domain.flow import Answers, Choice, Flow, Line, Long, Option, Page, Step, always
from domain.people import PersonId
from domain.report import ByStaff
from domain.text import Text

RECORD = Text("Skriv ned", "Skriv ned", "Record")

WHO = Page(
    "who",
    Text("Hvem er innblandet?", "Kven er innblanda?", "Who is involved?"),
    (
        Step(
            "by_staff",
            Text("Den det gjelder, er", "Den det gjeld, er", "The person concerned is"),
            Choice(
                (
                    Option(
                        ByStaff.EMPLOYEE,
                        Text(
                            "en som arbeider på skolen",
                            "ein som arbeider på skolen",
                            "somebody who works at the school",
                        ),
                    ),
                    Option(
                        ByStaff.LEADER,
                        Text("en i skolens ledelse", "ein i leiinga ved skolen", "somebody in the school's leadership"),
                    ),
                    Option(
                        ByStaff.UNSURE,
                        Text(
                            "jeg vet ikke om personen er i ledelsen",
                            "eg veit ikkje om personen er i leiinga",
                            "I do not know whether they are in the leadership",
                        ),
                    ),
                )
            ),
            required=always,
        ),
    ),
    send=Text("Neste", "Neste", "Next"),
    intro=Text(
        "Den du skriver ned, får ikke se noe av saken etter dette. Gjelder det en i ledelsen, går saken til "
        "skoleeieren, og ingen i ledelsen ser den mer. Det kan også gjelde deg selv.",
        "Den du skriv ned, får ikkje sjå noko av saka etter dette. Gjeld det ein i leiinga, går saka til "
        "skoleeigaren, og ingen i leiinga ser henne meir. Det kan også gjelde deg sjølv.",
        "The person you record sees nothing of the case after this. If it is somebody in the leadership, the case goes "
        "to the school owner, and nobody in the leadership sees it any more. It may also be you.",
    ),
)

_TO_OWNER = Text(
    "Saken går til skoleeieren. Ingen i skolens ledelse ser den mer, heller ikke du hvis du er i ledelsen.",
    "Saka går til skoleeigaren. Ingen i leiinga ved skolen ser henne meir, heller ikkje du om du er i leiinga.",
    "The case goes to the school owner. Nobody in the school's leadership sees it any more, nor do you if you are in "
    "the leadership.",
)
_TO_NOBODY = Text(
    "Skoleeieren tar ikke imot slikt her. Ingen i skolens ledelse ser saken mer, og du må selv si fra til "
    "skoleeieren. Du får vite hvordan når du har skrevet det ned.",
    "Skoleeigaren tek ikkje imot slikt her. Ingen i leiinga ved skolen ser saka meir, og du må sjølv seie frå "
    "til skoleeigaren. Du får vite korleis når du har skrive det ned.",
    "The school owner does not take these here. Nobody in the school's leadership sees the case any more, and you "
    "must tell the owner yourself. You will see how when you have recorded it.",
)

ACCUSE = Flow(
    "accuse",
    (
        WHO,
        replace(EMPLOYEE, send=RECORD),
        replace(WHICH, send=RECORD),
        replace(LEADER, send=RECORD, intro=_TO_OWNER),
        replace(LEADER_ALONE, send=RECORD, intro=_TO_NOBODY),
    ),
)


def accusation(answers: Answers) -> tuple[ByStaff, frozenset[PersonId]]:
    """Of a whole flow: what they are, and who they are when the register knows them."""
    return ByStaff(answers["by_staff"]), accused_in(answers)


def in_words(answers: Answers) -> dict[str, str]:
    """What is kept of it as written: a name only where the register knows nobody by it."""
    kept = {"by_staff": answers["by_staff"]}
    name = answers.get("accused_name", "") if answers["by_staff"] == ByStaff.EMPLOYEE else ""
    return {**kept, **({"accused_name": name} if name and not accused_in(answers) else {})}


def _which(name: str, title: Text, intro: Text) -> Flow:
    step = Step(name, Text("Sak", "Sak", "Case"), Choice(source=name), required=always)
    return Flow(name, (Page(name, title, (step,), send=RECORD, intro=intro),))


JOIN = _which(
    "join",
    Text("Hvilken sak gjelder det samme?", "Kva sak gjeld det same?", "Which case concerns the same?"),
    Text(
        "Sakene knyttes sammen. Hver melding beholder sin egen sak og sin egen kvittering, og det kan tas tilbake.",
        "Sakene blir knytte saman. Kvar melding har framleis si eiga sak og si eiga kvittering, og det kan takast "
        "tilbake.",
        "The cases are joined. Each report keeps its own case and its own receipt, and it can be taken back.",
    ),
)
UNJOIN = _which(
    "unjoin",
    Text("Hvilken sak gjelder noe annet?", "Kva sak gjeld noko anna?", "Which case concerns something else?"),
    Text("Sakene løses fra hverandre.", "Sakene blir løyste frå kvarandre.", "The cases are parted."),
)

CORRECT_STUDENT = Flow(
    "correct_student",
    (
        Page(
            "correct_student",
            Text("Hvilken elev gjelder saken?", "Kva elev gjeld saka?", "Which student is the case about?"),
            (
                Step(
                    "student_right",
                    Text("Riktig elev", "Rett elev", "The right student"),
                    Line(200),
                    required=always,
                    help=Text("Navn og klasse.", "Namn og klasse.", "Name and class."),
                ),
                Step(
                    "correction_reason",
                    Text("Hvordan vet du det?", "Korleis veit du det?", "How do you know?"),
                    Line(500),
                    required=always,
                ),
            ),
            send=Text("Rett", "Rett", "Correct"),
            intro=Text(
                "Navnet som var feil, vises ikke mer for dem som har saken. Den som meldte fra, ser fortsatt det de "
                "skrev selv. Det blir skrevet ned at du rettet.",
                "Namnet som var feil, blir ikkje vist meir for dei som har saka. Den som melde frå, ser framleis det "
                "dei skreiv sjølv. Det blir skrive ned at du retta.",
                "The name that was wrong is no longer shown to those who have the case. The one who reported still "
                "sees their own words. That you corrected it is recorded.",
            ),
        ),
    ),
)

FORWARD = Flow(
    "forward",
    (
        Page(
            "forward",
            Text("Hvilken skole gjelder saken?", "Kva skole gjeld saka?", "Which school is the case about?"),
            (
                Step(
                    "to_school",
                    Text("Riktig skole", "Rett skole", "The right school"),
                    Choice(source="other_schools", compact=True),
                    required=always,
                ),
                Step(
                    "legal_basis",
                    Text(
                        "Hjemmel for å sende saken videre",
                        "Heimel for å sende saka vidare",
                        "Legal basis for sending it on",
                    ),
                    Long(1000),
                    required=always,
                    help=Text(
                        "Hva gir rett til å gi opplysningene til den andre skolen? Du avgjør det selv.",
                        "Kva gir rett til å gi opplysningane til den andre skolen? Du avgjer det sjølv.",
                        "What gives the right to give this to the other school? You decide that yourself.",
                    ),
                ),
            ),
            send=Text("Send videre", "Send vidare", "Send on"),
            intro=Text(
                "Alt som er meldt i saken, går til den andre skolen, som får beskjed nå. Her blir innholdet borte "
                "for alle, også for deg. Begge skolene får det i sin logg, og den som meldte fra, ser hvor saken er.",
                "Alt som er meldt i saka, går til den andre skolen, som får beskjed no. Her blir innhaldet borte "
                "for alle, også for deg. Begge skolane får det i loggen sin, og den som melde frå, ser kvar saka er.",
                "Everything told in the case goes to the other school, which is told now. Here its content is gone "
                "for everybody, you too. Both schools get it in their log, and the one who reported sees where it is.",
            ),
        ),
    ),
)

CHANGING = (ACCUSE, CORRECT_STUDENT, FORWARD, JOIN, UNJOIN)
