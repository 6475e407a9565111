"""What the writer remembers is what is stored, and nothing that was not saved after all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.case import Happened
from domain.delivery import Conversation
from domain.report import Supplement
from storage import known
from storage.known import Known
from storage.store import Store
from tests.builders import RANDI, TEN, TOR, a_case, a_report, alerted

SEEN = Conversation(TOR, "a:1", "https://smba.trafficmanager.net/emea/", "nb-NO", TEN)
ADDED = Supplement("report-1", "t" * 32, TEN, {"more": "noe mer"})

Say = Callable[[Callable[[Any], Any]], Any]


@pytest.fixture
def say(store: Store) -> Say:
    """Carries out one unit after the other, as the bot does."""
    return lambda unit: store.run(unit).result(timeout=10)


def tell(work: Any) -> None:
    work.add_report(a_report())
    work.add_case(a_case(), TEN)
    work.keep_conversation(SEEN)


def everything(work: Any) -> tuple[object, ...]:
    told = work.report("report-1"), work.case("case-1"), work.cases_of("report-1"), work.supplements("report-1")
    return (*told, work.conversation(TOR))


def test_what_is_remembered_is_what_is_stored(say: Say, store: Store) -> None:
    later = a_case(*alerted(RANDI))
    steps: list[Callable[[Any], Any]] = [
        everything,
        tell,
        lambda work: work.case("case-1") and work.save_case(later, None),
        lambda work: work.add_supplement(ADDED),
        lambda work: work.add_case(a_case(id="case-2", reference="2026-22222"), None),
        lambda work: work.keep_conversation(Conversation(TOR, "a:2", SEEN.service_url, "nn-NO", TEN, True)),
    ]
    for step in steps:
        say(step)
        assert say(everything) == store.read(everything).result(timeout=10)


def test_what_was_not_saved_is_not_remembered(say: Say) -> None:
    def fails(work: Any) -> None:
        work.case("case-1")
        work.save_case(a_case(Happened(TEN, "open", RANDI)), None)
        work.add_case(a_case(id="case-2", reference="2026-22222"), None)
        work.add_supplement(ADDED)
        work.supplements("report-1")
        raise ZeroDivisionError

    say(tell)
    before = say(everything)
    with pytest.raises(ZeroDivisionError):
        say(fails)
    assert say(everything) == before


def test_it_does_not_grow_without_end() -> None:
    full = Known(reports={str(n): a_report() for n in range(known.MOST + 1)}, heads={"school:fjellvik": (1, "00")})
    full.keep_small()
    assert full == Known()
