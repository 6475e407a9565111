"""Telling on the school's open page: without signing in, without JavaScript, and without anything being lost."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest

from cards.look import Surface
from domain.people import Register
from tests.story.conftest import MONDAY_AT_TEN, Begin
from tests.story.house import FJELLVIK, read_register, without_agreement
from tests.story.theatre import Theatre
from tests.story.visitor import Visitor, visitor

HOME = f"/meld/{FJELLVIK}"
ABOUT_ME = "Jeg er elev, og det gjelder meg"
WORRIED = "Jeg er elev, og bekymret for noen andre"
PARENT = "Jeg er mor, far eller annen foresatt"
STAFF = "Jeg arbeider på skolen"
TOLD = {"what": "De stenger meg ute i hver pause.", "by_staff": "Nei", "danger": "no"}


def opened(register: Register | None = None) -> Register:
    """The house with the school's open page switched on."""
    register = register or read_register()
    schools = {id_: replace(school, page=True) for id_, school in register.schools.items()}
    return replace(register, schools=schools)


@pytest.fixture
def surface() -> Surface:
    """One is enough: the page has nothing to do with how Teams is drawn."""
    return Surface.DIALOG


@pytest.fixture
async def theatre(begin: Begin) -> Theatre:
    return await begin(opened())


async def before_sending(one: Visitor, who: str = ABOUT_ME, name: dict[str, str] | None = None, **told: str) -> str:
    """From the first page to where everything is seen once more."""
    await one.opens(HOME)
    await one.presses("Neste", who=who)
    await one.presses("Neste", **{**TOLD, **told})
    if "accused_name" in one.fields:
        await one.presses("Neste")
    return await one.presses("Neste", **(name or {}))


async def tells(one: Visitor, who: str = ABOUT_ME, name: dict[str, str] | None = None, **told: str) -> str:
    await before_sending(one, who, name, **told)
    return await one.presses("Send")


async def test_a_student_tells_of_themself_without_a_name_and_rektor_gets_it(theatre: Theatre) -> None:
    student, randi = visitor(theatre), theatre.someone("Randi Ås")
    shown = await before_sending(student)
    assert "Skolen får ikke vite hvem du er, og vi lagrer det ikke." in shown
    assert "mobildata" in shown
    assert theatre.count("reports") == 0

    shown = await student.presses("Send")
    assert "Meldingen er lagret" in shown
    assert "mandag 23. november 2026 kl. 10.00" in shown
    assert "Leses av rektor." in shown
    assert "Randi" not in shown
    assert len(student.code.replace("-", "")) == 21

    await theatre.settle()
    assert randi.doorbells
    await randi.opens_case()
    assert "De stenger meg ute i hver pause." in randi.reads
    assert "Jeg er elev, og det gjelder meg" in randi.reads
    assert theatre.stage.rows("SELECT count(*) FROM behind") == [(0,)]


async def test_a_student_who_gives_a_name_is_the_student_of_the_case(theatre: Theatre) -> None:
    student, randi = visitor(theatre), theatre.someone("Randi Ås")
    shown = await before_sending(student, name={"name": "Ida Lie 2STA"})
    assert "De som får meldingen, ser det du har skrevet om hvem du er." in shown
    assert "Skolen får ikke vite" not in shown
    await student.presses("Send")
    await theatre.settle()
    await randi.presses("Åpne")
    assert randi.reads.count("Ida Lie 2STA") == 2  # the student concerned, and who told


async def test_a_student_who_is_worried_tells_of_two(theatre: Theatre) -> None:
    student = visitor(theatre)
    shown = await tells(student, WORRIED, student="Ola Dal 2STA\nEli Ås 2STB")
    assert len(set(c for c in shown.split() if c.startswith("2026-"))) == 2
    assert theatre.count("cases") == 2


