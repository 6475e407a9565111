"""What is looked for before somebody sends: wide where it may be about danger, and never in anybody's way."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import danger_words
from domain.caution import Caution, found

DANGER = """
jeg har tenkt på selvmord
eg tenkjer på sjølvmord
tenker på sjølmord hver dag
har selvmordstanker
s3lvm0rd
jeg vil ta livet mitt
jeg skal ta livet mit
vil ta mitt eget liv
hun sa at hun ville ta livet sitt
tar livet av meg snart
jeg vil ikke leve lenger
vil ikkje leve meir
Jeg orker ikke mer
ORKER IKKE MER!!!
orkar ikkje dette meir
jeg klarer ikke dette her mer
jeg vil dø
jeg vil bare dø
jeg vil døøøøø
eg vil døy
skulle ønske jeg var død
ingen vits i å leve
alle har det bedre uten meg
hun skrev et avskjedsbrev
tenkte å hoppe foran toget
jeg vil henge meg
kms
they told me to kys
I want to kill myself
i wanna die
i don't want to live anymore
i don’t want to live anymore
dont want to be alive, i want to end it all
he is suicidal
unalive
jeg kutter meg
eg kuttar meg i armen
hun kutta seg
jeg skjærer meg
driver med selvskading
sjølvskading
she cuts herself, self-harm
selfharm
han sa han skal drepe meg
dei truar med å drepe meg
han truer meg
trusler på snap
de truer med å banke meg
drapstrusler
dødstrusler
en bombetrussel
he is going to shoot up the school
he threatened me
han har kniv
han hadde en brødkniv i sekken
KNIV
pistol i skapet
har våpen hjemme
vaapen
he has a gun
he has a knife
🔪
jeg ble voldtatt
det var voldtekt
ho vart valdteken
voldtok
han tvang meg
de tok på meg
han tafset
sender nakenbilder av meg
they shared my nudes
I was raped
it was rape
he touched me
pappa slår meg
mamma slaar meg
far slo meg i går
de banket meg opp
dei sparka meg
fikk juling
han tok kvelertak
han kveler meg
my dad hits me
he beat me up
jeg er redd for å gå hjem
eg er redd for å gå heim
jeg er redd for pappa
tør ikke gå hjem
torer ikkje gå heim
jeg blir låst inne
de vil sende meg til hjemlandet
tvangsgiftes
I'm scared to go home
i am afraid of my father
forced marriage
overdose
jeg har tatt for mange piller
hun er bevisstløs
han puster ikke
i can't breathe
de presser meg for penger
utpressing
blackmail
_kniv_
""".strip().splitlines()

EVERYDAY = """
Jeg sitter alene i kantina hver dag.
De ler når jeg sier noe i timen.
Ingen vil være med meg på gruppearbeid.
Eg trur dei har laga ei gruppe utan meg.
De kaller meg stygge ting.
Jeg får ikke være med i gruppa på snap.
They laugh at me in class.
Nobody talks to me.
Han i klassen skriver ting om meg på nettet.
Eg er så lei meg når eg kjem på skolen.
""".strip().splitlines()


@pytest.mark.parametrize("text", DANGER)
def test_e19_words_that_may_be_about_danger_are_found_however_they_are_written(text: str) -> None:
    for written in (text, text.upper(), f"Hei.\n\n{text}.\nHilsen meg", text.replace(" ", "  ")):
        assert found(written).danger_words, written


@pytest.mark.parametrize("text", EVERYDAY)
def test_the_ordinary_words_of_somebody_who_is_not_well_bring_no_emergency_numbers(text: str) -> None:
    assert found(text) == Caution()


def test_every_word_of_the_table_is_found_where_it_stands_alone() -> None:
    for group in danger_words.GROUPS:
        for phrase in (*group.phrases, *group.parts):
            assert danger_words.are_in(phrase.replace(".", "").replace(" … ", " ")), (group.why, phrase)


def test_every_group_of_words_says_why_it_is_there() -> None:
    assert all(group.why and group.phrases for group in danger_words.GROUPS)


@pytest.mark.parametrize("text", ["rapport om skolen", "jeg skrapet opp kneet", "grapes", "godt likt av alle"])
def test_a_word_within_another_is_not_the_word(text: str) -> None:
    assert not found(text).danger_words


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("jeg heter Emil", "Emil Strand"),
        ("hilsen EMIL", "Emil Strand"),
        ("dette er Strands bror", "Emil Strand"),
        ("jeg er åse", "Aase Vik"),
        ("Marie skrev", "Anne-Marie Li"),
        ("hei jeg er bjørn", "Bjoern Berg"),
    ],
)
def test_ones_own_name_is_found_by_any_part_of_it(text: str, name: str) -> None:
    assert found(text, name).own_name


@pytest.mark.parametrize(
    ("text", "name"),
    [("emilie gjorde det", "Emil Strand"), ("bo og li", "Bo Li"), ("hei", ""), ("ola", "")],
)
def test_anothers_name_is_not_ones_own(text: str, name: str) -> None:
    assert not found(text, name).own_name


@pytest.mark.parametrize(
    "text",
    ["1STA", "i 2 STB", "2 stb", "vg2", "VG 1", "vg3 påbygg", "10B", "10 B", "3PBA", "1a", "2HSB", "2. klasse", "2 XY"],
)
def test_a_class_is_found(text: str) -> None:
    assert found(f"en i {text}, tror jeg").class_name


@pytest.mark.parametrize("text", ["for 2 år siden", "3 dager", "de er 4 stykker", "kl 10", "2 av dem", "i 10 minutter"])
def test_a_number_is_no_class(text: str) -> None:
    assert not found(text).class_name


@pytest.mark.parametrize(
    "text",
    ["01020312345", "010203 12345", "01 02 03 123 45", "010203-12345", "410203 12345", "018203 12345", "01420312345."],
)
def test_a_national_identity_number_is_found(text: str) -> None:
    assert found(text).id_number


@pytest.mark.parametrize("text", ["99020312345", "01993312345", "0102031234", "010203123456", "2026-11-21 10:14", ""])
def test_other_numbers_are_no_identity(text: str) -> None:
    assert not found(text).id_number


@pytest.mark.parametrize(
    "text",
    [
        "ring 41234567",
        "tlf 412 34 567",
        "+47 41 23 45 67",
        "ola@eksempel.com",
        "snap: olaern",
        "@olaern",
        "+46 70 123 456",
    ],
)
def test_what_somebody_can_be_reached_by_is_found(text: str) -> None:
    assert found(text).contact


@pytest.mark.parametrize("text", ["kl. 10.14", "1234", "@ 10", "21.11.2026", "vi er 12 stykker"])
def test_other_signs_and_numbers_reach_nobody(text: str) -> None:
    assert not found(text).contact


PIECES = st.one_of(
    st.text(max_size=60), st.sampled_from([*DANGER, *EVERYDAY, "1STA", "Emil", "01020312345", "ola@eksempel.com"])
)


def _marks(caution: Caution) -> set[str]:
    return {f.name for f in fields(caution) if getattr(caution, f.name)}


@given(PIECES, PIECES, st.sampled_from(["", "Emil Strand", "*", "É"]))
def test_more_text_takes_no_finding_away(one: str, other: str, name: str) -> None:
    both = _marks(found(f"{one}\n{other}", name))
    assert both >= _marks(found(one, name)) | _marks(found(other, name))


@given(st.text(), st.text())
def test_whatever_is_written_is_looked_at(text: str, name: str) -> None:
    assert isinstance(found(text, name), Caution)


def test_a_very_long_text_is_looked_at_at_once() -> None:
    """As long as any field takes, and as bad as can be made: it stands between somebody and their receipt."""
    for text in ("redd for " * 2000, "a" * 20_000, "1 " * 10_000, "ta livet " * 2000, "@." * 10_000, "w@" * 10_000):
        found(text, "Emil Strand")
