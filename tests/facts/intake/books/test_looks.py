"""What the bytes of a text tell, by pieces of any length and while it is read, against the whole of it looked at by hand."""

from __future__ import annotations

import os
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from junheng.facts.intake import read_files
from junheng.facts.intake.books import delimited, long_rows, looks
from junheng.facts.intake.books.looks import Looks, looked_at, read_and_looked_at

HARMFUL = re.compile("[\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
EXPONENT = re.compile(r"[0-9./][eE]")  # a stroke may end no number: it stands between digits and the point
texts = st.text(st.sampled_from("1eE./ab\t\r\n\x07\x7f\"é一。０（）\u200b\u202e\u0085\ufeff\ufffe"), max_size=60)


def told(seen: Looks, raw: bytes) -> tuple[object, ...]:
    return seen.lines(raw), seen.is_quoted, seen.has_exponents, seen.has_harmful(raw)


def by_hand(text: str) -> tuple[object, ...]:
    lone = re.search("\r(?!\n)", text)
    ends = text.count("\n") + len(re.findall("[\x00-\x08\x0b\x0c\x0e-\x1f]", text))
    return 0 if lone else ends + (not text.endswith("\n")), '"' in text, bool(EXPONENT.search(text)), bool(HARMFUL.search(text))


@given(texts, st.integers(1, 70), st.integers(1, 70))
@example("1\r\n2e3", 2, 2)
@example("a\u202e", 2, 1)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_pieces_tell_what_the_whole_tells(tmp_path: Path, text: str, piece: int, read: int) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(raw := text.encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(looks, "PIECE", piece)
        patch.setattr(looks, "_READ", read)
        assert told(looked_at(raw), raw) == by_hand(text)
        found = read_and_looked_at(path)
    assert found is not None
    assert found[0] == raw
    assert told(found[1], raw) == by_hand(text)


def test_a_piece_without_the_end_of_a_line_may_be_of_a_long_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "PIECE", 4)
    assert looked_at(b"ab\ncd\nef\n").are_short
    assert not looked_at(b"ab\ncdefghij\n").are_short


@pytest.mark.parametrize("more", [-1, 1])
def test_a_file_that_grows_or_shrinks_meanwhile_is_read_again(more: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"a,b\n1,2\n")
    monkeypatch.setattr(os, "fstat", lambda _: SimpleNamespace(st_size=8 + more))
    assert read_and_looked_at(path) is None


LIST = "示例县2023/2024学年初义务教育学校基本情况一览表\n学校标识码,学校名称,办学类型,小学在校生数\n"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("quoted", [False, True])
def test_a_list_on_the_disk_says_what_it_says_in_a_folder(mark: bytes, quoted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder it is read first and looked at then; alone both at once."""
    rows = "".join(f"21990{number:05},甲县第{number}小学,小学,{300 + number}\n" for number in range(40))
    text = LIST + rows
    if quoted:
        text = "".join(",".join(f'"{cell}"' for cell in line.split(",")) + "\n" for line in text.splitlines())
    path = tmp_path / "county" / "list.csv"
    path.parent.mkdir()
    path.write_bytes(mark + text.encode())
    monkeypatch.setattr(delimited, "_LONG", 0)
    ways, real = [], long_rows.long_rows
    monkeypatch.setattr(long_rows, "long_rows", lambda raw, delimiter, seen=None: ways.append(seen is not None) or real(raw, delimiter, seen))
    alone, inside = read_files([path]), read_files([path.parent])
    assert ways == [True, False]
    assert alone.findings == inside.findings
    assert [each.columns["pupils"].to_list() for each in alone.blocks if "pupils" in each.columns] == [list(range(300, 340))]
    assert alone.rows_kept == inside.rows_kept == 40
