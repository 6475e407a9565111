"""Tasks: a doorbell that says nothing of the case, one's own on the opened case, all of them, what the plan has."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from cards import words
from cards.casework import TASKS, back, hidden
from cards.look import Look
from cards.parts import (
    Action,
    Card,
    CardElement,
    buttons,
    card,
    heading,
    labelled,
    opens,
    paged,
    quote,
    say,
    sends,
    title,
)
from domain.agenda import Call
from domain.case_views import Parted, Proposal, TaskCard, TaskLine, TaskPage
from domain.lifecycle import ACTIONS
from domain.tasks import WORK_WORDS, Work
from domain.text import Text

CHOSE_YOU = Text(
    "Eleven har valgt at du skal få vite dette, og vil snakke med deg. Rektor har fått det samtidig, eller skoleeieren "
    "når det gjelder en leder.",
    "Eleven har valt at du skal få vite dette, og vil snakke med deg. Rektor har fått det samstundes, eller "
    "skoleeigaren når det gjeld ein leiar.",
    "The student has chosen that you should know this, and wants to talk with you. The principal got it at the same "
    "time, or the owner when it is about a leader.",
)
WRITE_TALK = Text("Skriv ned samtalen", "Skriv ned samtalen", "Record the talk")
NONE = Text("Ingen har en oppgave i saken nå.", "Ingen har ei oppgåve i saka no.", "Nobody has a task in the case now.")
YOURS = Text("Din oppgave", "Oppgåva di", "Your task")
ENDED = Text("Avsluttede oppgaver", "Avslutta oppgåver", "Ended tasks")
PROPOSED = Text("Foreslåtte oppgaver", "Føreslåtte oppgåver", "Suggested tasks")
FROM_THE_PLAN = Text(
    "Dette står i skolens plan. Hver oppgave står her til den er gitt til noen, eller vurdert som ikke nødvendig.",
    "Dette står i planen til skolen. Kvar oppgåve står her til ho er gitt til nokon, eller funnen ikkje nødvendig.",
    "The school's plan says this. Each task stands here until it has been given to somebody, or found not needed.",
)
SUGGESTS = Text(
    "Skolens plan foreslår {many} oppgaver. De står under «Oppgaver».",
    "Planen til skolen føreslår {many} oppgåver. Dei står under «Oppgåver».",
    "The school's plan suggests {many} tasks. They stand under “Tasks”.",
)
SUGGESTS_ONE = Text(
    "Skolens plan foreslår én oppgave. Den står under «Oppgaver».",
    "Planen til skolen føreslår éi oppgåve. Ho står under «Oppgåver».",
    "The school's plan suggests one task. It stands under “Tasks”.",
)
GIVE = Text("Gi oppgaven", "Gi oppgåva", "Give the task")
NOT_NEEDED = Text("Ikke nødvendig", "Ikkje nødvendig", "Not needed")
MOVE = Text("Gi til en annen", "Gi til ein annan", "Give to another")
DROP = Text("Ta bort", "Ta bort", "Remove")
DONE = Text("Gjort", "Gjord", "Done")
DUE = Text("Frist {day}", "Frist {day}", "Due {day}")
WAS_DUE = Text("Fristen var {day}", "Fristen var {day}", "Was due {day}")
NOBODY = Text(
    "Uten eier: gi den til en annen", "Utan eigar: gi henne til ein annan", "Without an owner: give to another"
)
CANNOT_BE_REACHED = Text(
    "Kunne ikke nås i Teams. Si fra på en annen måte.", "Kunne ikkje nåast i Teams. Sei frå på ein annan måte.",
    "Could not be reached in Teams. Tell them in another way.",
)  # fmt: skip
GIVEN_BY = Text("Gitt av {name}", "Gitt av {name}", "Given by {name}")
DONE_AT = Text("Gjort {when}", "Gjord {when}", "Done {when}")
DROPPED_AT = Text("Tatt bort {when}", "Teken bort {when}", "Removed {when}")
TO_ARCHIVE = Text("Ikke journalført ennå:", "Ikkje journalført enno:", "Not in the archive yet:")
WRITTEN_AT = Text("Skrevet {when}: {what}", "Skrive {when}: {what}", "Written {when}: {what}")
REPORT = Text("Meldingen", "Meldinga", "The report")
SUGGESTED = Text("Forslag: {name}", "Framlegg: {name}", "Suggested: {name}")

TITLES: Mapping[Call, Text] = {
    Call.GIVEN: Text("Du har fått en oppgave", "Du har fått ei oppgåve", "You have been given a task"),
    Call.CHOSEN: Text("En elev vil snakke med deg", "Ein elev vil snakke med deg", "A student wants to talk with you"),
    Call.NEWS: Text("Nye opplysninger", "Nye opplysningar", "New information"),
    Call.WORSE: Text(
        "En elev har svart at det ikke er bedre",
        "Ein elev har svart at det ikkje er betre",
        "A student has answered that it is no better",
    ),
    Call.BETTER: Text("Har det blitt bedre?", "Har det blitt betre?", "Has it become better?"),
    Call.NO_WORD: Text("En elev har ikke svart", "Ein elev har ikkje svart", "A student has not answered"),
    Call.DUE: Text("Påminnelse om en frist", "Påminning om ein frist", "Reminder: something is due"),
    Call.MISSED: Text("En frist er ute", "Ein frist er ute", "Something is overdue"),
    Call.OWNERLESS: Text("En oppgave er uten eier", "Ei oppgåve er utan eigar", "A task is without an owner"),
    Call.MINUTES: Text("Skriv referat fra møtet", "Skriv referat frå møtet", "Write minutes of the meeting"),
    Call.QUIET: Text("En sak venter på deg", "Ei sak ventar på deg", "A case is waiting for you"),
    Call.AT_ONCE: Text(
        "Noe i saken skal gjøres straks", "Noko i saka skal gjerast straks", "Something in the case is due at once"
    ),
    Call.UNREACHED: Text("En oppgave nådde ikke fram", "Ei oppgåve nådde ikkje fram", "A task did not arrive"),
}
_WHY: Mapping[Call, Text] = {
    Call.WORSE: Text(
        "Åpne saken og se hva eleven har svart. Tiltakene skal evalueres nå. Er saken avsluttet, kan den gjenåpnes.",
        "Opne saka og sjå kva eleven har svart. Tiltaka skal evaluerast no. Er saka avslutta, kan ho opnast att.",
        "Open the case and see what the student has answered. The measures are to be evaluated now. A closed case can "
        "be reopened.",
    ),
    Call.NO_WORD: Text(
        "Eleven er spurt om det har blitt bedre, og har ikke svart på tre virkedager. Spør eleven selv, ansikt til "
        "ansikt.",
        "Eleven er spurd om det har blitt betre, og har ikkje svart på tre virkedagar. Spør eleven sjølv, andlet til "
        "andlet.",
        "The student has been asked whether it has become better, and has not answered for three working days. Ask "
        "the student in person.",
    ),
    Call.MINUTES: Text(
        "Møtet har vært. Åpne saken og skriv kort hva som ble sagt og bestemt, også hvis det ikke ble noe av.",
        "Møtet har vore. Opne saka og skriv kort kva som vart sagt og bestemt, også om det ikkje vart noko av.",
        "The meeting has been. Open the case and write briefly what was said and decided, even if it came to nothing.",
    ),
    Call.QUIET: Text(
        "Det har ikke skjedd noe i saken på en uke, og ingen dag står i den. Åpne den og se hva som er neste steg.",
        "Det har ikkje skjedd noko i saka på ei veke, og ingen dag står i henne. Opne henne og sjå kva som er neste "
        "steg.",
        "Nothing has happened in the case for a week, and no day stands in it. Open it to see the next step.",
    ),
    Call.OWNERLESS: Text(
        "Den som hadde oppgaven, kan ikke ha den lenger. Gi den til en annen.",
        "Den som hadde oppgåva, kan ikkje ha henne lenger. Gi henne til ein annan.",
        "Whoever had the task cannot have it any more. Give it to somebody else.",
    ),
    Call.UNREACHED: Text(
        "Den som fikk oppgaven, kunne ikke nås i Teams. Si fra på en annen måte, eller gi den til en annen.",
        "Den som fekk oppgåva, kunne ikkje nåast i Teams. Sei frå på ein annan måte, eller gi henne til ein annan.",
        "Whoever got the task could not be reached in Teams. Tell them in another way, or give it to somebody else.",
    ),
}
NOTHING_LEFT = Text(
    "Du har ingen oppgave i denne saken nå. Du trenger ikke gjøre noe.",
    "Du har inga oppgåve i denne saka no. Du treng ikkje gjere noko.",
    "You have no task in this case now. You need not do anything.",
)
THANKS = Text("Takk", "Takk skal du ha", "Thank you")
PARTED = Text(
    "Det er lagret. Du har ingen oppgave i denne saken lenger, og den er ikke lenger åpen for deg.",
    "Det er lagra. Du har inga oppgåve i denne saka lenger, og ho er ikkje lenger open for deg.",
    "It is saved. You have no task in this case any more, and it is no longer open to you.",
)


def doorbell(look: Look, view: TaskCard) -> Card:
    """As things are for them now."""
    reference = quote(look.w(words.CASE, reference=view.reference), bold=True)
    if view.closed:
        return card([reference, say(look, NOTHING_LEFT)])
    day = [quote(look.w(DUE, day=look.date(view.due)))] if view.due else []
    why = [say(look, _WHY[view.call])] if view.call in _WHY else []
    open_it = opens(look, ACTIONS["open"].name, "case.open", primary=True, case=view.case)
    return card([heading(look, TITLES[view.call]), reference, *why, *day], [open_it])


def parted(look: Look, view: Parted) -> Card:
    """The answer to one who has done the last of what they had."""
    return card(
        [*title(look, THANKS), quote(look.w(words.CASE, reference=view.reference), bold=True), say(look, PARTED)]
    )


def mine(look: Look, case: str, lines: Sequence[TaskLine], may: Container[str] = ()) -> list[CardElement]:
    """The reader's own tasks, each with what it is done by, and the button that ends it."""
    return [e for line in lines for e in (say(look, YOURS, bold=True), *_mine(look, case, line, may))]


