"""The kinds of meetings that a case can lead to (6.5)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from domain.text import Text


class Meeting(StrEnum):
    """What kind of meeting the minutes are of (6.5)."""

    STUDENT_TALK = "student_talk"
    PARENTS = "parents"
    CLASS_TEACHERS = "class_teachers"
    TEAM = "team"
    FOLLOW_UP = "follow_up"
    EVALUATION = "evaluation"
    CLOSING = "closing"
    OTHER = "other"


MEETING_WORDS: Mapping[Meeting, Text] = {
    Meeting.STUDENT_TALK: Text("Elevsamtale", "Elevsamtale", "Talk with the student"),
    Meeting.PARENTS: Text("Samtale med foresatte", "Samtale med føresette", "Talk with the parents"),
    Meeting.CLASS_TEACHERS: Text("Klasselærermøte", "Klasselærarmøte", "Class teachers' meeting"),
    Meeting.TEAM: Text("Tverrfaglig team", "Tverrfagleg team", "Multidisciplinary team"),
    Meeting.FOLLOW_UP: Text("Oppfølgingsmøte", "Oppfølgingsmøte", "Follow-up meeting"),
    Meeting.EVALUATION: Text("Evalueringsmøte", "Evalueringsmøte", "Evaluation meeting"),
    Meeting.CLOSING: Text("Avslutningsmøte", "Avslutningsmøte", "Closing meeting"),
    Meeting.OTHER: Text("Et annet møte", "Eit anna møte", "Another meeting"),
}
