"""Students tell: of themselves, of somebody else, or that they just want to talk; and know first who gets it."""

from dataclasses import replace

import pytest

from cards.look import Surface
from dialogs.report import NEXT
from domain.better import can_be_asked
from domain.people import Person, Post, Register, Role
from domain.students import KINDS, Kind
from domain.text import Language
from tests.story.conftest import Begin
from tests.story.house import FJELLVIK, SOLVIK, STUDENT, with_another_school, with_people, without_agreement
from tests.story.reading import buttons, foreign, inputs, standing, words
from tests.story.tellers import the_case
from tests.story.test_following import follows
from tests.story.theatre import Someone, Theatre

ADA = Person("7d3e1a50-0000-4000-8000-000000000031", "Ada Rønning", frozenset({Post(FJELLVIK, Role.COUNSELLOR)}))
SELF, WORRIED, TALK = "Jeg har det ikke bra", "Jeg er bekymret for noen", "Jeg vil bare snakke med en voksen"
FIRST = {"by_staff": "no", "danger": "no"}
ABOUT_ME = {**FIRST, "how_it_is": "De ler av meg i garderoben."}
OPENLY, APART = {"naming": "named"}, {"naming": "confidential"}


def house(*more: Person, register: Register | None = None) -> Register:
    return with_people(STUDENT, ADA, *more, register=register)


@pytest.fixture
async def theatre(begin: Begin) -> Theatre:
    return await begin(house())


async def comes(emil: Someone, way: str, first: dict[str, str]) -> str:
    """From "hei" to what stands before it is sent."""
    emil.closes_dialog()
    await emil.says("hei")
    await emil.presses(way)
    await emil.presses("Neste", first)
    return emil.reads


async def test_the_first_card_has_three_ways_in_and_quietly_whom_to_call(theatre: Theatre) -> None:
    emil = theatre.someone("Emil Strand")
    await emil.says("hei")
    assert list(buttons(emil.last)) == [SELF, WORRIED, TALK, "Det jeg har sagt fra om", "Jeg har en kode"]
    assert "116 111" in words(emil.last)
    assert "112" in words(emil.last)
    assert "Meld fra til rektor" not in words(emil.last)


async def test_e17_a_student_tells_of_themself_and_knows_first_who_gets_it(theatre: Theatre) -> None:
    emil, randi = theatre.someone("Emil Strand"), theatre.someone("Randi Ås")
    before = await comes(emil, SELF, ABOUT_ME)
    assert "Dette går til rektor (Randi Ås)." in before
    assert "Alle som arbeider på skolen, må si fra til rektor" in before
    assert "Skolen ser navnet ditt." in before
    apart = "Bare Randi Ås og Dag Lund kan åpne navnet ditt, og da må de skrive hvorfor." in before
    assert apart == (theatre.surface is Surface.DIALOG)  # in the chat itself the form's own token would stand
    assert ("Er noen i fare, kan loven si at de må gi det videre." in before) == apart
    assert theatre.count("reports") == 0
    await emil.presses("Send", OPENLY)

    assert "Meldingen er lagret" in emil.reads
    assert "En voksen kommer til å ta kontakt med deg." in emil.reads
    assert "Plikten" not in emil.reads
    emil.closes_dialog()
    await theatre.settle()
    assert "Levert til rektor" in emil.receipt
    await randi.opens_case()
    assert "Eleven det gjelder\nEmil Strand" in randi.reads
    assert "Hvem som har sagt fra\nEleven selv har sagt fra\nEmil Strand" in randi.reads
    assert "Hva har skjedd, eller hvordan har du det?\nDe ler av meg i garderoben." in randi.reads


async def test_e18_a_student_tells_of_somebody_else(theatre: Theatre) -> None:
    emil, randi = theatre.someone("Emil Strand"), theatre.someone("Randi Ås")
    told = {**FIRST, "student": "Ola Dal 2STA", "what": "Han er redd i friminuttene."}
    await comes(emil, WORRIED, told)
    await emil.presses("Send", OPENLY)
    assert "Skolen må undersøke dette" in emil.reads
    assert "Statsforvalteren" not in emil.reads
    await theatre.settle()
    await randi.opens_case()
    assert "Eleven det gjelder\nOla Dal 2STA" in randi.reads
    assert "Hvem som har sagt fra\nEn elev som er bekymret\nEmil Strand" in randi.reads
    assert "Han er redd i friminuttene." in randi.reads


