"""What follows from a mailbox: certain, unsure, or nothing; and never that anybody is told later than without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendars import AutomaticReply, Span
from domain.case import Case, Event, Happened, Route
from domain.mailbox import FORGOTTEN_AFTER, UNSURE_AFTER, Reading, judge, judged, succeeding, with_mailboxes
from domain.people import Absence, Leave, Person, PersonId, Post, Register, Role, Sign
from domain.routing import ladder, seen_away, why_first
from domain.workdays import oslo_day
from tests.builders import (
    DAG,
    FJELLVIK,
    KARI,
    MONDAY,
    RANDI,
    TEN,
    TOR,
    UNNI,
    a_calendar,
    a_case,
    a_person,
    a_recusal,
    a_register,
    a_school,
    alerted,
    at,
    away,
)
from tests.domain.clockwork import Clockwork

CALENDAR = a_calendar()
OFF, ON = AutomaticReply(False), AutomaticReply(True)
R, D, U, K = (RANDI,), (DAG,), (UNNI,), (KARI,)
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def span(first: str, last: str, day: str = "2026-11-23", until: str = "") -> Span:
    return Span(at(first, day), at(last, until or day))


def scheduled(first: str, last: str, day: str = "2026-11-23", until: str = "") -> AutomaticReply:
    return AutomaticReply(True, span(first, last, day, until))


def reading(reply: AutomaticReply = OFF, *out: Span, of: PersonId = RANDI, when: datetime = TEN) -> Reading:
    return Reading(of, when, when, reply, out)


def partly(sign: Sign, day: date = MONDAY) -> Absence:
    return Absence(day, day, True, sign)


REPLY, CALENDAR_SIGN = Sign.AUTOMATIC_REPLY, Sign.OUT_OF_OFFICE
CERTAIN = Absence(MONDAY, MONDAY, False, REPLY)
JUDGED: dict[str, tuple[Reading, str, Absence | None]] = {
    "nothing": (reading(), "10:00", None),
    "an automatic reply alone": (reading(ON), "10:00", partly(REPLY)),
    "one for the whole school day": (reading(scheduled("08:00", "16:00")), "10:00", CERTAIN),
    "one that begins after the school opens": (reading(scheduled("08:01", "16:00")), "10:00", partly(REPLY)),
    "one that ends before the school closes": (reading(scheduled("08:00", "15:59")), "10:00", partly(REPLY)),
    "one that has not begun": (reading(scheduled("11:00", "16:00")), "10:00", None),
    "one that is over": (reading(scheduled("07:00", "16:00")), "16:00", None),
    "one that goes on in the evening": (reading(scheduled("07:00", "23:00")), "20:00", CERTAIN),
    "one from Monday to Wednesday": (
        reading(scheduled("07:00", "17:00", until="2026-11-25")), "10:00",
        Absence(MONDAY, date(2026, 11, 25), sign=REPLY),
    ),
    "out of office for an hour": (reading(OFF, span("09:30", "11:00")), "10:00", partly(CALENDAR_SIGN)),
    "out of office for the day, no automatic reply": (
        reading(OFF, span("00:00", "23:59")), "10:00", partly(CALENDAR_SIGN),
    ),
    "out of office later today": (reading(OFF, span("12:00", "16:00")), "10:00", None),
    "both, for the rest of the day": (reading(ON, span("09:00", "16:00")), "10:00", CERTAIN),
    "both, in two items without a gap": (reading(ON, span("12:00", "18:00"), span("09:00", "12:00")), "10:00", CERTAIN),
    "both, with a gap": (reading(ON, span("09:00", "12:00"), span("12:30", "16:00")), "10:00", partly(REPLY)),
    "both, not to the end": (reading(ON, span("09:00", "15:00")), "10:00", partly(REPLY)),
    "both, when the day is over": (reading(ON, span("09:00", "23:00")), "17:00", partly(REPLY)),
}  # fmt: skip


@pytest.mark.parametrize("case", JUDGED)
def test_when_a_mailbox_is_certain_and_when_it_is_not(case: str) -> None:
    said, clock, expected = JUDGED[case]
    now = at(clock)
    assert judge(replace(said, read_at=now), now, CALENDAR) == expected


def test_an_old_reading_makes_nobody_certainly_away_and_a_very_old_one_says_nothing() -> None:
    said = reading(scheduled("07:00", "17:00", until="2026-12-04"))
    just, unsure = TEN + UNSURE_AFTER - MINUTE, TEN + UNSURE_AFTER
    assert judge(said, just, CALENDAR) == Absence(MONDAY, date(2026, 12, 4), sign=REPLY)
    assert judge(said, unsure, CALENDAR) == partly(REPLY)
    assert judge(said, TEN + FORGOTTEN_AFTER - MINUTE, CALENDAR) == partly(REPLY, MONDAY + DAY)
    assert judge(said, TEN + FORGOTTEN_AFTER, CALENDAR) is None


# The person's own word.


def leave(first: date, last: date, set_at: datetime, ended_at: datetime | None = None, partly: bool = False) -> Leave:
    return Leave(RANDI, Absence(first, last, partly), set_at, ended_at)


HOUR = timedelta(hours=1)
BEFORE, AFTER = TEN - HOUR, TEN + HOUR
WORDS: dict[str, tuple[tuple[Leave, ...], bool]] = {
    "nothing was said": ((), True),
    "back, since": ((leave(MONDAY, MONDAY, AFTER, AFTER),), False),
    "back, before": ((leave(MONDAY, MONDAY, BEFORE, BEFORE),), True),
    "away today, since": ((leave(MONDAY, MONDAY, AFTER),), False),
    "away on another day, since": ((leave(MONDAY + DAY, MONDAY + DAY, AFTER),), True),
    "another day taken back, since": ((leave(MONDAY + 3 * DAY, MONDAY + 4 * DAY, BEFORE, AFTER),), True),
    "somebody else is back": ((replace(leave(MONDAY, MONDAY, AFTER, AFTER), person=DAG),), True),
}


@pytest.mark.parametrize("case", WORDS)
def test_what_was_said_in_the_chat_since_the_mailbox_changed_outranks_it(case: str) -> None:
    said, counts = WORDS[case]
    found = judged(a_register(), [replace(reading(ON), read_at=AFTER)], said, AFTER)
    assert (RANDI in found) is counts


def test_a_word_outranks_a_mailbox_until_that_changes() -> None:
    back = (leave(MONDAY, MONDAY, AFTER, AFTER),)
    at_ten, at_one, at_two = (
        reading(ON),
        reading(ON, when=at("13:00")),
        reading(ON, span("14:00", "15:00"), when=at("14:00")),
    )
    still = succeeding(at_ten, at_one)
    assert still.since == TEN
    assert judged(a_register(), [still], back, at("13:00")) == {}
    new = succeeding(still, at_two)
    assert new.since == at("14:00")
    assert RANDI in judged(a_register(), [new], back, at("14:00"))
    assert succeeding(new, reading(ON, when=at("15:00"))).since == at("14:00")


def test_only_those_who_are_waited_for_are_looked_at() -> None:
    register = a_register()
    assert set(judged(register, [reading(ON, of=who) for who in (RANDI, TOR, "nobody")], (), TEN)) == {RANDI}


# The way of a case.


def told(register: Register, *said: Reading, now: datetime = TEN, **case: object) -> tuple[tuple[PersonId, ...], ...]:
    with_them = with_mailboxes(register, judged(register, said, (), now))
    return ladder(a_case(**case), with_them, oslo_day(now))


SURE = scheduled("07:00", "17:00")


def test_the_deputy_is_first_when_rektors_mailbox_is_certain_and_both_when_it_is_not() -> None:
    assert told(a_register(), reading(SURE)) == (D, U, K)
    assert told(a_register(), reading(ON)) == ((RANDI, DAG), U, K)
    assert told(a_register(), reading(SURE), route=Route.EMPLOYEE) == (D, U, K)


def test_mailboxes_never_take_both_rektor_and_the_deputy_off_the_way() -> None:
    both = (reading(SURE), reading(SURE, of=DAG))
    assert told(a_register(), *both) == ((RANDI, DAG), U, K)
    assert told(a_register(a_person(DAG, away=away())), *both) == (R, U, K)
    assert told(a_register(without=[DAG]), reading(SURE)) == (R, U, K)


def test_rektor_is_not_passed_by_for_a_deputy_who_is_shut_out() -> None:
    seen = with_mailboxes(a_register(), judged(a_register(), [reading(SURE)], (), TEN))
    assert ladder(a_case(a_recusal(DAG)), seen, MONDAY) == (R, U, K)


def test_a_sign_makes_nobody_act_as_rektor() -> None:
    """Else a deputy's disqualification would shut rektor out of the case for good, because of a setting in Outlook."""
    register = a_register()
    seen = with_mailboxes(register, judged(register, [reading(SURE)], (), TEN))
    case = a_case(*alerted(DAG), a_recusal(DAG, register=seen))
    assert ladder(case, seen, MONDAY)[0] == R


