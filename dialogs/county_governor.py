"""That Statsforvalteren looks at a case, what has been ordered, and how it ended there (§ 12-6; E44)."""

from __future__ import annotations

from dialogs.forms import Form
from domain.flow import Day, Flow, Long, Page, Step, always
from domain.sides import ORDER_BY
from domain.text import Text

SAVE = Text("Lagre", "Lagre", "Save")

BEGINS = Flow(
    "state_begins",
    (
        Page(
            "state_begins",
            Text(
                "Saken er hos Statsforvalteren", "Saka er hos Statsforvaltaren", "The case is with the County Governor"
            ),
            (
                Step(
                    "state_since",
                    Text("Når fikk skolen vite det?", "Når fekk skolen vite det?", "When did the school learn of it?"),
                    Day(),
                    required=always,
                ),
                Step(
                    "state_asks",
                    Text(
                        "Hva ber Statsforvalteren om, eller hva er pålagt?",
                        "Kva ber Statsforvaltaren om, eller kva er pålagt?",
                        "What does the County Governor ask for, or order?",
                    ),
                    Long(2000),
                    required=always,
                ),
                Step(
                    ORDER_BY,
                    Text("Frist i et pålegg", "Frist i eit pålegg", "Deadline of an order"),
                    Day(ahead=True),
                    help=Text(
                        "Kan stå tomt. Kommer pålegget senere, skriv det ned her da.",
                        "Kan stå tomt. Kjem pålegget seinare, skriv det ned her då.",
                        "May be left empty. If the order comes later, record it here then.",
                    ),
                ),
            ),
            send=SAVE,
            intro=Text(
                "Alt i saken går videre som før, med de samme fristene. Si fra til skoleeieren, som svarer "
                "Statsforvalteren.",
                "Alt i saka går vidare som før, med dei same fristane. Sei frå til skoleeigaren, som svarer "
                "Statsforvaltaren.",
                "Everything in the case goes on as before, with the same deadlines. Tell the owner, who answers the "
                "County Governor.",
            ),
        ),
    ),
)
ENDS = Flow(
    "state_ends",
    (
        Page(
            "state_ends",
            Text(
                "Statsforvalteren er ferdig med saken",
                "Statsforvaltaren er ferdig med saka",
                "The County Governor has finished the case",
            ),
            (
                Step(
                    "state_decided",
                    Text(
                        "Hva ble avgjort, og hva følger av det?",
                        "Kva vart avgjort, og kva følgjer av det?",
                        "What was decided, and what follows from it?",
                    ),
                    Long(2000),
                    required=always,
                ),
            ),
            send=SAVE,
        ),
    ),
)
FORMS = (Form(BEGINS), Form(ENDS))
