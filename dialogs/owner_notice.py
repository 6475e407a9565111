"""That the owner has been told of a case: whom, how and when; or why the suspicion is manifestly unfounded (§ 12-5)."""

from __future__ import annotations

from collections.abc import Iterable

from domain.flow import Choice, Flow, Line, Long, Option, Page, Step, always, answered, unless
from domain.owner import EVERY_RECIPIENT, UNFOUNDED
from domain.text import Text

TO, HOW, WHEN, REASON = "owner_notice_to", "owner_notice_how", "owner_notice_when", "owner_notice_reason"

NOT_TOLD = Option(
    UNFOUNDED,
    Text(
        "Ingen: mistanken er åpenbart grunnløs",
        "Ingen: mistanken er openbert grunnlaus",
        "Nobody: the suspicion is manifestly unfounded",
    ),
)
_HOW = Step(
    HOW,
    Text("Hvordan?", "Korleis?", "How?"),
    Line(500),
    required=unless(TO, UNFOUNDED),
    help=Text(
        "For eksempel: ringte, eller e-post etter skoleeierens rutine.",
        "Til dømes: ringde, eller e-post etter rutinen til skoleeigaren.",
        "For example: telephoned, or e-mail by the owner's routine.",
    ),
)
_WHEN = Step(
    WHEN,
    Text("Når?", "Når?", "When?"),
    Line(100),
    required=unless(TO, UNFOUNDED),
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
    required=answered(TO, UNFOUNDED),
    help=Text(
        "Bare når skoleeieren ikke varsles. Plikten til å undersøke og hjelpe eleven gjelder uansett.",
        "Berre når skoleeigaren ikkje blir varsla. Plikta til å undersøkje og hjelpe eleven gjeld uansett.",
        "Only when the owner is not told. The duty to investigate and to help the student stands regardless.",
    ),
)


def form(recipients: Iterable[str], unfounded: bool) -> Page:
    """The page for one case: whom its school tells, and whether the exception is open to it (E34)."""
    to = tuple(Option(recipient, EVERY_RECIPIENT[recipient]) for recipient in recipients)
    whom = Step(
        TO,
        Text("Hvem er varslet?", "Kven er varsla?", "Who has been told?"),
        Choice((*to, NOT_TOLD) if unfounded else to),
        required=always,
    )
    return Page(
        "tell_owner",
        Text("Varsel til skoleeieren", "Varsel til skoleeigaren", "Notice to the school owner"),
        (whom, _HOW, _WHEN, *((_REASON,) if unfounded else ())),
        send=Text("Lagre", "Lagre", "Save"),
    )


# With everybody who can be told at any school: how what was answered is read back as words.
TELL_OWNER = Flow("tell_owner", (form(EVERY_RECIPIENT, unfounded=True),))
