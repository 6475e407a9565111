"""A case opened: first who is involved and the habilitet question, then what was told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from cards import absence, adjacent, meetings, oversight, tasks, words
from cards.answers import answer
from cards.casework import AT_THE_TASK, GROUPS, ahead, owner_at_once
from cards.clocks import clocks
from cards.kindred import kindred, openers
from cards.look import Look, Surface
from cards.notice import taken
from cards.parts import (
    Action,
    Card,
    CardElement,
    acts,
    box,
    capital,
    card,
    heading,
    labelled,
    opens,
    paged,
    quote,
    say,
    sends,
    title,
    unfolds,
)
from cards.teller import HAPPENED as TOLD_HAPPENED
from cards.teller import REPORTER_UNKNOWN, asking, people
from domain.case import Status
from domain.flow import Step
from domain.lifecycle import ACTIONS
from domain.owner import UNFOUNDED
from domain.status import ENDED, STATUS_WORDS
from domain.text import Text
from domain.views import Content, Involved, Own, Registered, Told

BEFORE_YOU_OPEN = Text("Før du åpner", "Før du opnar", "Before you open")
ARE_YOU_IMPARTIAL = Text(
    "Er du i slekt med noen av disse, eller er det noe annet som gjør at du ikke bør behandle saken? Da er du inhabil, "
    "og saken går videre uten at du ser innholdet (forvaltningsloven § 6).",
    "Er du i slekt med nokon av desse, eller er det noko anna som gjer at du ikkje bør handsame saka? Då er du "
    "inhabil, og saka går vidare utan at du ser innhaldet (forvaltningslova § 6).",
    "Are you related to any of these, or is there another reason why you should not handle the case? Then you are "
    "disqualified, and the case goes on without your seeing its content (Public Administration Act § 6).",
)
IMPARTIAL = Text("Jeg er habil, åpne saken", "Eg er habil, opne saka", "I am not disqualified, open")
DISQUALIFIED = Text("Jeg er inhabil", "Eg er inhabil", "I am disqualified")
READ_IS_WRITTEN = Text(
    "Det blir skrevet ned at du åpner saken.", "Det blir skrive ned at du opnar saka.", "Your opening is recorded."
)
THANKS_DISQUALIFIED = Text("Takk. Saken går videre.", "Takk. Saka går vidare.", "Thank you. The case goes on.")
THANKS_DISQUALIFIED_BODY = Text(
    "Du har sagt at du er inhabil. En annen får saken nå.",
    "Du har sagt at du er inhabil. Ein annan får saka no.",
    "You have said that you are disqualified. Somebody else gets the case now.",
)
DANGER_NOW = Text(
    "Den som meldte fra, svarte ja på at noen er i fare.",
    "Den som melde frå, svarte ja på at nokon er i fare.",
    "The reporter answered yes: somebody is in danger.",
)
STRAIGHT_TO_YOU = Text(
    "Uro for radikalisering eller voldelig ekstremisme: meldt rett til rektor, slik skolens plan sier.",
    "Uro for radikalisering eller valdeleg ekstremisme: meldt rett til rektor, slik planen til skolen seier.",
    "A worry about radicalisation or violent extremism: told straight to the principal, as the school's plan says.",
)
POLICE_CONTACT = Text(
    "Rektor undersøker, og kan følge opp med {contact}.",
    "Rektor undersøkjer, og kan følgje opp med {contact}.",
    "The principal investigates, and may follow up with {contact}.",
)
ADDED = Text("Lagt til {when}", "Lagt til {when}", "Added {when}")
ADDED_BY = Text("Lagt til av {name} {when}", "Lagt til av {name} {when}", "Added by {name} {when}")
ASKED_BY = Text("Spørsmål fra {name} {when}", "Spørsmål frå {name} {when}", "Question from {name} {when}")
TOLD_AT = Text("Meldt {when}", "Meldt {when}", "Reported {when}")
FIRST_TOLD_AT = Text("Sagt eller skrevet {when}", "Sagt eller skrive {when}", "Said or written {when}")
CAME_BY = Text("Slik kom det: {how}", "Slik kom det: {how}", "It came this way: {how}")
WRITTEN_BY = Text("Registrert av {name} {when}", "Registrert av {name} {when}", "Recorded by {name} {when}")
CONFIRMED_AT = Text(
    "Den som fortalte det, bekreftet {when} at det stemmer.",
    "Den som fortalde det, stadfesta {when} at det stemmer.",
    "Whoever told it confirmed {when} that it is right.",
)
NOT_CONFIRMED = Text(
    "Den som fortalte det, har ikke svart på om det stemmer.",
    "Den som fortalde det, har ikkje svart på om det stemmer.",
    "Whoever told it has not answered whether it is right.",
)
TIMES = Text("Hva som har skjedd", "Kva som har skjedd", "What has happened")
SIBLINGS = Text(
    "Samme melding gjelder også: {references}",
    "Same melding gjeld også: {references}",
    "The same report also concerns: {references}",
)
NOT_TAKEN = Text(
    "Ingen har bekreftet mottak ennå.", "Ingen har stadfesta mottak enno.", "Nobody has confirmed receipt yet."
)
MORE_TO_DO = Text("Mer", "Meir", "More")
SELDOM = ("accuse", "correct_student", "forward", "join", "unjoin")
CORRECTED = Text(
    "Feil elev var skrevet her. Rettet av {name}.",
    "Feil elev var skriven her. Retta av {name}.",
    "A wrong student was written here. Corrected by {name}.",
)
STOOD = ENDED | {Status.REOPENED}  # said first: such a case is not what it seems
_ELSEWHERE = AT_THE_TASK | {action for _, actions in GROUPS for action in actions}
WHAT_HAPPENED = {
    "told_orally": Text("fortalt av {name}", "fortalt av {name}", "told by {name}"),
    "registered": Text("registrert av {name}", "registrert av {name}", "recorded by {name}"),
    "confirm": Text(
        "{name} bekreftet at det stemmer", "{name} stadfesta at det stemmer", "{name} confirmed that it is right"
    ),
    "told": Text("meldt av {name}", "meldt av {name}", "reported by {name}"),
    **TOLD_HAPPENED,
    "delivered": Text("levert til {name}", "levert til {name}", "delivered to {name}"),
    "undelivered": Text("nådde ikke {name}", "nådde ikkje {name}", "could not reach {name}"),
    "acknowledge": Text("bekreftet av {name}", "stadfesta av {name}", "confirmed by {name}"),
    "open": Text("åpnet av {name}", "opna av {name}", "opened by {name}"),
    **absence.HAPPENED,
    "left": Text("{name} er ikke lenger mottaker", "{name} er ikkje lenger mottakar", "{name} is no longer a receiver"),
    "recuse": Text("{name} er inhabil", "{name} er inhabil", "{name} is disqualified"),
    "tell_owner": Text(
        "skoleeieren varslet, skrevet av {name}",
        "skoleeigaren varsla, skrive av {name}",
        "owner told, written by {name}",
    ),
    UNFOUNDED: Text(
        "åpenbart grunnløs, begrunnet av {name}",
        "openbert grunnlaus, grunngitt av {name}",
        "manifestly unfounded, reason given by {name}",
    ),
    **oversight.HAPPENED,
    "accuse": Text(
        "{name} skrev ned at noen som arbeider på skolen, er innblandet",
        "{name} skreiv ned at nokon som arbeider på skolen, er innblanda",
        "{name} recorded that somebody who works at the school is involved",
    ),
    "correct_student": Text("eleven rettet av {name}", "eleven retta av {name}", "student corrected by {name}"),
    "join": Text(
        "knyttet til en annen sak av {name}", "knytt til ei anna sak av {name}", "joined with another case by {name}"
    ),
    "unjoin": Text(
        "løst fra en annen sak av {name}", "løyst frå ei anna sak av {name}", "parted from another case by {name}"
    ),
    **meetings.HAPPENED,
    "supplement": Text("opplysninger lagt til", "opplysningar lagde til", "information added"),
}


def involved(look: Look, view: Involved) -> Card:
    """Who is involved, and the question whether the reader may take the case; no content (fvl. § 6)."""
    return card(
        [
            *title(look, BEFORE_YOU_OPEN),
            quote(look.w(words.CASE, reference=view.reference), bold=True),
            box(people(look, view)),
            say(look, ARE_YOU_IMPARTIAL),
            say(look, READ_IS_WRITTEN, subtle=True),
        ],
        [
            sends(look, IMPARTIAL, "case.declare", case=view.case),
            sends(look, DISQUALIFIED, "case.recuse", primary=False, case=view.case),
        ],
    )


def content(look: Look, view: Content, steps: Iterable[Step], part: int = 0) -> Card:
    """Every clock, everything told, what happened to it, and what may be done; in parts when it is too much for one."""
    by_id = {s.id: s for s in steps}
    reference = quote(look.w(words.CASE, reference=view.involved.reference), bold=True)
    body = [
        *([reference] if look.surface is Surface.INLINE else []),
        *([say(look, STATUS_WORDS[view.status], bold=True)] if view.status in STOOD else []),
        *([box([say(look, DANGER_NOW, bold=True)], "attention")] if view.danger else []),
        *_direct(look, view),
        *oversight.above(look, view.above),
        *tasks.mine(look, view.involved.case, view.mine, {row.action for row in view.actions}),
        *ahead(look, view),
        *meetings.ahead(look, view),
        *tasks.suggested(look, view.proposals),
        box(people(look, view.involved)),
        *clocks(look, view.clocks),
        *owner_at_once(look, view),
        *adjacent.brief(look, view.duties),
        *(e for i, told in enumerate(view.told) for e in _told(look, told, by_id, first=not i)),
        *asking(look, view),
        *_siblings(look, view),
        *kindred(look, view.kindred),
        quote(taken(look, view.taken)) if view.taken else say(look, NOT_TAKEN, color="Attention"),
        *_times(look, view),
    ]
    id_ = view.involved.case
    actions = [*_actions(look, view), *_done(look, "case.hide", case=id_)]
    return paged(body, part, lambda n: sends(look, words.MORE, "case.open", case=id_, part=n), actions)


def _direct(look: Look, view: Content) -> list[CardElement]:
    """What the school's plan says of a topic that goes to rektor alone (S1-5)."""
    if not view.direct:
        return []
    contact = [quote(look.w(POLICE_CONTACT, contact=view.police_contact))] if view.police_contact else []
    return [box([say(look, STRAIGHT_TO_YOU, bold=True), *contact])]