async def test_a_student_who_does_not_know_whom_it_is_about_can_tell(theatre: Theatre) -> None:
    emil, randi = theatre.someone("Emil Strand"), theatre.someone("Randi Ås")
    await comes(emil, WORRIED, {**FIRST, "student_unknown": "true", "what": "Noen gråter på doen."})
    await emil.presses("Send", OPENLY)
    await theatre.settle()
    await randi.opens_case()
    assert "Ikke kjent" in randi.reads


async def test_s0_6_a_student_just_wants_to_talk_and_whom_they_choose_has_it_from_the_first_moment(
    theatre: Theatre,
) -> None:
    emil, ada, randi = (theatre.someone(name) for name in ("Emil Strand", "Ada Rønning", "Randi Ås"))
    await comes(emil, TALK, FIRST)
    offered = [c["title"] for c in inputs(emil.sees)["adult"]["choices"]]
    assert offered == ["Ingen bestemt", "Tor Vik, kontaktlærer", "Ada Rønning, rådgiver"]
    assert standing(emil.sees)["adult"] == "none"
    await emil.presses("Send", {**OPENLY, "adult": ADA.id})
    await theatre.settle()

    assert "En elev vil snakke med deg" in words(ada.last)
    assert "Noen har meldt fra" in words(randi.last)
    await ada.opens_case()
    assert "Emil Strand" in ada.reads


async def test_a_leader_accused_never_hears_of_it_and_no_leader_can_be_chosen(begin: Begin) -> None:
    leading = {p.id: p for p in house().people.values()}
    siv = next(p for p in leading.values() if p.name == "Siv Nes")
    teaching = Person(siv.id, siv.name, siv.posts | {Post(FJELLVIK, Role.CONTACT_TEACHER)})
    theatre = await begin(house(teaching))
    emil, randi, unni = (theatre.someone(name) for name in ("Emil Strand", "Randi Ås", "Unni Berg"))
    chat = randi.whole_chat
    await comes(emil, SELF, {**ABOUT_ME, "by_staff": "leader"})
    assert "går til skoleeieren" in emil.reads
    await emil.presses("Neste", {"leader_id": randi.id})
    assert "Dette går til skoleeierens kontaktperson (Unni Berg). Ingen i skolens ledelse får se det." in emil.reads
    assert "må si fra til skoleeieren" in emil.reads
    assert ("Bare Unni Berg og Kari Moe kan åpne navnet ditt" in emil.reads) == (theatre.surface is Surface.DIALOG)
    titles = [c["title"] for c in inputs(emil.sees)["adult"]["choices"]]
    assert not [t for t in titles if "Siv" in t or "Randi" in t or "Dag" in t]
    await emil.presses("Send", OPENLY)
    await theatre.settle()

    assert randi.whole_chat == chat
    assert "Noen har meldt fra" in words(unni.last)


async def test_ruling_2_where_the_owner_does_not_receive_a_student_is_told_whom_to_call(begin: Begin) -> None:
    theatre = await begin(house(register=without_agreement()))
    emil = theatre.someone("Emil Strand")
    await comes(emil, SELF, {**ABOUT_ME, "by_staff": "leader"})
    assert "Vi viser deg hvem du kan ringe." in emil.reads
    await emil.presses("Neste", {"leader_id": "other"})
    assert "Dette blir lagret, men ingen får det ennå" in emil.reads
    assert "områdedirektørens vakttelefon, 62 00 00 99" in emil.reads
    assert "adult" not in inputs(emil.sees)
    await emil.presses("Send", OPENLY)

    assert "Lagret, men ikke levert" in emil.reads
    assert "Ring skoleeieren, eller be en voksen du stoler på, om å gjøre det." in emil.reads
    assert "Plikten" not in emil.reads


async def test_an_employee_accused_cannot_be_chosen_and_sees_nothing(theatre: Theatre) -> None:
    emil, tor = theatre.someone("Emil Strand"), theatre.someone("Tor Vik")
    chat = tor.whole_chat
    await comes(emil, SELF, {**ABOUT_ME, "by_staff": "employee"})
    await emil.presses("Neste", {"accused_name": "Tor"})
    await emil.presses("Neste", {"accused_id": tor.id})
    choices = inputs(emil.sees)["adult"]["choices"]
    assert tor.id not in {c["value"] for c in choices}
    await emil.presses("Send", {**OPENLY, "adult": tor.id})
    assert "Velg ett av svarene." in emil.reads
    await emil.presses("Send", {**OPENLY, "adult": ADA.id})
    await theatre.settle()

    assert "Meldingen er lagret" in emil.reads
    assert tor.whole_chat == chat
    assert "En elev vil snakke med deg" in words(theatre.someone("Ada Rønning").last)


