"""What is decided of a case together with those above the school: how serious it is, what the owner is told, and that
Statsforvalteren looks at it (§ 12-4 second paragraph, §§ 12-5 and 12-6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from domain.case import Happened
from domain.casefile import CaseFile, Deed
from domain.note import Note
from domain.owner import EVERY_RECIPIENT, HELP, UNFOUNDED, recipients, sent
from domain.report import Answers

# What is answered to "is the owner to be told": when a judgement is made, and afterwards recipient by recipient.
ANSWER, TOLD, HERE, LATER = "owner_answer", "told", "here", "later"
WHO, TO = "owner_told", "owner_notice_to"
HERE_TO = {f"here_{recipient}": recipient for recipient in EVERY_RECIPIENT}


def _severity(answers: Answers, file: CaseFile) -> str:
    return answers["serious"]


def _the_owner_is_told(answers: Answers, file: CaseFile, note: Note) -> tuple[Happened, ...]:
    """The answer to the owner question, as it stands in the history: for each recipient who has not been told."""
    follow = _ANSWERED.get(answers.get(ANSWER, ""))
    return follow(answers, file, note) if follow else ()


def _have_been_told(answers: Answers, file: CaseFile, note: Note) -> tuple[Happened, ...]:
    """One recipient alone is not asked about."""
    untold, chosen = file.owner.untold, answers.get(WHO, "").split(",")
    return _recorded([r for r in untold if r in chosen or len(untold) == 1], note)


def _unfounded(answers: Answers, file: CaseFile, note: Note) -> tuple[Happened, ...]:
    return _recorded([UNFOUNDED], note)


def _cards(answers: Answers, file: CaseFile, note: Note) -> tuple[Happened, ...]:
    return _sent(file.owner.untold, file, note)


def _recorded(words: Iterable[str], note: Note) -> tuple[Happened, ...]:
    return tuple(Happened(note.written_at, "tell_owner", note.who, word) for word in words)


def _sent(to: Iterable[str], file: CaseFile, note: Note, about: str = "") -> tuple[Happened, ...]:
    found = (sent(file.owner.here.get(r, ()), about or r, note.written_at) for r in to)
    return tuple(dict.fromkeys(h for each in found for h in each if h.who != note.who))


_ANSWERED: Mapping[str, Callable[[Answers, CaseFile, Note], tuple[Happened, ...]]] = {
    TOLD: _have_been_told,
    UNFOUNDED: _unfounded,
    HERE: _cards,
}


def _recipient(answers: Answers, file: CaseFile) -> str:
    """ "" when a card is sent: they have been told when one of them confirms it."""
    return "" if answers[TO] in HERE_TO else answers[TO]


def _card(answers: Answers, file: CaseFile, note: Note) -> tuple[Happened, ...]:
    to = HERE_TO.get(answers[TO])
    return _sent([to], file, note) if to else ()


def _asked(answers: Answers, file: CaseFile, note: Note) -> tuple[Happened, ...]:
    return _sent(recipients(file.school), file, note, HELP)


DEEDS = (
    Deed("assess", word=_severity, follows=_the_owner_is_told),
    Deed("weigh", word=_severity, follows=_the_owner_is_told),
    Deed("tell_owner", word=_recipient, follows=_card),
    Deed("ask_owner", follows=_asked),
    Deed("state_begins"),
    Deed("state_ends"),
)
