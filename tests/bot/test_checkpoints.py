"""Checkpoints are taken in time and reach every place outside, whatever stands in the way meanwhile."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.checkpoints import Checkpoints
from bot.desk import Desk
from bot.places import Blobs, Folder, Place, Refused, place
from cards.look import Surface
from demo.blobs import Container
from demo.loopback import serve
from domain.audit import Entry
from domain.checkpoint import EVERY, Witness, read, week_of
from services import delivering
from services.ports import House
from storage.store import Store
from tests.builders import RANDI, TEN, a_register
from tests.verify.record import KEYS, PUBLIC, disarmed
from verify.verdict import verify

HOUSE = House(a_register(), lambda: secrets.token_hex(16), secrets.choice)
FIRST = "000000001.checkpoint"


@dataclass
class Clock:
    at: datetime = TEN

    def now(self) -> datetime:
        return self.at


@dataclass
class Office:
    """The record with its checkpoints, and the entries it is given."""

    path: Path
    store: Store
    clock: Clock

    def witness(self, *places: Place) -> Checkpoints:
        return Checkpoints(Desk(self.store, HOUSE, self.clock, Surface.DIALOG), places)

    def writes(self, many: int = 1, chain: str = "school:fjellvik") -> None:
        entries = [Entry(chain, self.clock.at, RANDI, "case:read", "case-1") for _ in range(many)]
        self.store.run(lambda work: work.audit(*entries)).result()

    @property
    def taken(self) -> list[int]:
        return [n for n, _ in self.store.read(lambda work: work.checkpoints_after(0, 99)).result()]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    path = tmp_path / "varsle.db"
    with Store(f"sqlite:///{path}", KEYS) as store:
        yield Office(path, store, Clock())


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "elsewhere").mkdir()
    return Folder(tmp_path / "elsewhere")


@pytest.fixture
async def container() -> AsyncIterator[tuple[Container, Blobs]]:
    found = Container()
    async with serve(found.app()) as origin:
        yield found, Blobs(f"{origin}/checkpoints?sv=1&sig=demo")


@pytest.fixture(params=["folder", "blobs"])
def kept(request: pytest.FixtureRequest, folder: Folder, container: tuple[Container, Blobs]) -> Place:
    return folder if request.param == "folder" else container[1]


async def test_what_was_put_once_stands_and_may_be_put_again(kept: Place) -> None:
    await kept.put(FIRST, "one\n")
    await kept.put(FIRST, "one\n")


async def test_nothing_is_written_over_what_stands(kept: Place) -> None:
    await kept.put(FIRST, "one\n")
    with pytest.raises(Refused, match="another checkpoint"):
        await kept.put(FIRST, "two\n")


@pytest.mark.parametrize(
    "unreachable", [Folder(Path("/nowhere/at/all")), Blobs("http://127.0.0.1:1/checkpoints?sig=secret")]
)
async def test_a_place_that_cannot_be_reached_says_so_without_its_secret(unreachable: Place) -> None:
    with pytest.raises(Refused) as found:
        await unreachable.put(FIRST, "one\n")
    assert "secret" not in f"{found.value} {unreachable.name}"


async def test_a_blob_that_we_may_not_read_stands_as_it_was_put(container: tuple[Container, Blobs]) -> None:
    store, blobs = container
    store.may_read = False
    await blobs.put(FIRST, "one\n")
    await blobs.put(FIRST, "two\n")
    assert store.blobs == {FIRST: b"one\n"}


def test_a_setting_is_an_address_or_a_folder() -> None:
    assert place("https://a.blob.core.windows.net/c?sig=x") == Blobs("https://a.blob.core.windows.net/c?sig=x")
    assert place("/mnt/worm") == Folder(Path("/mnt/worm"))


async def test_the_first_is_taken_at_once_the_next_a_quarter_of_an_hour_later(office: Office) -> None:
    office.writes()
    witness = office.witness()
    await witness.tick()
    assert office.taken == [1]
    office.writes()
    office.clock.at += EVERY - timedelta(seconds=1)
    await witness.tick()
    assert office.taken == [1]
    office.clock.at += timedelta(seconds=1)
    await witness.tick()
    assert office.taken == [1, 2]


async def test_a_thousand_entries_do_not_wait(office: Office) -> None:
    office.writes()
    witness = office.witness()
    await witness.tick()
    office.writes(600, "school:sentrum")
    office.writes(400, "owner:fjellvik")
    await witness.tick()
    assert office.taken == [1, 2]


async def test_where_nothing_has_happened_none_is_taken(office: Office) -> None:
    office.writes()
    witness = office.witness()
    await witness.tick()
    office.clock.at += 10 * EVERY
    await witness.tick()
    assert office.taken == [1]


async def test_a_chain_that_is_longer_than_one_look_is_taken_in_several(office: Office, folder: Folder) -> None:
    office.writes(12_000)
    await office.witness(folder).tick()
    assert len(office.taken) >= 3
    verdict = verify(office.path, [folder.path], PUBLIC, KEYS.audit)
    assert (verdict.faults, verdict.entries, verdict.unwitnessed) == ([], 12_000, 0)


async def test_every_place_gets_every_one_in_order_also_after_it_was_away(
    office: Office, folder: Folder, container: tuple[Container, Blobs]
) -> None:
    store, blobs = container
    witness = office.witness(folder, blobs)
    store.answers = [503, 503]
    for _ in range(2):
        office.writes()
        office.clock.at += EVERY
        await witness.tick()
    assert sorted(p.name for p in folder.path.iterdir()) == [FIRST, "000000002.checkpoint"]
    assert (store.blobs, list(witness.behind)) == ({}, [blobs.name])
    await witness.tick()
    assert (list(store.blobs), witness.behind) == ([FIRST, "000000002.checkpoint"], {})
    assert [read(text.decode()).number for text in store.blobs.values()] == [1, 2]


async def test_a_new_process_goes_on_where_the_last_one_was(office: Office, folder: Folder) -> None:
    office.writes()
    await office.witness(folder).tick()
    office.writes()
    office.clock.at += EVERY
    later = office.witness(folder)
    await later.tick()
    assert (office.taken, later.behind) == ([1, 2], {})


async def test_a_chain_that_loses_entries_while_we_watch_is_named_whatever_was_witnessed(office: Office) -> None:
    office.writes(3)
    witness = office.witness()
    await witness.tick()
    office.writes(2)
    await witness.tick()
    with closing(disarmed(office.path)) as db:
        db.execute("DELETE FROM audit WHERE seq > 3")
        db.execute("UPDATE audit_heads SET seq = 3, hash = (SELECT hash FROM audit WHERE seq = 3)")
    await witness.tick()
    assert witness.shortened == ("school:fjellvik",)


MONDAY_MORNING = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)  # 07:30 in Oslo


def cards(office: Office) -> list[tuple[str, str, datetime]]:
    asked = "SELECT person, subject, due_at FROM deliveries WHERE card = 'witness' ORDER BY id"
    return [
        tuple(row) for row in office.store.read(lambda work: work._connection.exec_driver_sql(asked).all()).result()
    ]


async def test_a_rektor_gets_the_root_alone_once_a_week_at_a_fixed_hour(office: Office, folder: Folder) -> None:
    office.clock.at = MONDAY_MORNING - timedelta(days=2)
    office.writes()
    await office.witness().tick()
    assert cards(office) == []  # nothing is kept outside that it could be compared with
    await office.witness(folder).tick()
    assert [(who, due) for who, _, due in cards(office)] == [(RANDI, "2026-11-16T06:30:00.000000+00:00")]
    office.clock.at = MONDAY_MORNING
    witness = office.witness(folder)
    for _ in range(3):
        await witness.tick()
    await office.witness(folder).tick()
    assert [due for *_, due in cards(office)][1:] == ["2026-11-23T06:30:00.000000+00:00"]
    parcels, _ = office.store.run(lambda work: delivering.take(work, HOUSE, MONDAY_MORNING)).result()
    (newest, *_) = office.store.read(lambda work: work.checkpoints_after(0, 1)).result()
    assert {parcel.view for parcel in parcels} == {Witness(read(newest[1]).root, read(newest[1]).at)}


@pytest.mark.parametrize(
    ("now", "week", "due"),
    [
        (MONDAY_MORNING, "2026-48", MONDAY_MORNING),
        (MONDAY_MORNING - timedelta(seconds=1), "2026-47", MONDAY_MORNING - timedelta(weeks=1)),
        (datetime(2027, 1, 3, 12, tzinfo=UTC), "2026-53", datetime(2026, 12, 28, 6, 30, tzinfo=UTC)),
        (datetime(2027, 3, 29, 5, 30, tzinfo=UTC), "2027-13", datetime(2027, 3, 29, 5, 30, tzinfo=UTC)),
    ],
)
def test_the_hour_is_the_same_in_oslo_all_year(now: datetime, week: str, due: datetime) -> None:
    assert week_of(now) == (week, due)
