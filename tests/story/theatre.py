"""A whole school in Teams for a story: the real bot over real HTTP, people who write and press, a clock that moves.

A story reads as sentences; everything here goes through the same endpoint, tokens and connector as in Teams.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cards.look import Surface
from demo.stage import DemoStage
from demo.teams_activities import Answer, Dialog
from demo.teams_chats import Message, Person

Card = dict[str, Any]
FIRST_PAGE = {
    "student": "Ola Dal 2STA",
    "student_unknown": "false",
    "what": "Sitter alene hver dag.",
    "by_staff": "no",
    "danger": "no",
}


def words(card: Card) -> str:
    """Everything a reader sees on a card, a line each; inputs' values too."""
    return "\n".join(_words(card))


def _words(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from (str(node[k]) for k in ("text", "label", "title", "value") if isinstance(node.get(k), str))
        yield from (w for key, child in node.items() if key not in ("data", "fallback") for w in _words(child))
    elif isinstance(node, list):
        yield from (w for child in node for w in _words(child))


def buttons(card: Card) -> dict[str, dict[str, Any]]:
    """The card's buttons by their words, wherever they stand in it."""
    return {a["title"]: a for a in _actions(card)}


def _actions(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if str(node.get("type", "")).startswith("Action."):
            yield node
        else:
            yield from (a for child in node.values() for a in _actions(child))
    elif isinstance(node, list):
        yield from (a for child in node for a in _actions(child))


@dataclass
class Someone:
    """A person in the story, with the dialog they have open."""

    stage: DemoStage
    person: Person
    dialog: Dialog | None = None
    open_card: str | None = None
    answers: list[Answer] = field(default_factory=list)

    async def says(self, text: str) -> None:
        await self.stage.teams.say(self.person, text)

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

    def card_with(self, text: str) -> Message:
        """The newest card in the chat that shows these words."""
        return next(m for m in reversed(self.cards) if text in words(m.card or {}))

    async def presses(self, button: str, inputs: Mapping[str, str] | None = None, on: str | None = None) -> Answer:
        """Presses in the open dialog, or on a card in the chat: one that shows `on`, or the one that is open."""
        if self.dialog and on is None:
            answer = await self._press(None, self.dialog.card, button, inputs, self.dialog)
        else:
            message = self._card(on, button)
            self.open_card = message.activity_id
            answer = await self._press(message.activity_id, message.card or {}, button, inputs, None)
        self.dialog = answer.dialog
        self.answers.append(answer)
        return answer

    def _card(self, on: str | None, button: str) -> Message:
        if on is not None:
            return self.card_with(on)
        at_hand = [m for m in self.cards if m.activity_id == self.open_card and button in buttons(m.card or {})]
        return at_hand[0] if at_hand else next(m for m in reversed(self.cards) if button in buttons(m.card or {}))

    async def _press(
        self, activity: str | None, card: Card, button: str, inputs: Mapping[str, str] | None, dialog: Dialog | None
    ) -> Answer:
        action = buttons(card)[button]
        filled = {**_standing(card), **(inputs or {})}
        return await self.stage.teams.press(self.person, activity, action, filled, dialog=dialog)

    async def tells(self, **answers: str) -> Card:
        """The whole first page, from "hei" to what stands there after Send."""
        await self.says("hei")
        await self.presses("Meld fra til rektor")
        await self.presses("Send", {**FIRST_PAGE, **answers})
        return self.sees

    def closes_dialog(self) -> None:
        self.dialog = None


def _standing(card: Card) -> dict[str, str]:
    """What stands in the inputs of a card before anybody writes in them, as a client sends it."""
    return {e["id"]: e.get("value", "") for e in card["body"] if e["type"].startswith("Input.")}


@dataclass
class Theatre:
    stage: DemoStage
    surface: Surface

    def someone(self, name: str) -> Someone:
        return Someone(self.stage, next(p for p in self.stage.teams.chats.people.values() if p.name == name))

    async def settle(self) -> None:
        """Until everything that is due now has been sent and written; the receipt's short pause too."""
        await self.stage.pass_time(seconds=2)

    async def wait(self, **time: float) -> None:
        """The clock goes on; what falls due on the way happens in its order."""
        await self.stage.pass_time(**time)