def _actions(look: Look, view: Content) -> list[Action]:
    """What the life cycle allows besides opening; a name in the story may be a relative (ruling 19)."""
    drawn = {
        r.action: sends(look, r.name, f"case.{r.action}", primary=r.action == "acknowledge", case=view.involved.case)
        for r in view.actions
        if r.action != "open" and r.action not in _ELSEWHERE
    }
    seldom = [drawn.pop(action) for action in SELDOM if action in drawn]
    return [*drawn.values(), *unfolds(look, MORE_TO_DO, [*seldom, *openers(look, view.kindred)])]


def _done(look: Look, verb: str, **data: str) -> list[Action]:
    """In the chat, a button that takes the content away again; a dialog is just closed."""
    return [acts(look, words.DONE_READING, verb, **data)] if look.surface is Surface.INLINE else []


def told(look: Look, own: Own, steps: Iterable[Step], report: str, part: int = 0) -> Card:
    """One's own words, as they were sent or as another wrote them down; then with what one can answer to that."""
    by_id = {s.id: s for s in steps}
    body = [e for i, said in enumerate(own.told) for e in _told(look, said, by_id, first=not i)]
    answers = [
        sends(look, ACTIONS["confirm"].name, "report.confirm", report=report),
        opens(look, words.CORRECT, "supplement.begin", report=report),
    ]
    actions = [*(answers if own.to_confirm else []), *_done(look, "receipt", report=report)]
    return paged(body, part, lambda n: sends(look, words.MORE, "mine.show", report=report, part=n), actions)