async def test_a_parent_may_give_a_name_and_a_number(theatre: Theatre) -> None:
    parent, randi = visitor(theatre), theatre.someone("Randi Ås")
    await tells(parent, PARENT, {"name": "Mona Dal", "reach": "900 00 000"}, student="Ola Dal 2STA")
    await theatre.settle()
    await randi.opens_case()
    assert "900 00 000" in randi.reads
    assert "Mona Dal" in randi.reads
    assert theatre.stage.rows("SELECT origin FROM reports")[0][0]


async def test_ruling_11_staff_must_say_who_they_are_and_are_told_that_the_school_will_ring(theatre: Theatre) -> None:
    tor = visitor(theatre)
    shown = await before_sending(tor, STAFF, student="Ola Dal 2STA")
    assert "Mangler noe" in tor.page
    assert "kan ikke oppfylles uten navn" in shown
    assert shown.count("Dette må fylles ut.") == 4  # each field, at the field and on top
    await tor.presses("Neste", name="Tor Vik", reach="900 00 000")
    assert "ringer deg for å få bekreftet" in await tor.presses("Send")


@pytest.mark.parametrize("by_staff", ["Ja, en i skolens ledelse", "Ja, men jeg vet ikke om personen er i ledelsen"])
async def test_e1_about_a_leader_the_owner_gets_it_and_the_schools_leaders_never(
    theatre: Theatre, by_staff: str
) -> None:
    student, randi, unni = visitor(theatre), theatre.someone("Randi Ås"), theatre.someone("Unni Berg")
    shown = await before_sending(student, by_staff=by_staff)
    assert "Skoleeieren får det du har skrevet: Fjellvik fylkeskommune." in shown
    await student.presses("Send")
    await theatre.settle()
    assert unni.doorbells
    assert not randi.doorbells


@pytest.mark.parametrize("name", ["Randi", "rektoren", "Dag  Lund", "siv nes"])
async def test_an_employee_whose_name_resembles_a_leaders_goes_the_way_of_a_doubt_and_nobody_is_shown(
    theatre: Theatre, name: str
) -> None:
    student, randi, unni = visitor(theatre), theatre.someone("Randi Ås"), theatre.someone("Unni Berg")
    await student.opens(HOME)
    await student.presses("Neste", who=ABOUT_ME)
    await student.presses("Neste", **{**TOLD, "by_staff": "Ja, en som arbeider på skolen"})
    await student.presses("Neste", accused_name=name)
    shown = await student.presses("Neste")
    assert "Skoleeieren får det du har skrevet" in shown
    assert {"Randi Ås", "Dag Lund", "Siv Nes"}.isdisjoint(shown.split("\n"))
    await student.presses("Send")
    await theatre.settle()
    assert unni.doorbells
    assert not randi.doorbells


async def test_another_employee_named_or_not_keeps_the_way_to_rektor(theatre: Theatre) -> None:
    student, randi = visitor(theatre), theatre.someone("Randi Ås")
    assert "Rektor får det du har skrevet" in await before_sending(student, by_staff="Ja, en som arbeider på skolen")
    await student.presses("Send")
    await theatre.settle()
    assert randi.doorbells


async def test_ruling_2_where_the_owner_does_not_receive_it_is_said_before_and_after_and_nobody_is_told(
    begin: Begin,
) -> None:
    theatre = await begin(opened(without_agreement()))
    tor, before = visitor(theatre), len(theatre.wire.sent)
    shown = await before_sending(
        tor, STAFF, {"name": "Tor Vik", "reach": "900"}, student="Ola", by_staff="Ja, en i skolens ledelse"
    )
    for said in ("lagret, men ikke levert", "områdedirektørens vakttelefon, 62 00 00 99", "ikke oppfylt med dette"):
        assert said in shown
    shown = await tor.presses("Lagre")
    assert "Lagret, men ikke levert" in shown
    assert "62 00 00 99" in shown
    await theatre.settle()
    assert len(theatre.wire.sent) == before


