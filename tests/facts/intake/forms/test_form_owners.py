"""Whose a form is: lines that name another school, basic facts below, schools of one name, names as offices write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.facts.intake.forms.test_forms import FIRST, SECOND, SIGNED, Grid, backbone, basics, equipment, pupils, rooms
from tests.facts.intake.sheets import write_sheets

from junheng.facts import Delivery, load
from junheng.facts.intake.forms.school_words import has_points, school_in, without_qualifier

THIRD = {"code": "2199000003", "name": "甲县第三小学", "kind": "小学", "stages": ("小学",)}
OF_OWNERS = {"school-disagrees", "school-unknown", "school-ambiguous", "basics-not-first", "points-included", "fact-twice", "form-of-office"}
Figures = dict[tuple[str, str], dict[str, int]]


def read(*paths: Path) -> tuple[Figures, Delivery]:
    """The figures by school and stage."""
    facts, delivery = load(list(paths))
    rows = facts.school_years.select("school", "stage", "pupils", "backbone_teachers", "multimedia_rooms", "sports_ground_area").to_dicts()
    return {(row.pop("school"), row.pop("stage")): {name: value for name, value in row.items() if value is not None} for row in rows}, delivery


def rules(delivery: Delivery) -> list[str]:
    """What is said of whose the forms are."""
    return [each.rule for each in delivery.findings if each.rule in OF_OWNERS]


def stacked(*grids: Grid) -> dict[str, Grid]:
    return {"全部": [row for grid in grids for row in [*grid, []]]}


@pytest.mark.parametrize("line", ["甲县第三小学", "二、甲县第三小学", "学校：甲县第三小学", "【甲县第三小学】", "甲县第三小学报表", "甲县第三小学2023年统计报表"])
def test_a_line_that_names_another_school_is_heard_from_there_on(line: str, tmp_path: Path) -> None:
    """The land and the rooms of the third school were the second's, without a word."""
    sheets = stacked(basics(SECOND), pupils(SECOND, "小学", 300, named=False), [[line]], backbone(THIRD, named=False), equipment(THIRD, named=False))
    found, delivery = read(write_sheets(tmp_path / "甲县.xlsx", sheets))
    assert found[SECOND["code"], "primary"] == {"pupils": 300}
    assert (SECOND["code"], "whole") not in found
    assert found[THIRD["name"], "primary"] == {"backbone_teachers": 6}
    assert found[THIRD["name"], "whole"] == {"multimedia_rooms": 13, "sports_ground_area": 52_000_000}
    assert rules(delivery).count("school-disagrees") == 2  # whose basic facts the file does not hold


@pytest.mark.parametrize("line", ["甲县第三小学", "二、甲县第三小学", "甲县第三小学（2199000003）"])
@pytest.mark.parametrize("beside", [[[]], [["2023/2024学年初"]], [["统计报表"], ["2023/2024学年初"]]])
def test_a_line_right_below_a_form_without_signature_is_none_of_its_rows(line: str, beside: Grid, tmp_path: Path) -> None:
    """The line was a row that the form above does not know, and the third school's land and rooms were the second's."""
    unsigned = [row for row in pupils(SECOND, "小学", 300, named=False) if row is not SIGNED and not str(row[0]).startswith("说明")]
    rows = [*basics(SECOND), *unsigned, [line], *beside, *equipment(THIRD, named=False)]
    found, delivery = read(write_sheets(tmp_path / "甲县.xlsx", {"全部": rows}))
    assert found[SECOND["code"], "primary"] == {"pupils": 300}
    assert (SECOND["code"], "whole") not in found
    assert found[THIRD["code"] if THIRD["code"] in line else THIRD["name"], "whole"] == {"multimedia_rooms": 13, "sports_ground_area": 52_000_000}
    assert "row-unknown" not in {each.rule for each in delivery.findings}


def test_a_line_of_name_and_code_names_the_school_by_its_code(tmp_path: Path) -> None:
    sheets = stacked(basics(SECOND), [["甲县第三小学（2199000003）"]], equipment(THIRD, named=False))
    found, _ = read(write_sheets(tmp_path / "甲县.xlsx", sheets))
    assert found == {("2199000003", "whole"): {"multimedia_rooms": 13, "sports_ground_area": 52_000_000}}


