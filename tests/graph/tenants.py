"""A simulated tenant with both ways to it: in process, and the helper with the real SDK over loopback HTTP."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from bot.graph.config import Config
from bot.graph.port import Graph
from bot.graph.process import GraphProcess
from demo.graph_port import SimulatedGraph
from demo.graph_routes import ROOT, GraphRoutes
from demo.graph_world import World
from demo.loopback import serve
from domain.calendars import Appointment, Member, Span
from services.jobs import Book, Done, Doubt, FindBooked, Outcome

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
HOUR = Span(NOON, NOON + timedelta(hours=1))
AFTERNOON = Span(NOON + timedelta(hours=2), NOON + timedelta(hours=3))
DAY = Span(NOON - timedelta(hours=11), NOON + timedelta(hours=12))
KARI = Member(str(UUID(int=0xA1)), "Kari Lien", "Kari.Lien@skole.example")
OLA = Member(str(UUID(int=0xA2)), "Ola Moe", "ola.moe@skole.example")
GUEST = Member(str(UUID(int=0xA3)), "Siv Berg", "siv.berg@annet.example", is_guest=True)
GONE = Member(str(UUID(int=0xA4)), "Per Dahl", "", is_enabled=False)
NOBODY = str(UUID(int=0xAF))
STAFF, LEADERS = str(UUID(int=0xB1)), str(UUID(int=0xB2))
APP = str(UUID(int=0xC1))
KEY = str(UUID(int=0xD1))
TENANT, APP_ID = str(UUID(int=0xE1)), str(UUID(int=0xE2))
SECRET = "noe~ingen.skal_se"


def settled() -> World:
    world = World(lambda: NOON)
    for member in (KARI, OLA, GUEST, GONE):
        world.settle(member, has_mailbox=member in (KARI, OLA))
    world.change(KARI.id, education_role="teacher")
    world.gather(LEADERS, KARI.id)
    world.gather(STAFF, OLA.id, GUEST.id, LEADERS, GONE.id)
    return world


@dataclass
class Tenant:
    """What a promise is tried on. `routes` only where HTTP is spoken."""

    graph: Graph
    world: World
    routes: GraphRoutes | None = None


@dataclass
class Served:
    process: GraphProcess
    routes: GraphRoutes
    config: Config
    origin: str
    around: dict[str, str]  # what a helper of this machine must have in its environment

    def fresh(self) -> Tenant:
        """A new tenant on the same server; nothing is left of what was seen or planned."""
        self.routes.world = settled()
        self.routes.troubles.clear()
        self.routes.seen.clear()
        self.routes.most_at_once.clear()
        self.routes.pause = 0.0
        self.routes.page = 100
        return Tenant(self.process, self.routes.world, self.routes)


async def until_it_stands(graph: Graph, job: Book, tries: int = 12) -> Appointment | None:
    """As whoever books does it: after a doubt, look first. None: given up, and somebody must be told."""
    for _ in range(tries):
        outcome = await graph.ask(job)
        if isinstance(outcome, Doubt):
            outcome = await _looked_up(graph, job, tries)
        if isinstance(outcome, Done) and outcome.value:
            return outcome.value
    return None


async def _looked_up(graph: Graph, job: Book, tries: int) -> Outcome[Appointment | None]:
    for _ in range(tries):
        found = await graph.ask(FindBooked(job.organiser, job.key))
        if isinstance(found, Done):
            return found
    raise AssertionError("nobody could say whether it stands")


def simulated() -> Tenant:
    world = settled()
    return Tenant(SimulatedGraph(world), world)


def _signed(key: PrivateKey, name: str, *extensions: x509.ExtensionType) -> bytes:
    """A certificate that is its own authority, in PEM."""
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    builder = x509.CertificateBuilder().subject_name(named).issuer_name(named).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(datetime(2020, 1, 1, tzinfo=UTC)).not_valid_after(
        datetime(2120, 1, 1, tzinfo=UTC)
    )
    for extension in extensions:
        builder = builder.add_extension(extension, critical=False)
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)


def _private(key: PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def server_certificate(folder: Path) -> tuple[Path, Path]:
    """For 127.0.0.1: certificate and key."""
    key = ec.generate_private_key(ec.SECP256R1())
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    file, key_file = folder / "tls.pem", folder / "tls.key"
    file.write_bytes(_signed(key, "127.0.0.1", here, x509.BasicConstraints(ca=True, path_length=None)))
    key_file.write_bytes(_private(key))
    return file, key_file


def app_certificate() -> tuple[str, str]:
    """What an application proves itself with instead of a secret: key and certificate."""
    key = rsa.generate_private_key(65537, 2048)
    return _private(key).decode(), _signed(key, "varsle").decode()


@asynccontextmanager
async def open_served(
    folder: Path, *, secret: str = SECRET, errors: IO[bytes] | None = None, **limits: Any
) -> AsyncIterator[Served]:
    """Graph over HTTP and Entra over TLS, as azure-identity insists; and a helper that has been told of both."""
    file, key_file = server_certificate(folder)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(file, key_file)
    routes = GraphRoutes(settled(), SECRET)
    graph, entra = web.Application(), web.Application()
    graph.add_routes([*routes.routes(), *routes.control_routes(), *routes.token_routes()])
    entra.add_routes(routes.token_routes())
    async with AsyncExitStack() as stack:
        origin = await stack.enter_async_context(serve(graph))
        authority = await stack.enter_async_context(serve(entra, tls=tls))
        timeout, patience = limits.pop("timeout", 10.0), limits.pop("patience", 60.0)
        config = Config(TENANT, APP_ID, secret, base_url=origin + ROOT, authority=authority, timeout=timeout)
        around = {"SSL_CERT_FILE": str(file), "NO_PROXY": "127.0.0.1"}
        to = errors.fileno() if errors else None
        process = GraphProcess(config, environment=around, errors=to, patience=patience, **limits)
        await process.start()
        stack.push_async_callback(process.close)
        yield Served(process, routes, config, origin, around)


@asynccontextmanager
async def another(served: Served, config: Config, **around: str) -> AsyncIterator[GraphProcess]:
    process = GraphProcess(config, environment={**served.around, **around})
    await process.start()
    try:
        yield process
    finally:
        await process.close()