async def test_e19_in_danger_the_numbers_stand_before_everything_else(theatre: Theatre) -> None:
    student = visitor(theatre)
    await student.opens(HOME)
    assert student.paper.said[:2] == ["Gå til innholdet", "Fjellvik videregående skole"]
    await student.presses("Neste", who=ABOUT_ME)
    shown = await student.presses("Neste", **{**TOLD, "danger": "Ja"})
    assert student.paper.said[:2] == ["Gå til innholdet", "Er noen i fare nå? Ring først."]
    assert "62\u00a000\u00a000\u00a010" in shown
    assert student.paper.links["112"] == "tel:112"
    await student.presses("Neste")
    assert "hvert kvarter" in await student.presses("Send")


async def test_words_of_danger_bring_numbers_to_ring_and_it_can_be_sent_as_it_is(theatre: Theatre) -> None:
    student = visitor(theatre)
    assert "116\u00a0123" in await before_sending(student, what="Jeg vil ikke leve lenger.")
    assert "Meldingen er lagret" in await student.presses("Send")


# -- nothing twice, nothing lost


async def test_the_same_form_again_is_the_same_receipt_with_the_same_code(theatre: Theatre) -> None:
    student = visitor(theatre)
    await before_sending(student)
    before = student.page
    await student.presses("Send")
    first = student.reference, student.code
    await theatre.wait(hours=30)
    student.page = before
    await student.presses("Send")
    assert (student.reference, student.code) == first
    assert theatre.count("reports") == theatre.count("codes") == 1

    await student.presses("English")
    assert "Your report is saved" in student.reads
    assert (student.reference, student.code) == first


async def test_what_was_added_before_the_same_form_was_sent_again_is_kept_too(theatre: Theatre) -> None:
    student = visitor(theatre)
    await before_sending(student)
    before = student.page
    await student.presses("Send")
    student.page = before
    await student.presses("Endre: Hva har skjedd?")
    await student.presses("Neste", what="Og i dag tok de sekken min.")
    assert "Meldingen er lagret" in await student.presses("Send")
    assert (theatre.count("reports"), theatre.count("supplements")) == (1, 1)


@pytest.mark.parametrize("name", [{}, {"name": "Ida Lie 2STA"}])
async def test_a_sent_form_that_is_gone_back_to_and_turned_against_a_leader_does_not_follow_the_first(
    theatre: Theatre, name: dict[str, str]
) -> None:
    student, randi = visitor(theatre), theatre.someone("Randi Ås")
    await before_sending(student, name=name)
    before = student.page
    await student.presses("Send")
    first = student.code
    student.page = before
    await student.presses("Endre: Hva har skjedd?")
    await student.presses("Neste", what="Rektor tok tak i meg.", by_staff="Ja, en i skolens ledelse")
    await student.presses("Neste")
    assert "Ingen i skolens ledelse får se det." in await student.presses("Neste", name="")
    assert "Dette skjemaet er sendt før." in await student.presses("Send")
    assert (theatre.count("reports"), theatre.count("supplements")) == (1, 0)
    await student.presses("Send")
    assert student.code != first
    assert theatre.count("reports") == 2
    assert theatre.stage.rows("SELECT origin FROM reports ORDER BY id DESC LIMIT 1") == [("student page unnamed self",)]
    await theatre.settle()
    await randi.opens_case()
    assert "Rektor tok tak i meg." not in randi.reads


async def test_a_sent_form_that_is_gone_back_to_because_somebody_is_in_danger_is_told_as_that(theatre: Theatre) -> None:
    student = visitor(theatre)
    await before_sending(student)
    before = student.page
    await student.presses("Send")
    student.page = before
    await student.presses("Endre: Hva har skjedd?")
    await student.presses("Neste", danger="yes")
    await student.presses("Neste")
    await student.presses("Send")
    assert "Meldingen er lagret" in await student.presses("Send")
    assert theatre.stage.rows("SELECT danger FROM cases ORDER BY id") == [(0,), (1,)]


