"""What can be added afterwards, how the owner was told, and where an unknown person belongs."""

from __future__ import annotations

import pytest

from dialogs.belonging import BELONGING
from dialogs.casework import FORMS
from dialogs.changing import CHANGING
from dialogs.codes import CODE
from dialogs.registration import REGISTRATION
from dialogs.report import REPORT
from dialogs.student import STUDENT
from dialogs.supplement import CATEGORIES, KNOWN_BY, OWNER_TOLD, SUPPLEMENT
from domain.flow import Choice, Fault, Flow, Option, problems
from domain.people import Role
from domain.text import same

FLOWS = (
    REPORT,
    SUPPLEMENT,
    OWNER_TOLD,
    REGISTRATION,
    BELONGING,
    STUDENT,
    CODE,
    *CHANGING,
    *(f.flow for f in FORMS.values()),
)
MORE = SUPPLEMENT.pages[0]


def test_nothing_of_a_supplement_is_required_but_something_must_be_said() -> None:
    assert problems(MORE, {}, {}).nothing_given
    assert not problems(MORE, {}, {}).steps
    for step in MORE.steps:
        offered = step.input.options[0].id if isinstance(step.input, Choice) else "noe"
        assert not problems(MORE, {step.id: offered}, {})


def test_several_categories_may_be_chosen_or_none() -> None:
    assert not problems(MORE, {"category": ",".join(o.id for o in CATEGORIES)}, {})
    assert not problems(MORE, {"known_by": ",".join(o.id for o in KNOWN_BY)}, {})


def test_ruling_2_how_and_when_the_owner_was_told_must_be_written() -> None:
    assert problems(OWNER_TOLD.pages[0], {}, {}).steps == {"owner_told_how": Fault.MISSING}


def test_ruling_7_everybody_may_tell_and_nobody_makes_themself_a_receiver() -> None:
    schools = {"schools": (Option("fjellvik", same("Fjellvik")),)}
    page = BELONGING.pages[0]
    for role in Role:
        offered = not problems(page, {"school": "fjellvik", "role": role}, schools)
        assert offered is (role in (Role.STAFF, Role.STUDENT))


@pytest.mark.parametrize("flow", FLOWS, ids=lambda f: f.name)
def test_the_names_of_steps_and_pages_are_their_own(flow: Flow) -> None:
    pages = [p.id for p in flow.pages]
    assert len(pages) == len(set(pages))
    for page in flow.pages:
        steps = [s.id for s in page.steps]
        assert len(steps) == len(set(steps))
        options = [o.id for s in page.steps if isinstance(s.input, Choice) for o in s.input.options]
        assert not {o for o in options if "," in o or not o}


def test_a_step_has_one_meaning_in_every_flow() -> None:
    """Answers of a report and of what was added are shown by the same steps."""
    asks: dict[str, set[str]] = {}
    for flow in (REPORT, SUPPLEMENT, OWNER_TOLD, REGISTRATION):
        for page in flow.pages:
            for step in page.steps:
                asks.setdefault(step.id, set()).add(step.ask.nb)
    assert {step: said for step, said in asks.items() if len(said) > 1} == {}


def test_no_step_is_named_like_what_a_card_carries() -> None:
    carried = {"verb", "token", "page", "report", "case", "msteams"}
    assert not carried & {s.id for f in FLOWS for p in f.pages for s in p.steps}
