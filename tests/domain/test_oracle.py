"""P5, P6: the product and an independent oracle agree on everybody, whatever they ask, in worlds nobody thought of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

import pytest

from domain import access, routing
from domain.access import MATRIX, Need
from domain.case import Case, Event, Happened, Route, Status
from domain.lifecycle import ACTIONS, may
from domain.people import Person, PersonId, Post, Register, Role
from tests.domain import oracle
from tests.domain.oracle import CELLS, DENIED, SIGHTS, STATUSES, VERBS, Reading
from tests.domain.worlds import SCHOOLS, World, worlds

LANDINGS = (*CELLS, *(cell for cell in CELLS for _ in range(3) if cell[1] == "leader"))
ON_A_CASE = tuple(verb for verb, asked in VERBS.items() if asked)
Asked = Callable[[PersonId, Case, Register], bool]


class Rules(NamedTuple):
    """The product's functions, or copies of them that are wrong on purpose."""

    told: Asked = access.may_be_told
    sees: Asked = access.may_see
    sight: Asked = access.has_sight
    acts: Callable[[PersonId, str, Case, Register], bool] = access.may_act
    rungs: Callable[[Case, Register, date], tuple[tuple[PersonId, ...], ...]] = routing.ladder

    def may_ask(self, who: PersonId, verb: str, case: Case, register: Register, acts: Mapping[str, bool]) -> bool:
        """What the matrix says of a verb; `acts` is what `who` may do, by action."""
        asked = MATRIX[verb]
        if asked in ACTIONS:
            return acts[asked]
        if Need(asked) is Need.SIGHT:
            return self.sight(who, case, register)
        if Need(asked) is Need.NOTIFIED:
            return access.is_notified(who, case, register)
        return self.sees(who, case, register) if Need(asked) is Need.RECEIVER else who in case.keepers


PRODUCT = Rules()


class Triple(NamedTuple):
    """One question of one person to one case, with both answers and the row in which the oracle found its own."""

    who: PersonId
    asked: str
    world: World
    product: object
    oracle: object
    row: str

    def __str__(self) -> str:
        case, person = self.world.case, self.world.now.person(self.who)
        return "\n  ".join((
            f"{self.who}: {self.asked}? product {self.product}, oracle {self.oracle} ({self.row}) on {self.world.day}",
            f"now  {person}", f"then {self.world.then.person(self.who)}",
            f"{case.school} {case.route} {case.status}, told by {case.reporter}, student {case.student!r}, "
            f"accused {sorted(case.accused)}",
            *(f"{h.at:%d. %H:%M} {h.what} {h.who or ''} {h.note}" for h in case.history),
        ))  # fmt: skip


def triples(world: World, rules: Rules = PRODUCT, misread: World | None = None) -> Iterator[Triple]:
    """Every question of everybody to this world's case; the product may be given a `misread` one."""
    reading = Reading(world.case, world.then.people.values(), world.now.people.values(), world.day)
    case, now = (misread or world).case, (misread or world).now
    product, (expected, cell) = rules.rungs(case, now, world.day), reading.rungs()
    for who in world.asked:
        told = [[who in rung for rung in rungs] for rungs in (product, expected)]
        yield Triple(who, "told on which rungs", world, *told, cell)
        yield Triple(who, "may be told", world, rules.told(who, case, now), *reading.is_named(who))
        yield Triple(who, "sees", world, rules.sees(who, case, now), *reading.sees(who))
        acts = {action: rules.acts(who, action, case, now) for action in oracle.ACTIONS}
        for action, may_act in acts.items():
            yield Triple(who, action, world, may_act, *reading.acts(who, action))
        for verb in ON_A_CASE:
            yield Triple(who, verb, world, rules.may_ask(who, verb, case, now, acts), *reading.may_ask(who, verb))


def test_p5_product_and_oracle_agree_on_more_than_200_000_triples_and_every_row_is_met() -> None:
    seen, rows, wrong = 0, Counter[tuple[str, bool]](), list[Triple]()
    for world in worlds(LANDINGS, rounds=5, seed=12_5):
        for triple in triples(world):
            seen += 1
            rows[triple.row, triple.oracle is True] += 1
            if triple.product != triple.oracle:
                wrong.append(triple)
    assert not wrong, f"{len(wrong)} of {seen} triples disagree; the first:\n" + "\n\n".join(map(str, wrong[:3]))
    assert seen >= 200_000
    assert {row: n for row, n in _met(rows).items() if not n} == {}


