"""What each rule of the five plans decides, read from its file: written out by hand from the plans themselves."""

from __future__ import annotations

from typing import Any

import pytest

from tests.documents import plans

RECEIVERS = (("principal",), ("deputy",))
DECIDED: list[tuple[str, str, str, Any]] = [
    ("S0-6", "sentrum", "adults", ("contact_teacher", "counsellor", "welfare_worker", "principal")),
    ("S0-5", "sentrum", "receivers", (*RECEIVERS, ("nearest_leader", "department_head", "student_services"))),
    ("S0-6", "sentrum", "adults", ("contact_teacher", "counsellor", "welfare_worker", "principal")),
    ("S0-7", "sentrum", "owner_notice.every_case", True),
    ("S0-13", "sentrum", "archive.system", "Elements"),
    ("S0-20", "sentrum", "archive.items", ("report", "plan", "minutes", "notes", "correspondence")),
    ("S0-20", "sentrum", "archive.serious_notice", False),
    ("S0-20", "sentrum", "closing.minutes", False),
    ("S0-15", "sentrum", "plan.label.nb", "aktivitetsplan"),
    ("S1-3", "sandvika", "receivers", RECEIVERS),
    ("S1-4", "sandvika", "acute", (
        "Rektor/ledelsen", "Kollega som er i nærheten", "Miljøarbeider", "Resepsjon – tilkaller beredskapsteam",
    )),
    ("S1-4", "sandvika", "incident_report", True),
    ("S1-5", "sandvika", "direct", ("radicalisation",)),
    ("S1-5", "sandvika", "police_contact", "radikaliseringskontakten i politiet"),
    ("S1-6", "sandvika", "anonymous_box", "itslearning"),
    ("S1-9", "sandvika", "owner_notice.to", ("area_director", "owner_team")),
    ("S1-9", "sandvika", "owner_notice.unfounded_exception", False),
    ("S1-13", "sandvika", "plan.after_investigation", True),
    ("S1-13", "sandvika", "plan.label.nb", "aktivitetsplan"),
    ("S2-3", "elverum", "channels", ("oral", "written")),
    ("S2-3", "elverum", "receivers", RECEIVERS),
    ("S2-4", "elverum", "plan.label.nb", "tiltaksplan"),
    ("S2-5", "elverum", "closing.minutes", True),
    ("S2-7", "elverum", "archive.system", "Elements"),
    ("S2-7", "elverum", "archive.serious_notice", True),
    ("S2-7", "elverum", "archive.items", ()),
    ("S2-8", "elverum", "serious", (
        "særlig voldelige krenkelser", "digital mobbing på tvers av skoler", "grove trusler på sosiale medier",
        "særlig krenkende saker som skolen over tid ikke har klart å løse",
    )),
    ("S2-11", "elverum", "ombud", ("elev- og lærlingeombudet", "Mobbeombudet i Innlandet fylkeskommune")),
    ("S3-8", "hvam", "receivers", RECEIVERS),
    ("S3-8", "hvam", "archive.system", ""),
    ("S3-8", "hvam", "plan.within", None),
    ("S4-1", "lillestrom", "receivers", (("principal", "deputy"),)),
    ("S4-1", "lillestrom", "channels", ("in_person", "teams", "sms", "phone")),
    ("S4-2", "lillestrom", "plan.within", 5),
    ("S4-2", "lillestrom", "plan.accepted", True),
    ("S4-2", "lillestrom", "plan.label.nb", "handlingsplan"),
    ("S4-5", "lillestrom", "owner_notice.serious_by", "email"),
    ("S4-7", "lillestrom", "owner_notice.unfounded_exception", True),
    ("S4-9", "lillestrom", "leader_cases", ("area_director",)),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "school", "field", "decided"), DECIDED)
def test_a_rule_decides_what_the_plan_says(rule: str, school: str, field: str, decided: object) -> None:
    found: Any = plans()[school]
    for part in field.split("."):
        found = getattr(found, part)
    assert found == decided


def test_every_field_a_plan_sets_is_in_the_list_with_its_rule() -> None:
    listed = {(rule, field.removesuffix(".nb")) for rule, _, field, _ in DECIDED}
    assert {(rule, field) for school in plans().values() for field, rule in school.sources.items()} <= listed
