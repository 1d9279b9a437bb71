"""Which column of a form holds its figures, forms whose corner is blank, blanks that the sums make 0, whose forms short names tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.terms import Finding

Rows = list[list[Any]]
WHO = ["学校名称：甲县第一小学 学校标识码：2199000001 2023/2024学年初"]
BASIC: Rows = [
    ["学校（机构）基本情况"], [*WHO], ["指标名称", "代码", "内容"], ["学校（机构）名称", "01", "甲县第一小学"], ["学校（机构）标识码", "02", "2199000001"],
    ["属地管理教育行政部门", "03", "甲县教育局"], ["学校（机构）举办者", "04", "县级教育部门"], ["学校（机构）办学类型", "05", "小学"],
]  # fmt: skip


def read(folder: Path, *forms: Rows, basic: Rows = BASIC) -> tuple[dict[str, Any], list[Finding]]:
    """The figures of the school, of its primary stage and as a whole together."""
    sheets = {"1001": basic, **{f"表{number}": rows for number, rows in enumerate(forms)}}
    facts, delivery = load([write_sheets(folder / "2199000001_甲县第一小学.xlsx", sheets)])
    figures = {}
    for row in facts.school_years.iter_rows(named=True):
        figures |= {name: value for name, value in row.items() if value is not None and name not in ("school", "year", "stage")}
    return figures, delivery.findings


def equipment(*heads: str, of: tuple[tuple[Any, ...], ...]) -> Rows:
    return [
        ["占地面积及其他办学条件"], [*WHO], ["指标名称", "代码", "计量单位", *heads], ["占地面积", "01", "平方米", *of[0]], ["图书", "02", "册", *of[1]],
    ]


@pytest.mark.parametrize(("heads", "land", "books"), [
    (("合计", "学校产权", "非学校产权"), (1000, 700, 300), (50, 40, 10)),
    (("合计", "小学部", "初中部"), (1000, 600, 400), (50, 30, 20)),
    (("期末数", "期初数"), (1000, 900), (50, 44)),
    (("实有数", "标准数"), (1000, 1200), (50, 60)),
    (("上学年", "本学年"), (900, 1000), (44, 50)),
    (("数量", "备注"), (1000, ""), (50, "")),
    (("本年实有",), (1000,), (50,)),
])  # fmt: skip
def test_the_column_of_what_there_is_this_year(heads: tuple[str, ...], land: tuple[Any, ...], books: tuple[Any, ...], tmp_path: Path) -> None:
    figures, findings = read(tmp_path, equipment(*heads, of=(land, books)))
    assert (figures["land_area"], figures["books"]) == (1000 * 10_000, 50)
    assert "form-columns-unclear" not in {each.rule for each in findings}


@pytest.mark.parametrize("heads", [("学校产权", "非学校产权"), ("甲校区", "乙校区")])
def test_of_several_columns_without_a_total_none_is_taken(heads: tuple[str, str], tmp_path: Path) -> None:
    figures, findings = read(tmp_path, equipment(*heads, of=((700, 300), (40, 10))))
    assert not {"land_area", "books"} & set(figures)
    (one,) = [each for each in findings if each.rule == "form-columns-unclear"]
    assert all(head in one.message.zh for head in heads)
    assert "占地面积及其他办学条件" not in {each.found for each in findings if each.rule == "form-row-missing"}


@pytest.mark.parametrize(("heads", "row", "arts"), [
    (("艺术", "其中：音乐", "其中：美术"), (6, 3, 2), 6), (("艺术", "#音乐", "#美术"), (6, 3, 2), 6), (("音乐", "美术"), (3, 2), 5),
])  # fmt: skip
def test_music_and_fine_arts_marked_as_parts_are_counted_once(heads: tuple[str, ...], row: tuple[int, ...], arts: int, tmp_path: Path) -> None:
    form = [["小学专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "体育与健康", *heads], ["小学", "01", 20, 2, *row]]
    assert read(tmp_path, form)[0]["teachers_arts"] == arts


def test_a_column_that_may_be_of_the_arts_and_is_not_known_is_told(tmp_path: Path) -> None:
    form = [["小学专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "语文", "体育与健康", "音乐", "美术", "书法"], ["小学", "01", 20, 12, 2, 3, 2, 1]]
    assert [each.message.zh for each in read(tmp_path, form)[1] if each.rule == "column-unknown" and "书法" in each.message.zh]


SIZES = ["25人及以下", "26-30人", "31-35人", "36-40人", "41-45人", "46-50人", "51-55人", "56-60人", "61-65人", "66人及以上"]


def sizes(corner: str = "指标名称", total: str = "总计", head: str = "合计", filled: Any = 0, numbers: tuple[Any, ...] = ()) -> Rows:
    counts = [filled, filled, filled, 3, 4, *[filled] * 5]
    return [
        ["小学班额情况"], [*WHO], [corner, "代码", head, "一年级", "二年级"], *([[*numbers]] if numbers else []), [total, "01", 7, 3, 4],
        *([f"　{size}", f"{at:02d}", count, 3 if count == 3 else filled, 4 if count == 4 else filled] for at, (size, count) in enumerate(zip(SIZES, counts, strict=True), 2)),
    ]


@pytest.mark.parametrize("form", [
    sizes(), sizes(corner=""), sizes(corner="班额"), sizes(total="小计"), sizes(head="计"), sizes(head="总计"), sizes(numbers=("甲", "乙", "(1)", "(2)", "(3)")), sizes(corner="", numbers=("甲", "乙", 1, 2, 3)),
])  # fmt: skip
def test_sizes_of_classes_as_offices_head_them(form: Rows, tmp_path: Path) -> None:
    figures, findings = read(tmp_path, form)
    assert {name: figures.get(name) for name in ("classes", "classes_standard", "classes_large", "classes_big", "classes_oversize")} == {
        "classes": 7, "classes_standard": 7, "classes_large": 0, "classes_big": 0, "classes_oversize": 0}
    assert "小学班额情况" not in {each.found for each in findings if each.rule in ("row-unknown", "cell-unusable", "form-row-missing")}


def test_blank_sizes_are_none_where_the_others_make_all_classes(tmp_path: Path) -> None:
    figures, findings = read(tmp_path, sizes(filled=""))
    assert (figures["classes_standard"], figures["classes_large"], figures["classes_oversize"]) == (7, 0, 0)
    assert [each.severity for each in findings if each.rule == "blank-none"] == ["info"]
    form = sizes(filled="")
    form[3][2] = 8  # one class too many: a blank may be that one
    assert "classes_standard" not in read(tmp_path, form)[0]


def test_sizes_of_twenty_pupils_are_not_held_against_the_grades_as_if_they_were_all(tmp_path: Path) -> None:
    """26-35 and 36-45 of older forms: a primary school's standard classes; a size that is not known leaves nothing to compare."""
    old = [["小学班额情况"], [*WHO], ["指标名称", "代码", "合计", "一年级"], ["总计", "01", 7, 7], ["　25人及以下", "02", 0, 0], ["　26-35人", "03", 3, 3], ["　36-45人", "04", 4, 4],
           ["　46-55人", "05", 0, 0], ["　56-65人", "06", 0, 0], ["　66人及以上", "07", 0, 0]]
    pupils = [["小学分类型学生数"], [*WHO], ["指标名称", "代码", "在校生数", ""], ["", "", "合计", "1年级"], ["总计", "01", 250, 250]]
    figures, findings = read(tmp_path, old, pupils)
    assert (figures["classes_standard"], figures["classes_large"], figures["classes_big"], figures["pupils_grade_1"]) == (7, 0, 0, 250)
    old[5][0] = "　26至35个人左右"
    assert "form-disagrees" not in {each.rule for each in [*findings, *read(tmp_path, old, pupils)[1]]}