async def test_a_story_written_in_the_chat_stands_in_the_form_and_its_token_is_not_the_forms(theatre: Theatre) -> None:
    emil = theatre.someone("Emil Strand")
    await emil.says("De ler av meg i garderoben")
    assert "står i Teams-chatten" in words(emil.last)
    assert "garderoben" not in str(emil.last)
    in_chat = buttons(emil.last)[SELF]["data"]["token"]
    assert emil.id not in str(theatre.stage.rows("SELECT * FROM drafts"))
    await emil.presses(SELF)
    assert standing(emil.sees)["how_it_is"] == "De ler av meg i garderoben"
    assert buttons(emil.sees)["Neste"]["data"]["token"] != in_chat
    await emil.presses("Neste", FIRST)
    assert emil.id not in str(theatre.stage.rows("SELECT * FROM drafts"))
    await emil.presses("Send", OPENLY)
    assert "Meldingen er lagret" in emil.reads


async def test_somebodys_message_leads_a_student_to_their_own_form(theatre: Theatre) -> None:
    emil = theatre.someone("Emil Strand")
    await emil.reports_message("<p>Ingen vil ha deg her.</p>", "En medelev")
    assert standing(emil.sees)["what"] == "En medelev: Ingen vil ha deg her."
    assert "student_unknown" in inputs(emil.sees)


async def test_what_is_said_before_sending_begins_with_whom_to_call_in_danger(theatre: Theatre) -> None:
    emil = theatre.someone("Emil Strand")
    before = await comes(emil, SELF, {**ABOUT_ME, "danger": "yes"})
    assert before.index("Er noen i fare nå? Ring først.") < before.index("Dette går til rektor")
    await emil.presses("Send", OPENLY)
    assert "Er noen i fare nå? Ring først." in emil.reads


async def test_a_student_without_signing_in_is_led_to_the_open_page_where_there_is_one(begin: Begin) -> None:
    register = house()
    school = replace(register.schools[FJELLVIK], page=True)
    theatre = await begin(replace(register, schools={FJELLVIK: school}))
    emil = theatre.someone("Emil Strand")
    theatre.stage.varsle.desk.public_url = "https://varsle.example"
    await comes(emil, SELF, ABOUT_ME)
    assert buttons(emil.sees)["Si fra uten å logge inn"]["url"] == "https://varsle.example/meld/fjellvik"


async def test_bad_input_is_asked_for_again_and_nothing_written_is_lost(theatre: Theatre) -> None:
    emil = theatre.someone("Emil Strand")
    await emil.says("hei")
    await emil.presses(SELF)
    await emil.presses("Neste", {**ABOUT_ME, "how_it_is": "  "})
    assert "Dette må fylles ut." in emil.reads
    long = "æ" * 5001
    await emil.presses("Neste", {**ABOUT_ME, "how_it_is": long})
    assert "Dette er for langt." in emil.reads
    assert standing(emil.sees)["how_it_is"] == long
    await emil.presses("Neste", ABOUT_ME)
    await emil.presses("Send", {"adult": ADA.id})
    assert "Dette må fylles ut." in emil.reads
    assert standing(emil.sees)["adult"] == ADA.id
    await emil.presses("Send", {**OPENLY, "adult": "00000000-0000-4000-8000-00000000dead"})
    assert "Velg ett av svarene." in emil.reads
    assert theatre.count("reports") == 0


async def test_a_forged_kind_is_the_one_that_asks_most_and_staff_have_no_such_form(theatre: Theatre) -> None:
    emil, tor = theatre.someone("Emil Strand"), theatre.someone("Tor Vik")
    await emil.says("hei")
    assert "Hvem er du bekymret for?" in await emil.forges("student.begin", kind="owner")
    assert "Hvem er du bekymret for?" in await emil.forges("student.answer", kind="x", page="y")
    await tor.says("hei")
    for verb in ("student.begin", "student.answer"):
        assert "Dette kjenner vi ikke igjen" in await tor.forges(verb, kind="self", page="send", **OPENLY)
    assert theatre.count("reports") == 0


