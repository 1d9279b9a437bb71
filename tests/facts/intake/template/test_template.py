"""The workbook to fill: written, filled as a statistician would, read back."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from junheng.cli.template import asked_items
from junheng.facts import Delivery, Facts, load
from junheng.facts.intake.template.workbook import ITEMS_SHEET, MARK, NOTES_SHEET, header
from junheng.facts.intake.template.write import write_template
from junheng.facts.intake.values.text import shown
from junheng.facts.tables import TABLES
from junheng.findings import evaluate
from junheng.findings.doubts import doubts
from junheng.rules import load_standard
from junheng.terms import Lang, Severity, UsageError

SCHOOL = {"学校标识码": "2199000009", "学年": 2023, "学校名称": "甲县第一小学", "县（市、区）": "甲县", "办学类型": "小学",
          "是否计校数": "是", "办学性质": "公办", "举办者": "县级"}
STAGE = {"学校标识码": "2199000009", "学年": "2023/2024", "学段": "小学", "在校生数": 1000, "专任教师中本科": 42,
         "专任教师中专科": 0, "专任教师中硕士研究生": 0, "专任教师中博士研究生": 0, "县级以上骨干教师": "１０"}
WHOLE = {"学校标识码": 2199000009, "学年": 2023, "学段": "全校", "教学及辅助用房面积（平方米）": "4,500.5",
         "室内体育用房面积（平方米）": 0, "教学仪器设备值（元）": 2000000}


def filled(tmp_path: Path, rows: dict[str, list[dict[str, object]]], mark: str | None = None) -> Path:
    path = tmp_path / "filled.xlsx"
    write_template(path)
    book = openpyxl.load_workbook(path)
    for name, entries in rows.items():
        sheet = book[name]
        places = {cell.value: cell.column for cell in sheet[1]}
        for row, entry in enumerate(entries, start=4):
            if mark:
                sheet.cell(row, 1, mark)
            for title, value in entry.items():
                sheet.cell(row, places[title], value)
    book.save(path)
    return path


def delivered(path: Path) -> tuple[Facts, Delivery]:
    return load([path])


def letter_of(name: str) -> str:
    index = [column.name for column in TABLES["school_years"].columns if not column.sum_of].index(name) + 2
    return openpyxl.utils.get_column_letter(index)


def test_an_empty_template_holds_no_data(tmp_path: Path) -> None:
    facts, delivery = delivered(filled(tmp_path, {}))
    assert delivery.rows_in == 0
    assert delivery.findings == []
    assert all(frame.is_empty() for frame in facts.tables.values())


def test_the_template_has_a_sheet_per_table_and_every_column(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(filled(tmp_path, {}))
    assert book.sheetnames == [NOTES_SHEET, *(table.title.zh for table in TABLES.values()), ITEMS_SHEET]
    for table in TABLES.values():
        heads = [cell.value for cell in book[table.title.zh][1]]
        assert heads == [MARK, *(header(column) for column in table.columns if not column.sum_of)]  # who fills it in can tell the parts
        assert all(cell.comment for cell in book[table.title.zh][1][1:])


def test_a_filled_template_is_read_and_judged(tmp_path: Path) -> None:
    facts, delivery = delivered(filled(tmp_path, {"学校": [SCHOOL], "学校学段": [STAGE, WHOLE]}))
    assert delivery.sources == {"junheng/template"}
    assert (delivery.rows_in, delivery.rows_kept) == (3, 3)
    assert {finding.severity for finding in delivery.findings} == {Severity.INFO}  # full-width digits and a separator
    evaluation = evaluate(facts, load_standard("cn/national/quality-2017"))
    (school,) = evaluation.schools
    values = {measured.indicator.id: measured.value for measured in school.measured}
    assert values["q1_teachers_above_standard"] == 4.2
    assert values["q2_backbone_teachers"] == 1.0
    assert values["q4_teaching_area"] == 4.5005
    assert values["q6_equipment"] == 2000.0
    assert values["q7_multimedia_rooms"] is None
    assert facts.places("school_years", {"school": "2199000009", "stage": "whole"}, "equipment_value") == [
        ("filled.xlsx", "学校学段", f"{letter_of('equipment_value')}5")
    ]


def test_a_row_that_is_marked_is_never_data(tmp_path: Path) -> None:
    facts, delivery = delivered(filled(tmp_path, {"学校": [SCHOOL]}, mark="示例"))
    assert (delivery.rows_in, delivery.rows_reported) == (1, 1)
    assert [(each.rule, each.cell, each.severity) for each in delivery.findings] == [("row-example", "4", Severity.WARNING)]  # a mark dragged down
    assert facts.schools.is_empty()


def changed(path: Path, sheet: str, change: Callable[[Worksheet], object]) -> tuple[Facts, Delivery]:
    book = openpyxl.load_workbook(path)
    change(book[sheet])
    book.save(path)
    return delivered(path)


@pytest.mark.parametrize(("cells", "rule"), [
    ({"A3": None}, {("row-example", "3")}), ({"A2": None, "A3": None}, {("row-note", "2"), ("row-example", "3")}), ({"B3": "2199000077"}, {("row-example", "3")}), ({}, set()),
])
def test_the_templates_own_rows_are_never_data_and_a_school_written_over_them_is_told(cells: dict[str, object], rule: set[tuple[str, str]], tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        for place, value in cells.items():
            sheet[place] = value

    facts, delivery = changed(filled(tmp_path, {"学校": [SCHOOL]}), "学校", change)
    assert facts.schools["school"].to_list() == [SCHOOL["学校标识码"]]
    assert {(each.rule, each.cell) for each in delivery.findings} == rule


@pytest.mark.parametrize(("head", "value", "kept"), [
    ("占地面积（亩）", 20, 133333333), ("占地面积（公顷）", 2, 200000000), ("占地面积（平方米）", 20, 200000), ("占地面积", 20, 200000),
])
def test_a_unit_that_was_changed_in_a_head_is_turned_and_told(head: str, value: float, kept: int, tmp_path: Path) -> None:
    path = filled(tmp_path, {"学校": [SCHOOL], "学校学段": [{**WHOLE, "占地面积（平方米）": value}]})
    place = next(cell.coordinate for cell in openpyxl.load_workbook(path)["学校学段"][1] if cell.value == "占地面积（平方米）")
    facts, delivery = changed(path, "学校学段", lambda sheet: sheet.__setitem__(place, head))
    assert facts.school_years["land_area"].to_list() == [kept]
    assert [(each.cell, each.found) for each in delivery.findings if each.rule == "unit-changed"] == ([(place, head)] if kept != 200000 else [])


def test_books_in_ten_thousands_are_turned_and_told(tmp_path: Path) -> None:
    path = filled(tmp_path, {"学校": [SCHOOL], "学校学段": [{**WHOLE, "图书册数": 1.25}]})
    place = next(cell.coordinate for cell in openpyxl.load_workbook(path)["学校学段"][1] if cell.value == "图书册数")
    facts, delivery = changed(path, "学校学段", lambda sheet: sheet.__setitem__(place, "图书册数（万册）"))
    assert facts.school_years["books"].to_list() == [12_500]
    assert [each.cell for each in delivery.findings if each.rule == "unit-changed"] == [place]


def test_funds_in_ten_thousands_by_their_head_are_turned(tmp_path: Path) -> None:
    path = filled(tmp_path, {"经费": [{"县（市、区）": "甲县", "财政年度": 2023, "经费项目": "公用经费拨款", "金额（元）": 12.5}]})
    place = next(cell.coordinate for cell in openpyxl.load_workbook(path)["经费"][1] if cell.value == "金额（元）")
    facts, delivery = changed(path, "经费", lambda sheet: sheet.__setitem__(place, "金额（万元）"))
    assert facts.tables["funds"]["amount"].to_list() == [125_000 * 10_000]
    assert [each.cell for each in delivery.findings if each.rule == "unit-changed"] == [place]


def test_a_title_above_the_head_a_total_and_a_code_merged_down_are_what_they_are(tmp_path: Path) -> None:
    total: dict[str, object] = {"学校标识码": "合计", "学年": 2023, "学段": "小学", "在校生数": 1000}
    path = filled(tmp_path, {"学校": [SCHOOL], "学校学段": [STAGE, {**WHOLE, "学校标识码": None}, total]})

    def change(sheet: Worksheet) -> None:
        sheet.insert_rows(1)
        sheet["B1"] = "甲县2023年学校情况"
        sheet.merge_cells("B5:B6")

    facts, delivery = changed(path, "学校学段", change)
    assert facts.school_years["stage"].to_list() == ["primary", "whole"]
    assert {(each.rule, each.cell) for each in delivery.findings if each.rule.startswith("row")} == {("row-note", "1"), ("row-total", "7")}
    assert (delivery.rows_in, delivery.rows_kept) == (5, 3)


@pytest.mark.parametrize(
    ("column", "value", "allowed"),
    [("在校生数", -3, "负"), ("在校生数", "约100", "0"), ("在校生数", 10.5, "整数"), ("学段", "大学", "小学"), ("学年", "去年", "年")],
)
def test_a_cell_that_cannot_be_used_is_reported_at_its_place(
    tmp_path: Path, column: str, value: object, allowed: str
) -> None:
    _, delivery = delivered(filled(tmp_path, {"学校": [SCHOOL], "学校学段": [{**STAGE, column: value}]}))
    finding = next(each for each in delivery.findings if each.rule == "cell-unusable")
    name = {"在校生数": "pupils", "学段": "stage", "学年": "year"}[column]
    assert (finding.sheet, finding.cell, finding.found) == ("学校学段", f"{letter_of(name)}4", str(value))
    assert allowed in finding.message.zh
    assert finding.severity == Severity.ERROR


def test_a_row_without_its_key_is_reported_not_dropped(tmp_path: Path) -> None:
    _, delivery = delivered(filled(tmp_path, {"学校": [{**SCHOOL, "办学类型": None}]}))
    (finding,) = delivery.findings
    assert (finding.rule, finding.cell, finding.allowed) == ("row-incomplete", "4", "办学类型")
    assert (delivery.rows_in, delivery.rows_kept, delivery.rows_reported) == (1, 0, 1)


def test_another_version_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path, {"学校": [SCHOOL]})
    book = openpyxl.load_workbook(path)
    book[NOTES_SHEET]["B2"] = "0"
    book.save(path)
    facts, delivery = delivered(path)
    assert [(each.rule, each.found, each.allowed) for each in delivery.findings] == [("template-version", "0", "1")]
    assert facts.schools.is_empty()


def test_an_unknown_column_and_sheet_are_reported(tmp_path: Path) -> None:
    path = filled(tmp_path, {"学校": [SCHOOL]})
    book = openpyxl.load_workbook(path)
    book["学校"].cell(1, 40, "校训")
    book.create_sheet("杂项").cell(1, 1, "不相干")
    book.save(path)
    _, delivery = delivered(path)
    found = sorted((each.rule, each.found) for each in delivery.findings)
    assert found == [("column-unknown", "校训"), ("sheet-unknown", "杂项")]


def test_a_column_without_a_head_is_reported(tmp_path: Path) -> None:
    """Its head lost, its figures still there: they are not dropped in silence."""
    path = filled(tmp_path, {"学校": [SCHOOL], "学校学段": [STAGE]})
    book = openpyxl.load_workbook(path)
    head = next(cell for cell in book["学校学段"][1] if cell.value == "在校生数")
    head.value = None
    book.save(path)
    facts, delivery = delivered(path)
    assert [(each.rule, each.cell, each.found, each.severity) for each in delivery.findings if each.rule != "cell-not-literal"] == [
        ("column-headless", head.coordinate, "1000", Severity.WARNING)]
    assert facts.school_years["pupils"].to_list() == [None]


def test_of_two_columns_with_one_head_neither_is_used(tmp_path: Path) -> None:
    path = filled(tmp_path, {"学校": [SCHOOL], "学校学段": [STAGE]})
    book = openpyxl.load_workbook(path)
    heads = {cell.value: cell for cell in book["学校学段"][1]}
    heads["寄宿生数"].value = "在校生数"
    book.save(path)
    facts, delivery = delivered(path)
    (finding,) = [each for each in delivery.findings if each.rule == "column-twice"]
    assert (finding.cell, finding.found, finding.severity) == (heads["寄宿生数"].coordinate, "在校生数", Severity.ERROR)
    assert facts.school_years["pupils"].to_list() == [None]


@pytest.mark.parametrize(("value", "read"), [("1 137", 1137), ("12 345", 12345), (" 52\n", 52), ("6 46", None), ("65\n67", None), ("1 2 3", None), ("12 3456", None)])
def test_a_number_torn_apart_is_one_number_only_at_its_thousands(value: str, read: int | None, tmp_path: Path) -> None:
    facts, delivery = delivered(filled(tmp_path, {"学校": [SCHOOL], "学校学段": [{**STAGE, "在校生数": value}]}))
    assert facts.school_years["pupils"].to_list() == [read]
    assert (read is None) == any(each.rule == "cell-unusable" for each in delivery.findings)


def test_what_is_allowed_is_said_in_one_language(tmp_path: Path) -> None:
    _, delivery = delivered(filled(tmp_path, {"学校": [SCHOOL], "学校学段": [{**STAGE, "在校生数": "许多"}]}))
    (finding,) = [each for each in delivery.findings if each.rule == "cell-unusable"]
    assert finding.allowed_in(Lang.ZH) == "应为不小于 0 的数"
    assert finding.allowed_in(Lang.EN) == "it should be a number, 0 or more"


def test_any_other_mark_leaves_a_row_what_it_is(tmp_path: Path) -> None:
    facts, delivery = delivered(filled(tmp_path, {"学校": [SCHOOL], "学校学段": [STAGE]}, mark="已核对"))
    assert (delivery.rows_in, delivery.rows_kept) == (2, 2)
    assert [each.rule for each in delivery.findings if each.rule == "row-marked"] == ["row-marked", "row-marked"]
    assert facts.school_years["pupils"].to_list() == [1000]


@pytest.mark.parametrize(("column", "typed", "read"), [
    ("办学类型", "教学点", "teaching_point"), ("办学类型", "完中", "complete"), ("办学类型", "九年一贯制", "nine_year"), ("办学类型", "小学教学点(218)", "teaching_point"),
    ("举办者", "县级教育部门", "county"), ("城乡类型", "主城区", "urban"), ("办学性质", "民办公助", "private"), ("办学类型", "补习班", None),
])
def test_words_of_the_statistics_may_stand_for_those_of_the_drop_downs(column: str, typed: str, read: str | None, tmp_path: Path) -> None:
    facts, delivery = delivered(filled(tmp_path, {"学校": [{**SCHOOL, column: typed}]}))
    fact = next(each.name for each in TABLES["schools"].columns if each.header.zh == column)
    assert facts.schools[fact].to_list() == ([read] if read else [])
    assert [each.rule for each in delivery.findings if not each.rule.startswith("S")] == ([] if read else ["cell-unusable", "row-incomplete"])


def test_facts_of_a_school_in_no_list_are_reported_and_make_no_area(tmp_path: Path) -> None:
    stages = [STAGE, {**STAGE, "学校标识码": "2199000010"}, {**STAGE, "学年": 2019}, {**STAGE, "学年": 2019, "学段": "初中"}]
    facts, delivery = delivered(filled(tmp_path, {"学校": [SCHOOL], "学校学段": stages}))
    evaluation = evaluate(facts, load_standard("cn/national/quality-2017"))
    assert [key[0] for key in evaluation.areas.keys] == ["甲县"]
    assert [(each.rule, each.found) for each in delivery.findings if each.rule == "S48"] == [("S48", "2199000010")]
    assert [(each.rule, each.found) for each in doubts(evaluation)] == [("school-unregistered", SCHOOL["学校标识码"])]  # of 2019 there is no list: once


def test_a_name_written_for_the_code_is_told_with_the_code_on_the_list(tmp_path: Path) -> None:
    _, delivery = delivered(filled(tmp_path, {"学校": [SCHOOL], "学校学段": [{**STAGE, "学校标识码": SCHOOL["学校名称"]}]}))
    (finding,) = [each for each in delivery.findings if each.rule == "S48"]
    assert finding.allowed == SCHOOL["学校标识码"]
    assert str(SCHOOL["学校标识码"]) in finding.message.zh


def test_the_items_a_county_is_asked_for_stand_in_the_workbook(tmp_path: Path) -> None:
    path = tmp_path / "items.xlsx"
    write_template(path, asked_items())
    rows = list(openpyxl.load_workbook(path)[ITEMS_SHEET].iter_rows(min_row=2, values_only=True))
    asked = {(row[0], row[1]): row[4] for row in rows}
    for ref in ("cn/national/basic-2012", "cn/national/quality-2017"):
        assert asked["s1_satisfaction", ref] == "≥ 85"
        assert all((item.id, ref) in asked for item in load_standard(ref).standard.items if item.judged_by != "schools")


def test_an_item_of_two_standards_has_a_line_for_each(tmp_path: Path) -> None:
    """One asks for yes or no, the other for a value: with one line the county could not know of the other."""
    path = tmp_path / "items.xlsx"
    write_template(path, asked_items())
    rows = [row[:2] + row[4:6] for row in openpyxl.load_workbook(path)[ITEMS_SHEET].iter_rows(min_row=2, values_only=True)]
    assert [row[1:] for row in rows if row[0] == "g11_exchange"] == [
        ("cn/national/basic-2012", "是 / 否 (yes / no)", ""), ("cn/national/quality-2017", "≥ 10", "%")
    ]
    assert [row[2] for row in rows if row[0] == "g13_near_enrolment"] == ["小学 primary ≥ 100；初中 junior ≥ 95"]


def test_names_and_choices_are_not_cut_off_in_the_workbook(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(filled(tmp_path, {}))["学校"]
    widths = {cell.value: sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]}
    assert widths["学校名称"] >= 2 * len("示例县沙坪乡九年一贯制学校")
    assert widths["办学类型"] >= 2 * len("十二年一贯制学校")


@pytest.mark.parametrize(("entry", "told"), [
    ({"项目编号": "g11_exchange", "数值": 12}, None), ({"项目编号": "g11_exchange", "是否做到": "是"}, None), ({"项目编号": "g11_exchange", "数值": 0.12, "是否做到": "是"}, ("item-value", "F4")),
    ({"项目编号": "s1_satisfaction", "数值": 0.95}, ("item-value", "F4")), ({"项目编号": "s1_satisfaction", "数值": "95%"}, None),
    ({"项目编号": "s1_satisfaction", "数值": 95}, None), ({"项目编号": "q09_school_variation", "数值": "12%"}, ("item-value", "F4")),
    ({"项目编号": "q09_school_variation", "数值": 0.12}, None), ({"项目编号": "满意度", "数值": 95}, ("item-unknown", "D4")),
    ({"项目编号": "g01_layout", "数值": 1}, ("item-value", "F4")), ({"项目编号": "g01_layout", "是否做到": "是"}, None),
    ({"项目编号": "q01_junior_retention", "是否做到": "是"}, ("item-met", "G4")),
])
def test_an_item_of_the_county_that_no_evaluation_would_read_as_meant_is_told(entry: dict[str, object], told: tuple[str, str] | None, tmp_path: Path) -> None:
    path = tmp_path / "items.xlsx"
    write_template(path, asked_items())
    book = openpyxl.load_workbook(path)
    sheet = book["县域项目"]
    for title, value in {"县（市、区）": "甲县", "学年": 2023, **entry}.items():
        sheet.cell(4, next(cell.column for cell in sheet[1] if cell.value == title), value)
    book.save(path)
    _, delivery = delivered(path)
    assert [(each.rule, each.cell) for each in delivery.findings] == ([told] if told else [])


def test_a_place_that_cannot_be_written_is_told_without_the_systems_english(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        write_template(tmp_path / "no" / "a.xlsx")
    assert "没有这个文件或文件夹" in caught.value.message.zh
    assert "Errno" not in f"{caught.value.message.zh}{caught.value.message.en}"


def test_a_number_of_three_hundred_digits_is_shown_short() -> None:
    assert [shown(1e300), shown(1234567.0)] == ["1e+300", "1234567"]


@pytest.mark.parametrize(("point", "found"), [((31.5, 112.5), None), ((None, 112.5), ("coordinates-impossible", "S4", "-, 112.5")), ((31.5, None), ("coordinates-impossible", "T4", "31.5, -")),
                                             ((0, 0), ("coordinates-impossible", "S4", "0.0, 0.0")), ((112.5, 31.5), ("coordinates-impossible", "S4", "112.5, 31.5"))])
def test_coordinates_that_cannot_be_are_missing(point: tuple[object, object], found: tuple[str, str, str] | None, tmp_path: Path) -> None:
    facts, delivery = delivered(filled(tmp_path, {"学校": [{**SCHOOL, "纬度": point[0], "经度": point[1]}]}))
    told = [(each.rule, each.cell, each.found) for each in delivery.findings if each.rule == "coordinates-impossible"]
    assert told == ([found] if found else [])
    assert (facts.schools["latitude"].null_count() + facts.schools["longitude"].null_count()) == (2 if found else 0)


@pytest.mark.parametrize(("datum", "is_told"), [("WGS-84", False), ("wgs 84", False), ("国家2000", False), ("北京54", True), ("西安80", True)])
def test_a_datum_that_nobody_knows_is_told_once(datum: str, is_told: bool, tmp_path: Path) -> None:
    rows = [{**SCHOOL, "学校标识码": f"219900000{number}", "学校名称": f"甲县第{number}小学", "坐标系": datum} for number in (1, 2)]
    told = [(each.cell, len(each.against)) for each in delivered(filled(tmp_path, {"学校": rows}))[1].findings if each.rule == "datum-unknown"]
    assert told == ([("U4", 1)] if is_told else [])


@pytest.mark.parametrize(("opened", "is_told"), [("1986-13", True), ("1986-12", False), ("1986年0月", True), ("1986年9月", False), ("2022-23", False)])
def test_a_month_that_is_none_is_told(opened: str, is_told: bool, tmp_path: Path) -> None:
    facts, delivery = delivered(filled(tmp_path, {"学校": [{**SCHOOL, "建校年份": opened}]}))
    assert facts.schools["opened"].to_list() == [int(opened[:4])]
    assert any(each.rule == "cell-not-literal" for each in delivery.findings) is is_told


@pytest.mark.parametrize("blank", [1, 4, 6])
def test_a_grade_left_blank_where_the_others_make_less_than_the_pupils(blank: int, tmp_path: Path) -> None:
    """50 pupils of the third school are in no grade; the second, a teaching point of three grades, lacks nobody; the junior school has no fourth grade."""
    def line(number: int, pupils: int, stage: str, *grades: int | None) -> dict[str, object]:
        return {"学校标识码": f"219900000{number}", "学年": 2023, "学段": stage, "在校生数": pupils, **{f"{name}年级在校生数": each for name, each in zip("一二三四五六", grades, strict=False)}}

    lines = [line(1, 300, "小学", *[50] * 6), line(2, 90, "小学", 30, 30, 30), line(3, 300, "小学", *(None if grade == blank else 50 for grade in range(1, 7))), line(4, 300, "初中", 100, 100, 100)]
    _, delivery = delivered(filled(tmp_path, {"学校学段": lines}))
    (told,) = [each for each in delivery.findings if each.rule == "blank-unknown"]
    assert (told.severity, told.cell, told.against) == (Severity.WARNING, f"{letter_of(f'pupils_grade_{blank}')}6", ())
    assert "少 50" in told.message.zh
    assert "blank-none" not in {each.rule for each in delivery.findings}


def test_a_year_that_cannot_be_is_told_once_and_where_the_list_has_the_school(tmp_path: Path) -> None:
    other = {**SCHOOL, "学校标识码": "2199000010", "学校名称": "甲县第二小学"}
    schools = [SCHOOL, {**other, "学年": 2042}, {**SCHOOL, "学校标识码": "2199000011", "学校名称": "甲县第三小学", "学年": 2042}]
    _, delivery = delivered(filled(tmp_path, {"学校": schools, "学校学段": [STAGE, {**STAGE, "学校标识码": "2199000010"}]}))
    assert [(each.sheet, each.cell, each.found, [at[2] for at in each.against]) for each in delivery.findings if each.rule == "year-implausible"] == [("学校", "C5", "2042", ["C6"])]
    (finding,) = [each for each in delivery.findings if each.rule == "S48"]
    assert "2042/2043" in finding.message.zh
    assert "2042/2043" in finding.message.en
