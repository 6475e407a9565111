"""A case that is about another student than was written: set right, and the wrong name shown to nobody (E32)."""

from dataclasses import replace

from domain.people import Post, Role
from tests.story.conftest import Begin
from tests.story.house import FJELLVIK, changed, with_people
from tests.story.reading import words
from tests.story.theatre import Someone, Theatre

WRONG, RIGHT = "Kanaria Dal 2STA", "Kanaria Dal 2STB"


async def _opened(theatre: Theatre, **told: str) -> Someone:
    tor, randi = theatre.someone("Tor Vik"), theatre.someone("Randi Ås")
    await tor.tells(**{"student": WRONG, **told})
    tor.closes_dialog()
    await theatre.settle()
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    return randi


async def _corrects(one: Someone, right: str = RIGHT) -> None:
    await one.presses("Feil elev")
    await one.presses("Rett", {"student_right": right, "correction_reason": "Det er to med samme navn."})


async def test_e32_the_wrong_name_is_shown_to_nobody_who_handles_the_case(theatre: Theatre) -> None:
    randi = await _opened(theatre)
    await _corrects(randi)
    assert WRONG not in randi.reads
    await randi.presses("Åpne saken igjen")
    assert "Er du i slekt med noen av disse" in randi.reads  # another student: the question is another
    assert RIGHT in randi.reads
    assert WRONG not in randi.reads
    await randi.presses("Jeg er habil, åpne saken")

    assert RIGHT in randi.reads
    assert WRONG not in randi.reads
    assert "to med samme navn" not in randi.reads
    assert "Feil elev var skrevet her. Rettet av Randi Ås." in randi.reads
    assert "eleven rettet av Randi Ås" in randi.reads
    assert "Sitter alene hver dag." in randi.reads


async def test_e32_the_one_who_told_still_sees_their_own_words(theatre: Theatre) -> None:
    randi, tor = await _opened(theatre), theatre.someone("Tor Vik")
    await _corrects(randi)
    await theatre.settle()
    await tor.presses("Vis det jeg skrev", on="Lagret mandag")

    assert WRONG in tor.reads
    assert RIGHT not in tor.reads
    assert "Rettet av" not in tor.reads


async def test_e32_the_audit_tells_who_and_binds_both_names_without_telling_them(theatre: Theatre) -> None:
    randi = await _opened(theatre)
    await _corrects(randi)

    asked = "SELECT actor, reason, length(commitment) FROM audit WHERE action = 'case:correct_student'"
    assert theatre.stage.rows(asked) == [(randi.id, "", 64)]
    assert "Kanari" not in str(theatre.audit())
    assert theatre.stage.rows("SELECT student FROM cases") == [(RIGHT,)]


async def test_e10_the_other_students_of_the_report_stay_as_they_were_written(theatre: Theatre) -> None:
    randi = await _opened(theatre, student=f"{WRONG}\nEva Lie 2STA")
    await randi.presses("Feil elev")
    (first, second) = [row[0] for row in theatre.stage.rows("SELECT student FROM cases ORDER BY ordinal")]
    assert (first, second) == (WRONG, "Eva Lie 2STA")
    await randi.presses("Rett", {"student_right": "Ida Bø 1STA", "correction_reason": "Så feil."})
    await randi.presses("Åpne saken igjen")
    await randi.presses("Jeg er habil, åpne saken")

    left = {row[0] for row in theatre.stage.rows("SELECT student FROM cases")}
    gone = {first, second} - left
    assert len(gone) == 1
    assert gone.pop() not in randi.reads
    assert ({first, second} & left).pop() in randi.reads


async def test_the_form_asks_for_both_and_nothing_is_changed_without_them(theatre: Theatre) -> None:
    randi = await _opened(theatre)
    await randi.presses("Feil elev")
    await randi.presses("Rett", {"student_right": RIGHT})

    assert "Dette må fylles ut." in randi.reads
    assert theatre.stage.rows("SELECT student FROM cases") == [(WRONG,)]


async def test_s0_5_the_department_head_follows_the_students_class(begin: Begin) -> None:
    """Where the plan names the department head, the case leaves the wrong class's and reaches the right one's."""
    register = changed("Siv Nes", classes=frozenset({"2STA"}))
    jon = next(p for p in register.people.values() if p.name == "Jon Eik")
    head = replace(jon, posts=frozenset({Post(FJELLVIK, Role.DEPARTMENT_HEAD)}), classes=frozenset({"2STB"}))
    school = replace(register.schools[FJELLVIK], receivers=(("department_head", "principal"), ("deputy",)))
    register = replace(with_people(head, register=register), schools={FJELLVIK: school})
    theatre = await begin(register)
    siv, jon_eik = theatre.someone("Siv Nes"), theatre.someone("Jon Eik")
    randi = await _opened(theatre)
    assert len(siv.doorbells) == 1
    assert jon_eik.doorbells == []
    await _corrects(randi)
    await theatre.settle()

    assert all("ikke lenger hos deg" in bell for bell in siv.doorbells)
    assert "Du får denne fordi saken skal en annen vei enn først." in words(jon_eik.last)