def test_a_form_nobody_needs_is_told_once_for_a_file(tmp_path: Path) -> None:
    extra = [["学校安全管理情况"], [*WHO], ["指标名称", "代码", "数量"], ["保安", "01", 2]]
    (one,) = [each for each in read(tmp_path, extra, extra, extra)[1] if each.rule == "form-unknown"]
    assert "共 3 张" in one.message.zh


def test_the_end_of_a_schools_name_on_a_sheet_tells_whose_its_form_is(tmp_path: Path) -> None:
    other = [[*row] for row in BASIC]
    other[1], other[3][2], other[4][2] = ["学校名称：甲县实验小学 学校标识码：2199000002 2023/2024学年初"], "甲县实验小学", "2199000002"
    form = [["占地面积及其他办学条件"], ["2023/2024学年初"], ["指标名称", "代码", "数量"], ["图书", "02", 50]]
    sheets = {"1001甲": BASIC, "1001乙": other, "5176_第一小学": form, "5176_实验小学": [*form[:3], ["图书", "02", 70]], "5176_小学": form}
    facts, delivery = load([write_sheets(tmp_path / "全县.xlsx", sheets)])
    assert dict(facts.school_years.select("school", "books").iter_rows()) == {"2199000001": 50, "2199000002": 70}
    assert [each.sheet for each in delivery.findings if each.rule == "school-unknown"] == ["5176_小学"]


