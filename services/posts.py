"""What the record knows of who is who: posts given and taken since it last looked, and who is away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from domain.audit import Entry
from domain.people import Register
from domain.posts import Held, compare, remembering
from services.ports import House, Work


def known(work: Work, written: Register) -> Register:
    """The register as the files say it, with what people have said themselves and those who have left."""
    return remembering(written, work.posts()).with_leave(work.leaves())


def reconcile(work: Work, house: House, changed: Collection[str], now: datetime) -> None:
    """The record learns who is who now, and the clock looks at what that may concern.

    At every open case of a school that has `changed` or where somebody has got or lost a post; elsewhere at those
    where something is owed, since whom it is owed by may be away.
    """
    for school in house.register.schools:
        is_news = _write(work, house, school, now)
        work.wake_cases(school, now, owed_only=not (is_news or school in changed))


def _write(work: Work, house: House, school: str, now: datetime) -> bool:
    """What the record meets for the first time was so before: it is written, and is nobody's news."""
    changes = compare(work.posts(school), house.register, school, now)
    for held in (*changes.given, *changes.taken):
        work.keep_post(held)
    if changes.first or not changes:
        return False
    work.audit(*(_entry("people:post_taken", held, now) for held in changes.taken))
    work.audit(*(_entry("people:post_given", held, now) for held in changes.given))
    return True


def _entry(action: str, held: Held, now: datetime) -> Entry:
    return Entry(f"school:{held.post.school}", now, "system", action, reason=f"{held.person} {held.post.role}")