def test_a_line_of_the_own_school_changes_nothing(tmp_path: Path) -> None:
    sheets = stacked(basics(SECOND), [["甲县第二小学"]], equipment(SECOND, named=False), [["第二小学"]], backbone(SECOND, named=False), [["小学部"]], pupils(SECOND, "小学", 300, named=False))
    found, delivery = read(write_sheets(tmp_path / "甲县.xlsx", sheets))
    assert found[SECOND["code"], "primary"] == {"pupils": 300, "backbone_teachers": 6}
    assert found[SECOND["code"], "whole"]["multimedia_rooms"] == 13
    assert rules(delivery) == []


@pytest.mark.parametrize("line", ["教学点", "东校区", "甲县小学"])
def test_a_site_that_a_line_does_not_name_is_nobodys(line: str, tmp_path: Path) -> None:
    sheets = stacked(basics(SECOND), pupils(SECOND, "小学", 300, named=False), [[line]], equipment(SECOND, named=False))
    found, delivery = read(write_sheets(tmp_path / "甲县.xlsx", sheets))
    assert list(found) == [(SECOND["code"], "primary")]
    assert rules(delivery) == ["school-unknown"]


def test_what_stands_behind_another_schools_form_may_be_that_schools(tmp_path: Path) -> None:
    """Its own form names the third school; the next one says nothing, and was the second's."""
    sheets = stacked(basics(SECOND), pupils(SECOND, "小学", 300, named=False), backbone(THIRD), equipment(THIRD, named=False))
    found, delivery = read(write_sheets(tmp_path / "甲县.xlsx", sheets))
    assert (SECOND["code"], "whole") not in found
    assert "school-unknown" in rules(delivery)


def test_a_title_that_names_another_school_is_of_that_school(tmp_path: Path) -> None:
    form = equipment(THIRD, named=False)
    found, _ = read(write_sheets(tmp_path / "甲县.xlsx", {"1": basics(SECOND), "2": [[f"甲县第三小学{form[0][0]}"], *form[1:]]}))
    assert list(found) == [(THIRD["name"], "whole")]


def test_names_alone_over_the_titles_are_those_of_basic_facts_in_another_file(tmp_path: Path) -> None:
    """None of these figures was read."""
    for school, number in ((SECOND, 300), (THIRD, 200)):
        own = [[school["name"]]]
        write_sheets(tmp_path / f"{school['name']}.xlsx", stacked(own, pupils(school, "小学", number, named=False), own, equipment(school, named=False)))
    write_sheets(tmp_path / "甲县学校基本情况.xlsx", stacked(basics(SECOND), basics(THIRD)))
    found, delivery = read(tmp_path)
    assert {key: each.get("pupils", each.get("multimedia_rooms")) for key, each in found.items()} == {
        ("2199000002", "primary"): 300, ("2199000002", "whole"): 13, ("2199000003", "primary"): 200, ("2199000003", "whole"): 13,
    }
    assert rules(delivery) == []


def test_basic_facts_below_the_forms_of_their_school(tmp_path: Path) -> None:
    """The second school's 200 pupils were the first's, and the first's were lost."""
    sheets = stacked(pupils(SECOND, "小学", 300, named=False), basics(SECOND), pupils(THIRD, "小学", 200, named=False), basics(THIRD))
    found, delivery = read(write_sheets(tmp_path / "甲县.xlsx", sheets))
    assert found == {("2199000002", "primary"): {"pupils": 300}, ("2199000003", "primary"): {"pupils": 200}}
    assert rules(delivery) == ["basics-not-first"]