async def test_the_last_page_sent_twice_is_one_report(theatre: Theatre) -> None:
    emil = theatre.someone("Emil Strand")
    await comes(emil, SELF, ABOUT_ME)
    await emil.presses("Send", OPENLY)
    first = emil.reads
    await theatre.stage.teams.redeliver()
    emil.closes_dialog()
    await theatre.settle()
    assert theatre.count("reports") == theatre.count("cases") == 1
    assert theatre.count("drafts") == 0
    assert first.split("Sak ")[1][:10] in emil.receipt


@pytest.mark.parametrize(
    ("surface", "how"),
    [(Surface.DIALOG, OPENLY), (Surface.INLINE, OPENLY), (Surface.DIALOG, APART)],
    indirect=["surface"],
    ids=["dialog-named", "inline-named", "dialog-confidential"],
)
async def test_when_nothing_can_be_saved_the_form_comes_back_whole(theatre: Theatre, how: dict[str, str]) -> None:
    emil = theatre.someone("Emil Strand")
    await comes(emil, SELF, ABOUT_ME)
    async with theatre.stage.locked():
        await emil.presses("Send", {**how, "adult": ADA.id})
        assert "Ingenting er lagret eller sendt." in emil.reads
        assert "Alarmtelefonen på 116 111" in emil.reads
        assert standing(emil.sees)["adult"] == ADA.id
        assert "Dette går til rektor" in emil.reads
    assert theatre.count("reports") == 0
    await emil.presses("Send")
    assert "Meldingen er lagret" in emil.reads


@pytest.mark.parametrize("surface", [Surface.INLINE], indirect=True, ids=["inline"])
async def test_where_the_form_stands_in_the_chat_a_name_is_not_held_apart_by_a_forged_answer_either(
    theatre: Theatre,
) -> None:
    emil = theatre.someone("Emil Strand")
    assert "kan åpne navnet ditt" not in await comes(emil, SELF, ABOUT_ME)
    await emil.presses("Send", APART)
    assert "Velg ett av svarene." in emil.reads
    assert theatre.count("reports") == 0


async def test_e19_words_that_may_be_about_danger_bring_numbers_and_hold_nothing_back(theatre: Theatre) -> None:
    emil = theatre.someone("Emil Strand")
    before = await comes(emil, SELF, {**ABOUT_ME, "how_it_is": "Jeg vil ikke leve lenger."})
    assert "Trenger du eller noen andre hjelp nå?" in before
    assert "116 111" in before.replace("\u00a0", " ")
    assert before.index("hjelp nå?") < before.index("Dette går til rektor")
    await emil.presses("Send", OPENLY)
    assert "Meldingen er lagret" in emil.reads


async def test_who_may_want_the_name_held_apart_sees_what_in_the_text_shows_it(theatre: Theatre) -> None:
    emil = theatre.someone("Emil Strand")
    before = await comes(emil, SELF, {**ABOUT_ME, "how_it_is": "De roper Emil etter meg i 2STA."})
    assert "Det ser ut til at navnet ditt står i teksten." in before
    assert "Det ser ut til at en klasse står i teksten." in before
    assert "ser ut til" not in await comes(emil, SELF, ABOUT_ME)


async def test_a_student_at_two_schools_says_which_first(begin: Begin) -> None:
    register = with_another_school()
    both = replace(STUDENT, posts=STUDENT.posts | {Post(SOLVIK, Role.STUDENT)})
    theatre = await begin(house(both, register=register))
    emil, berit = theatre.someone("Emil Strand"), theatre.someone("Berit Hov")
    await emil.says("De ler av meg")
    await emil.presses(SELF)
    await emil.presses("Neste", {"school": SOLVIK})
    assert standing(emil.sees)["how_it_is"] == "De ler av meg"
    await emil.presses("Neste", FIRST)
    assert "Dette går til rektor (Berit Hov)." in emil.reads
    await emil.presses("Send", OPENLY)
    await theatre.settle()

    assert "Noen har meldt fra" in words(berit.last)
    assert not theatre.someone("Randi Ås").doorbells


@pytest.mark.parametrize(("locale", "language"), [("nn-NO", "nn"), ("en-GB", "en"), ("nb-NO", "nb")])
async def test_a_student_meets_one_language_from_beginning_to_end(
    theatre: Theatre, locale: str, language: Language
) -> None:
    (emil,) = await theatre.installed("Emil Strand", locale=locale)
    read = words(emil.last).splitlines()
    way, onward, send = (KINDS[Kind.SELF].in_(language), NEXT.in_(language), "Send")
    await emil.presses(way)
    read += emil.reads.splitlines()
    await emil.presses(onward, {**ABOUT_ME, "danger": "yes"})
    read += emil.reads.splitlines()
    await emil.presses(send, APART)
    read += emil.reads.splitlines()
    values = {"yes", "no"}  # of inputs, which no reader sees
    assert foreign([line for line in read if line not in values], language) == []


