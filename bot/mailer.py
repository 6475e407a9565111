"""Mail to the owner at work, beside the outbox and never in its way: its own rows, its own pace, by way of Graph."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field

from bot.adapter import name_failure
from bot.desk import Desk
from bot.outbox import SETTLING, TAKING
from cards import owner_mail
from cards.look import Look
from domain.people import PersonId
from domain.text import language_of
from services import mailing
from services.addresses import place
from services.jobs import Done, Doubt, Later, Mail, Outcome, ReadMember, Refused, Why
from services.mailing import Letter
from storage.failures import StoreUnavailable

AT_ONCE = 4  # Exchange takes no more from one app in one mailbox
PATIENCE = 45.0  # seconds for one mail, directory and all: less than its lease, or it would be taken twice
PULSE = 2.0
SELDOM = 3600.0  # where no mail goes: what waited while some did must not wait in silence

log = logging.getLogger(__name__)


def chat_link(app: str, tenant: str) -> str:
    """Into the personal chat with the app: Microsoft's page "Deep link to an application", its chat with the app.

    `app` is the id in the organisation's catalogue, or the manifest's where the app was uploaded by hand.
    """
    return f"https://teams.microsoft.com/l/entity/{app}/conversations?tenantId={tenant}"


@dataclass
class Mailer:
    """`sender` is the service mailbox. Without one what is still waiting is raised to a person."""

    desk: Desk
    sender: str
    link: str
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(self) -> None:
        """Until cancelled. A failure is logged and tried again; what was leased comes back by itself."""
        pulse = PULSE if self.desk.house.mails else SELDOM
        while True:
            try:
                await self.rest()
            except StoreUnavailable as error:
                log.error("mail waits: %s", error)
            except Exception as error:
                log.error("mail failed: %s", name_failure(error))
            await asyncio.sleep(pulse)

    async def rest(self) -> None:
        """Sends what is due now, a few at once, and returns when all of it has been settled."""
        async with self._turn:
            while await self._round():
                pass

    async def _round(self) -> bool:
        desk, now = self.desk, self.desk.now()
        letters = await desk.save(lambda work: mailing.take(work, desk.house, now, AT_ONCE), TAKING)
        await asyncio.gather(*map(self._deliver, letters))
        return bool(letters)

    async def _deliver(self, letter: Letter) -> None:
        """One that cannot be settled is taken again when its lease has run out."""
        try:
            outcome = await self._send_in_time(letter)
            desk, now = self.desk, self.desk.now()
            well = await desk.save(lambda work: mailing.settle(work, desk.house, letter, outcome, now), SETTLING)
        except Exception as error:
            log.error("mail not settled: %s", name_failure(error))
            return
        if not well:
            why = getattr(outcome, "why", Why.AWAY)
            log.warning("a mail to the owner could not be sent (%s); those in charge are told in Teams", why)

    async def _send_in_time(self, letter: Letter) -> Outcome[None]:
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._send(letter)
        except TimeoutError:
            return Doubt(Why.AWAY)

    async def _send(self, letter: Letter) -> Outcome[None]:
        if not self.sender:
            return Refused(Why.NOT_SET_UP)
        to = Done(letter.address) if letter.address else await self._known_address(letter.delivery.person)
        if not isinstance(to, Done):
            return to
        return await self.desk.graph.ask(Mail(self.sender, to.value, *self._words(letter)))

    async def _known_address(self, who: PersonId) -> Done[str] | Later | Refused:
        """As the directory has it. Asking has no effect: in doubt about that nothing was sent."""
        found = place(await self.desk.graph.ask(ReadMember(who)))
        if isinstance(found, Doubt):
            return Later(found.why, found.after)
        return Refused(Why.NO_MAILBOX) if found == Done("") else found

    def _words(self, letter: Letter) -> tuple[str, str]:
        look = Look(language_of(letter.locale))
        if letter.outside:
            return owner_mail.ring(look, letter.school, letter.phone)
        return owner_mail.waiting(look, letter.reference, self.link)
