"""What a client makes up about the forms of a case: pages that do not apply, and what is half written elsewhere."""

from __future__ import annotations

from tests.story.test_clocks import taken
from tests.story.theatre import Theatre

SERIOUS = {"serious": "serious", "serious_why": "Grove trusler."}


async def test_e34_the_page_of_another_answer_makes_no_exception_in_a_serious_case(theatre: Theatre) -> None:
    randi = await taken(theatre, by_staff="employee")
    (case,), form = theatre.case_ids(), {"token": "a" * 32}
    await randi.forges("assess.answer", case=case, page="assess", **form, **SERIOUS)
    other = {"owner_answer": "unfounded", "owner_notice_reason": "Nei", "owner_notice_how": "", "owner_notice_when": ""}
    await randi.forges("assess.answer", case=case, page="owner", **form, **other)
    assert theatre.stage.rows("SELECT note FROM happenings WHERE what = 'tell_owner'") == []
    assert theatre.stage.rows("SELECT status FROM cases") == [("acknowledged",)]


async def test_e54_what_is_half_written_of_one_case_is_not_brought_into_another(theatre: Theatre) -> None:
    randi = await taken(theatre, student="Ola Dal 2STA\nEva Lid 2STB")
    one, other = theatre.case_ids()
    for case in (one, other):
        for verb in ("case.acknowledge", "case.declare"):
            await randi.forges(verb, case=case)
    await randi.forges("assess.answer", case=one, page="assess", token="b" * 32, **SERIOUS)
    await randi.forges("assess.answer", case=other, page="owner_serious", token="b" * 32, owner_answer="later")
    assert theatre.stage.rows("SELECT status FROM cases") == [("acknowledged",), ("acknowledged",)]
    await randi.forges("assess.answer", case=one, page="owner_serious", token="b" * 32, owner_answer="later")
    assert theatre.stage.rows("SELECT what FROM happenings WHERE what = 'assess'") == [("assess",)]
