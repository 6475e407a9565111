"""People, schools and messages as the demonstration's page is told of them."""

from __future__ import annotations

from typing import Any

from demo.plans import Line, lines, short_name
from demo.teams_chats import Message
from domain.people import Person, Role
from domain.profile import School
from domain.workdays import OSLO

Json = dict[str, Any]


def face(person: Person, role: Role) -> Json:
    initials = "".join(part[0] for part in person.name.split())
    return {"id": person.id, "name": person.name, "role": role.value, "initials": initials}


def school_shown(school: School, page: str | None) -> Json:
    """`page` is the address of its open page, None where there is none."""
    told = {"id": school.id, "name": school.name, "shortName": short_name(school), "owner": school.owner.name}
    return {**told, "page": page, "lines": [_line(line) for line in lines(school)]}


def _line(line: Line) -> Json:
    rule = line.rule
    told = {"rule": rule.id, "source": rule.source} if rule else {}
    return {"text": line.text, **told}


def message(said: Message) -> Json:
    return {
        "id": said.activity_id,
        "sender": said.sender,
        "text": said.text,
        "card": said.card,
        "sentAt": said.sent_at.astimezone(OSLO).isoformat(),
        "updatedAt": said.updated_at.astimezone(OSLO).isoformat(),
        "version": said.version,
    }
