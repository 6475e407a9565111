"""Coming back to the open page with a code: what became of it, the talk, and nothing for one who has no code."""

from __future__ import annotations

import time
from statistics import median

import pytest

from bot.codes import keep
from cards.look import Surface
from domain import codes
from domain.origin import Behind, Door, Naming, Origin, Teller
from domain.report import ByStaff
from services import reporting
from services.reporting import Submission
from tests.story.conftest import Begin
from tests.story.house import FJELLVIK, SOLVIK, STUDENT, with_another_school, without_agreement
from tests.story.test_open_page import ABOUT_ME, HOME, PARENT, STAFF, TOLD, WORRIED, before_sending, opened, tells
from tests.story.theatre import Theatre
from tests.story.visitor import Visitor, visitor

CODE = f"{HOME}/kode"
OPEN = "Se meldingen min"
WRONG = "Koden passer ikke her."


@pytest.fixture
def surface() -> Surface:
    return Surface.DIALOG


@pytest.fixture
async def theatre(begin: Begin) -> Theatre:
    return await begin(opened())


async def comes_back(theatre: Theatre, code: str, path: str = CODE) -> Visitor:
    """On another day, from another telephone."""
    one = visitor(theatre)
    await one.opens(path)
    await one.presses(OPEN, code=code)
    return one


async def told(theatre: Theatre, who: str = "", **more: str) -> str:
    """Its code."""
    one = visitor(theatre)
    await (tells(one, who, **more) if who else tells(one, **more))
    await theatre.settle()
    return one.code


async def test_whoever_has_the_code_sees_how_it_stands_and_who_has_read_it_without_a_name(theatre: Theatre) -> None:
    code, randi = await told(theatre), theatre.someone("Randi Ås")
    one = await comes_back(theatre, code.lower().replace("-", " "))
    assert "Levert til rektor" in one.reads
    assert "Ingen har åpnet det ennå." in one.reads
    assert TOLD["what"] not in one.reads

    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    one = await comes_back(theatre, code)
    assert "Bekreftet, følges opp" in one.reads
    assert "Rektor, sist mandag 23. november 2026" in one.reads
    assert "Randi" not in one.page
    assert "Statsforvalteren" in one.reads
    assert code not in one.paper.links.values()


async def test_what_is_added_reaches_those_who_have_the_case_and_the_same_form_adds_it_once(theatre: Theatre) -> None:
    code, randi = await told(theatre), theatre.someone("Randi Ås")
    one = await comes_back(theatre, code)
    before = one.page
    shown = await one.presses("Send", form="form", said="I dag tok de sekken min.")
    assert "Takk. Det du skrev, er lagret." in shown
    assert shown.count("I dag tok de sekken min.") == 1
    one.page = before
    await one.presses("Send", form="form", said="I dag tok de sekken min.")
    assert theatre.count("supplements") == 1
    await theatre.settle()
    await randi.opens_case()
    assert "I dag tok de sekken min." in randi.reads


async def test_an_empty_or_far_too_long_word_comes_back(theatre: Theatre) -> None:
    one = await comes_back(theatre, await told(theatre))
    assert "Dette må fylles ut." in await one.presses("Send", form="form")
    assert "Dette er for langt" in await one.presses("Send", form="form", said="å" * 6000)
    assert one.fields["said"] == "å" * 6000
    assert theatre.count("supplements") == 0


async def test_a_student_answers_how_it_is_now(theatre: Theatre) -> None:
    one = await comes_back(theatre, await told(theatre))
    assert "Dette må fylles ut." in await one.presses("Send", form="better", better_face="4")
    shown = await one.presses("Send", form="better", better_face="4", better_safe="Vet ikke")
    assert "Du svarte mandag 23. november 2026" in shown
    assert "Litt bedre. Trygt og godt på skolen: vet ikke." in shown


async def test_who_is_worried_for_another_is_not_asked_how_it_is(theatre: Theatre) -> None:
    one = await comes_back(theatre, await told(theatre, WORRIED, student="Ola Dal 2STA"))
    assert "Har det blitt bedre?" not in one.reads


async def test_one_can_say_later_who_one_is_and_rektor_reads_it(theatre: Theatre) -> None:
    one, randi = await comes_back(theatre, await told(theatre)), theatre.someone("Randi Ås")
    await one.presses("Send navnet mitt", name="Ida Lie 2STA", reach="900 00 000")
    assert "Takk." in one.reads
    await theatre.settle()
    await randi.opens_case()
    assert "Ida Lie 2STA" in randi.reads


async def test_language_and_letters_are_changed_and_what_is_half_written_stays(theatre: Theatre) -> None:
    one = await comes_back(theatre, await told(theatre))
    await one.presses("Nynorsk", said="Halv")
    assert one.fields["said"] == "Halv"
    assert "Slik står det no" in one.reads
    assert theatre.count("supplements") == 0


@pytest.mark.parametrize("wrong", ["", "x", "K7Q4", "<b>", codes.code("another").shown, "9" * 500])
async def test_a_wrong_code_is_one_answer_whatever_is_wrong(theatre: Theatre, wrong: str) -> None:
    await told(theatre)
    one = await comes_back(theatre, wrong)
    assert WRONG in one.reads
    assert one.status == 200


