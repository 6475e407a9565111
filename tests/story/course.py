"""The course of a case after it has been confirmed, through the forms that those who handle it fill in."""

from __future__ import annotations

from tests.story.reading import buttons, inputs, nodes, words
from tests.story.test_clocks import reads, taken
from tests.story.theatre import Someone, Theatre

__all__ = ["reads", "taken"]

MENU, BACK = "Hva vil du gjøre?", "Tilbake til saken"
TALK = {
    "on_day": "2026-11-23", "inquiry_method": "talk", "inquiry_with": "Ola og Tor Vik",
    "inquiry_found": "Ola spiser alene i trappa.", "inquiry_words": "Ingen sier hei til meg.",
}  # fmt: skip
ANALYSIS = {"inquiry_analysis": "Gruppa han satt med, er delt i to.", "inquiry_vulnerable": "Ny i klassen."}
OLA = {"on_day": "2026-11-23", "hear_whose": "affected", "hear_outcome": "heard"}
OLA_SAID = {
    "hear_words": "Jeg gruer meg til hvert friminutt.", "hear_safe": "no", "hear_part": "Vil ha en plass i kantina.",
}  # fmt: skip
ALONE = {"best_text": "Ola trenger trygge friminutt nå.", "best_others": "no"}

SEAT = {
    "problem": "Ola sitter alene", "measure": "Fast plass ved siden av en trygg elev", "when": "fra tirsdag",
    "who_text": "kontaktlærer", "evaluate": "2026-12-14",
}  # fmt: skip
ON = "Lagre og gå videre"


def ahead(one: Someone) -> list[str]:
    """The box of the next step as it is read: what is missing before the step, a line each, and last the button."""
    boxes = (words(box).replace("\u00a0", " ").splitlines() for box in nodes(one.sees, "Container"))
    read = next(lines for lines in boxes if lines[:1] == ["Neste steg"])
    return [line.removeprefix("• ") for line in read[1:] if not line.startswith("Mangler før «")]


async def puts_away(theatre: Theatre, one: Someone) -> None:
    """Has read, and nothing of it stays in the chat."""
    if one.dialog is None and "Ferdig lest" in buttons(one.sees):
        await one.presses("Ferdig lest")
    one.closes_dialog()
    one.open_card = None
    await theatre.settle()


async def returns(theatre: Theatre, one: Someone) -> None:
    """Comes back to the case later, by the newest card that leads there."""
    await puts_away(theatre, one)
    await one.presses("Åpne")


async def chooses(one: Someone, action: str) -> None:
    """From the case, whatever page of it is open, to the form of this action."""
    if MENU not in buttons(one.sees):
        await one.presses(BACK)
    await one.presses(MENU)
    await one.presses(action)


async def does(one: Someone, button: str, *pages: dict[str, str]) -> None:
    """From the case by its menu through a form, and back to the case."""
    await chooses(one, button)
    for filled in pages[:-1]:
        await one.presses("Neste", filled)
    await one.presses("Lagre", pages[-1])


async def investigating(theatre: Theatre, **answers: str) -> Someone:
    """Rektor has taken the case, said how serious it is, and begins to investigate."""
    randi = await taken(theatre, **answers)
    await assesses(randi)
    return randi


async def assesses(one: Someone) -> None:
    """Not serious; where the owner is to be told all the same, that is for a moment later."""
    await one.presses("Start undersøkelsen")
    await one.presses("Start undersøkelsen", {"serious": "not_serious", "serious_why": "Ingen tegn til vold."})
    if "owner_answer" in inputs(one.sees):
        await one.presses("Start undersøkelsen", {"owner_answer": "later"})


async def finds_out(one: Someone) -> None:
    """What must be known before there can be a plan: an enquiry, the student heard, what is best for them."""
    await does(one, "Skriv ned en undersøkelse", TALK, ANALYSIS)
    await does(one, "Eleven er hørt", OLA, OLA_SAID)
    await does(one, "Elevens beste", ALONE)


async def plans(one: Someone, *measures: dict[str, str], view: str = "Ola synes det er bra.") -> None:
    """The whole form of the plan: a page for each measure, and what the student thinks of it."""
    await chooses(one, "Skriv planen")
    await one.presses(ON)
    for n, measure in enumerate(measures, 1):
        more = {f"m{n}.more": "yes"} if n < len(measures) and f"m{n}.more" in inputs(one.sees) else {}
        await one.presses(ON, {f"m{n}.{field}": said for field, said in measure.items()} | more)
    (save,) = (button for button in buttons(one.sees) if button.startswith("Lagre "))
    await one.presses(save, {"plan_view": view})


async def completes(one: Someone, version: int) -> None:
    await chooses(one, "Planen er ferdig")
    await one.presses("Planen er ferdig", {"complete_version": str(version)})


async def evaluates(one: Someone, safe: dict[str, str], *more: dict[str, str]) -> None:
    await chooses(one, "Evaluer tiltakene")
    await one.presses("Videre", safe)
    for page in more[:-1]:
        await one.presses("Videre", page)
    await one.presses("Lagre evalueringen", more[-1])