def _met(rows: Mapping[tuple[str, bool], int]) -> dict[tuple[str, bool], int]:
    """How often each row of the oracle's tables has been met; those that never were, too."""
    cells = [(" ".join(cell), False) for cell in CELLS]
    sights = [(f"{' '.join(row)} {when}", True) for row, when in SIGHTS.items() if when != "never"]
    denials = [(why, False) for why in (*DENIED, "sent on", "not told", "nothing to the case")]
    verbs = [(f"{verb} {how}", how == "answered") for verb in ON_A_CASE for how in ("answered", "refused")]
    acts = [
        (f"{action} {party} {status}", party != "another" and status in statuses)
        for action, (held, statuses) in oracle.ACTIONS.items()
        for party in (*held, "another")
        for status in STATUSES
        if party == "another" or status in oracle.MET[party]
    ]
    return {row: rows.get(row, 0) for row in (*cells, *sights, *denials, *verbs, *acts)}


def test_the_worlds_hold_five_schools_two_tenants_and_every_role_there_is() -> None:
    some = list(worlds(CELLS, rounds=1, seed=12_5))
    posts = {(p.school, p.role) for w in some for person in w.now.people.values() for p in person.posts}
    assert {w.case.school for w in some} == set(SCHOOLS) == {"sentrum", "lillestrom", "sandvika", "elverum", "hvam"}
    assert {role for school, role in posts} == set(Role)
    assert all(set(w.asked) - set(w.now.people) - {"nobody"} and set(w.now.people) & set(w.there.people) for w in some)


def test_the_oracle_knows_every_verb_action_and_status_there_is() -> None:
    assert set(VERBS) == set(MATRIX)
    assert set(oracle.ACTIONS) == set(ACTIONS)
    assert set(STATUSES) == set(Status)


# The comparison bites: whatever the product got wrong, the oracle would say so. First a world that is read wrongly ...


def case_but(**but: Any) -> Callable[[World], World]:
    return lambda world: replace(world, case=replace(world.case, **but))


def without(what: str) -> Callable[[World], World]:
    return lambda w: replace(w, case=replace(w.case, history=tuple(h for h in w.case.history if h.what != what)))


def way(wrong: Route, taken_for: Route, school: str = "") -> Callable[[World], World]:
    def change(world: World) -> World:
        is_so = world.case.route is wrong and school in ("", world.case.school)
        return case_but(route=taken_for)(world) if is_so else world

    return change


def people(change: Callable[[Person, World], Person]) -> Callable[[World], World]:
    return lambda w: replace(w, now=Register(SCHOOLS, {p.id: change(p, w) for p in w.now.people.values()}))


def _no_notes(world: World) -> World:
    bare = tuple(h if h.what == Event.TASKED else Happened(h.at, h.what, h.who) for h in world.case.history)
    return replace(world, case=replace(world.case, history=bare))


def _everywhere(person: Person, world: World) -> Person:
    return replace(person, posts=frozenset(Post(world.case.school, p.role) for p in person.posts))


def _plans(**but: Any) -> Callable[[World], World]:
    schools = {name: replace(school, **but) for name, school in SCHOOLS.items()}
    return lambda world: replace(world, now=Register(schools, world.now.people))


MISREAD: Mapping[str, Callable[[World], World]] = {
    "the accused is not kept out": case_but(accused=frozenset()),
    "the disqualified is not kept out": without("recuse"),
    "the deputy takes over from a disqualified rektor": _no_notes,
    "a guest may handle": people(lambda p, _: replace(p, guest=False)),
    "the alternatives receive about an employee": way(Route.EMPLOYEE, Route.ORDINARY, "sentrum"),
    "Lillestrøm's equals stay equals about an employee": way(Route.EMPLOYEE, Route.ORDINARY, "lillestrom"),
    "a direct topic goes on to the deputy": way(Route.DIRECT, Route.ORDINARY),
    "leaders receive about a leader": way(Route.LEADER, Route.EMPLOYEE),
    "who is away is told all the same": people(lambda p, _: replace(p, away=())),
    "perhaps away is away": people(lambda p, _: replace(p, away=tuple(replace(a, partly=False) for a in p.away))),
    "whoever the old way told keeps the case": without(Event.ROUTED),
    "a post at one school counts at every school": people(_everywhere),
    "one tenant's people are another's": lambda w: replace(
        w, now=Register(SCHOOLS, {**w.there.people, **w.now.people})
    ),
    "a leader is whoever was one before": lambda w: replace(w, now=w.then),
    "the area director waits for the file's order": _plans(leader_cases=()),
    "every school is like the others": _plans(receivers=(("principal",), ("deputy",))),
    "department heads do not lead": _plans(leadership=("principal", "deputy")),
}

