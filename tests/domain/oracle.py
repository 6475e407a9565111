"""A second reading of who sees, acts and is told: rulings 7, 18 and 19, § 12-5 and fvl. § 6 as tables written by hand.

It shares no rule with the product: of ours it knows only what a case and a person are. The schools stand here by name,
whatever their files say.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from domain.case import Case
from domain.people import Person, PersonId

# Ruling 18. R rektor, D the deputy, A Sentrum's alternatives, O the owner's people one by one. "+" at once, ">" when
# the limit has passed. Rektor and deputy: P there, ? perhaps, - away, out of the case, or none.
_RULING_18 = """
sentrum     ordinary  PP  R > D > A > O
sentrum     ordinary  P?  R > D+A > O
sentrum     ordinary  P-  R > A > O
sentrum     ordinary  ?P  R+D > A > O
sentrum     ordinary  ??  R+D+A > O
sentrum     ordinary  ?-  R+A > O
sentrum     ordinary  -P  D > A > O
sentrum     ordinary  -?  D+A > O
sentrum     ordinary  --  A > O
lillestrom  ordinary  PP  R+D > O
lillestrom  ordinary  P?  R+D > O
lillestrom  ordinary  P-  R > O
lillestrom  ordinary  ?P  R+D > O
lillestrom  ordinary  ??  R+D > O
lillestrom  ordinary  ?-  R > O
lillestrom  ordinary  -P  D > O
lillestrom  ordinary  -?  D > O
lillestrom  ordinary  --  O
the others  ordinary  PP  R > D > O
the others  ordinary  P?  R > D > O
the others  ordinary  P-  R > O
the others  ordinary  ?P  R+D > O
the others  ordinary  ??  R+D > O
the others  ordinary  ?-  R > O
the others  ordinary  -P  D > O
the others  ordinary  -?  D > O
the others  ordinary  --  O
everywhere  employee  PP  R > O
everywhere  employee  P?  R > O
everywhere  employee  P-  R > O
everywhere  employee  ?P  R+D > O
everywhere  employee  ??  R+D > O
everywhere  employee  ?-  R > O
everywhere  employee  -P  D > O
everywhere  employee  -?  D > O
everywhere  employee  --  O
sandvika    direct    PP  R > O
sandvika    direct    P?  R > O
sandvika    direct    P-  R > O
sandvika    direct    ?P  R+D > O
sandvika    direct    ??  R+D > O
sandvika    direct    ?-  R > O
sandvika    direct    -P  D > O
sandvika    direct    -?  D > O
sandvika    direct    --  O
everywhere  leader    --  O
"""

# Who sees a case: always, once it has been told them on the way it goes now, or never.
_SIGHT = """
school      way       R       D      A      O
sentrum     ordinary  always  told   told   told
lillestrom  ordinary  always  told   never  told
the others  ordinary  always  told   never  told
everywhere  employee  always  told   never  told
sandvika    direct    always  told   never  told
everywhere  leader    never   never  never  told
"""

# What outranks every post, first to last.
DENIED = (
    "unknown in this tenant", "guest", "accused", "disqualified", "leads, and a leader is accused",
    "leads, and the head is disqualified",
)  # fmt: skip

# What is done, by whom, while the case stands so. R received, A acknowledged, I investigated, M measures, E evaluated,
# O opened again, C closed, W closed without a plan, U undelivered, T the owner told, F forwarded. "handler" is who the
# case has been told to, "delegate" who handles it for them, "helper" who has a task that needs it (below).
_STANDS = {
    "R": "received", "A": "acknowledged", "I": "investigating", "M": "acting", "E": "evaluating", "O": "reopened",
    "C": "closed", "W": "closed_without_plan", "U": "undelivered", "T": "owner_told", "F": "forwarded",
}  # fmt: skip
_ACTIONS = """
acknowledge         handler                   R
open                handler delegate helper   RAIMEOCW
recuse              handler delegate helper   RAIMEO
accuse              handler                   RAIMEOCW
correct_student     handler                   RAIMEO
forward             handler                   RA
join                handler                   AIMEO
unjoin              handler                   RAIMEO
assess              handler                   AO
weigh               handler                   IME
tell_owner          handler                   AIMEO
ask_owner           handler                   AIMEO
state_begins        handler                   RAIMEOCW
state_ends          handler                   RAIMEOCW
investigate         handler delegate helper   AIMEO
hear                handler delegate helper   AIMEO
best_interest       handler delegate          AIMEO
hear_accused        handler                   AIMEO
minutes             handler delegate helper   RAIMEOCW
jot                 handler delegate          RAIMEOCW
call_meeting        handler delegate helper   AIMEO
move_meeting        handler delegate helper   AIMEO
cancel_meeting      handler delegate helper   AIMEO
measure             handler delegate helper   AIMEO
plan                handler delegate helper   IME
complete_plan       handler delegate          IME
deliver_plan        handler delegate          ME
evaluate            handler delegate helper   ME
age                 handler delegate          AIMEO
consent             handler delegate          AIMEO
parents             handler delegate          AIMEO
give_task           handler delegate          AIMEO
move_task           handler delegate          AIMEO
finish_task         handler delegate helper   AIMEO
drop_task           handler delegate          AIMEO
consider_task       handler delegate          AIMEO
archive             handler delegate helper   RAIMEOCW
close               handler                   AIMEO
close_without_plan  handler                   I
reopen              handler                   CW
ask_teller          handler delegate helper   AIMEO
open_name           opener                    RAIMEOCW
confirm_teller      handler                   RAIMEOCW
supplement          author                    RAIMEOCWUT
confirm             teller                    RAIMEOCWUT
record_owner_told   author                    U
"""
ACTIONS = {
    line[:20].strip(): (tuple(line[20:46].split()), tuple(_STANDS[letter] for letter in line[46:].strip()))
    for line in _ACTIONS.strip().split("\n")
}
STATUSES = tuple(_STANDS.values())

# Where the case can stand for somebody to be this to it at all.
MET = {
    "handler": tuple(_STANDS[letter] for letter in "RAIMEOCW"),
    **{party: tuple(_STANDS[letter] for letter in "AIMEO") for party in ("delegate", "helper")},
    "opener": tuple(_STANDS[letter] for letter in "RAIMEOCW"),
    **{party: STATUSES for party in ("author", "teller")},
}

# What a task needs beside opening the case, being inhabil, and saying that it is done (S0-8 to S0-21, S1-8).
_TASKS = """
handle
chosen          investigate hear ask_teller
talk            investigate hear minutes call_meeting move_meeting cancel_meeting
investigate     investigate minutes
meeting         minutes call_meeting move_meeting cancel_meeting
team            measure minutes call_meeting move_meeting cancel_meeting
map_class       investigate
plan            plan hear
measure
class_measures  measure
follow_up       investigate hear measure minutes call_meeting move_meeting cancel_meeting
evaluate        evaluate hear minutes call_meeting move_meeting cancel_meeting
journal         archive
other
"""
NEEDS = {
    line[:16].strip(): {"open", "recuse", "finish_task", *line[16:].split()} for line in _TASKS.strip().split("\n")
}
_ENDS_A_TASK = ("finish_task", "drop_task")
_IN_HAND = {_STANDS[letter] for letter in "AIMEO"}

# What is asked of a case or a report, of whom it is not refused; None when it touches neither.
_CHANGES = ("accuse", "correct_student", "forward", "join", "unjoin")
_BY_BUTTON = ("acknowledge", "open", "recuse", "supplement", "confirm", "record_owner_told")
_FORMS = tuple(action for action in ACTIONS if action not in (*_BY_BUTTON, *_CHANGES))
VERBS = {
    "chat": None, "hello": None, "belonging.answer": None, "report.begin": None, "report.answer": None, "mine": None,
    "supplement.begin": None, "owner_told.begin": None,
    "supplement.answer": "supplement", "owner_told.answer": "record_owner_told",
    "mine.show": "author", "receipt": "author",
    "case.acknowledge": "handler", "case.open": "sight", "case.hide": "sight", "case.menu": "sight",
    "case.log": "sight", "case.tasks": "sight", "case.duties": "sight", "owner_notice.acknowledge": "notified",
    "case.ready": "sight", "student.history": "sight", "cases": None, "owner.cases": None,
    "case.declare": "open", "case.recuse": "recuse",
    **{f"case.{action}": action for action in (*_CHANGES, *_FORMS)},
    **{f"{action}.answer": action for action in (*_CHANGES, *_FORMS)},
    # Of what no world holds: a report that a student told (tests/bot/test_matrix.py).
    "student.begin": None, "student.answer": None, "student.code": None, "student.code.answer": None,
    "wish.show": None, "wish.met": None,
    "student.follow": None, "student.say.begin": None, "student.say.answer": None,
    "student.better.begin": None, "student.better.answer": None,
    "report.confirm": "confirm", "registration.begin": None, "registration.answer": None,
    "away.begin": None, "away.answer": None, "away.back": None,
    "case.plan_page": "sight",
    "drill.begin": None, "drill.start": None, "drill.show": None, "drill.acknowledge": None,
    "wheel.show": None, "wheel.turn": None, "wheel.card": None, "wheel.export": None,
    "wheel.done": None, "wheel.undo": None,
}  # fmt: skip

_SCHOOLS = {
    "sentrum": "sentrum", "lillestrom": "lillestrom",
    "sandvika": "the others", "elverum": "the others", "hvam": "the others",
}  # fmt: skip
_LEADERS = {"principal", "deputy", "assistant_principal", "department_head"}
_OWNERS = {"area_director", "owner_team", "owner_contact"}
_TOLD_FIRST = {"lillestrom": "area_director"}  # of the owner's people, when a leader is accused (S4-9)
_CLASS_OF = {"Ola Dal 2STA": "2STA", "Eva Lid, 2 stb": "2STB", "noen i 1PBA": "1PBA", "Ola Dal": "", "": ""}
_WINTER = timedelta(hours=1)  # Oslo before UTC; every world is in November


def _holds_for(column: str, school: str) -> bool:
    return column.strip() in (school, _SCHOOLS[school], "everywhere")


def _cells() -> dict[tuple[str, str, str], str]:
    rows = [(line[:12], line[12:22].strip(), line[22:26].strip(), line[26:]) for line in _RULING_18.strip().split("\n")]
    return {(s, way, state): rungs for s in _SCHOOLS for column, way, state, rungs in rows if _holds_for(column, s)}


def _sights() -> dict[tuple[str, str, str], str]:
    head, *lines = _SIGHT.strip().split("\n")
    parts = head[22:].split()
    rows = [(line[:12], line[12:22].strip(), dict(zip(parts, line[22:].split(), strict=True))) for line in lines]
    return {
        (s, way, part): when
        for s in _SCHOOLS for column, way, whens in rows if _holds_for(column, s)
        for part, when in whens.items()
    }  # fmt: skip


CELLS = _cells()
SIGHTS = _sights()


class Reading:
    """One case as the tables have it, among those who are there `now`; `then` they were as when it happened.

    Every answer comes with the row it was found in.
    """

    def __init__(self, case: Case, then: Iterable[Person], now: Iterable[Person], day: date) -> None:
        self.case, self.day = case, day
        self._known_tasks: dict[PersonId, set[str]] = {}
        self.people = {p.id: p for p in now}
        self.posts = {p.id: {q.role.value for q in p.posts if q.school == case.school} for p in self.people.values()}
        self.leads = {who for who, roles in self.posts.items() if roles & _LEADERS}
        self.way = "leader" if case.accused & self.leads else case.route.value
        self.recused = {h.who for h in case.history if h.what == "recuse"}
        self.head_recused = bool(self.recused & _heads(case, {p.id: p for p in then}))
        self.told = _since_routed(case, "alerted")
        self.status = self._status()
        self.parts = {part: [w for w in who if not self.denial(w)] for part, who in self._cast().items()}

    def denial(self, who: PersonId) -> str:
        """Why this person never handles the case, "" when nothing is in the way."""
        person, leads = self.people.get(who), who in self.leads
        reasons = (
            person is None, person is not None and person.guest, who in self.case.accused, who in self.recused,
            leads and self.way == "leader", leads and self.head_recused,
        )  # fmt: skip
        return next((why for why, holds in zip(DENIED, reasons, strict=True) if holds), "")

    def _cast(self) -> dict[str, list[PersonId]]:
        """Who plays which part at this school, in the people file's order."""
        cast = {
            "R": [w for w, roles in self.posts.items() if "principal" in roles],
            "D": [w for w, roles in self.posts.items() if "deputy" in roles],
            "A": self._alternatives() if self.case.school == "sentrum" else [],
            "O": [w for w, roles in self.posts.items() if roles & _OWNERS],
        }
        first = _TOLD_FIRST.get(self.case.school, "") if self.way == "leader" else ""
        return cast | {"O": sorted(cast["O"], key=lambda w: first not in self.posts[w] if first else False)}

    def _alternatives(self) -> list[PersonId]:
        """Ruling 13: the reporter's nearest leader, the head of the student's class, student services."""
        reporter = self.people.get(self.case.reporter)
        nearest = reporter.leader if reporter else ""
        works_here = self.posts.get(nearest, set()) - _OWNERS - {"student"}
        heads = [
            w for w, roles in self.posts.items()
            if "department_head" in roles and _CLASS_OF[self.case.student] in self.people[w].classes
        ]  # fmt: skip
        return [nearest] * bool(works_here) + heads + [w for w, r in self.posts.items() if "student_services" in r]

    def _presence(self, who: PersonId) -> str:
        covering = [a for a in self.people[who].away if a.first <= self.day <= a.last]
        if not covering:
            return "P"
        return "?" if all(a.partly for a in covering) else "-"

    def _state(self, part: str) -> str:
        there = {self._presence(w) for w in self.parts[part]}
        return "P" if "P" in there else "?" if "?" in there else "-"

    def rungs(self) -> tuple[list[set[PersonId]], str]:
        """Whom the case's way tells, rung by rung, on this day."""
        state = "--" if self.way == "leader" else self._state("R") + self._state("D")
        found: list[set[PersonId]] = []
        for rung in CELLS[self.case.school, self.way, state].split(" > "):
            if rung == "O":
                found += [{w} for w in self.parts["O"]]
            else:
                found.append({w for part in rung.split("+") for w in self.parts[part] if self._presence(w) != "-"})
        return [people for people in found if people], f"{self.case.school} {self.way} {state}"

    def is_named(self, who: PersonId) -> tuple[bool, str]:
        """Whether they may be told at all."""
        if why := self.denial(who):
            return False, why
        rows = [(self.case.school, self.way, part) for part, people in self.parts.items() if who in people]
        return any(SIGHTS[row] != "never" for row in rows), " ".join(rows[0]) if rows else "nothing to the case"

    def sees(self, who: PersonId) -> tuple[bool, str]:
        """E31: a case that was sent on to another school is seen by nobody at this one."""
        if why := self.denial(who):
            return False, why
        if self.case.status.value == "forwarded":
            return False, "sent on"
        for part, people in self.parts.items():
            row = SIGHTS[self.case.school, self.way, part]
            if who in people and (row == "always" or (row == "told" and who in self.told)):
                return True, f"{self.case.school} {self.way} {part} {row}"
        return False, "not told" if any(who in people for people in self.parts.values()) else "nothing to the case"

    def acts(self, who: PersonId, action: str) -> tuple[bool, str]:
        parties, statuses = ACTIONS[action]
        held = next((p for p in parties if self.is_party(who, p) and (p != "helper" or self._needs(who, action))), "")
        may = bool(held) and (self.status in statuses or self._is_chosen_first(who, action))
        return may, f"{action} {held or 'another'} {self.status}"

    def _is_chosen_first(self, who: PersonId, action: str) -> bool:
        """Whom a student chose may begin before anybody has taken it."""
        return self.status == "received" and "chosen" in self._tasks(who) and action in NEEDS["chosen"]

    def _tasks(self, who: PersonId) -> set[str]:
        if who not in self._known_tasks:
            self._known_tasks[who] = self._found_tasks(who)
        return self._known_tasks[who]

    def _found_tasks(self, who: PersonId) -> set[str]:
        """The kinds of task they have: given and not ended since, nor given to another; a guest never has one."""
        last: dict[str, tuple[str, PersonId | None]] = {}
        for h in self.case.history:
            if h.what == "tasked":
                last[h.note.split()[0]] = (h.note.split()[1], h.who)
            elif h.what in _ENDS_A_TASK:
                last.pop(h.note, None)
        works_here = self.posts.get(who, set()) - {"student"}
        if not works_here or self.denial(who):
            return set()
        held = {kind for kind, whose in last.values() if whose == who}
        status = self.case.status.value
        return held if status in _IN_HAND else held & {"chosen"} if status == "received" else set()

    def _needs(self, who: PersonId, action: str) -> bool:
        return any(action in NEEDS[kind] for kind in self._tasks(who))

    def is_party(self, who: PersonId, party: str) -> bool:
        """E15: whoever wrote it down is its author, too; only whoever told it there can say whether it is right."""
        if party in ("handler", "delegate", "helper", "sight"):
            tasks = self._tasks(who)
            has_it = {"handler": False, "delegate": "handle" in tasks, "helper": bool(tasks), "sight": bool(tasks)}
            return has_it[party] or (party in ("handler", "sight") and self.sees(who)[0])
        if party in ("notified", "opener"):
            return self._is_notified(who) if party == "notified" else self._may_open_name(who)
        wrote = {h.who for h in self.case.history if h.what == "registered"}
        return who == self.case.reporter and bool(wrote) if party == "teller" else who in {self.case.reporter} | wrote

    def _may_open_name(self, who: PersonId) -> bool:
        """Rektor and the deputy, of those who see it; the owner's where no leader of the school may."""
        parts = "O" if self.way == "leader" or self.head_recused else "RD"
        return self.sees(who)[0] and any(who in self.parts[part] for part in parts)

    def _is_notified(self, who: PersonId) -> bool:
        """One at the owner who has been sent a notice, and is not kept out of the case in another way."""
        sent = {h.who for h in self.case.history if h.what == "owner_sent"}
        at_owner = bool(self.posts.get(who, set()) & _OWNERS)
        return who in sent and at_owner and not self.denial(who) and self.case.status.value != "forwarded"

    def _status(self) -> str:
        """8.1: in hand only while somebody who is not out of the case has acknowledged on the way it goes now."""
        if self.case.status.value not in _IN_HAND:
            return self.case.status.value
        out = self.case.accused | self.recused
        out |= self.leads if self.way == "leader" or self.head_recused else set()
        return self.case.status.value if _since_routed(self.case, "acknowledge") - out else "received"

    def may_ask(self, who: PersonId, verb: str) -> tuple[bool, str]:
        asked = VERBS[verb]
        if asked in ACTIONS:
            may, _ = self.acts(who, asked)
        else:
            may = asked is None or self.is_party(who, asked)
        return may, f"{verb} {'answered' if may else 'refused'}"


def _heads(case: Case, then: dict[PersonId, Person]) -> set[PersonId]:
    """Those who were rektor, or acted as rektor, when they answered that they are inhabil (ruling 19)."""
    holding = {
        role: {w for w, p in then.items() if any((q.school, q.role.value) == (case.school, role) for q in p.posts)}
        for role in ("principal", "deputy")
    }
    heads = set(holding["principal"])
    for h in case.history:
        day = (h.at + _WINTER).date()
        gone = {w for w in holding["principal"] if then[w].guest or _gone(then[w], day)}
        if h.what == "recuse" and h.who in holding["deputy"] and gone == holding["principal"]:
            heads.add(h.who)
    return heads


def _gone(person: Person, day: date) -> bool:
    return any(a.first <= day <= a.last and not a.partly for a in person.away)


def _since_routed(case: Case, what: str) -> set[PersonId]:
    found: set[PersonId] = set()
    for h in case.history:
        found = set() if h.what == "routed" else found | ({h.who} if h.what == what and h.who else set())
    return found