def test_basic_facts_amid_the_forms_of_their_school(tmp_path: Path) -> None:
    sheets = stacked(*(grid for school, number in ((SECOND, 300), (THIRD, 200)) for grid in (pupils(school, "小学", number, named=False), basics(school), equipment(school, named=False))))
    found, delivery = read(write_sheets(tmp_path / "甲县.xlsx", sheets))
    assert [(key, each.get("pupils")) for key, each in found.items() if key[1] == "primary"] == [(("2199000002", "primary"), 300), (("2199000003", "primary"), 200)]
    assert rules(delivery) == ["basics-not-first"]


def test_an_order_that_does_not_fit_the_schools_kinds_tells_nothing(tmp_path: Path) -> None:
    """Junior pupils above the basic facts of a primary school: a form of nobody stands first."""
    sheets = stacked(pupils(FIRST, "初中", 200, named=False), basics(SECOND), pupils(SECOND, "小学", 300, named=False), basics(THIRD))
    found, delivery = read(write_sheets(tmp_path / "甲县.xlsx", sheets))
    assert found == {}
    assert rules(delivery) == ["school-unknown", "school-unknown"]


def test_of_two_schools_of_one_name_nothing_is_taken_without_a_code(tmp_path: Path) -> None:
    """The land of the second became the first's, who has no such form."""
    twins = [{**SECOND, "name": "甲县希望小学"}, {**THIRD, "name": "甲县希望小学"}]
    by_name = [["学校名称：甲县希望小学", "", "2023/2024学年初"]]
    form = equipment(THIRD, named=False)
    found, delivery = read(write_sheets(tmp_path / "甲县.xlsx", {"教基1001": stacked(*map(basics, twins))["全部"], "教基5176": [form[0], *by_name, *form[2:]]}))
    assert found == {}
    (one,) = [each for each in delivery.findings if each.rule == "school-ambiguous"]
    assert "2199000002、2199000003" in one.message.zh


def test_schools_of_one_name_whose_forms_stand_below_their_basic_facts(tmp_path: Path) -> None:
    twins = [{**SECOND, "name": "甲县希望小学"}, {**THIRD, "name": "甲县希望小学"}]
    grids = []
    for school, number in zip(twins, (300, 200), strict=True):
        form = pupils(school, "小学", number, named=False)
        grids += [basics(school), [form[0], ["学校名称：甲县希望小学", "", form[1][-1]], *form[2:]]]
    found, _ = read(write_sheets(tmp_path / "甲县.xlsx", stacked(*grids)))
    assert found == {("2199000002", "primary"): {"pupils": 300}, ("2199000003", "primary"): {"pupils": 200}}


def named(form: Grid, name: str) -> Grid:
    return [form[0], [f"学校（机构）名称：{name}", "", form[1][-1]], *form[2:]]


@pytest.mark.parametrize("name", ["甲县第二小学（含教学点）", "甲县第二小学（曾用名：甲县第三小学）", "甲县第二小学（小学部）", "第二小学"])
def test_names_with_more_or_less_than_the_name(name: str, tmp_path: Path) -> None:
    """They were schools of their own, which no list knew."""
    found, delivery = read(write_sheets(tmp_path / "甲县.xlsx", {"1": basics(SECOND), "2": named(equipment(SECOND, named=False), name)}))
    assert list(found) == [(SECOND["code"], "whole")]
    assert rules(delivery) == (["points-included"] if "含教学点" in name else [])


def test_a_form_with_the_teaching_points_gives_way_to_the_schools_own(tmp_path: Path) -> None:
    sheets = {"1": basics(SECOND), "2": named(rooms(SECOND, named=False), "甲县第二小学（含教学点）"), "3": rooms(SECOND), "4": pupils(SECOND, "小学", 300)}
    sheets["2"] = [[cell if cell != 5000 else 9000 for cell in row] for row in sheets["2"]]
    facts, delivery = load([write_sheets(tmp_path / "甲县.xlsx", sheets)])
    assert facts.school_years["floor_area"].drop_nulls().to_list() == [50_000_000]
    assert [(each.rule, each.severity.value, each.sheet) for each in delivery.findings if each.rule == "points-included"] == [("points-included", "warning", "2")]