async def test_a_form_more_than_a_day_old_says_that_its_first_page_is_gone(theatre: Theatre) -> None:
    emil = theatre.someone("Emil Strand")
    await comes(emil, SELF, ABOUT_ME)
    await theatre.wait(hours=26)
    await emil.presses("Send", OPENLY)
    assert "mer enn et døgn gammelt" in emil.reads
    assert "how_it_is" in inputs(emil.sees)
    assert theatre.count("reports") == theatre.count("drafts") == 0


async def test_an_old_card_and_an_old_form_of_theirs_are_a_students_still(theatre: Theatre) -> None:
    emil, randi = theatre.someone("Emil Strand"), theatre.someone("Randi Ås")
    await emil.says("hei")
    assert "Hvem er du bekymret for?" in await emil.forges("report.begin")
    old = {"page": "first", "student": "Ola Dal", "what": "Gråter.", **FIRST}
    assert "Skolen må undersøke dette" in await emil.forges("report.answer", **old)
    await theatre.settle()
    assert "Noen har meldt fra" in words(randi.last)


async def test_help_is_told_in_a_students_words(theatre: Theatre) -> None:
    emil = theatre.someone("Emil Strand")
    await emil.says("hjelp")
    assert "116 111" in words(emil.last)
    assert "Mine saker" not in words(emil.last)


@pytest.mark.parametrize(("here", "cards"), [("true", 1), ("false", 0)])
async def test_a_student_with_a_name_hears_here_that_the_school_has_answered_when_they_chose_it(
    theatre: Theatre, here: str, cards: int
) -> None:
    emil, randi = theatre.someone("Emil Strand"), theatre.someone("Randi Ås")
    await comes(emil, SELF, ABOUT_ME)
    await emil.presses("Send", {**OPENLY, "here": here})
    await theatre.settle()
    await randi.presses("Bekreft mottak")
    await randi.opens_case()
    assert "Si fra her i Teams" not in randi.reads
    await randi.presses("Spør eleven")
    await randi.presses("Send spørsmålet", {"ask_words": "Når er det verst?"})
    await theatre.settle()
    assert len(emil.cards_with("Det er noe nytt til deg i Varsle")) == cards
    assert (await _can_be_asked(theatre) == emil.id) is (here == "true")


async def _can_be_asked(theatre: Theatre) -> str:
    (id_,) = theatre.case_ids()
    return can_be_asked(await the_case(theatre, id_))


async def test_p12_6_one_who_is_worried_for_another_is_told_whom_to_turn_to_and_not_that_it_is_their_right(
    theatre: Theatre,
) -> None:
    emil = theatre.someone("Emil Strand")
    await comes(emil, WORRIED, {**FIRST, "student": "Ola Dal 2STA", "what": "Han er redd."})
    await emil.presses("Send", OPENLY)
    await theatre.settle()
    page = await follows(emil)
    assert "Noen du kan ta kontakt med" in page
    assert "Statsforvalteren" not in page
    assert "for deg" not in page.split("Noen du kan")[1]


async def test_ruling_2_who_follows_what_nobody_has_got_is_not_asked_to_write_to_anybody(begin: Begin) -> None:
    theatre = await begin(house(register=without_agreement()))
    emil = theatre.someone("Emil Strand")
    await comes(emil, SELF, {**ABOUT_ME, "by_staff": "leader"})
    await emil.presses("Neste", {"leader_id": "other"})
    await emil.presses("Send", OPENLY)
    await theatre.settle()
    page = await follows(emil)
    assert "Lagret, ikke levert" in page
    assert "det kan ikke skrives til noen herfra" in page
    assert not {"Skriv til skolen", "Si hvordan det er nå"} & set(buttons(emil.sees))


async def test_e9_at_night_a_student_is_told_who_answers_now(theatre: Theatre) -> None:
    emil = theatre.someone("Emil Strand")
    await comes(emil, SELF, ABOUT_ME)
    await emil.presses("Send", OPENLY)
    assert "116 111" not in emil.reads
    emil.closes_dialog()
    await theatre.wait(hours=13)
    await comes(emil, SELF, ABOUT_ME)
    await emil.presses("Send", OPENLY)
    assert "Ingen er på skolen nå." in emil.reads
    assert "Alarmtelefonen 116 111, hele døgnet" in emil.reads
