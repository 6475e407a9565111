"""Words that stand nowhere else, and the search for them in everything that a process leaves behind."""

from __future__ import annotations

import base64
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from uuid import UUID

from domain.privacy import PLACES, Mode, What, Where

MARK = "Kanarifågel"  # with a letter that every encoding writes in its own way
ID_MARK = "ca9a51e5"
LETTERS = 12
ADDRESS = "203.0.113."  # kept free for examples (RFC 5737)

# Where in the database a place of the promise is. What people see of it stands in `domain.privacy`.
COLUMNS: Mapping[Where, frozenset[str]] = {
    Where.REPORT: frozenset(
        (
            "reports.reporter", "reports.sender", "reports.reporter_name", "reports.answers", "cases.reporter",
            "cases.student", "supplements.answers", "supplements.added_by", "happenings.who",
        )
    ),
    Where.APART: frozenset({"behind.person", "behind.name"}),
    Where.WISH: frozenset({"wishes.student", "wishes.student_name"}),
    Where.DRAFT: frozenset({"drafts.person", "drafts.answers"}),
    Where.REACH: frozenset({"conversations.person", "declared.person", "members.person", "education_roles.person"}),
    Where.AUDIT: frozenset({"audit.actor", "audit.reason"}),
    Where.OUTBOX: frozenset({"deliveries.person", "deliveries.key", "shown.person"}),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Canary:
    """`places` are those that the promise allows, or fewer where it was not sent; `was_draft`: it has been deleted."""

    mode: Mode
    what: What
    places: frozenset[Where]
    was_draft: bool = False

    @property
    def columns(self) -> frozenset[str]:
        return frozenset(column for place in self.places for column in COLUMNS.get(place, ()))


@dataclass(frozen=True, slots=True)
class Trace:
    """`sign` is "" where it was found in a form in which it cannot be read back."""

    where: str
    form: str
    sign: str


@dataclass
class Flock:
    """Every canary that has been let out, by its sign; and `secrets`, which may be found nowhere at all."""

    seed: int
    birds: dict[str, Canary] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.seed)

    def name(self, mode: Mode, saved: bool = True) -> str:
        return f"{self._marked(mode, What.WHO, saved)} Ås"

    def words(self, mode: Mode, saved: bool = True, draft: bool = False) -> str:
        return f"De ler av meg. {self._marked(mode, What.WORDS, saved, draft)} sa det."

    def person(self, mode: Mode) -> str:
        """An Entra id."""
        sign = str(UUID(f"{ID_MARK}{self.random.getrandbits(96):024x}"))
        self.birds[sign] = Canary(mode, What.WHO, PLACES[mode][What.WHO].places)
        return sign

    def address(self) -> str:
        return f"{ADDRESS}{self.random.randrange(1, 255)}"

    def _marked(self, mode: Mode, what: What, saved: bool, draft: bool = False) -> str:
        sign = "".join(self.random.choices("abcdefghijklmnopqrstuvwxyz", k=LETTERS))
        allowed = PLACES[mode][what].places
        self.birds[sign] = Canary(mode, what, allowed if saved else allowed & {Where.DRAFT}, draft)
        return MARK + sign

    # -- what was found and should not have been

    def strays(self, traces: Iterable[Trace], allowed: Callable[[Canary, Trace], bool]) -> list[str]:
        """In words without the canary itself: which kind of it, in which form, and where."""
        return sorted({self._said(t) for t in traces if not self._may(t, allowed)})

    def lost(self, traces: Iterable[Trace]) -> list[str]:
        """Words that were sent and stand nowhere: without them, nothing found would mean nothing."""
        found = {t.sign for t in traces}
        sent = ((s, b) for s, b in self.birds.items() if b.what is What.WORDS and b.places - {Where.DRAFT})
        return sorted(f"{b.mode} {b.what}" for sign, b in sent if sign not in found)

    def _may(self, trace: Trace, allowed: Callable[[Canary, Trace], bool]) -> bool:
        bird = self.birds.get(trace.sign)
        return bird is not None and trace.form in READABLE and allowed(bird, trace)

    def _said(self, trace: Trace) -> str:
        bird = self.birds.get(trace.sign)
        return f"{bird.mode} {bird.what}" * bool(bird) + f" as {trace.form} in {trace.where}"

    def leaked(self, where: str, data: bytes) -> list[str]:
        """Secrets and addresses: in no form, nowhere."""
        plain = (s for s in self.secrets if any(form in data for form in (s.encode(), s.encode("utf-16-le"))))
        found = [f"a secret of {len(s)} characters in {where}" for s in plain]
        return found + [f"an address in {where}"] * (ADDRESS.encode() in data)


