"""Calendars: free time, and meetings that are found again by our own key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from kiota_abstractions.api_error import APIError
from msgraph import GraphServiceClient
from msgraph.generated.models.attendee import Attendee as Invitation
from msgraph.generated.models.attendee_type import AttendeeType
from msgraph.generated.models.email_address import EmailAddress
from msgraph.generated.models.event import Event
from msgraph.generated.models.free_busy_status import FreeBusyStatus
from msgraph.generated.models.online_meeting_provider_type import OnlineMeetingProviderType
from msgraph.generated.models.response_type import ResponseType
from msgraph.generated.models.schedule_information import ScheduleInformation
from msgraph.generated.models.sensitivity import Sensitivity
from msgraph.generated.models.single_value_legacy_extended_property import SingleValueLegacyExtendedProperty
from msgraph.generated.users.item.calendar.get_schedule.get_schedule_post_request_body import (
    GetSchedulePostRequestBody,
)
from msgraph.generated.users.item.events.events_request_builder import EventsRequestBuilder
from msgraph.generated.users.item.events.item.cancel.cancel_post_request_body import CancelPostRequestBody

from bot.graph import times
from bot.graph.client import address, asking, event_id, everything, given, uuid
from bot.graph.outcomes import USED_BEFORE, UnsureError, code_of
from domain.calendars import Appointment, Attendee, Occupied, Reply, Schedule, Span
from services.jobs import Book, Cancel, FindBooked, Invited, Move, ReadSchedules

# Our key on an event, apart from transactionId, which Graph does not let anybody search for.
KEY = "String {5f0c5c36-6b1f-4d8e-9a54-2f1f7c1f9d1e} Name VarsleMeeting"
OSLO = {"Prefer": 'outlook.timezone="Europe/Oslo"'}
ADDRESSES = 20  # Microsoft's limit for one getSchedule
DAYS = 61  # and the period: less than 62 days
FREE = frozenset({FreeBusyStatus.Free, FreeBusyStatus.WorkingElsewhere})
REPLIES: Mapping[Any, Reply] = {
    ResponseType.Accepted: Reply.ACCEPTED,
    ResponseType.TentativelyAccepted: Reply.TENTATIVE,
    ResponseType.Declined: Reply.DECLINED,
}


async def read_schedules(client: GraphServiceClient, job: ReadSchedules) -> tuple[Schedule, ...]:
    """A person with one part that could not be read is unknown altogether: half a calendar looks free."""
    parts: defaultdict[str, list[Schedule]] = defaultdict(list)
    batches = [job.addresses[n : n + ADDRESSES] for n in range(0, len(job.addresses), ADDRESSES)]
    for piece in times.pieces(job.span, DAYS):
        for batch in batches:
            for schedule in await _schedules(client, job.mailbox, batch, piece):
                parts[schedule.address.lower()].append(schedule)
    return tuple(_joined(a, parts[a.lower()]) for a in job.addresses)


async def _schedules(
    client: GraphServiceClient, mailbox: str, batch: tuple[str, ...], span: Span
) -> tuple[Schedule, ...]:
    body = GetSchedulePostRequestBody(
        schedules=[address(a) for a in batch],
        start_time=times.in_utc(span.starts),
        end_time=times.in_utc(span.ends),
    )
    answer = given(await client.users.by_user_id(uuid(mailbox)).calendar.get_schedule.post(body))
    said = {(s.schedule_id or "").lower(): s for s in answer.value or ()}
    return tuple(_schedule(a, said.get(a.lower())) for a in batch)


def _schedule(who: str, said: ScheduleInformation | None) -> Schedule:
    if said is None or said.error is not None or said.schedule_items is None:
        return Schedule(who, is_known=False)
    taken = (i for i in said.schedule_items if i.status not in FREE)
    occupied = (Occupied(times.span(i.start, i.end), i.status is FreeBusyStatus.Oof) for i in taken)
    return Schedule(who, tuple(occupied), times.hours(said.working_hours))


def _joined(who: str, parts: Iterable[Schedule]) -> Schedule:
    read = tuple(parts)
    if not read or not all(p.is_known for p in read):
        return Schedule(who, is_known=False)
    occupied = dict.fromkeys(o for p in read for o in p.occupied)
    return Schedule(who, tuple(occupied), read[0].hours)


async def book(client: GraphServiceClient, job: Book) -> Appointment:
    """Graph answers a repetition with the meeting that stands; where it has been changed since, with an error."""
    events = client.users.by_user_id(uuid(job.organiser)).events
    try:
        return _appointment(given(await events.post(_event(job), request_configuration=asking(headers=OSLO))))
    except APIError as error:
        if code_of(error) != USED_BEFORE:
            raise
        found = await _surely_found(client, job)
        if found is None:
            raise
        return found


async def _surely_found(client: GraphServiceClient, job: Book) -> Appointment | None:
    try:
        return await find_booked(client, FindBooked(job.organiser, job.key))
    except Exception as error:
        raise UnsureError from error


def _event(job: Book) -> Event:
    """Nothing in the body: whatever stands there reaches delegates, telephones and copies of mailboxes."""
    key = uuid(job.key)
    return Event(
        subject=job.subject,
        start=times.on_the_clock(job.span.starts),
        end=times.on_the_clock(job.span.ends),
        attendees=[_invitation(i) for i in job.invited],
        sensitivity=Sensitivity.Private,
        is_online_meeting=True,
        online_meeting_provider=OnlineMeetingProviderType.TeamsForBusiness,
        response_requested=True,
        transaction_id=key,
        single_value_extended_properties=[SingleValueLegacyExtendedProperty(id=KEY, value=key)],
    )


def _invitation(invited: Invited) -> Invitation:
    reached = EmailAddress(address=address(invited.address), name=invited.name or None)
    return Invitation(email_address=reached, type=AttendeeType.Required)


async def find_booked(client: GraphServiceClient, job: FindBooked) -> Appointment | None:
    """The oldest that stands, with its doubles, if there is one; else one that is cancelled."""
    has_key = f"singleValueExtendedProperties/Any(ep: ep/id eq '{KEY}' and ep/value eq '{uuid(job.key)}')"
    query = EventsRequestBuilder.EventsRequestBuilderGetQueryParameters(
        filter=has_key, select=["id", "start", "end", "attendees", "isCancelled", "createdDateTime"], top=10
    )
    events = client.users.by_user_id(uuid(job.organiser)).events
    found = sorted(await everything(events, asking(query, OSLO)), key=_seniority)
    doubles = tuple(given(e.id) for e in found[1:] if not e.is_cancelled)
    return replace(_appointment(found[0]), doubles=doubles) if found else None


def _seniority(event: Event) -> tuple[bool, str, str]:
    """Always the same one first, whoever asks."""
    made = event.created_date_time.isoformat() if event.created_date_time else ""
    return bool(event.is_cancelled), made, event.id or ""


async def move(client: GraphServiceClient, job: Move) -> Appointment:
    changed = Event(start=times.on_the_clock(job.span.starts), end=times.on_the_clock(job.span.ends))
    item = client.users.by_user_id(uuid(job.organiser)).events.by_event_id(event_id(job.event))
    return _appointment(given(await item.patch(changed, request_configuration=asking(headers=OSLO))))


async def cancel(client: GraphServiceClient, job: Cancel) -> None:
    """A meeting without anybody else in it cannot be cancelled, only deleted (400)."""
    item = client.users.by_user_id(uuid(job.organiser)).events.by_event_id(event_id(job.event))
    try:
        try:
            await item.cancel.post(CancelPostRequestBody())
        except APIError as error:
            if error.response_status_code != 400:
                raise
            await item.delete()
    except APIError as error:
        if code_of(error) != "ErrorItemNotFound":
            raise


def _appointment(event: Event) -> Appointment:
    invited = (_attendee(a) for a in event.attendees or ())
    span = times.span(event.start, event.end)
    return Appointment(given(event.id), span, tuple(a for a in invited if a.address), bool(event.is_cancelled))


def _attendee(said: Invitation) -> Attendee:
    reached = said.email_address.address if said.email_address else None
    reply = said.status.response if said.status else None
    return Attendee((reached or "").lower(), REPLIES.get(reply, Reply.NONE))
