"""Varsle's server for the bench, started as `bot/__main__.py` starts it: the collector looks at no import."""

from __future__ import annotations

import gc


def main() -> None:
    gc.disable()
    from tests.bench import served

    gc.freeze()
    gc.enable()
    served.main()


if __name__ == "__main__":
    main()
