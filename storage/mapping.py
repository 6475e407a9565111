"""Rows to domain objects and back. The only place where content becomes what is stored, and content again.

Content passes through `kept` and `read_back`; today they leave it readable.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any

from domain.audit import Entry
from domain.case import Case, Happened, Route, Status
from domain.delivery import Card, Conversation, Delivery, Shown, State
from domain.likeness import Trait
from domain.note import Note
from domain.report import ByStaff, Channel, Draft, Report, Supplement
from storage import origins, tables

Values = dict[str, Any]
Line = Sequence[Any]  # one row, as the database gives it

# Escapes every character beyond ASCII: whatever somebody managed to send can be saved.
_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode

ALERT, OWN, QUIET, MAIL = 0, 1, 2, 3
_PRIORITY = {
    **dict.fromkeys(map(Card, ["receipt", "confirm", "answer", "tell_owner", "drill", "task", "start", "wish"]), OWN),
    Card.DRILL_RESULT: QUIET, Card.WHEEL: QUIET, Card.WITNESS: QUIET, Card.MAIL: MAIL,
}  # fmt: skip


def kept(content: str) -> str:
    """Half a character, which no encoding can hold, becomes a question mark: no reason to refuse a report."""
    return content if content.isascii() else content.encode(errors="replace").decode()


def read_back(stored: str) -> str:
    return stored


def _answers(answers: Mapping[str, str]) -> str:
    return kept(_encode(dict(answers)))


def _answers_back(stored: str) -> dict[str, str]:
    return json.loads(read_back(stored))  # type: ignore[no-any-return]


REPORT = tuple(
    tables.reports.c[name]
    for name in (
        "id", "school", "reporter", "reporter_name", "token", "told_at", "by_staff", "danger", "answers",
        "sender", "channel", "told_orally_at", "origin",
    )
)  # fmt: skip


def report_values(report: Report) -> Values:
    return {
        "id": report.id,
        "school": report.school,
        "reporter": report.reporter,
        "reporter_name": kept(report.reporter_name),
        "token": report.token,
        "told_at": report.told_at,
        "by_staff": report.by_staff.value,
        "danger": int(report.danger),
        "answers": _answers(report.answers),
        "sender": report.sender,
        "channel": report.channel.value if report.channel else "",
        "told_orally_at": report.told_orally_at,
        "origin": origins.word(report.origin),
    }


def report(row: Line) -> Report:
    """From the columns of `REPORT`."""
    id_, school, reporter, name, token, told_at, by_staff, danger, answers, sender, channel, orally, origin = row
    return Report(
        id_, school, reporter, read_back(name), token, told_at, ByStaff(by_staff), bool(danger),
        _answers_back(answers), sender if channel else "", Channel(channel) if channel else None, orally,
        origins.origin(origin),
    )  # fmt: skip


SUPPLEMENT = tuple(tables.supplements.c[name] for name in ("report", "token", "added_at", "answers", "added_by"))


def supplement_values(added: Supplement) -> Values:
    return {
        "report": added.report,
        "token": added.token,
        "added_at": added.added_at,
        "answers": _answers(added.answers),
        "added_by": added.by,
    }


def supplement(row: Line) -> Supplement:
    report_id, token, added_at, answers, by = row
    return Supplement(report_id, token, added_at, _answers_back(answers), by)


NOTE = tuple(tables.notes.c[name] for name in ("case", "token", "action", "who", "written_at", "answers"))


def note_values(written: Note) -> Values:
    return {
        "case": written.case,
        "token": written.token,
        "action": written.action,
        "who": written.who,
        "written_at": written.written_at,
        "answers": _answers(written.answers),
    }


def note(row: Line) -> Note:
    case_id, token, action, who, written_at, answers = row
    return Note(case_id, token, action, who, written_at, _answers_back(answers))


DRAFT = tuple(tables.drafts.c[name] for name in ("token", "person", "flow", "begun_at", "answers"))


def draft_values(draft: Draft) -> Values:
    return {
        "token": draft.token,
        "person": draft.person,
        "flow": draft.flow,
        "begun_at": draft.begun_at,
        "answers": _answers(draft.answers),
    }


def draft(row: Line) -> Draft:
    token, person, flow, begun_at, answers = row
    return Draft(token, person, flow, begun_at, _answers_back(answers))


CASE = (
    "id", "reference", "school", "report", "reporter", "route",
    "danger", "told_at", "status", "student", "accused",
)  # fmt: skip
HAPPENED = ("at", "what", "who", "note")


def case_values(case: Case, next_due: datetime | None) -> Values:
    return {
        "id": case.id,
        "reference": case.reference,
        "school": case.school,
        "report": case.report,
        "reporter": case.reporter,
        "route": case.route.value,
        "danger": int(case.danger),
        "told_at": case.told_at,
        "status": case.status.value,
        "student": kept(case.student),
        "accused": _encode(sorted(case.accused)),
        "next_due": next_due,
        "version": case.version,
    }


def happening_values(case: Case, beyond: int) -> list[Values]:
    """The history of a case after its first `beyond` lines."""
    return [
        {
            "case": case.id,
            "seq": seq,
            "at": happened.at,
            "what": str(happened.what),
            "who": happened.who,
            "note": kept(str(happened.note)),
        }
        for seq, happened in enumerate(case.history[beyond:], beyond + 1)
    ]


def cases(rows: Iterable[Line]) -> Iterator[Case]:
    """From the columns of `CASE` and then `HAPPENED`, a case's rows together and in order."""
    for _, lines in groupby(rows, key=lambda row: row[0]):
        yield _case(list(lines))


