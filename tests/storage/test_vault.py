"""The key file and what is sealed with it."""

import stat
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from storage.errors import KeyFileMissing, KeyFileRefused, WrongKey
from storage.vault import Vault


def test_a_new_key_file_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "talkoot.key"

    Vault.at(path, create=True)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_the_same_key_file_opens_what_it_sealed(tmp_path: Path) -> None:
    sealed = Vault.at(tmp_path / "key", create=True).seal("Hyvää huomenta")

    assert Vault.at(tmp_path / "key", create=True).read(sealed) == "Hyvää huomenta"
    assert b"huomenta" not in sealed


def test_a_missing_key_file_is_not_made_by_accident(tmp_path: Path) -> None:
    with pytest.raises(KeyFileMissing, match="put it back"):
        Vault.at(tmp_path / "key")

    assert not (tmp_path / "key").exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_key_file_that_others_can_reach_is_refused(tmp_path: Path, mode: int) -> None:
    Vault.at(tmp_path / "key", create=True)
    (tmp_path / "key").chmod(mode)

    with pytest.raises(KeyFileRefused, match="chmod 600"):
        Vault.at(tmp_path / "key")


@pytest.mark.parametrize("content", [b"", b"\n", b"not a key\n"])
def test_a_file_without_keys_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "key"
    path.touch(mode=0o600)
    path.write_bytes(content)

    with pytest.raises(KeyFileRefused, match="no key"):
        Vault.at(path)


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    sealed = Vault.at(tmp_path / "one", create=True).seal("secret")

    with pytest.raises(WrongKey, match="key file"):
        Vault.at(tmp_path / "other", create=True).open(sealed)


def test_a_new_key_in_front_seals_while_the_old_one_still_opens(tmp_path: Path) -> None:
    path = tmp_path / "key"
    old = Vault.at(path, create=True)
    path.write_bytes(Fernet.generate_key() + b"\n" + path.read_bytes())
    rotated = Vault.at(path)

    assert rotated.read(old.seal("before")) == "before"
    with pytest.raises(WrongKey):
        old.read(rotated.seal("after"))
    assert (rotated.hash("ABCD"), rotated.key_id) == (old.hash("ABCD"), old.key_id)


def test_codes_and_numbers_are_hidden_but_recognised(tmp_path: Path) -> None:
    vault, other = Vault.at(tmp_path / "one", create=True), Vault.at(tmp_path / "other", create=True)

    assert vault.hash("ABCD") == vault.hash("ABCD") != vault.hash("ABCE")
    assert vault.hash("ABCD") != other.hash("ABCD")
    assert len({vault.pseudonym("export", 1), vault.pseudonym("export", 2), vault.pseudonym("other", 1)}) == 3
