"""The people file changes in the middle of a case: who has left a post is out of it, with the cards they have (E4)."""

from domain.people import Post, Role
from tests.story.house import FJELLVIK, changed
from tests.story.reading import words
from tests.story.test_outages import heal
from tests.story.theatre import Theatre

A_TEACHER = frozenset({Post(FJELLVIK, Role.SUBJECT_TEACHER)})
GONE = "Denne saken er ikke lenger hos deg."


async def test_a_deputy_who_is_one_no_more_has_a_closed_card_at_its_next_redrawing(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    await tor.tells()
    await theatre.wait(hours=2, minutes=1)
    old, bells = dag.card_with("Sak 20"), len(dag.doorbells)
    await theatre.stage.go_on_with(changed("Dag Lund", posts=A_TEACHER))
    answer = await dag.presses_old(old, "Åpne")
    assert "Denne kan ikke åpnes" in words((answer.dialog.card if answer.dialog else answer.card) or {})
    dag.closes_dialog()
    await randi.presses("Bekreft mottak")
    await theatre.settle()

    assert len(dag.doorbells) == bells
    assert GONE in words(dag.card_with("Sak 20").card or {})
    assert "Randi" not in dag.whole_chat
    (refused,) = [e for e in theatre.audit() if e["outcome"] == "refused"]
    assert (refused["actor"], refused["case"]) == (dag.id, *theatre.case_ids())


async def test_a_card_that_teams_has_not_taken_yet_never_reaches_one_who_has_left_the_post(theatre: Theatre) -> None:
    tor, randi, dag = theatre.someone("Tor Vik"), theatre.someone("Randi Ås"), theatre.someone("Dag Lund")
    before = randi.whole_chat
    await tor.opens_form()
    theatre.stage.teams.fail_next(None, 429, 100_000)
    await tor.presses("Send", {"student": "Ola Dal 2STA", "what": "Alene.", "by_staff": "no", "danger": "no"})
    await theatre.wait(minutes=5)
    assert len(theatre.case_ids()) == 1
    await theatre.stage.go_on_with(changed("Randi Ås", posts=A_TEACHER))
    await heal(theatre)
    await theatre.wait(hours=3)

    assert randi.whole_chat == before
    assert any("Noen har meldt fra" in bell for bell in dag.doorbells)
