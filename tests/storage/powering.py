"""The other side of test_power: a process that tells reports while everything it asks of the disk is written down.

`python -m tests.storage.powering <folder> <seed> <reports> <full|normal>`. Whoever is told that a report is saved is
the file `told` in the folder: what is written to it stands in its place among all that was asked. `normal` is the
mutant.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from storage.keys import derive
from storage.store import Store
from tests.storage.telling import a_house, any_submission, telling


def main(folder: str, seed: str, reports: str, manner: str) -> None:
    chance = random.Random(seed)
    house, told = a_house(chance), os.open(Path(folder) / "told", os.O_WRONLY | os.O_CREAT, 0o600)
    with Store(
        f"sqlite:///{folder}/varsle.db", derive(b"k" * 32), commits_to_a_checkpoint=chance.randint(3, 30)
    ) as store:
        if manner == "normal":
            store._database.writer.connection.driver_connection.execute("PRAGMA synchronous=NORMAL")  # type: ignore
        left = int(reports)
        while left > 0:
            many = chance.randint(1, 6)
            tokens = [f"token-{seed}-{left - n}" for n in range(many)]
            futures = [store.run(telling(house, any_submission(token, chance))) for token in tokens]
            for future in futures:
                os.write(told, f"{future.result(10).id}\n".encode())
            left -= many


if __name__ == "__main__":
    main(*sys.argv[1:])
