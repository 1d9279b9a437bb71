"""A wrong year in the title of one sheet is told once, with what follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from junheng.facts import load
from junheng.terms import Finding, Severity

HEAD = ("学校标识码", "学校名称", "办学类型", "在校生数", "班数", "专任教师数")


def _county(tmp_path: Path, year: int, *titles: tuple[str, int]) -> Path:
    """Twelve primary and six junior schools; another number of pupils in each year."""
    path = tmp_path / f"甲县{year}年分学校统计表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for (stage, said), (first, count, kind) in zip(titles, ((2199001000, 12, "小学"), (3199001000, 6, "初级中学")), strict=True):
            sheet = book.add_worksheet(stage)
            sheet.write(0, 0, f"甲县{said}/{said + 1}学年{stage}分学校统计表")
            sheet.write_row(1, 0, HEAD)
            for at in range(count):
                sheet.write_row(2 + at, 0, (f"{first + 3 * at}", f"甲县{stage[0]}{'甲乙丙丁戊己庚辛壬癸子丑'[at]}村{kind}", kind, 200 + 7 * at + year - 2020, 6, 12 + year - 2020))
    return path


def _told(tmp_path: Path, junior: int) -> list[Finding]:
    files = [_county(tmp_path, 2023, ("小学", 2023), ("初中", 2023)), _county(tmp_path, 2024, ("小学", 2024), ("初中", junior))]
    return [each for each in load(files)[1].findings if each.severity != Severity.INFO]


def test_the_right_year_has_nothing_to_fold(tmp_path: Path) -> None:
    assert _told(tmp_path, 2024) == []


@pytest.mark.parametrize(("junior", "severity", "rule"), [(2023, Severity.ERROR, "fact-twice"), (2025, Severity.WARNING, "S62")])
def test_a_wrong_year_is_told_once_with_what_follows(junior: int, severity: Severity, rule: str, tmp_path: Path) -> None:
    """2023 again: the pupils of six schools clash. 2025: the primary schools are gone then."""
    (one,) = _told(tmp_path, junior)
    assert (one.rule, one.severity, one.sheet, one.cell) == ("year-disagrees", severity, "初中", "A1")
    assert "由此引出的" in one.message.zh
    assert rule in one.message.en


def test_a_file_name_of_another_year_hides_nothing(tmp_path: Path) -> None:
    """Both sheets say 2023: they are of another year than the file's name, and clash with nothing."""
    path = _county(tmp_path, 2024, ("小学", 2023), ("初中", 2023))
    told = [each for each in load([path])[1].findings if each.rule == "year-disagrees"]
    assert all(each.severity == Severity.WARNING and "由此引出的" not in each.message.zh for each in told)


def _with_land(tmp_path: Path, year: int, unit: str, large: int = 0) -> Path:
    """Twelve schools of 9,000 m² and more, the first `large` of them with ten thousand times as much."""
    path = tmp_path / f"甲县{year}年小学一览表.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("小学")
        sheet.write(0, 0, f"甲县{year}/{year + 1}学年小学一览表")
        sheet.write_row(1, 0, (*HEAD, f"占地面积（{unit}）", "校舍建筑面积（平方米）"))
        for at in range(12):
            land = (9000 + 131 * at) * (10_000 if at < large else 1)
            sheet.write_row(2 + at, 0, (f"{2199001000 + 3 * at}", f"甲县{'甲乙丙丁戊己庚辛壬癸子丑'[at]}村小学", "小学", 200 + 7 * at + year - 2020, 6, 12 + (at + year) % 3, land, 3000 + 71 * at))
    return path


def _of_land(files: list[Path]) -> list[Finding]:
    return [each for each in load(files)[1].findings if each.severity != Severity.INFO]


def test_a_column_in_another_unit_is_told_once_with_what_follows(tmp_path: Path) -> None:
    """9,000 亩 are 6 million m²: two thousand times the buildings (L37, L61) and 667 times the land of the year after (P04), in each of twelve schools."""
    assert _of_land([_with_land(tmp_path, 2023, "平方米"), _with_land(tmp_path, 2024, "平方米")]) == []
    (one,) = _of_land([_with_land(tmp_path, 2023, "亩"), _with_land(tmp_path, 2024, "平方米")])
    assert (one.rule, one.cell) == ("M10", "G3")
    assert "由此引出的 36 条提示（L37, L61, P04）" in one.message.zh


def test_what_few_schools_are_told_is_theirs(tmp_path: Path) -> None:
    """Two schools with far too much land make the mean of the list implausible; each is told."""
    found = _of_land([_with_land(tmp_path, 2023, "平方米", large=2)])
    assert [each.cell for each in found if each.rule == "L37"] == ["G3", "G4"]
    assert [each.message.zh for each in found if each.rule == "M10" and "由此引出的" not in each.message.zh] != []
