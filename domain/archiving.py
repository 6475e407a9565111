"""What of a case must stand in the archive before it ends (S0-13, S0-20, S2-7; arkivlova § 5)."""

from __future__ import annotations

from domain.casefile import CaseFile, Gate
from domain.severity import SERIOUS
from domain.tasks import unarchived
from domain.text import Text

OWNER_NOTICE = "owner_notice"  # the written notice to the owner, beside what `profile.ARCHIVABLE` names


def demanded(file: CaseFile) -> frozenset[str]:
    """What this school's plan wants in the archive, of what there is in this case (S0-20, S2-7).

    Of correspondence nobody here knows whether there is any: it can be written that it is there, and is not demanded.
    """
    archive, written = file.school.archive, {_KEPT_AS.get(note.action, "notes") for note in file.since("reopen")}
    there = written if any(file.of("reopen")) else written | {"report"}
    serious = [h.note for h in file.case.this_round if h.what in ("assess", "weigh")][-1:] == [SERIOUS]
    return frozenset(there & set(archive.items)) | ({OWNER_NOTICE} if archive.serious_notice and serious else set())


_KEPT_AS = {"plan": "plan", "minutes": "minutes", "archive": "", "reopen": ""}  # every other note is one of the notes


def archived(file: CaseFile) -> frozenset[str]:
    """What somebody has written since it was last reopened that they have put into the archive."""
    noted = (note.answers.get("archive_what", "") for note in file.since("reopen") if note.action == "archive")
    return frozenset(item for what in noted for item in what.split(","))


ARCHIVED = Gate(
    "archived",
    "arkivlova § 5",
    Text(
        "Saken er ikke arkivert. Skriv ned saksnummeret i arkivet",
        "Saka er ikkje arkivert. Skriv ned saksnummeret i arkivet",
        "The case is not archived. Record its number in the archive",
    ),
    lambda file: file.has("archive"),
)
ARCHIVED_SINCE = Gate(
    "archived_since",
    "arkivlova § 5",
    Text(
        "Noe er skrevet i saken etter at den sist ble arkivert. Arkiver det også, og skriv det ned",
        "Noko er skrive i saka etter at ho sist vart arkivert. Arkiver det òg, og skriv det ned",
        "Something was written in the case after it was last archived. Archive that too, and record it",
    ),
    lambda file: not (file.has("archive") and unarchived(file.case)),
)
ALL_ARCHIVED = Gate(
    "all_archived",
    "archive.items",
    Text(
        "Planen til skolen vil ha mer av saken i arkivet. Skriv ned det som er arkivert",
        "Planen til skolen vil ha meir av saka i arkivet. Skriv ned det som er arkivert",
        "The school's plan wants more of the case in the archive. Record what has been archived",
    ),
    lambda file: demanded(file) - {OWNER_NOTICE} <= archived(file),
)
NOTICE_ARCHIVED = Gate(
    "notice_archived",
    "archive.serious_notice",
    Text(
        "Saken er alvorlig, og det skriftlige varselet til skoleeieren er ikke arkivert",
        "Saka er alvorleg, og det skriftlege varselet til skoleeigaren er ikkje arkivert",
        "The case is serious, and the written notice to the owner has not been archived",
    ),
    lambda file: demanded(file) & {OWNER_NOTICE} <= archived(file),
)


IN_THE_ARCHIVE = (ARCHIVED, ARCHIVED_SINCE, ALL_ARCHIVED, NOTICE_ARCHIVED)
