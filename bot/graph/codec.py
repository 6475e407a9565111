"""Jobs and outcomes as JSON and back, for every dataclass and enumeration of the two modules at once.

What is not plain JSON says what it is: `{"is": "Span", "starts": ...}`. A list is read as a tuple.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime, time
from enum import Enum
from typing import Any

from bot.graph import config
from domain import calendars
from services import jobs

KINDS: Mapping[str, Any] = {
    name: kind
    for module in (jobs, calendars, config)
    for name, kind in inspect.getmembers(module, inspect.isclass)
    if is_dataclass(kind) or issubclass(kind, Enum)
}
READ: Mapping[str, Callable[[Any], Any]] = {
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
    "frozenset": frozenset,
}


def encoded(value: Any) -> Any:
    """As `json.dumps` takes it. Raises TypeError for what is not of the two modules."""
    if is_dataclass(value) and not isinstance(value, type):
        return {"is": type(value).__name__, **{f.name: encoded(getattr(value, f.name)) for f in fields(value)}}
    if isinstance(value, Enum):
        return {"is": type(value).__name__, "value": value.value}
    if isinstance(value, datetime | time):
        return {"is": type(value).__name__, "value": value.isoformat()}
    if isinstance(value, frozenset):
        return {"is": "frozenset", "value": sorted(value)}
    if isinstance(value, tuple):
        return [encoded(v) for v in value]
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(type(value).__name__)


def decoded(document: Any) -> Any:
    """The reverse of `encoded`. Raises KeyError, TypeError or ValueError for what it never wrote."""
    if isinstance(document, list):
        return tuple(decoded(d) for d in document)
    if not isinstance(document, dict):
        return document
    name = document["is"]
    values = {key: decoded(d) for key, d in document.items() if key != "is"}
    if name in READ:
        return READ[name](values["value"])
    kind = KINDS[name]
    return kind(values["value"]) if issubclass(kind, Enum) else kind(**values)
