"""The same school with everything on that uses Microsoft Graph, and its tenant in a process of its own."""

from __future__ import annotations

import asyncio
import json
import secrets
import ssl
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aiohttp import web

from demo.graph_routes import ROOT, GraphRoutes
from demo.graph_tenant import SERVICE_MAILBOX
from demo.graph_world import World
from demo.loopback import serve
from domain.booking import Booking, Guest, Stage, key_of, wanted
from domain.calendars import Member, Span
from domain.report import ByStaff
from services import booking, reporting
from services.jobs import Invited
from services.ports import House, Work
from services.reporting import Submission
from tests.bench.installation import PASSWORD, PRINCIPAL, ROLES, SCHOOL, TEACHERS, Installation
from tests.graph.tenants import server_certificate

MEETINGS = 144  # every other one is to be set, the rest stand and are asked about; one falls due each second
LEADER_CASES = 72  # each of them a mail to both at the owner; one falls due every other second
SUBJECT = "Oppfølgingsmøte"
SPAN = Span(datetime(2099, 1, 5, 9, tzinfo=UTC), datetime(2099, 1, 5, 10, tzinfo=UTC))
GROUP, APP = "7d3e1a50-0000-4000-8000-0000000000b1", "7d3e1a50-0000-4000-8000-0000000000c1"
DIRECTORY = f"directory:\n  {SCHOOL}:\n    staff: [{GROUP}]\n    education: true\n"
_SECOND = timedelta(seconds=1)


class Connected(Installation):
    """Graph gives posts, installs the app, tells of absence, writes to the owner and keeps the meetings."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, DIRECTORY)
        self.certificate, _ = server_certificate(self.folder)

    def renew(self) -> None:
        """With what falls due in Graph, from now on."""
        super().renew()
        house = House(self.register(), lambda: secrets.token_hex(16), secrets.choice, mails=True, calendars=True)
        now = datetime.now(UTC)
        with self.open() as store:
            store.run(lambda work: _await_meetings(work, house, now)).result()
            store.run(lambda work: _await_mails(work, house, now)).result()

    def environment(self) -> dict[str, str]:
        graph = {"GRAPH": "on", "TEAMS_APP": APP, "MAIL_FROM": SERVICE_MAILBOX.address}
        ours = {f"VARSLE_{name}": value for name, value in graph.items()}
        return {**super().environment(), **ours, "SSL_CERT_FILE": str(self.certificate), "NO_PROXY": "127.0.0.1"}


def _await_meetings(work: Work, house: House, now: datetime) -> None:
    for n in range(MEETINGS):
        report = reporting.submit(work, house, _told(f"meeting-{n}", ByStaff.NO), now)
        (case,) = work.cases_of(report.id)
        guests = [Guest(who, address(who)) for who in TEACHERS[:2]]
        asked = wanted(_form(n), case, PRINCIPAL, SUBJECT, SPAN, guests, now)
        got = booking.want(work, house, asked, PRINCIPAL, now)
        assert isinstance(got, Booking), got
        work.keep_booking(replace(got, stage=Stage.SET if _stands(n) else Stage.WANTED, due_at=now + n * _SECOND))


def _await_mails(work: Work, house: House, now: datetime) -> None:
    for n in range(LEADER_CASES):
        reporting.submit(work, house, _told(f"mail-{n}", ByStaff.UNSURE), now + 2 * n * _SECOND)


def _told(token: str, by_staff: ByStaff) -> Submission:
    answers = {
        "school": SCHOOL,
        "student": "Ola Dal 2STA",
        "what": "Sitter alene.",
        "by_staff": by_staff,
        "danger": "no",
    }
    return Submission(token, SCHOOL, TEACHERS[0], "Person", by_staff, False, ("Ola Dal 2STA",), frozenset(), answers)


def _form(n: int) -> str:
    return f"form-{n}"


def _stands(n: int) -> bool:
    """Whether it is in the calendar since before."""
    return bool(n % 2)


def address(who: str) -> str:
    return f"person{who[-3:]}@fjellvik.example"


def world() -> World:
    made = World()
    for who in ROLES:
        made.settle(Member(who, f"Person {who[-3:]}", address(who)), education_role="teacher")
    made.settle(SERVICE_MAILBOX)
    made.gather(GROUP, *TEACHERS)
    for n in filter(_stands, range(MEETINGS)):
        made.book(PRINCIPAL, key_of(_form(n)), SUBJECT, SPAN, tuple(Invited(address(who)) for who in TEACHERS[:2]))
    return made


@asynccontextmanager
async def tenant(folder: Path) -> AsyncIterator[tuple[str, str]]:
    """Graph's URL and who signs in there, in a process on this one's cores, with a world as nobody has asked it yet."""
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", __name__, str(folder))
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    assert process.stdin
    assert process.stdout
    try:
        base_url, authority = json.loads(await process.stdout.readline())
        yield base_url, authority
    finally:
        process.stdin.close()
        await process.wait()


async def _serve(folder: Path) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(folder / "tls.pem", folder / "tls.key")
    routes = GraphRoutes(world(), PASSWORD)
    graph, entra = web.Application(), web.Application()
    graph.add_routes(routes.routes())
    entra.add_routes(routes.token_routes())
    async with serve(graph) as origin, serve(entra, tls=tls) as authority:
        print(json.dumps([origin + ROOT, authority]), flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(_serve(Path(sys.argv[1])))
