"""A file is written whole or not at all, and what stood there before stays."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from junheng.facts.whole_file import write_whole
from junheng.terms import UsageError


def test_what_stood_there_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")
    (tmp_path / "link.txt").symlink_to("a.txt")
    write_whole(tmp_path / "link.txt", b"new")
    assert (tmp_path / "a.txt").read_bytes() == b"new"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.txt", "link.txt"]


def test_a_disk_that_fills_up_leaves_the_old_file_and_says_so_in_both_languages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(UsageError) as error:
        write_whole(tmp_path / "a.txt", b"new")
    assert "磁盘已满" in error.value.message.zh
    assert "the disk is full" in error.value.message.en
    assert "No space" not in error.value.message.zh
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("a.txt", b"old")]


@pytest.mark.parametrize(("why", "zh", "en"), [
    (errno.ENOSPC, "磁盘已满。请先腾出空间", "Free some space"), (errno.EFBIG, "允许的大小。请先腾出空间", "Free some space"),
    (errno.EACCES, "在 Excel、WPS 中打开着，请先关闭", "open in Excel or WPS, close it"), (errno.EROFS, "只读的。请给出可以写入的文件夹", "Name a file in a folder"),
])
def test_what_to_do_fits_the_reason(why: int, zh: str, en: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(why, os.strerror(why))

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(UsageError) as error:
        write_whole(tmp_path / "a.txt", b"new")
    assert zh in error.value.message.zh
    assert en in error.value.message.en
    assert os.strerror(why) not in error.value.message.zh


def test_a_folder_a_circle_of_links_and_a_name_too_long_are_told(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "folder").mkdir()
    for name, said in (("folder", "这是文件夹"), ("loop", "链接"), ("x" * 300, "文件名太长"), ("none/a", "没有这个文件或文件夹")):
        with pytest.raises(UsageError) as error:
            write_whole(tmp_path / name, b"new")
        assert said in error.value.message.zh, error.value.message.zh


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="left out: pipes, which this system does not have")
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(pipe, b"new")
        assert os.read(reader, 10) == b"new"
        assert pipe.is_fifo()
    finally:
        os.close(reader)
