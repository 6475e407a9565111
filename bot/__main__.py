"""The way in: `python -m bot`, or `varsle`."""

from __future__ import annotations

import gc


def main() -> int:
    """Runs the command line.

    What is imported stays: looking for garbage in it takes a fifth of the start, and a tenth of a second each time
    the collector looks at everything later. So it is left alone now, and set aside for good before work begins.
    """
    gc.disable()
    from bot import commands

    gc.freeze()
    gc.enable()
    return commands.main()


if __name__ == "__main__":
    raise SystemExit(main())
