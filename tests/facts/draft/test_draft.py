"""A source drafted from an unknown table: sure things written, doubts marked, persons never; and once settled it reads the table."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import openpyxl
import pytest

from junheng.cli.app import run
from junheng.facts import Said, load
from junheng.facts.draft import Draft, State, draft
from junheng.facts.intake.heads.source import load_source
from junheng.terms import Lang, Severity, Stage

ROOT = Path(__file__).parents[3]
HEAD = ["序号", "校名", "学校类别", "校长姓名", "联系电话", "小学学生数", "初中学生数", "教师数", "图书（册）", "设备总值", "占地（亩）", "食堂面积平方", "民族", "备注"]
ROWS = [
    [1, "东门小学", "完小", "甲某", "13900000000", 200, "", 10, 3000, 25.5, 12, 80, "-", ""],
    [2, "西门小学", "村小", "乙某", "13900000001", 100, "", 8, 1500, 12, 6, 40, "-", "新建"],
    [3, "南门中学", "初中", "丙某", "13900000002", "", 300, 25, 6000, 80, 30, 120, "-", ""],
]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return save(tmp_path / "名册.xlsx", HEAD, *ROWS)


def save(path: Path, *rows: list[object], title: str = "") -> Path:
    book = openpyxl.Workbook()
    if title:
        book.active.append([title])
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def states(drafted: Draft) -> dict[str, tuple[State, str]]:
    return {each.head.shown: (each.state, each.fact) for each in drafted.columns}


def loads(drafted: Draft, tmp_path: Path) -> str:
    path = tmp_path / f"draft{len(list(tmp_path.glob('draft*')))}.yaml"
    path.write_text(drafted.text, "utf-8")
    load_source(str(path))
    return str(path)


def test_what_is_sure_is_taken_and_the_rest_waits_for_a_person(table: Path) -> None:
    found = states(draft(table, Lang.ZH))
    assert {head: fact for head, (state, fact) in found.items() if state == State.TAKEN} == {
        "校名": "name", "学校类别": "kind", "小学学生数": "pupils", "初中学生数": "pupils", "教师数": "teachers", "图书（册）": "books", "占地（亩）": "land_area",
    }
    assert {head for head, (state, _) in found.items() if state == State.PERSONAL} == {"校长姓名", "联系电话", "民族"}
    assert {head for head, (state, _) in found.items() if state == State.IGNORED} == {"序号", "备注"}
    assert found["设备总值"][0] in (State.ASK, State.UNKNOWN)
    assert found["食堂面积平方"][0] in (State.ASK, State.UNKNOWN)


def test_the_stage_in_a_head_is_the_stage_of_its_fact(table: Path) -> None:
    stages = {each.head.shown: each.stage for each in draft(table, Lang.ZH).columns if each.fact == "pupils"}
    assert stages == {"小学学生数": "primary", "初中学生数": "junior"}


def test_nothing_about_a_person_is_shown(table: Path) -> None:
    text = draft(table, Lang.ZH).text
    assert "甲某" not in text
    assert "139000" not in text
    assert '  - "校长姓名"' in text.split("ignore:")[1]


def checked(digits: str) -> str:
    """Seventeen digits and the check digit of ISO 7064 mod 11-2, worked out digit by digit."""
    rest = 0
    for digit in digits:
        rest = (rest + int(digit)) * 2 % 11
    return digits + "0123456789X"[(12 - rest) % 11]


def test_numbers_of_persons_are_known_by_their_form(tmp_path: Path) -> None:
    rows = [[f"第{n}小学", 100 + n, checked(f"11010119900101{n:03}"), f"1391234{n:04}"] for n in range(9)]
    found = states(draft(save(tmp_path / "a.xlsx", ["校名", "学生数", "甲", "乙"], *rows), Lang.ZH))
    assert {head for head, (state, _) in found.items() if state == State.PERSONAL} == {"甲", "乙"}


def test_what_is_missing_is_said(table: Path, tmp_path: Path) -> None:
    said = " ".join(each.en for each in draft(table, Lang.EN).missing)
    assert "school year" in said
    assert "no area" in said
    titled = save(tmp_path / "b.xlsx", HEAD, *ROWS, title="甲县2023/2024学年小学名册")
    assert "school year" not in " ".join(each.en for each in draft(titled, Lang.EN).missing)
    nameless = save(tmp_path / "c.xlsx", ["学生数", "教师数", "班数"], [1, 2, 3], [4, 5, 6])
    assert "name or code" in " ".join(each.en for each in draft(nameless, Lang.EN).missing)


def test_a_draft_loads_and_names_what_is_not_settled(table: Path, tmp_path: Path) -> None:
    path = loads(draft(table, Lang.ZH), tmp_path)
    delivery = load([table], path, Said(year=2023, area="甲县"))[1]
    unsettled = {each.found for each in delivery.findings if each.rule == "column-unknown"}
    assert {"设备总值", "食堂面积平方"} <= unsettled
    assert "校长姓名" not in unsettled


def test_a_person_settles_the_marked_lines_and_the_table_is_read(table: Path, tmp_path: Path) -> None:
    drafted = draft(table, Lang.ZH)
    text = re.sub(r"# \?   - \{[^\n]*\"设备总值\"\][^\n]*", '  - {fact: equipment_value, heads: [设备总值], unit: 万元}', drafted.text)
    text = re.sub(r"# \?   - \{[^\n]*\"食堂面积平方\"\][^\n]*\n", "", text).replace("ignore:\n", "ignore:\n  - 食堂面积平方\n")
    text = text.replace("# ? values:", "values:").replace("# ?   kind:", "  kind:").replace('# ?     : ["完小", "村小"]', "    primary: [完小, 村小]\n    junior: [初中]")
    text = text.replace('# ?     : ["完小", "村小", "初中"]', "    primary: [完小, 村小]\n    junior: [初中]")
    text = text.replace("# ? constants:", "constants:").replace("# ?   year: ", "  year: 2023").replace("# ?   area: ", "  area: 甲县")
    path = tmp_path / "settled.yaml"
    path.write_text(text, "utf-8")
    facts, delivery = load([table], str(path))
    assert [each.message.zh for each in delivery.findings if each.severity == Severity.ERROR or each.rule == "column-unknown"] == []
    rows = {(row["school"], row["stage"]): row for row in facts.school_years.iter_rows(named=True)}
    assert rows["东门小学", "primary"]["pupils"] == 200
    assert rows["南门中学", "junior"]["pupils"] == 300
    assert rows["西门小学", "whole"]["equipment_value"] == 120_000 * 10_000  # 12 万元, in steps of 1/10 000 yuan
    assert rows["东门小学", "whole"]["land_area"] == 8_000 * 10_000  # 12 亩 are 8 000 m2


def test_two_columns_of_one_fact_are_for_a_person(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", ["School name", "Students", "Pupils"], ["A School", 10, 11], ["B School", 20, 22])
    found = states(draft(path, Lang.EN))
    assert {head for head, (state, _) in found.items() if state == State.ASK} == {"Students", "Pupils"}


def test_the_short_words_of_offices_are_known(tmp_path: Path) -> None:
    drafted = draft(save(tmp_path / "list.xlsx", ["序", "校名", "老师", "藏书册数"], [1, "甲小学", 20, 8000], [2, "乙小学", 16, 7000]), Lang.ZH)
    assert states(drafted) == {
        "序": (State.IGNORED, ""), "校名": (State.TAKEN, "name"), "老师": (State.TAKEN, "teachers"), "藏书册数": (State.TAKEN, "books"),
    }


def test_a_head_that_names_a_year_and_a_column_of_words_are_doubted(tmp_path: Path) -> None:
    path = save(tmp_path / "a.xlsx", ["School name", "Pupils 2022", "Teachers"], ["A School", 10, "many"], ["B School", 20, "few"])
    drafted = draft(path, Lang.EN)
    assert {each.head.shown: each.state for each in drafted.columns}["Pupils 2022"] == State.ASK
    assert "no such number" in next(each.why.en for each in drafted.columns if each.head.shown == "Teachers")


def test_heads_of_two_lines_are_read_as_a_shipped_source_reads_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["学校名称", "专任教师", "", "", "我们的指标"], ["", "合计", "本科", "高中阶段", ""], ["甲小学", 10, 6, 1, 5]):
        book.active.append(row)
    for area in ("A1:A2", "B1:D1", "E1:E2"):
        book.active.merge_cells(area)
    book.save(tmp_path / "a.xlsx")
    found = {each.head.shown: (each.fact, each.stage, each.state) for each in draft(tmp_path / "a.xlsx", Lang.ZH).columns}
    assert found["专任教师 > 合计"] == ("teachers", None, State.TAKEN)
    assert found["专任教师 > 高中阶段"] == ("teachers_upper_secondary", None, State.TAKEN)  # schooling of teachers, no stage
    assert found["我们的指标"][2] == State.UNKNOWN


@pytest.mark.parametrize("lang", [Lang.ZH, Lang.EN])
@pytest.mark.parametrize("heads", [
    ["校名", "学生\n（人）", 'a "quoted" head', "有: 冒号 # 井号"], ["校名", "{大括号}", "[方括号]", "- 横线"], ["name", "=1+1", "@x", "'单引号"],
    ["校名", "校名", "学生数", "学生数"],
])
def test_a_draft_loads_whatever_stands_in_the_heads(heads: list[str], lang: Lang, tmp_path: Path) -> None:
    made = draft(save(tmp_path / "a: #b.xlsx", heads, ["甲小学", 1, 2, 3], ["乙小学", 1, 2, 3], title="“甲”县: 2023学年"), lang)
    read = load_source(loads(made, tmp_path))
    assert len(made.columns) == len(heads)
    assert len(read.columns) == sum(each.state == State.TAKEN for each in made.columns)


def test_where_there_is_no_head_it_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = save(tmp_path / "a.xlsx", [1, 2, 3], [4, 5, 6])
    assert run(["source", "new", str(path), "--lang", "en"]) == 2
    assert "no head" in capsys.readouterr().err


def test_the_command_writes_prints_and_never_replaces(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "my-source.yaml"
    assert run(["source", "new", str(table), "--out", str(out), "--lang", "en"]) == 0
    assert "14 columns, 3 rows: 7 recognised" in capsys.readouterr().out
    assert run(["source", "new", str(table), "--lang", "en"]) == 0
    assert capsys.readouterr().out == out.read_text("utf-8")
    for words in (["--out", str(out)], ["--out", "a.txt"], ["--out", str(tmp_path / "no" / "a.yaml")]):
        assert run(["source", "new", str(table), *words]) == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert run(["source", "old", str(table)]) == 2


def test_json_has_the_documented_shape(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["source", "new", str(table), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    jsonschema.validate(result, json.loads((ROOT / "docs/schemas/source.json").read_text("utf-8")))
    assert result["rows"] == 3


def test_the_template_of_the_house_needs_no_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["template", str(tmp_path / "t.xlsx")]) == 0
    assert run(["source", "new", str(tmp_path / "t.xlsx"), "--lang", "zh"]) == 2
    assert "是本程序的填报模板" in capsys.readouterr().err


def test_heads_of_other_countries_are_known(tmp_path: Path) -> None:
    path = save(tmp_path / "list.xlsx", ["学校コード", "学校名", "児童数", "学級数", "教員数"], *([f"B{each}", f"第{each}小学校", 100 + each, 6, 12] for each in range(9)))
    assert {head: fact for head, (_, fact) in states(draft(path, Lang.ZH)).items()} == {
        "学校コード": "school", "学校名": "name", "児童数": "pupils", "学級数": "classes", "教員数": "teachers",
    }


def test_a_head_never_seen_over_schools_names_is_asked_about_as_their_name(tmp_path: Path) -> None:
    path = save(tmp_path / "甲县2023年小学.xlsx", ["办学点", "学生数", "班数"], ["石桥镇", 440, 14], ["甲县第一小学", 240, 8], ["甲县第四小学", 200, 6], ["甲县第五小学", 100, 6])
    (name,) = [each for each in draft(path, Lang.ZH).columns if each.fact == "name"]
    assert (name.state, name.head.shown) == (State.ASK, "办学点")


def test_a_table_with_one_column_per_school_is_to_be_transposed(tmp_path: Path) -> None:
    path = save(tmp_path / "甲县2023年小学.xlsx", ["项目", "甲县第一小学", "甲县第四小学"], ["在校生数", 240, 200], ["班数", 8, 6])
    assert any("转置" in each.zh for each in draft(path, Lang.ZH).missing)


def test_a_merged_head_of_two_lines_is_one_although_its_words_are_not_known(tmp_path: Path) -> None:
    """Without a known head over the schools' names only the merged cells say how deep the head is."""
    book = openpyxl.Workbook()
    for row in (["2024年秋季学期甲县小学一览"], ["办学单位", "层次", "在籍情况", None, "场地", None], [None, None, "总数", "住校", "校园", "操场"],
                ["甲县第一小学", "小学", 240, 8, 900, 400], ["甲县第四小学", "小学", 200, 6, 800, 300], ["甲县第五小学", "完小", 100, 6, 700, 200]):
        book.active.append(row)
    for place in ("A2:A3", "B2:B3", "C2:D2", "E2:F2"):
        book.active.merge_cells(place)
    book.save(tmp_path / "list.xlsx")
    drafted = draft(tmp_path / "list.xlsx", Lang.ZH)
    assert [each.pattern for each in drafted.columns] == ["办学单位", "层次", "在籍情况 总数", "在籍情况 住校", "场地 校园", "场地 操场"]
    assert drafted.rows == 3
    assert [(each.state, each.fact, each.unknown_words) for each in drafted.columns[:2]] == [(State.ASK, "name", ()), (State.ASK, "kind", ("完小",))]


