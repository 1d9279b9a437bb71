"""The rules asked by threads say what they say one after the other, in the same order."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.checks.county import County, delivered

from junheng.facts.checks import run


def test_threads_find_what_is_found_in_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    county = County()
    for number in range(6):
        stage = county.stage(number)
        stage["pupils_grade_4"], stage["teachers_pe"], stage["classes"] = 53 + number, 40, None
        county.whole(number, 2023)["land_area"] = 90_000
    county.school(3)["name"] = county.school(4)["name"]
    together = delivered(county, tmp_path).findings
    monkeypatch.setattr(run, "THREADS", 0)
    assert delivered(county, tmp_path).findings == together
    assert len({each.rule for each in together}) >= 5
