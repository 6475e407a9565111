"""The form of the plan grows with what stands in it, and asks for no more than is wanted."""

from __future__ import annotations

from collections.abc import Mapping

from dialogs.casework import FORMS
from domain.case_plan import MOST
from domain.casefile import CaseFile
from domain.flow import Carried, Flow, asked, next_page
from domain.text import LANGUAGES
from tests.builders import a_case, a_school
from tests.documents import plans
from tests.domain.test_case_plan import BREAK, SEAT, a_file, in_form

PLAN = FORMS["plan"]


def _walked(file: CaseFile, *more: str, short: str = "false") -> list[str]:
    """The pages that are asked for in turn, by one who wants another measure after those named."""
    answers: dict[str, str] = {**PLAN.filled(file), "plan_short": short}
    flow, pages = PLAN.made(PLAN.flow, file), []
    page = flow.pages[0]
    while page is not None:
        pages.append(page.id)
        standing = PLAN.later(file, answers)
        for step in asked(page, {**standing, **answers}):
            answers.setdefault(step.id, "yes" if step.id in more else standing.get(step.id, ""))
        page = next_page(flow, answers)
    return pages


def test_an_empty_form_has_one_measure_and_another_for_each_that_is_wanted() -> None:
    assert _walked(a_file()) == ["plan", "m1", "plan_student"]
    assert _walked(a_file(), "m1.more", "m2.more") == ["plan", "m1", "m2", "m3", "plan_student"]
    every = tuple(f"m{n}.more" for n in range(1, MOST + 1))
    assert _walked(a_file(), *every) == ["plan", *(f"m{n}" for n in range(1, MOST + 1)), "plan_student"]


def test_a_form_begun_from_a_version_has_its_measures_and_one_more_when_wanted() -> None:
    file = a_file(in_form(SEAT, BREAK))
    assert _walked(file) == ["plan", "m1", "m2", "plan_student"]
    assert _walked(file, "m2.more") == ["plan", "m1", "m2", "m3", "plan_student"]


def test_a_form_goes_on_from_the_version_it_was_begun_from_whatever_has_come_since() -> None:
    later = a_file(in_form(SEAT), in_form(SEAT, BREAK, based="1"))
    standing = PLAN.later(later, {"plan_based_on": "1"})
    assert "m2.measure" not in standing
    assert standing["m1.id"] == "1.1"


def test_s0_14_the_short_form_asks_for_the_five_points_and_no_more() -> None:
    flow, short = PLAN.made(PLAN.flow, a_file()), {"plan_short": "true"}
    (page,) = (page for page in flow.pages if page.id == "m1")
    steps = [s.id for s in asked(page, short) if not isinstance(s.input, Carried)]
    assert steps == ["m1.problem", "m1.measure", "m1.when", "m1.who", "m1.who_text", "m1.evaluate", "m1.more"]
    assert [s.id for s in asked(flow.pages[-1], short)] == ["plan_view"]


def test_s0_15_s2_5_the_form_and_its_buttons_bear_the_schools_own_word_for_the_plan() -> None:
    said = {id_: _words(PLAN.made(PLAN.flow, CaseFile(a_case(), school))) for id_, school in plans().items()}
    activity = {"nb": "Lagre aktivitetsplan", "nn": "Lagre aktivitetsplan", "en": "Save the activity plan"}
    assert said["sentrum"] == said["sandvika"] == activity
    assert said["elverum"]["nb"] == "Lagre tiltaksplan"
    assert said["lillestrom"]["nb"] == "Lagre handlingsplan"
    assert said["hvam"]["nn"] == "Lagre skriftleg plan"


def _words(flow: Flow) -> Mapping[str, str]:
    return {language: flow.pages[-1].send.fill(language) for language in LANGUAGES}


def test_s4_2_acceptance_is_asked_for_only_where_the_schools_plan_demands_it() -> None:
    form = FORMS["deliver_plan"]
    asking = {
        id_ for id_, school in plans().items()
        if "deliver_accepted" in {s.id for s in form.made(form.flow, CaseFile(a_case(), school)).pages[0].steps}
    }  # fmt: skip
    assert asking == {"lillestrom"}
    assert a_school().plan.accepted is False
