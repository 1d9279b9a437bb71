"""教基 tables in the shapes offices keep them: per school, stacked, one sheet per school and table; numbers that move."""

import csv
from pathlib import Path

import openpyxl
import pytest
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, Facts, load
from junheng.findings import evaluate
from junheng.rules import load_standard
from junheng.terms import Severity

Grid = list[list[object]]
SIGNED = ["填表人：　　审核人：　　填表日期：　　年　月　日"]

# 甲县第一学校: 300 primary and 200 junior pupils; whole-school totals are shared 300 : 1.1 x 200
FIRST = {"code": "3199000001", "name": "甲县第一学校", "kind": "九年一贯制学校", "stages": ("小学", "初中")}
SECOND = {"code": "2199000002", "name": "甲县第二小学", "kind": "小学", "stages": ("小学",)}


def basics(school: dict, number: str = "1001") -> Grid:
    return [
        ["学校（机构）基本情况"],
        [f"学校（机构）名称：{school['name']}　学校（机构）标识码：{school['code']}", "", f"表号：教基{number}　2023/2024学年初"],
        ["指标名称", "代码", "内容"],
        ["学校（机构）名称", "01", school["name"]],
        ["学校（机构）标识码", "02", school["code"]],
        ["学校（机构）驻地", "03", "示例省甲市甲县东门镇"],
        ["学校（机构）驻地城乡类型", "04", "镇中心区"],
        ["属地管理教育行政部门", "05", "甲县教育局"],
        ["学校（机构）举办者", "06", "县级教育部门"],
        ["学校（机构）办学性质", "07", "公办"],
        ["校长（负责人）", "08", "某某"],
        ["办公电话", "09", "010-87654321"],
        ["是否计校数", "10", "是"],
        ["学校（机构）办学类型", "11", school["kind"]],
        SIGNED,
    ]


def line(school: dict, number: str, unit: str, named: bool) -> list[object]:
    said = f"表号：教基{number}　2023/2024学年初　计量单位：{unit}"
    return [f"学校（机构）名称：{school['name']}", f"学校（机构）标识码：{school['code']}", said] if named else ["", "", said]


def pupils(school: dict, stage: str, number: int, named: bool = True) -> Grid:
    return [
        [f"{stage}分类型学生数"],
        line(school, "3112", "人", named),
        ["指标名称", "代码", "毕业生数", "招生数", "在校生数", "", ""],
        ["", "", "", "", "合计", "#女", "一年级"],
        ["甲", "乙", "1", "2", "3", "4", "5"],
        ["总计", "01", 40, 50, number, 140, 50],
        ["　#女", "02", 20, 24, 140, "-", 24],
        ["　#寄宿生", "03", "", "", 30, 15, 5],
        SIGNED,
        ["说明：在校生数＝各年级之和。"],
    ]


def teachers(school: dict, title: str, groups: dict[str, tuple[int, int, int, int]], named: bool = True, number: str = "4155") -> Grid:
    """groups: stage -> bachelor, college, PE, music; a group of the title's own stage is printed as 总计."""
    rows: Grid = [
        [title],
        line(school, number, "人", named),
        ["指标名称", "代码", "合计", "#女", "语文", "体育与健康", "艺术", "", "", ""],
        ["", "", "", "", "", "", "计", "艺术", "音乐", "美术"],
        ["甲", "乙", "1", "2", "3", "4", "5", "6", "7", "8"],
    ]
    for stage, (bachelor, college, pe, music) in groups.items():
        rows += [
            [stage, "01", bachelor + college, 5, 4, pe, music + 1, 0, music, 1],
            ["　#女", "02", 5, "-", 2, 1, min(music, 1), 0, min(music, 1), 0],
            ["　博士研究生", "03", 0, 0, "", "", "", "", "", ""],
            ["　硕士研究生", "04", 0, 0, "", "", "", "", "", ""],
            ["　本科", "05", str(bachelor), 3, "", "", "", "", "", ""],
            ["　专科", "06", college, 2, "", "", "", "", "", ""],
        ]
    return [*rows, SIGNED]


