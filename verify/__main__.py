"""`varsle verify`, or `python -m verify`: is the record as it was witnessed? 0 yes, 1 no, 2 asked wrongly."""

from __future__ import annotations

import argparse
import base64
import sys
from collections.abc import Sequence
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from verify.verdict import Verdict, verify


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="varsle verify", description="Is the audit as the checkpoints outside have witnessed it? Writes nothing."
    )
    parser.add_argument("record", type=Path, help="the database file or a copy, or a CSV dump of the table audit")
    parser.add_argument("checkpoints", type=Path, nargs="+", help="folders with checkpoints, from one or more places")
    parser.add_argument("--public-key", type=Path, required=True, help="file with the public key, base64")
    parser.add_argument("--key-file", type=Path, help="the installation's own key file: also checks every keyed hash")
    asked = parser.parse_args(arguments)
    try:
        key = Ed25519PublicKey.from_public_bytes(_base64(asked.public_key))
        verdict = verify(asked.record, asked.checkpoints, key, _audit_key(asked.key_file))
    except (OSError, ValueError) as error:
        print(f"varsle verify: {error}", file=sys.stderr)
        return 2
    print(*told(verdict), sep="\n")
    return 1 if verdict.faults else 0


def told(verdict: Verdict) -> list[str]:
    counted = f"{verdict.entries} entries in {verdict.chains} chains, {verdict.checkpoints} checkpoints"
    newest = f", the newest of {verdict.newest}" if verdict.newest else ""
    later = f"{verdict.unwitnessed} entries came after it and are witnessed by none yet" if verdict.unwitnessed else ""
    judged = [f"FAULT  {fault}" for fault in verdict.faults] or ["Everything is as it was witnessed."]
    return [counted + newest, *([later] if later else []), *judged]


def _base64(path: Path) -> bytes:
    return base64.b64decode("".join(path.read_text(encoding="ascii").split()), validate=True)


def _audit_key(path: Path | None) -> bytes | None:
    """Derived as SECURITY.md says: HKDF-SHA256 of the key file, without salt, for `varsle v1 audit`."""
    if path is None:
        return None
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"varsle v1 audit").derive(_base64(path))


if __name__ == "__main__":
    raise SystemExit(main())
