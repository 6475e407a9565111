"""What the demonstration tells of a school follows its profile, and stands in its plan's own words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from demo.plans import MOST, Line, lines, short_name
from demo.stage import read_all
from domain.profile import Limits, School

SCHOOLS = read_all().schools


def told(school: School) -> dict[str, str]:
    """Each line by its rule, "" for what is usual."""
    return {line.rule.id if line.rule else "": line.text for line in lines(school)}


@pytest.mark.parametrize("school", SCHOOLS.values(), ids=list(SCHOOLS))
def test_every_school_has_three_to_five_lines_and_begins_with_who_receives(school: School) -> None:
    found = lines(school)
    assert 3 <= len(found) <= MOST
    assert "får meldingen" in found[0].text
    assert {line.rule for line in found} - {None} <= set(school.rules)


@pytest.mark.parametrize("school", SCHOOLS.values(), ids=list(SCHOOLS))
def test_a_school_with_a_plan_shows_where_it_names_its_receiver(school: School) -> None:
    first = lines(school)[0]
    assert (first.rule is not None and "rektor" in first.rule.source.lower()) or not school.rules


def test_s4_1_at_lillestrom_two_receive_at_the_same_time() -> None:
    assert told(replace(SCHOOLS["lillestrom"], channels=()))["S4-1"] == (
        "Rektor og stedfortrederen får meldingen samtidig. Hvis ingen bekrefter, går den videre til skoleeieren."
    )


def test_s0_5_at_sentrum_the_others_its_plan_names_come_together_before_the_owner() -> None:
    assert told(SCHOOLS["sentrum"])["S0-5"].endswith(
        "videre til stedfortrederen, så til nærmeste leder, ansvarlig avdelingsleder og elevtjenesten, "
        "så til skoleeieren."
    )


@pytest.mark.parametrize(
    ("school", "rule", "word"),
    [
        ("sentrum", "S0-7", "alle saker etter kapittel 12"),
        ("sandvika", "S1-5", "radikalisering går rett til rektor"),
        ("sandvika", "S1-4", "rektor/ledelsen først"),
        ("sandvika", "S1-9", "områdedirektøren og skolemiljøteamet"),
        ("sandvika", "S1-13", "med en gang undersøkelsene er gjort"),
        ("elverum", "S2-8", "alvorlig nok"),
        ("elverum", "S2-4", "tiltaksplan"),
        ("hvam", "S3-6", "samme måte som annen bekymring"),
        ("lillestrom", "S4-2", "kommunisert og akseptert innen 5 virkedager"),
        ("lillestrom", "S4-9", "til områdedirektøren først"),
    ],
)
def test_what_a_plan_does_its_own_way_is_told_with_its_rule(school: str, rule: str, word: str) -> None:
    assert word in told(SCHOOLS[school])[rule]


def test_a_school_whose_plan_decides_nothing_is_told_what_is_usual() -> None:
    assert all(line.rule is None for line in lines(SCHOOLS["fjellvik"]))


def test_the_limits_told_are_the_schools_own() -> None:
    hasty = replace(SCHOOLS["fjellvik"], limits=Limits(timedelta(hours=1), timedelta(minutes=10)))
    assert Line(
        "Hver har 1 time i skoletiden på å bekrefte før neste får den. Er noen i fare: 10 minutter, døgnet rundt."
    ) in lines(hasty)


def test_an_owner_who_does_not_receive_is_not_said_to_receive() -> None:
    fjellvik = SCHOOLS["fjellvik"]
    refusing = replace(fjellvik, owner=replace(fjellvik.owner, receives_leader_cases=False))
    assert not any("skolens ledelse" in line.text for line in lines(refusing))


def test_a_schools_short_name_is_its_place() -> None:
    assert [short_name(school) for school in SCHOOLS.values()] == [
        "Fjellvik", "Elverum", "Hvam", "Lillestrøm", "Sandvika", "Sentrum",
    ]  # fmt: skip