def _mine(look: Look, case: str, line: TaskLine, may: Container[str]) -> list[CardElement]:
    """Whom a student chose is told so, and writes down the talk before saying that it is done."""
    if line.work is not Work.CHOSEN:
        return _line(look, case, line, ("finish_task",))
    write = [sends(look, WRITE_TALK, "case.hear", primary=False, case=case)] if "hear" in may else []
    done = [_finish(look, case, line)] if "finish_task" in line.actions else []
    return [*_line(look, case, line), say(look, CHOSE_YOU), buttons([*write, *done])]


def page(look: Look, view: TaskPage, part: int = 0) -> Card:
    """The open tasks, the overdue first, what the plan has besides, and those that have ended."""
    body: list[CardElement] = [quote(look.w(words.CASE, reference=view.reference), bold=True)]
    body += [e for line in view.open for e in _line(look, view.case, line, tuple(_BUTTONS))]
    body += [] if view.open else [say(look, NONE)]
    body += proposals(look, view.case, view.proposals)
    body += [say(look, ENDED, bold=True)] if view.ended else []
    body += [e for line in view.ended for e in _line(look, view.case, line)]
    more = lambda n: sends(look, words.MORE, "case.tasks", case=view.case, part=n)  # noqa: E731
    give = [sends(look, ACTIONS["give_task"].name, "case.give_task", case=view.case)] if view.can_give else []
    return paged([*title(look, TASKS), *body], part, more, [*give, back(look, view.case), *hidden(look, view.case)])


