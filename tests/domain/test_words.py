"""Every sentence of ours, found twice: by reading the source and by walking what the modules hold."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from domain.text import LANGUAGES, Text

ROOT = Path(__file__).parents[2]
FOLDERS = ("domain", "dialogs", "cards", "services", "bot")


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text":
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def _is_same(call: ast.Call) -> bool:
    """The one in `domain.text.same`: one thing in every language, on purpose."""
    return all(isinstance(a, ast.Name) for a in call.args)


def _text(call: ast.Call) -> Text:
    return Text(
        *(ast.literal_eval(a) for a in call.args), **{str(k.arg): ast.literal_eval(k.value) for k in call.keywords}
    )


WRITTEN = [(where, _text(call)) for where, call in _calls() if not _is_same(call)]
EACH = pytest.mark.parametrize("text", [t for _, t in WRITTEN], ids=[where for where, _ in WRITTEN])


def _held(thing: object, seen: set[int]) -> Iterator[Text]:
    """Every text reachable from `thing` through our own containers and dataclasses."""
    if id(thing) in seen or isinstance(thing, str | bytes | int | type):
        return
    seen.add(id(thing))
    if isinstance(thing, Text):
        yield thing
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from _held(getattr(thing, field.name), seen)
    elif isinstance(thing, Mapping):
        yield from (t for value in thing.values() for t in _held(value, seen))
    elif isinstance(thing, list | tuple | set | frozenset):
        yield from (t for value in thing for t in _held(value, seen))


def test_both_ways_of_looking_find_the_same_sentences() -> None:
    held: set[Text] = set()
    for folder in ("domain", "dialogs", "cards"):
        for path in (ROOT / folder).glob("*.py"):
            module = importlib.import_module(f"{folder}.{path.stem}" if path.stem != "__init__" else folder)
            held |= set(_held(vars(module), set()))
    assert held == {t for where, t in WRITTEN if where.split("/")[0] in ("domain", "dialogs", "cards")}
    assert len(held) > 130


def _marks(words: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(words) if name is not None)


@EACH
def test_a_sentence_has_three_languages_with_the_same_marks(text: Text) -> None:
    assert all(text.in_(language).strip() for language in LANGUAGES)
    assert _marks(text.nb) == _marks(text.nn) == _marks(text.en)
    assert all(re.fullmatch(r"[a-z_]+", mark) for mark in _marks(text.nb))


@EACH
def test_a_sentence_is_written_with_care(text: Text) -> None:
    said = [text.in_(language) for language in LANGUAGES]
    assert not [s for s in said if s != s.strip() or "  " in s or " ," in s or " ." in s]
    ends = {s[-1] if s[-1] in ".?!:" else "" for s in said}
    assert len(ends) == 1


FORBIDDEN = re.compile(
    r"\b(offer|offeret|ofre|mobber|mobberen|mobbere|mobbaren|mobbar|gjerningspers\w*|gjerningsmann\w*|varsler|varslar"
    r"|varsleren|overgriper\w*|victim\w*|bully|bullies|perpetrator\w*|offender\w*|whistle\w*|den det meldes om)\b",
    re.IGNORECASE,
)


@EACH
def test_0_5_nobody_is_called_what_the_school_has_not_found_out(text: Text) -> None:
    assert not [s for s in (text.nb, text.nn, text.en) if FORBIDDEN.search(s)]


def _each_of(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


# Words that exist in one of the languages only; "to", "is", "for" and the like are two-faced and left out.
ONLY_NB = _each_of(
    "ikke jeg hva hvem hvor hvordan hvilken hvilket noen noe fra bare en kjent annen annet ansatte skolens leder",
    "ledelse ledelsen meldingen meldinger saken selv alene nå hvis åpne åpnet åpner skrevet skriver gjør gjøre",
    "vises lagret bekreftet bekreft mottatt fortalte foresatte forteller sier hørt vet være trenger disse",
    "lest begynne bekymret skoleeieren opplysninger kommer haster mener velg",
)
ONLY_NN = _each_of(
    "ikkje eg kva kven kvar korleis kvifor nokon noko frå berre meir ein eit kjend annan anna tilsette leiinga",
    "meldinga saka sjølv åleine no dersom opne opna opnar gjer gjere ho lagra stadfesta stadfest motteken",
    "fortalde føresette seier seie høyrt høyrd veit vere treng desse dykk lesen byrje uroa skoleeigaren opplysningar",
    "kjem hastar",
)
ENGLISH = _each_of(
    "the and you your are not this that have has been what who with when where how of it somebody nobody anybody",
    "report case school saved told about add show called names",
)
NORWEGIAN = _each_of("ikke ikkje og er det som på jeg eg en ein et eit har av å skolen saken saka")


def _words(sentence: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", re.sub(r"\{\w+\}", "", sentence).lower()))


@EACH
def test_no_language_has_slipped_into_another(text: Text) -> None:
    assert not _words(text.nb) & (ONLY_NN | ENGLISH)
    assert not _words(text.nn) & (ONLY_NB | ENGLISH)
    assert not _words(text.en) & NORWEGIAN


@EACH
def test_the_english_is_not_the_norwegian(text: Text) -> None:
    alike = {"Send", "112 politi", "Mobbing"}
    assert text.en != text.nb or text.en in alike


def test_0_5_the_words_that_sit_right_are_the_ones_we_use() -> None:
    said = {t.nb for _, t in WRITTEN}
    assert said >= {
        "Meld fra til rektor", "Hva har du sett, hørt eller fått vite?", "Har noen som arbeider på skolen gjort dette?",
        "Vet ikke", "Er noen i fare akkurat nå?", "Bekreft mottak", "Noen har meldt fra", "Legg til opplysninger",
        "Eleven det gjelder", "Den ansatte det gjelder", "Nei", "Ja, en som arbeider på skolen",
        "Ja, en i skolens ledelse", "Ja, men jeg vet ikke om personen er i ledelsen",
    }  # fmt: skip


def test_e12_nobody_is_told_that_it_is_reported_already() -> None:
    said = " ".join(t.nb + t.nn + t.en for _, t in WRITTEN).lower()
    assert not [w for w in ("allerede meldt", "alt meldt", "already reported", "already been reported") if w in said]


# The school's own box, by the name that it has in its plan (S1-6).
BOX = r"anonyme postkass[ea]|anonymous box"
# Ruling 11, on the open page, where nobody is signed in.
DUTY = r"plikten kan ikke oppfylles anonymt|plikta kan ikkje oppfyllast anonymt|duty cannot be met anonymously"
MEANT = re.compile(f"{BOX}|{DUTY}", re.IGNORECASE)


@EACH
def test_e20_nothing_in_teams_is_called_what_no_signed_in_chat_can_be(text: Text) -> None:
    """Whoever writes in Teams is signed in: a name can be held back there, and no more."""
    assert not [s for s in (text.nb, text.nn, text.en) if "anonym" in MEANT.sub("", s).casefold()]
