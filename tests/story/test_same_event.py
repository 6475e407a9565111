"""The same event told by several: each report is its own, and only a handler may say that two are about the same."""

from tests.story.reading import buttons, inputs, words
from tests.story.test_emerging import INVOLVED, _choices
from tests.story.theatre import Someone, Theatre

JOIN, UNJOIN = "Gjelder det samme som en annen sak", "Gjelder ikke det samme likevel"


async def _two(theatre: Theatre, **second: str) -> tuple[Someone, list[str]]:
    """Tor and Jon have told of Ola within the hour; rektor has confirmed and read both. Returns the references."""
    tor, jon, randi = (theatre.someone(n) for n in ("Tor Vik", "Jon Eik", "Randi Ås"))
    await tor.tells()
    tor.closes_dialog()
    await theatre.wait(minutes=30)
    await jon.tells(**{"student": "Dal, Ola (2 sta)", "what": "Gråt i garderoben.", **second})
    jon.closes_dialog()
    await theatre.settle()
    for reference in _references(theatre):
        await _reads(randi, reference)
    await theatre.settle()
    return randi, _references(theatre)


def _references(theatre: Theatre) -> list[str]:
    return [row[0] for row in theatre.stage.rows("SELECT reference FROM cases ORDER BY ordinal")]


async def _reads(one: Someone, reference: str) -> None:
    """Confirms and opens one case, and comes back to it once it has been read."""
    one.closes_dialog()
    for button in ("Bekreft mottak", "Åpne"):
        if any(button in buttons(m.card or {}) for m in one.cards_with(reference)):
            await one.presses(button, on=reference)
            await one.stage.pass_time()  # the card is redrawn for everybody before it is read
    if "Jeg er habil, åpne saken" in buttons(one.sees):
        await one.presses("Jeg er habil, åpne saken")


async def _joins(theatre: Theatre, one: Someone, case: int, other: int) -> None:
    references = _references(theatre)
    await _reads(one, references[case])
    await one.presses(JOIN)
    await one.presses("Skriv ned", {"join": next(_choices(one, "join", references[other]))})


async def test_e11_a_likely_duplicate_is_suggested_to_the_handler_only(theatre: Theatre) -> None:
    randi, (first, second) = await _two(theatre)

    assert f"Kan gjelde det samme: {first}, meldt mandag 23. november 2026" in randi.reads
    assert "Sitter alene" not in randi.reads  # what is told in the other is read in the other
    for name, own, other in (("Tor Vik", first, second), ("Jon Eik", second, first)):
        chat = theatre.someone(name).whole_chat
        assert own in chat
        assert other not in chat
        assert "gjelde det samme" not in chat


async def test_e11_joined_cases_keep_their_reports_and_receipts_and_show_each_other_by_reference(
    theatre: Theatre,
) -> None:
    randi, (first, second) = await _two(theatre)
    tor, jon = theatre.someone("Tor Vik"), theatre.someone("Jon Eik")
    before = (tor.receipt, jon.receipt)
    await _joins(theatre, randi, 1, 0)
    await randi.presses("Åpne saken igjen")

    assert f"Gjelder det samme som {first} (meldt først)" in randi.reads
    assert "Kan gjelde det samme" not in randi.reads
    await randi.presses(f"Åpne {first}")
    assert "Sitter alene hver dag." in randi.reads
    assert f"Gjelder det samme som {second}" in randi.reads
    await theatre.settle()
    assert (tor.receipt, jon.receipt) == before
    assert theatre.count("reports") == theatre.count("cases") == 2
    done = [(e["actor"], e["case"], e["reason"]) for e in theatre.audit() if e["action"] == "case:join"]
    one, other = theatre.case_ids()
    assert sorted(done) == sorted([(randi.id, one, other), (randi.id, other, one)])


async def test_e42_a_join_by_mistake_is_taken_back_and_both_stay_in_the_history(theatre: Theatre) -> None:
    randi, (first, _) = await _two(theatre)
    await _joins(theatre, randi, 1, 0)
    await randi.presses("Åpne saken igjen")
    await randi.presses(UNJOIN)
    await randi.presses("Skriv ned", {"unjoin": next(_choices(randi, "unjoin", first))})
    assert "Begge meldingene står som de er" in randi.reads
    await randi.presses("Åpne saken igjen")

    assert "Gjelder det samme som 2026" not in randi.reads
    assert f"Kan gjelde det samme: {first}" in randi.reads
    assert "knyttet til en annen sak av Randi Ås" in randi.reads
    assert "løst fra en annen sak av Randi Ås" in randi.reads