def rooms(school: dict, named: bool = True) -> Grid:
    return [
        ["中小学校舍情况"],
        line(school, "5170", "平方米", named),
        ["指标名称", "代码", "上学年校舍建筑面积", "本学年校舍建筑面积", ""],
        ["", "", "", "计", "其中：危房"],
        ["甲", "乙", "1", "2", "3"],
        ["总计", "01", 4000, 5000, 0],
        ["一、教学及辅助用房", "02", 1900, "2,600.00", 0],
        ["　　室内体育用房", "03", 0, 100, 0],
        SIGNED,
    ]


def equipment(school: dict, named: bool = True) -> Grid:
    return [
        ["占地面积及其他办学条件"],
        line(school, "5176", "", named),
        ["指标名称", "代码", "计量单位", "数量"],
        ["甲", "乙", "丙", "1"],
        ["　其中：运动场地面积", "01", "平方米", 5200],
        ["固定资产总值", "02", "万元", 900],
        ["　#教学仪器设备资产值", "03", "万元", 104],
        ["　#网络多媒体教室", "04", "间", 13],
        SIGNED,
    ]


def backbone(school: dict, named: bool = True) -> Grid:
    return [
        ["学校（机构）基本情况（续）"],
        line(school, "1102续", "", named),
        ["指标名称", "代码", "计量单位", "数量"],
        ["县级以上骨干教师（小学）", "08", "人", 6],
        ["县级以上骨干教师（初中）", "09", "人", 2 if "初中" in school["stages"] else 0],
        SIGNED,
    ]


def forms(school: dict, named: bool = True) -> dict[str, Grid]:
    both = "初中" in school["stages"]
    found = {
        "教基1001": basics(school), "教基1102续": backbone(school, named), "教基3112": pupils(school, "小学", 300, named),
        "教基5170": rooms(school, named), "教基5176": equipment(school, named),
    }
    if both:
        found["教基3115"] = pupils(school, "初中", 200, named)
        groups = {"小学": (12, 6, 2, 1), "初中": (14, 2, 1, 0)}
        found["教基4155"] = teachers(school, "义务教育阶段专任教师分课程、分学历情况", groups, named)
    else:
        found["教基4156"] = teachers(school, "小学专任教师分课程、分学历情况", {"总计": (12, 6, 2, 1)}, named, "4156")
    return found


def per_school(folder: Path) -> list[Path]:
    return [write_sheets(folder / f"{school['code']}_{school['name']}.xlsx", forms(school)) for school in (FIRST, SECOND)]


def only_1001_names_it(folder: Path) -> list[Path]:
    return [write_sheets(folder / f"{school['kind']}{school['code']}.xlsx", forms(school, named=False)) for school in (FIRST, SECOND)]


def stacked(folder: Path) -> list[Path]:
    """One workbook of both schools, one sheet per table; only the first of a stack has the title."""
    first, second = forms(FIRST), forms(SECOND)
    names = dict.fromkeys([*first, *second])
    sheets = {}
    for name in names:
        grid = list(first.get(name, []))
        below = second.get(name, [])
        sheets[name] = [*grid, [], *(below[1:] if grid else below)]
    return [write_sheets(folder / "甲县2023年中小学.xlsx", sheets)]


def a_sheet_each(folder: Path) -> list[Path]:
    sheets = {
        f"{school['name']}{name[2:]}": grid for school in (FIRST, SECOND) for name, grid in forms(school, named=False).items()
    }
    return [write_sheets(folder / "甲县.xlsx", sheets)]


def all_on_one_sheet(folder: Path) -> list[Path]:
    grid: Grid = []
    for school in (FIRST, SECOND):
        for form in forms(school).values():
            grid += [*form, []]
    return [write_sheets(folder / "汇总.xlsx", {"Sheet1": grid})]


def named_once_on_one_sheet(folder: Path) -> list[Path]:
    """All forms of a school below its basic facts, which alone name it; the schools below each other."""
    grid = [row for school in (FIRST, SECOND) for form in forms(school, named=False).values() for row in [*form, []]]
    return [write_sheets(folder / "全县.xlsx", {"Sheet1": grid})]


def a_sheet_per_school(folder: Path) -> list[Path]:
    """The sheets are called otherwise than the schools."""
    sheets = {school["name"].removeprefix("甲县"): [row for form in forms(school, named=False).values() for row in [*form, []]] for school in (FIRST, SECOND)}
    return [write_sheets(folder / "全县.xlsx", sheets)]


