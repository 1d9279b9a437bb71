"""What a second process opens is what would have been opened here, and nothing depends on that process."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from junheng.cli.benches.intake_data import write_workbooks
from junheng.facts.delivery import Delivery
from junheng.facts.intake import read_files
from junheng.facts.intake.books import ahead

MANY = 8
pytestmark = pytest.mark.skipif(sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="left out: the second process, which needs Linux and two cores")


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = write_workbooks(tmp_path / "county", MANY)
    (folder / "名单.csv").write_text("姓名,身份证号\n某某,11010119900307721X\n", "utf-8")
    monkeypatch.setattr(ahead, "FEWEST", 2)
    return folder


def said(delivery: Delivery) -> tuple[object, ...]:
    return delivery.findings, delivery.rows_in, delivery.rows_kept, delivery.source_of, [(each.table, each.file, each.sheet, each.columns, each.letters) for each in delivery.blocks]


def alone(county: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[object, ...]:
    monkeypatch.setattr(ahead, "FEWEST", 1_000)
    return said(read_files([county]))


def test_facts_and_findings_are_the_same(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []
    monkeypatch.setattr(ahead._Ahead, "taken", lambda self, number, own=ahead._Ahead.taken: taken.append(own(self, number)) or taken[-1])
    together = said(read_files([county]))
    assert [each is not None for each in taken].count(True) == MANY - 1  # the first is opened here while the process starts, and so is the list of persons, no workbook
    assert together == alone(county, monkeypatch)


def test_a_process_that_is_killed_is_done_without(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = alone(county, monkeypatch)
    monkeypatch.setattr(ahead, "FEWEST", 2)
    real, counted = ahead._Ahead.taken, iter(range(100))

    def taken(self: ahead._Ahead, number: int) -> ahead.Opened | None:
        if next(counted) == 3:
            self._process.kill()
            self._process.join()
        return real(self, number)

    monkeypatch.setattr(ahead._Ahead, "taken", taken)
    assert said(read_files([county])) == expected


def test_a_process_that_does_nothing_is_given_up(county: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = alone(county, monkeypatch)
    monkeypatch.setattr(ahead, "FEWEST", 2)
    monkeypatch.setattr(ahead, "_PATIENCE", 0.05)
    monkeypatch.setattr(ahead, "_open_all", lambda *_: time.sleep(60))
    assert said(read_files([county])) == expected


def test_a_file_that_cannot_be_opened_is_told_here(county: Path) -> None:
    (county / "坏.xlsx").write_bytes(b"PK\x03\x04" + b"0" * 200)
    assert [each.file for each in read_files([county]).findings if each.rule == "file-unknown"] == ["坏.xlsx"]