def suggested(look: Look, found: Sequence[Proposal]) -> list[CardElement]:
    """On the case itself only how many there are: some plans have a dozen, and the story must stay in sight."""
    said = SUGGESTS_ONE if len(found) == 1 else SUGGESTS
    return [quote(look.w(said, many=len(found)), subtle=True)] if found else []


def proposals(look: Look, case: str, found: Sequence[Proposal]) -> list[CardElement]:
    """What the school's plan has, in its own words, each with its two answers."""
    lines = [e for proposal in found for e in _proposal(look, case, proposal)]
    return [say(look, PROPOSED, bold=True), say(look, FROM_THE_PLAN, subtle=True), *lines] if lines else []


def _proposal(look: Look, case: str, it: Proposal) -> list[CardElement]:
    who = [quote(look.w(SUGGESTED, name=it.who), subtle=True, spacing="None")] if it.who else []
    give = sends(look, GIVE, "case.give_task", primary=False, case=case, proposal=it.id)
    waive = sends(look, NOT_NEEDED, "case.consider_task", primary=False, case=case, proposal=it.id)
    return [quote(f"{it.what} ({it.id})"), *who, buttons([give, waive] if it.can_be_waived else [give])]


def _line(look: Look, case: str, line: TaskLine, of: tuple[str, ...] = ()) -> list[CardElement]:
    """What, whose, by when, and its giver's own words; then what the reader may do with it."""
    what, color = look.w(WORK_WORDS[line.work]), "Attention" if line.is_overdue else None
    head = quote(f"{what}. {_state(look, line)}", bold=True, spacing="Large", color=color)
    who = line.who or ("" if line.ended_at else look.w(NOBODY))
    by = look.w(GIVEN_BY, name=line.by) if line.by else ""
    about = quote(" · ".join(part for part in (who, by) if part), subtle=True, spacing="None")
    told = [say(look, CANNOT_BE_REACHED, color="Attention")] if line.is_unreached else []
    drawn = [_BUTTONS[action](look, case, line) for action in of if action in line.actions]
    return [head, about, *_said(look, line), *told, *([buttons(drawn)] if drawn else [])]


