"""The outbox at work: what is due goes out, and how it went is written, until the process ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field, replace

from bot.adapter import name_failure
from bot.connector import Connector, Delivered, Opened, Retry, Unsure
from bot.connector import Outcome as Sent
from bot.desk import Desk
from bot.turn import activity
from cards import notice, receipt
from cards.look import Look
from cards.parts import Card
from domain.delivery import Card as Kind
from domain.delivery import Conversation
from domain.text import Text, language_of
from domain.views import Notice, Receipt
from services import delivering
from services.delivering import Arrived, Doubtful, NotNow, Outcome, Parcel, Refused
from storage.failures import StoreUnavailable

AT_ONCE = 32
TAKING, SETTLING = 0.002, 0.005  # seconds that these will wait for a commit to share; a report never waits for them
_PULSE = 1.0  # seconds between looks when nothing has woken us

log = logging.getLogger(__name__)


@dataclass
class Outbox:
    """Wakes on every commit that queued something, and every second for what has fallen due."""

    desk: Desk
    connector: Connector
    bot_id: str
    tenant: str
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    _flying: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self) -> None:
        """Until cancelled. A failure is logged and tried again; what was leased comes back by itself."""
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.wake.wait(), _PULSE)
            self.wake.clear()
            try:
                await self._empty()
            except StoreUnavailable as error:
                log.error("outbox waits: %s", error)
            except Exception as error:
                log.error("outbox failed: %s", name_failure(error))

    async def _empty(self) -> None:
        """Sends until nothing is due, at most `AT_ONCE` in the air."""
        while parcels := await self._take():
            for parcel in parcels:
                task = asyncio.create_task(self._deliver(parcel))
                self._flying.add(task)
                task.add_done_callback(self._flying.discard)
            while len(self._flying) >= AT_ONCE:
                await asyncio.wait(self._flying, return_when=asyncio.FIRST_COMPLETED)

    async def rest(self) -> None:
        """Sends what is due now and returns when all of it has been settled: for the demo and the tests."""
        await self._empty()
        while self._flying:
            await asyncio.wait(self._flying)
            await self._empty()

    async def _take(self) -> tuple[Parcel, ...]:
        now, room = self.desk.now(), AT_ONCE
        return await self.desk.save(lambda work: delivering.take(work, self.desk.house, now, room), TAKING)

    async def _deliver(self, parcel: Parcel) -> None:
        try:
            outcome = await self._send(parcel)
            now = self.desk.now()
            await self.desk.save(lambda work: delivering.settle(work, self.desk.house, parcel, outcome, now), SETTLING)
        except Exception as error:  # the lease runs out and it is taken again
            log.error("delivery not settled: %s", name_failure(error))

    async def _send(self, parcel: Parcel) -> Outcome:
        """To where the person was last seen; a conversation that is gone, or never was, is made first."""
        if parcel.service_url is None:
            return NotNow()
        if parcel.to and delivering.wants_a_sign_of_life(parcel.delivery) and not await self._is_there(parcel.to):
            return NotNow()
        if parcel.to is not None:
            sent = await self._post(parcel, parcel.to)
            if not _is_gone(sent) or parcel.delivery.shown:
                return _outcome(sent, parcel.to, parcel.delivery.shown)
        return await self._send_anew(parcel, parcel.service_url)

    async def _is_there(self, place: Conversation) -> bool:
        return await self.connector.answers(place.service_url, place.conversation)

    async def _send_anew(self, parcel: Parcel, service_url: str) -> Outcome:
        who = parcel.delivery.person
        opened = await self.connector.create_conversation(service_url, who, self.bot_id, self.tenant)
        if not isinstance(opened, Opened):
            return _outcome(opened, None, "")
        locale = parcel.to.locale if parcel.to else ""
        place = Conversation(who, opened.conversation_id, service_url, locale, self.desk.now())
        return _outcome(await self._post(parcel, place), place, "")

    async def _post(self, parcel: Parcel, place: Conversation) -> Sent:
        look = Look(language_of(place.locale), self.desk.surface)
        said = activity(look.w(summary(parcel)), draw(look, parcel))
        if parcel.delivery.shown:
            return await self.connector.update_activity(
                place.service_url, place.conversation, parcel.delivery.shown, said
            )
        return await self.connector.send_to_conversation(place.service_url, place.conversation, said)


# What a notification shows on a locked screen.
SUMMARIES = {
    Kind.NOTICE: notice.SOMEBODY_TOLD,
    Kind.REMINDER: notice.REMINDER,
    Kind.NEWS: notice.NEWS,
    Kind.RECEIPT: receipt.RECEIPT,
    Kind.TELL_OWNER: receipt.ASK_OWNER_TOLD,
}


def summary(parcel: Parcel) -> Text:
    if isinstance(parcel.view, Receipt) and parcel.view.nobody_reached:
        return receipt.NOBODY_REACHED
    return SUMMARIES[parcel.delivery.card]


def draw(look: Look, parcel: Parcel) -> Card:
    match parcel.view:
        case Notice():
            return notice.notice(look, parcel.view)
        case Receipt() if parcel.delivery.card is Kind.TELL_OWNER and parcel.view.can_record_owner:
            return receipt.ask_owner_told(look, parcel.view)
    return receipt.receipt(look, parcel.view)


def _is_gone(sent: Sent) -> bool:
    """404: the person has removed the chat, and with it the conversation."""
    return getattr(sent, "status", None) == 404


def _outcome(sent: object, place: Conversation | None, shown: str) -> Outcome:
    match sent:
        case Delivered(activity_id) if place is not None:
            return Arrived(activity_id or shown, replace(place, proven=True))
        case Retry(_, after):
            return NotNow(after)
        case Unsure(_, after):
            return Doubtful(after)
    return Refused()
