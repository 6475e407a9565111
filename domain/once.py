"""What is asked about one case many times over is found once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from operator import is_
from typing import TypeVar, TypeVarTuple

T = TypeVar("T")
Asked = TypeVarTuple("Asked")


def once(find: Callable[[*Asked], T]) -> Callable[[*Asked], T]:
    """Remembers the last answer, for as long as it is the very same case and register that are asked about.

    Neither changes, so it cannot grow old; a case to which something has happened is another one. Threads may share
    it: what is remembered is replaced as a whole.
    """
    last: tuple[tuple[*Asked], T] | None = None

    @wraps(find)
    def ask(*asked: *Asked) -> T:
        nonlocal last
        known = last
        if known is None or not all(map(is_, known[0], asked)):
            last = known = asked, find(*asked)
        return known[1]

    return ask
