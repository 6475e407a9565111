"""Any page of a flow as a form: each question with its label, help and fault, and everything written still there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.open_page import words
from bot.open_page.html import NOTHING, Html, joined, tag
from bot.open_page.visit import FORM, Visit, choices, hidden
from cards.look import Look
from cards.question import FAULTS
from domain.flow import Answers, Choice, Fault, Long, Page, Problems, Step, Toggle, asked, offers

FEW_LINES = 1000  # characters; what may be longer gets a tall field


def form(visit: Visit, action: str, *inside: Html, id_: str = FORM, **carried: str) -> Html:
    """The page's main form, or one beside it; `carried` goes with it unseen."""
    return tag(
        "form", hidden(**carried), choices(visit), *inside, method="post", action=action, id=id_, novalidate=True
    )


def questions(look: Look, page: Page, answers: Answers, problems: Problems) -> Html:
    return joined(_ask(look, s, answers.get(s.id, ""), problems.steps.get(s.id)) for s in asked(page, answers))


def faults(look: Look, page: Page, answers: Answers, problems: Problems) -> Html:
    """What must be mended, each with a link to where: read out first, since it has the focus."""
    lines = [
        tag("li", tag("a", f"{_plain(look.w(step.ask))}: {look.w(FAULTS[fault])}", href=f"#{_first(step)}"))
        for step in asked(page, answers)
        if (fault := problems.steps.get(step.id))
    ]
    return summary(look, lines)


def summary(look: Look, lines: Iterable[Html]) -> Html:
    head = tag("h2", look.w(words.FAULTS), id="faults")
    return tag(
        "div", head, tag("ul", *lines), class_="faults", role="alert", aria_labelledby="faults", tabindex="-1",
        autofocus=True,
    )  # fmt: skip


def note(kind: str, *said: str) -> Html:
    """A few words above the rest: `bad`, `good`, or "" for neither."""
    role = "alert" if kind == "bad" else "status" if kind == "good" else None
    return tag("div", *(tag("p", words_) for words_ in said), class_=f"note {kind}".strip(), role=role)


def _plain(question: str) -> str:
    return question.rstrip("?.: ")


def _first(step: Step) -> str:
    """Where the answer to a question begins."""
    return f"{step.id}-0" if isinstance(step.input, Choice) else step.id


def _ask(look: Look, step: Step, answer: str, fault: Fault | None) -> Html:
    parts = {"help": tag("p", look.w(step.help), class_="help", id=f"{step.id}-help") if step.help else NOTHING}
    parts["fault"] = tag("p", look.w(FAULTS[fault]), class_="fault", id=f"{step.id}-fault") if fault else NOTHING
    by = " ".join(f"{step.id}-{part}" for part, said in parts.items() if said) or None
    said = joined(parts["help"], parts["fault"])
    drawn = _input(look, step, answer, said, {"aria_describedby": by, "aria_invalid": "true" if fault else None})
    return tag("div", drawn, class_="ask wrong" if fault else "ask")


def _input(look: Look, step: Step, answer: str, said: Html, about: Mapping[str, str | None]) -> Html:
    if isinstance(step.input, Choice):
        return _choice(look, step, step.input, answer, said, about)
    if isinstance(step.input, Toggle):
        box = tag("input", type="checkbox", id=step.id, name=step.id, value="true", checked=answer == "true", **about)
        return joined(said, tag("label", box, tag("span", look.w(step.ask)), class_="pick", for_=step.id))
    over = tag("label", look.w(step.ask), class_="over", for_=step.id)
    if isinstance(step.input, Long):
        size = "short" if step.input.longest <= FEW_LINES else None
        # The first line break in a textarea is the markup's own.
        field = tag("textarea", "\n" + answer, id=step.id, name=step.id, rows="3", class_=size, **about)
    else:
        field = tag("input", type="text", id=step.id, name=step.id, value=answer, autocomplete="off", **about)
    return joined(over, said, field)


def _choice(look: Look, step: Step, choice: Choice, answer: str, said: Html, about: Mapping[str, str | None]) -> Html:
    picks = (
        tag(
            "label",
            tag("input", type="radio", id=f"{step.id}-{n}", name=step.id, value=option.id, checked=option.id == answer),
            tag("span", look.w(option.label)),
            class_="pick",
        )
        for n, option in enumerate(offers(choice, {}))
    )
    described = {"aria_describedby": about["aria_describedby"]}
    return tag("fieldset", tag("legend", look.w(step.ask)), said, *picks, **described)


def press(said: str, does: str, class_: str) -> Html:
    return tag("button", said, type="submit", name="go", value=does, class_=class_)
