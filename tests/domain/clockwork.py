"""The clock's work without a database: what `services.reminding` and `services.handling` do to one case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.access import may_act, standing
from domain.case import Case, Event, Happened
from domain.deadlines import Kind, Move, next_move
from domain.lifecycle import ACTIONS
from domain.people import PersonId, Register
from domain.report import ByStaff
from domain.rerouting import accused_since, anew, is_another_way
from domain.seeking import reminders

PULSE = timedelta(seconds=1)  # between a move that is due and its being made


@dataclass
class Clockwork:
    """A case, who is who, and the time; `moves` are those made, with when they were."""

    case: Case
    register: Register
    now: datetime
    moves: list[tuple[datetime, Move]] = field(default_factory=list)
    unreachable: frozenset[PersonId] = frozenset()

    def run(self, until: datetime, most: int = 2_000) -> Clockwork:
        """Makes every move that falls due before `until`; one that never stops is an AssertionError."""
        for _ in range(most):
            move = next_move(self.case, self.register, self.now)
            if move is None or move.at >= until:
                self.now = max(self.now, until)
                return self
            self.now = max(self.now, move.at) + PULSE
            move = next_move(self.case, self.register, self.now)  # who is present is seen when it is made
            if move and move.at <= self.now:
                self._make(move)
        raise AssertionError(f"a tight loop: {most} moves before {until}")

    def _make(self, move: Move) -> None:
        self.moves.append((self.now, move))
        if move.kind is Kind.NUDGE:
            due = [n for n in reminders(self.case, self.register, self.now) if n.at <= self.now]
            said = (Happened(self.now, Event.NUDGED, who or None, n.note) for n in due for who in n.to or ("",))
            self.case = self.case.after(*said)
            return
        what = {Kind.REMIND: Event.REMINDED, Kind.ESCALATE: Event.ALERTED, Kind.ALARM: Event.ALARMED}[move.kind]
        people: tuple[PersonId | None, ...] = move.to if move.kind is Kind.ESCALATE else (None,)
        self.case = self.case.after(*(Happened(self.now, what, who, move.reason) for who in people))
        self._deliver(move)

    def _deliver(self, move: Move) -> None:
        for who in move.to:
            what = Event.UNDELIVERED if who in self.unreachable else Event.DELIVERED
            self.case = self.case.after(Happened(self.now + PULSE, what, who))

    def act(self, who: PersonId, action: str) -> bool:
        """What `who` presses, as the services take it: False when it is refused."""
        if not may_act(who, action, self.case, self.register):
            return False
        case = standing(self.case, self.register)
        self.now += PULSE
        self.case = standing(case.after(Happened(self.now, action, who), status=ACTIONS[action].to), self.register)
        return True

    def accuse(self, who: PersonId, by_staff: ByStaff, accused: frozenset[PersonId] = frozenset()) -> bool:
        """It emerges that somebody is involved, as `services.changing` takes it."""
        before = self.case
        if not self.act(who, "accuse"):
            return False
        later = accused_since(self.case, by_staff, accused, self.register)
        if is_another_way(before, later, self.register):
            way = anew(later, self.register, self.now)
            later = later.after(*way.happened, status=way.status)
        self.case = standing(later, self.register)
        return True

    @property
    def alerts(self) -> list[tuple[datetime, tuple[PersonId, ...]]]:
        return [(when, move.to) for when, move in self.moves if move.kind is Kind.ESCALATE]
