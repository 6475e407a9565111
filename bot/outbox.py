"""The outbox at work: what is due goes out, and how it went is written, until the process ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from weakref import WeakValueDictionary

from bot.adapter import name_failure
from bot.connector import Connector, Delivered, Opened, Retry, Unsure
from bot.connector import Outcome as Sent
from bot.desk import Desk
from bot.turn import activity
from cards import answer, drill, notice, owner_notice, receipt, student, tasks, wheel, wishes, witness, words
from cards.look import Look
from cards.parts import Card
from domain.agenda import Call
from domain.case_views import TaskCard
from domain.checkpoint import Witness
from domain.delivery import Card as Kind
from domain.delivery import Conversation
from domain.drill import DrillCard, DrillResult
from domain.following import Answer
from domain.owner_views import OwnerCard
from domain.students import Start
from domain.text import Text, language_of
from domain.views import Notice, Receipt, WheelCard
from domain.wishes import WishCard
from services import delivering
from services.delivering import Arrived, Doubtful, Landed, NotNow, Outcome, Parcel, Refused, View
from storage.failures import StoreUnavailable

AT_ONCE = 32
LANDING = 1.0  # seconds that what is in the air is given when the process ends
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
    _turns: WeakValueDictionary[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    _landed: list[Landed] = field(default_factory=list)
    _is_settling: bool = False

    async def run(self) -> None:
        """Until cancelled. A failure is logged and tried again; what was leased comes back by itself."""
        while True:
            with contextlib.suppress(TimeoutError):  # not wait_for: on Python 3.11 it can swallow a cancellation
                async with asyncio.timeout(_PULSE):
                    await self.wake.wait()
            self.wake.clear()
            try:
                await self._empty()
            except StoreUnavailable as error:
                log.error("outbox waits: %s", error)
            except Exception as error:
                log.error("outbox failed: %s", name_failure(error))

    async def _empty(self) -> None:
        """Sends until nothing is due, at most `AT_ONCE` in the air."""
        is_more = True
        while is_more:
            parcels, is_more = await self._take()
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

    async def _take(self) -> tuple[tuple[Parcel, ...], bool]:
        now, room = self.desk.now(), AT_ONCE
        return await self.desk.save(lambda work: delivering.take(work, self.desk.house, now, room), TAKING)

    async def _deliver(self, parcel: Parcel) -> None:
        try:
            async with self._turn(parcel.delivery.shown):
                outcome = await self._send(parcel)
            self._landed.append(Landed(parcel, outcome, self.desk.now()))  # to the list as it is now, not before
        except Exception as error:  # the lease runs out and it is taken again
            log.error("delivery not made: %s", name_failure(error))
        if not self._is_settling:
            await self._settle_all()

    def _turn(self, card: str) -> contextlib.AbstractAsyncContextManager[object]:
        """Redrawings of one card go one after the other: what was drawn first must not land last."""
        if not card:
            return contextlib.nullcontext()
        lock = self._turns.get(card)
        if lock is None:
            lock = self._turns[card] = asyncio.Lock()
        return lock

    async def close(self) -> None:
        """What is in the air may land; the rest is sent again when the lease has run out."""
        if self._flying:
            await asyncio.wait(self._flying, timeout=LANDING)
        for task in tuple(self._flying):
            task.cancel()
        await asyncio.gather(*self._flying, return_exceptions=True)

    async def _settle_all(self) -> None:
        """What lands while others are being settled is settled together, by the one who began."""
        self._is_settling = True
        try:
            while landed := self._landed:
                self._landed = []
                await self._settle(landed)
        finally:
            self._is_settling = False

    async def _settle(self, landed: list[Landed]) -> None:
        """One that cannot be settled stands in nobody else's way; its lease runs out and it is taken again."""
        try:
            await self.desk.save(lambda work: delivering.settle(work, self.desk.house, landed), SETTLING)
        except Exception as error:
            if len(landed) == 1 or isinstance(error, StoreUnavailable):
                log.error("%d delivered, not settled: %s", len(landed), name_failure(error))
                return
            for one in landed:
                await self._settle([one])

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
        who = parcel.to.person if parcel.to else parcel.delivery.person
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
    Kind.CONFIRM: receipt.IS_IT_RIGHT,
    Kind.TELL_OWNER: receipt.ASK_OWNER_TOLD,
    Kind.ANSWER: answer.NEWS,
    Kind.TASK: tasks.TITLES[Call.GIVEN],
    Kind.RAISED: notice.NOT_ARRIVED,
    Kind.UNMAILED: notice.NO_MAIL,
    Kind.OWNER_NOTICE: owner_notice.FROM_A_SCHOOL,
    Kind.WHEEL: wheel.TIME_NOW,
    Kind.DRILL: drill.TITLE,
    Kind.DRILL_RESULT: drill.RESULT,
    Kind.START: words.HELLO,
    Kind.WITNESS: witness.TITLE,
}


def summary(parcel: Parcel) -> Text:
    if isinstance(parcel.view, Receipt) and parcel.view.nobody_reached:
        return receipt.NOBODY_REACHED
    if isinstance(parcel.view, TaskCard):
        return tasks.TITLES[parcel.view.call]
    if isinstance(parcel.view, WishCard):
        return wishes.TITLES[parcel.view.ring]
    return SUMMARIES[parcel.delivery.card]


_DRAWN: Mapping[type[View], Callable[[Look, Any], Card]] = {
    Notice: notice.notice,
    Receipt: receipt.receipt,
    Answer: answer.answer,
    TaskCard: tasks.doorbell,
    WheelCard: wheel.card,
    DrillCard: drill.notice,
    DrillResult: drill.result,
    OwnerCard: owner_notice.notice,
    WishCard: wishes.doorbell,
    Witness: witness.card_of,
}


def draw(look: Look, parcel: Parcel) -> Card:
    view = parcel.view
    if isinstance(view, Receipt) and parcel.delivery.card is Kind.TELL_OWNER and view.can_record_owner:
        return receipt.ask_owner_told(look, view)
    return student.hello(look) if isinstance(view, Start) else _DRAWN[type(view)](look, view)


def _is_gone(sent: Sent) -> bool:
    """404: the person has removed the chat, and with it the conversation."""
    return getattr(sent, "status", None) == 404


def _outcome(sent: object, place: Conversation | None, shown: str) -> Outcome:
    match sent:
        case Delivered(activity_id) if place is not None:
            return Arrived(activity_id or shown, place if place.proven else replace(place, proven=True))
        case Retry(_, after):
            return NotNow(after)
        case Unsure(_, after):
            return Doubtful(after)
    return Refused()
