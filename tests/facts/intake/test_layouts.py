"""However a county writes its wide export, the same facts come out, and nothing is lost without a word."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from junheng.facts import Delivery, Facts, load
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Severity

from .layouts import CLASSES, DEGREES, KIND_ZH, TITLES, WHOLE, YEAR, Layout, Record, county, write

STAGE_FACTS = [
    "pupils", "boarders", "teachers", "teachers_pe", "backbone_teachers",
    *(fact for fact, _ in (*CLASSES, *DEGREES, *TITLES)),
]  # fmt: skip
SCHOOL_FACTS = ["name", "kind", "township", "counted", "run_by", "ownership", "location", "area"]
SCALE = {column.name: column.unit.scale for column in SCHOOL_YEARS.columns if column.unit}


def key_of(record: Record, layout: Layout) -> str:
    if layout.codes != "none":
        return str(record["school"])
    return f"{record['name']}（{record['township']}）" if record["name"] == "远岫县中心小学" else str(record["name"])


def expected(layout: Layout) -> tuple[dict[str, Record], dict[tuple[str, str], Record]]:
    schools, stages = {}, {}
    for record in county(layout.gaps):
        key = key_of(record, layout)
        schools[key] = {fact: record[fact] for fact in SCHOOL_FACTS}
        schools[key]["parent"] = record["parent"] if layout.parent else None
        schools[key]["parent_code"] = record["parent_code"] if layout.parent_code else None
        for stage, facts in record["stages"].items():
            own = {fact: facts[fact] for fact in STAGE_FACTS}
            own["backbone_teachers"] = None if stage == "senior" else own["backbone_teachers"]
            own["teachers_arts"] = facts["teachers_arts"] + (
                facts["arts_alone"] if layout.arts == "course_beside" else 0
            )
            stages[(key, stage)] = own
        stages[(key, "whole")] = {fact: _steps(record, fact) for fact in WHOLE}
    return schools, stages


def _steps(record: Record, fact: str) -> int | None:
    return None if record[fact] is None else round(record[fact] * SCALE[fact])


def found(facts: Facts) -> tuple[dict[str, Record], dict[tuple[str, str], Record]]:
    assert set(facts.schools["year"]) == {YEAR}
    names = [*SCHOOL_FACTS, "parent", "parent_code"]
    schools = {row["school"]: {name: row[name] for name in names} for row in facts.schools.iter_rows(named=True)}
    stages = {}
    for row in facts.school_years.iter_rows(named=True):
        kept = WHOLE if row["stage"] == "whole" else [*STAGE_FACTS, "teachers_arts"]
        stages[(row["school"], row["stage"])] = {name: row[name] for name in kept}
    return schools, stages


def read(layout: Layout, folder: Path) -> tuple[Facts, Delivery]:
    return load(write(county(layout.gaps), layout, folder))


def assert_same_facts(layout: Layout, folder: Path) -> Delivery:
    facts, delivery = read(layout, folder)
    errors = [
        f"{each.rule} {each.sheet} {each.cell} {each.message.en}"
        for each in delivery.findings
        if each.severity == Severity.ERROR
    ]
    assert errors == []
    schools, stages = found(facts)
    want_schools, want_stages = expected(layout)
    assert schools == want_schools
    assert set(stages) == set(want_stages)
    assert {key: lost for key, want in want_stages.items() if (lost := differing(stages[key], want))} == {}
    unknown = [each.found for each in delivery.findings if each.rule == "column-unknown"]
    assert unknown == (["校园网出口带宽"] * (1 if layout.listed else 3) if layout.unknown else [])
    doubts = {
        each.rule for each in delivery.findings if each.rule in ("sheet-unknown", "unit-assumed", "row-no-school")
    }
    assert doubts == (
        {"row-no-school"} if layout.total == "township_column" else set()
    )  # a total without a name: said aloud
    return delivery


def differing(got: Record, want: Record) -> dict[str, tuple[Any, Any]]:
    return {name: (got[name], want[name]) for name in want if got[name] != want[name]}


PLAIN = "{area}{year}{stage}分学校统计表"
UNIT = "学年：{year}初\t计量单位：人、个、间、台、册、平方米、{money}"
ALTERNATIVES: dict[str, list[Layout]] = {
    "usual": [Layout()],
    "no title": [
        Layout(titles=(), year_in="file", stage_in="sheet"),
        Layout(titles=(), year_in="file", files="each", sheet="Sheet1", stage_in="file"),
    ],
    "one title": [Layout(titles=(PLAIN,))],
    "unit line": [
        Layout(titles=(PLAIN, UNIT), money_in="title"),
        Layout(titles=(PLAIN, UNIT), money_in="title", money="元"),
    ],
    "depth": [Layout(depth=depth, merged=merged) for depth in (1, 2, 3, 4) for merged in (True, False)],
    "order": [
        Layout(order=(1, 0, 2, 3, 4, 5, 6)),
        Layout(order=(0, 5, 6, 4, 3, 2, 1)),
        Layout(order=(0, 3, 1, 6, 2, 4, 5)),
        Layout(order=(6, 5, 4, 3, 2, 1, 0)),
    ],
    "total": [Layout(total=total) for total in ("first", "last", "township_name", "township_column", "township_bare")]
    + [Layout(total="township_bare", codes="none"), Layout(total="township_column", codes="none", serial=True)],
    "lines between": [
        Layout(notes=True),
        Layout(numbering=True),
        Layout(pages=True),
        Layout(notes=True, numbering=True, pages=True, total="first"),
    ],
    "files": [
        Layout(files="each"),
        Layout(files="each", sheet="Sheet1"),
        Layout(sheet="Sheet1"),
        Layout(files="each", sheet="Sheet1", stage_in="file"),
    ],
    "csv": [
        Layout(form="csv", encoding=encoding, delimiter=delimiter)
        for encoding, delimiter in (
            ("utf-8", ","),
            ("utf-8-sig", ";"),
            ("gb18030", ","),
            ("gb18030", "\t"),
            ("utf-8", "\t"),
            ("utf-16", ","),
        )
    ]
    + [
        Layout(form="csv", stage_in="file", depth=1),
        Layout(form="csv", depth=4),
        Layout(form="csv", depth=2, numbering=True),
    ],
    "yuan": [Layout(money="元"), Layout(money="元", depth=1)],
    "flag": [Layout(yes_no=pair) for pair in ((1, 0), ("1", "0"), ("计", "不计"), ("是", "否"))],
    "parent": [Layout(parent=head) for head in ("所属学校", "主校", "上级学校", "中心学校")]
    + [Layout(parent="", parent_code="所属中心校标识码"), Layout(parent="主校名称", parent_code="主校标识码")],
    "teaching area": [Layout(teaching="教学及辅助用房面积（平方米）"), Layout(teaching="教学及辅助用房面积", depth=1)],
    "arts": [
        Layout(arts=arts, depth=depth)
        for arts in ("total", "total_and_parts", "parts", "course_as_sum", "course_beside")
        for depth in (1, 3)
    ],
    "codes": [Layout(codes="number"), Layout(codes="none")],
    "year": [
        Layout(year=year, year_in=where)
        for year, where in (
            ("2023-2024学年度", "title"),
            ("2023学年", "title"),
            ("二〇二三年", "title"),
            ("二〇二三学年", "title"),
            ("二〇二三—二〇二四学年", "title"),
            ("2023年", "file"),
            ("2023", "folder"),
            ("2023-2024学年", "folder"),
            ("2023-2024", "file"),
        )
    ],
    "area": [Layout(area_in=where) for where in ("title", "file", "names")],
    "unknown column": [Layout(unknown=True)],
    "messy": [Layout(messy=True), Layout(messy=True, form="csv", encoding="gb18030")],
    "serial": [Layout(serial=True), Layout(serial=True, numbering=True, total="first")],
    "more columns": [Layout(more=True), Layout(more=True, depth=1), Layout(more=True, depth=2)],
    "margin": [Layout(margin=True), Layout(margin=True, form="csv"), Layout(margin=True, merged=False, numbering=True)],
    "gaps": [Layout(gaps=True), Layout(gaps=True, messy=True), Layout(gaps=True, form="csv")],
    "list": [
        Layout(listed=True, depth=depth, **more)
        for depth in (1, 2, 3)
        for more in ({}, {"form": "csv", "encoding": "gb18030"}, {"merged": False})
    ],
    "three cells": [
        Layout(titles=(PLAIN, "填报单位：远岫县教育局\t{year}\t计量单位：人、间、平方米、{money}")),
        Layout(titles=("填报单位：远岫县教育局\t{year}{stage}\t计量单位：人、间、平方米、{money}",), money_in="title"),
        Layout(titles=("附件1", PLAIN, "制表单位：教育局\t制表日期：2024年3月5日\t单位：{money}")),
    ],
    "printed later": [
        Layout(titles=("打印时间：2024年3月5日", PLAIN), year="2023学年"),
        Layout(titles=("打印时间：2024-03-05", PLAIN), year="2023—2024学年度第一学期"),
    ],
    "words of kinds": [
        Layout(kinds=KIND_ZH | kinds)
        for kinds in (
            {"primary": "普通小学", "teaching_point": "教学点", "junior": "普通初中", "special": "其他特教学校"},
            {"primary": "小学（211）", "teaching_point": "小学教学点（218）", "junior": "初级中学(311)"},
            {"primary": "211小学", "teaching_point": "218 小学教学点", "junior": "311-初级中学"},
        )
    ],
    "words of owners": [
        Layout(run_by=run_by)
        for run_by in (
            {"county": "县级教育部门", "city": "市级教育部门", "private": "民办"},
            {"county": "县级教育部门（831）", "city": "地级教育部门(821)", "private": "民办(999)"},
            {"county": "831-县级教育部门", "city": "821-地级教育部门", "private": "999-其他民办"},
        )
    ],
    "words of heads": [
        Layout(parent=head) for head in ("所属中心学校", "所属学校名称", "上级学校名称", "主管学校", "所属中心小学")
    ]
    + [Layout(parent="", parent_code=head) for head in ("主校代码", "所属学校代码", "上级学校标识码")]
    + [
        Layout(teaching=head)
        for head in ("教学及辅助用房面积（㎡）", "教学及辅助用房建筑面积（平方米）", "教学辅助用房面积")
    ],
    "words of flags": [
        Layout(yes_no=pair) for pair in (("√", "×"), ("1-是", "0-否"), ("计校数", "不计校数"), (True, False))
    ],
    "words of titles": [
        Layout(titles=(PLAIN, "单位名称：\t远岫县教育局\t{money}")),
        Layout(titles=(PLAIN, "学校类别：{stage}\t全部学校")),
        Layout(titles=("{area}基础教育{year}统计（{stage}阶段）",)),
        Layout(titles=("{year}{area}{stage}统计表",), area_in="title"),
    ],
}
CASES = [(name, layout) for name, layouts in ALTERNATIVES.items() for layout in layouts]


def changed(layout: Layout) -> dict[str, Any]:
    usual = Layout()
    return {
        each.name: getattr(layout, each.name)
        for each in fields(Layout)
        if getattr(layout, each.name) != getattr(usual, each.name)
    }


@pytest.mark.parametrize(
    "layout", [layout for _, layout in CASES], ids=[f"{name}-{index}" for index, (name, _) in enumerate(CASES)]
)
def test_every_layout_gives_the_same_facts(layout: Layout, tmp_path: Path) -> None:
    delivery = assert_same_facts(layout, tmp_path)
    assert delivery.rows_kept == (14 if layout.listed else 18)


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_layouts_may_be_mixed(data: st.DataObject, tmp_path_factory: pytest.TempPathFactory) -> None:
    mixed = Layout()
    for _ in range(data.draw(st.integers(2, 5))):
        _, layout = data.draw(st.sampled_from(CASES))
        mixed = replace(mixed, **changed(layout))
    assert_same_facts(sound(mixed), tmp_path_factory.mktemp("mixed"))


def sound(layout: Layout) -> Layout:
    """A mixture that says year, stage and area somewhere, as any office does."""
    titled = bool(layout.titles)
    alone = layout.files == "each" or layout.form == "csv"
    if not titled:
        layout = replace(layout, year_in="file" if layout.year_in == "title" else layout.year_in)
        layout = replace(layout, area_in="column" if layout.area_in == "title" else layout.area_in)
        layout = replace(layout, stage_in="file" if alone else "sheet", sheet="Sheet1" if alone else "stage")
    if layout.stage_in == "file" and not alone:
        layout = replace(layout, stage_in="title" if titled else "sheet")
    if layout.stage_in == "sheet" and layout.form == "csv":
        layout = replace(layout, stage_in="file")
    if layout.stage_in == "sheet":
        layout = replace(layout, sheet="stage")
    if not any("{money}" in line for line in layout.titles) and layout.money_in != "head":
        layout = replace(layout, money_in="head")
    return layout


def test_an_old_workbook_reads_like_a_new_one(tmp_path: Path, needs: Callable[[str], str]) -> None:
    office = needs("soffice")
    (path,) = write(county(), Layout(), tmp_path)
    command = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "xls",
        "--outdir",
        str(tmp_path / "old"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    facts, delivery = load([tmp_path / "old" / f"{path.stem}.xls"])
    assert not delivery.has_errors
    assert found(facts) == expected(Layout())
