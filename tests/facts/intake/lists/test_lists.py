"""Lists as county offices hold them, beyond one clean head: several on a sheet, merged cells, other years beside this one."""

from pathlib import Path

import openpyxl
import pytest

from junheng.facts import Delivery, Facts, Said, load
from junheng.facts.tables import SCHOOL_YEARS

Grid = list[list[object]]
HEAD: list[object] = ["学校名称", "学校标识码", "办学类型", "班数", "在校生数"]
FIRST: list[object] = ["甲县第一小学", "2199000001", "小学", 6, 240]
SECOND: list[object] = ["甲县第二中学", "3199000002", "初级中学", 9, 400]
NINE: list[object] = ["甲县第三学校", "3199000003", "九年一贯制学校"]


def read(tmp_path: Path, grid: Grid, merged: tuple[str, ...] = (), sheet: str = "Sheet1") -> tuple[Facts, Delivery]:
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for cells in grid:
        page.append(cells)
    for each in merged:
        page.merge_cells(each)
    book.save(tmp_path / "表.xlsx")
    return load([tmp_path / "表.xlsx"])


def figures(facts: Facts, *names: str) -> dict[tuple[str, str], tuple[object, ...]]:
    rows = facts.school_years.iter_rows(named=True)
    return {(row["school"][-1], row["stage"]): tuple(row[name] for name in names) for row in rows}


def told(delivery: Delivery) -> set[tuple[str, str]]:
    return {(each.rule, each.cell) for each in delivery.findings if not each.rule.startswith("row-") and each.rule != "kind-by-stages"}


def test_a_second_list_on_the_sheet_has_a_head_and_a_title_of_its_own(tmp_path: Path) -> None:
    grid: Grid = [
        ["甲县2023/2024学年小学情况"], HEAD, FIRST, [*NINE, 12, 500], ["合计", "", "", 18, 740], [],
        ["初中情况"], ["学校名称", "学校标识码", "在校生数", "班数", "办学类型"],
        ["甲县第二中学", "3199000002", 400, 9, "初级中学"], ["甲县第三学校", "3199000003", 300, 6, "九年一贯制学校"],
    ]
    facts, delivery = read(tmp_path, grid)
    found = {("1", "primary"): (6, 240), ("3", "primary"): (12, 500), ("2", "junior"): (9, 400), ("3", "junior"): (6, 300)}
    assert figures(facts, "classes", "pupils") == found
    assert told(delivery) == set()
    assert (delivery.rows_in, delivery.rows_kept) == (5, 4)


def test_a_head_with_the_same_heads_is_another_list_where_its_title_names_another_stage(tmp_path: Path) -> None:
    titles = ["甲县2023/2024学年小学情况"], ["甲县2023/2024学年初中情况"]
    facts, delivery = read(tmp_path, [titles[0], HEAD, FIRST, titles[1], HEAD, SECOND])
    assert figures(facts, "classes", "pupils") == {("1", "primary"): (6, 240), ("2", "junior"): (9, 400)}
    assert told(delivery) == set()


def test_a_printed_list_repeats_its_head_on_every_page(tmp_path: Path) -> None:
    title: list[object] = ["甲县2023/2024学年小学情况"]
    other: list[object] = ["甲县第四小学", "2199000004", "小学", 6, 250]
    facts, delivery = read(tmp_path, [title, HEAD, FIRST, [], title, ["填报单位：甲县教育局", "", "第2页"], HEAD, other, ["合计", "", "", 12, 490]])
    assert figures(facts, "pupils") == {("1", "primary"): (240,), ("4", "primary"): (250,)}
    assert told(delivery) == set()


@pytest.mark.parametrize("group", ["上学年", "下学年预计", "生均", "核定编制", "缺编", "2022年", "2022/2023学年"])
def test_a_group_of_another_year_or_of_no_stock_is_not_this_years_figure(tmp_path: Path, group: str) -> None:
    grid: Grid = [
        ["甲县2023/2024学年小学情况"],
        [*HEAD[:3], group, "", "2023年", ""], ["", "", "", "班数", "专任教师数", "班数", "在校生数"],
        ["甲县第一小学", "2199000001", "小学", 5, 11, 6, 240],
    ]
    facts, delivery = read(tmp_path, grid, ("D2:E2", "F2:G2"))
    assert figures(facts, "classes", "pupils", "teachers") == {("1", "primary"): (6, 240, None)}
    assert {each for each in told(delivery) if each[0].startswith("column")} == {("column-aside", "D2"), ("column-aside", "E2")}


def test_a_merged_township_and_a_merged_school_hold_for_every_row(tmp_path: Path) -> None:
    head: list[object] = ["乡镇", *HEAD[:3], "学段", *HEAD[3:], "图书（册）"]
    grid: Grid = [
        ["甲县2023/2024学年学校情况"], head,
        ["东门镇", *FIRST[:3], "小学", 6, 240, 9000], ["", *NINE, "小学部", 12, 500, 20000], ["", "", "", "", "初中部", 6, 300, ""],
        ["西河乡", *SECOND[:3], "初中", 9, 400, 12000],
    ]
    facts, delivery = read(tmp_path, grid, ("A3:A5", "B4:B5", "C4:C5", "D4:D5", "H4:H5"))
    assert dict(facts.schools.select("school", "township").rows()) == {
        "2199000001": "东门镇", "3199000003": "东门镇", "3199000002": "西河乡",
    }
    found = figures(facts, "classes", "pupils", "books")
    assert found["3", "primary"] == (12, 500, None)
    assert found["3", "junior"] == (6, 300, None)
    assert found["3", "whole"] == (None, None, 20000)
    assert {rule for rule, _ in told(delivery)} <= {"B03"}


