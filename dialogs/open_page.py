"""Telling on the school's open page, without signing in: what is asked of whom, and what the answers mean."""

from __future__ import annotations

from dataclasses import replace

from dialogs.report import EMPLOYEE as STAFF_EMPLOYEE
from dialogs.report import FIRST, NEXT
from dialogs.report import LEADER as STAFF_LEADER
from dialogs.report import LEADER_ALONE as STAFF_LEADER_ALONE
from dialogs.student import HOW_IT_IS
from domain.flow import (
    Answers,
    Choice,
    Flow,
    Line,
    Long,
    Option,
    Page,
    Step,
    always,
    answered,
    asked,
    both,
    never,
    unless,
)
from domain.origin import Door, Naming, Origin, Teller
from domain.profile import RADICALISATION
from domain.report import students_in
from domain.text import Text

SELF, WORRIED, PARENT, STAFF = "self", "worried", "parent", "staff"
_TELLERS = {SELF: Teller.STUDENT, WORRIED: Teller.STUDENT, PARENT: Teller.PARENT, STAFF: Teller.STAFF}

WHO_STEP = Step(
    "who",
    Text("Hvem er du?", "Kven er du?", "Who are you?"),
    Choice(
        (
            Option(SELF, Text(
                "Jeg er elev, og det gjelder meg", "Eg er elev, og det gjeld meg",
                "I am a student, and it is about me",
            )),
            Option(WORRIED, Text(
                "Jeg er elev, og bekymret for noen andre", "Eg er elev, og uroa for nokon andre",
                "I am a student, and worried about somebody else",
            )),
            Option(PARENT, Text(
                "Jeg er mor, far eller annen foresatt", "Eg er mor, far eller annan føresett",
                "I am a mother, father or other guardian",
            )),
            Option(STAFF, Text("Jeg arbeider på skolen", "Eg arbeider på skolen", "I work at the school")),
        )
    ),
    required=always,
)  # fmt: skip

WHO = Page(
    "who",
    Text("Si fra til skolen", "Sei frå til skolen", "Tell the school"),
    (WHO_STEP,),
    send=NEXT,
    intro=Text(
        "Her kan du si fra når du eller en annen elev ikke har det trygt og godt på skolen. Du trenger ikke logge inn, "
        "og mistanke er nok. Er du elev eller foresatt, velger du selv om du vil si hvem du er.",
        "Her kan du seie frå når du eller ein annan elev ikkje har det trygt og godt på skolen. Du treng ikkje logge "
        "inn, og mistanke er nok. Er du elev eller føresett, vel du sjølv om du vil seie kven du er.",
        "Here you can tell when you or another student is not safe and well at school. You do not need to sign in, and "
        "a suspicion is enough. If you are a student or a parent, you choose whether to say who you are.",
    ),
)

_OF_SELF, _OF_OTHERS, _WORRIED = answered("who", SELF), unless("who", SELF), answered("who", WORRIED)
_FIRST = {step.id: step for step in FIRST.steps}
_NAMELESS = both(_OF_OTHERS, unless("student_unknown", "true"))

TOLD = Page(
    "told",
    Text("Hva har skjedd?", "Kva har skjedd?", "What has happened?"),
    (
        Step(
            "what",
            HOW_IT_IS.ask,
            Long(),
            required=always,
            help=Text(
                "Skriv så lite eller mye du vil. Du kan legge til mer etterpå.",
                "Skriv så lite eller mykje du vil. Du kan leggje til meir etterpå.",
                "Write as little or as much as you want. You can add more afterwards.",
            ),
            when=_OF_SELF,
        ),
        replace(
            _FIRST["student"],
            ask=Text("Hvem er du bekymret for?", "Kven er du uroa for?", "Who are you worried about?"),
            required=_NAMELESS,
            when=_WORRIED,
        ),
        replace(_FIRST["student"], required=_NAMELESS, when=both(_OF_OTHERS, unless("who", WORRIED))),
        replace(_FIRST["student_unknown"], when=_OF_OTHERS),
        replace(_FIRST["what"], when=_OF_OTHERS),
        _FIRST["by_staff"],
        _FIRST["danger"],
        replace(_FIRST[RADICALISATION], when=both(_OF_OTHERS, answered("direct_topics", RADICALISATION))),
    ),
    send=NEXT,
)

