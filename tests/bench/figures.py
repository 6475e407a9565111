"""The figures: ratios against the echo, round by round and as medians, beside what was aimed at."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.rounds import EchoFigures, OurFigures

Pair = tuple[EchoFigures, OurFigures]


def percentile(values: Sequence[float], part: float) -> float:
    """The smallest value that at least `part` of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def p95(values: Sequence[float]) -> float:
    return percentile(values, 0.95)


@dataclass(frozen=True)
class Row:
    """One figure of every round. With an `aim`, its median is compared with that."""

    name: str
    of: Callable[[Pair], float]
    aim: tuple[str, float] | None = None
    digits: int = 2

    def line(self, pairs: Sequence[Pair]) -> str:
        return line(self.name, [self.of(pair) for pair in pairs], self.aim, self.digits)


def line(name: str, values: Sequence[float], aim: tuple[str, float] | None = None, digits: int = 2) -> str:
    """Name, median, what was aimed at, and each round."""
    middle = median(values)
    said = f"{name:<28} {middle:>9.{digits}f}"
    return f"{said}  {_verdict(middle, aim):<18} {' '.join(f'{v:.{digits}f}' for v in values)}"


def _verdict(value: float, aim: tuple[str, float] | None) -> str:
    if aim is None:
        return ""
    sign, limit = aim
    held = {"<=": operator.le, ">=": operator.ge}[sign](value, limit)
    return f"{sign} {limit:g} {'PASS' if held else 'MISS'}"


AIMED_AT = (
    Row("submit_ratio", lambda p: p95(p[1].single) / p95(p[0].single), ("<=", 0.20), 3),
    Row("reports_per_second_ratio", lambda p: p[1].per_second / p[0].per_second, (">=", 10)),
    Row("commit_to_card_p95_ms", lambda p: p95(p[1].to_card), ("<=", 20)),
)
COLD = ("cold_start_ratio", ("<=", 1.6))
ABSOLUTE = (
    Row("echo p50 ms", lambda p: median(p[0].single)),
    Row("echo p95 ms", lambda p: p95(p[0].single)),
    Row("echo turns/s", lambda p: p[0].per_second, digits=1),
    Row("echo CPU ms/turn", lambda p: p[0].cpu),
    Row("report p50 ms", lambda p: median(p[1].single)),
    Row("report p95 ms", lambda p: p95(p[1].single)),
    Row("reports/s, principal's card", lambda p: p[1].per_second, digits=1),
    Row("reports/s, receipts too", lambda p: p[1].all_per_second, digits=1),
    Row("  the same / echo turns/s", lambda p: p[1].all_per_second / p[0].per_second),
    Row("CPU ms/report", lambda p: p[1].cpu),
    Row("commit to card p50 ms", lambda p: median(p[1].to_card)),
    Row("commit to card max ms", lambda p: max(p[1].to_card)),
)


def report(pairs: Sequence[Pair], colds: Sequence[tuple[float, float]]) -> str:
    """`colds`: seconds of the echo and of Varsle, start by start."""
    head = f"{'':<28} {'median':>9}  {'aim':<18} each round"
    cold = [
        line(COLD[0], [ours / echo for echo, ours in colds], COLD[1]),
        line("echo cold start s", [echo for echo, _ in colds]),
        line("Varsle cold start s", [ours for _, ours in colds]),
    ]
    aimed = [row.line(pairs) for row in AIMED_AT]
    return "\n".join([head, *aimed, cold[0], "", *(row.line(pairs) for row in ABSOLUTE), *cold[1:]])