@pytest.mark.parametrize(("text", "name", "code"), [
    ("甲县第三小学（2199000003）", "甲县第三小学", "2199000003"), ("2199000003 甲县第三小学", "甲县第三小学", "2199000003"), ("（二）甲县第三小学", "甲县第三小学", None),
    ("学校代码：2199000003.0", None, "2199000003"), ("和平小学", "和平小学", None), ("甲县中学", "甲县中学", None), ("白沙镇小学", "白沙镇小学", None), ("甲县一中", "甲县一中", None),
])  # fmt: skip
def test_words_that_name_a_school(text: str, name: str | None, code: str | None) -> None:
    assert (school_in(text).name, school_in(text).code) == (name, code)


@pytest.mark.parametrize("text", [
    "小学", "初中部", "全县小学", "各镇中心小学", "九年一贯制学校", "甲县学校报表", "基础教育学校（机构）统计报表", "2023/2024学年初", "表号：教基1102续", "填表人：", "民办学校", "20230901",
    "学校（机构）名称", "甲县教育局", "续表一 中小学校舍情况", "所属中心校：甲县第三小学", "甲县小学2023年报表",
])  # fmt: skip
def test_words_that_name_none(text: str) -> None:
    assert not school_in(text)


def test_what_stands_behind_a_name() -> None:
    assert [without_qualifier(each) for each in ("甲校（含教学点）", "甲县第一小学（东校区）", "甲县第一学校初中部")] == ["甲校", "甲县第一小学(东校区)", "甲县第一学校"]
    assert [has_points(each) for each in ("甲校（含3个教学点）", "甲校（汇总）", "甲校（曾用名：乙教学点）")] == [True, True, False]


@pytest.mark.parametrize(("sheet", "owner"), [
    ("第二小学教基5176", SECOND["code"]), ("甲县第三小学教基5176", THIRD["name"]), ("教学点教基5176", None), ("教基5176", SECOND["code"]),
])  # fmt: skip
def test_a_sheets_name_with_the_number_of_its_form(sheet: str, owner: str | None, tmp_path: Path) -> None:
    """What it named was the file's only school's, and where there were two it was nobody's."""
    found, delivery = read(write_sheets(tmp_path / "甲县.xlsx", {"教基1001": basics(SECOND), sheet: equipment(SECOND, named=False)}))
    assert list(found) == ([(owner, "whole")] if owner else [])
    assert ("school-unknown" in rules(delivery)) is (owner is None)


@pytest.mark.parametrize("path", [
    "甲县第二小学_教基5176占地面积及其他办学条件.csv", "教基5176_甲县第二小学.csv", "甲县第二小学占地面积及其他办学条件.csv", "占地面积及其他办学条件（甲县第二小学）.csv",
    "甲县第二小学/占地面积及其他办学条件.csv", "2199000002甲县第二小学/5176.csv", "2199000002_教基5176.csv",
])  # fmt: skip
def test_a_file_or_a_folder_called_by_the_school(path: str, tmp_path: Path) -> None:
    """Only names that begin with the code were read."""
    write_sheets(tmp_path / "甲县学校基本情况.xlsx", {"教基1001": basics(SECOND)})
    text = "\n".join(",".join(map(str, row)) for row in equipment(SECOND, named=False))
    (tmp_path / path).parent.mkdir(exist_ok=True)
    (tmp_path / path).write_text(text, "utf-8")
    found, delivery = read(tmp_path)
    assert found == {(SECOND["code"], "whole"): {"multimedia_rooms": 13, "sports_ground_area": 52_000_000}}
    assert rules(delivery) == []


@pytest.mark.parametrize("path", ["甲县小学5176.csv", "城关镇/5176.csv", "甲县第二小学与第三小学/5176.csv", "20230901_教基5176.csv", "教学点/5176.csv"])
def test_a_file_that_is_called_by_no_school_is_nobodys(path: str, tmp_path: Path) -> None:
    text = "\n".join(",".join(map(str, row)) for row in equipment(SECOND, named=False))
    (tmp_path / "甲" / path).parent.mkdir(parents=True)
    (tmp_path / "甲" / path).write_text(text, "utf-8")
    found, delivery = read(tmp_path / "甲")
    assert (found, rules(delivery)) == ({}, ["school-unknown"])


