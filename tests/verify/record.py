"""A record with checkpoints outside it, and one who would change it: full power over the database, none over those."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bot.places import Folder
from domain.audit import Entry, canonical
from domain.checkpoint import read
from services import checkpointing
from storage.keys import Keys, derive
from storage.store import Store
from tests.builders import RANDI, TEN
from tests.fresh import lay_database
from verify.verdict import Verdict, verify

CHAINS = ("school:fjellvik", "school:sentrum", "owner:fjellvik")
KEYS: Keys = derive(b"k" * 32)
PUBLIC = Ed25519PublicKey.from_public_bytes(KEYS.public)


@dataclass(frozen=True)
class Record:
    """`database` is as it was at the last checkpoint, `yesterday` as at the one before it."""

    database: Path
    yesterday: Path
    places: tuple[Path, Path]

    def judge(self, database: Path | None = None, *, with_key: bool = False) -> Verdict:
        return verify(database or self.database, self.places, PUBLIC, KEYS.audit if with_key else None)


def a_record(folder: Path, rounds: int = 4, entries: int = 60, seed: int = 7) -> Record:
    """`rounds` checkpoints a quarter of an hour apart, each with `entries` more across three chains."""
    chance, database, yesterday = random.Random(seed), folder / "varsle.db", folder / "yesterday.db"
    places = (folder / "one", folder / "two")
    for place in places:
        place.mkdir()
    lay_database(database)
    with Store(f"sqlite:///{database}", KEYS) as store:
        for n in range(rounds):
            now = TEN + n * timedelta(minutes=15)
            written = [_entry(chance, now, i) for i in range(entries)]
            store.run(lambda work, written=written: work.audit(*written)).result()
            take(store, now, places)
            if n == rounds - 2:
                _copy(database, yesterday)
    return Record(database, yesterday, places)


def take(store: Store, now: object, places: tuple[Path, ...]) -> None:
    found = store.read(lambda work: checkpointing.prepared(work, now)).result()
    assert found is not None
    store.run(lambda work: checkpointing.take(work, *found, now)).result()
    text = store.read(lambda work: work.newest_checkpoint()).result()
    for place in places:
        asyncio.run(Folder(place).put(read(text).name, text))


def _entry(chance: random.Random, now: object, n: int) -> Entry:
    at = now + timedelta(microseconds=n * chance.choice((1, 1_000_000)))
    return Entry(chance.choice(CHAINS), at, RANDI, "case:read", f"case-{chance.randrange(12)}", reason=f"page {n}")


def _copy(database: Path, to: Path) -> None:
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(to)) as target:
        source.backup(target)


def disarmed(database: Path) -> sqlite3.Connection:
    """Without the triggers that let the audit only grow, which whoever owns the file can take away."""
    connection = sqlite3.connect(database, isolation_level=None)
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    return connection


class Tampering:
    """A copy of the record in the hands of whoever may write everything in it, and knows even the audit key."""

    def __init__(self, record: Record, to: Path) -> None:
        _copy(record.database, to)
        self.path, self.record = to, record
        self.db = disarmed(to)

    def close(self) -> None:
        self.db.close()

    def length(self, chain: str) -> int:
        return self.db.execute("SELECT count(*) FROM audit WHERE chain = ?", (chain,)).fetchone()[0]

    def rehash(self, chain: str) -> None:
        """Numbers and hashes anew from the first entry, and the head with them."""
        from datetime import datetime

        rows = self.db.execute(
            'SELECT at, actor, action, "case", outcome, reason, commitment FROM audit WHERE chain = ? ORDER BY seq',
            (chain,),
        ).fetchall()
        self.db.execute("DELETE FROM audit WHERE chain = ?", (chain,))
        previous = bytes(32)
        for seq, (at, actor, action, case, outcome, reason, commitment) in enumerate(rows, 1):
            entry = Entry(chain, datetime.fromisoformat(at), actor, action, case, reason=reason, commitment=commitment)
            previous = hmac.new(KEYS.audit, previous + canonical(entry, seq), hashlib.sha256).digest()
            values = (chain, seq, at, actor, action, case, outcome, reason, commitment, previous.hex())
            self.db.execute(f"INSERT INTO audit VALUES ({','.join('?' * 10)})", values)  # noqa: S608 - our own
        head = (len(rows), previous.hex() if rows else "0" * 64, chain)
        self.db.execute("UPDATE audit_heads SET seq = ?, hash = ? WHERE chain = ?", head)


Attack = Callable[[Tampering, str, int], None]


def change(t: Tampering, chain: str, seq: int) -> None:
    t.db.execute("UPDATE audit SET reason = 'nothing' WHERE chain = ? AND seq = ?", (chain, seq))


def delete_in_the_middle(t: Tampering, chain: str, seq: int) -> None:
    t.db.execute("DELETE FROM audit WHERE chain = ? AND seq = ?", (chain, seq))


def swap(t: Tampering, chain: str, seq: int) -> None:
    other = seq - 1 if seq > 1 else seq + 1
    for was, becomes in ((seq, -1), (other, seq), (-1, other)):
        t.db.execute("UPDATE audit SET seq = ? WHERE chain = ? AND seq = ?", (becomes, chain, was))


def delete_a_case(t: Tampering, chain: str, seq: int) -> None:
    (case,) = t.db.execute('SELECT "case" FROM audit WHERE chain = ? AND seq = ?', (chain, seq)).fetchone()
    t.db.execute('DELETE FROM audit WHERE "case" = ?', (case,))


def delete_a_case_and_rehash(t: Tampering, chain: str, seq: int) -> None:
    delete_a_case(t, chain, seq)
    for each in CHAINS:
        t.rehash(each)


def insert_and_rehash(t: Tampering, chain: str, seq: int) -> None:
    t.db.execute("UPDATE audit SET seq = -seq WHERE chain = ? AND seq >= ?", (chain, seq))
    t.db.execute("UPDATE audit SET seq = 1 - seq WHERE chain = ? AND seq < 0", (chain,))
    t.db.execute(
        "INSERT INTO audit SELECT chain, ?, at, actor, 'case:acknowledge', \"case\", outcome, reason, commitment, hash "
        "FROM audit WHERE chain = ? AND seq = ?",
        (seq, chain, seq + 1),
    )
    t.rehash(chain)


def cut_the_tail(t: Tampering, chain: str, seq: int) -> None:
    t.db.execute("DELETE FROM audit WHERE chain = ? AND seq >= ?", (chain, seq))
    t.rehash(chain)


def restore_yesterday(t: Tampering, chain: str, seq: int) -> None:
    t.db.close()
    shutil.copyfile(t.record.yesterday, t.path)
    t.db = sqlite3.connect(t.path, isolation_level=None)


def drop_the_table(t: Tampering, chain: str, seq: int) -> None:
    t.db.execute("DROP TABLE audit")


def empty_the_table(t: Tampering, chain: str, seq: int) -> None:
    t.db.execute("DELETE FROM audit")
    t.db.execute("DELETE FROM audit_heads")


ATTACKS: tuple[Attack, ...] = (
    change, delete_in_the_middle, swap, delete_a_case, delete_a_case_and_rehash, insert_and_rehash, cut_the_tail,
    restore_yesterday, drop_the_table, empty_the_table,
)  # fmt: skip


def positions(record: Record, chance: random.Random, many: int) -> Iterator[tuple[str, int]]:
    with closing(sqlite3.connect(record.database)) as db:
        lengths = dict(db.execute("SELECT chain, count(*) FROM audit GROUP BY chain").fetchall())
    for _ in range(many):
        chain = chance.choice(CHAINS)
        yield chain, chance.randint(1, lengths[chain])