def test_it_is_written_down_whose_mailbox_it_was_and_only_when_it_changed_who_was_told() -> None:
    register = a_register()
    seen = with_mailboxes(register, judged(register, [reading(SURE)], (), TEN))
    case = a_case()
    (found,) = seen_away(D, case, seen, TEN)
    assert (found.what, found.who, found.note) == (Event.SEEN_AWAY, RANDI, "automatic_reply")
    assert why_first(D, case, seen) == "absent"
    assert seen_away(R, case, seen, TEN) == ()
    assert seen_away(D, case, a_register(a_person(RANDI, away=away())), TEN) == ()
    assert seen_away(D, a_case(accused=frozenset({RANDI})), seen, TEN) == ()


# Never later.

days = st.integers(-2, 3).map(lambda n: MONDAY + n * DAY)
clocks = st.integers(0, 24 * 4 - 1).map(lambda n: time(n // 4, n % 4 * 15))
moments = st.builds(lambda day, clock: at(clock.isoformat("minutes"), day.isoformat()), days, clocks)
spans = st.builds(lambda a, b: Span(min(a, b), max(a, b) + MINUTE), moments, moments)
replies = st.builds(AutomaticReply, st.booleans(), st.none() | spans)
absences = st.lists(
    st.builds(lambda a, b, p: Absence(min(a, b), max(a, b), p), days, days, st.booleans()), max_size=1
).map(tuple)
SUPPORT = "00000000-0000-4000-8000-0000000000aa"
PLANS = (
    (("principal",), ("deputy",)),
    (("student_services",), ("principal",), ("deputy",)),
    (("principal", "deputy"),),
)


@st.composite
def houses(draw: st.DrawFn) -> Register:
    """Rektor, perhaps a deputy, somebody in student services: each perhaps away by their own word."""
    people = [a_person(who, away=draw(absences)) for who in (RANDI, DAG)]
    support = Person(SUPPORT, "Ada Lien", frozenset({Post(FJELLVIK, Role.STUDENT_SERVICES)}), away=draw(absences))
    school = replace(a_school(), receivers=draw(st.sampled_from(PLANS)))
    without = draw(st.sampled_from([(), (DAG,)]))
    return a_register(*people, support, school=school, without=without)


@st.composite
def seen(draw: st.DrawFn) -> tuple[Register, Register, datetime]:
    """A house, the same when mailboxes have been read, and when."""
    plain, now = draw(houses()), at(draw(st.integers(7, 17).map(lambda h: f"{h:02}:20")))
    readings = [
        Reading(who, now - timedelta(minutes=draw(st.sampled_from([0, 10, 130, 2000]))), now, draw(replies),
                tuple(draw(st.lists(spans, max_size=2))))
        for who in (RANDI, DAG, SUPPORT)
    ]  # fmt: skip
    return plain, with_mailboxes(plain, judged(plain, readings, (), now)), now


ways = st.sampled_from([Route.ORDINARY, Route.DIRECT, Route.EMPLOYEE, Route.LEADER])
outside = st.sampled_from([frozenset[PersonId](), frozenset({DAG}), frozenset({RANDI}), frozenset({SUPPORT})])


def heads(register: Register) -> set[PersonId]:
    return {p.id for p in register.holders(FJELLVIK, Role.PRINCIPAL, Role.DEPUTY)}


def recusals(out: frozenset[PersonId]) -> tuple[Happened, ...]:
    """They have answered that they are inhabil, and did not act as rektor."""
    return tuple(Happened(TEN, "recuse", who) for who in out)


def is_signed(who: PersonId, register: Register) -> bool:
    return any(a.sign for a in register.people[who].away)


@settings(max_examples=400)
@given(seen(), ways, outside)
def test_everybody_who_would_be_told_without_mailboxes_or_their_deputy_is_on_a_rung_no_later(
    world: tuple[Register, Register, datetime], route: Route, out: frozenset[PersonId]
) -> None:
    plain, read, now = world
    case = a_case(*recusals(out), route=route, told_at=now)
    before, after = (ladder(case, register, oslo_day(now)) for register in (plain, read))
    for at_rung, rung in enumerate(before):
        soon = {who for people in after[: at_rung + 1] for who in people}
        for who in rung:
            assert who in soon or (is_signed(who, read) and soon & heads(read))


def first_told(case: Case) -> dict[PersonId, datetime]:
    found: dict[PersonId, datetime] = {}
    for h in case.history:
        if h.what == Event.ALERTED and h.who:
            found.setdefault(h.who, h.at)
    return found


def played(register: Register, now: datetime, route: Route, out: frozenset[PersonId], danger: bool) -> Case:
    """Nobody answers for the rest of the day."""
    case = a_case(*recusals(out), route=route, danger=danger, told_at=now)
    first = next(iter(ladder(case, register, oslo_day(now))), ())
    case = case.after(*alerted(*first, when=now, reason=why_first(first, case, register)))
    end = min(now + timedelta(hours=6), at("23:00"))
    return Clockwork(case, register, now).run(end).case


@settings(max_examples=150, deadline=None)
@given(seen(), ways, outside, st.booleans())
def test_nobodys_alert_comes_later_because_of_a_mailbox_unless_rektor_or_the_deputy_has_it_by_then(
    world: tuple[Register, Register, datetime], route: Route, out: frozenset[PersonId], danger: bool
) -> None:
    plain, read, now = world
    without, with_ = (first_told(played(house, now, route, out, danger)) for house in (plain, read))
    slack = timedelta(seconds=30)  # the clock takes a second for each move
    for who, when in without.items():
        by_then = {other for other, told_at in with_.items() if told_at <= when + slack}
        assert who in by_then or (is_signed(who, read) and by_then & heads(read))