def a_file_per_table(folder: Path) -> list[Path]:
    """What kind of school it is stands in another file than that it has no junior backbone teachers."""
    tables: dict[str, dict[str, Grid]] = {}
    for school in (FIRST, SECOND):
        for name, grid in forms(school).items():
            tables.setdefault(name, {})[school["code"]] = grid
    return [write_sheets(folder / f"{name}.xlsx", sheets) for name, sheets in tables.items()]


def other_titles(folder: Path) -> list[Path]:
    """The title with the school before it or 统计表 behind it, and 合计 where the form says 总计."""
    found = []
    for place, school in enumerate((FIRST, SECOND)):
        sheets = {}
        for name, ((title,), *grid) in forms(school).items():
            called = f"{school['name']}2023/2024学年初{title}" if place else f"{title}统计表"
            sheets[name] = [[called], *([["合计", *cells[1:]] if cells and cells[0] == "总计" else cells for cells in grid])]
        found.append(write_sheets(folder / f"{school['name']}.xlsx", sheets))
    return found


def a_text_per_table(folder: Path) -> list[Path]:
    """In the encoding of a Chinese Windows, most of whose labels begin with a wide blank."""
    found = []
    for school in (FIRST, SECOND):
        for name, grid in forms(school).items():
            path = folder / f"{school['code']}{name}.csv"
            with path.open("w", encoding="gb18030", newline="") as file:
                csv.writer(file).writerows(grid)
            found.append(path)
    return found


def two_label_columns(folder: Path) -> list[Path]:
    """The group in the first column, its rows in the second: 小学 | 合计, then 本科."""
    found = []
    for school in (FIRST, SECOND):
        sheets = {}
        for name, grid in forms(school).items():
            at = next(place for place, cells in enumerate(grid) if cells[0] == "指标名称")
            is_grouped = "专任教师" in str(grid[0][0])
            sheets[name] = [_in_two(cells) if is_grouped and place >= at else cells for place, cells in enumerate(grid)]
        found.append(write_sheets(folder / f"{school['name']}.xlsx", sheets))
    return found


def _in_two(cells: list[object]) -> list[object]:
    label = str(cells[0])
    alone = label.strip("　") in ("小学", "初中", "总计", "指标名称", "甲") or cells == SIGNED or label.startswith("说明")
    return [label.strip("　"), "合计" if label.strip("　") in ("小学", "初中") else "", *cells[1:]] if alone else ["", label.strip("　"), *cells[1:]]


def other_columns(folder: Path) -> list[Path]:
    """Last year's figures and a note beside this year's, by turns before and behind; the rows numbered; 填报单位 for the school."""
    found = []
    for place, school in enumerate((FIRST, SECOND)):
        sheets = forms(school)
        grid = sheets["教基5176"]
        at = next(row for row, cells in enumerate(grid) if cells[0] == "指标名称")
        for row, cells in enumerate(grid[at:], at):
            if len(cells) != len(equipment(school)[at]):
                continue
            *before, value = cells
            last, now, note = ("上学年", "本学年", "备注") if row == at else ("", value, "") if cells[0] == "甲" else (1, value, "")
            before[0] = before[0] if row == at or cells[0] == "甲" else f"{row}.{before[0]}"
            grid[row] = [*before, *((last, now) if place else (now, last)), note]
        for lines in sheets.values():
            lines[1] = [str(cell).replace("学校（机构）名称：", "填报单位：") for cell in lines[1]]
        found.append(write_sheets(folder / f"{school['name']}.xlsx", sheets))
    return found


LAYOUTS = [named_once_on_one_sheet, a_sheet_per_school, two_label_columns, other_columns, per_school, only_1001_names_it, stacked, a_sheet_each, all_on_one_sheet, a_file_per_table, other_titles, a_text_per_table]


def read(layout, folder: Path) -> tuple[Facts, Delivery]:
    return load(layout(folder))