async def test_an_empty_form_comes_back_with_each_fault_linked_to_its_field(theatre: Theatre) -> None:
    student = visitor(theatre)
    await student.opens(HOME)
    await student.presses("Neste")
    assert student.paper.links["Hvem er du: Dette må fylles ut."] == "#who-0"
    await student.presses("Neste", who=WORRIED)
    await student.presses("Neste")
    faults = [to for said, to in student.paper.links.items() if "fylles ut" in said]
    assert faults == ["#student", "#what", "#by_staff-0", "#danger-0"]
    await student.presses("Neste", student_unknown="true", **TOLD)
    assert "Vil du si hvem du er?" in student.reads


@pytest.mark.parametrize("many", [5001, 60_000, 300_000])
async def test_what_is_far_too_long_comes_back_whole(theatre: Theatre, many: int) -> None:
    student, long = visitor(theatre), "å" * many
    await student.opens(HOME)
    await student.presses("Neste", who=ABOUT_ME)
    shown = await student.presses("Neste", **{**TOLD, "what": long})
    assert "Dette er for langt" in shown
    assert student.fields["what"] == long
    await student.presses("Neste", what=long[:5000])
    await student.presses("Neste")
    assert "Meldingen er lagret" in await student.presses("Send")


async def test_more_than_any_form_holds_is_refused_in_words(theatre: Theatre) -> None:
    student = visitor(theatre)
    shown = await student.sends(HOME, {"what": "a" * 3_000_000})
    assert student.status == 413
    assert "Ingenting er lagret." in shown
    await student.sends(HOME, {f"f{n}": "" for n in range(100)})
    assert student.status == 413


