"""Any page of any flow as a card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cards import words
from cards.look import Look
from cards.parts import Card, CardElement, box, buttons, card, element, quote, say, sends, title, unmarked
from domain.flow import (
    Addresses,
    Answers,
    Carried,
    Choice,
    Clock,
    Day,
    Fault,
    Long,
    Options,
    Page,
    Problems,
    Step,
    Toggle,
    always,
    offers,
)
from domain.flow import asked as applying
from domain.profile import Emergency

NO_PROBLEMS = Problems()
_ADDRESSES = 2000  # characters
FAULTS = {
    Fault.MISSING: words.MISSING,
    Fault.TOO_LONG: words.TOO_LONG,
    Fault.TOO_MANY: words.TOO_MANY,
    Fault.NOT_OFFERED: words.CHOOSE_AGAIN,
    Fault.NO_TIME: words.NO_TIME,
    Fault.NOT_YET: words.NOT_YET,
    Fault.TOO_EARLY: words.TOO_EARLY,
    Fault.PASSED: words.PASSED,
    Fault.NO_ADDRESS: words.NO_ADDRESS,
    Fault.TOO_MANY_ADDRESSES: words.TOO_MANY_ADDRESSES,
}


def page(
    look: Look,
    asked: Page,
    verb: str,
    answers: Answers,
    options: Options,
    problems: Problems = NO_PROBLEMS,
    notes: Iterable[CardElement] = (),
    **data: str,
) -> Card:
    """The page with what is answered already standing in it, and what must be mended said above each question."""
    intro = [say(look, asked.intro)] if asked.intro else []
    empty = [say(look, words.NOTHING_GIVEN, color="Attention")] if problems.nothing_given else []
    carried = {s.id: answers.get(s.id, "") for s in applying(asked, answers) if isinstance(s.input, Carried)}
    sent = {"page": asked.id, **data, **carried}
    tapped = (s for s in applying(asked, answers) if _is_tapped(s))
    taps = [piece for step in tapped for piece in _taps(look, step, verb, options, sent)]
    steps = [
        piece
        for step in applying(asked, answers)
        if not (isinstance(step.input, Carried) or _is_tapped(step))
        for piece in _step(look, step, answers, options, problems.steps.get(step.id))
    ]
    return card(
        [*title(look, asked.title), *notes, *intro, *empty, *taps, *steps],
        [sends(look, asked.send, verb, primary=not taps, **sent)],
    )


def _is_tapped(step: Step) -> bool:
    return isinstance(step.input, Choice) and step.input.taps


def _taps(look: Look, step: Step, verb: str, options: Options, sent: Mapping[str, str]) -> list[CardElement]:
    """Each option as a button, one under the other, so that each is whole on a phone; nothing where there is none."""
    offered = offers(step.input, options) if isinstance(step.input, Choice) else ()
    drawn = [sends(look, o.label, verb, **{**sent, step.id: o.id}) for o in offered]
    return [say(look, step.ask, bold=True), *(buttons([button]) for button in drawn)] if drawn else []


def emergency(look: Look, shown: Emergency) -> list[CardElement]:
    """Who to telephone first. Stands above the question on danger and first on the receipt (E19, S1-4)."""
    lines = [look.w(words.EMERGENCY_NUMBERS), *(f"{n.label}: {_unbroken(n.number)}" for n in shown.numbers)]
    if shown.calls:
        lines += [look.w(words.CALL_IN_ORDER), *(f"{n}. {who}" for n, who in enumerate(shown.calls, 1))]
    return [
        box([say(look, words.IN_DANGER_CALL, bold=True), *(quote(li, spacing="None") for li in lines)], "attention")
    ]


def _unbroken(number: str) -> str:
    """A telephone number stays on one line."""
    return number.replace(" ", "\u00a0")


def _step(look: Look, step: Step, answers: Answers, options: Options, fault: Fault | None) -> list[CardElement]:
    wrong = [say(look, FAULTS[fault], color="Attention")] if fault else []
    help_ = [say(look, step.help, subtle=True)] if step.help else []
    about = look.w(step.about).split("\n") if step.about else []
    return [*map(quote, about), *wrong, _input(look, step, answers.get(step.id, ""), options), *help_]


def _input(look: Look, step: Step, answer: str, options: Options) -> CardElement:
    words_ = look.w(step.ask)
    if isinstance(step.input, Toggle):
        return element("Input.Toggle", id=step.id, title=words_, value=answer or "false", wrap=True)
    must = step.required is always or None
    error = look.w(words.MISSING) if must else None
    asked = {"id": step.id, "label": words_, "value": answer or None, "isRequired": must, "errorMessage": error}
    if isinstance(step.input, Choice):
        return _choice(look, step.input, options, asked)
    if isinstance(step.input, Day | Clock):
        return element("Input.Date" if isinstance(step.input, Day) else "Input.Time", **asked)
    if isinstance(step.input, Addresses):
        return element("Input.Text", **asked, maxLength=_ADDRESSES)
    many = isinstance(step.input, Long) or None
    return element("Input.Text", **asked, maxLength=step.input.longest, isMultiline=many)


def _choice(look: Look, choice: Choice, options: Options, asked: dict[str, object]) -> CardElement:
    """A name from the directory loses what some clients read as Markdown beside a radio button."""
    supplied = options.get(choice.source, ())
    offered = [
        {"title": unmarked(look.w(o.label)) if o in supplied else look.w(o.label), "value": o.id}
        for o in offers(choice, options)
    ]
    style = "compact" if choice.compact else "expanded"
    return element(
        "Input.ChoiceSet", **asked, choices=offered, style=style, isMultiSelect=choice.many or None, wrap=True
    )
