"""What the owner is told of a case: whom, how and when, or why nobody is; and what help they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dialogs.forms import Form
from domain.casefile import CaseFile
from domain.flow import Choice, Flow, Line, Long, Option, Page, Step, always, answered, unless
from domain.oversight import ANSWER, HERE, HERE_TO, LATER, TO, TOLD, WHO
from domain.owner import EVERY_RECIPIENT, UNFOUNDED, may_be_unfounded, recipients
from domain.severity import SERIOUS
from domain.text import Text

HOW, WHEN, REASON = "owner_notice_how", "owner_notice_when", "owner_notice_reason"
SAVE = Text("Lagre", "Lagre", "Save")

NOT_TOLD = Option(
    UNFOUNDED,
    Text(
        "Ingen: mistanken er åpenbart grunnløs",
        "Ingen: mistanken er openbert grunnlaus",
        "Nobody: the suspicion is manifestly unfounded",
    ),
)
_HERE: Mapping[str, Text] = {
    "owner": Text(
        "Varsle skoleeieren her i Teams nå",
        "Varsle skoleeigaren her i Teams no",
        "Tell the school owner here in Teams now",
    ),
    "area_director": Text(
        "Varsle områdedirektøren her i Teams nå",
        "Varsle områdedirektøren her i Teams no",
        "Tell the area director here in Teams now",
    ),
    "owner_contact": Text(
        "Varsle skoleeierens kontaktperson her i Teams nå",
        "Varsle kontaktpersonen hos skoleeigaren her i Teams no",
        "Tell the school owner's contact here in Teams now",
    ),
    "owner_team": Text(
        "Varsle skolemiljøteamet her i Teams nå",
        "Varsle skolemiljøteamet her i Teams no",
        "Tell the school environment team here in Teams now",
    ),
}
_NOTHING_OF_IT = Text(
    "Varsel her i Teams er et kort med skole og saksnummer, uten noe av innholdet. Klokka går til det er bekreftet.",
    "Varsel her i Teams er eit kort med skole og saksnummer, utan noko av innhaldet. Klokka går til det er stadfesta.",
    "A notice here in Teams is a card with the school and the case number, and nothing of the content. The clock runs "
    "until it is confirmed.",
)
_BY_EMAIL = Text(
    "Skolens plan sier e-post, etter skoleeierens rutine. Skriv ikke navn eller innhold i emnefeltet.",
    "Planen til skolen seier e-post, etter rutinen til skoleeigaren. Skriv ikkje namn eller innhald i emnefeltet.",
    "The school's plan says e-mail, by the owner's routine. Write no name and no content in the subject line.",
)
_HOW = Step(
    HOW,
    Text("Hvordan?", "Korleis?", "How?"),
    Line(500),
    help=Text(
        "Når noen er varslet. For eksempel: ringte, eller e-post etter skoleeierens rutine.",
        "Når nokon er varsla. Til dømes: ringde, eller e-post etter rutinen til skoleeigaren.",
        "When somebody has been told. For example: telephoned, or e-mail by the owner's routine.",
    ),
)
_WHEN = Step(
    WHEN,
    Text("Når?", "Når?", "When?"),
    Line(100),
    help=Text("For eksempel: i dag kl. 10.15.", "Til dømes: i dag kl. 10.15.", "For example: today at 10:15."),
)
_REASON = Step(
    REASON,
    Text(
        "Hvorfor er mistanken åpenbart grunnløs?",
        "Kvifor er mistanken openbert grunnlaus?",
        "Why is the suspicion manifestly unfounded?",
    ),
    Long(2000),
    help=Text(
        "Bare når skoleeieren ikke varsles. Plikten til å undersøke og hjelpe eleven gjelder uansett.",
        "Berre når skoleeigaren ikkje blir varsla. Plikta til å undersøkje og hjelpe eleven gjeld uansett.",
        "Only when the owner is not told. The duty to investigate and to help the student stands regardless.",
    ),
)

# -- afterwards, recipient by recipient

_TO = Step(
    TO,
    Text(
        "Hvem er varslet, eller skal varsles?",
        "Kven er varsla, eller skal varslast?",
        "Who has been told, or is to be?",
    ),
    Choice(
        (
            *(Option(recipient, words) for recipient, words in EVERY_RECIPIENT.items()),
            *(Option(id_, _HERE[recipient]) for id_, recipient in HERE_TO.items()),
            NOT_TOLD,
        )
    ),
    required=always,
)
_NOTHING_TO_TELL = unless(TO, UNFOUNDED, *HERE_TO)
TELL_OWNER = Flow(
    "tell_owner",
    (
        Page(
            "tell_owner",
            Text("Varsel til skoleeieren", "Varsel til skoleeigaren", "Notice to the school owner"),
            (
                _TO,
                replace(_HOW, required=_NOTHING_TO_TELL),
                replace(_WHEN, required=_NOTHING_TO_TELL),
                replace(_REASON, required=answered(TO, UNFOUNDED)),
            ),
            send=SAVE,
        ),
    ),
)


def _tell_owner(flow: Flow, file: CaseFile) -> Flow:
    """Whom this school tells, who of them can be told here, and whether the exception is open to it (E34)."""
    unfounded, page = may_be_unfounded(file.case, file.school), flow.pages[0]
    offered = {*recipients(file.school), *(id_ for id_, to in HERE_TO.items() if to in file.owner.here)}
    steps = (
        _offering(step, offered | ({UNFOUNDED} if unfounded else set())) if step.id == TO else _as_the_plan(step, file)
        for step in page.steps
        if step.id != REASON or unfounded
    )
    return replace(flow, pages=(replace(page, steps=tuple(steps), intro=_intro(file)),))


def _offering(step: Step, offered: set[str]) -> Step:
    """The question with those of its own answers that there are here."""
    if not isinstance(step.input, Choice):
        return step
    options = tuple(option for option in step.input.options if option.id in offered)
    return replace(step, input=replace(step.input, options=options))


def _as_the_plan(step: Step, file: CaseFile) -> Step:
    by_email = step.id == HOW and file.school.owner_notice.serious_by == "email"
    return replace(step, help=_BY_EMAIL) if by_email else step


def _intro(file: CaseFile) -> Text | None:
    return _NOTHING_OF_IT if file.owner.here else None


# -- at once, when it is judged how serious it is

_ANSWER = Step(
    ANSWER,
    Text("Er skoleeieren varslet?", "Er skoleeigaren varsla?", "Has the owner been told?"),
    Choice(
        (
            Option(
                TOLD, Text("Ja, skoleeieren er varslet", "Ja, skoleeigaren er varsla", "Yes, the owner has been told")
            ),
            Option(HERE, Text("Varsle her i Teams nå", "Varsle her i Teams no", "Tell them here in Teams now")),
            Option(
                LATER,
                Text(
                    "Ikke ennå, men straks; klokka går til det er skrevet ned",
                    "Ikkje enno, men straks; klokka går til det er skrive ned",
                    "Not yet, but at once; the clock runs until it is recorded",
                ),
            ),
            NOT_TOLD,
        )
    ),
    required=always,
)
_WHO = Step(
    WHO,
    Text("Hvem er varslet så langt?", "Kven er varsla så langt?", "Who has been told so far?"),
    Choice(tuple(Option(recipient, words) for recipient, words in EVERY_RECIPIENT.items()), many=True),
    required=answered(ANSWER, TOLD),
    help=Text(
        "Hver av dem skal varsles for seg.",
        "Kvar av dei skal varslast for seg.",
        "Each of them is to be told for themself.",
    ),
)
_QUESTION = (
    _ANSWER,
    _WHO,
    replace(_HOW, required=answered(ANSWER, TOLD)),
    replace(_WHEN, required=answered(ANSWER, TOLD)),
    replace(_REASON, required=answered(ANSWER, UNFOUNDED)),
)
AFTER_SERIOUS = Page(
    "owner_serious",
    Text("Skoleeieren varsles straks", "Skoleeigaren blir varsla straks", "The owner is told at once"),
    _QUESTION,
    send=SAVE,
    when=answered("serious", SERIOUS),
)
AFTER_ANYTHING = Page(
    "owner",
    Text("Skoleeieren skal varsles straks", "Skoleeigaren skal varslast straks", "The owner is to be told at once"),
    _QUESTION,
    send=SAVE,
    when=unless("serious", SERIOUS),
)


def question(page: Page, file: CaseFile, unfounded: bool) -> Page:
    """The owner question for one case: what can be answered, and who is still to be told."""
    owner = file.owner
    can_here = any(recipient in owner.here for recipient in owner.untold)
    ways = {TOLD: True, HERE: can_here, LATER: True, UNFOUNDED: unfounded}
    offered = {ANSWER: {way for way, can in ways.items() if can}, WHO: set(owner.untold)}
    left_out = {step for step, out in ((REASON, not unfounded), (WHO, len(owner.untold) == 1)) if out}
    steps = (
        _offering(step, offered[step.id]) if step.id in offered else _as_the_plan(step, file)
        for step in page.steps
        if step.id not in left_out
    )
    return replace(page, steps=tuple(steps), intro=_NOTHING_OF_IT if can_here else None)


# -- help

_SCHOOLS_CASE = Text(
    "Skolen eier saken. Skoleeieren kan gi råd eller hjelpe når saken står fast, men ansvaret er fortsatt rektors, og "
    "fristene går som før.",
    "Skolen eig saka. Skoleeigaren kan gi råd eller hjelpe når saka står fast, men ansvaret er framleis rektor sitt, "
    "og fristane går som før.",
    "The case is the school's. The owner can advise, or help when it is stuck, but the responsibility remains the "
    "principal's, and the deadlines run as before.",
)
_GO_BETWEEN = Text(
    "De hos skoleeieren får et kort her i Teams med skole og saksnummer, og ikke noe av det du skriver.",
    "Dei hos skoleeigaren får eit kort her i Teams med skole og saksnummer, og ikkje noko av det du skriv.",
    "The owner's people get a card here in Teams with the school and the case number, and nothing of what you write.",
)
_ASK_THEM_YOURSELF = Text(
    "Ingen hos skoleeieren kan få kort her. Ta kontakt med dem selv; her skriver du ned at du har spurt.",
    "Ingen hos skoleeigaren kan få kort her. Ta kontakt med dei sjølv; her skriv du ned at du har spurt.",
    "Nobody at the owner can get a card here. Contact them yourself; here you record that you have asked.",
)
_WANTED = Step(
    "help_wanted",
    Text("Hva trenger skolen hjelp til?", "Kva treng skolen hjelp til?", "What does the school need help with?"),
    Long(2000),
    required=always,
    help=_GO_BETWEEN,
)
ASK_OWNER = Flow(
    "ask_owner",
    (
        Page(
            "ask_owner",
            Text("Be skoleeieren om hjelp", "Be skoleeigaren om hjelp", "Ask the owner for help"),
            (_WANTED,),
            send=Text("Be om hjelp", "Be om hjelp", "Ask for help"),
            intro=_SCHOOLS_CASE,
        ),
    ),
)


def _ask_owner(flow: Flow, file: CaseFile) -> Flow:
    """Where nobody at the owner can get a card, it is said that rektor must ask in another way."""
    wanted = _WANTED if file.owner.here else replace(_WANTED, help=_ASK_THEM_YOURSELF)
    return replace(flow, pages=(replace(flow.pages[0], steps=(wanted,)),))


FORMS = (Form(TELL_OWNER, made=_tell_owner), Form(ASK_OWNER, made=_ask_owner))
