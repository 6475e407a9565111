"""What services need of the record for those who tell without the school seeing who they are."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from domain.case import Happened
from domain.codes import KeptCode
from domain.origin import Behind
from domain.people import PersonId
from domain.wishes import Wish


class Tellers(Protocol):
    """The part of `services.ports.Work` that is about those who tell."""

    def behind(self, author: PersonId) -> Behind | None:
        """Who stands behind an author whose name is held apart; None where nobody knows."""
        ...

    def authors_of(self, person: PersonId) -> tuple[Behind, ...]:
        """Everything this person has told with their name held apart."""
        ...

    def keep_behind(self, one: Behind) -> None: ...

    def codes_at(self, locator: str) -> tuple[tuple[str, str], ...]:
        """(report, what Argon2id made of its secret) of every code that begins so; ordinarily one or none."""
        ...

    def add_code(self, report: str, code: KeptCode) -> None: ...

    def readings_of(self, case: str) -> tuple[Happened, ...]:
        """Who has read it, and when, oldest first, as the audit has it: `open`, `read` and `open_name`."""
        ...

    def wish(self, wish: str) -> Wish | None: ...
    def add_wish(self, wish: Wish) -> None: ...
    def meet(self, wish: str, at: datetime) -> None: ...
