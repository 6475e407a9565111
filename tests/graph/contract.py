"""Microsoft's contract for Graph, and what was said over the wire held against it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from demo.graph_routes import ROOT, Seen

FOLDER = Path(__file__).parent.parent / "contract"
FILES = ("graph_slice.json", "graph_by_hand.json")


@cache
def _documents() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads((FOLDER / name).read_text(encoding="utf-8")) for name in FILES)


def faults(seen: Seen) -> list[str]:
    """What Microsoft would not have, of one request and of the answer our stand-in gave to it."""
    path = seen.path.removeprefix(ROOT)
    for document in _documents():
        for template, methods in document["paths"].items():
            if re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", template), path) and seen.method.lower() in methods:
                operation = methods[seen.method.lower()]
                return [f"{seen.method} {template}: {fault}" for fault in _faults(seen, operation, document)]
    return [f"{seen.method} {path}: is in no contract"]


def _faults(seen: Seen, operation: dict[str, Any], document: dict[str, Any]) -> Iterator[str]:
    yield from _parameters(seen, operation.get("parameters", ()))
    yield from _selected(seen, document["components"]["schemas"].get(operation["x-type"], {}))
    wanted = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if seen.body is not None and wanted is None:
        yield "has a body"
    if wanted is not None:
        yield from _against(wanted, _named(seen.body, wanted), document)
    if seen.answer is not None:
        yield from _answered(seen, operation["responses"], document)


def _parameters(seen: Seen, declared: list[dict[str, Any]]) -> Iterator[str]:
    known = {p["name"]: p for p in declared if p["in"] == "query"}
    yield from (f"{name} is no parameter" for name in seen.query if name not in known)
    headers = {name.lower(): value for name, value in seen.headers.items()}
    for parameter in declared:
        where = {"query": seen.query, "header": headers}.get(parameter["in"])
        if where is None:
            continue
        name = parameter["name"].lower() if where is headers else parameter["name"]
        if name not in where and parameter.get("required"):
            yield f"{name} is missing"
        if name in where and not Draft202012Validator(parameter.get("schema", True)).is_valid(where[name]):
            yield f"{name} cannot be that"


def _selected(seen: Seen, schema: dict[str, Any]) -> Iterator[str]:
    properties = schema.get("properties", {})
    asked = seen.query.get("$select", "").split(",") if "$select" in seen.query else ()
    yield from (f"$select has {name}" for name in asked if name not in properties)


def _named(body: Any, schema: dict[str, Any]) -> Any:
    """Parameters of actions may be written in any case."""
    if not schema.get("x-ignore-case") or not isinstance(body, dict):
        return body
    return {name[0].lower() + name[1:]: value for name, value in body.items()}


def _answered(seen: Seen, responses: dict[str, Any], document: dict[str, Any]) -> Iterator[str]:
    status, body = seen.answer or (0, None)
    declared = responses.get(str(status)) or responses.get(f"{status // 100}XX")
    if declared is None:
        yield f"is never answered with {status}"
        return
    schema = declared.get("content", {}).get("application/json", {}).get("schema")
    if schema is not None:
        yield from _against(schema, body, document)


def _against(schema: dict[str, Any], value: Any, document: dict[str, Any]) -> Iterator[str]:
    validator = Draft202012Validator({**schema, "components": document["components"]})
    yield from (f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(value))