def test_kinds_of_school_under_the_head_of_the_stage_tell_no_stage(tmp_path: Path) -> None:
    grid: Grid = [["甲县2023/2024学年小学情况"], [*HEAD, "学段"], [*FIRST, "小学"], [*NINE, 12, 500, "九年一贯制学校"]]
    facts, delivery = read(tmp_path, grid)
    assert figures(facts, "pupils") == {("1", "primary"): (240,), ("3", "primary"): (500,)}
    assert ("column-unknown", "F2") in told(delivery)
    assert not delivery.has_errors


def test_classes_and_pupils_of_each_grade_stand_in_pairs(tmp_path: Path) -> None:
    top: list[object] = [*HEAD[:3], "合计", "", "初一", "", "初二", "", "初三", ""]
    grid: Grid = [
        ["甲县2023/2024学年初中情况"], top, ["", "", "", *["班数", "人数"] * 4],
        [*SECOND[:3], 9, 400, 3, 130, 3, 134, 3, 136],
    ]
    facts, delivery = read(tmp_path, grid, ("D2:E2", "F2:G2", "H2:I2", "J2:K2"))
    names = ("classes", "pupils", "pupils_grade_1", "pupils_grade_2", "pupils_grade_3")
    assert figures(facts, *names) == {("2", "junior"): (9, 400, 130, 134, 136)}
    assert told(delivery) == set()


@pytest.mark.parametrize(
    ("head", "fact", "value"),
    [
        ("所在乡镇（街道）", "township", "东门镇"), ("班级个数", "classes", 7), ("在校学生数 > 七年级", "pupils_grade_1", 7),
        ("学生数 > 1年级", "pupils_grade_1", 7), ("班数 > 56～65人", "classes_big", 7), ("办学条件 > 校舍建筑面积", "floor_area", 70_000),
        ("一、班数", "classes", 7), ("（二）专任教师数", "teachers", 7), ("③图书（册）", "books", 7), ("2.专任教师 > 1、合计", "teachers", 7),
        ("占地面积（平方米） > 总面积", "land_area", 70_000), ("教室（间） > 网络多媒体", "multimedia_rooms", 7),
    ],
)  # fmt: skip
def test_words_that_offices_use(tmp_path: Path, head: str, fact: str, value: object) -> None:
    first, _, second = head.partition(" > ")
    said = value if fact == "township" else 7
    grid: Grid = [["甲县2023/2024学年初中情况"], [*HEAD[:3], "在校生数", first], ["", "", "", "", second], [*SECOND[:3], 400, said]]
    facts, delivery = read(tmp_path, grid)
    rows = [*facts.schools.iter_rows(named=True), *facts.school_years.iter_rows(named=True)]
    assert value in [row.get(fact) for row in rows]
    assert "column-unknown" not in {rule for rule, _ in told(delivery)}


@pytest.mark.parametrize("stage", ["小学", "初中"])
def test_classes_in_the_steps_of_the_form(tmp_path: Path, stage: str) -> None:
    steps = [f"{low}-{low + 4}人" for low in range(26, 66, 5)]
    first: list[object] = [*HEAD[:3], "在校生数", "班数", *[""] * 10]
    grid: Grid = [[f"甲县2023/2024学年{stage}情况"], first, ["", "", "", "", "合计", "25人及以下", *steps, "66人及以上"]]
    grid.append([*(FIRST if stage == "小学" else SECOND)[:3], 480, 10, *range(1, 5), *[0] * 6])
    facts, delivery = read(tmp_path, grid, ("E2:O2",))
    names = ("classes", "classes_standard", "classes_large", "classes_big", "classes_oversize")
    assert list(figures(facts, *names).values()) == [(10, 10, 0, 0, 0)]
    assert "column-unknown" not in {rule for rule, _ in told(delivery)}
    grid[-1][5:] = [0, 0, 0, 0, 0, 6, 4, 0, 0, 0]
    assert list(figures(read(tmp_path, grid, ("E2:O2",))[0], *names).values()) == [(10, 0, 10, 0, 0) if stage == "小学" else (10, 6, 4, 0, 0)]


def test_a_total_of_converted_figures_may_miss_by_their_rounding(tmp_path: Path) -> None:
    mu = [2.0001, 3.0001, 4.0001]
    rows: Grid = [[f"甲县第{n}小学", f"219900000{n}", "小学", 6, 240, each] for n, each in enumerate(mu, 1)]
    grid: Grid = [["甲县2023/2024学年小学情况"], [*HEAD, "占地面积（亩）"], *rows, ["合计", "", "", 18, 720, 9.0003]]
    assert told(read(tmp_path, grid)[1]) == set()
    grid[-1][-1] = 9.0013
    assert [cell for _, cell in told(read(tmp_path, grid)[1])] == ["F6"]


