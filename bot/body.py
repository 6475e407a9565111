"""From bytes to a JSON object in one pass, refusing what would crash or confuse something further in; and back."""

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from bot.gate import Refusal, refuse

MAX_DEPTH = 64
MAX_DIGITS = 19
_SURROGATE_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")


class _FoundError(ValueError):
    """Carries a reason out of the JSON decoder's callbacks."""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _FoundError("duplicate-key")
    return found


def _integer(digits: str) -> int:
    if len(digits) > MAX_DIGITS:
        raise _FoundError("number")
    return int(digits)


def _real(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _FoundError("number")
    return number


def _no_constant(_name: str) -> float:
    raise _FoundError("number")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_integer, parse_float=_real, parse_constant=_no_constant
)


def _deeper_than(value: object, levels: int) -> bool:
    children: Any = ()
    if isinstance(value, dict):
        children = value.values()
    elif isinstance(value, list):
        children = value
    return levels == 0 or any(_deeper_than(child, levels - 1) for child in children if isinstance(child, dict | list))


def _encodes(body: object) -> bool:
    try:
        json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def parse(raw: bytes) -> dict[str, Any] | Refusal:
    """The body as a dict: finite numbers, unique keys, bounded nesting and no half surrogates in it."""
    try:
        body = _DECODER.decode(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return refuse("encoding")
    except _FoundError as found:
        return refuse(str(found))
    except RecursionError:
        return refuse("nesting")
    except ValueError:
        return refuse("json")
    if not isinstance(body, dict):
        return refuse("not-an-object")
    # Counting brackets first spares ordinary bodies the walk.
    if raw.count(b"{") + raw.count(b"[") > MAX_DEPTH and _deeper_than(body, MAX_DEPTH):
        return refuse("nesting")
    if _SURROGATE_ESCAPE.search(raw) and not _encodes(body):
        return refuse("encoding")
    return body


# What goes out was made by us and holds no circle; to look for one takes a quarter of the time.
_encode = json.JSONEncoder(allow_nan=False, ensure_ascii=False, check_circular=False).encode


def write(body: Mapping[str, Any]) -> bytes:
    return _encode(body).encode()
