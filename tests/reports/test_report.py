"""What the report says, before any writer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from junheng.facts import load
from junheng.facts.delivery import Delivery
from junheng.findings import Evaluation, evaluate
from junheng.reports import evaluation_report
from junheng.reports.case import Case
from junheng.reports.charts import svg
from junheng.reports.content import Chart, Figure, Heading, Listing, Paragraph, Report, Table
from junheng.reports.sections.county import rounding_notes
from junheng.rules import load_standard
from junheng.terms import Lang, Verdict

from .county import HOSTILE, evaluated, worked_county

Told = tuple[Evaluation, Delivery]


def texts(report: Report) -> Iterator[str]:
    for block in report.blocks:
        if isinstance(block, Heading):
            yield block.numbered
        elif isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Listing):
            yield from block.entries
        elif isinstance(block, Table):
            yield from (block.title, *block.notes, *(column.title for column in block.columns))
            yield from (cell.text for row in (block.limits, *block.rows, *block.foot) for cell in row)
        else:
            yield from (block.title, block.alt)


def table(report: Report, sheet: str) -> dict[str, list[str]]:
    found = next(table for table in report.tables if table.sheet == sheet)
    return {row[0].text: [cell.text for cell in row[1:]] for row in (*found.rows, *found.foot)}


def test_first_page_says_the_verdict_in_words(worked: Told) -> None:
    first = " ".join(block.text for block in evaluation_report(*worked, Lang.ZH).parts[0].blocks if isinstance(block, Paragraph))
    assert "示例县2023学年整个标准：不达标。" in first
    assert "小学（1-6年级）：不达标。计入5所学校、302名在校生。学校达标" in first
    assert "7项差异系数应≤0.50，超出" in first
    assert "生均教学及辅助用房面积（0.515）" in first
    assert "缺数据无法判断1项：生均教学仪器设备值" in first


def test_first_page_in_english(worked: Told) -> None:
    report = evaluation_report(*worked, Lang.EN)
    first = " ".join(block.text for block in report.parts[0].blocks if isinstance(block, Paragraph))
    assert "the whole standard: fail." in first
    assert "Primary (grades 1-6): fail. 5 schools with 302 pupils count." in first
    assert "teaching and auxiliary rooms per pupil (0.515)" in first


def test_the_title_of_a_report_on_several_years_names_the_county() -> None:
    schools, stages = worked_county()
    later = [[{**row, "year": 2024} for row in rows] for rows in (schools, stages)]
    found, made, _ = evaluated(([*schools, *later[0]], [*stages, *later[1]]))
    assert evaluation_report(found, made, Lang.ZH).title == "示例县义务教育均衡评估报告"
    assert evaluation_report(found, made, Lang.EN).title == "Balance of compulsory education: 示例县"


def test_first_page_names_what_the_report_rests_on(worked: Told) -> None:
    basis = table(evaluation_report(*worked, Lang.ZH), "依据")
    assert basis["数据快照"] == [worked[0].facts.snapshot]
    assert basis["规则版本"] == [worked[0].rules.version]
    assert basis["数据文件"] == ["示例.xlsx"]
    assert "年" in basis["报告日期"][0]


def test_mean_and_cv_as_published(worked: Told) -> None:
    report = evaluation_report(*worked, Lang.ZH)
    assert table(report, "Ⅲ 小学")["生均教学及辅助用房面积（平方米/生）"] == ["6.33", "3.26", "0.515", "≤ 0.50", "× 不达标", "0"]
    assert table(report, "非官方口径 小学")["生均教学及辅助用房面积"] == ["0.515", "0.489", "0.546"]


def test_missing_is_said_and_never_zero(worked: Told) -> None:
    report = evaluation_report(*worked, Lang.ZH)
    assert table(report, "Ⅲ 小学")["生均教学仪器设备值（元/生）"][2:] == ["缺", "≤ 0.50", "? 无法判断", "1"]
    assert "缺 ?" in table(report, "Ⅱ-2 小学")[HOSTILE]
    assert "? 缺教学仪器设备值（元）" in table(report, "差额 小学")[HOSTILE]
    assert any("缺1校数据，差异系数无法判断" in text for text in texts(report))


def test_school_table_names_kept_and_near(worked: Told) -> None:
    row = table(evaluation_report(*worked, Lang.ZH), "Ⅱ-2 小学")["丁小学"]
    # 76 pupils, 160 m2: 2.105 under 4.5; 7 teachers: 9.21; one backbone teacher: 1.32; equipment 150000/76 = 1973.68, at 85 %
    assert row[0] == "76"
    assert row[4] == "2.11 ×"
    assert row[6] == "1973.68 △"
    assert row[8:] == ["1-3、5、7", "6", "5", "× 不达标"]


def test_what_is_missing_to_pass(worked: Told) -> None:
    report = evaluation_report(*worked, Lang.ZH)
    lacks = table(report, "差额 小学")
    assert lacks["丁小学"][4] == "182 平方米"  # 76 x 4.5 = 342
    assert lacks["丁小学"][6] == "2000 元"  # 76 x 2000 = 152000
    assert lacks["乙小学"][4] == "30 平方米"  # 37 x 4.5 = 166.5, less 137
    totals = table(report, "缺口合计")
    assert totals["生均教学及辅助用房面积"][:3] == ["212 平方米", "212 平方米", "2"]


def test_near_the_line() -> None:
    """One unit short is listed; one to spare only where the school's verdict hangs on it (six of seven kept)."""
    schools, stages = worked_county()
    stages[0] = {**stages[0], "backbone_teachers": 0}
    tables = evaluation_report(*evaluated((schools, stages))[:2], Lang.ZH).tables
    near = next(each for each in tables if each.sheet == "临界 小学")
    rows = {(row[0].text, row[1].text): row[4].text for row in near.rows}
    assert rows["甲小学", "2 每百名学生拥有县级以上骨干教师数"] == "再增 1 人即达标"


