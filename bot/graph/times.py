"""Graph's times, which are a clock and the name of a zone, and ours, which are moments in UTC."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgraph.generated.models.date_time_time_zone import DateTimeTimeZone
from msgraph.generated.models.working_hours import WorkingHours

from bot.graph.outcomes import NoAnswerError
from domain.calendars import Hours, Span

OSLO = ZoneInfo("Europe/Oslo")
# Names for clocks that are always Oslo's. Exchange uses Windows' names; the first is the one Norway has.
OSLOS_CLOCK = frozenset(
    {
        "W. Europe Standard Time",
        "Central Europe Standard Time",
        "Central European Standard Time",
        "Romance Standard Time",
        "Europe/Oslo",
    }
)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def on_the_clock(moment: datetime) -> DateTimeTimeZone:
    """As it stands on the clock in Oslo: what people see in the invitation."""
    return DateTimeTimeZone(date_time=f"{moment.astimezone(OSLO):%Y-%m-%dT%H:%M:%S}", time_zone="Europe/Oslo")


def in_utc(moment: datetime) -> DateTimeTimeZone:
    return DateTimeTimeZone(date_time=f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%S}", time_zone="UTC")


def moment(said: DateTimeTimeZone | None) -> datetime:
    """In UTC. Raises NoAnswerError for what cannot be read."""
    if said is None or not said.date_time:
        raise NoAnswerError
    try:
        clock = datetime.fromisoformat(said.date_time)
        return (clock if clock.tzinfo else clock.replace(tzinfo=_zone(said.time_zone))).astimezone(UTC)
    except (ValueError, ZoneInfoNotFoundError):
        raise NoAnswerError from None


def _zone(name: str | None) -> ZoneInfo:
    if name in OSLOS_CLOCK:
        return OSLO
    return ZoneInfo("UTC" if not name or name.endswith("UTC") or name.endswith("Utc") else name)


def span(starts: DateTimeTimeZone | None, ends: DateTimeTimeZone | None) -> Span:
    return Span(moment(starts), moment(ends))


def hours(said: WorkingHours | None) -> Hours | None:
    """None where it is not on Oslo's clock, or says nothing that can be used."""
    if said is None or said.time_zone is None or said.time_zone.name not in OSLOS_CLOCK:
        return None
    days = frozenset(n for n, day in enumerate(DAYS, 1) if day in _names(said.days_of_week or ()))
    starts, ends = said.start_time, said.end_time
    if not days or not isinstance(starts, time) or not isinstance(ends, time) or starts >= ends:
        return None
    return Hours(days, starts, ends)


def _names(days: Iterable[object]) -> frozenset[str]:
    return frozenset(str(getattr(day, "name", "")).lower() for day in days)


def pieces(whole: Span, days: int) -> list[Span]:
    """The whole in parts of at most so many days."""
    step, parts, starts = timedelta(days=days), [], whole.starts
    while starts < whole.ends:
        parts.append(Span(starts, min(starts + step, whole.ends)))
        starts += step
    return parts
