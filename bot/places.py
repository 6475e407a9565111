"""Where checkpoints are kept outside the database: a folder elsewhere, or a container of immutable blobs."""

from __future__ import annotations

import asyncio
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import aiohttp

_PATIENCE = aiohttp.ClientTimeout(total=20)


class Refused(Exception):
    """It could not be put there; the text names no secret."""


class Place(Protocol):
    @property
    def name(self) -> str:
        """What it is called in a log and in the record: no secret, and the same as long as it is the same place."""
        ...

    async def put(self, name: str, text: str) -> None:
        """Stands there from now on, or stood there already just so. `Refused` when it does not."""
        ...


@dataclass(frozen=True)
class Folder:
    """On another disk or a share that keeps what is written once. A file that is there is never written over."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path)

    async def put(self, name: str, text: str) -> None:
        await asyncio.to_thread(self._put, name, text)

    def _put(self, name: str, text: str) -> None:
        try:
            file, draft = self.path / name, self.path / f".{name}.{os.getpid()}"
            if not file.exists():
                _write(draft, text)
                os.link(draft, file)
                draft.unlink()
                _sync(self.path)
            if file.read_text(encoding="utf-8") != text:
                raise Refused("another checkpoint of that number stands there")
        except OSError as error:
            raise Refused(error.strerror or "it cannot be written") from None


def _write(file: Path, text: str) -> None:
    with file.open("w", encoding="utf-8") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@dataclass(frozen=True)
class Blobs:
    """An Azure container, by an address with a signature that may create (SAS). Its policy makes the blobs immutable;
    a blob that is there is not written over by us either (Put Blob with `If-None-Match: *`)."""

    address: str  # https://account.blob.core.windows.net/container?sv=...&sig=...

    @property
    def name(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.netloc}{parts.path}"

    async def put(self, name: str, text: str) -> None:
        parts = urlsplit(self.address)
        url = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/{name}?{parts.query}"
        headers = {"x-ms-blob-type": "BlockBlob", "If-None-Match": "*", "Content-Type": "text/plain; charset=utf-8"}
        try:
            async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
                async with session.put(url, data=text.encode(), headers=headers, allow_redirects=False) as answer:
                    status = answer.status
                if status in (409, 412):
                    await _same(session, url, text)
                elif status != 201:
                    raise Refused(f"answered {status}")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Refused(f"not reached: {type(error).__name__}") from None


async def _same(session: aiohttp.ClientSession, url: str, text: str) -> None:
    """What stands there is what was to be put, where we may read it; where we may not, nobody has written over it."""
    async with session.get(url, allow_redirects=False) as answer:
        if answer.status == 200 and await answer.read() != text.encode():
            raise Refused("another checkpoint of that number stands there")


def place(written: str) -> Place:
    """Of a setting: an https address, or a folder's path."""
    return Blobs(written) if written.startswith("https://") else Folder(Path(written))


def fingerprint(place: Place) -> str:
    """What the record calls it."""
    return hashlib.sha256(place.name.encode()).hexdigest()[:16]