BROKEN = {
    "cut off": b"Content-Length: 1000\r\n\r\nwhat=abc",
    "not what it says it is": b"Content-Encoding: gzip\r\nContent-Length: 8\r\n\r\nabcdefgh",
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=list(BROKEN))
async def test_a_request_that_breaks_off_leaves_no_address_in_the_log(
    theatre: Theatre, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    at = urlsplit(theatre.ready_url)
    _, sending = await asyncio.open_connection(at.hostname, at.port)
    sending.write(f"POST {HOME} HTTP/1.1\r\nHost: here\r\n".encode() + body)
    await asyncio.sleep(0.1)
    sending.transport.abort()
    await asyncio.sleep(0.3)
    assert str(at.hostname) not in caplog.text
    assert "what=abc" not in caplog.text


async def test_a_form_sent_from_anothers_page_does_not_give_its_maker_the_code(theatre: Theatre) -> None:
    maker, student = visitor(theatre), visitor(theatre, **{"Sec-Fetch-Site": "cross-site"})
    await before_sending(maker)
    await student.sends(HOME, {**maker.fields, "go": "edit:told"})
    assert student.fields["token"] != maker.fields["token"]
    student.headers = {"Sec-Fetch-Site": "same-origin"}
    theirs = student.fields["token"]
    await student.presses("Neste")
    assert student.fields["token"] == theirs


async def test_nothing_but_language_and_letters_is_taken_from_an_address(theatre: Theatre) -> None:
    student = visitor(theatre)
    await student.opens(f"{HOME}/kode?code=K7Q4&lang=nn&size=large")
    assert student.fields == {"code": "", "lang": "nn", "size": "large"}


NASTY = "<script>alert(1)</script>\x00\u202eabc </textarea><b>&amp;{x}{0}%s\nlinje to"


async def test_markup_nul_and_bidi_are_words_like_any_others(theatre: Theatre) -> None:
    student, randi = visitor(theatre), theatre.someone("Randi Ås")
    await before_sending(student, what=NASTY, name={"name": '"><img src=x onerror=alert(1)>'})
    assert not {"script", "img", "b", "onerror"} & student.paper.seen
    assert student.fields["what"] == NASTY.replace("\x00", "").replace("\u202e", "")
    assert "Meldingen er lagret" in await student.presses("Send")
    assert not {"script", "img", "b"} & student.paper.seen
    await theatre.settle()
    await randi.opens_case()
    assert "</textarea><b>&amp;{x}{0}%s" in randi.reads


@pytest.mark.parametrize("fault", ["locked", "full"])
async def test_when_nothing_can_be_saved_everything_is_still_there_and_no_receipt_is_shown(
    theatre: Theatre, fault: str
) -> None:
    student = visitor(theatre)
    await before_sending(student, what=TOLD["what"] * 150)
    before = student.fields
    async with getattr(theatre.stage, fault)():
        shown = await student.presses("Send")
        assert student.status == 503
        assert "Vi fikk ikke lagret meldingen" in shown
        assert "ring skolen på 62 00 00 00" in shown
        assert "Koden din" not in shown
        assert student.fields == before
    assert "Meldingen er lagret" in await student.presses("Send")
    assert theatre.count("reports") == 1


async def test_a_form_more_than_a_day_old_comes_back_with_everything_in_it(theatre: Theatre) -> None:
    student = visitor(theatre)
    await before_sending(student)
    before = student.fields
    await theatre.wait(hours=25)
    shown = await student.presses("Send")
    assert "måtte lages på nytt" in shown
    assert {**student.fields, "token": ""} == {**before, "token": ""}
    assert student.fields["token"] != before["token"]
    assert theatre.count("reports") == 0
    assert "Meldingen er lagret" in await student.presses("Send")


@pytest.mark.parametrize("token", ["", "x", f"{'0' * 32}.1795000000.{'0' * 64}", f"{'0' * 32}.9999999999.{'0' * 64}"])
async def test_a_token_that_is_not_ours_sends_nothing(theatre: Theatre, token: str) -> None:
    student = visitor(theatre)
    await before_sending(student)
    before = student.fields
    shown = await student.sends(HOME, {**before, "token": token, "go": "send"})
    assert "måtte lages på nytt" in shown
    assert theatre.count("reports") == 0


@pytest.mark.parametrize(
    "forged",
    [{"who": "rektor"}, {"by_staff": "x"}, {"danger": ""}, {"what": ""}, {"owner_receives": "false"}, {"page": "nope"}],
)
async def test_a_form_that_somebody_has_written_themself_is_asked_like_any_other(
    theatre: Theatre, forged: dict[str, str]
) -> None:
    student = visitor(theatre)
    await before_sending(student)
    await student.sends(HOME, {**student.fields, **forged, "go": "send"})
    assert student.status == 200
    ours = forged.keys() & {"owner_receives", "page"}  # what nobody believes changes nothing
    assert theatre.count("reports") == (1 if ours else 0)


async def test_one_can_go_back_and_change_ones_mind(theatre: Theatre) -> None:
    student = visitor(theatre)
    await before_sending(student, what="Første")
    await student.presses("Tilbake")
    assert "Vil du si hvem du er?" in student.reads
    await student.presses("Tilbake", name="Ida")
    assert student.fields["what"] == "Første"
    await student.presses("Tilbake", what="Andre")
    assert student.fields["who"] == "self"
    for _ in range(3):
        await student.presses("Neste")
    assert (student.fields["what"], student.fields["name"]) == ("Andre", "Ida")


async def test_language_and_letters_can_be_changed_in_the_middle_and_nothing_is_lost(theatre: Theatre) -> None:
    student = visitor(theatre)
    await student.opens(HOME)
    await student.presses("Neste", who=ABOUT_ME)
    shown = await student.presses("Nynorsk", what="Halv")
    assert "Kva har skjedd?" in shown
    assert student.fields["what"] == "Halv"
    await student.presses("Store bokstavar")
    assert '<html lang="nn" class="large">' in student.page
    assert student.fields["what"] == "Halv"
    await student.presses("Neste", by_staff="Nei", danger="Nei")
    assert '<html lang="nn" class="large">' in student.page


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "nb"),
        ("nn-NO,nb;q=0.5", "nn"),
        ("en-GB,en;q=0.9,nb;q=0.1", "en"),
        ("pl", "nb"),
        ("no", "nb"),
        (";q=x,,", "nb"),
    ],
)
async def test_the_browser_says_the_first_language(theatre: Theatre, accepted: str, language: str) -> None:
    one = visitor(theatre)
    one.headers = {"Accept-Language": accepted}
    await one.opens(HOME)
    assert f'<html lang="{language}">' in one.page
    await one.opens(f"{HOME}?lang=nn&size=large")
    assert '<html lang="nn" class="large">' in one.page


