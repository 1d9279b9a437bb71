"""Which column of a form holds its figures, forms whose corner is blank, blanks that the sums make 0, whose forms short names tell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.facts.intake.forms.test_forms import SECOND, SIGNED, basics
from tests.facts.intake.sheets import write_sheets

from junheng.facts import load
from junheng.terms import Finding, Severity

Rows = list[list[Any]]
WHO = ["学校名称：甲县第一小学 学校标识码：2199000001 2023/2024学年初"]
BASIC: Rows = [
    ["学校（机构）基本情况"], [*WHO], ["指标名称", "代码", "内容"], ["学校（机构）名称", "01", "甲县第一小学"], ["学校（机构）标识码", "02", "2199000001"],
    ["属地管理教育行政部门", "03", "甲县教育局"], ["学校（机构）举办者", "04", "县级教育部门"], ["学校（机构）办学类型", "05", "小学"],
]  # fmt: skip


def read(folder: Path, *forms: Rows, basic: Rows = BASIC, stage: str = "") -> tuple[dict[str, Any], list[Finding]]:
    """The figures of the school, of its stages and as a whole together, or of one stage."""
    sheets = {"1001": basic, **{f"表{number}": rows for number, rows in enumerate(forms)}}
    facts, delivery = load([write_sheets(folder / "2199000001_甲县第一小学.xlsx", sheets)])
    figures = {}
    for row in facts.school_years.filter(stage=stage).iter_rows(named=True) if stage else facts.school_years.iter_rows(named=True):
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


def pupils_of(first: str, second: str, of: tuple[Any, ...]) -> Rows:
    """Two groups of three columns: 合计 and two grades."""
    return [["小学分类型学生数"], [*WHO], ["指标名称", "代码", first, "", "", second], ["", "", *["合计", "一年级", "二年级"] * 2], ["总计", "01", *of]]


@pytest.mark.parametrize("other", ["上学年在校生数", "上学年初在校生数", "随迁子女在校生数", "预计在校生数", "去年在校生数"])
def test_the_grades_are_those_of_this_years_pupils_wherever_the_others_stand(other: str, tmp_path: Path) -> None:
    """The first of two groups of grades was taken, without a word."""
    for folder, form in (("before", pupils_of(other, "在校生数", (80, 43, 37, 82, 40, 42))), ("behind", pupils_of("在校生数", other, (82, 40, 42, 80, 43, 37)))):
        (tmp_path / folder).mkdir()
        figures, _ = read(tmp_path / folder, form)
        assert [figures[fact] for fact in ("pupils", "pupils_grade_1", "pupils_grade_2")] == [82, 40, 42]


def test_last_years_pupils_alone_are_not_read(tmp_path: Path) -> None:
    figures, findings = read(tmp_path, [["小学分类型学生数"], [*WHO], ["指标名称", "代码", "上学年在校生数", "", ""], ["", "", "合计", "一年级", "二年级"], ["总计", "01", 80, 43, 37]])
    assert not {"pupils", "pupils_grade_1"} & set(figures)
    assert "form-row-missing" in {each.rule for each in findings}


@pytest.mark.parametrize("other", ["代课教师", "上学年专任教师", "兼任教师", "特岗教师"])
def test_courses_of_other_teachers_are_not_those_of_the_full_time_teachers(other: str, tmp_path: Path) -> None:
    heads, rows = ["合计", "语文", "体育与健康", "音乐", "美术"], ((5, 1, 2, 1, 1), (20, 12, 3, 3, 2))
    form = [["小学专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", other, *[""] * 4, "专任教师"], ["", "", *heads, *heads], ["小学", "01", *rows[0], *rows[1]], ["本科", "02", *rows[0], *rows[1]]]
    figures, _ = read(tmp_path, form)
    assert [figures[fact] for fact in ("teachers", "teachers_pe", "teachers_arts", "teachers_bachelor")] == [20, 3, 5, 20]


@pytest.mark.parametrize("total", ["计", "合计", "小计", "总计"])
def test_a_total_of_the_arts_is_not_added_to_its_parts(total: str, tmp_path: Path) -> None:
    """艺术 > 合计 | 艺术 | 音乐 | 美术 = 9 | 2 | 4 | 3 was read as 16."""
    form = [["小学专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "体育与健康", "艺术", "", "", ""], ["", "", "", "", total, "艺术", "音乐", "美术"], ["小学", "01", 20, 2, 9, 2, 4, 3]]
    figures, findings = read(tmp_path, form)
    assert figures["teachers_arts"] == 9
    assert "form-row-missing" not in {each.rule for each in findings if "艺术" in each.message.zh}


def test_words_over_a_column_that_nobody_knows_are_told(tmp_path: Path) -> None:
    form = [["小学分类型学生数"], [*WHO], ["指标名称", "代码", "午餐补助在校生数", "", ""], ["", "", "合计", "一年级", "二年级"], ["总计", "01", 80, 43, 37]]
    assert "column-assumed" in {each.rule for each in read(tmp_path, form)[1]}


@pytest.mark.parametrize("corner", ["学生类型", "类别", "教师类别", "数据项", "甲项", "栏次"])
def test_any_word_may_stand_over_the_labels(corner: str, tmp_path: Path) -> None:
    """A form under a word that is not known was lost, and nothing was said."""
    form = [["小学分类型学生数"], [*WHO], [corner, "代码", "招生数", "在校生数", "", ""], ["", "", "", "合计", "一年级", "二年级"], ["甲", "乙", 1, 2, 3, 4], ["总计", "01", 43, 80, 43, 37]]
    assert read(tmp_path, form)[0]["pupils"] == 80


def test_the_only_figures_of_a_form_without_any_word_over_its_labels(tmp_path: Path) -> None:
    form = [["占地面积及其他办学条件"], ["学校名称", "甲县第一小学", "学校标识码", "2199000001"], ["", "数量"], ["占地面积（平方米）", 1000], ["图书（册）", 50]]
    figures, _ = read(tmp_path, form)
    assert (figures["land_area"], figures["books"]) == (1000 * 10_000, 50)


@pytest.mark.parametrize("heads", [("学段", "学历"), ("学段", "项目"), ("教育阶段", "指标名称")])
def test_two_columns_of_labels_under_words_that_are_not_known(heads: tuple[str, str], tmp_path: Path) -> None:
    form = [
        ["义务教育阶段专任教师分课程、分学历情况"], [*WHO], [*heads, "代码", "合计", "语文", "体育与健康", "音乐", "美术"],
        ["小学", "小计", "01", 20, 12, 3, 3, 2], ["", "本科毕业", "02", 15, 9, 2, 2, 2], ["", "专科毕业", "03", 5, 3, 1, 1, 0],
    ]  # fmt: skip
    figures, _ = read(tmp_path, form)
    assert [figures[fact] for fact in ("teachers", "teachers_pe", "teachers_arts", "teachers_bachelor", "teachers_college")] == [20, 3, 5, 15, 5]


def test_a_form_whose_head_cannot_be_told_is_told(tmp_path: Path) -> None:
    form = [["占地面积及其他办学条件"], [*WHO], ["地块甲", 1000, 1], ["地块乙", 50, 2], ["地块丙", 7, 3]]
    (one,) = [each for each in read(tmp_path, form)[1] if each.rule == "form-headless"]
    assert (one.sheet, one.cell, one.found) == ("表0", "A1", "占地面积及其他办学条件")


def test_a_list_of_the_forms_is_none(tmp_path: Path) -> None:
    form = [["目录"], ["小学分类型学生数", 1], ["占地面积及其他办学条件", 2], ["中小学校舍情况", 3]]
    assert "form-headless" not in {each.rule for each in read(tmp_path, form)[1]}


def test_the_head_of_the_next_page_goes_on_with_the_form(tmp_path: Path) -> None:
    """The sizes were lost, and the classes by grade held to be those of another school."""
    whole = sizes()
    at = next(row for row, cells in enumerate(whole) if "41-45人" in str(cells[0]))
    paged = [*whole[:at], [], *whole[2:3], *whole[at:]]
    plain, _ = read(tmp_path, whole)
    figures, findings = read(tmp_path, paged)
    assert figures == plain
    assert figures["classes_standard"] == 7
    assert not {each.rule for each in findings} & {"part-missing", "form-disagrees"}


def test_two_columns_of_one_head_are_told(tmp_path: Path) -> None:
    figures, findings = read(tmp_path, equipment("数量", "数量", of=((1000, 900), (50, 40))))
    assert "land_area" not in figures
    assert "form-columns-unclear" in {each.rule for each in findings}


def test_a_column_for_each_school_is_told(tmp_path: Path) -> None:
    """The county's total was read as the school's."""
    figures, findings = read(tmp_path, equipment("合计", "甲县第一小学", of=((9000, 1000), (500, 50))))
    assert "land_area" not in figures
    assert "form-columns-unclear" in {each.rule for each in findings}


def test_a_part_of_the_teachers_beside_the_numbers_of_the_rows(tmp_path: Path) -> None:
    """#女 of 其中：在编 was held against the number of a row."""
    heads = ["合计", "#女", "语文"]
    form = [["小学专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "其中：在编", "", "", "专任教师"], ["", "", *heads, *heads], ["小学", "01", 8, 5, 8, 20, 12, 20], ["#女", "02", 5, "-", 5, 12, "-", 12]]
    assert "form-unbalanced" not in {each.rule for each in read(tmp_path, form)[1]}


COURSES: Rows = [["小学专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "语文", "体育与健康", "艺术", "音乐", "美术"]]


@pytest.mark.parametrize(("total", "arts"), [(20, 4), (18, 2)])
def test_the_total_tells_whether_a_course_holds_the_others(total: int, arts: int, tmp_path: Path) -> None:
    """艺术 2, 音乐 1, 美术 1 are four teachers where 合计 is 12 + 4 + 2 + 1 + 1, and two where it is 12 + 4 + 2; they were two without a word."""
    assert read(tmp_path, [*COURSES, ["小学", "01", total, 12, 4, 2, 1, 1]])[0]["teachers_arts"] == arts


@pytest.mark.parametrize(("graduates", "fact"), [(4, "teachers_master"), (5, "teachers_graduate")])
def test_the_total_tells_whether_graduates_hold_the_doctors(graduates: int, fact: str, tmp_path: Path) -> None:
    rows = [["小学", "01", 20, 16, 4, 0, 0, 0], ["博士", "02", 1, 1, 0, 0, 0, 0], ["研究生", "03", graduates, 2, 2, 0, 0, 0], ["本科", "04", 15, 13, 2, 0, 0, 0]]
    figures, _ = read(tmp_path, [*COURSES, *rows])
    assert {name: figures.get(name) for name in ("teachers_master", "teachers_graduate")} == {"teachers_master": None, "teachers_graduate": None, fact: graduates}


def test_a_title_that_is_not_known_below_a_form_without_a_signature_begins_another(tmp_path: Path) -> None:
    """The kindergarten's books were the school's."""
    whole = [["占地面积及其他办学条件"], [*WHO], ["指标名称", "代码", "数量"], ["占地面积", "01", 1000], ["图书", "02", 50], [], ["附设幼儿园情况"], [*WHO], ["指标名称", "代码", "数量"], ["图书", "01", 600], ["计算机", "02", 8]]
    figures, findings = read(tmp_path, whole)
    assert figures["books"] == 50
    assert "computers" not in figures
    assert [each.found for each in findings if each.rule == "form-unknown"] == ["附设幼儿园情况"]


@pytest.mark.parametrize("before", ["上学年", "在建", "规划", "附设幼儿园"])
def test_words_before_a_title_that_name_no_school_make_another_form(before: str, tmp_path: Path) -> None:
    """上学年中小学校舍情况 was read as this year's."""
    figures, findings = read(tmp_path, [[f"{before}中小学校舍情况"], [*WHO], ["指标名称", "代码", "建筑面积"], ["总计", "01", 5000], ["教学及辅助用房", "02", 3000]])
    assert "floor_area" not in figures
    assert "form-unknown" in {each.rule for each in findings}


def test_a_title_of_another_year_is_told(tmp_path: Path) -> None:
    _, findings = read(tmp_path, [["2022年中小学校舍情况"], [*WHO], ["指标名称", "代码", "建筑面积"], ["总计", "01", 5000], ["教学及辅助用房", "02", 3000]])
    assert [each.rule for each in findings if each.sheet == "表0" and each.rule == "year-disagrees"] == ["year-disagrees"]


@pytest.mark.parametrize(("address", "township"), [
    ("示例市子丑县市中街道", "市中街道"), ("示例省示例市子丑县县前街道12号", "县前街道"), ("甲市试县西乡镇幸福村", "西乡镇"), ("甲州试县东乡族自治乡", "东乡族自治乡"), ("松岭镇新镇村5组", "松岭镇"), ("济南市市中区舜耕街道", "舜耕街道"),
    ("内蒙古自治区赤峰市克什克腾旗巴彦苏木", "巴彦苏木"), ("北京市密云区鼓楼街道办事处", "鼓楼街道办事处"),
    *[(f"示例省{mark}甲市{mark}甲县{mark}东门镇", "东门镇") for mark in "-－—/、，·>| "],
])  # fmt: skip
def test_the_township_of_an_address(address: str, township: str, tmp_path: Path) -> None:
    """市中街道 was read as 中街道, 西乡镇 as 西乡."""
    basic = [*BASIC, ["学校（机构）驻地", "06", address]]
    facts, _ = load([write_sheets(tmp_path / "2199000001_甲县第一小学.xlsx", {"1001": basic, "5176": equipment("数量", of=((1000,), (50,)))})])
    assert facts.schools["township"].to_list() == [township]


@pytest.mark.parametrize(("label", "unit", "is_told"), [("教学仪器设备资产值（元）", "万元", True), ("教学仪器设备资产值（万元）", "万元", False), ("教学仪器设备资产值（万元）", "", False)])
def test_a_label_that_names_another_unit_than_the_column_of_units_is_told(label: str, unit: str, is_told: bool, tmp_path: Path) -> None:
    """218.47 万元 were read as 218.47 yuan, without a word."""
    form = [["占地面积及其他办学条件"], [*WHO], ["指标名称", "代码", "计量单位", "数量"], ["占地面积", "01", "平方米", 1000], [label, "02", unit, 218.47]]
    figures, findings = read(tmp_path, form)
    assert figures.get("equipment_value") == (None if is_told else 2_184_700 * 10_000)
    assert [each.cell for each in findings if each.rule == "cell-unusable"] == (["D5"] if is_told else [])


def test_a_degree_called_as_the_stage_is_a_degree(tmp_path: Path) -> None:
    """高中 below 专科 began a senior stage with no teachers."""
    form = [
        ["义务教育阶段专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "语文"],
        ["小学", "01", 20, 20], ["本科", "02", 12, 12], ["大专", "03", 5, 5], ["高中", "04", 2, 2], ["高中以下", "05", 1, 1],
    ]  # fmt: skip
    figures, findings = read(tmp_path, form)
    assert [figures[fact] for fact in ("teachers", "teachers_college", "teachers_upper_secondary", "teachers_below")] == [20, 5, 2, 1]
    assert "S03" not in {each.rule for each in findings}


@pytest.mark.parametrize("stage", ["普通高中", "高中"])
def test_the_senior_stage_below_a_degree_is_no_degree(stage: str, tmp_path: Path) -> None:
    """60 teachers of the senior stage behind 专科, with their own degrees, were 60 of the junior one with 高中阶段."""
    form = [
        ["中学专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "语文"],
        ["初中", "01", 50, 50], ["硕士研究生", "02", 5, 5], ["本科", "03", 40, 40], ["专科", "04", 5, 5], [stage, "05", 60, 60], ["硕士研究生", "06", 20, 20], ["本科", "07", 40, 40],
    ]  # fmt: skip
    basic = [*BASIC[:-1], ["学校（机构）办学类型", "05", "完全中学"]]
    facts, delivery = load([write_sheets(tmp_path / "2199000001_甲县第一小学.xlsx", {"1001": basic, "表": form})])
    assert facts.school_years.select("stage", "teachers", "teachers_master", "teachers_bachelor", "teachers_college", "teachers_upper_secondary").rows() == [
        ("junior", 50, 5, 40, 5, None), ("senior", 60, 20, 40, None, None),
    ]
    assert not {"L05", "form-rows-twice"} & {each.rule for each in delivery.findings}


def test_parts_of_a_sum_that_is_given_do_not_lack(tmp_path: Path) -> None:
    """艺术 5 was read, and 艺术 计, 音乐 and 美术 said to be missing."""
    form = [["小学专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "语文", "体育与健康", "艺术"], ["小学", "01", 20, 12, 3, 5]]
    figures, findings = read(tmp_path, form)
    assert figures["teachers_arts"] == 5
    assert not [each for each in findings if each.rule == "form-row-missing" and "美术" in each.message.zh]


def test_junior_grades_of_four_years_are_left(tmp_path: Path) -> None:
    """六年级 is the first of four: the second to fourth were read as the first to third, and an error said that they do not make the pupils."""
    rows = [
        ["初中分类型学生数"], ["学校（机构）名称：甲县第二中学", "", "2023/2024学年初"], ["指标名称", "在校生数", "", "", "", "", "预计毕业生数"],
        ["", "合计", "六年级", "七年级", "八年级", "九年级", ""], ["总计", 400, 110, 105, 95, 90, 90], ["#女", 190, 50, 50, 45, 45, 45],
        ["#寄宿生", 60, 10, 15, 15, 20, ""], SIGNED,
    ]
    facts, delivery = load([write_sheets(tmp_path / "甲县.xlsx", {"1001": basics({**SECOND, "name": "甲县第二中学", "kind": "初级中学"}), "一": rows})])
    row = facts.school_years.row(0, named=True)
    assert (row["stage"], row["pupils"]) == ("junior", 400)
    assert {value for name, value in row.items() if name.startswith("pupils_grade_")} == {None}
    assert [(each.rule, each.severity) for each in delivery.findings if each.sheet == "一"] == [("column-aside", Severity.INFO)]


@pytest.mark.parametrize("other", ["中小学校舍情况（上学年）", "上学年中小学校舍情况", "中小学校舍情况（2022年9月）"])
def test_a_title_of_last_year_below_another_form_is_no_row_of_it(other: str, tmp_path: Path) -> None:
    """Its table went on as the form above, whose figures then stood twice with other figures, and none was used."""
    head = [["指标名称", "代码", "建筑面积"]]
    this = [["中小学校舍情况"], [*WHO], *head, ["总计", "01", 6000], ["教学及辅助用房", "02", 3000], SIGNED]
    last = [[other], *head, ["总计", "01", 5000], ["教学及辅助用房", "02", 2500], SIGNED]
    figures, findings = read(tmp_path, [*this, [], *last])
    assert (figures["floor_area"], figures["teaching_area"]) == (60_000_000, 30_000_000)
    told = [each.rule for each in findings if each.rule in ("form-unknown", "fact-twice", "row-unknown", "year-disagrees")]
    assert told in (["form-unknown"], ["year-disagrees"])


def test_a_group_of_courses_in_the_line_of_its_heads_is_read_whole(tmp_path: Path) -> None:
    """艺术 in its own group is the course: 6 = 1 + 3 + 2."""
    heads = ["艺术-计", "艺术-艺术", "艺术-音乐", "艺术-美术"]
    form = [["小学专任教师分课程、分学历情况"], [*WHO], ["指标名称", "代码", "合计", "体育与健康", *heads], ["小学", "01", 20, 2, 6, 1, 3, 2]]
    figures, findings = read(tmp_path, form)
    assert figures["teachers_arts"] == 6
    assert "column-unknown" not in {each.rule for each in findings}
    without_sum = [[*row[:4], *row[5:]] if number > 1 else row for number, row in enumerate(form)]
    assert read(tmp_path, without_sum)[0]["teachers_arts"] == 6
