"""P5: every verb asks of a person what the matrix says, no more and no less: the real handlers over a real record."""

from __future__ import annotations

import secrets
import sqlite3
from asyncio import gather
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bot.ask import Ask, Page, Speaker, Via
from bot.desk import Desk
from bot.verbs import VERBS, respond
from cards import words
from cards.look import Surface
from dialogs.belonging import BELONGING
from domain.access import MATRIX, Need, has_sight, is_notified, may_act, may_see
from domain.case import Case, Event, Happened, Route, Status
from domain.lifecycle import ACTIONS, LIFECYCLE
from domain.origin import Origin, Teller
from domain.people import PersonId, Role
from domain.report import Channel
from domain.status import ENDED, WORKED_ON
from domain.tasks import Work, given
from services.ports import House
from services.ports import Work as Unit
from tests.builders import (
    DAG,
    EMIL,
    GURO,
    KARI,
    LIV,
    MONDAY,
    NORA,
    RANDI,
    TEN,
    TOR,
    UNNI,
    a_case,
    a_person,
    a_recusal,
    a_register,
    a_report,
    a_school,
    alerted,
)
from tests.fresh import open_store

STRANGER, ELSEWHERE, LEFT = (f"00000000-0000-4000-8000-0000000000{n}" for n in ("f1", "f2", "f3"))
HERE = a_register(
    a_person(GURO, Role.PRINCIPAL, guest=True),
    a_person(ELSEWHERE, Role.PRINCIPAL, school="solvik"),
    a_person(LEFT, Role.CONTACT_TEACHER),  # was the deputy when the case was told them
    solvik=a_school("solvik"),
)
ELSEWHERE_ONLY = {"solvik": HERE.schools["solvik"]}
PEOPLE = (RANDI, DAG, TOR, UNNI, KARI, LIV, NORA, EMIL, GURO, ELSEWHERE, LEFT, STRANGER)

_TOLD = (*alerted(RANDI, DAG, KARI, LIV, NORA, EMIL, GURO, ELSEWHERE, LEFT, STRANGER), a_recusal(LIV))
_TAKEN = (*_TOLD, Happened(TEN, "acknowledge", RANDI))
_HANDED_ON = (
    *_TAKEN, given("t1", Work.HANDLE, TOR, MONDAY, TEN), given("t2", Work.TALK, LEFT, MONDAY, TEN),
    given("t3", Work.TALK, NORA, MONDAY, TEN), given("t4", Work.JOURNAL, LIV, MONDAY, TEN),
)  # fmt: skip
_NOTIFIED = tuple(Happened(TEN, Event.OWNER_SENT, who, "owner") for who in (UNNI, RANDI, LEFT, ELSEWHERE, STRANGER))
_LATER = sorted((WORKED_ON | ENDED | {Status.REOPENED}) - {Status.CLOSED_WITHOUT_PLAN})
CASES = {
    **{status: a_case(*_HANDED_ON, accused=frozenset({NORA}), status=status) for status in _LATER},
    "received": a_case(*_TOLD, accused=frozenset({NORA})),
    "acknowledged": a_case(*_TAKEN, accused=frozenset({NORA}), status=Status.ACKNOWLEDGED),
    "about an employee": a_case(*_TOLD, accused=frozenset({NORA}), route=Route.EMPLOYEE),
    "about an employee who tells": a_case(*_TOLD, accused=frozenset({TOR}), route=Route.EMPLOYEE),
    "about a leader": a_case(*_TOLD, route=Route.LEADER),
    "the owner notified": a_case(
        *_TAKEN, *_NOTIFIED, accused=frozenset({NORA}), route=Route.EMPLOYEE, status=Status.ACKNOWLEDGED
    ),
    "rektor disqualified": a_case(*_TOLD, a_recusal(RANDI)),
    "written down by another": a_case(Happened(TEN, Event.REGISTERED, LIV, "phone"), *alerted(RANDI, DAG)),
    "told by a student of themself": a_case(
        Happened(TEN, Event.OF_SELF), *alerted(RANDI, DAG), reporter=EMIL, student="Emil Strand"
    ),
    "undelivered": a_case(route=Route.LEADER, status=Status.UNDELIVERED),
    "owner told": a_case(route=Route.LEADER, status=Status.OWNER_TOLD),
}
NOWHERE = {who: f"f{n:031x}" for n, who in enumerate(PEOPLE)}  # for each an id that is no case's
_OF_NO_CASE = (Need.NOTHING, Need.SCHOOL, Need.RECEIVES, Need.OWNER, Need.DRILL, Need.WHEEL, Need.WISH)
ON_A_CASE = sorted(verb for verb, asks in MATRIX.items() if asks not in _OF_NO_CASE)
OF_SELF = Origin(Teller.STUDENT, about_self=True)
WRITTEN = {
    "said": "Det skjedde igjen.", "better_face": "4", "better_safe": "yes", "more": "Det skjedde igjen.",
    "owner_told_how": "Ringte områdedirektøren kl. 14.10",
}  # fmt: skip


