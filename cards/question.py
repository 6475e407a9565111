"""Any page of any flow as a card."""

from __future__ import annotations

from collections.abc import Iterable

from microsoft_teams.cards import CardElement, ChoiceSetInput, TextInput, ToggleInput
from microsoft_teams.cards import Choice as ChoiceItem

from cards import words
from cards.look import Look
from cards.parts import Card, box, card, quote, say, sends, title, unmarked
from domain.flow import Answers, Choice, Fault, Line, Long, Options, Page, Problems, Step, always, offers
from domain.profile import Number

NO_PROBLEMS = Problems()
_FAULTS = {
    Fault.MISSING: words.MISSING,
    Fault.TOO_LONG: words.TOO_LONG,
    Fault.TOO_MANY: words.TOO_MANY,
    Fault.NOT_OFFERED: words.CHOOSE_AGAIN,
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
    steps = [
        element for step in asked.steps for element in _step(look, step, answers, options, problems.steps.get(step.id))
    ]
    drawn = card(
        [*title(look, asked.title), *notes, *intro, *empty, *steps],
        [sends(look, asked.send, verb, page=asked.id, **data)],
    )
    _whole_numbers(drawn)
    return drawn


def _whole_numbers(drawn: Card) -> None:
    """The builder types `maxLength` as a float, and `5000.0` is not a length to every client."""
    for element in drawn["body"]:
        if "maxLength" in element:
            element["maxLength"] = int(element["maxLength"])


def emergency(look: Look, numbers: Iterable[Number]) -> list[CardElement]:
    """Who to telephone first. Stands above the question on danger and first on the receipt (E19)."""
    lines = [look.w(words.EMERGENCY_NUMBERS), *(f"{n.label}: {n.number}" for n in numbers)]
    return [
        box([say(look, words.IN_DANGER_CALL, bold=True), *(quote(li, spacing="None") for li in lines)], "attention")
    ]


def _step(look: Look, step: Step, answers: Answers, options: Options, fault: Fault | None) -> list[CardElement]:
    wrong = [say(look, _FAULTS[fault], color="Attention")] if fault else []
    help_ = [say(look, step.help, subtle=True)] if step.help else []
    return [*wrong, _input(look, step, answers.get(step.id, ""), options), *help_]


def _input(look: Look, step: Step, answer: str, options: Options) -> CardElement:
    label, value, must = look.w(step.ask), answer or None, step.required is always or None
    error = look.w(words.MISSING) if must else None
    match step.input:
        case Line(longest) | Long(longest):
            return TextInput(
                id=step.id,
                label=label,
                value=value,
                max_length=longest,
                is_required=must,
                error_message=error,
                is_multiline=isinstance(step.input, Long) or None,
            )
        case Choice() as choice:
            return ChoiceSetInput(
                id=step.id,
                label=label,
                value=value,
                wrap=True,
                is_required=must,
                error_message=error,
                choices=_items(look, choice, options),
                is_multi_select=choice.many or None,
                style="compact" if choice.compact else "expanded",
            )
    return ToggleInput(id=step.id, title=label, value=answer or "false")  # fmt: skip


def _items(look: Look, choice: Choice, options: Options) -> list[ChoiceItem]:
    """A name from the directory loses what some clients read as Markdown beside a radio button."""
    supplied = options.get(choice.source, ())
    return [
        ChoiceItem(title=unmarked(look.w(o.label)) if o in supplied else look.w(o.label), value=o.id)
        for o in offers(choice, options)
    ]
