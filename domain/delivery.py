"""What must reach somebody: one row of the outbox, and the card that was shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.people import PersonId


class Card(StrEnum):
    """Which card a delivery shows. The words and the state are read when it is sent, not when it is queued."""

    NOTICE = "notice"  # to a receiver: somebody has told
    REMINDER = "reminder"  # to a receiver who has not answered, or not opened
    NEWS = "news"  # to a receiver: something was added
    RECEIPT = "receipt"  # to the reporter: their own, updated as things happen
    CONFIRM = "confirm"  # to one whose words another has written down: is it right?
    TELL_OWNER = "tell_owner"  # to the author of a report that could not be delivered (ruling 2)
    ANSWER = "answer"  # to whoever told: there is something for them to read, and nothing of what
    START = "start"  # to a student: what they began at, in the place of what is not to stay in the chat
    WISH = "wish"  # to whom a student wants to talk with in confidence: that one does, and not who (ruling 8)
    TASK = "task"  # to one who has a task in a case, or is in charge of it: a day, and nothing of what it is about
    RAISED = "raised"  # to a handler: a notice that they sent has reached nobody
    OWNER_NOTICE = "owner_notice"  # to somebody at the owner: there is a case, and no more
    MAIL = (
        "mail"  # no card: a mail to somebody at the owner beside their card; to nobody: to the owner outside the tenant
    )
    UNMAILED = "unmailed"  # to those in charge: such a mail was not sent, and whom to ring
    WHEEL = "wheel"  # to those responsible for something in the year wheel: quiet, and never said twice
    DRILL = "drill"  # to everybody who may receive: an exercise, nobody has told
    WITNESS = "witness"  # to rektor, each week at the same hour: what the whole audit was just then, as one number
    DRILL_RESULT = "drill_result"  # to whoever started a drill: who was reached


TRACELESS = frozenset({Card.START})  # once settled it is not kept that it was: its time would tell whose a report is


class State(StrEnum):
    """A delivery ends sent, dropped with a reason, or raised to a person. Never silently."""

    WAITING = "waiting"
    SENT = "sent"
    DROPPED = "dropped"  # the receiver may no longer have it: shut out, or the duty is met
    RAISED = "raised"  # could not be delivered: the next receiver, or the installation's keeper, was told


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one person. `key` is unique: queued twice is queued once.

    `shown` names a card already in the chat, to be redrawn in place (its activity id); empty sends a new one.
    `subject` is a case for receivers' cards, a report for the reporter's, a drill for a drill's,
    for a witness a checkpoint's number, and for the year wheel which of its cards. `alert` is why it is sent, for the
    words: the `Reason` of the alert, the `Call` of a task, as whom the owner is told, or to whom no mail could be sent.
    """

    key: str
    card: Card
    person: PersonId
    school: str
    subject: str
    due_at: datetime
    alert: str = ""
    shown: str = ""
    attempts: int = 0
    doubts: int = 0  # attempts that may have arrived after all
    id: int = 0


@dataclass(frozen=True, slots=True)
class Shown:
    """A card in somebody's chat, which can be redrawn. `version` is the state it showed."""

    activity: str
    conversation: str
    card: Card
    person: PersonId
    subject: str
    shown_at: datetime
    alert: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Where one person can be reached in Teams; the newest we have seen. `proven` when a card has arrived."""

    person: PersonId
    conversation: str
    service_url: str
    locale: str
    seen_at: datetime
    proven: bool = False