EMPLOYEE = replace(
    STAFF_EMPLOYEE,
    steps=(
        replace(
            STAFF_EMPLOYEE.steps[0],
            help=Text(
                "Kan stå tomt. Bare de som skal behandle saken, får se det du skriver.",
                "Kan stå tomt. Berre dei som skal handsame saka, får sjå det du skriv.",
                "May be left empty. Only those who are to handle the case see what you write.",
            ),
        ),
    ),
    send=NEXT,
)

LEADER_STEP = Step(
    "accused_name",
    Text("Navn eller stilling", "Namn eller stilling", "Name or position"),
    Line(),
    help=Text("Kan stå tomt.", "Kan stå tomt.", "May be left empty."),
)

LEADER = replace(STAFF_LEADER, steps=(LEADER_STEP,), send=NEXT)

LEADER_ALONE = replace(
    STAFF_LEADER_ALONE,
    steps=(LEADER_STEP,),
    send=NEXT,
    intro=Text(
        "Ingen i skolens ledelse får se dette. Skoleeieren tar ikke imot meldinger her, så den blir lagret uten å bli "
        "sendt til noen, og du må selv si fra til skoleeieren. Du får vite hvordan før du lagrer.",
        "Ingen i leiinga ved skolen får sjå dette. Skoleeigaren tek ikkje imot meldingar her, så ho blir lagra utan å "
        "bli send til nokon, og du må sjølv seie frå til skoleeigaren. Du får vite korleis før du lagrar.",
        "Nobody in the school's leadership will see this. The school owner does not receive reports here, so yours is "
        "saved without being sent to anybody, and you must tell the owner yourself. You will see how before you save.",
    ),
)

NAME_STEP = Step(
    "name",
    Text("Navnet ditt", "Namnet ditt", "Your name"),
    Line(),
    required=answered("who", STAFF),
)
REACH_STEP = Step(
    "reach",
    Text("Hvordan når vi deg?", "Korleis når vi deg?", "How can we reach you?"),
    Line(),
    required=answered("who", STAFF),
    help=Text("Telefonnummer eller e-post.", "Telefonnummer eller e-post.", "Telephone number or e-mail."),
)

NAME_STUDENT = Page(
    "name_student",
    Text("Vil du si hvem du er?", "Vil du seie kven du er?", "Do you want to say who you are?"),
    (
        replace(
            NAME_STEP,
            ask=Text("Navnet ditt og klassen din", "Namnet ditt og klassen din", "Your name and class"),
            help=Text(
                "Kan stå tomt. Da får skolen ikke vite hvem du er.",
                "Kan stå tomt. Då får skolen ikkje vite kven du er.",
                "May be left empty. Then the school does not get to know who you are.",
            ),
        ),
    ),
    send=NEXT,
    when=answered("who", SELF, WORRIED),
    intro=Text(
        "Sier du hvem du er, kan en voksen snakke med deg og hjelpe deg raskere. Sier du det ikke, kan skolen bare "
        "svare deg her, med en kode du får når du har sendt. Du kan si hvem du er senere.",
        "Seier du kven du er, kan ein vaksen snakke med deg og hjelpe deg raskare. Seier du det ikkje, kan skolen "
        "berre svare deg her, med ein kode du får når du har sendt. Du kan seie kven du er seinare.",
        "If you say who you are, an adult can talk with you and help you sooner. If you do not, the school can only "
        "answer you here, with a code you get when you have sent. You can say who you are later.",
    ),
)

