"""How a school does it, in a few lines: who receives, and what its own plan does in its own way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from domain.people import ROLE_WORDS, Role
from domain.profile import NEAREST_LEADER, Rule, School

MOST = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One thing told of a school; `rule` is where its own plan says so, None when it is what is usual in Varsle."""

    text: str
    rule: Rule | None = None


def lines(school: School) -> tuple[Line, ...]:
    """Three to five: the receivers first, then what is the school's own, then what is usual, while there is room."""
    own = [(says(school), _rule(school, keys)) for keys, says in _OWN]
    seen = [(text, _rule(school, (id_,))) for id_, text in _SEEN.items()]
    usual = [Line(text) for says in _USUAL if (text := says(school))]
    told = [Line(text, rule) for text, rule in own if text]
    told += [Line(text, rule) for text, rule in seen if rule]
    return tuple([*told, *usual][:MOST])


def short_name(school: School) -> str:
    return school.name.removesuffix(" videregående skole")


def _rule(school: School, keys: tuple[str, ...]) -> Rule | None:
    """The first there is: each key is a field that a rule sets, or a rule's id."""
    wanted = [school.sources.get(key, key) for key in keys]
    found = (rule for id_ in wanted for rule in school.rules if rule.id == id_)
    return next(found, None)


def _receivers(school: School) -> str:
    """The rungs in order, with those who are told at the same time together."""
    first, *others = (_and([_WHO[role] for role in rung]) for rung in school.receivers)
    together = " samtidig" if len(school.receivers[0]) > 1 else ""
    onwards = ", så til ".join([*others, "skoleeieren"])
    return f"{first.capitalize()} får meldingen{together}. Hvis ingen bekrefter, går den videre til {onwards}."


def _direct(school: School) -> str:
    if not school.direct:
        return ""
    police = f" Rektor følger eventuelt opp med {school.police_contact}." if school.police_contact else ""
    return f"Mistanke om radikalisering går rett til rektor og ikke videre til andre på skolen.{police}"


def _acute(school: School) -> str:
    if not school.acute:
        return ""
    report = " Etterpå minner den om avviksmelding." if school.incident_report else ""
    first = school.acute[0].lower()
    return f"Er noen i fare, viser kvitteringen planens liste over hvem som tilkalles, med {first} først.{report}"


def _owner_notice(school: School) -> str:
    notice = school.owner_notice
    if notice.every_case:
        return "Skoleeieren skal ha beskjed i alvorlige saker og i alle saker etter kapittel 12."
    if not notice.to:
        return ""
    told = _and([_role(role) for role in notice.to])
    always = "" if notice.unfounded_exception else ", også når mistanken virker grunnløs"
    return f"Gjelder det en ansatt, skal rektor varsle {told}{always}."


def _serious(school: School) -> str:
    if not school.serious:
        return ""
    return "Planen sier hva som er alvorlig nok til at skoleeieren skal ha beskjed, med eksempler. Rektor vurderer."


def _serious_by(school: School) -> str:
    return (
        "I alvorlige saker skal rektor varsle skoleeieren på e-post, straks." if school.owner_notice.serious_by else ""
    )


def _channels(school: School) -> str:
    ways = [_CHANNELS[channel] for channel in school.channels]
    return f"Du kan si fra {_joined(ways, 'eller')}." if ways else ""


def _plan(school: School) -> str:
    plan = school.plan
    if plan.label is None:
        return ""
    agreed = "kommunisert og akseptert" if plan.accepted else "klar"
    within = f" og skal være {agreed} innen {plan.within} virkedager" if plan.within else ""
    after = " Den lages med en gang undersøkelsene er gjort." if plan.after_investigation else ""
    return f"Planen for eleven heter {plan.label.nb}{within}.{after}"


def _leader_cases(school: School) -> str:
    if not school.leader_cases:
        return ""
    first = _and([_role(role) for role in school.leader_cases])
    return f"Gjelder det en i skolens ledelse, går meldingen utenom skolen, til {first} først."


def _limits(school: School) -> str:
    usual, danger = _length(school.limits.acknowledge), _length(school.limits.in_danger)
    return f"Hver har {usual} i skoletiden på å bekrefte før neste får den. Er noen i fare: {danger}, døgnet rundt."


def _owner_receives(school: School) -> str:
    if school.leader_cases or not school.owner.receives_leader_cases:
        return ""
    return "Gjelder det en i skolens ledelse, går meldingen utenom skolen, til skoleeieren."


# What a school's plan decides: the fields (or, where it decides no field, the rules) that say so, and the words.
_OWN: tuple[tuple[tuple[str, ...], Callable[[School], str]], ...] = (
    (("receivers", "S1-3", "S2-3", "S3-2"), _receivers),
    (("direct",), _direct),
    (("acute",), _acute),
    (("owner_notice.to", "owner_notice.every_case"), _owner_notice),
    (("serious",), _serious),
    (("owner_notice.serious_by",), _serious_by),
    (("channels",), _channels),
    (("plan.within", "plan.after_investigation", "plan.label"), _plan),
    (("leader_cases",), _leader_cases),
)

# Rules worth telling that decide no field.
_SEEN: Mapping[str, str] = {
    "S3-6": "Radikalisering og ekstremisme meldes på samme måte som annen bekymring for en elev.",
    "S3-8": "Der planen ikke sier noe, for eksempel om frister, gjelder loven og det som er vanlig i Varsle.",
}

_USUAL: tuple[Callable[[School], str], ...] = (_limits, _owner_receives)

_WHO: Mapping[str, str] = {
    "principal": "rektor",
    "deputy": "stedfortrederen",
    "department_head": "ansvarlig avdelingsleder",
    "student_services": "elevtjenesten",
    NEAREST_LEADER: "nærmeste leder",
}

_CHANNELS: Mapping[str, str] = {
    "in_person": "ved personlig oppmøte",
    "teams": "på Teams",
    "sms": "på SMS",
    "phone": "på telefon",
    "oral": "muntlig",
    "written": "skriftlig",
}


def _role(name: str) -> str:
    return ROLE_WORDS[Role(name)].nb


def _and(words: list[str]) -> str:
    return _joined(words, "og")


def _joined(words: list[str], with_: str) -> str:
    *most, last = words
    return f"{', '.join(most)} {with_} {last}" if most else last


def _length(time: timedelta) -> str:
    minutes = int(time.total_seconds() // 60)
    hours, rest = divmod(minutes, 60)
    if rest or not hours:
        return f"{minutes} minutter"
    return "1 time" if hours == 1 else f"{hours} timer"
