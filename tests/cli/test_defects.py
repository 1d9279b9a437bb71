"""The benchmark of defects in small: what it injects is found where it says, and what cannot be found is told apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from junheng.cli.app import run
from junheng.cli.benches import defects
from junheng.cli.benches.defect_cases import stands_at
from junheng.terms import Finding, Message, Severity

SOME = ("sum-degrees", "error-value", "blank-pupils", "built-later", "small-change-area", "stage-other", "parent-blank", "opened-later")


def test_a_few_kinds_on_the_example(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("openpyxl", reason="left out: the benchmark of defects (no openpyxl)")
    monkeypatch.setattr(defects, "KINDS", tuple(each for each in defects.KINDS if each.name in SOME))
    assert run(["bench", "defects", "--repeats", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {each["kind"]: (each["injected"], each["cell"]) for each in told["kinds"] if not each["plausible"]} == {
        "sum-degrees": (2, 2), "error-value": (2, 2), "blank-pupils": (2, 2), "built-later": (1, 1), "stage-other": (1, 1), "parent-blank": (2, 2),
        "opened-later": (1, 1),
    }
    assert told["false_alarms"] == {"county": 0, "template": 0}
    assert {each["kind"] for each in told["misses"]} == {"small-change-area"}


@pytest.mark.parametrize(
    ("rule", "cell", "expected"),
    [("L01", "C7", True), ("L01", "B9+C7", True), ("row", "7", True), ("total-disagrees", "C40", True),
     ("L01", "C40", False), ("L01", "D7", False), ("row", "8", False)],
)
def test_a_finding_counts_at_its_cell_its_row_or_its_total(rule: str, cell: str, expected: bool) -> None:
    finding = Finding(Severity.ERROR, rule, Message("", ""), "a.xlsx", "小学", cell)
    assert stands_at(finding, {("a.xlsx", "小学", "C7")}) == expected
    assert not stands_at(finding, {("b.xlsx", "小学", "C7")})


def test_no_workbook_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["bench", "defects"]) == 2
    assert "no workbook" in capsys.readouterr().err
