"""Long work shows on a terminal how far it has come; short work, a pipe and --json show nothing."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path

import pytest

from junheng.cli import progress
from junheng.facts import load
from junheng.facts.intake.progress import Step, begun, listen
from junheng.terms import Lang

FOLDER = Path(__file__).parents[1] / "data" / "br"


def test_every_file_is_told_with_the_rows_before_it() -> None:
    steps: list[Step] = []
    end = listen(steps.append)
    _, delivery = load([FOLDER / "escolas_2021.csv", FOLDER / "escolas_2022.csv"])
    end()
    load([FOLDER / "escolas_2023.csv"])
    first = len((FOLDER / "escolas_2021.csv").read_text("utf-8").splitlines()) - 1
    assert [(each.done, each.total, each.file) for each in steps] == [(0, 2, "escolas_2021.csv"), (1, 2, "escolas_2022.csv"), (2, 2, "")]
    assert [each.rows for each in steps] == [0, first, delivery.rows_in]


def worked(monkeypatch: pytest.MonkeyPatch, lang: Lang, terminal: bool = True, quiet: bool = False, patience: float = 0) -> None:
    monkeypatch.setattr(progress, "PATIENCE", patience)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("FORCE_COLOR", "1")
    with progress.shown(lang, quiet):
        begun(3, 300, "甲县.xlsx", 1200)
        time.sleep(0.4)


@pytest.mark.parametrize(("lang", "words"), [(Lang.EN, "reading 甲县.xlsx, 1200 rows so far"), (Lang.ZH, "正在读取 甲县.xlsx，已读 1200 行")])
def test_a_terminal_sees_a_bar(lang: Lang, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    worked(monkeypatch, lang)
    out, err = capsys.readouterr()
    assert out == ""
    assert words in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", err)


@pytest.mark.parametrize("how", [{"terminal": False}, {"quiet": True}, {"patience": 30.0}])
def test_nobody_else_sees_one(how: dict, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    worked(monkeypatch, Lang.EN, **how)
    assert capsys.readouterr() == ("", "")