async def test_e11_a_case_that_is_not_confirmed_cannot_be_joined_before_it_is(theatre: Theatre) -> None:
    tor, jon, randi = (theatre.someone(n) for n in ("Tor Vik", "Jon Eik", "Randi Ås"))
    await tor.tells()
    await jon.tells()
    await theatre.settle()
    first, second = _references(theatre)
    await _reads(randi, first)

    assert f"Kan gjelde det samme: {second}" in randi.reads
    assert "Saker knyttes sammen når begge er bekreftet og lest av deg." in randi.reads
    assert JOIN not in buttons(randi.sees)
    one, other = theatre.case_ids()
    await randi.forges("join.answer", case=one, page="join", join=other, token="f" * 32)
    assert theatre.stage.rows("SELECT what FROM happenings WHERE what = 'join'") == []


async def test_e12_one_who_tells_of_what_is_told_already_gets_the_same_receipt_as_the_first(theatre: Theatre) -> None:
    tor, jon = theatre.someone("Tor Vik"), theatre.someone("Jon Eik")
    first, second = await tor.tells(), await jon.tells()

    def without_reference(receipt: str) -> list[str]:
        return [line for line in receipt.splitlines() if not line.startswith("Sak 2026-")]

    assert without_reference(first) == without_reference(second)


async def test_e42_one_who_may_see_only_one_of_two_joined_cases_is_told_of_that_one_only(theatre: Theatre) -> None:
    """The deputy has been told of the first case, when nobody answered; rektor answered the second at once."""
    tor, jon, randi, dag = (theatre.someone(n) for n in ("Tor Vik", "Jon Eik", "Randi Ås", "Dag Lund"))
    await tor.tells()
    await theatre.wait(hours=2, minutes=1)
    await jon.tells()
    await theatre.settle()
    first, second = _references(theatre)
    await _reads(randi, first)
    await _reads(randi, second)
    await _joins(theatre, randi, 1, 0)
    await theatre.settle()
    await _reads(dag, first)

    assert "Sitter alene hver dag." in dag.reads
    assert second not in dag.reads
    assert UNJOIN not in buttons(dag.sees)
    one, other = theatre.case_ids()
    await dag.forges("unjoin.answer", case=one, page="unjoin", unjoin=other, token="f" * 32)
    assert theatre.stage.rows("SELECT what FROM happenings WHERE what = 'unjoin'") == []


async def test_nothing_is_suggested_across_two_ways_of_going(theatre: Theatre) -> None:
    """A leader case is not to be known of where an ordinary one is handled, and the other way round."""
    tor, jon, randi = (theatre.someone(n) for n in ("Tor Vik", "Jon Eik", "Randi Ås"))
    await tor.tells(by_staff="leader")
    await tor.presses("Send til skoleeieren", {"leader_id": "other"})
    await jon.tells()
    await theatre.settle()
    reference = _references(theatre)[1]
    await _reads(randi, reference)

    assert "Kan gjelde det samme" not in randi.reads
    assert [words(m.card or {}) for m in randi.cards_with(_references(theatre)[0])] == []


async def test_e4_what_emerges_about_one_of_two_joined_cases_holds_for_both(theatre: Theatre) -> None:
    randi, (first, _) = await _two(theatre)
    await _joins(theatre, randi, 1, 0)
    await _reads(randi, first)
    await randi.presses(INVOLVED)
    await randi.presses("Neste", {"by_staff": "unsure_whether_leader"})
    await randi.presses("Skriv ned", {"leader_id": "other"})
    randi.closes_dialog()
    await theatre.settle()

    assert theatre.stage.rows("SELECT DISTINCT route, status FROM cases") == [("leader", "received")]
    assert all("ikke lenger hos deg" in bell for bell in randi.doorbells)
    assert inputs(randi.last) == {}
