"""One Teams activity: understood as an ask, answered in the shape that Teams wants for how it came."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from botbuilder.core import TurnContext
from botbuilder.schema import Activity, Attachment

from bot import gate
from bot.adapter import answer, body_of, neutral_answer
from bot.ask import Ask, Page, Speaker, Via, ask, speaker
from bot.desk import Desk
from bot.verbs import respond
from cards import words
from cards.look import Look
from cards.parts import Card
from cards.plain import message as message_card
from domain.delivery import Conversation
from domain.people import PersonId
from domain.text import language_of
from storage.failures import StoreUnavailable

CARD_TYPE = "application/vnd.microsoft.card.adaptive"


log = logging.getLogger(__name__)


@dataclass
class Turns:
    """The bot's turn. Remembers where each person was last seen, so that only news is written to the record, and
    where they have been greeted, so that nobody is twice."""

    desk: Desk
    met: Callable[[PersonId], None] = lambda _: None  # told of everybody who asks something, and never waited for
    seen: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    greeted: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    async def take(self, context: TurnContext) -> None:
        body = body_of(context)
        if gate.place(body) != "personal":
            await _explain(context, body)
        elif body["type"] in ("installationUpdate", "conversationUpdate"):
            await self._met(context, body)
        else:
            await self._asked(context, ask(body))

    async def _asked(self, context: TurnContext, asked: Ask) -> None:
        if body_of(context)["conversation"].get("conversationType") == "personal":
            await self._remember(asked.speaker)
            self.met(asked.speaker.id)
        page = await respond(self.desk, asked)
        match asked.via:
            case Via.DIALOG:
                answer(context, dialog(page))
            case Via.CARD if page.failure:
                answer(context, neutral_answer("adaptiveCard/action", page.failure))
            case Via.CARD:
                answer(context, redrawn(page))
            case Via.SUBMIT if asked.card and not page.failure:
                await context.update_activity(_message(page, id=asked.card))
            case _:
                await context.send_activity(_message(page))

    async def _met(self, context: TurnContext, body: Mapping[str, Any]) -> None:
        """Installed, or first seen: keep where they are, so that an alert reaches one who has never written."""
        if not body.get("from", {}).get("aadObjectId"):
            return
        who, action = speaker(body), str(body.get("action") or "")
        if action.startswith("remove"):
            self.greeted.pop(who.id, None)
            return
        await self._remember(who)
        self.met(who.id)
        if body["type"] == "installationUpdate" and not action.endswith("upgrade"):
            await self._greet(context, who)

    async def _greet(self, context: TurnContext, who: Speaker) -> None:
        """Once at each place: Teams repeats an event when an answer was late, and tells of each new version."""
        place = _place(who)
        if self.greeted.get(who.id) == place:
            return
        self.greeted[who.id] = place
        page = await respond(self.desk, Ask(who, Via.CHAT, "hello", {"new": "yes"}))
        try:
            await context.send_activity(_message(page))
        except BaseException:
            self.greeted.pop(who.id, None)
            raise

    async def _remember(self, who: Speaker) -> None:
        """Where they are now. When that cannot be saved, what they ask is answered all the same."""
        place = _place(who)
        if self.seen.get(who.id) == place:
            return
        met = Conversation(who.id, who.conversation, who.service_url, who.locale, self.desk.now())
        try:
            await self.desk.save(lambda work: work.keep_conversation(met))
        except StoreUnavailable as error:
            log.error("conversation not kept: %s", error)
        else:
            self.seen[who.id] = place


def _place(who: Speaker) -> tuple[str, str, str]:
    return who.conversation, who.service_url, who.locale


async def _explain(context: TurnContext, body: Mapping[str, Any]) -> None:
    """In a team, channel or group chat: no report is taken there, and why (E47)."""
    look = Look(language_of(str(body.get("locale") or "")))
    page = Page(look.w(words.NOT_HERE), message_card(look, words.NOT_HERE, words.NOT_HERE_BODY))
    if body["type"] == "invoke":
        answer(context, redrawn(page) if body["name"] == "adaptiveCard/action" else dialog(page))
    elif body["type"] == "message" or _bot_joined(body):
        await context.send_activity(_message(page))


def _bot_joined(body: Mapping[str, Any]) -> bool:
    me = (body.get("recipient") or {}).get("id")
    return any(m.get("id") == me for m in body.get("membersAdded") or ())


def dialog(page: Page) -> dict[str, Any]:
    """What opens a dialog or goes on in one."""
    shown = {"title": page.title, "height": "large", "width": "medium", "card": attachment(page.card)}
    return {"task": {"type": "continue", "value": shown}}


def redrawn(page: Page) -> dict[str, Any]:
    """What takes the place of the card whose button was pressed."""
    return {"statusCode": 200, "type": CARD_TYPE, "value": page.card}


def attachment(card: Card) -> dict[str, Any]:
    return {"contentType": CARD_TYPE, "content": card}


def activity(summary: str, card: Card) -> dict[str, Any]:
    """A message that is one card. `summary` is what a notification shows: never content."""
    return {"type": "message", "summary": summary, "attachments": [attachment(card)]}


def _message(page: Page, id: str | None = None) -> Activity:
    card = Attachment(content_type=CARD_TYPE, content=page.card)
    return Activity(type="message", id=id, summary=page.title, attachments=[card])