def errors(delivery: Delivery) -> list[str]:
    return [each.message.en for each in delivery.findings if each.severity != Severity.INFO]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_gives_the_same_values(layout, tmp_path: Path) -> None:
    facts, delivery = read(layout, tmp_path)
    assert errors(delivery) == []
    assert delivery.sources == {"cn/jiaoji"}
    evaluation = evaluate(facts, load_standard("cn/national/quality-2017"))
    values = {(each.name, each.stage): {one.indicator.id[:2]: one.value for one in each.measured} for each in evaluation.schools}
    assert set(values) == {("甲县第一学校", "primary"), ("甲县第一学校", "junior"), ("甲县第二小学", "primary")}
    # 6.0 = (12 + 6) / 300; the junior counts from bachelor: 14 / 200
    assert values["甲县第一学校", "primary"]["q1"] == 6.0
    assert values["甲县第一学校", "junior"]["q1"] == 7.0
    assert values["甲县第一学校", "junior"]["q2"] == 1.0
    # PE 2 + arts 2 of 300; PE 1 + arts 1 of 200
    assert values["甲县第一学校", "primary"]["q3"] == pytest.approx(4 / 3, abs=1e-12)
    assert values["甲县第一学校", "junior"]["q3"] == 1.0
    # 2600 - 100 m2 over 300 + 1.1 x 200 = 520 weighted pupils
    assert values["甲县第一学校", "primary"]["q4"] == pytest.approx(2500 / 520, abs=1e-12)
    assert values["甲县第一学校", "junior"]["q4"] == pytest.approx(2500 * 1.1 / 520, abs=1e-12)
    assert values["甲县第一学校", "primary"]["q5"] == pytest.approx(5300 / 520, abs=1e-12)
    assert values["甲县第一学校", "primary"]["q6"] == pytest.approx(1040000 / 520, abs=1e-12)
    assert values["甲县第二小学", "primary"]["q4"] == pytest.approx(2500 / 300, abs=1e-12)
    assert values["甲县第二小学", "primary"]["q7"] == pytest.approx(1300 / 300, abs=1e-12)


def test_layouts_and_orders_give_one_snapshot(tmp_path: Path) -> None:
    snapshots = set()
    for layout in LAYOUTS:
        folder = tmp_path / layout.__name__
        folder.mkdir()
        files = layout(folder)
        snapshots |= {load(files)[0].snapshot, load(files[::-1])[0].snapshot}
    assert len(snapshots) == 1


def test_attributes_come_from_the_form_of_basic_facts_and_no_person_does(tmp_path: Path) -> None:
    facts, _ = read(per_school, tmp_path)
    school = facts.schools.filter(facts.schools["school"] == "3199000001").row(0, named=True)
    assert (school["area"], school["township"], school["kind"], school["run_by"], school["location"]) == (
        "甲县", "东门镇", "nine_year", "county", "town"
    )
    kept = "".join(frame.write_csv() for frame in facts.tables.values())
    assert "某某" not in kept
    assert "87654321" not in kept


def test_a_fact_knows_its_cell_in_a_stack(tmp_path: Path) -> None:
    facts, _ = read(stacked, tmp_path)
    key = {"school": "2199000002", "stage": "primary"}
    (place,) = facts.places("school_years", key, "pupils")
    assert place[:2] == ("甲县2023年中小学.xlsx", "教基3112")
    book = openpyxl.load_workbook(tmp_path / place[0])
    assert book[place[1]][place[2]].value == 300
    assert place[2] == "E16"


def test_blank_is_missing_and_zero_is_zero(tmp_path: Path) -> None:
    sheets = forms(SECOND)
    sheets["教基5170"][7][3] = "-"  # indoor sports
    sheets["教基1102续"][3][3] = 0
    facts, _ = load([write_sheets(tmp_path / "甲县.xlsx", sheets)])
    evaluation = evaluate(facts, load_standard("cn/national/quality-2017"))
    values = {one.indicator.id[:2]: one.value for one in evaluation.schools[0].measured}
    assert values["q4"] is None
    assert values["q2"] == 0.0


