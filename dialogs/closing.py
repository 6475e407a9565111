"""The archive, how a case ends, and how it is opened again (8.1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from dialogs.evaluation import IN_OWN_WORDS, OWN_ANSWER, OWN_WORDS, called
from dialogs.forms import Form
from domain.archiving import OWNER_NOTICE, demanded
from domain.better import last
from domain.case_plan import MOST
from domain.casefile import CaseFile, Gate, shut
from domain.closing import ERROR, LEFT, SAFE, UNREACHABLE, endings, going_on
from domain.flow import Choice, Flow, Line, Long, Option, Page, Step, always, answered
from domain.not_meant import HOW, NOT_MEANT, SAID_SO, SILENT
from domain.text import LANGUAGES, Language, Text, filled, same

ITEMS = (
    Option("report", Text("Meldingen", "Meldinga", "The report")),
    Option("plan", Text("Planen", "Planen", "The plan")),
    Option("minutes", Text("Referater", "Referat", "Minutes")),
    Option("notes", Text("Notater", "Notat", "Notes")),
    Option("correspondence", Text("Korrespondanse", "Korrespondanse", "Correspondence")),
    Option(
        OWNER_NOTICE,
        Text("Skriftlig varsel til skoleeieren", "Skriftleg varsel til skoleeigaren", "Written notice to the owner"),
    ),
)
IN_SYSTEM = Text(
    "Skolens plan sier at saken skal ligge i {system}.",
    "Planen til skolen seier at saka skal liggje i {system}.",
    "The school's plan says that the case is to be in {system}.",
)
WANTED = Text(
    "Skolens plan vil ha dette i arkivet: {items}.",
    "Planen til skolen vil ha dette i arkivet: {items}.",
    "The school's plan wants this in the archive: {items}.",
)
_NUMBER = Step(
    "archive_number",
    Text("Saksnummer i arkivet", "Saksnummer i arkivet", "Case number in the archive"),
    Line(100),
    required=always,
)
_WHAT = Step(
    "archive_what",
    Text("Hva er arkivert?", "Kva er arkivert?", "What has been archived?"),
    Choice(ITEMS, many=True),
    required=always,
)
_ENTRY = Step(
    "archive_entry", Text("Journalpost", "Journalpost", "Journal entry"), Line(200),
    help=Text("Ett eller flere numre.", "Eitt eller fleire nummer.", "One number or more."),
)  # fmt: skip
_ARCHIVE = Page(
    "archive",
    Text("I arkivet", "I arkivet", "In the archive"),
    (_NUMBER, _WHAT, _ENTRY),
    send=Text("Lagre", "Lagre", "Save"),
)


def _archive_made(flow: Flow, file: CaseFile) -> Flow:
    """With what this school's own plan says of its archive."""
    system, wanted = file.school.archive.system, demanded(file)
    number = replace(_NUMBER, about=filled(IN_SYSTEM, system=system)) if system else _NUMBER
    what = replace(_WHAT, about=_wanted(wanted)) if wanted else _WHAT
    return replace(flow, pages=(replace(_ARCHIVE, steps=(number, what, _ENTRY)),))


def _wanted(items: frozenset[str]) -> Text:
    wanted = {language: ", ".join(o.label.in_(language) for o in ITEMS if o.id in items) for language in LANGUAGES}
    nb, nn, en = (WANTED.fill(language, items=words) for language, words in wanted.items())
    return Text(nb, nn, en)


