"""The tables of the documents that are made from the code: `make docs` writes them, a test refuses stale ones."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from bot.gate import STATUS
from bot.graph.grants import GRANTS
from domain.access import MATRIX, Need
from domain.audit import ACTIONS
from domain.lifecycle import ACTIONS as ROWS
from domain.lifecycle import LIFECYCLE, Transition
from domain.profile import Rule, School
from storage.profiles import load_schools

ROOT = Path(__file__).resolve().parents[1]
ARCHITECTURE, README = ROOT / "ARCHITECTURE.md", ROOT / "README.md"


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
        f"`{row.action}`", row.name.nb, _list(row.after), to, _list(row.by),
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


_ASKED = {
    Need.NOTHING: "a member of the tenant",
    Need.SCHOOL: "who belongs to a school that is served",
    Need.OWN: "who told it",
    Need.FOLLOWS: "who told it, otherwise than as one who works here",
    Need.WISH: "who told of it, or whom it is for",
    Need.RECEIVER: "a receiver of the case",
    Need.SIGHT: "a receiver of the case, or one who has a task in it",
    Need.RECEIVES: "who may receive at a school",
    Need.NOTIFIED: "one at the owner who has got a notice of the case",
    Need.OWNER: "who acts for a school's owner",
    Need.WISH: "whom this wish is to, while she is the school nurse",
    Need.DRILL: "whom this drill has told",
    Need.WHEEL: "whom the wheel's row names, and the school's leaders",
}


def matrix() -> str:
    """One line for each verb: of whom it is not refused."""
    rows = (f"| `{verb}` | {_asked(asked)} |" for verb, asked in MATRIX.items())
    return "\n".join(("| verb | answered to |", "|---|---|", *rows))


def _asked(asked: str) -> str:
    if asked not in ROWS:
        return _ASKED[Need(asked)]
    row = ROWS[asked]
    return f"whoever may `{asked}`: the {_list(row.by)}, after {_list(row.after)}"


def refusals() -> str:
    rows = (f"| `{word}` | {status} |" for word, status in sorted(STATUS.items(), key=lambda item: (item[1], item[0])))
    return "\n".join(("| word | HTTP status |", "|---|---|", *rows))


def grants() -> str:
    """One line for each permission that an administrator grants."""
    rows = (f"| `{g.name}` | {g.where.value} | {g.why} | {g.page} | {g.proves} |" for g in GRANTS)
    head = (
        "| permission | granted in | what for | Microsoft's page | `varsle doctor --graph` |",
        "|---|---|---|---|---|",
    )
    return "\n".join((*head, *rows))


PLANS = ("sentrum", "sandvika", "elverum", "hvam", "lillestrom")  # in the order of their rules' numbers: S0, S1 ...


@cache
def plans() -> Mapping[str, School]:
    schools, faults = load_schools(ROOT / "schools")
    if faults:
        raise ValueError("; ".join(map(str, faults)))
    return {id_: schools[id_] for id_ in PLANS}


def rules() -> str:
    """One line for each rule of the five plans: where it lives here."""
    lines = (f"| {r.id} | {_cut(r.source)} | {_home(r)} |" for school in plans().values() for r in school.rules)
    return "\n".join(("| rule | the plan's own words | its home |", "|---|---|---|", *lines))


def _cut(source: str) -> str:
    """The beginning of what the plan says."""
    words = " ".join(source.split()).replace("|", "/")
    return words if len(words) <= _LONGEST_QUOTE else words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"


_LONGEST_QUOTE = 110


def _home(rule: Rule) -> str:
    parts = (
        ", ".join(f"`{name}`" for name in rule.sets),
        f"wheel: {_span(rule.wheel)}" if rule.wheel else "",
        f"always: {rule.always}" if rule.always else "",
        f"a person's: {rule.person}" if rule.person else "",
    )
    return "; ".join(part for part in parts if part)


def _span(ids: Sequence[str]) -> str:
    return ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}"


def schools() -> str:
    """The five side by side, from their files."""
    rows = (
        (name, *(_mark(show(school), school.sources.get(field, "")) for school in plans().values()))
        for name, field, show in _COMPARED
    )
    head = ("", *(school.name.removesuffix(" videregående skole") for school in plans().values()))
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))


def _mark(value: str, rule: str) -> str:
    return f"{value} ({rule})" if value and rule else value or "–"


def _rungs(school: School) -> str:
    return " → ".join((*(" + ".join(_plain(role) for role in rung) for rung in school.receivers), "owner"))


def _plain(role: str) -> str:
    return role.replace("_", " ")


def _notice(school: School) -> str:
    to = " + ".join(map(_plain, school.owner_notice.to)) or "owner"
    return to if school.owner_notice.unfounded_exception else f"{to}, the unfounded too"


_COMPARED: tuple[tuple[str, str, Callable[[School], str]], ...] = (
    ("an ordinary report", "receivers", _rungs),
    ("an employee accused", "", lambda s: "principal (away: deputy) → owner"),
    ("a leader accused", "leader_cases", lambda s: ", then ".join((*map(_plain, s.leader_cases), "owner's contacts"))),
    ("straight to rektor", "direct", lambda s: ", ".join(s.direct)),
    ("§ 12-5: the owner told", "owner_notice.to", _notice),
    ("the owner told of every case", "owner_notice.every_case", lambda s: "yes" if s.owner_notice.every_case else ""),
    ("examples of what is serious", "serious", lambda s: f"{len(s.serious)} named" if s.serious else ""),
    ("the owner told of what is serious by", "owner_notice.serious_by", lambda s: s.owner_notice.serious_by),
    ("channels named", "channels", lambda s: ", ".join(map(_plain, s.channels))),
    ("the student's plan is called", "plan.label", lambda s: s.plan.label.nb if s.plan.label else ""),
    ("virkedager to the plan", "plan.within", lambda s: str(s.plan.within or "")),
    ("it must be accepted", "plan.accepted", lambda s: "yes" if s.plan.accepted else ""),
    (
        "straight after the investigation",
        "plan.after_investigation",
        lambda s: "yes" if s.plan.after_investigation else "",
    ),
    ("call list in danger", "acute", lambda s: f"{len(s.acute)} named" if s.acute else ""),
    ("incident report afterwards", "incident_report", lambda s: "yes" if s.incident_report else ""),
    ("own anonymous box", "anonymous_box", lambda s: s.anonymous_box),
    ("rules and their homes", "", lambda s: str(len(s.rules))),
)


TABLES: dict[str, Callable[[], str]] = {
    "lifecycle": lifecycle,
    "diagram": diagram,
    "audit": audit,
    "matrix": matrix,
    "refusals": refusals,
    "grants": grants,
    "schools": schools,
    "rules": rules,
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
    for document in (ARCHITECTURE, README):
        document.write_text(filled(document.read_text()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
