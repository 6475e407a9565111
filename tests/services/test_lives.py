"""Random lives of cases: whatever happens, and in whatever order, what DESIGN calls decisive holds (P1 to P12)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from dialogs.casework import FORMS
from domain.access import open_to
from domain.case import Case, Event, Status
from domain.delivery import Card
from domain.people import PersonId, Role
from domain.profile import CONSIDER, PlannedTask
from domain.report import ByStaff
from domain.status import ENDED, OPEN
from services import listing
from storage.tables import metadata
from tests.builders import DAG, KARI, LIV, NORA, RANDI, TOR, a_person, a_register, a_school
from tests.services.lives import Life

LIVES, STEPS = 2000, 12
LEADERS = {RANDI, DAG, LIV}
ROLES = (
    {},
    {"principal": NORA},  # a new rektor
    {"deputy": TOR},
    {"principal": LIV},
)
OF_AUTHORS = {"supplement", "confirm", "record_owner_told"}
# How a careful rektor answers, who comes to an end: by the end of the question's name.
CAREFULLY = {
    "hear_whose": "affected", "hear_outcome": "heard", "hear_safe": "yes", "best_others": "no", "evaluate_safe": "yes",
    ".result": "finished", "close_ending": "safe", "close_safe": "yes", "age_kind": "adult", "minutes_kind": "closing",
    "serious": "not_serious",
}  # fmt: skip
WITH_A_PLAN = (
    "assess", "investigate", "hear", "best_interest", "plan", "complete_plan", "deliver_plan", "evaluate", "minutes",
    "age", "consent", "parents", "tell_owner", "tell_owner", "archive", "close",
)  # fmt: skip
WITHOUT_ONE = ("assess", "investigate", "hear", "best_interest", "age", "parents", "archive", "close_without_plan")


PLANNED = (PlannedTask("S9-1", "map_class", "Kartlegge klassen", ("contact_teacher",), CONSIDER),)


def _engine() -> Engine:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    event.listen(engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    metadata.create_all(engine)
    return engine


ENGINE = _engine()


@contextmanager
def a_life(seed: int) -> Iterator[Life]:
    """In a transaction of its own, of which nothing stays."""
    with ENGINE.connect() as connection:
        transaction = connection.begin()
        try:
            yield Life(connection, random.Random(seed))
        finally:
            transaction.rollback()


class Lives(RuleBasedStateMachine):
    """Everybody does anything they may, and now and then something they may not. `met`: what any life came to."""

    met: ClassVar[set[tuple[str, str]]] = set()

    @initialize(seed=st.integers(0, 2**32))
    def begin(self, seed: int) -> None:
        self._kept = ExitStack()
        self.life = self._kept.enter_context(a_life(seed))
        self.life.register = a_register(school=a_school(agreed=seed % 10 > 0, tasks=PLANNED))
        self.life.tell(ByStaff.NO, frozenset(), danger=False, students=1)

    def teardown(self) -> None:
        if hasattr(self, "life"):
            with self._kept:
                self._nothing_is_lost_at_the_end()

    @rule(
        by_staff=st.sampled_from(list(ByStaff)),
        accused=st.sampled_from([(), (NORA,), (TOR,), (LIV,), (RANDI,)]),
        danger=st.booleans(),
        students=st.sampled_from([1, 1, 2]),
    )
    def somebody_tells(self, by_staff: ByStaff, accused: tuple[PersonId, ...], danger: bool, students: int) -> None:
        if len(self.life.told) < 3:
            named = frozenset(accused) if by_staff not in (ByStaff.NO, ByStaff.UNKNOWN) else frozenset()
            self.life.tell(by_staff, named, danger, students)

    @rule()
    def the_reporter_adds(self) -> None:
        self.life.add(self._some_case())

    @rule()
    def a_receiver_takes_it(self) -> None:
        case = self._some_case()
        self.life.take(case, self.life.dice.choice(sorted(case.told) or self.life.people()))

    @rule()
    def somebody_opens_it(self) -> None:
        self.life.open(self._some_case(), self.life.dice.choice(self.life.people()))

    @rule()
    def a_receiver_is_inhabil(self) -> None:
        case = self._some_case()
        self.life.recuse(case, self.life.dice.choice(sorted(case.told) or self.life.people()))

    @rule(by_staff=st.sampled_from([ByStaff.EMPLOYEE, ByStaff.LEADER]), accused=st.sampled_from([NORA, TOR, LIV, DAG]))
    def somebody_turns_out_to_be_involved(self, by_staff: ByStaff, accused: PersonId) -> None:
        case = self._some_case()
        for who in sorted(case.told)[:2]:
            self.life.accuse(case, who, by_staff, frozenset({accused}))
        for who in sorted(h.who or "" for h in self._now(case).on_this_way if h.what == Event.ALERTED):
            self.life.take(case, who)
            for action in ("assess", "hear_accused"):
                self.life.write(self._now(case), who, action, 0.0)

    @rule(lean=st.sampled_from([0.2, 0.6]))
    def somebody_writes_what_they_may(self, lean: float) -> None:
        life, case = self.life, self._some_case()
        who = life.dice.choice(sorted(case.people(Event.ALERTED, Event.TASKED)) or life.people())
        may = [row.action for row in open_to(who, case, life.register) if row.action in FORMS]
        if may:
            life.write(case, who, life.dice.choice(may), lean)

    @rule(way=st.sampled_from([WITH_A_PLAN, WITH_A_PLAN, WITHOUT_ONE]), steps=st.integers(1, 16), rather=st.booleans())
    def the_one_in_charge_goes_forward(self, way: tuple[str, ...], steps: int, rather: bool) -> None:
        """What stands next, several times over, carefully or anyhow: otherwise few lives would come to their end."""
        life, case = self.life, self._some_case()
        for who in sorted(case.told)[:1]:
            life.take(case, who)
            for action in way[:steps] if case.status not in ENDED else ("reopen",):
                life.write(self._now(case), who, action, 0.0 if rather else 0.3, CAREFULLY if rather else {})

    @rule(then=st.sampled_from(["finish_task", "move_task", "drop_task", "consider_task"]))
    def a_task_is_given_and_goes_its_way(self, then: str) -> None:
        life, case = self.life, self._some_case()
        for who in sorted(case.told)[:1]:
            for action in ("give_task", then):
                life.write(self._now(case), who, action, 0.3)

    @rule(action=st.sampled_from(["ask_teller", "open_name", "confirm_teller"]))
    def whoever_told_is_asked_or_looked_for(self, action: str) -> None:
        life, case = self.life, self._some_case()
        for who in sorted(case.told)[:1]:
            life.take(case, who)
            life.write(self._now(case), who, action, 0.3)

    @rule(then=st.sampled_from(["move_meeting", "cancel_meeting"]))
    def a_meeting_is_called_and_goes_its_way(self, then: str) -> None:
        life, case = self.life, self._some_case()
        for who in sorted(case.told)[:1]:
            for action in ("call_meeting", then):
                life.write(self._now(case), who, action, 0.3)

    @rule()
    def somebody_writes_what_they_may_not(self) -> None:
        life, case = self.life, self._some_case()
        who, action = life.dice.choice(life.people()), life.dice.choice(sorted(FORMS))
        may = {row.action for row in open_to(who, case, life.register)}
        assert action in may or not life.write(case, who, action, 0.5)

    @rule(hours=st.sampled_from([0.5, 3, 24, 24 * 8, 24 * 40]))
    def time_goes(self, hours: float) -> None:
        self.life.wait(timedelta(hours=hours))

    @rule()
    def what_waits_is_delivered(self) -> None:
        for parcel in self.life.deliver():
            if not parcel.delivery.shown and parcel.delivery.card in (Card.NOTICE, Card.REMINDER, Card.NEWS):
                assert parcel.delivery.person not in self._never(parcel.delivery.subject)

    @rule(posts=st.sampled_from(ROLES), gone=st.sampled_from([(), (), (TOR,), (KARI,)]))
    def people_change(self, posts: dict[str, PersonId], gone: tuple[PersonId, ...]) -> None:
        new = [a_person(who, Role(role)) for role, who in posts.items()]
        old = [a_person(RANDI, Role.STAFF)] if "principal" in posts else []
        self.life.become(*new, *old, without=frozenset(gone))

    # -- what always holds

    @invariant()
    def nothing_told_is_lost(self) -> None:
        """P1: every report stands as it was told, with its cases, and nothing that has happened is taken back."""
        for case in self._all():
            before = self.life.seen.get(case.id, ())
            assert case.history[: len(before)] == before
            self.life.seen[case.id] = case.history
            self.met.update({("status", case.status), *(("action", h.what) for h in case.history)})
        assert len(self.life.accused) == len(self.life.seen)

    @invariant()
    def nobody_who_is_shut_out_reads_or_does_anything(self) -> None:
        """P2, P6: the accused and the disqualified, and every leader where a leader is accused."""
        if not hasattr(self, "life"):
            return
        for case in self._all():
            for who in self._never(case.id) & set(self.life.people()):
                assert self.life.look(case, who) is None
                assert {row.action for row in open_to(who, case, self.life.register)} <= OF_AUTHORS

    @invariant()
    def silence_is_impossible(self) -> None:
        """P3: while nobody has taken a case, the clock has a next step for it."""
        for case in self._all():
            if case.status is Status.RECEIVED:
                (due,) = self.life.connection.exec_driver_sql(
                    "SELECT next_due FROM cases WHERE id = ?", (case.id,)
                ).one()
                assert due is not None

    @invariant()
    def the_law_is_a_gate(self) -> None:
        """P12: no plan without an investigation, the student heard and the best interests; no end without the student's
        word, an evaluation and the archive, or a written reason."""
        for case in self._all():
            for i, h in enumerate(case.history):
                before = [(b.what, b.note) for b in case.history[:i]]
                done = {what for what, _ in before}
                if h.what == "complete_plan":
                    assert {"assess", "investigate", "hear", "best_interest", "plan"} <= done
                if h.what in ("close", "close_without_plan"):
                    assert "archive" in done
                if h.what == "close" and h.note == "safe":
                    said = [note.split()[0] for what, note in before if what == "evaluate"]
                    assert said
                    assert "complete_plan" in done
                if h.what == "close_without_plan":
                    assert not done & {"measure", "plan"}
                    assert not [n for what, n in before if what == "hear" and n.split()[-1] == "no"][-1:]

    @invariant()
    def the_reporter_sees_status_words_only(self) -> None:
        """E49: received, confirmed, ended; and never from whom or how."""
        if not hasattr(self, "life"):
            return
        for report, (who, _) in self.life.told.items():
            receipt = self.life.run(lambda w, r=report, p=who: listing.receipt(w, self.life.house, r, p))
            assert receipt
            coarse = {Status.RECEIVED, Status.ACKNOWLEDGED, Status.CLOSED, Status.UNDELIVERED, Status.OWNER_TOLD}
            assert {line.status for line in receipt.cases} <= coarse

    def _nothing_is_lost_at_the_end(self) -> None:
        """Every version of every text can still be read, letter by letter."""
        life = self.life
        life.known.forget()
        for report, (_, answers) in life.told.items():
            found = life.run(lambda work, r=report: work.report(r))
            assert found
            assert found.answers == answers
            mine = [s for s in life.added if s.report == report]
            assert [s for s in life.run(lambda work, r=report: work.supplements(r))] == mine
        notes = [n for case in self._all() for n in life.notes(case) if n.action in FORMS]
        assert sorted(notes, key=lambda n: n.token) == sorted(life.written, key=lambda n: n.token)

    # -- the machine's own account

    def _all(self) -> list[Case]:
        return self.life.cases() if hasattr(self, "life") else []

    def _some_case(self) -> Case:
        open_first = [c for c in self._all() if c.status in OPEN]
        return self.life.dice.choice(open_first or self._all())

    def _now(self, case: Case) -> Case:
        return next(c for c in self._all() if c.id == case.id)

    def _never(self, case_id: str) -> set[PersonId]:
        accused, recused = self.life.accused[case_id], self.life.recused[case_id]
        leaders = {p.id for p in self.life.register.leadership("fjellvik")}
        return accused | recused | (leaders if accused & leaders else set())


SETTINGS = settings(
    max_examples=LIVES,
    stateful_step_count=STEPS,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    database=None,
    derandomize=True,
    phases=(Phase.generate,),
)


def test_p1_to_p12_hold_in_2_000_random_lives_of_a_case_that_reach_every_status_and_take_every_action() -> None:
    Lives.met = set()
    run_state_machine_as_test(Lives, settings=SETTINGS)
    statuses = {status for kind, status in Lives.met if kind == "status"}
    actions = {action for kind, action in Lives.met if kind == "action"}
    assert statuses >= set(Status) - {Status.OWNER_TOLD, Status.FORWARDED}
    assert actions >= set(FORMS)
