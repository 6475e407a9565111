"""Case references: the year and five characters that are easy to say aloud, `2026-K7Q4M`.

Random, not running: a running number would show an excluded leader that a case exists.
"""

from __future__ import annotations

from collections.abc import Callable

# Without letters and digits that are mistaken for each other in print or on the telephone.
SPOKEN = "ACDEFHJKMNPQRTUVWXY3479"
LENGTH = 5


def reference(year: int, pick: Callable[[str], str]) -> str:
    """A reference for `year`; `pick` chooses one character from a string (`secrets.choice`)."""
    return f"{year}-{''.join(pick(SPOKEN) for _ in range(LENGTH))}"
