"""What those above the school have to do with a case: what stands first on its page."""

from __future__ import annotations

from collections.abc import Mapping

from cards.look import Look
from cards.parts import CardElement, box, quote, say
from domain.sides import SIDE_WORDS, Above, Side
from domain.text import Text

WHAT_IT_MEANS: Mapping[Side, Text] = {
    Side.OWNER: Text(
        "Skoleeieren har saken, med de samme pliktene og fristene overfor eleven.",
        "Skoleeigaren har saka, med dei same pliktene og fristane overfor eleven.",
        "The owner has the case, with the same duties and deadlines towards the student.",
    ),
    Side.STATE: Text(
        "Statsforvalteren skal ha alle opplysninger som trengs, også de taushetsbelagte (§ 12-6). Plikten til å "
        "undersøke og hjelpe eleven gjelder som før.",
        "Statsforvaltaren skal ha alle opplysningar som trengst, også dei teiepliktige (§ 12-6). Plikta til å "
        "undersøkje og hjelpe eleven gjeld som før.",
        "The County Governor is to have all the information that is needed, confidential or not (§ 12-6). The duty to "
        "investigate and to help the student stands as before.",
    ),
}
ORDER_BY = Text("Frist i pålegget: {when}", "Frist i pålegget: {when}", "Deadline of the order: {when}")
REACHED_NOBODY = Text(
    "Et varsel til skoleeieren her i Teams nådde ingen. Ring eller skriv til dem, og skriv ned at det er gjort.",
    "Eit varsel til skoleeigaren her i Teams nådde ingen. Ring eller skriv til dei, og skriv ned at det er gjort.",
    "A notice to the owner here in Teams has reached nobody. Call or write to them, and record that it is done.",
)
HAPPENED: Mapping[str, Text] = {
    "owner_sent": Text(
        "varsel her i Teams til {name} hos skoleeieren",
        "varsel her i Teams til {name} hos skoleeigaren",
        "notice here in Teams to {name} at the owner",
    ),
    "owner_reached": Text(
        "varselet er levert til {name}", "varselet er levert til {name}", "the notice was delivered to {name}"
    ),
    "owner_missed": Text(
        "varselet nådde ikke {name}", "varselet nådde ikkje {name}", "the notice did not reach {name}"
    ),
    "mailed": Text(
        "e-post til {name} hos skoleeieren er sendt",
        "e-post til {name} hos skoleeigaren er send",
        "mail to {name} at the owner has been sent",
    ),
    "mailed_outside": Text(
        "e-post til skoleeieren er sendt: ring skolen",
        "e-post til skoleeigaren er send: ring skolen",
        "mail to the owner has been sent: ring the school",
    ),
    "unmailed": Text(
        "e-post til {name} hos skoleeieren kom ikke fram, eller det er uvisst",
        "e-post til {name} hos skoleeigaren kom ikkje fram, eller det er uvisst",
        "mail to {name} at the owner did not arrive, or nobody knows",
    ),
    "unmailed_outside": Text(
        "e-post til skoleeieren utenfor Teams kom ikke fram, eller det er uvisst",
        "e-post til skoleeigaren utanfor Teams kom ikkje fram, eller det er uvisst",
        "mail to the owner outside Teams did not arrive, or nobody knows",
    ),
    "owner_knows": Text("{name} bekreftet varselet", "{name} stadfesta varselet", "{name} confirmed the notice"),
}


def above(look: Look, view: Above) -> list[CardElement]:
    """A box for each side state, and a warning where a notice has reached nobody."""
    boxes = [box(_side(look, side, view)) for side in view.sides]
    warning = [box([say(look, REACHED_NOBODY, bold=True)], "attention")] if view.unreached else []
    return [*warning, *boxes]


def _side(look: Look, side: Side, view: Above) -> list[CardElement]:
    by = view.order_by if side is Side.STATE else None
    order = [quote(look.w(ORDER_BY, when=look.date(by)), bold=True)] if by else []
    return [say(look, SIDE_WORDS[side], bold=True), say(look, WHAT_IT_MEANS[side]), *order]