def test_the_line_below_a_plain_head_stays_data(tmp_path: Path) -> None:
    path = save(tmp_path / "甲县2023年小学.xlsx", ["单位", "层次", "等次"], ["甲县第一小学", "小学", "甲"], ["甲县第四小学", "小学", "乙"], ["甲县第五小学", "小学", "甲"])
    assert draft(path, Lang.ZH).rows == 3


def csv_list(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_heads_written_as_names_of_fields_are_parted(tmp_path: Path) -> None:
    """Capitals, strokes and a year part the words; what only shares `school` or `name` with a fact is none."""
    path = csv_list(
        tmp_path / "list.csv", "NatEmis,Official_Institution_Name,EIDistrict,SchoolCapacity,Quintile,Learners2023,NumberOfTeachers",
        *(f"70000{each},School {each},East,600,Q{each % 5},{500 + each},{20 + each}" for each in range(10, 20)),
    )
    found = {each.head.shown: (each.state, each.fact) for each in draft(path, Lang.EN).columns}
    assert found == {
        "NatEmis": (State.TAKEN, "school"), "Official_Institution_Name": (State.TAKEN, "name"), "EIDistrict": (State.ASK, "area"),
        "SchoolCapacity": (State.UNKNOWN, ""), "Quintile": (State.UNKNOWN, ""), "Learners2023": (State.ASK, "pupils"), "NumberOfTeachers": (State.TAKEN, "teachers"),
    }


def test_boys_and_girls_are_added_up_where_no_total_is_told(tmp_path: Path) -> None:
    path = csv_list(
        tmp_path / "list.csv", "School Name,Male,Boys,Girls,Teachers (female),Teachers (male)",
        *(f"School {each},x,{100 + each},{90 + each},{each},{10 + each}" for each in range(9)),
    )
    made = draft(path, Lang.EN)
    assert {each.head.shown: (each.state, each.name) for each in made.columns if each.table == "school_years"} == {
        "Boys": (State.PART, "pupils_male"), "Girls": (State.PART, "pupils_female"),
        "Teachers (female)": (State.PART, "teachers_female"), "Teachers (male)": (State.PART, "teachers_male"),
    }
    settled = made.text.replace("# ? constants:", "constants:").replace("# ?   year: ", "  year: 2023").replace("# ?   area: ", "  area: A")
    settled = settled.replace("# ?   stage: ", "  stage: primary").replace("# ?   kind: ", "  kind: primary")
    source = tmp_path / "own.yaml"
    source.write_text(settled, "utf-8")
    facts = load([path], str(source))[0]
    row = next(row for row in facts.school_years.iter_rows(named=True) if row["school"] == "School 3")
    assert (row["pupils"], row["teachers"]) == (103 + 93, 3 + 13)


def test_boys_and_girls_are_held_against_a_total_that_is_told(tmp_path: Path) -> None:
    path = csv_list(
        tmp_path / "list.csv", "學校名稱,學生總數,男學生數,女學生數,女教師數",
        *(f"縣立第{each}國小,{200 + 2 * each},{101 + each},{99 + each},{each}" for each in range(9)),
    )
    made = draft(path, Lang.ZH)
    assert {each.head.shown: (each.state, each.fact) for each in made.columns[1:]} == {
        "學生總數": (State.TAKEN, "pupils"), "男學生數": (State.COMPARED, "pupils"), "女學生數": (State.COMPARED, "pupils"), "女教師數": (State.ASK, "teachers"),
    }
    read = load_source(loads(made, tmp_path))
    assert [(each.part_of, each.heads) for each in read.compared] == [("pupils", ("男學生數",)), ("pupils", ("女學生數",))]


def test_cells_that_could_be_codes_are_asked_about_where_no_head_speaks_of_codes(tmp_path: Path) -> None:
    rows = [f"{10250 + each},第{each}小学,{24000 + 37 * each}" for each in range(9)]
    found = {each.head.shown: (each.state, each.fact) for each in draft(csv_list(tmp_path / "a.csv", "甲,校名,乙", *rows), Lang.ZH).columns}
    assert found == {"甲": (State.ASK, "school"), "校名": (State.TAKEN, "name"), "乙": (State.UNKNOWN, "")}
    coded = {each.head.shown: each.state for each in draft(csv_list(tmp_path / "b.csv", "标识码,校名,乙", *rows), Lang.ZH).columns}
    assert coded == {"标识码": State.TAKEN, "校名": State.TAKEN, "乙": State.UNKNOWN}


def test_years_of_another_reckoning_are_no_school_years(tmp_path: Path) -> None:
    path = csv_list(tmp_path / "a.csv", "学年,校名,学生数", *(f"112,第{each}小学,{90 + each}" for each in range(9)))
    year = draft(path, Lang.EN).columns[0]
    assert (year.state, year.fact) == (State.ASK, "year")
    assert "four digits" in year.why.en


def test_land_in_acres_is_proposed_with_its_unit(tmp_path: Path) -> None:
    rows = [[f"North {number} School", 200 + number, 2.5 + number] for number in range(1, 9)]
    drafted = draft(save(tmp_path / "list.xlsx", ["Name of School", "Total Enrolment", "Land Size (acres)"], *rows), Lang.EN)
    (land,) = [each for each in drafted.columns if each.fact == "land_area"]
    assert land.unit == "acre"


def test_the_words_of_a_family_that_is_shipped_are_read_as_it_reads_them(tmp_path: Path) -> None:
    rows: list[list[object]] = [["甲小学", "小学", "镇中心区", 100], ["乙小学", "小学", "村庄", 50], ["丙小学", "小学", "乡中心区", 60]]
    path = save(tmp_path / "甲县2023年名册.xlsx", ["学校名称", "办学类型", "城乡类型", "在校生数"], *rows)
    drafted = draft(path, Lang.ZH)
    assert "values_as: cn/county-export  # 按它的写法读：镇中心区 = town，村庄 = rural，乡中心区 = rural" in drafted.text
    assert "values:" not in drafted.text
    facts, delivery = load([path], loads(drafted, tmp_path), Said(year=2023, area="甲县", stage=Stage.PRIMARY))
    assert [each.message.zh for each in delivery.findings if each.rule == "value-unknown"] == []
    assert dict(facts.schools.select("name", "location").iter_rows()) == {"甲小学": "town", "乙小学": "rural", "丙小学": "rural"}


def test_a_word_of_no_family_is_still_asked(tmp_path: Path) -> None:
    path = save(tmp_path / "甲县2023年名册.xlsx", ["学校名称", "办学类型", "城乡类型", "在校生数"], ["甲小学", "小学", "镇中心区", 100], ["乙小学", "小学", "坝上", 50])
    text = draft(path, Lang.ZH).text
    assert "镇中心区 = town" in text
    assert '# ?     : ["坝上"]' in text