async def test_a_code_with_the_right_beginning_and_the_wrong_end_is_wrong(theatre: Theatre) -> None:
    code = codes.read(await told(theatre))
    assert code
    forged = next(
        f"{code.locator}{'0' * 14}{last}" for last in codes.ALPHABET if codes.read(f"{code.locator}{'0' * 14}{last}")
    )
    assert WRONG in (await comes_back(theatre, forged)).reads


async def test_it_takes_as_long_whether_the_beginning_of_a_code_is_known_or_not(theatre: Theatre) -> None:
    code = codes.read(await told(theatre))
    assert code
    known = next(
        f"{code.locator}{'0' * 14}{last}" for last in codes.ALPHABET if codes.read(f"{code.locator}{'0' * 14}{last}")
    )
    times: dict[str, list[float]] = {known: [], codes.code("nobody's").shown: []}
    one = visitor(theatre)
    for _ in range(12):
        for tried, taken in times.items():
            began = time.perf_counter()
            await one.sends(CODE, {"code": tried})
            taken.append(time.perf_counter() - began)
    first, second = (median(taken) for taken in times.values())
    assert 0.5 < first / second < 2


async def test_a_code_of_another_school_does_not_fit(begin: Begin) -> None:
    theatre = await begin(opened(with_another_school()))
    code = await told(theatre)
    assert WRONG in (await comes_back(theatre, code, f"/meld/{SOLVIK}/kode")).reads
    assert WRONG not in (await comes_back(theatre, code, f"/meld/{FJELLVIK}/kode")).reads


async def test_who_told_in_confidence_in_teams_comes_back_here_too(theatre: Theatre) -> None:
    desk, token = theatre.stage.varsle.desk, "a" * 32
    author, code = codes.author(token), await keep(token)
    told = Submission(
        token=codes.kept(token), school=FJELLVIK, reporter=author, reporter_name="", by_staff=ByStaff.NO, danger=False,
        students=("",), accused=frozenset(), answers={"what": TOLD["what"]}, code=code,
        behind=Behind(author, STUDENT.id, STUDENT.name), is_unsafe=True,
        origin=Origin(Teller.STUDENT, Door.TEAMS, Naming.CONFIDENTIAL, about_self=True),
    )  # fmt: skip
    await desk.save(lambda work: reporting.submit(work, desk.house, told, desk.now()))
    await theatre.settle()
    one = await comes_back(theatre, codes.code(token).shown)
    assert "Levert til rektor" in one.reads
    assert STUDENT.name not in one.page


async def test_what_was_not_delivered_is_seen_again_with_the_owners_contact(begin: Begin) -> None:
    theatre = await begin(opened(without_agreement()))
    one = visitor(theatre)
    name = {"name": "Tor Vik", "reach": "9"}
    await before_sending(one, STAFF, name, student="Ola", by_staff="Ja, en i skolens ledelse")
    await one.presses("Lagre")
    again = await comes_back(theatre, one.code)
    assert "Lagret, ikke levert" in again.reads
    assert "62 00 00 99" in again.reads
    assert "ikke oppfylt" in again.reads
    assert "Skriv til skolen" not in again.reads
    assert "De som har saken din" not in again.reads


@pytest.mark.parametrize("fault", ["locked", "full"])
async def test_when_it_cannot_be_saved_it_is_still_there(theatre: Theatre, fault: str) -> None:
    one = await comes_back(theatre, await told(theatre))
    words = "I dag tok de sekken min. " * 180
    async with getattr(theatre.stage, fault)():
        shown = await one.presses("Send", form="form", said=words)
        assert one.status == 503
        assert "Vi fikk ikke lagret det du skrev." in shown
        assert one.fields["said"].strip() == words.strip()
    assert "Takk." in await one.presses("Send", form="form")
    assert theatre.count("supplements") == 1


async def test_the_receipt_leads_to_what_happens(theatre: Theatre) -> None:
    one = visitor(theatre)
    await tells(one)
    await theatre.settle()
    assert "Levert til rektor" in await one.presses("Se hva som skjer")


async def test_markup_in_the_talk_is_words(theatre: Theatre) -> None:
    one = await comes_back(theatre, await told(theatre))
    await one.presses("Send", form="form", said="</textarea><script>x</script>")
    assert "</textarea><script>x</script>" in one.reads
    assert "script" not in one.paper.tags


async def test_a_day_later_the_page_still_opens(theatre: Theatre) -> None:
    code = await told(theatre)
    await theatre.wait(days=2)
    assert "Slik står det nå" in (await comes_back(theatre, code)).reads


@pytest.mark.parametrize(
    ("who", "school_must", "governor"),
    [(ABOUT_ME, "trygt og godt for deg", True), (PARENT, "trygt og godt for eleven", True), (STAFF, "", False)],
)
async def test_p12_6_only_students_of_themselves_and_parents_are_told_that_they_can_go_to_statsforvalteren(
    theatre: Theatre, who: str, school_must: str, governor: bool
) -> None:
    one = visitor(theatre)
    more = {} if who == ABOUT_ME else {"student": "Ola Dal"}
    await tells(one, who, {"name": "Mia Holm", "reach": "9"} if who != ABOUT_ME else None, **more)
    page = (await comes_back(theatre, one.code)).reads
    assert school_must in page
    assert ("Statsforvalteren" in page) is governor
    assert ("Dette har du rett til" in page) is governor
    assert "mobbeombudet" in page
