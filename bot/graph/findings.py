"""What `varsle doctor --graph` finds: each permission tried by a question that harms nobody, a line each."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.doctor import Finding
from bot.graph.grants import ENTRA, GRANTS, TENANT_WIDE, Grant, Inquiry, Where
from bot.graph.port import Graph
from bot.graph.process import GraphProcess
from domain.calendars import Member
from domain.people import PersonId, Register, Role
from domain.posts import is_told_in_turn
from domain.receivers import everybody
from services.jobs import Done, Doubt, IsInstalled, Job, Outcome, ReadGrants, ReadMember, ReadSchedules, Refused, Why

Answer = tuple[Job[Any], Outcome[Any]]

WORDS: Mapping[Why, str] = {
    Why.NOT_SET_UP: "Graph is not set up",
    Why.NO_ACCESS: "is not granted",
    Why.NO_SUCH: "there is nobody and nothing with this id in the tenant",
    Why.NO_MAILBOX: "there is no mailbox in Exchange Online",
    Why.NOT_TAKEN: "Graph would not take the question",
    Why.NO_SIGN_IN: "Entra gives no token for Graph: has a secret or certificate expired, or is Entra out of reach?",
    Why.BUSY: "Graph was busy: try again in some minutes",
    Why.AWAY: "Graph could not be reached: try again in some minutes",
}
_WHOM = ("person", "organiser", "group", "sender")


def inquiry(register: Register, mail_from: str, app: str, now: datetime) -> Inquiry:
    """What this installation would ask of Graph: of everybody who may be told of a case, and of those who lead."""
    schools = register.schools.values()
    leaders = [p.id for s in schools for p in register.holders(s.id, Role.PRINCIPAL, Role.DEPUTY)]
    owners = [p.id for s in schools for p in register.owners(s.id) if mail_from and not p.mail]
    everyone = [p for s in schools for p in everybody(s, register)]
    people, awaited = [p.id for p in everyone], [p.id for p in everyone if not is_told_in_turn(p)]
    groups = [group for s in schools for _, group in s.directory.groups]
    return Inquiry(
        now, _once(people), _once(leaders), _once(awaited), _once(owners), _once(groups),
        any(s.directory.education for s in schools), mail_from, app,
    )  # fmt: skip


def _once(people: list[str]) -> tuple[PersonId, ...]:
    return tuple(dict.fromkeys(people))


async def try_all(graph: Graph, asked: Inquiry) -> list[Finding]:
    """As `examine`, with a helper process that lives only for that."""
    if not isinstance(graph, GraphProcess):
        return await examine(graph, asked)
    await graph.start()
    try:
        return await examine(graph, asked)
    finally:
        await graph.close()


async def examine(graph: Graph, asked: Inquiry) -> list[Finding]:
    """Signing in first: without that nothing else can be told."""
    signed_in = await graph.ask(ReadGrants())
    if not isinstance(signed_in, Done) and signed_in != Refused(Why.NOT_TAKEN):
        return list(_no_way(signed_in.why, asked))
    roles = frozenset(signed_in.value) if isinstance(signed_in, Done) else None
    found = list(_consents(roles))
    for grant in GRANTS:
        answers = await _tried(graph, grant, asked)
        found += _of(grant, answers, roles)
        found += _beside(grant, answers, asked)
        if grant.name == "User.Read.All":
            found += await _free_time(graph, answers, asked)
    return found


async def _tried(graph: Graph, grant: Grant, asked: Inquiry) -> tuple[Answer, ...]:
    jobs = grant.proof(asked)
    return tuple(zip(jobs, await asyncio.gather(*map(graph.ask, jobs)), strict=True))


def _no_way(why: Why, asked: Inquiry) -> Iterator[Finding]:
    """Without Graph everything else works: it is a fault only when something is set up that needs it."""
    if why is not Why.NOT_SET_UP:
        yield Finding(False, WORDS[why])
    elif asked.mail_from:
        yield Finding(False, "VARSLE_MAIL_FROM is set and VARSLE_GRAPH is off: no mail goes to the owner")
    else:
        yield Finding(True, "Graph is not set up; everything that does not need it works", look=True)


def _consents(roles: frozenset[str] | None) -> Iterator[Finding]:
    """Grants add up: what is consented for the whole tenant is not narrowed by any scope."""
    if roles is None:
        yield Finding(True, "the token does not show what is granted: look in Entra, API permissions", look=True)
        return
    for name in sorted(roles - ENTRA):
        if name in TENANT_WIDE:
            why = "is consented in Entra for every mailbox of the tenant, so that the scope in Exchange means nothing"
            yield Finding(True, f"{name} {why}: take the consent away", look=True)
        else:
            yield Finding(True, f"{name} is granted, and nothing here uses it: take it away", look=True)


def _of(grant: Grant, answers: tuple[Answer, ...], roles: frozenset[str] | None) -> Iterator[Finding]:
    failed = [(job, outcome) for job, outcome in answers if not isinstance(outcome, Done)]
    if not answers:
        yield Finding(True, f"{grant.name}: not used here, and need not be granted")
    elif len(failed) == len(answers) and {_why(outcome) for _, outcome in failed} == {Why.NO_ACCESS}:
        yield Finding(False, f"{grant.name} is not granted, for {grant.why}: {grant.remedy}")
    else:
        yield from (_failure(grant, job, outcome) for job, outcome in failed)
    if answers and not failed:
        yield _works(grant, len(answers), roles)


def _works(grant: Grant, many: int, roles: frozenset[str] | None) -> Finding:
    if grant.where is Where.ENTRA and roles is not None and grant.name not in roles:
        return Finding(True, f"{grant.name}: it reads, by a grant that is not this one; see README", look=True)
    return Finding(True, f"{grant.name}: {grant.proves} ({many})")


def _failure(grant: Grant, job: Job[Any], outcome: Outcome[Any]) -> Finding:
    why, whom = _why(outcome), next(str(getattr(job, name)) for name in _WHOM if hasattr(job, name))
    if isinstance(outcome, Doubt):
        return Finding(True, f"{grant.name}: a trial for {whom} may have gone, or not: {WORDS[why]}", look=True)
    do = f": {grant.remedy}" if why is Why.NO_ACCESS else ""
    return Finding(why in grant.mild, f"{grant.name}: {WORDS[why]}, for {whom}{do}", look=True)


def _why(outcome: Outcome[Any]) -> Why:
    why: Why = getattr(outcome, "why", Why.AWAY)
    return why


def _beside(grant: Grant, answers: tuple[Answer, ...], asked: Inquiry) -> Iterator[Finding]:
    """What was read, where it says that something cannot work."""
    for job, outcome in answers:
        if not isinstance(outcome, Done):
            continue
        match job:
            case ReadMember(person):
                yield from _member(person, outcome.value, asked)
            case IsInstalled(person) if not outcome.value:
                yield Finding(True, f"{grant.name}: the app is not installed for {person}", look=True)


def _member(who: PersonId, member: Member | None, asked: Inquiry) -> Iterator[Finding]:
    if member is None:
        yield Finding(False, f"{who} is in the people file and not in the directory")
        return
    if not member.is_enabled:
        yield Finding(False, f"{who} may be told of a case, and their account is blocked")
    if who in asked.unaddressed and not member.address:
        yield Finding(False, f"{who} is at the owner, and no mail can reach them: give them `mail:` in the people file")


async def _free_time(graph: Graph, members: tuple[Answer, ...], asked: Inquiry) -> list[Finding]:
    """Whether a leader's mailbox shows when the others are free: Microsoft does not say what a scope does to that."""
    found = (o.value for _, o in members if isinstance(o, Done) and o.value)
    known = {m.id: m.address for m in found if m.address}
    if not asked.leaders or len(known) < 2:
        return []
    outcome = await graph.ask(ReadSchedules(asked.leaders[0], tuple(known.values())[:20], asked.week))
    if not isinstance(outcome, Done):
        return []  # the calendar's own row says why
    unread = sum(not s.is_known for s in outcome.value)
    told = (
        f"free time: {len(outcome.value) - unread} of {len(outcome.value)} calendars can be read by way of a leader's"
    )
    return [Finding(True, told, look=bool(unread))]