def _case(rows: list[Line]) -> Case:
    id_, reference, school, report_id, reporter, route, danger, told_at, status, student, accused = rows[0][:11]
    return Case(
        id=id_, reference=reference, school=school, report=report_id, reporter=reporter, route=Route(route),
        danger=bool(danger), told_at=told_at, status=Status(status), student=read_back(student),
        accused=frozenset(json.loads(accused)), history=tuple(_happened(row) for row in rows if row[11]),
    )  # fmt: skip


def _happened(row: Line) -> Happened:
    at, what, who, note = row[11:]
    return Happened(at, what, who, read_back(note))


TRAIT = ("id", "report", "student", "told_at")


def trait(row: Line) -> Trait:
    case, report_id, student, told_at = row
    return Trait(case, report_id, read_back(student), told_at)


DELIVERY = tuple(
    tables.deliveries.c[name]
    for name in ("key", "card", "person", "school", "subject", "due_at", "alert", "shown", "attempts", "doubts", "id")
)


def delivery_values(delivery: Delivery) -> Values:
    return {
        "key": delivery.key,
        "card": delivery.card.value,
        "person": delivery.person,
        "school": delivery.school,
        "subject": delivery.subject,
        "due_at": delivery.due_at,
        "since": delivery.due_at,
        "alert": str(delivery.alert),
        "shown": delivery.shown,
        "attempts": delivery.attempts,
        "doubts": delivery.doubts,
        "state": State.WAITING.value,
        "priority": priority(delivery.card),
    }


def priority(card: Card) -> int:
    return _PRIORITY.get(card, ALERT)


def delivery(row: Line) -> Delivery:
    key, card, person, school, subject, due_at, alert, shown_as, attempts, doubts, id_ = row
    return Delivery(key, Card(card), person, school, subject, due_at, alert, shown_as, attempts, doubts, id_)


SHOWN = tuple(
    tables.shown.c[name] for name in ("activity", "conversation", "card", "person", "subject", "shown_at", "alert")
)


def shown_values(card: Shown) -> Values:
    return {
        "activity": card.activity,
        "conversation": card.conversation,
        "card": card.card.value,
        "person": card.person,
        "subject": card.subject,
        "shown_at": card.shown_at,
        "alert": str(card.alert),
    }


def shown(row: Line) -> Shown:
    activity, conversation_id, card, person, subject, shown_at, alert = row
    return Shown(activity, conversation_id, Card(card), person, subject, shown_at, alert)


CONVERSATION = tuple(
    tables.conversations.c[name] for name in ("person", "conversation", "service_url", "locale", "seen_at", "proven")
)


def conversation_values(seen: Conversation) -> Values:
    return {
        "person": seen.person,
        "conversation": seen.conversation,
        "service_url": seen.service_url,
        "locale": seen.locale,
        "seen_at": seen.seen_at,
        "proven": int(seen.proven),
    }


def conversation(row: Line) -> Conversation:
    person, conversation_id, service_url, locale, seen_at, proven = row
    return Conversation(person, conversation_id, service_url, locale, seen_at, bool(proven))


def entry_values(entry: Entry, seq: int, hashed: str) -> Values:
    return {
        "chain": entry.chain,
        "seq": seq,
        "at": entry.at,
        "actor": entry.actor,
        "action": entry.action,
        "case": entry.case,
        "outcome": entry.outcome.value,
        "reason": entry.reason,
        "commitment": entry.commitment,
        "hash": hashed,
    }