_NAMES = {
    SAFE: Text(
        "Eleven sier at det er trygt og godt nå",
        "Eleven seier at det er trygt og godt no",
        "The student says that it is safe and good now",
    ),
    LEFT: Text("Eleven har sluttet på skolen", "Eleven har slutta på skolen", "The student has left the school"),
    ERROR: Text(
        "Saken er opprettet ved en feil, eller følges i en annen sak",
        "Saka er oppretta ved ein feil, eller blir følgd i ei anna sak",
        "The case was opened in error, or is followed in another case",
    ),
    UNREACHABLE: Text(
        "Eleven svarer ikke, og rektor finner at det er trygt",
        "Eleven svarar ikkje, og rektor finn at det er trygt",
        "The student does not answer, and the principal finds that it is safe",
    ),
    NOT_MEANT: Text(
        "Meldingen viste seg ikke å være ment",
        "Meldinga viste seg ikkje å vere meint",
        "The report turned out not to be meant",
    ),
}
CANNOT_YET = Text("Kan ikke velges ennå:", "Kan ikkje veljast enno:", "Cannot be chosen yet:")
_ENDING = Step(
    "close_ending",
    Text("Hvorfor avsluttes saken?", "Kvifor blir saka avslutta?", "Why does the case end?"),
    Choice(tuple(Option(ending, name) for ending, name in _NAMES.items())),
    required=always,
)
_FIRST = Page(
    "ending",
    Text("Avslutt saken", "Avslutt saka", "Close the case"),
    (_ENDING,),
    send=Text("Videre", "Vidare", "Next"),
    intro=Text(
        "Saken kan gjenåpnes senere, med alt som står i den.",
        "Saka kan opnast att seinare, med alt som står i henne.",
        "The case can be reopened later, with everything in it.",
    ),
)
_IS_SAFE = Step(
    "close_safe",
    Text(
        "Hva svarer eleven nå: er det trygt og godt?",
        "Kva svarar eleven no: er det trygt og godt?",
        "What does the student answer now: is it safe and good?",
    ),
    Choice(OWN_ANSWER),
    required=always,
    help=Text(
        "Svarer eleven nei eller vet ikke, holdes saken åpen.",
        "Svarar eleven nei eller veit ikkje, blir saka halden open.",
        "If the student says no or does not know, the case stays open.",
    ),
)
_WORDS = Step("close_words", OWN_WORDS, Long(2000), required=always, help=IN_OWN_WORDS)
_OUTSIDE = Text(
    "Tiltaket fortsetter etter saken. Hvorfor, og hvem har ansvaret?",
    "Tiltaket held fram etter saka. Kvifor, og kven har ansvaret?",
    "The measure goes on after the case. Why, and who is responsible?",
)


def _outside(n: int, words: str = "") -> Step:
    return Step(f"m{n}.outside", _OUTSIDE, Long(500), always, about=called(n, words))


_SAFE = Page(
    "safe",
    Text("Elevens egne ord", "Elevens eigne ord", "The student's own words"),
    (_IS_SAFE, _WORDS, *(_outside(n) for n in range(1, MOST + 1))),
    send=Text("Avslutt saken", "Avslutt saka", "Close the case"),
    when=answered("close_ending", SAFE),
)
_WHY = Text("Hvorfor?", "Kvifor?", "Why?")
_REASON = Page(
    "reason",
    Text("Begrunnelse", "Grunngiving", "Reason"),
    (Step("close_reason", _WHY, Long(2000), required=always),),
    send=Text("Avslutt saken", "Avslutt saka", "Close the case"),
    when=answered("close_ending", LEFT, ERROR),
)
_ENVIRONMENT = Page(
    "environment",
    Text("Rektors vurdering", "Vurderinga til rektor", "The principal's assessment"),
    (
        Step(
            "close_environment",
            Text(
                "Hvorfor finner rektor at eleven har det trygt og godt?",
                "Kvifor finn rektor at eleven har det trygt og godt?",
                "Why does the principal find that the student is safe and well?",
            ),
            Long(2000),
            required=always,
        ),
    ),
    send=Text("Avslutt saken", "Avslutt saka", "Close the case"),
    when=answered("close_ending", UNREACHABLE),
)


_NOT_MEANT = Page(
    "not_meant",
    Text("Meldingen var ikke ment", "Meldinga var ikkje meint", "The report was not meant"),
    (
        Step(
            HOW,
            Text("Hvordan vet dere det?", "Korleis veit de det?", "How do you know?"),
            Choice(
                (
                    Option(
                        SAID_SO,
                        Text(
                            "Den som sa fra, har selv skrevet det",
                            "Den som sa frå, har sjølv skrive det",
                            "Whoever told has written so themself",
                        ),
                    ),
                    Option(
                        SILENT,
                        Text(
                            "Dere har spurt, undersøkt og ikke funnet noe",
                            "De har spurt, undersøkt og ikkje funne noko",
                            "You have asked, investigated and found nothing",
                        ),
                    ),
                )
            ),
            required=always,
        ),
        Step(
            "close_why_not_meant",
            _WHY,
            Long(2000),
            required=always,
            help=Text(
                "Hva har dere gjort for å finne ut om en elev trenger hjelp? Ikke skriv hvem dere tror det er.",
                "Kva har de gjort for å finne ut om ein elev treng hjelp? Ikkje skriv kven de trur det er.",
                "What have you done to find out whether a student needs help? Do not write who you think it is.",
            ),
        ),
    ),
    send=Text("Avslutt saken", "Avslutt saka", "Close the case"),
    when=answered("close_ending", NOT_MEANT),
    intro=Text(
        "Den som sa fra, kan fortsatt komme tilbake med koden sin, og saken kan gjenåpnes.",
        "Den som sa frå, kan framleis kome tilbake med koden sin, og saka kan opnast att.",
        "Whoever told can still come back with their code, and the case can be reopened.",
    ),
)