def test_who_is_out_and_why(worked: Told) -> None:
    out = table(evaluation_report(*worked, Lang.ZH), "不计入")
    assert out["戊教学点"] == ["小学教学点", "小学（1-6年级）", "12", "规模小的教学点不计入"]


def test_unverified_values_are_marked(worked: Told) -> None:
    report = evaluation_report(*worked, Lang.ZH)
    assert table(report, "政府工作")["城乡基本装备配置标准统一"][-1] == "▲ 未核实"
    assert table(report, "政府工作")["学校规划布局合理，符合国家规定"][1] == "? 无法判断"


@pytest.mark.parametrize(("lang", "told"), [
    (Lang.ZH, ("是（县教〔2024〕3号）", "12 ≥ 10（未写依据材料）", "小学 100 ≥ 100；初中 98 ≥ 95（县教〔2024〕4号）")),
    (Lang.EN, ("yes (县教〔2024〕3号)", "12 ≥ 10 (no paper is named)", "primary 100 ≥ 100; junior 98 ≥ 95 (县教〔2024〕4号)")),
])
def test_an_item_names_the_paper_it_rests_on(lang: Lang, told: tuple[str, str]) -> None:
    """The template asks for it, and whoever supervises looks there."""
    row = {"area": "示例县", "year": 2023, "stage": None, "value": None, "met": None, "evidence": None}
    items = [{**row, "item": "g01_layout", "met": True, "evidence": "县教〔2024〕3号"}, {**row, "item": "g11_exchange", "value": 12.0}]
    items += [{**row, "item": "g13_near_enrolment", "stage": stage, "value": value, "evidence": "县教〔2024〕4号"} for stage, value in (("primary", 100.0), ("junior", 98.0))]
    tables = evaluation_report(*evaluated(worked_county(), items=items)[:2], lang).tables
    found = {cells[3].text for each in tables for cells in each.rows if len(cells) == 6}
    assert set(told) <= found


def test_a_chinese_report_has_no_word_of_the_program_for_the_formula(worked: Told) -> None:
    clauses = table(evaluation_report(*worked, Lang.ZH), "条款")
    assert clauses["差异系数算法"][0] == "按学生数加权"
    assert not any(text.startswith("verdict ") for text in texts(evaluation_report(*worked, Lang.ZH)))