def _told(look: Look, told: Told, steps: Mapping[str, Step], first: bool) -> list[CardElement]:
    """Nothing of what has nothing to show: what a handler wrote to set something right is not part of the story."""
    came = _came(look, told.registered) if told.registered else []
    corrected = [quote(look.w(CORRECTED, name=told.corrected_by), subtle=True)] if told.corrected_by else []
    answered = [
        element
        for id_, step in steps.items()
        if (said := answer(look, step, told.answers.get(id_, "")))
        for element in labelled(look.w(step.ask), said)
    ]
    title = quote(_when(look, told, first), bold=True, spacing="Large")
    return [title, *came, *corrected, *answered] if first or answered else []


def _when(look: Look, told: Told, first: bool) -> str:
    if told.registered:
        return look.w(FIRST_TOLD_AT, when=look.moment(told.registered.told_at))
    added = ASKED_BY if told.is_question else ADDED_BY if told.by else ADDED
    return look.w(TOLD_AT if first else added, when=look.exact(told.at), name=told.by)


def _came(look: Look, it: Registered) -> list[CardElement]:
    """How it came, who wrote it down, and whether whoever told it has said that it is right (ruling 16)."""
    lines = [look.w(CAME_BY, how=look.w(it.how)), look.w(WRITTEN_BY, name=it.by, when=look.exact(it.at))]
    if it.confirmed_at:
        lines.append(look.w(CONFIRMED_AT, when=look.moment(it.confirmed_at)))
    elif it.can_be:
        lines.append(look.w(NOT_CONFIRMED))
    return [quote(line, subtle=True, spacing="None") for line in lines]


def _siblings(look: Look, view: Content) -> list[CardElement]:
    return [quote(look.w(SIBLINGS, references=", ".join(view.siblings)))] if view.siblings else []


def _times(look: Look, view: Content) -> list[CardElement]:
    """Day by day; the day it was told goes without saying."""
    told_on = look.day(view.times[0][2]) if view.times else ""
    drawn: list[CardElement] = [say(look, TIMES, bold=True)] if view.times else []
    for day, some in groupby(view.times, key=lambda time: look.day(time[2])):
        drawn += [quote(capital(day), subtle=True)] if day != told_on else []
        drawn += [
            quote(f"{look.near(at, at)}: {_happened(look, *it)}", subtle=True, spacing="None") for *it, at in some
        ]
    return drawn


def _happened(look: Look, what: str, name: str) -> str:
    return look.w(WHAT_HAPPENED[what], name=name or look.w(REPORTER_UNKNOWN).lower())


def recused(look: Look) -> Card:
    """The answer to one who is disqualified."""
    return card([heading(look, THANKS_DISQUALIFIED), say(look, THANKS_DISQUALIFIED_BODY)])