def _close_made(flow: Flow, file: CaseFile) -> Flow:
    """Only the endings that are open now; of the others, what is missing. The student's own last answer over the same
    question to whoever closes.
    """
    missing = {ending: shut(gates, file) for ending, gates in endings(file).items()}
    options = tuple(Option(ending, _NAMES[ending]) for ending, gates in missing.items() if not gates)
    ending = replace(_ENDING, input=Choice(options), about=_about(missing) if any(missing.values()) else None)
    outside = (_outside(int(id_[1:]), words) for id_, words in going_on(file))
    said = last(file.case)
    is_safe = replace(_IS_SAFE, about=said.as_said if said else None)
    safe = replace(_SAFE, steps=(is_safe, _WORDS, *outside))
    return replace(flow, pages=(replace(_FIRST, steps=(ending,)), safe, _REASON, _ENVIRONMENT, _NOT_MEANT))


def _about(missing: Mapping[str, Iterable[Gate]]) -> Text:
    nb, nn, en = ("\n".join(_not_yet(missing, language)) for language in LANGUAGES)
    return Text(nb, nn, en)


def _not_yet(missing: Mapping[str, Iterable[Gate]], language: Language) -> Iterator[str]:
    """A line for each ending that is shut, and under it one for each thing that is missing."""
    yield CANNOT_YET.in_(language)
    for ending, gates in missing.items():
        lines = [f"• {gate.missing.in_(language)} ({same(gate.source).nb})" for gate in gates]
        yield from [_NAMES[ending].in_(language), *lines] if lines else []


_WITHOUT_PLAN = Page(
    "close_without_plan",
    Text("Avslutt uten plan", "Avslutt utan plan", "Close without a plan"),
    (
        Step(
            "close_why",
            Text(
                "Hvorfor er det ikke grunn til å sette inn tiltak?",
                "Kvifor er det ikkje grunn til å setje inn tiltak?",
                "Why is there no reason to put measures in place?",
            ),
            Long(2000),
            required=always,
        ),
    ),
    send=Text("Avslutt uten plan", "Avslutt utan plan", "Close without a plan"),
    intro=Text(
        "Ingenting slettes. Alt som er meldt og skrevet ned, blir stående.",
        "Ingenting blir sletta. Alt som er meldt og skrive ned, blir ståande.",
        "Nothing is deleted. Everything reported and recorded stays.",
    ),
)
_REOPEN = Page(
    "reopen",
    Text("Gjenåpne saken", "Opne saka att", "Reopen the case"),
    (Step("reopen_why", _WHY, Long(2000), required=always),),
    send=Text("Gjenåpne", "Opne att", "Reopen"),
    intro=Text(
        "Saken beholder nummeret og alt som står i den. Den forrige planen kan leses, og undersøkelsen begynner på "
        "nytt.",
        "Saka held på nummeret og alt som står i henne. Den førre planen kan lesast, og undersøkinga byrjar på nytt.",
        "The case keeps its number and everything in it. The earlier plan can be read, and the investigation starts "
        "anew.",
    ),
)

FORMS = (
    Form(Flow("archive", (_ARCHIVE,)), _archive_made),
    Form(Flow("close", (_FIRST, _SAFE, _REASON, _ENVIRONMENT, _NOT_MEANT)), _close_made),
    Form(Flow("close_without_plan", (_WITHOUT_PLAN,))),
    Form(Flow("reopen", (_REOPEN,))),
)
