"""Norway's public holidays, from the library `holidays`, as the data that the rules count with.

The library's package loads every country of the world, a tenth of a second of each start; the one file that we need
takes a fifth of that. A test holds that both say the same.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import holidays

FIRST, LAST = 2020, 2060


@cache
def public_holidays() -> frozenset[date]:
    """The named days of helligdagsfredloven § 2 with 1 and 17 May, from `FIRST` to `LAST`; no other Sunday is in it."""
    days = _norway().Norway(years=range(FIRST, LAST + 1), expand=False, include_sundays=False)
    return frozenset(days)


def _norway() -> ModuleType:
    """The library's module on Norway without the package around it. `ImportError` when it is not where it was."""
    file = Path(holidays.__file__).parent / "countries" / "norway.py"
    spec = spec_from_file_location("holidays_in_norway", file)
    if spec is None or spec.loader is None or not file.exists():
        raise ImportError(f"the library holidays has no {file}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