@pytest.mark.parametrize("captions", [("上学年", "本学年"), ("规划", "现有"), ("本学年", "上学年")])
def test_rows_that_stand_twice_with_other_figures_are_not_taken(captions: tuple[str, str], tmp_path: Path) -> None:
    """Blocks of one form, or a merged column before the labels: which is this year's cannot be told."""
    rows = [["占地面积", 900, "平方米"], ["图书", 44, "册"]], [["占地面积", 1000, "平方米"], ["图书", 50, "册"]]
    below = [[[caption, "", ""], *([label, unit, number] for label, number, unit in block)] for caption, block in zip(captions, rows, strict=True)]
    stacked = [["占地面积及其他办学条件"], [*WHO], ["指标名称", "计量单位", "数量"], *below[0], *below[1]]
    beside = [["占地面积及其他办学条件"], [*WHO], ["类别", "指标名称", "计量单位", "数量"]]
    beside += [[caption if at == 0 else "", label, unit, number] for caption, block in zip(captions, rows, strict=True) for at, (label, number, unit) in enumerate(block)]
    for form in (stacked, beside):
        figures, findings = read(tmp_path, form)
        assert not {"land_area", "books"} & set(figures)
        (one,) = [each for each in findings if each.rule == "form-rows-twice"]
        assert (one.severity, one.found, len(one.against)) == ("error", "占地面积", 1)


def test_rows_that_stand_twice_with_the_same_figures_are_taken(tmp_path: Path) -> None:
    form = [["占地面积及其他办学条件"], [*WHO], ["指标名称", "计量单位", "数量"], ["图书", "册", 50], ["占地面积", "平方米", 1000], ["图书", "册", 50]]
    figures, findings = read(tmp_path, form)
    assert (figures["books"], "form-rows-twice" in {each.rule for each in findings}) == (50, False)


@pytest.mark.parametrize(("unit", "floor"), [("平方米", 60), ("公顷", 600_000), ("百平方米", None), ("十平方米", None)])
def test_a_unit_of_area_that_is_not_known_is_refused(unit: str, floor: int | None, tmp_path: Path) -> None:
    form = [["中小学校舍情况"], [f"{WHO[0]} 计量单位：{unit}"], ["指标名称", "代码", "本学年校舍建筑面积"], ["总计", "01", 60]]
    figures, findings = read(tmp_path, form)
    assert figures.get("floor_area") == (floor and floor * 10_000)
    assert ("cell-unusable" in {each.rule for each in findings}) is (floor is None)
