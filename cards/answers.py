"""What somebody has answered, as words again."""

from __future__ import annotations

from cards.look import Look
from domain.flow import Carried, Choice, Day, Step, Toggle, chosen, day_in


def answer(look: Look, step: Step, given: str) -> str:
    """An answer as words: the labels of what was chosen, a day, or what was written. People chosen from a list are "".

    Who is accused is said in the box above, from the register, never from the form's own ids.
    """
    if isinstance(step.input, Toggle | Carried):
        return ""
    if isinstance(step.input, Day) and (day := day_in(given)):
        return look.date(day)
    if not isinstance(step.input, Choice) or step.input.named or not given:
        return given
    labels = {o.id: look.w(o.label) for o in step.input.options}
    return ", ".join(labels[c] for c in chosen(step.input, given) if c in labels and not step.input.source)
