"""Where a report comes from, as closed words in one column: `student page unnamed self`."""

from __future__ import annotations

from domain.origin import BY_STAFF, Door, Naming, Origin, Teller

_SELF = "self"


def word(origin: Origin) -> str | None:
    """None for somebody who works here and told in Teams, as nearly all do."""
    if origin == BY_STAFF:
        return None
    return " ".join((origin.teller, origin.door, origin.naming, *((_SELF,) if origin.about_self else ())))


def origin(stored: str | None) -> Origin:
    if stored is None:
        return BY_STAFF
    teller, door, naming, *about = stored.split()
    return Origin(Teller(teller), Door(door), Naming(naming), about_self=_SELF in about)
