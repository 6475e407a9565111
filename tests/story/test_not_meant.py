"""Somebody on the open page writes what was not meant: taken as any other, asked about, and ended with a reason."""

from __future__ import annotations

from tests.story.conftest import Begin
from tests.story.course import assesses, chooses, returns
from tests.story.house import STUDENT, with_people
from tests.story.reading import buttons
from tests.story.tellers import HIMSELF, NAMELESS, says, tells
from tests.story.test_closing import CLOSE, archives, offered, status
from tests.story.theatre import Someone, Theatre

END = {"close_not_meant": "silent", "close_why_not_meant": "Vi har spurt og snakket med klassen."}


async def asked(theatre: Theatre) -> Someone:
    """Randi has the case, says how serious it is, and asks whoever told."""
    randi = theatre.someone("Randi Ås")
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    await assesses(randi)
    await randi.presses("Spør eleven")
    await randi.presses("Send spørsmålet", {"ask_words": "Vil du fortelle mer?"})
    randi.closes_dialog()
    return randi


async def ends(theatre: Theatre, randi: Someone) -> None:
    await returns(theatre, randi)
    await archives(randi)
    await chooses(randi, CLOSE)


async def test_e53_what_was_not_meant_ends_when_nobody_has_answered_for_a_week(begin: Begin) -> None:
    school = await begin()
    report = await tells(school, NAMELESS)
    randi = await asked(school)
    await ends(school, randi)
    assert "not_meant" not in offered(randi)
    assert "det er gått mindre enn en uke uten svar" in randi.reads
    randi.closes_dialog()
    await school.wait(days=7)
    await returns(school, randi)
    await chooses(randi, CLOSE)
    assert "not_meant" in offered(randi)
    await randi.presses("Videre", {"close_ending": "not_meant"})
    await randi.presses(CLOSE, END)
    assert status(school) == "closed"
    randi.closes_dialog()
    await school.settle()

    await says(school, report, "Jo, det er sant.")  # the code is good for as long as the record is
    assert randi.cards_with("Nye opplysninger")
    await returns(school, randi)
    assert "Jo, det er sant." in randi.reads
    await randi.presses("Hva vil du gjøre?")
    assert "Gjenåpne saken" in buttons(randi.sees)


async def test_p_a_student_who_has_said_by_name_that_it_is_not_safe_is_offered_no_such_end(begin: Begin) -> None:
    school = await begin(with_people(STUDENT))
    report = await tells(school, HIMSELF)
    randi = await asked(school)
    await says(school, report, "Glem det.")
    await ends(school, randi)
    assert "not_meant" not in offered(randi)
    await randi.presses("Videre", {"close_ending": "not_meant"})
    assert status(school) == "investigating"
