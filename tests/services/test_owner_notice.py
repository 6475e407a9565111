"""Rektor tells the owner: recorded, or by a card here (§ 12-4, § 12-5, ruling 3). Who may, what is kept, who sees."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

import pytest

from dialogs.casework import FORMS
from dialogs.owner_notice import HOW, REASON, WHEN
from domain import flow as flows
from domain.access import may_see
from domain.case import Case, Event
from domain.case_views import Log
from domain.clocks import Clock, Kind
from domain.delivery import Card, Conversation, State
from domain.flow import Fault
from domain.note import Note
from domain.oversight import ANSWER, HERE, LATER, TO, TOLD, WHO
from domain.owner import HELP, OWNER, UNFOUNDED
from domain.owner_views import OwnerCard
from domain.people import PersonId, Register, Role
from domain.profile import OwnerNotice, School
from domain.report import Answers, ByStaff
from domain.severity import NOT_SERIOUS, SERIOUS
from domain.views import Content, Notice
from services import casework, delivering, handling, listing, owner_notices, reporting
from services.delivering import Arrived, Landed, Parcel, Refused
from services.filing import casefile
from services.ports import House
from services.reporting import Submission
from storage.store import Store
from tests.builders import DAG, FJELLVIK, KARI, LIV, NORA, RANDI, TEN, TOR, UNNI, a_person, a_register, a_school
from tests.fresh import open_store

T = TypeVar("T")
MINUTE = timedelta(minutes=1)
SANDVIKA = a_school(owner_notice=OwnerNotice(("area_director", "owner_team"), unfounded_exception=False))
LILLESTROM = a_school(owner_notice=OwnerNotice(serious_by="email"))
ALL_HERE = {"here_area_director", "here_owner_team"}
IN_WORDS = {HOW: "Ringte", WHEN: "i dag kl. 10.20"}
YES = {"serious": SERIOUS, "serious_why": "Grove trusler."}
NO = {"serious": NOT_SERIOUS, "serious_why": "En enkelt krangel."}


class Office:
    """One case at a school, told by Tor, acknowledged and opened by rektor."""

    def __init__(self, store: Store, school: School, by_staff: ByStaff, register: Register | None = None) -> None:
        self.store, self.now = store, TEN
        self.house = House(register or a_register(school=school), lambda: secrets.token_hex(16), secrets.choice)
        said = {"school": FJELLVIK, "student": "Ola", "what": "Alene.", "by_staff": by_staff, "danger": "no"}
        told = Submission("t" * 32, FJELLVIK, TOR, "Tor Vik", by_staff, False, ("Ola",), frozenset(), said)
        self.report = self.run(lambda work: reporting.submit(work, self.house, told, TEN))
        self.id = self.run(lambda work: work.cases_of(self.report.id))[0].id
        self.run(lambda work: handling.acknowledge(work, self.house, self.id, RANDI, TEN + MINUTE))
        self.run(lambda work: handling.open_case(work, self.house, self.id, RANDI, TEN + 2 * MINUTE))
        self.now = TEN + 20 * MINUTE

    def run(self, unit: Callable[[Any], T]) -> T:
        return self.store.run(unit).result(10)

    @property
    def case(self) -> Case:
        found = self.run(lambda work: work.case(self.id))
        assert found
        return found

    # -- forms, as the engine fills them in

    def flow(self, action: str) -> flows.Flow:
        """The form as it is asked about this case now."""
        case = self.case
        file = self.run(lambda work: casefile(work, self.house, case, self.now))
        return FORMS[action].made(FORMS[action].flow, file)

    def wrong(self, action: str, page: int = 0, **answers: str) -> dict[str, Fault]:
        return dict(flows.problems(self.flow(action).pages[page], answers, {}, self.now).steps)

    def writes(self, action: str, answers: Answers, token: str = "", who: PersonId = RANDI) -> object:
        """Sends a form that has no fault in it."""
        said = dict(answers)
        for page in self.flow(action).pages if who == RANDI else ():
            if page.when(said):
                assert not flows.problems(page, said, {}, self.now), page.id
        note = Note(self.id, token or secrets.token_hex(16), action, who, self.now, said)
        return self.run(lambda work: casework.record(work, self.house, said, note))

    def asked(self, action: str, **answers: str) -> list[str]:
        """The pages that are asked of one who has answered so."""
        return [page.id for page in self.flow(action).pages if page.when(answers)]

    def offers(self, action: str, step: str, page: int = 0) -> set[str]:
        (found,) = (s for s in self.flow(action).pages[page].steps if s.id == step)
        assert isinstance(found.input, flows.Choice)
        return {option.id for option in found.input.options}

    # -- cards

    def deliver(self, *, unreachable: tuple[PersonId, ...] = ()) -> list[Parcel]:
        """What is due goes out; to some it cannot."""
        self.now += MINUTE
        parcels, _ = self.run(lambda work: delivering.take(work, self.house, self.now))
        landed = [Landed(p, Refused() if p.delivery.person in unreachable else _arrived(p), self.now) for p in parcels]
        self.run(lambda work: delivering.settle(work, self.house, landed))
        return list(parcels)

    def confirms(self, who: PersonId, about: str = OWNER) -> OwnerCard | None:
        self.now += MINUTE
        return self.run(lambda work: owner_notices.acknowledge(work, self.house, self.id, about, who, self.now))

    # -- what is there

    def sees(self, who: PersonId = RANDI) -> Content:
        view = self.run(lambda work: handling.open_case(work, self.house, self.id, who, self.now))
        assert view
        return view

    def notices(self) -> list[Clock]:
        return [clock for clock in self.sees().clocks if clock.kind is Kind.OWNER_NOTICE]

    def log(self) -> list[Mapping[str, str]]:
        view = self.run(lambda work: casework.log(work, self.house, self.id, RANDI, self.now))
        assert isinstance(view, Log)
        return [entry.answers for entry in view.entries]

    def notes(self) -> tuple[Note, ...]:
        return self.run(lambda work: work.notes(self.id))

    def audit(self) -> list[tuple[str, ...]]:
        asked = "SELECT actor, action, outcome, reason, chain FROM audit"
        return self.run(lambda work: [tuple(row) for row in work._connection.exec_driver_sql(asked)])

    def happened(self, what: str) -> list[tuple[str | None, str]]:
        return [(h.who, h.note) for h in self.case.all(what)]


def _arrived(parcel: Parcel) -> Arrived:
    who = parcel.delivery.person
    shown = parcel.delivery.shown or f"card-{parcel.delivery.id}"
    return Arrived(shown, Conversation(who, f"chat-{who}", "https://x/", "nb", TEN, proven=True))


Begin = Callable[..., Office]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Begin]:
    with open_store(tmp_path) as store:
        yield lambda school=SANDVIKA, by_staff=ByStaff.EMPLOYEE, register=None: Office(
            store, school, by_staff, register
        )


def two_at_the_owner(school: School = SANDVIKA) -> Register:
    return a_register(a_person(UNNI, Role.AREA_DIRECTOR), a_person(KARI, Role.OWNER_TEAM), school=school)


# --- Recorded


def test_s1_9_each_of_the_two_is_recorded_for_themself_with_how_and_when(office: Begin) -> None:
    here = office()
    here.writes("tell_owner", {TO: "owner_team", **IN_WORDS})
    waiting, met = here.notices()
    assert (waiting.met_at, met.met_at) == (None, TEN + 20 * MINUTE)
    here.writes("tell_owner", {TO: "area_director", **IN_WORDS})
    assert all(clock.met_at for clock in here.notices())
    assert [said[HOW] for said in here.log()] == ["Ringte", "Ringte"]
    assert [line[:2] for line in here.sees().times if line[0] == "tell_owner"] == [("tell_owner", "Randi Ås")] * 2


def test_s1_9_there_nobody_finds_it_manifestly_unfounded_and_nobody_else_is_told(office: Begin) -> None:
    here = office()
    assert here.offers("tell_owner", TO) == {"area_director", "owner_team"}
    assert here.wrong("tell_owner", **{TO: UNFOUNDED, REASON: "Oppdiktet"})[TO] is Fault.NOT_OFFERED
    assert REASON not in {step.id for step in here.flow("tell_owner").pages[0].steps}


def test_ruling_3_how_and_when_must_be_written_and_whom(office: Begin) -> None:
    here = office(a_school())
    assert here.wrong("tell_owner").keys() == {TO, HOW, WHEN}
    assert here.wrong("tell_owner", **{TO: OWNER, **IN_WORDS}) == {}
    assert here.wrong("tell_owner", **{TO: "here_owner"}) == {}


def test_p12_5_where_the_exception_stands_it_is_kept_with_its_reason(office: Begin) -> None:
    here = office(a_school())
    assert here.wrong("tell_owner", **{TO: UNFOUNDED}) == {REASON: Fault.MISSING}
    here.writes("tell_owner", {TO: UNFOUNDED, REASON: "Den ansatte var på reise hele uken."})
    (clock,) = here.notices()
    assert clock.waived
    assert here.log()[0][REASON].startswith("Den ansatte")
    assert any(what == UNFOUNDED for what, _, _ in here.sees().times)


def test_e34_an_ordinary_case_has_no_exception_but_the_owner_can_be_told_of_it(office: Begin) -> None:
    here = office(a_school(), ByStaff.NO)
    assert here.offers("tell_owner", TO) == {OWNER, "here_owner"}
    assert isinstance(here.writes("tell_owner", {TO: OWNER, **IN_WORDS}), Content)


def test_s4_5_the_form_says_the_plans_own_way(office: Begin) -> None:
    (how,) = (s for s in office(LILLESTROM).flow("tell_owner").pages[0].steps if s.id == HOW)
    assert how.help
    assert "e-post" in how.help.nb
    (ordinary,) = (s for s in office(a_school()).flow("tell_owner").pages[0].steps if s.id == HOW)
    assert ordinary.help != how.help


def test_the_same_form_twice_is_one_note(office: Begin) -> None:
    here = office()
    for _ in range(2):
        here.writes("tell_owner", {TO: "owner_team", **IN_WORDS}, token="n" * 32)
    assert len(here.notes()) == 1
    assert len(here.happened("tell_owner")) == 1


@pytest.mark.parametrize("who", [TOR, NORA, DAG], ids=["the reporter", "another teacher", "a deputy nobody told"])
@pytest.mark.parametrize("action", ["tell_owner", "assess", "ask_owner", "state_begins"])
def test_only_one_who_has_the_case_may_and_the_refusal_is_written(office: Begin, who: PersonId, action: str) -> None:
    here = office()
    answers = {TO: "owner_team", **IN_WORDS, **YES, "help_wanted": "Råd", "state_asks": "Alt"}
    assert here.writes(action, answers, who=who) is None
    assert here.notes() == ()
    assert (who, f"case:{action}", "refused", "") in [entry[:4] for entry in here.audit()]


def test_p11_the_audit_holds_whom_and_a_seal_and_nothing_that_was_written(office: Begin) -> None:
    here = office()
    here.writes("tell_owner", {TO: "owner_team", **IN_WORDS})
    (entry,) = [e for e in here.audit() if e[1] == "case:tell_owner"]
    assert entry[:4] == (RANDI, "case:tell_owner", "done", "owner_team")
    assert "Ringte" not in str(here.audit())


def test_e49_the_reporter_sees_neither_the_note_nor_any_clock_nor_that_a_card_went_to_the_owner(office: Begin) -> None:
    here = office(a_school())
    here.writes("tell_owner", {TO: OWNER, **IN_WORDS})
    here.writes("tell_owner", {TO: "here_owner"})
    here.deliver()
    here.confirms(UNNI)
    own = here.run(lambda work: listing.told(work, here.house, here.report.id, TOR, here.now))
    receipt = here.run(lambda work: listing.receipt(work, here.house, here.report.id, TOR))
    assert receipt
    assert "Ringte" not in str(own)
    assert "Clock" not in f"{own}{receipt}"
    assert {role for role, _ in receipt.cases[0].delivered} <= {Role.PRINCIPAL}
    assert "Unni" not in str(receipt)


# --- The judgement, and the owner question that follows it (8.1)


@pytest.mark.parametrize("said", [YES, NO], ids=["yes", "no"])
def test_8_1_both_yes_and_no_need_a_reason_and_a_ticked_criterion_asks_nothing_more(
    office: Begin, said: dict[str, str]
) -> None:
    here = office(a_school(), ByStaff.NO)
    word, ticked = said["serious"], {"criteria": "violent,threats"}
    assert here.wrong("assess", serious=word, **ticked) == {"serious_why": Fault.MISSING}
    assert here.wrong("assess", **said, **ticked) == {}
    assert here.asked("assess", **NO, **ticked) == ["assess"]


def test_8_1_an_investigation_cannot_begin_without_severity_and_the_answer_on_the_owner(office: Begin) -> None:
    here = office(a_school(), ByStaff.NO)
    assert here.wrong("assess").keys() == {"serious", "serious_why"}
    assert here.asked("assess", **YES) == ["assess", "owner_serious"]
    assert here.wrong("assess", 1, **YES) == {ANSWER: Fault.MISSING}


def test_p12_4_serious_and_already_told_stands_in_the_history_as_two_things(office: Begin) -> None:
    here = office(a_school(), ByStaff.NO)
    here.writes("assess", {**YES, ANSWER: TOLD, **IN_WORDS})
    assert (here.happened("assess"), here.happened("tell_owner")) == ([(RANDI, SERIOUS)], [(RANDI, OWNER)])
    (clock,) = here.notices()
    assert clock.met_at == clock.starts == here.now
    assert (RANDI, "case:tell_owner", "done", OWNER) in [entry[:4] for entry in here.audit()]
    assert here.log()[0][HOW] == "Ringte"


def test_p12_4_to_tell_later_lets_the_investigation_begin_and_the_clock_run(office: Begin) -> None:
    here = office(a_school(), ByStaff.NO)
    here.writes("assess", {**YES, ANSWER: LATER})
    assert here.case.status == "investigating"
    (clock,) = here.notices()
    assert (clock.starts, clock.met_at, clock.pressing) == (here.now, None, True)


def test_p12_5_an_employee_case_is_asked_about_whatever_it_is_judged_to_be(office: Begin) -> None:
    here = office(a_school())
    assert here.asked("assess", **NO) == ["assess", "owner"]
    assert here.asked("assess", **YES) == ["assess", "owner_serious"]
    assert here.offers("assess", ANSWER, 2) == {TOLD, HERE, LATER, UNFOUNDED}
    assert here.offers("assess", ANSWER, 1) == {TOLD, HERE, LATER}  # what is serious is never unfounded
    assert here.wrong("assess", 2, **{ANSWER: UNFOUNDED}) == {REASON: Fault.MISSING}
    here.writes("assess", {**NO, ANSWER: UNFOUNDED, REASON: "Vikaren var på reise."})
    assert here.notices()[0].waived


def test_s0_7_where_the_plan_tells_of_every_case_the_question_is_always_there_without_exception(office: Begin) -> None:
    here = office(a_school(owner_notice=OwnerNotice(every_case=True)), ByStaff.NO)
    assert here.asked("assess", **NO) == ["assess", "owner"]
    assert here.offers("assess", ANSWER, 2) == {TOLD, HERE, LATER}


def test_s1_9_two_recipients_are_ticked_for_themselves_and_who_is_not_told_still_waits(office: Begin) -> None:
    here = office()
    assert here.offers("assess", WHO, 2) == {"area_director", "owner_team"}
    assert here.offers("assess", ANSWER, 2) == {TOLD, LATER}  # nobody there can get a card
    assert here.wrong("assess", 2, **{ANSWER: TOLD, **IN_WORDS}) == {WHO: Fault.MISSING}
    here.writes("assess", {**NO, ANSWER: TOLD, WHO: "owner_team", **IN_WORDS})
    director, team = here.notices()
    assert (director.met_at, team.met_at) == (None, here.now)


def test_who_has_been_told_before_is_not_asked_about_again(office: Begin) -> None:
    here = office(a_school())
    here.writes("tell_owner", {TO: OWNER, **IN_WORDS})
    assert here.asked("assess", **YES) == ["assess"]


def test_e34_an_exception_made_before_the_judgement_does_not_answer_for_what_is_serious(office: Begin) -> None:
    here = office(a_school())
    here.writes("tell_owner", {TO: UNFOUNDED, REASON: "Var på reise."})
    assert here.asked("assess", **NO) == ["assess"]
    assert here.asked("assess", **YES) == ["assess", "owner_serious"]


def test_e35_judged_serious_later_it_is_owed_then_and_judged_otherwise_what_was_sent_stays(office: Begin) -> None:
    here = office(a_school(), ByStaff.NO)
    here.writes("assess", NO)
    assert here.notices() == []
    here.writes("weigh", {**YES, ANSWER: TOLD, **IN_WORDS})
    assert here.notices()[0].met_at
    here.writes("weigh", NO)
    assert here.notices() == []
    assert here.happened("tell_owner") == [(RANDI, OWNER)]
    assert [said["serious"] for said in here.log()] == [NOT_SERIOUS, SERIOUS, NOT_SERIOUS]
    assert "tell_owner" in [what for what, _, _ in here.sees().times]


def test_s2_8_the_plans_own_examples_are_kept_in_its_words(office: Begin) -> None:
    school = a_school(serious=("særlig voldelige krenkelser", "grove trusler, også skriftlige"))
    here = office(school, ByStaff.NO)
    assert "own_examples" in {s.id for s in here.flow("assess").pages[0].steps}
    case = here.case
    file = here.run(lambda work: casefile(work, here.house, case, here.now))
    kept = FORMS["assess"].kept({**NO, "own_examples": "2"}, file)
    assert kept == {**NO, "own_examples_said": "grove trusler, også skriftlige"}
    other = office(a_school(), ByStaff.NO)
    assert "own_examples" not in {s.id for s in other.flow("assess").pages[0].steps}


# --- A card to the owner's people


def test_a_notice_here_is_a_card_to_each_of_them_and_the_clock_stops_when_one_confirms(office: Begin) -> None:
    here = office(a_school())
    here.writes("tell_owner", {TO: "here_owner"})
    assert here.happened("tell_owner") == [(RANDI, "")]
    sent = [p for p in here.deliver() if p.delivery.card is Card.OWNER_NOTICE]
    assert {p.delivery.person for p in sent} == {UNNI, KARI}
    (clock,) = here.notices()
    assert (clock.met_at, clock.sent_at) == (None, TEN + 20 * MINUTE)

    view = here.confirms(KARI)
    assert view
    assert view.taken
    assert (view.taken.name, view.taken.by_me) == ("Kari Moe", True)
    (met,) = here.notices()
    assert met.met_at == here.now
    assert here.happened(Event.OWNER_KNOWS) == [(KARI, OWNER)]
    assert (KARI, "case:owner_knows", "done", OWNER, "school:fjellvik") in here.audit()


def test_confirming_twice_is_once_and_gives_no_sight(office: Begin) -> None:
    here = office(a_school())
    here.writes("tell_owner", {TO: "here_owner"})
    here.deliver()
    here.confirms(UNNI)
    first = here.happened(Event.OWNER_KNOWS)
    assert here.confirms(UNNI)
    assert here.happened(Event.OWNER_KNOWS) == first
    assert not may_see(UNNI, here.case, here.house.register)
    assert here.run(lambda work: handling.look(work, here.house, here.id, UNNI, here.now)) is None
    assert here.run(lambda work: casework.menu(work, here.house, here.id, UNNI, here.now)) is None


@pytest.mark.parametrize("who", [KARI, RANDI, TOR, DAG, LIV, "nobody"])
def test_nobody_confirms_what_was_not_sent_to_them(office: Begin, who: PersonId) -> None:
    register = a_register(a_person(UNNI, Role.AREA_DIRECTOR), without=[KARI] if who == "nobody" else [])
    here = office(a_school(owner_notice=OwnerNotice(("area_director",))), register=with_school(register))
    here.writes("tell_owner", {TO: "here_area_director"})
    here.deliver()
    assert here.confirms(who, "area_director") is None
    assert here.happened(Event.OWNER_KNOWS) == []
    assert (who, "case:owner_knows", "refused") in [entry[:3] for entry in here.audit()]
    assert here.confirms(UNNI, "owner_team") is None
    assert here.confirms(UNNI, "area_director")


def with_school(register: Register) -> Register:
    school = a_school(owner_notice=OwnerNotice(("area_director",)))
    return replace(register, schools={FJELLVIK: school})


def test_s1_9_a_card_to_the_one_does_not_tell_the_other(office: Begin) -> None:
    here = office(register=two_at_the_owner())
    assert here.offers("tell_owner", TO) == {"area_director", "owner_team", *ALL_HERE}
    here.writes("assess", {**NO, ANSWER: HERE})
    assert here.happened(Event.OWNER_SENT) == [(UNNI, "area_director"), (KARI, "owner_team")]
    here.deliver()
    here.confirms(KARI, "owner_team")
    director, team = here.notices()
    assert (director.met_at, team.met_at) == (None, here.now)


def test_the_card_says_the_school_and_the_reference_and_nothing_of_the_case(office: Begin) -> None:
    here = office(a_school())
    here.writes("tell_owner", {TO: "here_owner"})
    (one, *_) = [p.view for p in here.deliver() if p.delivery.card is Card.OWNER_NOTICE]
    assert isinstance(one, OwnerCard)
    assert one.reference == here.case.reference
    assert not [word for word in ("Ola", "Alene", "Tor", "employee") if word in str(one)]


def test_no_card_goes_to_one_who_has_left_the_owner_meanwhile_and_the_sender_is_told(office: Begin) -> None:
    here = office(a_school())
    here.writes("tell_owner", {TO: "here_owner"})
    here.house = replace(here.house, register=a_register(a_person(UNNI, Role.STAFF), a_person(KARI, Role.STAFF)))
    assert not [p for p in here.deliver() if p.delivery.card is Card.OWNER_NOTICE]
    assert sorted(who for who, _ in here.happened(Event.OWNER_MISSED)) == sorted([UNNI, KARI])  # type: ignore[type-var]
    assert [p.delivery.person for p in here.deliver() if p.delivery.card is Card.RAISED] == [RANDI]


def test_a_notice_that_reaches_one_of_them_is_enough(office: Begin) -> None:
    here = office(a_school())
    here.writes("tell_owner", {TO: "here_owner"})
    here.deliver(unreachable=(UNNI,))
    assert here.happened(Event.OWNER_MISSED) == [(UNNI, OWNER)]
    assert not [p for p in here.deliver() if p.delivery.card is Card.RAISED]
    assert here.sees().above.unreached == ()


def test_a_notice_that_reaches_nobody_is_raised_to_whoever_sent_it_and_said_on_the_case(office: Begin) -> None:
    here = office(a_school())
    here.writes("tell_owner", {TO: "here_owner"})
    here.deliver(unreachable=(UNNI, KARI))
    states = here.run(lambda work: work.outbox_state())
    assert states[State.RAISED] == 2
    raised = [p for p in here.deliver() if p.delivery.card is Card.RAISED]
    assert [p.delivery.person for p in raised] == [RANDI]
    assert isinstance(raised[0].view, Notice)
    assert raised[0].view.raised
    assert here.sees().above.unreached == (OWNER,)
    here.writes("tell_owner", {TO: OWNER, **IN_WORDS})
    assert here.sees().above.unreached == ()


def test_a_card_the_owner_has_is_closed_when_they_leave(office: Begin) -> None:
    here = office(a_school())
    here.writes("tell_owner", {TO: "here_owner"})
    here.deliver()
    here.house = replace(here.house, register=a_register(a_person(UNNI, Role.STAFF)))
    here.confirms(KARI)
    again = [p for p in here.deliver() if p.delivery.card is Card.OWNER_NOTICE and p.delivery.person == UNNI]
    assert again
    assert all(isinstance(p.view, OwnerCard) and p.view.closed_to_me for p in again)


# --- Help


def test_s2_9_the_owner_is_asked_for_help_and_the_case_and_its_duties_stay_where_they_are(office: Begin) -> None:
    here = office(a_school())
    here.deliver()
    page = here.flow("ask_owner").pages[0]
    assert page.intro
    assert "Skolen eier saken" in page.intro.nb
    before = (here.case.status, [c.kind for c in here.sees().clocks])
    here.writes("ask_owner", {"help_wanted": "Saken står fast; vi trenger råd."})
    assert [p.view.about for p in here.deliver() if isinstance(p.view, OwnerCard)] == [HELP, HELP]
    here.confirms(UNNI, HELP)
    assert (here.case.status, [c.kind for c in here.sees().clocks]) == before
    assert here.sees().above.sides == ()
    assert here.notices()[0].met_at is None  # to be asked for help is not to be told what must be told
    assert here.log()[0]["help_wanted"].startswith("Saken står fast")


def test_s2_9_where_nobody_at_the_owner_can_get_a_card_it_says_to_ask_in_another_way(office: Begin) -> None:
    here = office()
    (step,) = here.flow("ask_owner").pages[0].steps
    assert step.help
    assert "Ta kontakt med dem selv" in step.help.nb
    here.writes("ask_owner", {"help_wanted": "Råd"})
    assert not [p for p in here.deliver() if p.delivery.card is Card.OWNER_NOTICE]