def test_what_is_not_known_is_reported_and_rows_add_up(tmp_path: Path) -> None:
    sheets = forms(SECOND)
    sheets["教基5176"].insert(4, ["校园气象站", "09", "个", 1])
    sheets["教基9999"] = [["校园绿化情况"], line(SECOND, "9999", "棵", True), ["指标名称", "代码", "数量"], ["乔木", "01", 12]]
    _, delivery = load([write_sheets(tmp_path / "甲县.xlsx", sheets)])
    found = {(each.rule, each.sheet, each.cell, each.found) for each in delivery.findings if each.severity == Severity.WARNING}
    assert found == {("row-unknown", "教基5176", "A5", "校园气象站"), ("form-unknown", "教基9999", "3", "校园绿化情况")}
    assert delivery.rows_reported == 2


def test_a_form_beside_another_is_told(tmp_path: Path) -> None:
    sheets = forms(SECOND)
    right = sheets.pop("教基5176")
    left = sheets["教基1001"]
    width = max(map(len, left)) + 1
    for row, cells in enumerate(right):
        left += [[]] * (row + 1 - len(left))
        left[row] = [*left[row], *[""] * (width - len(left[row])), *cells]
    facts, delivery = load([write_sheets(tmp_path / "表.xlsx", sheets)])
    assert facts.schools["name"].to_list() == ["甲县第二小学"]
    assert [each.rule for each in delivery.findings if each.severity == Severity.WARNING and each.rule.startswith(("form", "row"))] == ["form-beside"]


def test_two_years_stay_two_years(tmp_path: Path) -> None:
    files = per_school(tmp_path)
    later = {name: [[str(cell).replace("2023/2024", "2024/2025") if isinstance(cell, str) else cell for cell in row] for row in grid]
             for name, grid in forms(SECOND).items()}
    facts, delivery = load([*files, write_sheets(tmp_path / "新.xlsx", later)])
    assert errors(delivery) == []
    assert sorted(facts.schools.select("school", "year").rows()) == [("2199000002", 2023), ("2199000002", 2024), ("3199000001", 2023)]


def test_two_sources_of_one_id_stay_apart(tmp_path: Path) -> None:
    """A user's file is known by itself, not by its id: what one of them calls boarders is pupils in the other."""
    text = """
id: own/forms
title: {zh: 表, en: forms}
stages: {primary: [小学]}
neutral: [合计, 数]
forms:
  - titles: [小学分类型学生数]
    facts: [{fact: FACT, rows: [总计], columns: [在校生], stage: primary}]
ignore_rows: [女, 寄宿生]
constants: {area: 甲县}
"""
    book = write_sheets(tmp_path / "2199000002_甲县第二小学.xlsx", {"表": pupils(SECOND, "小学", 300)})
    found = []
    for fact in ("pupils", "boarders"):
        source = tmp_path / f"{fact}.yaml"
        source.write_text(text.replace("FACT", fact), "utf-8")
        facts, _ = load([book], str(source))
        found.append({name: facts.school_years[name].drop_nulls().to_list() for name in ("pupils", "boarders")})
    assert found == [{"pupils": [300], "boarders": []}, {"pupils": [], "boarders": [300]}]


@pytest.mark.parametrize("remark", ["（第一次报送）", "（盖章）", "（2023年）", "（审定稿）"])
def test_a_remark_behind_the_title_of_a_form_says_nothing_of_which_it_is(remark: str, tmp_path: Path) -> None:
    sheets = {name: [[f"{title}{remark}"], *grid] for name, ((title,), *grid) in forms(FIRST).items()}
    facts, _ = load([write_sheets(tmp_path / "甲县第一学校.xlsx", sheets)])
    plain_facts, _ = load([write_sheets(tmp_path / "甲县第一学校甲.xlsx", forms(FIRST))])
    assert facts.school_years.equals(plain_facts.school_years)


def test_a_form_that_stands_twice_below_the_basic_facts_is_nobodys(tmp_path: Path) -> None:
    sheets = {school["name"].removeprefix("甲县").removesuffix("小学"): [row for form in forms(school, named=False).values() for row in [*form, []]] for school in (FIRST, SECOND)}
    sheets["第二"] += equipment(SECOND, named=False)
    facts, delivery = load([write_sheets(tmp_path / "全县.xlsx", sheets)])
    assert {each.sheet for each in delivery.findings if each.rule == "school-unknown"} == {"第二"}
    assert facts.school_years.filter(school=SECOND["code"]).is_empty()
