"""The other side of test_kill: a process that has loaded everything, and forks one that will be killed.

A line on its input is `<folder> <seed> <honest|hasty>`. It answers `pid <n>`, then `told <report>` for every
report that its child was told is saved, and `end` when the child is gone. A hasty child, the mutant, tells
before the commit.
"""

from __future__ import annotations

import os
import random
import sys
import threading
from itertools import count
from typing import Any

from domain.report import Draft
from storage.keys import derive
from storage.store import Store
from tests.builders import TEN, TOR
from tests.storage.telling import a_house, any_submission, telling


def say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


class Hammer:
    """Keeps one to twelve reports in flight for ever, with a checkpoint every ten to a hundred commits."""

    def __init__(self, folder: str, seed: str, is_hasty: bool) -> None:
        self._chance = random.Random(seed)
        self._house = a_house(self._chance)
        self._tokens = (f"token-{seed}-{n}" for n in count())
        self._is_hasty = is_hasty
        self._store = Store(
            f"sqlite:///{folder}/varsle.db",
            derive(b"k" * 32),
            commits_to_a_checkpoint=self._chance.randint(1, 10),
        )

    def strike(self) -> None:
        for _ in range(self._chance.randint(1, 12)):
            self._send()
        threading.Event().wait()

    def _send(self) -> None:
        token = next(self._tokens)
        tell = telling(self._house, any_submission(token, self._chance))

        def unit(work: Any) -> str:
            report = tell(work)
            if self._is_hasty:
                say(f"told {report.id}")
            return report.id

        self._store.run(lambda work: work.keep_draft(Draft(token, TOR, "report", TEN, {"what": "halvveis"})))
        self._store.run(unit).add_done_callback(self._told)

    def _told(self, future: Any) -> None:
        if not self._is_hasty:
            say(f"told {future.result()}")
        self._send()


def main() -> None:
    for line in sys.stdin:
        folder, seed, manner = line.split()
        child = os.fork()
        if child == 0:
            Hammer(folder, seed, manner == "hasty").strike()
        say(f"pid {child}")
        os.waitpid(child, 0)
        say("end")


if __name__ == "__main__":
    main()