def test_short_names_are_those_of_basic_facts_in_another_file(tmp_path: Path) -> None:
    write_sheets(tmp_path / "1.xlsx", {"1": basics(SECOND)})
    write_sheets(tmp_path / "2.xlsx", {"2": named(equipment(SECOND, named=False), "第二小学")})
    assert list(read(tmp_path)[0]) == [(SECOND["code"], "whole")]


def test_codes_as_programs_write_them(tmp_path: Path) -> None:
    """The school had two codes, and its figures lay nowhere."""
    sheets = {"1": basics({**SECOND, "code": "2199000002.0"}), "2": equipment(SECOND, named=False), "3": backbone(SECOND, named=False)}
    sheets["2"][1] = ["学校（机构）名称：甲县第二小学　组织机构代码：123456789　标识码：2199000002.0", "", sheets["2"][1][-1]]
    sheets["3"][1] = ["学校名称：甲县第二小学　机构代码：12345678-9", "", sheets["3"][1][-1]]
    found, _ = read(write_sheets(tmp_path / "甲县.xlsx", sheets))
    assert set(found) == {(SECOND["code"], "primary"), (SECOND["code"], "whole")}


def test_a_name_over_a_form_that_is_another_schools_than_its_code_is_told(tmp_path: Path) -> None:
    """It was read by its code, and the other school's name was not mentioned."""
    own, other = equipment(FIRST), equipment(SECOND)
    own[1] = [str(cell).replace(FIRST["name"], SECOND["name"]) for cell in own[1]]
    sheets = {"1001": [*basics(FIRST), [], *basics(SECOND)], "5176": [*own, [], *other]}
    found, delivery = read(write_sheets(tmp_path / "甲县.xlsx", sheets))
    assert found[FIRST["code"], "whole"]["multimedia_rooms"] == 13
    (one,) = [each for each in delivery.findings if each.rule == "school-disagrees"]
    assert (one.sheet, one.found) == ("5176", own[0][0])
    assert SECOND["code"] in one.message.zh


@pytest.mark.parametrize("lines", [[["基础教育学校（机构）统计报表"], ["（2023/2024学年初）"]], [["封面"], ["统计时点：2023年9月1日"]]])
def test_the_year_of_the_cover_is_that_of_forms_that_say_none(lines: Grid, tmp_path: Path) -> None:
    """国统制〔2021〕103号 over each form was taken for the year."""

    def undated(grid: Grid) -> Grid:
        return [[str(cell).replace("2023/2024学年初", "批准文号：国统制〔2021〕103号　有效期至：2024年9月") if row < 3 else cell for cell in cells] for row, cells in enumerate(grid)]

    sheets = {"封面": lines, "1001": undated(basics(FIRST)), "3112": undated(pupils(FIRST, "小学", 300))}
    facts, _ = load([write_sheets(tmp_path / "甲县.xlsx", sheets)])
    assert facts.school_years["year"].unique().to_list() == [2023]


@pytest.mark.parametrize("name", ["甲县第二小学", "甲县阳光学园44", "甲县职教中心"])
def test_a_code_behind_the_name_of_who_filled_it_tells_the_school(name: str, tmp_path: Path) -> None:
    """Two schools of one name, and one whose name ends as no school's: a note said that an office had filled it."""
    schools = [{**SECOND, "name": name}, {**THIRD, "name": name}]
    titled = [[["甲县2023-2024学年学校（机构）基本情况（续）"], [f"填报单位：{school['name']}（{school['code']}）"], *backbone(school, named=False)[2:]] for school in schools]
    found, delivery = read(write_sheets(tmp_path / "甲县全县.xlsx", {"1001": [row for school in schools for row in [*basics(school), []]], "1102": [row for grid in titled for row in [*grid, []]]}))
    assert found[SECOND["code"], "primary"] == found[THIRD["code"], "primary"] == {"backbone_teachers": 6}
    assert not {"school-ambiguous", "form-of-office", "school-unknown"} & set(rules(delivery))
