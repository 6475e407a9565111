"""What is asked about one case many times over is found once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from domain.case import Case
from domain.people import Register

T = TypeVar("T")
Find = Callable[[Case, Register], T]


def once(find: Find[T]) -> Find[T]:
    """Remembers the last answer, for as long as it is the very same case and register that are asked about.

    Neither changes, so it cannot grow old; a case to which something has happened is another one. Threads may share
    it: what is remembered is replaced as a whole.
    """
    last: tuple[Case, Register, T] | None = None

    @wraps(find)
    def ask(case: Case, register: Register) -> T:
        nonlocal last
        known = last
        if known is None or known[0] is not case or known[1] is not register:
            last = known = case, register, find(case, register)
        return known[2]

    return ask
