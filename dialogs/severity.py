"""How serious it is: the criteria propose, rektor decides and says why; then what the owner is told (2.4, 8.1)."""

from __future__ import annotations

from dataclasses import replace

from dialogs.forms import Form
from dialogs.owner_notice import AFTER_ANYTHING, AFTER_SERIOUS, question
from domain.casefile import CaseFile
from domain.flow import Answers, Choice, Flow, Long, Option, Page, Step, always
from domain.owner import may_be_unfounded, must_tell_owner
from domain.severity import CRITERIA, JUDGED, NOT_SERIOUS, SERIOUS
from domain.text import Text

OWN, OWN_SAID = "own_examples", "own_examples_said"

_CRITERIA = Step(
    "criteria",
    Text("Hva taler for at det er alvorlig?", "Kva taler for at det er alvorleg?", "What suggests that it is serious?"),
    Choice(tuple(Option(id_, words) for id_, words in CRITERIA.items()), many=True),
    help=Text(
        "Kan stå tomt. Er noen som arbeider på skolen innblandet, skriv det ned på saken for seg: da varsles "
        "skoleeieren uansett (§ 12-5).",
        "Kan stå tomt. Er nokon som arbeider på skolen innblanda, skriv det ned på saka for seg: då blir "
        "skoleeigaren varsla uansett (§ 12-5).",
        "May be left empty. If somebody who works at the school is involved, record that on the case by itself: the "
        "owner is then told in any event (§ 12-5).",
    ),
)
_OWN = Step(
    OWN,
    Text("Eksempler i skolens egen plan", "Døme i planen til skolen", "Examples in the school's own plan"),
    Choice(source=OWN, many=True),
)
_OWN_SAID = Step(
    OWN_SAID,
    Text("Av eksemplene i skolens plan", "Av døma i planen til skolen", "Of the examples in the school's plan"),
    Long(),
)
_SERIOUS = Step(
    "serious",
    Text("Er dette et alvorlig tilfelle?", "Er dette eit alvorleg tilfelle?", "Is this a serious case?"),
    Choice(
        (
            Option(SERIOUS, Text("Ja, skoleeieren varsles", "Ja, skoleeigaren blir varsla", "Yes, the owner is told")),
            Option(NOT_SERIOUS, Text("Nei", "Nei", "No")),
        )
    ),
    required=always,
)
_WHY = Step(
    "serious_why",
    Text("Hvorfor?", "Kvifor?", "Why?"),
    Long(2000),
    required=always,
    help=Text(
        "Både ja og nei begrunnes, kort.",
        "Både ja og nei blir grunngitt, kort.",
        "Both yes and no need a reason, in brief.",
    ),
)
_INTRO = Text(
    "Lista er til hjelp. Du avgjør, og kan vurdere på nytt senere.",
    "Lista er til hjelp. Du avgjer, og kan vurdere på nytt seinare.",
    "The list is a help. You decide, and can assess anew later.",
)
_JUDGEMENT = (_CRITERIA, _OWN, _SERIOUS, _WHY)
SEND = {
    "assess": Text("Start undersøkelsen", "Start undersøkinga", "Start the investigation"),
    "weigh": Text("Lagre", "Lagre", "Save"),
}
TITLES = {
    "assess": Text("Før undersøkelsen", "Før undersøkinga", "Before the investigation"),
    "weigh": Text("Hvor alvorlig er det?", "Kor alvorleg er det?", "How serious is it?"),
}


def _flow(action: str) -> Flow:
    """The judgement; then the owner question, in the one way or the other."""
    judgement = Page(action, TITLES[action], _JUDGEMENT, send=SEND[action], intro=_INTRO)
    return Flow(action, (judgement, *(replace(page, send=SEND[action]) for page in (AFTER_SERIOUS, AFTER_ANYTHING))))


def _made(flow: Flow, file: CaseFile) -> Flow:
    """What the school's plan gives examples of; and the owner question, while a recipient has not been told."""
    judgement = flow.pages[0]
    steps = tuple(s for s in judgement.steps if s is not _OWN or file.school.serious)
    pages = _owner_pages(flow, file) if file.owner.untold else ()
    return replace(flow, pages=(replace(judgement, steps=steps), *pages))


def _owner_pages(flow: Flow, file: CaseFile) -> tuple[Page, ...]:
    """Of what is serious always; otherwise where the duty waits for no judgement, and no exception has been made."""
    unjudged = replace(file.case, history=tuple(h for h in file.case.history if h.what not in JUDGED))
    _, serious, otherwise = flow.pages
    anyhow = must_tell_owner(unjudged, file.school) and not file.owner.excepted
    asked = (question(otherwise, file, may_be_unfounded(unjudged, file.school)),) if anyhow else ()
    return (question(serious, file, unfounded=False), *asked)


def _kept(answers: Answers, file: CaseFile) -> Answers:
    """The plan's own words stand in what was written: its file may be another one day."""
    own = answers.get(OWN, "").split(",")
    words = [said for n, said in enumerate(file.school.serious, 1) if f"{n}" in own]
    kept = {step: said for step, said in answers.items() if step != OWN}
    return {**kept, **({OWN_SAID: "\n".join(words)} if words else {})}


FORMS = tuple(Form(_flow(action), made=_made, kept=_kept, derived=(_OWN_SAID,)) for action in TITLES)
