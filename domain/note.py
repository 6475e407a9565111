"""What somebody who handles a case has written about it with one of their actions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.people import PersonId
from domain.report import Answers

# The question on which day what a note tells of took place; it may have been written down later.
ON_DAY = "on_day"


@dataclass(frozen=True, slots=True)
class Note:
    """Appended, never overwriting. It is the case's and not the report's: the reporter never sees it (E49).

    `token` is the form's own: the same form sent twice is one note. `action` is the life cycle's.
    """

    case: str
    token: str
    action: str
    who: PersonId
    written_at: datetime
    answers: Answers
