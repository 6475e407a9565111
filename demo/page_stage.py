"""What the demonstration page plays on, as its routes know it."""

from collections.abc import AsyncIterator
from typing import Any, Protocol

Json = dict[str, Any]


class Outlook(Protocol):
    """The people's calendars, as they see and change them themselves."""

    is_away: bool

    def calendar(self, person_id: str) -> list[Json]:
        """`[{id, subject, starts, ends, organiser, isMine, isCalledOff, reply, answers: [{name, reply}]}]`, next first.

        A reply is `"none"`, `"accepted"`, `"tentative"` or `"declined"`; the person's own is None where they are not
        invited. Times are ISO in Europe/Oslo.
        """

    def reply(self, person_id: str, event: str, reply: str) -> None: ...

    def move(self, event: str) -> None: ...

    def delete(self, event: str) -> None: ...

    def set_away(self, is_away: bool) -> None: ...


class Stage(Protocol):
    """Everybody's chat with the bot, school by school, and the clock they live by.

    `press` and `message_action` answer `{"status", "dialog", "close", "message"}`, where `dialog` is
    `{"title", "height", "width", "card"}` or None: a dialog opens one or replaces the one that is open;
    none closes it. `status` is what the bot's endpoint answered, 400 and above is shown as a failure.
    """

    def schools(self) -> list[Json]:
        """`[{id, name, shortName, owner, page, lines: [{text, rule, source}]}]`, first the one that is shown first.

        `lines` tell how the school does it; `rule` and `source` are left out where that is what is usual in Varsle.
        `page` is the address of its open page, None where there is none.
        """

    def people(self, school: str) -> list[Json]:
        """`[{id, name, role, initials, locale, colour?, colleague?, place?}]`, in the order of the columns.

        The teacher comes first, and has a `colleague` (`{name, role, initials}`), whose message may be reported.
        `place` is "phone" for the student, "aside" for those who are shown only when somebody asks for them.
        """

    def chat(self, person_id: str) -> list[Json]:
        """`[{id, sender: "bot"|"person", text, card, sentAt, updatedAt, version}]`, oldest first."""

    def surface(self) -> str:
        """`"dialog"` or `"inline"`."""

    def clock(self) -> Json:
        """`{"now": ISO time in Europe/Oslo, "moved": minutes}`."""

    @property
    def outlook(self) -> Outlook | None:
        """None where there are no calendars."""

    def changes(self) -> AsyncIterator[Json]:
        """`{"person": id}` or `{"all": true}`; every caller gets its own stream, from the first `anext`."""

    async def say(self, person_id: str, text: str) -> None: ...

    async def press(
        self, person_id: str, activity_id: str | None, action: Json, inputs: Json, in_dialog: bool
    ) -> Json: ...

    async def message_action(self, person_id: str, message_text: str) -> Json: ...

    async def move_clock(self, minutes: int) -> None: ...

    async def set_language(self, person_id: str, locale: str) -> None: ...

    async def reset(self) -> None: ...
