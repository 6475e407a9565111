"""A case opened: first who is involved and the habilitet question, then what was told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cards import words
from cards.look import Look, Surface
from cards.notice import taken
from cards.parts import Action, Card, CardElement, acts, box, card, heading, labelled, paged, quote, say, sends, title
from domain.flow import Choice, Step, Toggle, chosen
from domain.text import Text
from domain.views import Content, Involved, Told

BEFORE_YOU_OPEN = Text("Før du åpner", "Før du opnar", "Before you open")
ABOUT_STUDENT = Text("Eleven det gjelder", "Eleven det gjeld", "The student concerned")
STUDENT_UNKNOWN = Text("Ikke kjent", "Ikkje kjend", "Not known")
ABOUT_EMPLOYEE = Text("Den ansatte det gjelder", "Den tilsette det gjeld", "The employee concerned")
TOLD_BY = Text("Meldt av", "Meldt av", "Reported by")
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
    "Du har sagt at du er inhabil. En annen får saken nå. Du har ikke sett innholdet.",
    "Du har sagt at du er inhabil. Ein annan får saka no. Du har ikkje sett innhaldet.",
    "You have said that you are disqualified. Somebody else gets the case now. You have not seen its content.",
)
DANGER_NOW = Text(
    "Den som meldte fra, svarte ja på at noen er i fare.",
    "Den som melde frå, svarte ja på at nokon er i fare.",
    "The reporter answered yes: somebody is in danger.",
)
ADDED = Text("Lagt til {when}", "Lagt til {when}", "Added {when}")
TOLD_AT = Text("Meldt {when}", "Meldt {when}", "Reported {when}")
TIMES = Text("Hva som har skjedd", "Kva som har skjedd", "What has happened")
SIBLINGS = Text(
    "Samme melding gjelder også: {references}",
    "Same melding gjeld også: {references}",
    "The same report also concerns: {references}",
)
NOT_TAKEN = Text(
    "Ingen har bekreftet mottak ennå.", "Ingen har stadfesta mottak enno.", "Nobody has confirmed receipt yet."
)
DONE_READING = Text("Ferdig lest", "Ferdig lese", "Done reading")
WHAT_HAPPENED = {
    "told": Text("meldt av {name}", "meldt av {name}", "reported by {name}"),
    "delivered": Text("levert til {name}", "levert til {name}", "delivered to {name}"),
    "undelivered": Text("nådde ikke {name}", "nådde ikkje {name}", "could not reach {name}"),
    "acknowledge": Text("bekreftet av {name}", "stadfesta av {name}", "confirmed by {name}"),
    "open": Text("åpnet av {name}", "opna av {name}", "opened by {name}"),
    "recuse": Text("{name} er inhabil", "{name} er inhabil", "{name} is disqualified"),
    "supplement": Text("opplysninger lagt til", "opplysningar lagde til", "information added"),
}


def involved(look: Look, view: Involved) -> Card:
    """Who is involved, and the question whether the reader may take the case; no content (fvl. § 6)."""
    return card(
        [
            *title(look, BEFORE_YOU_OPEN),
            quote(look.w(words.CASE, reference=view.reference), bold=True),
            box(_people(look, view)),
            say(look, ARE_YOU_IMPARTIAL),
            say(look, READ_IS_WRITTEN, subtle=True),
        ],
        [
            sends(look, IMPARTIAL, "case.declare", case=view.case),
            sends(look, DISQUALIFIED, "case.recuse", primary=False, case=view.case),
        ],
    )


def _people(look: Look, view: Involved) -> list[CardElement]:
    student = view.student or look.w(STUDENT_UNKNOWN)
    accused = [e for name in view.accused for e in labelled(look.w(ABOUT_EMPLOYEE), name)]
    return [*labelled(look.w(ABOUT_STUDENT), student), *accused, *labelled(look.w(TOLD_BY), view.reporter)]


def content(look: Look, view: Content, steps: Iterable[Step], part: int = 0) -> Card:
    """Everything told in the case, what happened to it, and what may be done; in parts when it is too much for one."""
    by_id = {s.id: s for s in steps}
    reference = quote(look.w(words.CASE, reference=view.involved.reference), bold=True)
    body = [
        *([reference] if look.surface is Surface.INLINE else []),
        *([box([say(look, DANGER_NOW, bold=True)], "attention")] if view.danger else []),
        box(_people(look, view.involved)),
        *(e for i, told in enumerate(view.told) for e in _told(look, told, by_id, first=not i)),
        *_siblings(look, view),
        quote(taken(look, view.taken)) if view.taken else say(look, NOT_TAKEN, color="Attention"),
        *_times(look, view),
    ]
    id_ = view.involved.case
    actions = [*_actions(look, view), *_done(look, "case.close", case=id_)]
    return paged(body, part, lambda n: sends(look, words.MORE, "case.open", case=id_, part=n), actions)


def _actions(look: Look, view: Content) -> list[Action]:
    """What the life cycle allows besides opening; a name in the story may be a relative (ruling 19)."""
    rows = (row for row in view.actions if row.action != "open")
    return [
        sends(look, r.name, f"case.{r.action}", primary=r.action == "acknowledge", case=view.involved.case)
        for r in rows
    ]


def _done(look: Look, verb: str, **data: str) -> list[Action]:
    """In the chat, a button that takes the content away again; a dialog is just closed."""
    return [acts(look, DONE_READING, verb, **data)] if look.surface is Surface.INLINE else []


def told(look: Look, parts: Iterable[Told], steps: Iterable[Step], report: str, part: int = 0) -> Card:
    """One's own words, as they were sent."""
    by_id = {s.id: s for s in steps}
    body = [e for i, said in enumerate(parts) for e in _told(look, said, by_id, first=not i)]
    done = _done(look, "receipt", report=report)
    return paged(body, part, lambda n: sends(look, words.MORE, "mine.show", report=report, part=n), done)


def _told(look: Look, told: Told, steps: Mapping[str, Step], first: bool) -> list[CardElement]:
    title = look.w(TOLD_AT if first else ADDED, when=look.exact(told.at))
    answered = (
        element
        for id_, step in steps.items()
        if (said := answer(look, step, told.answers.get(id_, "")))
        for element in labelled(look.w(step.ask), said)
    )
    return [quote(title, bold=True, spacing="Large"), *answered]


def answer(look: Look, step: Step, given: str) -> str:
    """An answer as words: the labels of what was chosen, or what was written. People chosen from a list are "".

    Who is accused is said in the box above, from the register, never from the form's own ids.
    """
    if isinstance(step.input, Toggle):
        return ""
    if not isinstance(step.input, Choice) or not given:
        return given
    labels = {o.id: look.w(o.label) for o in step.input.options}
    return ", ".join(labels[c] for c in chosen(step.input, given) if c in labels and not step.input.source)


def _siblings(look: Look, view: Content) -> list[CardElement]:
    return [quote(look.w(SIBLINGS, references=", ".join(view.siblings)))] if view.siblings else []


def _times(look: Look, view: Content) -> list[CardElement]:
    told_at = view.times[0][2]
    lines = [
        quote(f"{look.near(at, told_at)}: {look.w(WHAT_HAPPENED[what], name=name)}", subtle=True, spacing="None")
        for what, name, at in view.times
    ]
    return [say(look, TIMES, bold=True), *lines]


def recused(look: Look) -> Card:
    """The answer to one who is disqualified."""
    return card([heading(look, THANKS_DISQUALIFIED), say(look, THANKS_DISQUALIFIED_BODY)])