def _registered(case: Case) -> dict[str, Any]:
    """What stands in the report of a case that another wrote down, or that a student told of themself."""
    if case.first(Event.OF_SELF):
        return {"origin": OF_SELF}
    wrote = next((h.who for h in case.all(Event.REGISTERED)), "")
    return {"registered_by": wrote, "channel": Channel.PHONE, "told_orally_at": TEN} if wrote else {}


@dataclass
class Clock:
    def now(self) -> datetime:
        return TEN + timedelta(minutes=30)


@dataclass
class Counter:
    """The real desk over a real database, and what stands in it."""

    desk: Desk
    reader: sqlite3.Connection

    async def opens(self, *cases: Case) -> list[str]:
        """Each of these as a case of its own, with its report; both have the id that is returned."""
        ids = [f"{n:032x}" for n in range(len(cases))]

        def unit(work: Unit) -> None:
            for id_, case in zip(ids, cases, strict=True):
                work.add_report(a_report(id=id_, token=id_, reporter=case.reporter, **_registered(case)))
                work.add_case(replace(case, id=id_, report=id_, reference=id_), None)

        await self.desk.save(unit)
        return ids

    async def asks(self, who: PersonId, verb: str, id_: str = "", **data: str) -> Page:
        speaker = Speaker(who, "En som spør", "nb-NO", f"chat-{who}", "https://smba.example/")
        token = secrets.token_hex(16)
        page = {"page": "more", **WRITTEN} if id_ else {}
        asked = {"verb": verb, "case": id_, "report": id_, "token": token, **page, **data}
        return await respond(self.desk, Ask(speaker, Via.DIALOG, verb, asked))

    def rows(self, question: str) -> list[tuple[str, ...]]:
        return self.reader.execute(question).fetchall()

    def refusals(self) -> dict[str, list[tuple[str, ...]]]:
        """The audit's entries on what was refused, by the id that was asked for."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for asked, *entry in self.rows("""SELECT "case", chain, actor, action FROM audit WHERE outcome = 'refused'"""):
            found.setdefault(asked, []).append(tuple(entry))
        return found

    def written(self) -> list[tuple[str, ...]]:
        """How much of everything there is, beside the audit."""
        tables = ("reports", "cases", "happenings", "supplements", "deliveries", "shown", "drafts", "declared")
        return self.rows(" UNION ALL ".join(f"SELECT '{t}', count(*) FROM {t}" for t in tables))  # noqa: S608


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with open_store(tmp_path) as store, closing(sqlite3.connect(tmp_path / "varsle.db")) as reader:
        house = House(HERE, lambda: secrets.token_hex(16), secrets.choice)
        yield Counter(Desk(store, house, Clock(), Surface.DIALOG), reader)


def lets(who: PersonId, verb: str, case: Case) -> bool:
    """What the matrix says, in the words of the rule that the oracle has agreed to."""
    asks = MATRIX[verb]
    if asks in ACTIONS:
        return may_act(who, asks, case, HERE)
    if asks is Need.FOLLOWS:
        return who == case.reporter and case.first(Event.OF_SELF) is not None
    found = {Need.RECEIVER: may_see, Need.SIGHT: has_sight, Need.NOTIFIED: is_notified}.get(asks)  # type: ignore[call-overload]
    return found(who, case, HERE) if found else who in case.keepers


def test_a_handler_that_is_missing_from_the_matrix_fails_the_build() -> None:
    assert set(VERBS) == set(MATRIX)


def test_what_the_matrix_asks_is_a_need_or_an_action_and_every_action_has_its_verb() -> None:
    assert set(MATRIX.values()) <= {*Need, *ACTIONS}
    assert {row.action for row in LIFECYCLE} - set(MATRIX.values()) == {"acknowledge"}
    assert MATRIX["case.acknowledge"] is Need.RECEIVER  # who is too late is told who was first


@pytest.mark.parametrize("verb", ON_A_CASE)
async def test_p5_a_verb_on_a_case_is_answered_to_those_the_matrix_names_and_refused_to_everybody_else(
    counter: Counter, verb: str
) -> None:
    triples = list(product(CASES, PEOPLE))
    ids = dict(zip(triples, await counter.opens(*(CASES[name] for name, _ in triples)), strict=True))
    answered = [(name, who) for name, who in triples if lets(who, verb, CASES[name])]
    refused = [triple for triple in triples if triple not in answered]
    untouched = counter.written()
    refusals = {who: await counter.asks(who, verb, nowhere) for who, nowhere in NOWHERE.items()}
    kept_out = await gather(*(counter.asks(who, verb, ids[name, who]) for name, who in refused))
    assert counter.written() == untouched
    let_in = [await counter.asks(who, verb, ids[name, who]) for name, who in answered]
    entries = counter.refusals()
    assert {who: [actor for _, actor, _ in entries[NOWHERE[who]]] for who in PEOPLE} == {who: [who] for who in PEOPLE}
    for (name, who), page in zip(refused, kept_out, strict=True):
        assert page == refusals[who], (name, who)
        assert page.title == words.NO_SUCH.nb
        assert not page.failure
        assert entries[ids[name, who]] == entries[NOWHERE[who]], (name, who)
    for (name, who), page in zip(answered, let_in, strict=True):
        assert page != refusals[who], (name, who)
        assert not page.failure
        assert ids[name, who] not in entries, (name, who)
    assert 1 <= len(answered) < len(triples) / 2


@pytest.mark.parametrize("verb", sorted(verb for verb, asks in MATRIX.items() if asks is Need.SCHOOL))
async def test_who_begins_to_tell_is_first_asked_where_they_belong(counter: Counter, verb: str) -> None:
    asked = await counter.asks(STRANGER, verb)
    known = await counter.asks(TOR, verb)
    assert asked.title == BELONGING.pages[0].title.nb != known.title
    assert counter.rows("SELECT count(*) FROM reports") == [(0,)]
    assert not known.failure


@pytest.mark.parametrize("verb", sorted(verb for verb, asks in MATRIX.items() if asks is Need.SCHOOL))
async def test_who_belongs_to_a_school_that_is_not_served_is_told_so(counter: Counter, verb: str) -> None:
    counter.desk.house = replace(counter.desk.house, register=replace(HERE, schools=ELSEWHERE_ONLY))
    assert (await counter.asks(TOR, verb)).title == words.SCHOOL_NOT_READY.nb


@pytest.mark.parametrize("verb", sorted(verb for verb, asks in MATRIX.items() if asks is Need.NOTHING))
@pytest.mark.parametrize("who", [STRANGER, GURO, EMIL])
async def test_what_asks_nothing_is_refused_to_nobody(counter: Counter, verb: str, who: PersonId) -> None:
    page = await counter.asks(who, verb)
    assert page.title not in (words.NO_SUCH.nb, words.UNKNOWN.nb, words.TRY_AGAIN.nb)
    assert counter.refusals() == {}


async def test_p5_a_case_at_a_school_that_is_not_served_just_now_is_nobodys_and_sounds_like_none(
    counter: Counter,
) -> None:
    ids = await counter.opens(*CASES.values())
    counter.desk.house = replace(counter.desk.house, register=replace(HERE, schools=ELSEWHERE_ONLY))
    for verb, who in product((verb for verb in ON_A_CASE if verb.startswith("case.")), PEOPLE):
        refusal = await counter.asks(who, verb, NOWHERE[who])
        assert await gather(*(counter.asks(who, verb, id_) for id_ in ids)) == [refusal] * len(ids), (verb, who)
