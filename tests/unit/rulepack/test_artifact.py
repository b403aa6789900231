"""The compiled artifact: what is written is read, and a damaged one is refused with the reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smsparse._native import checksum_of
from smsparse.errors import ArtifactError
from smsparse.rulepack.artifact import Artifact, checksum, load_artifact, pack_sections, write_artifact

SECTIONS = {"one": b"abc", "two": b"", "three": bytes(range(200))}


def test_sections_come_back():
    artifact = Artifact(pack_sections(SECTIONS), "memory")
    assert {name: bytes(view) for name, view in artifact.sections.items()} == SECTIONS


def test_a_mapped_file_is_read_the_same(tmp_path):
    path = tmp_path / "x.pack"
    path.write_bytes(pack_sections(SECTIONS))
    assert bytes(load_artifact(path).sections["three"]) == SECTIONS["three"]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda data: data[:20], "cut short"),
        (lambda data: b"NOTAPACK" + data[8:], "not a compiled pack"),
        (lambda data: data[:8] + b"\x09" + data[9:], "another format"),
        (lambda data: data[:-1] + b"\xff", "damaged"),
    ],
)
def test_damage_is_refused_with_the_remedy(damage, told):
    with pytest.raises(ArtifactError, match=told) as caught:
        Artifact(damage(pack_sections(SECTIONS)), "memory")
    assert "build it anew" in str(caught.value)


def test_a_pack_is_replaced_under_a_reader(tmp_path):
    path = tmp_path / "deep" / "own.pack"
    write_artifact(path, pack_sections({"names": b"old"}))
    mapped = load_artifact(path)
    write_artifact(path, pack_sections({"names": b"newer"}))
    assert bytes(mapped.sections["names"]) == b"old"
    assert bytes(load_artifact(path).sections["names"]) == b"newer"
    assert [entry.name for entry in path.parent.iterdir()] == ["own.pack"]


@given(st.binary(max_size=400).map(lambda data: data[: len(data) // 4 * 4]))
def test_the_checksum_that_is_written_is_the_one_that_is_checked(payload):
    assert checksum_of(memoryview(payload)) == checksum(payload)


@pytest.mark.parametrize("other", [bytes(range(4, 8)) + bytes(4), bytes(3) + b"\x80" + bytes(3) + b"\x80", b"\xff" * 8])
def test_words_that_change_places_and_bits_that_turn_change_the_checksum(other):
    assert checksum_of(memoryview(bytes(4) + bytes(range(4, 8)))) != checksum_of(memoryview(other))


def test_long_payloads_have_the_same_checksum():
    payload = bytes(range(256)) * 63
    assert checksum_of(memoryview(payload)) == checksum(payload)


def test_an_empty_file_is_refused(tmp_path):
    (tmp_path / "empty.pack").touch()
    with pytest.raises(ArtifactError, match="cut short"):
        load_artifact(tmp_path / "empty.pack")
