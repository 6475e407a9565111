"""What the owner's people are shown of a case they have been told of, and no more, as data."""

from __future__ import annotations

from dataclasses import dataclass

from domain.views import Taken


@dataclass(frozen=True, slots=True)
class OwnerCard:
    """That there is a case. `about` is as which recipient they are told, or that they are asked for help; `taken` who
    has confirmed it.
    """

    case: str
    reference: str
    school: str
    phone: str
    about: str
    taken: Taken | None
    closed_to_me: bool
