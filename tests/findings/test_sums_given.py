"""Teachers above the required degree, and with middle titles, of lists that give 本科及以上 or 高级 and not each degree and title."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.cli.app import run
from junheng.facts import load
from junheng.findings import evaluate
from junheng.rules import load_standard

ABOUT = ["小学", "公办", "县级教育部门", "镇区", "是"]
HEAD = ["学校名称", "办学类型", "办学性质", "举办者", "城乡类型", "是否计校数", "班数", "在校生数", "专任教师数"]
DEGREES, TITLES = "b7_teachers_above_standard", "b8_mid_title_teachers"


def _written(tmp_path: Path, heads: list[str], figures: list[list[object]], stage: str = "小学") -> Path:
    about = [stage if stage == "小学" else "初级中学", *ABOUT[1:]]
    rows = [[f"甲县第{number}{'小学' if stage == '小学' else '中学'}", *about, 12, 500, 40, *given] for number, given in enumerate(figures, 1)]
    return write_sheets(tmp_path / "表.xlsx", {stage: [[f"甲县2024/2025学年{stage}情况一览表"], [*HEAD, *heads], *rows]})


def _values(path: Path, indicator: str) -> list[Fraction | None]:
    found = evaluate(load([path])[0], load_standard("cn/national/basic-2012"))
    measured = [next(each for each in school.measured if each.indicator.id == indicator) for school in found.schools]
    return [None if each.n is None or each.d is None else Fraction(each.n, each.d) for each in measured]


@pytest.mark.parametrize(("heads", "given"), [
    (["专任教师 专科及以上"], [28]), (["本科及以上学历专任教师数", "专任教师 专科"], [22, 6]), (["其中：研究生", "本科", "专科"], [2, 20, 6]),
    (["其中：博士", "硕士", "本科", "大专"], [0, 2, 20, 6]), (["大专以上学历教师人数"], [28]),
    (["专任教师中本科以上学历人数", "专任教师中：大专学历"], [22, 6]), (["专任教师中大专以上学历", "专任教师中大专以下"], [28, 12]),
])
def test_of_40_teachers_28_have_a_diploma_or_higher(heads: list[str], given: list[object], tmp_path: Path) -> None:
    # 28 teachers / 500 pupils
    assert _values(_written(tmp_path, heads, [given] * 2), DEGREES) == [Fraction(28, 500)] * 2


def test_a_junior_school_is_asked_from_the_bachelor_s_degree_on(tmp_path: Path) -> None:
    path = _written(tmp_path, ["研究生学历教师数", "本科学历教师数", "专科学历教师数"], [[3, 30, 7]], "初中")
    assert _values(path, DEGREES) == [Fraction(33, 500)]
    assert _values(_written(tmp_path, ["本科以上学历教师数"], [[33]], "初中"), DEGREES) == [Fraction(33, 500)]


@pytest.mark.parametrize(("heads", "given"), [(["中级及以上职称"], [25]), (["其中：高级职称", "中级职称"], [9, 16]), (["高级职称教师人数", "中级职称教师人数"], [9, 16]), (["正高", "副高", "中级"], [1, 8, 16])])
def test_of_40_teachers_25_have_a_middle_title_or_higher(heads: list[str], given: list[object], tmp_path: Path) -> None:
    assert _values(_written(tmp_path, heads, [given]), TITLES) == [Fraction(25, 500)]


def test_what_no_way_gives_whole_cannot_be_told(tmp_path: Path) -> None:
    """本科及以上 alone says nothing of the diplomas that count in a primary school; a blank is no zero."""
    assert _values(_written(tmp_path, ["本科及以上"], [[22]]), DEGREES) == [None]
    assert _values(_written(tmp_path, ["本科及以上", "专科"], [[22, 6], [22, None]]), DEGREES) == [Fraction(28, 500), None]


def test_parts_go_before_their_sum_and_the_contradiction_is_told(tmp_path: Path) -> None:
    path = _written(tmp_path, ["博士", "硕士", "本科", "专科", "本科及以上"], [[0, 2, 20, 6, 24]])
    assert _values(path, DEGREES) == [Fraction(28, 500)]
    assert [(each.rule, each.cell) for each in load([path])[1].findings if each.rule.startswith("L")] == [("L39", "N3")]


def test_the_trace_names_the_cells_that_give_it_and_a_lack_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = _written(tmp_path, ["本科及以上", "专科"], [[22, 6], [22, None]])
    for school, told in (("甲县第1小学", ["(专任教师中本科及以上 + 专任教师中专科)", "22 人", "J3", "K3", "28 ÷ 500 = 0.056 人/生"]), ("甲县第2小学", ["专任教师中专科        缺 "])):
        run(["explain", str(path), "--school", school, "--standard", "cn/national/basic-2012", "--lang", "zh"])
        shown = capsys.readouterr().out.partition("小学 7 ")[2].partition("\n8.")[0]
        assert all(each in shown for each in told), shown
