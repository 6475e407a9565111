"""A whole school in Teams for a story: the real bot over real HTTP, people who write and press, a clock that moves.

A story reads as sentences; everything here goes through the same endpoint, tokens and connector as in Teams.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from cards.look import Surface
from demo.graph_tenant import TenantGraph
from demo.teams_activities import Answer, Dialog
from demo.teams_chats import Message, Person
from tests.story.house import Sent, StoryStage, Wire
from tests.story.reading import Card, buttons, standing, words

__all__ = ["FIRST_PAGE", "Card", "Someone", "Theatre", "buttons", "words"]

FIRST_PAGE = {
    "student": "Ola Dal 2STA",
    "student_unknown": "false",
    "what": "Sitter alene hver dag.",
    "by_staff": "no",
    "danger": "no",
}


@dataclass
class Someone:
    """A person in the story, with the dialog they have open. `taps` counts inputs touched and buttons pressed."""

    stage: StoryStage
    id: str
    dialog: Dialog | None = None
    open_card: str | None = None
    answers: list[Answer] = field(default_factory=list)
    taps: int = 0

    @property
    def person(self) -> Person:
        return self.stage.teams.chats.people[self.id]

    # -- what they do

    async def says(self, text: str) -> None:
        await self.stage.teams.say(self.person, text)

    async def presses(self, button: str, inputs: Mapping[str, str] | None = None, on: str | None = None) -> Answer:
        """Presses in the open dialog, or on a card in the chat: one that shows `on`, or the one that is open."""
        if self.dialog and on is None:
            answer = await self._press(None, self.dialog.card, button, inputs, self.dialog)
        else:
            message = self._card(on, button)
            self.open_card = message.activity_id
            answer = await self._press(message.activity_id, message.card or {}, button, inputs, None)
        return self._saw(answer)

    async def presses_old(self, message: Message, button: str) -> Answer:
        """Presses a button that this card had when it was kept, as a client does that shows an old one."""
        self.open_card = message.activity_id
        return self._saw(await self._press(message.activity_id, message.card or {}, button, None, None))

    async def presses_fallback(self, button: str) -> Answer:
        """As `presses`, on a client that knows no Action.Execute and uses its fallback instead."""
        card = self.sees
        action = buttons(card)[button]
        message = None if self.dialog else next(m for m in reversed(self.cards) if m.card == card)
        self.open_card = message.activity_id if message else None
        pressed = action.get("fallback", action)
        activity = message.activity_id if message else None
        return self._saw(await self.stage.teams.press(self.person, activity, pressed, dialog=self.dialog))

    async def forges(self, verb: str, **data: Any) -> str:
        """What is answered to a client that the person has written themself: any verb, with any data."""
        action = {"type": "Action.Submit", "data": {"msteams": {"type": "task/fetch"}, "verb": verb, **data}}
        answer = await self.stage.teams.press(self.person, self.cards[0].activity_id, action)
        assert answer.status == 200
        assert answer.dialog
        return f"{answer.dialog.title}\n{words(answer.dialog.card)}"

    async def reports_message(self, text: str, by: str, where: Any = "channel") -> Answer:
        """ "Meld fra til rektor" on somebody's message."""
        sender = {"user": {"id": "7d3e1a50-0000-4000-8000-000000000099", "displayName": by}}
        message = {"body": {"contentType": "html", "content": text}, "from": sender}
        return self._saw(await self.stage.teams.message_action(self.person, "tell_about_message", message, where))

    async def tells(self, **answers: str) -> str:
        """The whole first page, from "hei" to the words that stand there after Send."""
        await self.opens_form()
        await self.presses("Send", {**FIRST_PAGE, **answers})
        return self.reads

    async def opens_form(self) -> Card:
        self.closes_dialog()
        await self.says("hei")
        await self.presses("Meld fra til rektor")
        return self.sees

    async def opens_case(self) -> Card:
        """Looks who is involved, answers that one is habil, and reads; no redrawing of the card is under way."""
        await self.stage.pass_time()
        await self.presses("Åpne")
        await self.presses("Jeg er habil, åpne saken")
        return self.sees

    def closes_dialog(self) -> None:
        self.dialog = None

    # -- what they see

    @property
    def chat(self) -> tuple[Message, ...]:
        return self.stage.teams.chat(self.person)

    @property
    def cards(self) -> list[Message]:
        return [m for m in self.chat if m.sender == "bot" and m.card]

    @property
    def last(self) -> Card:
        return self.cards[-1].card or {}

    @property
    def sees(self) -> Card:
        """The open dialog, or the card in the chat that was last pressed, or the newest one."""
        if self.dialog:
            return self.dialog.card
        pressed = [m.card for m in self.cards if m.activity_id == self.open_card]
        return (pressed or [self.last])[0] or {}

    @property
    def reads(self) -> str:
        """The words of what they see, a dialog's title first."""
        return f"{self.dialog.title}\n{words(self.sees)}" if self.dialog else words(self.sees)

    def cards_with(self, text: str) -> list[Message]:
        return [m for m in self.cards if text in words(m.card or {})]

    def card_with(self, text: str) -> Message:
        """The newest card in the chat that shows these words."""
        return self.cards_with(text)[-1]

    @property
    def receipt(self) -> str:
        """The newest receipt in the chat."""
        return words(self.card_with("Lagret mandag").card or {})

    @property
    def doorbells(self) -> list[str]:
        """Every card in the chat that names a case, oldest first."""
        return [words(m.card or {}) for m in self.cards_with("Sak 20")]

    @property
    def whole_chat(self) -> str:
        """The chat as it stands, byte for byte, without the clock and the numbers Teams gives."""
        return json.dumps([[m.sender, m.text, m.card, m.version] for m in self.chat], ensure_ascii=False)

    # -- how

    def _saw(self, answer: Answer) -> Answer:
        self.dialog = answer.dialog
        self.answers.append(answer)
        return answer

    def _card(self, on: str | None, button: str) -> Message:
        if on is not None:
            return next(m for m in reversed(self.cards_with(on)) if button in buttons(m.card or {}))
        at_hand = [m for m in self.cards if m.activity_id == self.open_card and button in buttons(m.card or {})]
        return at_hand[0] if at_hand else next(m for m in reversed(self.cards) if button in buttons(m.card or {}))

    async def _press(
        self, activity: str | None, card: Card, button: str, inputs: Mapping[str, str] | None, dialog: Dialog | None
    ) -> Answer:
        action, before = buttons(card)[button], standing(card)
        filled = {**before, **(inputs or {})}
        self.taps += 1 + sum(filled[name] != before.get(name) for name in filled)
        return await self.stage.teams.press(self.person, activity, action, filled, dialog=dialog)