@pytest.mark.parametrize("path", ["/meld/nowhere", "/meld/nowhere/kode", "/meld/%00", "/meld/..%2f"])
async def test_a_school_nobody_knows_has_no_page(theatre: Theatre, path: str) -> None:
    one = visitor(theatre)
    for method in (one.opens(path), one.sends(path, {})):
        shown = await method
        assert one.status == 404
        assert all(said in shown for said in ("Denne siden finnes ikke", "Denne sida finst ikkje", "does not exist"))


async def test_a_page_that_is_switched_off_is_as_if_there_were_no_school(begin: Begin) -> None:
    theatre = await begin()
    one, other = visitor(theatre), visitor(theatre)
    await one.opens(HOME)
    await other.opens("/meld/nowhere")
    assert (one.status, one.page) == (404, other.page)


@pytest.mark.parametrize("path", ["/meld", "/meld/", f"{HOME}/x", f"{HOME}/kode/", "/meld/a/b/c"])
async def test_an_address_that_leads_nowhere_says_so_in_words(theatre: Theatre, path: str) -> None:
    one = visitor(theatre)
    assert "Denne siden finnes ikke" in await one.opens(path)
    assert one.status == 404


@pytest.mark.parametrize("path", [f"{HOME}/", "/meld/Fjellvik"])
async def test_an_address_nearly_right_leads_to_the_page(theatre: Theatre, path: str) -> None:
    assert "Si fra til skolen" in await visitor(theatre).opens(path)


class MoodyClock:
    """Fails with somebody's words in its mouth."""

    def __init__(self) -> None:
        self.is_broken = False

    def now(self) -> datetime:
        if self.is_broken:
            raise RuntimeError(TOLD["what"])
        return MONDAY_AT_TEN


async def test_a_failure_of_ours_loses_nothing_and_neither_words_nor_addresses_are_in_the_log(
    begin: Begin, caplog: pytest.LogCaptureFixture
) -> None:
    clock = MoodyClock()
    student = visitor(await begin(opened(), clock=clock))
    await before_sending(student)
    before, student.headers = student.fields, {"X-Forwarded-For": "203.0.113.9"}
    clock.is_broken = True
    shown = await student.presses("Send")
    assert (student.status, student.fields) == (503, before)
    assert "vi vet ikke om meldingen ble lagret" in shown
    clock.is_broken = False
    assert "Meldingen er lagret" in await student.presses("Send")
    logged = caplog.text
    assert "open page not answered: RuntimeError" in logged
    assert not [said for said in (TOLD["what"], "127.0.0.1", "203.0.113.9") if said in logged]


async def test_a_sender_who_goes_away_in_the_middle_leaves_no_address_in_the_log(
    theatre: Theatre, caplog: pytest.LogCaptureFixture
) -> None:
    host, _, port = visitor(theatre).at.removeprefix("http://").partition(":")
    _, writer = await asyncio.open_connection(host, int(port))
    writer.write(f"POST {HOME} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nwhat=".encode())
    await writer.drain()
    await asyncio.sleep(0.1)
    writer.close()
    await asyncio.sleep(0.1)
    assert host not in caplog.text
    assert "what" not in caplog.text


async def test_a_packed_form_is_not_unpacked(theatre: Theatre) -> None:
    one = visitor(theatre)
    one.headers = {"Content-Encoding": "gzip"}
    await one.sends(HOME, {"what": "x"})
    assert one.status in (400, 413)


async def test_the_receipt_at_night_says_when_it_is_read(begin: Begin) -> None:
    theatre = await begin(opened(), at=MONDAY_AT_TEN + timedelta(hours=12))
    student = visitor(theatre)
    assert "Meldingen blir vanligvis lest tirsdag 24. november 2026 kl. 08.00." in await tells(student)