# ... then a function that is wrong.


def _told_once(who: PersonId, case: Case, register: Register) -> bool:
    return who in case.told and who not in access.shut_out(case, register)


def _rektor_as_others(who: PersonId, case: Case, register: Register) -> bool:
    return access.may_see(who, case, register) and who in case.told


def _without_posts(who: PersonId, case: Case, register: Register) -> bool:
    """Need-to-know left out: everybody who works at the school."""
    person = register.person(who)
    return person is not None and case.school in person.schools and who not in access.shut_out(case, register)


def _named_at_first(who: PersonId, case: Case, register: Register) -> bool:
    """As if nobody accused had become a leader: the way named them once."""
    at_first = replace(case, accused=frozenset())
    return access.may_be_told(who, at_first, register) and who not in access.shut_out(case, register)


def _whatever_the_status(who: PersonId, action: str, case: Case, register: Register) -> bool:
    return bool(ACTIONS[action].by & access.parties(who, case, register))


def _as_it_was_saved(who: PersonId, action: str, case: Case, register: Register) -> bool:
    return may(case, action, access.parties(who, case, register))


def _accused_author(who: PersonId, action: str, case: Case, register: Register) -> bool:
    return who not in case.accused and access.may_act(who, action, case, register)


def _one_by_one(case: Case, register: Register, day: date) -> tuple[tuple[PersonId, ...], ...]:
    return tuple((who,) for rung in routing.ladder(case, register, day) for who in rung)


def _whatever_the_task(who: PersonId, action: str, case: Case, register: Register) -> bool:
    return may(access.standing(case, register), action, access.parties(who, case, register))


def _tasked_for_ever(who: PersonId, case: Case, register: Register) -> bool:
    """As if a task that has been done, or given to another, still let its first holder in."""
    return access.has_sight(who, case, register) or (
        who in case.people(Event.TASKED) and access.may_be_tasked(who, case, register)
    )


WRONG: Mapping[str, Rules] = {
    "whoever may be told sees it before they are": Rules(sees=access.may_be_told),
    "whoever was told once sees it for ever": Rules(sees=_told_once),
    "rektor sees only what was told them": Rules(sees=_rektor_as_others),
    "everybody at the school sees it": Rules(sees=_without_posts),
    "only those told before may be told": Rules(told=access.may_see),
    "an accused who becomes a leader leaves the way as it was": Rules(told=_named_at_first),
    "an action may be taken whatever the status": Rules(acts=_whatever_the_status),
    "an acknowledgement that has fallen still counts": Rules(acts=_as_it_was_saved),
    "an author who is accused loses their own report": Rules(acts=_accused_author),
    "a task opens everything": Rules(acts=_whatever_the_task),
    "a task that has ended still counts": Rules(sight=_tasked_for_ever),
    "those told at once are told one by one": Rules(rungs=_one_by_one),
}


@pytest.mark.parametrize("fault", MISREAD)
def test_the_oracle_finds_out_a_world_that_is_read_wrongly(fault: str) -> None:
    assert any(
        t.product != t.oracle for w in worlds(CELLS, 6, seed=12_5) for t in triples(w, misread=MISREAD[fault](w))
    )


@pytest.mark.parametrize("fault", WRONG)
def test_the_oracle_finds_out_a_rule_that_is_wrong(fault: str) -> None:
    found = (t for w in worlds(LANDINGS, 6, seed=12_5) for t in triples(w, WRONG[fault]))
    assert any(t.product != t.oracle for t in found)
