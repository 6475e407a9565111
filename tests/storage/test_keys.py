"""The key file: read only when it is kept as a key must be."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import stat
from pathlib import Path

import pytest

from storage.keys import KeyFileRefused, create_key_file, derive, read_keys


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "secret" / "varsle.key"
    path.parent.mkdir()
    create_key_file(path)
    return path


def write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    path.chmod(0o600)


def test_a_new_key_file_can_be_read_and_only_by_its_owner(key_file: Path, tmp_path: Path) -> None:
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    keys = read_keys(key_file, tmp_path / "varsle.db")
    assert len(keys.audit) == len(keys.commitment) == 32
    assert read_keys(key_file) == keys


def test_a_key_file_is_never_overwritten(key_file: Path) -> None:
    before = key_file.read_bytes()
    with pytest.raises(FileExistsError):
        create_key_file(key_file)
    assert key_file.read_bytes() == before


def test_two_key_files_are_two_keys(key_file: Path) -> None:
    create_key_file(other := key_file.with_name("other"))
    assert read_keys(other) != read_keys(key_file)


def test_each_purpose_has_its_own_key_by_rfc_5869() -> None:
    """HKDF-SHA-256 written out, so that a second program can derive the audit key."""
    root = bytes(range(32))
    extracted = hmac.digest(b"\x00" * 32, root, hashlib.sha256)
    expanded = {
        p: hmac.digest(extracted, f"varsle v1 {p}".encode() + b"\x01", "sha256") for p in ("audit", "commitment")
    }
    keys = derive(root)
    assert (keys.audit, keys.commitment) == (expanded["audit"], expanded["commitment"])
    assert keys.audit != keys.commitment


def test_keys_are_not_shown(key_file: Path) -> None:
    assert repr(read_keys(key_file)) == "Keys()"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o777, 0o610])
def test_a_key_file_that_others_may_open_is_refused_with_what_to_do(key_file: Path, mode: int) -> None:
    key_file.chmod(mode)
    with pytest.raises(KeyFileRefused, match="run: chmod 600"):
        read_keys(key_file)


def test_a_key_beside_the_database_is_refused(key_file: Path) -> None:
    with pytest.raises(KeyFileRefused, match="same folder"):
        read_keys(key_file, key_file.with_name("varsle.db"))


def test_a_key_that_only_seems_to_lie_elsewhere_is_refused(key_file: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(key_file.parent, target_is_directory=True)
    with pytest.raises(KeyFileRefused, match="same folder"):
        read_keys(tmp_path / "link" / "varsle.key", key_file.with_name("varsle.db"))


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "holds 0 bytes"),
        (base64.b64encode(b"x" * 31), "holds 31 bytes"),
        (b"not base64 at all!", "not base64"),
        (b"\xff\xfe", "not base64"),
    ],
)
def test_a_file_that_is_no_key_is_refused_in_one_line_that_does_not_show_it(
    key_file: Path, content: bytes, why: str
) -> None:
    write(key_file, content)
    with pytest.raises(KeyFileRefused, match=why) as refused:
        read_keys(key_file)
    assert "\n" not in str(refused.value)
    assert refused.value.__context__ is None or refused.value.__suppress_context__


def test_a_missing_key_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KeyFileRefused, match=r"nowhere: the key file cannot be read: No such file"):
        read_keys(tmp_path / "nowhere")


def test_a_key_broken_over_lines_is_read(key_file: Path) -> None:
    root = os.urandom(64)
    write(key_file, base64.encodebytes(root))
    assert read_keys(key_file) == derive(root)
