"""One round: the echo and then Varsle, each in a fresh process, measured in the same way."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.installation import APP_ID, Installation
from tests.bench.load import at_once, at_rate, one_by_one
from tests.bench.servers import Program, Server, running
from tests.bench.stage import REFERENCE, Arrivals, Form, Stage
from tests.bench.wire import Reply

AT_ONCE = 16
PER_SECOND = 100.0


@dataclass(frozen=True)
class Amounts:
    """How many of each in a round."""

    warm_up: int = 30
    single: int = 150  # one by one, for both
    echoes: int = 160  # at once
    reports: int = 1500  # at once
    paced: int = 400  # at `PER_SECOND`


QUICK = Amounts(warm_up=20, single=60, echoes=80, reports=600, paced=200)


@dataclass(frozen=True)
class EchoFigures:
    """Milliseconds for `single` and `cpu` (per turn); seconds for `cold`."""

    cold: float
    single: tuple[float, ...]
    per_second: float
    cpu: float


@dataclass(frozen=True)
class OurFigures:
    """Milliseconds for `single`, `cpu` (per report) and `to_card`; seconds for `cold`.

    `per_second` counts until the principal has every card, `all_per_second` until the receipts are out too.
    """

    cold: float
    single: tuple[float, ...]
    per_second: float
    all_per_second: float
    cpu: float
    to_card: tuple[float, ...]


@dataclass
class Bench:
    """What all rounds have in common."""

    stage: Stage
    installation: Installation
    amounts: Amounts
    echo_token: str

    @property
    def _hei(self) -> bytes:
        return self.stage.messages("hei", 1)[0]

    @property
    def _echo(self) -> Program:
        return Program("tests.bench.echo", (APP_ID, self.stage.teams.metadata_url, self.echo_token), {})

    @property
    def _ours(self) -> Program:
        teams = self.stage.teams
        arguments = (teams.origin, teams.metadata_url, teams.token_url, str(self.installation.moments))
        return Program("tests.bench.ours", arguments, self.installation.environment())

    async def cold_echo(self) -> float:
        async with running(self._echo, self.stage.inbound_token(), self._hei) as server:
            return server.cold

    async def cold_ours(self) -> float:
        self.installation.renew()
        async with running(self._ours, self.stage.inbound_token(), self._hei) as server:
            return server.cold

    async def measure_echo(self) -> EchoFigures:
        async with running(self._echo, self.stage.inbound_token(), self._hei) as server:
            await one_by_one(server.address, self.stage.messages("hei", self.amounts.warm_up), _taken)
            bodies = self.stage.messages("hei", self.amounts.single)
            single = await one_by_one(server.address, bodies, _taken)
            per_second, cpu = await self._echoes_at_once(server)
            return EchoFigures(server.cold, _ms(single), per_second, cpu)

    async def _echoes_at_once(self, server: Server) -> tuple[float, float]:
        count, used = self.amounts.echoes, server.cpu()
        arrivals = self.stage.watch()
        began = await at_once(server.address, self.stage.messages("hei", count), _taken, AT_ONCE)
        ended = await arrivals.await_others(count)
        return count / (ended - began), (server.cpu() - used) / count * 1000

    async def measure_ours(self) -> OurFigures:
        self.installation.renew()
        async with running(self._ours, self.stage.inbound_token(), self._hei) as server:
            form = await self.stage.settle_in(server.address.port)
            await self._report_singly(server, form, self.amounts.warm_up)
            single = await self._report_singly(server, form, self.amounts.single)
            per_second, all_per_second, cpu = await self._report_at_once(server, form)
            arrivals = await self._report_steadily(server, form)
        to_card = self._to_card(arrivals)
        return OurFigures(server.cold, _ms(single), per_second, all_per_second, cpu, _ms(to_card))

    async def _report_singly(self, server: Server, form: Form, count: int) -> list[float]:
        arrivals = self.stage.watch()
        took = await one_by_one(server.address, self.stage.reports(form, count), saved)
        await _both(arrivals, count)
        await server.rest()
        return took

    async def _report_at_once(self, server: Server, form: Form) -> tuple[float, float, float]:
        count, used = self.amounts.reports, server.cpu()
        arrivals = self.stage.watch()
        began = await at_once(server.address, self.stage.reports(form, count), saved, AT_ONCE)
        notices, everything = await _both(arrivals, count)
        await server.rest()
        return count / (notices - began), count / (everything - began), (server.cpu() - used) / count * 1000

    async def _report_steadily(self, server: Server, form: Form) -> Arrivals:
        count = self.amounts.paced
        arrivals = self.stage.watch()
        await at_rate(server.address, self.stage.reports(form, count), saved, PER_SECOND)
        await _both(arrivals, count)
        await server.rest()
        return arrivals

    def _to_card(self, arrivals: Arrivals) -> Sequence[float]:
        """The server has written its moments when it ended."""
        committed = json.loads(self.installation.moments.read_text())
        received = arrivals.notices()
        if len(received) != self.amounts.paced:
            raise RuntimeError(f"{self.amounts.paced} were told, the principal heard of {len(received)}")
        return [at - committed[reference] for reference, at in received.items()]


async def _both(arrivals: Arrivals, count: int) -> tuple[float, float]:
    """When the principal had every card, and when the reporters had every receipt as well."""
    notices = await arrivals.await_notices(count)
    return notices, max(notices, await arrivals.await_others(count))


def _taken(reply: Reply) -> None:
    if reply.status not in (200, 201):
        raise RuntimeError(f"a message was answered with {reply.status}")


def saved(reply: Reply) -> None:
    """The receipt names the case."""
    if reply.status != 200 or not REFERENCE.search(reply.body.decode()):
        raise RuntimeError(f"a report was answered with {reply.status}: {reply.body[:200]!r}")


def _ms(seconds: Sequence[float]) -> tuple[float, ...]:
    return tuple(s * 1000 for s in seconds)