def _state(look: Look, line: TaskLine) -> str:
    if line.ended_at:
        return look.w(DONE_AT if line.is_done else DROPPED_AT, when=look.moment(line.ended_at))
    return look.w(WAS_DUE if line.is_overdue else DUE, day=look.date(line.due))


def _said(look: Look, line: TaskLine) -> list[CardElement]:
    written = [quote(words_, spacing="None") for words_ in line.what.split("\n") if words_.strip()]
    return [*written, *_archive(look, line)]


def _archive(look: Look, line: TaskLine) -> list[CardElement]:
    """Of a task that is done again and again: what has been written since it was done last."""
    named = [(REPORT if what == "told" else ACTIONS[what].name, at) for what, at in line.to_archive]
    lines = "\n".join(look.w(WRITTEN_AT, what=look.w(name), when=look.moment(at)) for name, at in named)
    return labelled(look.w(TO_ARCHIVE), lines) if lines else []


def _finish(look: Look, case: str, line: TaskLine) -> Action:
    """One tap; the form first where something must be written."""
    if not line.token:
        return sends(look, DONE, "case.finish_task", primary=False, case=case, task=line.id)
    carried = {"case": case, "page": "finish_task", "task": line.id, "token": line.token}
    return sends(look, DONE, "finish_task.answer", primary=False, **carried)


def _move(look: Look, case: str, line: TaskLine) -> Action:
    return sends(look, MOVE, "case.move_task", primary=False, case=case, task=line.id)


def _drop(look: Look, case: str, line: TaskLine) -> Action:
    return sends(look, DROP, "case.drop_task", primary=False, case=case, task=line.id)


_BUTTONS = {"finish_task": _finish, "move_task": _move, "drop_task": _drop}
