"""`python -m bot.graph`: the helper process. Jobs come as lines, outcomes go as lines; it ends with its input.

It writes nothing anywhere else: an address or a secret in an error of a library stays here.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import sys
import warnings
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from msgraph import GraphServiceClient
from msgraph.generated.models.event import Event
from msgraph.generated.models.message import Message
from msgraph.generated.models.user import User

from bot.graph import calls_calendar, calls_directory, calls_grants, calls_person
from bot.graph.client import Gates, open_client
from bot.graph.codec import decoded, encoded
from bot.graph.config import Config
from bot.graph.outcomes import away, failed
from bot.graph.port import LINE, WRITES
from services import jobs
from services.jobs import Done, Job, Later, Outcome, Why

Call = Callable[[GraphServiceClient, Any], Coroutine[Any, Any, Any]]
CALLS: Mapping[type[Job[Any]], Call] = {
    jobs.ReadSchedules: calls_calendar.read_schedules,
    jobs.Book: calls_calendar.book,
    jobs.FindBooked: calls_calendar.find_booked,
    jobs.Move: calls_calendar.move,
    jobs.Cancel: calls_calendar.cancel,
    jobs.ReadMember: calls_directory.read_member,
    jobs.ReadGroup: calls_directory.read_group,
    jobs.ReadEducationRole: calls_directory.read_education_role,
    jobs.ReadAbsence: calls_person.read_absence,
    jobs.Mail: calls_person.send_mail,
    jobs.IsInstalled: calls_person.is_installed,
    jobs.Install: calls_person.install,
    jobs.ReadGrants: calls_grants.read_grants,
}
Say = Callable[[Any], Coroutine[Any, Any, None]]
# Whose mailbox a job is about; the directory's, when it is about none.
MAILBOX: Mapping[type[Job[Any]], str] = {
    jobs.ReadSchedules: "mailbox",
    jobs.Book: "organiser",
    jobs.FindBooked: "organiser",
    jobs.Move: "organiser",
    jobs.Cancel: "organiser",
    jobs.ReadAbsence: "person",
    jobs.Mail: "sender",
}


class Helper:
    def __init__(self, client: GraphServiceClient) -> None:
        self._client = client
        self._gates = Gates()

    async def do(self, job: Job[Any], within: float) -> Outcome[Any]:
        """In `within` seconds, also when it must wait for others at its mailbox."""
        is_write, began = isinstance(job, WRITES), False
        try:
            async with asyncio.timeout(within), self._gates.of(getattr(job, MAILBOX.get(type(job), ""), "")):
                began = True
                return Done(await CALLS[type(job)](self._client, job))
        except TimeoutError:
            return away(is_write and began)
        except Exception as error:
            return failed(error, is_write)


async def serve(reader: asyncio.StreamReader, say: Say) -> None:
    """Until there is no more to read. What is under way then is dropped: nobody is there to be told."""
    config: Config = decoded(json.loads(await reader.readline()))
    async with open_client(config) as client:
        await asyncio.to_thread(warm_up)
        await say({"ready": True})
        helper, under_way = Helper(client), set[asyncio.Task[None]]()
        while line := await reader.readline():
            task = asyncio.create_task(_answer(helper, json.loads(line), say))
            under_way.add(task)
            task.add_done_callback(under_way.discard)


async def _answer(helper: Helper, asked: dict[str, Any], say: Say) -> None:
    try:
        outcome: Outcome[Any] = await helper.do(decoded(asked["job"]), asked["within"])
    except (KeyError, TypeError, ValueError):
        outcome = Later(Why.AWAY)
    await say({"id": asked["id"], "outcome": encoded(outcome)})


def warm_up() -> None:
    """The first use of a model imports a thousand others: two seconds that no job shall wait in the event loop."""
    for model in (Event(), User(), Message()):
        model.get_field_deserializers()


async def run(out: int) -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader(limit=LINE)
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    transport, protocol = await loop.connect_write_pipe(asyncio.streams.FlowControlMixin, os.fdopen(out, "wb"))
    writer = asyncio.StreamWriter(transport, protocol, None, loop)

    async def say(document: Any) -> None:
        writer.write(json.dumps(document).encode() + b"\n")
        await writer.drain()

    await serve(reader, say)


def main() -> None:
    """Whatever a library prints, of what it was sent or of an error, goes nowhere: the way back is ours alone."""
    out, errors = os.dup(1), os.dup(2)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    try:
        asyncio.run(run(out))
    except (Exception, KeyboardInterrupt) as error:
        os.write(errors, f"varsle: the helper for Graph ends: {type(error).__name__}\n".encode())
        os._exit(1)
    os._exit(0)


if __name__ == "__main__":
    main()