@dataclass
class Theatre:
    stage: StoryStage
    surface: Surface
    wire: Wire

    @property
    def tenant(self) -> TenantGraph:
        assert self.stage.tenant
        return self.stage.tenant

    def someone(self, name: str) -> Someone:
        return Someone(self.stage, next(p.id for p in self.stage.teams.chats.people.values() if p.name == name))

    async def installed(self, *names: str, locale: str = "nb-NO") -> tuple[Someone, ...]:
        """These people, the app now installed for them, their Teams in that language."""
        found = tuple(self.someone(name) for name in names)
        for one in found:
            self.stage.teams.chats.speak(one.person, locale)
            await self.stage.teams.install(one.person)
        return found

    async def stranger(self, name: str = "Ukjent Gran", locale: str = "nb-NO") -> Someone:
        """A member of our tenant who is not in the register."""
        number = len(self.stage.teams.chats.people)
        person = self.stage.teams.add_person(f"9c000000-0000-4000-8000-0000000000{number:02}", name, locale)
        await self.stage.teams.install(person)
        return Someone(self.stage, person.id)

    # -- time

    async def settle(self) -> None:
        """Until everything that is due now has been sent and written; the receipt's short pause too."""
        for _ in range(3):
            await self.stage.pass_time(seconds=1)

    async def wait(self, **time: float) -> None:
        """The clock goes on; what falls due on the way happens in its order."""
        await self.stage.pass_time(**time)

    async def wait_minute_by_minute(self, minutes: int) -> None:
        for _ in range(minutes):
            await self.stage.pass_time(minutes=1)

    # -- the record

    def count(self, table: str) -> int:
        return int(self.stage.rows(f"SELECT count(*) FROM {table}")[0][0])  # noqa: S608 - a name of ours

    def audit(self) -> list[dict[str, str]]:
        """Every entry, as it stands in the database."""
        names = ("chain", "actor", "action", "case", "outcome", "reason")
        asked = 'SELECT chain, actor, action, "case", outcome, reason FROM audit ORDER BY at, chain, seq'
        return [dict(zip(names, row, strict=True)) for row in self.stage.rows(asked)]

    async def ready(self) -> dict[str, Any]:
        """What `/readyz` answers."""
        return await self.get("/readyz")

    async def get(self, path: str) -> dict[str, Any]:
        """What the bot answers whoever runs it."""
        url = self.ready_url.replace("/readyz", path)
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            found: dict[str, Any] = await answer.json()
            return found

    @property
    def ready_url(self) -> str:
        return self.stage.teams._bot_url.replace("/api/messages", "/readyz")

    def case_ids(self) -> list[str]:
        return [row[0] for row in self.stage.rows("SELECT id FROM cases ORDER BY ordinal")]

    def report_ids(self) -> list[str]:
        return [row[0] for row in self.stage.rows("SELECT id FROM reports ORDER BY ordinal")]

    # -- the wire

    def sent_to(self, one: Someone) -> list[Sent]:
        return [s for s in self.wire.sent if s.person == one.id]