READABLE = ("utf-8", "json")


@cache
def _forms() -> tuple[tuple[str, re.Pattern[bytes], Callable[[bytes], str]], ...]:
    letters, wide = rb"([a-z]{12})", rb"((?:[a-z]\x00){12})"
    low, high = MARK.encode("utf-16-le"), MARK.encode("utf-16-be")
    clear, told, id_ = MARK.encode(), rb"Kanarif\\+u00e5gel", ID_MARK.encode()
    cut = rb"(?i)(kanarif)(?!\xc3\xa5gel[a-z]{12}|\\+u00e5gel[a-z]{12})"
    sixty_four = b"|".join(re.escape(said) for said in (*_in_base64(MARK), *_in_base64(ID_MARK)))
    others = b"|".join((clear.hex().encode(), MARK.encode("utf-16-le").hex().encode(), id_[::-1]))
    return (
        ("utf-8", re.compile(b"(?i)" + clear + letters), lambda f: f.decode().lower()),
        ("json", re.compile(b"(?i)" + told + letters), lambda f: f.decode().lower()),
        ("cut off, or in another encoding", re.compile(cut), _unread),
        ("utf-16", re.compile(re.escape(low) + wide), lambda f: f.decode("utf-16-le")),
        ("utf-16", re.compile(re.escape(high) + rb"((?:\x00[a-z]){12})"), lambda f: f.decode("utf-16-be")),
        ("backwards", re.compile(letters + MARK[::-1].encode()), lambda f: f.decode()[::-1]),
        ("utf-8", re.compile(rb"(?i)(" + id_ + rb"(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"), lambda f: f.decode().lower()),
        ("bare id", re.compile(rb"(?i)(" + id_ + rb"[0-9a-f]{24})"), lambda f: str(UUID(f.decode()))),
        ("utf-16", re.compile(b"(" + ID_MARK.encode("utf-16-le") + b")"), _unread),
        ("bytes", re.compile(b"(" + re.escape(bytes.fromhex(ID_MARK)) + b")"), _unread),
        ("base64", re.compile(b"(" + sixty_four + b")"), _unread),
        ("hexadecimal, or backwards", re.compile(b"(?i)(" + others + b")"), _unread),
    )


def _unread(found: bytes) -> str:
    return ""


def _in_base64(mark: str) -> Iterator[bytes]:
    """What of it is the same whatever stands before and after it, for each of the three ways it can fall."""
    for before in range(3):
        raw = b"\0" * before + mark.encode()
        first = -(-before * 8 // 6)
        yield base64.b64encode(raw)[first : len(raw) * 8 // 6]


def traces(where: str, data: bytes) -> Iterator[Trace]:
    """Every canary in these bytes, in whichever form."""
    for form, pattern, read in _forms():
        yield from (Trace(where, form, read(found)) for found in set(pattern.findall(data)))


def in_columns(database: Path) -> Iterator[tuple[str, bytes]]:
    """Everything in the database, a column at a time, as the next reader would have it."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as reader:
        tables = [name for (name,) in reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            cursor = reader.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - a name of ours
            names, rows = [column[0] for column in cursor.description], cursor.fetchall()
            for n, name in enumerate(names):
                yield f"{table}.{name}", b"\n".join(_bytes(row[n]) for row in rows)


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def in_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the process, byte for byte: the database, its WAL and index, the key, and what else there is."""
    yield from ((path.name, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file())