NAME_PARENT = Page(
    "name_parent",
    NAME_STUDENT.title,
    (
        replace(NAME_STEP, help=Text("Kan stå tomt.", "Kan stå tomt.", "May be left empty.")),
        replace(
            REACH_STEP,
            help=Text(
                "Telefonnummer eller e-post. Kan stå tomt.", "Telefonnummer eller e-post. Kan stå tomt.",
                "Telephone number or e-mail. May be left empty.",
            ),
        ),
    ),
    send=NEXT,
    when=answered("who", PARENT),
    intro=Text(
        "Sier du hvem du er, kan skolen ta kontakt med deg. Sier du det ikke, kan skolen bare svare deg her, med en "
        "kode du får når du har sendt. Du kan si hvem du er senere.",
        "Seier du kven du er, kan skolen ta kontakt med deg. Seier du det ikkje, kan skolen berre svare deg her, med "
        "ein kode du får når du har sendt. Du kan seie kven du er seinare.",
        "If you say who you are, the school can contact you. If you do not, the school can only answer you here, with "
        "a code you get when you have sent. You can say who you are later.",
    ),
)  # fmt: skip

NAME_STAFF = Page(
    "name_staff",
    Text("Hvem er du?", "Kven er du?", "Who are you?"),
    (NAME_STEP, REACH_STEP),
    send=NEXT,
    when=answered("who", STAFF),
    intro=Text(
        "Du som arbeider på skolen, har plikt til å melde fra (opplæringslova § 12-4). Plikten er din egen og kan ikke "
        "oppfylles uten navn. Den som tar imot meldingen, ringer deg for å få bekreftet at det er du som har meldt "
        "fra.",
        "Du som arbeider på skolen, har plikt til å melde frå (opplæringslova § 12-4). Plikta er di eiga og kan ikkje "
        "oppfyllast utan namn. Den som tek imot meldinga, ringjer deg for å få stadfesta at det er du som har meldt "
        "frå.",
        "You who work at the school have a duty to tell (Education Act § 12-4). The duty is your own and cannot be met "
        "without a name. Whoever receives your report will call you to make sure that it was you who told.",
    ),
)

GIVE_NAME = Page(
    "give_name",
    Text("Si hvem du er", "Sei kven du er", "Say who you are"),
    (replace(NAME_STEP, required=always), replace(REACH_STEP, required=never)),
    send=Text("Send navnet mitt", "Send namnet mitt", "Send my name"),
    intro=Text(
        "Da kan en voksen ta kontakt med deg. De som har saken, ser det du skriver her, og det kan ikke tas tilbake.",
        "Då kan ein vaksen ta kontakt med deg. Dei som har saka, ser det du skriv her, og det kan ikkje takast "
        "tilbake.",
        "Then an adult can contact you. Those who have the case see what you write here, and it cannot be taken back.",
    ),
)

OPEN_PAGE = Flow("open_page", (WHO, TOLD, EMPLOYEE, LEADER, LEADER_ALONE, NAME_STUDENT, NAME_PARENT, NAME_STAFF))
# What is asked here and nowhere else, for reading back.
OWN_STEPS = (WHO_STEP, NAME_STEP, REACH_STEP)


def applying(answers: Answers) -> tuple[Page, ...]:
    """The pages that are asked of one who has answered this, in order."""
    return tuple(page for page in OPEN_PAGE.pages if page.when(answers))


def told(answers: Answers) -> dict[str, str]:
    """What was asked and answered, under its step's name, without what no longer applies."""
    steps = (step for page in applying(answers) for step in asked(page, answers))
    return {step.id: answers[step.id] for step in steps if answers.get(step.id)}


def is_named(answers: Answers) -> bool:
    """Whether the school gets to know who told."""
    return bool({"name", "reach"} & told(answers).keys())


def origin(answers: Answers) -> Origin:
    naming = Naming.NAMED if is_named(answers) else Naming.UNNAMED
    return Origin(_TELLERS[answers["who"]], Door.PAGE, naming, about_self=answers["who"] == SELF)


def students(answers: Answers) -> tuple[str, ...]:
    """The students concerned: of oneself, as one has given one's name."""
    said = told(answers)
    return (said.get("name", ""),) if answers["who"] == SELF else students_in(said.get("student", ""))