def test_the_numbers_along_an_axis_do_not_run_into_each_other(worked: Told) -> None:
    """Flushed to the ends of the axis, 0.00 moved into 0.05."""
    spread = next(block for block in evaluation_report(*worked, Lang.ZH).blocks if isinstance(block, Figure) and block.chart == Chart.SPREAD)
    axis = re.findall(r'<text text-anchor="(\w+)"[^>]*>([\d.]+)</text>', svg(spread))
    assert {anchor for anchor, number in axis if number in ("0.00", "0.0")} == {"middle"}


def test_composite_has_a_limit_only_where_the_standard_sets_one(basic: Told, worked: Told) -> None:
    assert table(evaluation_report(*basic, Lang.ZH), "Ⅲ 小学")["综合差异系数"][3] == "≤ 0.65"
    assert table(evaluation_report(*worked, Lang.ZH), "Ⅲ 小学")["综合差异系数（无限值，供参考）"][3] == "—"


def test_joined_points_and_figures_below_one(basic: Told) -> None:
    assert table(evaluation_report(*basic, Lang.ZH), "教学点")["甲小学"] == ["戊教学点"]
    degrees = table(evaluation_report(*basic, Lang.ZH), "Ⅲ 小学")["生均高于规定学历教师数（人/生）"]
    assert degrees[0] == "0.0917"  # 44 teachers, the point's one included, for 480 pupils: two decimals would blot it out


def test_layers_stand_side_by_side(nine: Told, basic: Told) -> None:
    report = evaluation_report(*nine, Lang.ZH, [basic[0]])
    assert table(report, "限值对照")["小学 综合差异系数"] == ["—", "≤ 0.65"]
    assert table(report, "结论对照")["示例县2023—2024学年 小学"][0] == "× 不达标"


def test_shared_totals_are_counted_once(nine: Told) -> None:
    """1000 m2 of grounds for 166 and 210 pupils (weights 1 and 1.1): 4.55 where junior asks 10.2."""
    totals = table(evaluation_report(*nine, Lang.ZH), "缺口合计")["生均体育运动场馆面积"]
    primary, junior, whole = (int(text.split()[0]) for text in totals[:3])
    assert max(primary, junior) <= whole < primary + junior


@pytest.mark.parametrize("lang", list(Lang))
def test_nothing_of_the_machine_is_printed(nine: Told, lang: Lang) -> None:
    for text in texts(evaluation_report(*nine, lang)):
        assert "nan" not in text.lower().split()
        assert "None" not in text
        assert "Message(" not in text


def test_findings_are_capped(worked: Told) -> None:
    evaluation, delivery = worked
    many = Delivery(delivery.blocks, delivery.findings * 205, delivery.rows_in, delivery.rows_kept)
    found = evaluation_report(evaluation, many, Lang.ZH).tables[-1]
    assert len(found.rows) == 200
    assert found.notes == ("还有5条未列出，请用 junheng check 查看全部。",)


def test_a_verdict_that_rounding_would_turn_is_noted(worked: Told) -> None:
    case = Case(*worked, Lang.ZH)
    (result,) = case.results
    above = replace(result.indicators[3], cv=0.5004, verdict=Verdict.FAIL)
    far = replace(result.indicators[3], cv=0.504, verdict=Verdict.FAIL)
    notes = rounding_notes(case, replace(result, indicators=(above, far)))
    assert [("0.500" in note, "0.50）" in note) for note in notes] == [(True, False), (False, True)]


def test_sections_that_could_say_nothing_are_left_out_by_name(tmp_path: Path) -> None:
    """One school of which hardly anything is known, as a plan describes it."""
    path = tmp_path / "甲县2023学年.csv"
    path.write_text("学校名称,办学类型,统计三级,小学在校生数\n甲小学,小学,甲县,289\n", "utf-8")
    facts, delivery = load([path])
    report = evaluation_report(evaluate(facts, load_standard("cn/national/quality-2017")), delivery, Lang.EN)
    headings = [block.text for block in report.blocks if isinstance(block, Heading)]
    assert "County means and CVs (form table III)" in headings
    names = ["How the schools lie", "Schools that move the CV", "Other formulas, and where the gap lies"]
    assert set(names) & set(headings) == set()
    assert "Left out for want of facts: " + ", ".join(names) + "." in [block.text for block in report.blocks if isinstance(block, Paragraph)]
    assert [block for block in report.blocks if isinstance(block, Figure) and not block.data] == []