def test_a_sheet_of_sentences_is_no_lost_data(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for cells in (["甲县2023/2024学年小学情况"], HEAD, FIRST):
        book.active.append(cells)
    page = book.create_sheet("填表说明")
    for text in ("填表说明", "一、学校名称填全称。", "二、学生数按 9 月 1 日统计。"):
        page.append([text])
    book.create_sheet("其他").append(["项目", "数"])
    book.save(tmp_path / "表.xlsx")
    _, delivery = load([tmp_path / "表.xlsx"])
    found = [(each.sheet, each.severity.value) for each in delivery.findings if each.rule == "sheet-unknown"]
    assert found == [("填表说明", "info"), ("其他", "warning")]


@pytest.mark.parametrize("group", ["其中：民办", "其中：乡外", "在编", "附设班"])
def test_a_part_of_the_schools_figure_is_not_the_whole(tmp_path: Path, group: str) -> None:
    grid: Grid = [
        ["甲县2023/2024学年小学情况"], [*HEAD[:3], "合计", "", group, ""], ["", "", "", "班数", "在校生数", "班数", "专任教师数"],
        [*FIRST, 1, 2],
    ]
    facts, delivery = read(tmp_path, grid, ("D2:E2", "F2:G2"))
    assert figures(facts, "classes", "pupils", "teachers") == {("1", "primary"): (6, 240, None)}
    assert {cell for rule, cell in told(delivery) if rule in ("column-aside", "column-unknown")} == {"F2", "G2"}


def test_names_that_leave_out_the_county_are_those_of_the_other_list(tmp_path: Path) -> None:
    point: list[object] = ["甲县东门教学点", "2199000004", "小学教学点", 2, 20, "第一小学"]
    grid: Grid = [["甲县2023/2024学年小学情况"], [*HEAD, "所属中心校"], [*FIRST, ""], point]
    read(tmp_path, grid)
    (tmp_path / "表.xlsx").rename(tmp_path / "甲县小学.xlsx")
    more: Grid = [["甲县2023/2024学年办学条件"], ["学校", "图书（册）"], ["第一小学", 9000], ["东门教学点", 300], ["第九小学", 100]]
    read(tmp_path, more)
    facts, delivery = load([tmp_path])
    assert dict(facts.schools.select("school", "name").rows())["2199000001"] == "甲县第一小学"
    assert facts.schools.filter(school="2199000004")["parent"].item() == "甲县第一小学"
    found = {key: books for key, (books,) in figures(facts, "books").items() if key[1] == "whole"}
    assert found == {("1", "whole"): 9000, ("4", "whole"): 300, ("学", "whole"): 100}
    assert [each.cell for each in delivery.findings if each.rule == "name-shortened"] == ["3", "F4"]
    assert "fact-twice" not in {rule for rule, _ in told(delivery)}


def test_a_second_head_may_be_deeper_than_the_first(tmp_path: Path) -> None:
    grid: Grid = [
        ["甲县2023/2024学年小学情况"], HEAD, FIRST, [], ["甲县2023/2024学年初中情况"],
        [*HEAD[:3], "班数", "在校生数", ""], ["", "", "", "", "合计", "其中"], ["", "", "", "", "", "寄宿生"], [*SECOND, 90],
    ]
    facts, delivery = read(tmp_path, grid, ("E6:F6",))
    assert figures(facts, "classes", "pupils", "boarders") == {("1", "primary"): (6, 240, None), ("2", "junior"): (9, 400, 90)}
    assert told(delivery) == set()


def test_summaries_that_count_schools_are_no_schools(tmp_path: Path) -> None:
    summary: Grid = [["学段", "学校数（所）", "班数", "在校生数"], ["小学", 1, 6, 240], ["合计", 1, 6, 240]]
    title: list[object] = ["甲县2023/2024学年小学情况"]
    facts, delivery = read(tmp_path, [title, HEAD, FIRST, [], ["汇总"], *summary])
    assert figures(facts, "pupils") == {("1", "primary"): (240,)}
    assert told(delivery) == {("list-without-schools", "5")}
    assert (delivery.rows_in, delivery.rows_kept) == (5, 1)
    book = openpyxl.Workbook()
    for cells in (title, HEAD, FIRST):
        book.active.append(cells)
    page = book.create_sheet("汇总")
    for cells in (title, *summary):
        page.append(cells)
    book.save(tmp_path / "表.xlsx")
    facts, delivery = load([tmp_path / "表.xlsx"])
    assert figures(facts, "pupils") == {("1", "primary"): (240,)}
    assert [(each.rule, each.severity.value) for each in delivery.findings] == [("sheet-unknown", "info")]


def test_lines_between_the_schools_tell_the_stage(tmp_path: Path) -> None:
    grid: Grid = [
        ["甲县2023/2024学年中小学情况"], HEAD, ["一、小学"], FIRST, [*NINE, 12, 500], ["小学小计", "", "", 18, 740],
        ["二、初中部"], SECOND, [*NINE, 6, 300], ["三、城关镇"], ["甲县第五小学", "2199000005", "小学", 6, 200],
    ]
    facts, delivery = read(tmp_path, grid)
    assert figures(facts, "classes", "pupils") == {
        ("1", "primary"): (6, 240), ("3", "primary"): (12, 500), ("2", "junior"): (9, 400), ("3", "junior"): (6, 300), ("5", "primary"): (6, 200),
    }
    assert told(delivery) == set()


@pytest.mark.parametrize("label", ["石桥镇", "柳河乡", "城关街道", "平均", "校均规模", "最大值", "占比", "增减%", "其中：上河教学点", "公办", "农村", "小学", "2022年", "共6所", "其他学校"])
def test_a_line_of_figures_that_is_no_school_is_none(label: str, tmp_path: Path) -> None:
    """A township's subtotal was a school of its own, and its pupils were counted twice."""
    grid: Grid = [
        ["甲县2023/2024学年小学情况"], ["学校名称", "班数", "在校生数"],
        ["甲县第一小学", 6, 240], ["甲县第四小学", 6, 250], [label, 12, 490],
    ]
    facts, delivery = read(tmp_path, grid)
    assert facts.schools["name"].to_list() == ["甲县第一小学", "甲县第四小学"]
    assert (delivery.rows_in, delivery.rows_kept) == (3, 2)


@pytest.mark.parametrize(("names", "kept"), [(["石桥镇", "柳河乡", "城关镇"], 3), (["石桥镇", "甲县平均小学", "甲县中乡小学"], 2)])
def test_a_list_of_places_is_none_of_subtotals(names: list[str], kept: int, tmp_path: Path) -> None:
    _, delivery = read(tmp_path, [["甲县2023/2024学年小学情况"], ["学校名称", "班数", "在校生数"], *([name, 6, 240] for name in names)])
    assert (delivery.rows_in, delivery.rows_kept) == (3, kept)


@pytest.mark.parametrize(("title", "land", "rule"), [
    ("单位：人、亩", 13333.3333, {("unit-of-title", "C3")}), ("计量单位：公顷、册", 200000, {("unit-of-title", "C3")}),
    ("（单位：人、亩、平方米）", 20, {("unit-assumed", "C3")}), ("单位：人、平方米", 20, set()), ("填报单位：甲县教育局", 20, set()),
])
def test_a_unit_of_land_that_the_title_names(title: str, land: float, rule: set[tuple[str, str]], tmp_path: Path) -> None:
    """亩 in the title were read as square metres."""
    grid: Grid = [["甲县2023/2024学年小学情况"], [title], ["学校名称", "在校生数", "占地面积"], ["甲县第一小学", 240, 20], ["甲县第四小学", 250, 30]]
    facts, delivery = read(tmp_path, grid)
    whole = facts.school_years.filter(facts.school_years["stage"] == "whole")["land_area"].to_list()
    assert whole[0] == round(land * 10_000)
    assert {each for each in told(delivery) if each[0].startswith("unit")} == rule


@pytest.mark.parametrize(("unit", "fact", "head", "value", "steps"), [
    ("万册", "books", "图书", 1.2345, 12_345), ("千册", "books", "图书", 12.3, 12_300), ("万平方米", "floor_area", "校舍建筑面积", 0.81234, 81_234_000),
    ("市亩", "land_area", "占地面积", 20, 133_333_333), ("人民币元", "equipment_value", "教学仪器设备值", 5000, 50_000_000),
])
def test_a_larger_unit_that_the_title_names_is_turned(unit: str, fact: str, head: str, value: float, steps: int, tmp_path: Path) -> None:
    """10 000 册 are what 万册 means, and it was an error."""
    grid: Grid = [["甲县2023/2024学年小学情况"], [f"单位：人、{unit}"], ["学校名称", "在校生数", head], ["甲县第一小学", 240, value], ["甲县第四小学", 250, 3]]
    facts, delivery = read(tmp_path, grid)
    assert facts.school_years[fact].drop_nulls()[0] == steps
    assert (("unit-of-title", "C3") in told(delivery)) is (unit != "人民币元")


def test_books_in_hundred_thousands_by_the_title_are_told_and_not_used(tmp_path: Path) -> None:
    grid: Grid = [["甲县2023/2024学年小学情况"], ["单位：人、十万册"], ["学校名称", "在校生数", "图书"], ["甲县第一小学", 240, 2], ["甲县第四小学", 250, 3]]
    facts, delivery = read(tmp_path, grid)
    assert facts.school_years["books"].null_count() == facts.school_years.height
    assert ("unit-unusable", "C3") in told(delivery)


@pytest.mark.parametrize(("head", "fact", "value", "steps"), [
    ("图书（万册）", "books", 1.2345, 12_345), ("图书（千册）", "books", 12.3, 12_300), ("图书/万册", "books", 2, 20_000), ("图书（万本）", "books", 2, 20_000),
    ("占地面积（市亩）", "land_area", 30, 200_000_000), ("占地面积（万平方米）", "land_area", 1.23456, 123_456_000), ("占地面积（公顷）", "land_area", 1.2345, 123_450_000),
    ("教学仪器设备值（人民币元）", "equipment_value", 5000, 50_000_000), ("教学仪器设备值（人民币万元）", "equipment_value", 5, 500_000_000),
    ("教学仪器设备值（万元人民币）", "equipment_value", 5, 500_000_000), ("图书", "books", "1.2万册", 12_000), ("占地面积", "land_area", "30市亩", 200_000_000),
])
def test_a_larger_unit_in_a_head_or_a_cell_is_turned(head: str, fact: str, value: object, steps: int, tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [["甲县2023/2024学年小学情况"], ["学校名称", "在校生数", head], ["甲县第一小学", 240, value], ["甲县第四小学", 250, 3]])
    assert facts.school_years[fact].drop_nulls()[0] == steps
    assert not any(rule in ("column-unknown", "cell-unusable") for rule, _ in told(delivery))


def test_a_part_of_a_book_is_still_told(tmp_path: Path) -> None:
    _, delivery = read(tmp_path, [["甲县2023/2024学年小学情况"], ["学校名称", "在校生数", "图书（万册）"], ["甲县第一小学", 240, 1.23456], ["甲县第四小学", 250, 3]])
    assert ("cell-unusable", "C3") in told(delivery)


def test_a_year_of_the_command_that_is_not_the_sheets_is_told(tmp_path: Path) -> None:
    read(tmp_path, [["学校名称", "在校生数"], ["甲县第一小学", 240]], sheet="2021小学")
    delivery = load([tmp_path / "表.xlsx"], said=Said(year=2023, area="甲县"))[1]
    assert [each.found for each in delivery.findings if each.rule == "year-disagrees"] == ["2021"]


@pytest.mark.parametrize("head", ["专任教师（在编）", "专任教师（含代课）", "学生数（随迁）", "专任教师（编制内）", "在校生（含附设幼儿园）", "应有专任教师"])
def test_a_head_of_a_fact_put_aside_by_its_own_words_is_told(head: str, tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [["甲县2023/2024学年小学情况"], ["学校名称", "班数", head], ["甲县第一小学", 6, 24], ["甲县第四小学", 6, 25]])
    assert ("column-aside", "C2") in told(delivery)
    assert facts.school_years["teachers"].null_count() == facts.school_years["pupils"].null_count() == 2


@pytest.mark.parametrize("head", ["在编在岗专任教师", "县聘编外代课专任教师", "公办在编专任教师数"])
@pytest.mark.parametrize("is_alone", [True, False])
def test_a_head_of_some_teachers_is_told_where_no_other_gives_them(head: str, is_alone: bool, tmp_path: Path) -> None:
    """The column was passed over without a word, and the teachers were missing."""
    others = [] if is_alone else ["专任教师数"]
    rows = [["甲县第一小学", 6, 24, 26][: 3 + len(others)], ["甲县第四小学", 6, 25, 25][: 3 + len(others)]]
    facts, delivery = read(tmp_path, [["甲县2023/2024学年小学情况"], ["学校名称", "班数", head, *others], *rows])
    assert facts.school_years["teachers"].to_list() == ([None, None] if is_alone else [26, 25])
    if is_alone or head == "在编在岗专任教师":
        assert ("column-aside", "C2") in told(delivery)


@pytest.mark.parametrize("number", [[], ["序号"]])
@pytest.mark.parametrize("merged", [True, False])
def test_two_lists_beside_each_other_are_read_one_by_one(number: list[object], merged: bool, tmp_path: Path) -> None:
    """Their heads are the same, so all of both was refused."""
    one: list[object] = [*number, "学校名称", "在校生数", "班数"]
    wide = len(one)
    first = [1] if number else []
    grid: Grid = [
        ["甲县2023/2024学年学生情况"], ["小学", *[""] * wide, "初中"], [*one, "", *one],
        [*first, "甲县第一小学", 240, 6, "", *first, "甲县第二中学", 400, 9], [*first, "甲县第四小学", 250, 6], ["合计", *[""] * (wide - 3), 490, 12] if not number else [],
    ]
    ends = ("A2:C2", "E2:G2") if not number else ("A2:D2", "F2:I2")
    facts, delivery = read(tmp_path, grid, ends if merged else ())
    found = {row["stage"]: (row["pupils"], row["classes"]) for row in facts.school_years.iter_rows(named=True) if row["school"][-2:] != "小学" or row["pupils"] == 240}
    assert found == {"primary": (240, 6), "junior": (400, 9)}
    assert {rule for rule, _ in told(delivery)} <= {"codes-missing"}


def test_names_printed_again_in_the_middle_of_a_wide_list_make_no_second_list(tmp_path: Path) -> None:
    grid: Grid = [["甲县2023/2024学年小学情况"], ["学校名称", "学校标识码", "班数", "学校名称", "在校生数"], ["甲县第一小学", "2199000001", 6, "甲县第一小学", 240], ["甲县第四小学", "2199000004", 6, "甲县第四小学", 250]]
    facts, _ = read(tmp_path, grid)
    assert figures(facts, "classes", "pupils") == {("1", "primary"): (6, 240), ("4", "primary"): (6, 250)}


def test_a_name_that_is_of_no_such_school_is_told_in_a_list_without_kinds_too(tmp_path: Path) -> None:
    names = [f"甲县第{number}小学" for number in "一二三四五六"] + ["甲县机关幼儿园", "甲县职业技术学校", "甲县教育局"]
    _, delivery = read(tmp_path, [["甲县2023/2024学年小学情况"], ["学校名称", "班数", "在校生数"], *([name, 6, 200 + place] for place, name in enumerate(names))])
    assert {each for each in told(delivery) if each[0].startswith("S3")} == {("S36", "A9"), ("S36", "A10"), ("S35", "A11")}


@pytest.mark.parametrize(("head", "unit", "fact", "value"), [
    ("教室", "平方米", "classrooms", None), ("教室", "间", "classrooms", 20), ("教学及辅助用房", "（间）", "teaching_area", None), ("占地面积", "亩", "land_area", 133333333),
    ("图书", "万册", "books", 200000), ("图书", "万人", "books", None), ("占地面积", "万平方米", "land_area", 2000000000), ("教学仪器设备值", "万元", "equipment_value", 2000000000), ("占地面积/亩", "", "land_area", 133333333), ("占地面积【公顷】", "", "land_area", 2000000000),
    ("教学仪器设备值：元", "", "equipment_value", 200000), ("占地面积/人", "", "land_area", None),
])
def test_a_line_of_units_under_the_heads_says_the_unit_of_each(head: str, unit: str, fact: str, value: int | None, tmp_path: Path) -> None:
    """教室 over 平方米 was read as so many rooms."""
    lines: Grid = [["学校名称", "在校生数", head], *([["", "人", unit]] if unit else [])]
    facts, delivery = read(tmp_path, [["甲县2023/2024学年小学情况"], *lines, ["甲县第一小学", 240, 20], ["甲县第四小学", 250, 30]])
    assert facts.school_years[fact].drop_nulls().to_list()[:1] == ([] if value is None else [value])
    assert (("column-unknown", "C2") in told(delivery)) is (value is None)


@pytest.mark.parametrize(("name", "teachers", "is_told"), [
    ("甲县东门小学（含教学点）", [], True), ("城关学区", [], True), ("甲县东门中心小学", [20, 14, 6], True), ("甲县东门中心小学", [], False), ("甲县东门中心小学", [21, 14, 6], False),
])
def test_a_school_that_is_the_sum_of_the_rows_below_it_is_told(name: str, teachers: list[object], is_told: bool, tmp_path: Path) -> None:
    rows: Grid = [[name, 573, 14], ["甲县东门小学（本部）", 322, 8], ["甲县青山教学点", 251, 6]]
    grid = [[*cells, *teachers[place : place + 1]] for place, cells in enumerate(rows)]
    facts, delivery = read(tmp_path, [["甲县2023/2024学年小学情况"], ["学校名称", "在校生数", "班数", *(["专任教师数"] if teachers else [])], *grid])
    assert facts.schools.height == 3
    assert (("row-of-sums", "A3") in {(each.rule, each.cell) for each in delivery.findings}) is is_told


@pytest.mark.parametrize(("years", "rules"), [((2023, 2023), {"year-of-others"}), ((2023, 2022), {"year-unknown"}), ((None, None), {"year-unknown"})])
def test_a_sheet_without_a_year_is_of_the_year_that_all_others_say(years: tuple[int | None, ...], rules: set[str], tmp_path: Path) -> None:
    """Also where it stands first, as a list of the schools does."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "学校名单"
    for cells in (["学校名称", "学校标识码", "办学类型", "统计三级", "建校年份"], ["甲县第一小学", "2199000001", "小学", "甲县", "1985"]):
        page.append(cells)
    for number, year in enumerate(years):
        other = book.create_sheet(f"表{number}")
        what = ("班数", 6) if number else ("在校生数", 240)
        for cells in ([f"甲县{year}/{year + 1}学年小学情况" if year else "甲县小学情况"], ["学校名称", "学校标识码", what[0]], ["甲县第一小学", "2199000001", what[1]]):
            other.append(cells)
    book.save(tmp_path / "表.xlsx")
    facts, delivery = load([tmp_path / "表.xlsx"])
    found = {each.rule for each in delivery.findings if each.rule.startswith("year-")}
    assert found == rules
    if "year-of-others" in rules:
        assert facts.schools.select("school", "year", "kind").rows() == [("2199000001", 2023, "primary")]
        assert figures(facts, "classes", "pupils") == {("1", "primary"): (6, 240)}


def test_a_township_over_its_schools_right_below_the_head_is_no_line_of_it(tmp_path: Path) -> None:
    grid: Grid = [["甲县2023/2024学年小学情况"], ["序号", *HEAD], ["一、石鼓镇"], [1, *FIRST], ["二、白沙镇"], [2, "甲县第四小学", "2199000004", "小学", 6, 250]]
    facts, delivery = read(tmp_path, grid)
    assert figures(facts, "classes", "pupils") == {("1", "primary"): (6, 240), ("4", "primary"): (6, 250)}
    assert told(delivery) == set()


def test_a_group_and_its_part_in_one_cell_are_known(tmp_path: Path) -> None:
    grid: Grid = [["甲县2023/2024学年小学情况"], [*HEAD, "女生", "占地面积（平方米）其中：绿化用地面积"], [*FIRST, 110, 300.5]]
    assert told(read(tmp_path, grid)[1]) == set()


@pytest.mark.parametrize("head", ["现有专任教师", "专任教师实有数", "专任教师（现有）"])
def test_what_there_is_now_is_the_fact_itself(head: str, tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [["甲县2023/2024学年小学情况"], ["学校名称", "班数", "应有专任教师", head], ["甲县第一小学", 6, 30, 24], ["甲县第四小学", 6, 31, 25]])
    assert facts.school_years["teachers"].to_list() == [24, 25]
    assert ("column-aside", "C2") in told(delivery)


def _in_units(facts: Facts, fact: str) -> list[float]:
    return [value / SCHOOL_YEARS.column(fact).scale for value in facts.school_years.filter(stage="whole")[fact].to_list()]


def test_words_over_a_head_that_nobody_knows_are_told(tmp_path: Path) -> None:
    """午餐补助 > 学生数 was read as all pupils, without a word."""
    facts, delivery = read(tmp_path, [["甲县2023/2024学年小学情况"], ["学校名称", "午餐补助", ""], ["", "学生数", "班数"], ["甲县第一小学", 30, 6], ["甲县第四小学", 25, 6]], ("B2:C2",))
    assert facts.school_years["pupils"].to_list() == [30, 25]
    assert [(each.rule, each.cell) for each in delivery.findings if each.rule == "column-assumed"] == [("column-assumed", "B3"), ("column-assumed", "C3")]


@pytest.mark.parametrize(("group", "is_told"), [
    ("2023年秋季学期", False), ("基础数据", False), ("在册学生", False), ("全体学生", False), ("义教段", False), ("中小学生", False), ("2023年底", False), ("基本均衡指标", False),
    ("本校", True), ("城区", True), ("教育部门办", True),
])  # fmt: skip
def test_words_over_a_head_that_say_nothing_of_what_is_counted_are_not_told(group: str, is_told: bool, tmp_path: Path) -> None:
    """在册学生 lost its 册 as a unit, and what was left seemed to be a word that nobody knows."""
    facts, delivery = read(tmp_path, [["甲县2023/2024学年小学情况"], ["学校名称", group, ""], ["", "学生数", "班数"], ["甲县第一小学", 240, 6], ["甲县第四小学", 250, 6]], ("B2:C2",))
    assert facts.school_years["pupils"].to_list() == [240, 250]
    assert ("column-assumed" in {each.rule for each in delivery.findings}) is is_told


@pytest.mark.parametrize("first", [True, False])
def test_a_total_goes_before_a_head_under_unknown_words(first: bool, tmp_path: Path) -> None:
    """新建校舍 > 建筑面积 was taken for the buildings, and 建筑面积 was told as unknown."""
    own, new = [["建筑面积", ""], [900, 800]], [["新建校舍", "建筑面积"], [300, 0]]
    (head, figures), (other, others) = (own, new) if first else (new, own)
    grid: Grid = [["甲县2023/2024学年小学情况"], ["学校名称", head[0], other[0]], ["", head[1], other[1]], ["甲县第一小学", figures[0], others[0]], ["甲县第四小学", figures[1], others[1]]]
    facts, delivery = read(tmp_path, grid)
    assert _in_units(facts, "floor_area") == [900, 800]
    assert [each.rule for each in delivery.findings if each.rule.startswith("column")] == ["column-aside"]


def test_the_units_of_a_group_are_those_of_its_heads(tmp_path: Path) -> None:
    """办学条件（面积：亩，金额：万元） over 占地面积 and 教学仪器设备值."""
    grid: Grid = [
        ["甲县2023/2024学年小学情况"], ["学校名称", "办学条件（面积：亩，金额：元）", ""], ["", "占地面积", "教学仪器设备值"], ["甲县第一小学", 15, 51200], ["甲县第四小学", 12, 60000],
    ]
    facts, delivery = read(tmp_path, grid, ("B2:C2",))
    assert _in_units(facts, "land_area") == [10_000, 8_000]  # 15 and 12 mu of 2000 / 3 m2
    assert _in_units(facts, "equipment_value") == [51_200, 60_000]
    assert "unit-of-title" in {each.rule for each in delivery.findings}


@pytest.mark.parametrize("title", ["甲县2023/2024学年课后服务情况统计表", "甲县2023/2024学年留守儿童统计表", "甲县2023/2024学年毕业生情况"])
def test_figures_of_a_title_about_some_pupils_are_told_and_give_way(title: str, tmp_path: Path) -> None:
    """70 pupils who stay for 课后服务 were read as all pupils, without a word."""
    part: Grid = [[title], ["学校名称", "学段", "在校生数"], ["甲县第一小学", "小学", 70], ["甲县第四小学", "小学", 60]]
    facts, delivery = read(tmp_path, part)
    assert ("column-assumed", "C2") in told(delivery)
    whole: Grid = [["甲县2023/2024学年小学情况"], ["学校名称", "学段", "在校生数"], ["甲县第一小学", "小学", 116], ["甲县第四小学", "小学", 90]]
    for name, grid in (("全部", whole), ("其中", part)):
        book = openpyxl.Workbook()
        for cells in grid:
            book.active.append(cells)
        book.save(tmp_path / f"{name}.xlsx")
    facts, delivery = load([tmp_path / "全部.xlsx", tmp_path / "其中.xlsx"])
    assert facts.school_years["pupils"].to_list() == [116, 90]
    assert "fact-twice" not in {each.rule for each in delivery.findings}


def test_a_title_about_some_is_told_once_for_all_its_columns(tmp_path: Path) -> None:
    """Each of the three columns had a warning of its own."""
    grid: Grid = [["甲县2023/2024学年课后服务情况统计表"], ["学校名称", "学段", "在校生数", "班数", "专任教师数"], ["甲县第一小学", "小学", 70, 3, 5], ["甲县第四小学", "小学", 60, 2, 4]]
    _, delivery = read(tmp_path, grid)
    (one,) = [each for each in delivery.findings if each.rule == "column-assumed"]
    assert (one.cell, [cell for _, _, cell in one.against]) == ("C2", ["D2", "E2"])
    assert all(word in one.message.zh for word in ("“课后服务”", "3 列", "在校生数", "班数", "专任教师数"))


@pytest.mark.parametrize("place", ["新生乡", "新生镇", "新生街道"])
def test_a_township_called_as_a_subject_is_none(place: str, tmp_path: Path) -> None:
    """Every column of 新生乡's list was said to be of some pupils only."""
    _, delivery = read(tmp_path, [[f"甲县{place}2023/2024学年小学情况统计表"], ["学校名称", "学段", "在校生数", "班数"], ["甲县第一小学", "小学", 70, 3], ["甲县第四小学", "小学", 60, 2]])
    assert "column-assumed" not in {each.rule for each in delivery.findings}


@pytest.mark.parametrize(("head", "fact", "rule"), [
    ("职称 > 小学高级", "titles_middle", "column-assumed"), ("职称 > 中学高级", "titles_vice_senior", "column-assumed"), ("按学历分 > 中师", "teachers_upper_secondary", "column-assumed"),
    ("按学历分 > 高中以下", "teachers_below", "column-assumed"), ("体育教师", "teachers_pe", ""), ("音美教师", "teachers_arts", ""), ("小学生数", "pupils", ""), ("教师 > 专任", "teachers", ""),
])  # fmt: skip
def test_other_names_of_what_is_known(head: str, fact: str, rule: str, tmp_path: Path) -> None:
    """小学高级 was read as the highest titles; degrees by these names were left out without a word."""
    upper, _, leaf = head.rpartition(" > ")
    lines: Grid = [["学校名称", "专任教师数" if upper in ("职称", "按学历分") else "班数", upper], ["", "", leaf]] if upper else [["学校名称", "班数", leaf]]
    facts, delivery = read(tmp_path, [["甲县2023/2024学年小学情况"], *lines, ["甲县第一小学", 12, 4], ["甲县第四小学", 12, 5]])
    assert facts.school_years[fact].to_list() == [4, 5]
    assert facts.school_years["titles_senior_up"].null_count() == 2
    assert not rule or rule in {each.rule for each in delivery.findings}


def test_men_and_women_without_their_sum_are_told(tmp_path: Path) -> None:
    grid: Grid = [["甲县2023/2024学年小学情况"], ["学校名称", "班数", "在校生", ""], ["", "", "男", "女"], ["甲县第一小学", 6, 63, 53], ["甲县第四小学", 6, 60, 50]]
    assert ("column-not-split", "C2") in told(read(tmp_path, grid, ("C2:D2",))[1])


def test_a_year_that_is_planned_is_not_the_lists(tmp_path: Path) -> None:
    """2024年预计学生数 made the whole list one of 2024/2025."""
    facts, _ = read(tmp_path, [["甲县小学情况"], ["学校名称", "2022年学生数", "2023年学生数", "2024年预计学生数", "班数"], ["甲县第一小学", 110, 116, 120, 6], ["甲县第四小学", 80, 90, 95, 6]])
    assert facts.school_years.select("year", "pupils", "classes").rows() == [(2023, 116, 6), (2023, 90, 6)]


def test_a_group_called_by_a_ratio_holds_what_it_is_made_of(tmp_path: Path) -> None:
    """Every figure of such a sheet (优质均衡监测数据表) was set aside as one per pupil."""
    grid: Grid = [
        ["甲县2023年小学监测数据表"],
        ["学校名称", "学生数", "每百名学生拥有县级以上骨干教师数", "", "生均教学及辅助用房面积（㎡）", "", "生均教学仪器设备值（元）", "", "每百名学生拥有网络多媒体教室数", "", "每百名学生拥有高于规定学历教师数", ""],
        ["", "", "骨干教师数", "每百名学生拥有数", "总面积", "生均面积", "教学仪器设备总值（万元）", "生均值", "教室数（间）", "每百名学生拥有数", "教师数", "每百名学生拥有数"],
        ["甲县第一小学", 200, 4, 2, 900, 4.5, 40, 2000, 5, 2.5, 9, 4.5], ["甲县第四小学", 100, 3, 3, 600, 6, 25, 2500, 3, 3, 6, 6],
    ]  # fmt: skip
    facts, delivery = read(tmp_path, grid, ("C2:D2", "E2:F2", "G2:H2", "I2:J2", "K2:L2"))
    own = facts.school_years.filter(stage="primary")
    assert own.select("pupils", "backbone_teachers", "teachers").rows() == [(200, 4, None), (100, 3, None)]
    assert (_in_units(facts, "teaching_area"), _in_units(facts, "equipment_value"), _in_units(facts, "multimedia_rooms")) == ([900, 600], [400_000, 250_000], [5, 3])
    assert ("column-aside", "K2") in told(delivery)


def test_a_group_of_ratios_alone_stays_aside(tmp_path: Path) -> None:
    facts, delivery = read(tmp_path, [["甲县2023年小学"], ["学校名称", "生均", "", "班数"], ["", "占地面积", "图书", ""], ["甲县第一小学", 20, 30, 6], ["甲县第四小学", 21, 31, 7]], ("B2:C2",))
    assert facts.school_years["books"].null_count() == facts.school_years.height
    assert {("column-aside", "B2"), ("column-aside", "C2")} <= told(delivery)


@pytest.mark.parametrize(("head", "fact"), [("小学教职工数", "小学专任教师数"), ("大班额", "大班额班数")])
def test_figures_of_more_than_a_fact_are_told_for_their_stage(head: str, fact: str, tmp_path: Path) -> None:
    """教职工 of one stage beside 专任教师 of the other, and 大班额, were passed over without a word."""
    grid: Grid = [["甲县2023/2024学年学校情况"], ["学校名称", "办学类型", "班数", "初中专任教师数", head], ["甲县第一小学", "小学", 6, "", 20], ["甲县第四中学", "初级中学", 9, 30, ""]]
    _, delivery = read(tmp_path, grid)
    assert [(each.cell, each.allowed) for each in delivery.findings if each.rule == "column-not-split"] == [("E2", fact)]
