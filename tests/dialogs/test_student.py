"""A student's form: which page follows which, and what its answers mean."""

from __future__ import annotations

import pytest

from dialogs.before_sending import ADULTS_THERE, ASKS_FIRST, PAST_THE_SCHOOL
from dialogs.report import REPORT
from dialogs.student import STUDENT, meaning, told_in
from domain.flow import Choice, next_page
from domain.origin import Door, Naming, Teller
from domain.students import Kind

KNOWN = {"school": "fjellvik", "owner_receives": "true", "ask_which": "false", ADULTS_THERE: "true"}
FIRST = {"by_staff": "no", "danger": "no"}
ASKED = {
    Kind.SELF: {"how_it_is": "Alene."},
    Kind.WORRIED: {"student": "Ola Dal\nPer Li", "student_unknown": "false", "what": "Alene."},
    Kind.TALK: {"talk_about": ""},
}
SENT = {"adult": "none", "naming": "named", "here": "false"}


def pages(kind: Kind, **answers: str) -> list[str]:
    """The pages one meets who answers so."""
    said, met = {**KNOWN, "kind": kind}, []
    whole = {**ASKED[kind], **FIRST, **SENT, "accused_name": "", "leader_id": "other", "share": "no", "only_wish": "no"}
    while (
        page := next_page(STUDENT, {**said, **{k: v for k, v in answers.items() if k in KNOWN | _SEEDS}})
    ) is not None:
        met.append(page.id)
        said |= {step.id: {**whole, **answers}[step.id] for step in page.steps if step.id != "kind"}
    return met


_SEEDS = {ASKS_FIRST: "", PAST_THE_SCHOOL: ""}


@pytest.mark.parametrize("kind", Kind)
def test_there_are_always_two_pages_and_the_last_is_what_is_said_before_sending(kind: Kind) -> None:
    assert pages(kind) == [kind, "send"]


@pytest.mark.parametrize("kind", Kind)
def test_who_did_it_is_asked_of_a_student_as_of_everybody(kind: Kind) -> None:
    assert pages(kind, by_staff="employee") == [kind, "employee", "send"]
    assert pages(kind, by_staff="leader") == [kind, "leader", "send"]
    assert pages(kind, by_staff="unsure_whether_leader", owner_receives="false") == [kind, "leader_alone", "send"]
    asked = [next(s for s in page.steps if s.id == "by_staff") for f in (REPORT, STUDENT) for page in f.pages
             if "by_staff" in {s.id for s in page.steps}]  # fmt: skip
    assert len({s.ask.nb for s in asked}) == 1
    assert len({tuple(o.id for o in s.input.options) for s in asked if isinstance(s.input, Choice)}) == 1


def test_ruling_8_who_is_to_have_it_is_asked_before_anything_goes_to_one_who_keeps_it_to_herself() -> None:
    her = {ASKS_FIRST: "true", PAST_THE_SCHOOL: "false"}
    assert pages(Kind.SELF, **her) == ["self", "send", "sharing"]
    assert pages(Kind.SELF, **{**her, PAST_THE_SCHOOL: "true"}) == ["self", "send", "sharing_past"]
    assert pages(Kind.SELF, danger="yes", **her) == ["self", "send", "sharing", "not_enough"]
    assert pages(Kind.SELF, danger="yes", share="yes", **her) == ["self", "send", "sharing"]


@pytest.mark.parametrize(
    ("said", "is_wish"),
    [
        ({"share": "no"}, True),
        ({"share": "yes"}, False),
        ({"share": "no", "danger": "yes", "only_wish": "yes"}, True),
        ({"share": "no", "danger": "yes", "only_wish": "no"}, False),
        ({"share": "no", ASKS_FIRST: "false"}, False),
    ],
)
def test_only_a_no_that_holds_is_a_wish_and_nothing_more(said: dict[str, str], is_wish: bool) -> None:
    answers = {**KNOWN, **FIRST, **SENT, **ASKED[Kind.SELF], "kind": "self", ASKS_FIRST: "true", **said}
    assert meaning(answers, "Emil Strand").is_wish is is_wish


def test_e17_who_tells_of_themself_is_the_student_concerned_and_unnamed_where_the_name_is_held_apart() -> None:
    for kind in (Kind.SELF, Kind.TALK):
        answers = {**KNOWN, **FIRST, **SENT, **ASKED[kind], "kind": kind}
        named = meaning(answers, "Emil Strand")
        apart = meaning({**answers, "naming": "confidential"}, "Emil Strand")
        assert (named.students, apart.students) == (("Emil Strand",), ("",))
        assert named.origin.about_self
        assert (named.origin.teller, named.origin.door) == (Teller.STUDENT, Door.TEAMS)
        assert (named.origin.naming, apart.origin.naming) == (Naming.NAMED, Naming.CONFIDENTIAL)
        assert named.is_unsafe is (kind is Kind.SELF)


def test_e18_who_tells_of_another_is_not_the_student_concerned() -> None:
    found = meaning({**KNOWN, **FIRST, **SENT, **ASKED[Kind.WORRIED], "kind": "worried"}, "Emil Strand")
    assert found.students == ("Ola Dal", "Per Li")
    assert not found.origin.about_self
    assert not found.is_unsafe


def test_how_it_was_sent_is_no_part_of_what_was_told_but_for_whether_they_want_word_of_an_answer() -> None:
    answers = {**KNOWN, **FIRST, **SENT, **ASKED[Kind.SELF], "kind": "self", "share": "yes", "only_wish": "no"}
    assert told_in(answers) == {"kind": "self", "how_it_is": "Alene.", "here": "false", **FIRST}
