"""The simulated tenant's things as Graph writes them in JSON, and what it is sent as the tenant's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from aiohttp import web

from demo.graph_world import Event
from domain.calendars import AutomaticReply, Hours, Member, Reply, Schedule, Span
from services.jobs import Book, Invited

OSLO = ZoneInfo("Europe/Oslo")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
REPLIES = {
    Reply.NONE: "notResponded",
    Reply.ACCEPTED: "accepted",
    Reply.TENTATIVE: "tentativelyAccepted",
    Reply.DECLINED: "declined",
}


def error(status: int, code: str, retry_after: str = "") -> web.Response:
    """`message` names nobody here; at Microsoft it may."""
    said = {"code": code, "message": "Said by the simulated Graph.", "innerError": {"request-id": str(uuid4())}}
    headers = {"Retry-After": retry_after} if retry_after else None
    return web.json_response({"error": said}, status=status, headers=headers)


def parameters(body: Mapping[str, Any]) -> dict[str, Any]:
    """Of an action: Graph takes their names in any case, and the SDK begins them with a capital."""
    return {name[0].lower() + name[1:]: value for name, value in body.items()}


def at(moment: datetime, zone: str) -> dict[str, str]:
    """Seven digits after the second, as Graph has them."""
    return {"dateTime": f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M:%S.%f}0", "timeZone": zone}


def span(body: Mapping[str, Any]) -> Span:
    return Span(_moment(body["start"]), _moment(body["end"]))


def _moment(said: Mapping[str, str]) -> datetime:
    return datetime.fromisoformat(said["dateTime"]).replace(tzinfo=ZoneInfo(said["timeZone"])).astimezone(UTC)


def booking(organiser: str, body: Mapping[str, Any]) -> Book:
    """Raises ValueError unless transactionId and our extended property say the same."""
    (ours,) = body["singleValueExtendedProperties"]
    if ours["value"] != body["transactionId"]:
        raise ValueError("two keys")
    reached = (a["emailAddress"] for a in body.get("attendees", ()))
    invited = tuple(Invited(r["address"], r.get("name", "")) for r in reached)
    return Book(organiser, body["transactionId"], body["subject"], span(body), invited)


def event(standing: Event) -> dict[str, Any]:
    return {
        "id": standing.id,
        "createdDateTime": f"{standing.made.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}0Z",
        "transactionId": standing.key,
        "subject": standing.subject,
        "start": at(standing.span.starts, "Europe/Oslo"),
        "end": at(standing.span.ends, "Europe/Oslo"),
        "isCancelled": standing.is_cancelled,
        "attendees": [_attendee(standing, i) for i in standing.invited],
    }


def _attendee(standing: Event, invited: Invited) -> dict[str, Any]:
    """With the case of letters that the mailbox has, whatever was sent."""
    said = REPLIES[standing.replies[invited.address.lower()]]
    return {
        "type": "required",
        "status": {"response": said, "time": "0001-01-01T00:00:00Z"},
        "emailAddress": {"name": invited.name, "address": invited.address.capitalize()},
    }


def schedule(read: Schedule) -> dict[str, Any]:
    """Of somebody who cannot be read, only the error."""
    if not read.is_known:
        said = {"message": "Unable to resolve e-mail address.", "responseCode": "ErrorMailRecipientNotFound"}
        return {"scheduleId": read.address, "availabilityView": "", "error": said}
    items = [
        {"status": "oof" if o.is_away else "busy", "start": at(o.span.starts, "UTC"), "end": at(o.span.ends, "UTC")}
        for o in read.occupied
    ]
    return {"scheduleId": read.address, "scheduleItems": items, "workingHours": _hours(read.hours)}


def _hours(hours: Hours | None) -> dict[str, Any]:
    if hours is None:
        return {"daysOfWeek": ["monday"], "startTime": "08:00:00.0000000", "endTime": "17:00:00.0000000",
                "timeZone": {"name": "Pacific Standard Time"}}  # fmt: skip
    return {
        "daysOfWeek": [DAYS[n - 1] for n in sorted(hours.days)],
        "startTime": f"{hours.starts:%H:%M:%S}.0000000",
        "endTime": f"{hours.ends:%H:%M:%S}.0000000",
        "timeZone": {"name": "W. Europe Standard Time"},
    }


def automatic_reply(said: AutomaticReply) -> dict[str, Any]:
    if not said.is_on:
        return {"status": "disabled"}
    if said.span is None:
        return {"status": "alwaysEnabled"}
    starts, ends = at(said.span.starts, "UTC"), at(said.span.ends, "UTC")
    return {"status": "scheduled", "scheduledStartDateTime": starts, "scheduledEndDateTime": ends}


def user(member: Member) -> dict[str, Any]:
    return {
        "id": member.id,
        "displayName": member.name,
        "mail": member.address or None,
        "userType": "Guest" if member.is_guest else "Member",
        "accountEnabled": member.is_enabled,
    }
