"""The tables of ARCHITECTURE.md that are made from the code: `make docs` writes them, a test refuses stale ones."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from bot.gate import STATUS
from domain.audit import ACTIONS
from domain.lifecycle import LIFECYCLE, Transition

ARCHITECTURE = Path(__file__).resolve().parents[1] / "ARCHITECTURE.md"


def lifecycle() -> str:
    """One line for each row of `LIFECYCLE`."""
    head = (
        "| action | button | after | becomes | by | meets | starts | cards redrawn for | new card to |",
        "|---|---|---|---|---|---|---|---|---|",
    )
    return "\n".join((*head, *map(_row, LIFECYCLE)))


def _row(row: Transition) -> str:
    to = row.to.value if row.to else "(stays)"
    cells = (
        f"`{row.action}`", row.name.nb, _list(row.after), to, row.by.value,
        _list(row.meets), _list(row.starts), _list(row.refreshes), _list(row.alerts),
    )  # fmt: skip
    return f"| {' | '.join(cells)} |"


def _list(values: Iterable[str]) -> str:
    return ", ".join(sorted(values)) or "–"


def diagram() -> str:
    """The statuses and the actions between them, for a Markdown viewer that draws Mermaid."""
    arrows = [
        f"    {a.value} --> {row.to.value}: {row.action}" for row in LIFECYCLE if row.to for a in sorted(row.after)
    ]
    return "\n".join(
        ("```mermaid", "stateDiagram-v2", "    [*] --> received", "    [*] --> undelivered", *arrows, "```")
    )


def audit() -> str:
    return ", ".join(f"`{action}`" for action in sorted(ACTIONS))


def refusals() -> str:
    rows = (f"| `{word}` | {status} |" for word, status in sorted(STATUS.items(), key=lambda item: (item[1], item[0])))
    return "\n".join(("| word | HTTP status |", "|---|---|", *rows))


TABLES: dict[str, Callable[[], str]] = {
    "lifecycle": lifecycle,
    "diagram": diagram,
    "audit": audit,
    "refusals": refusals,
}


def filled(document: str) -> str:
    """The document with every `<!-- made: name -->` … `<!-- end -->` filled anew; an unknown name is a KeyError."""
    return re.sub(
        r"(<!-- made: (\w+) -->\n)(?:.*?\n)??(<!-- end -->)",
        lambda m: f"{m[1]}{TABLES[m[2]]()}\n{m[3]}",
        document,
        flags=re.DOTALL,
    )


def main() -> int:
    ARCHITECTURE.write_text(filled(ARCHITECTURE.read_text()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
