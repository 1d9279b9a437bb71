"""The report of a plan's progress: what stands on its pages, in every form, in both languages."""

from __future__ import annotations

import datetime
import subprocess
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import docx
import openpyxl
import pytest

from findings.progress.county import facts
from junheng.facts.delivery import Delivery
from junheng.findings.progress import Light, PlanProgress, follow
from junheng.findings.progress.light import defaults
from junheng.reports import progress_report, render_text, summary, write
from junheng.reports.content import Report, Table
from junheng.reports.progress.told import SIGNS, TONES, Told
from junheng.rules.plans import ActualsFile, Plan
from junheng.terms import Lang, Message
from junheng.terms.content import parse

PLAN = """
id: own
title: {zh: 青川县规划, en: plan of the county}
level: county
place: 青川县
roles: [{id: bureau, title: {zh: 县教育局, en: education bureau}}]
targets:
  - {id: late, indicator: {zh: 教师数, en: teachers}, comparator: '>=', value: 60, unit: person, when: {year: 2024}, owner: bureau, measure: teachers,
     baseline: {value: 47, year: 2023}}
  - {id: behind, indicator: {zh: 教师总数, en: all teachers}, comparator: '>=', value: 60, unit: person, when: {year: 2026}, owner: bureau, measure: teachers,
     baseline: {value: 47, year: 2023}, milestones: [{year: null, value: 55}]}
  - {id: near, indicator: {zh: 师生比, en: teachers per pupil}, comparator: '>=', value: '0.0586', when: {year: 2027}, measure: b6_teachers, baseline: {value: '0.0573', year: 2023}}
  - {id: met, indicator: {zh: 小学数, en: primary schools}, comparator: '=', value: 2, unit: school, when: {year: 2025}, measure: 'schools.kind=primary'}
  - {id: lost, indicator: {zh: 图书, en: books}, comparator: '>=', value: 9000, unit: volume, measure: books,
     when: {printed: '2024年', source: {zh: 年份已丢失, en: the year was lost}}}
  - {id: bare, indicator: {zh: 辍学率, en: dropout}, comparator: '<=', value: '0.6', unit: percent, when: {year: 2026}, owner: bureau}
measures:
  - {id: m1, title: {zh: 招聘教师, en: hire teachers}, targets: [late], owner: bureau, when: {year: 2025}, yuan: 1200000}
"""
DAY = datetime.date(2025, 6, 30)
HALF = Message("2025年上半年", "first half of 2025")
Needs = Callable[[str], str]


@pytest.fixture(scope="module")
def told() -> PlanProgress:
    stated = parse("actuals: [{target: bare, day: 2025-09-01, value: 1, evidence: {paper: x, dated: 2025-09-01}, by: bureau}]", "a.yaml", ActualsFile)
    return follow(parse(PLAN, "own.yaml", Plan), facts(), DAY, defaults(), stated)


def report(told: PlanProgress, lang: Lang = Lang.ZH) -> Report:
    return progress_report(told, Delivery(), lang, HALF)


def cells(table: Table, row: int) -> list[str]:
    return [cell.text for cell in table.rows[row]]


def test_the_first_page_is_one_table_of_lights_the_gravest_first(told: PlanProgress) -> None:
    first = report(told).parts[0]
    (table,) = [block for block in first.blocks if isinstance(block, Table)]
    assert first.alone
    assert [row[1].text for row in table.rows] == ["late", "behind", "lost", "near", "met"]
    assert cells(table, 0) == ["!! 已逾期", "late", "教师数", "≥ 60人", "48人 (2024/2025)", "2024", "县教育局"]
    assert cells(table, 2) == ["◇ 年份不明", "lost", "图书", "≥ 9000册", "8200册 (2024/2025)", "年份不明", "未写"]


def test_every_light_has_a_sign_a_word_and_a_colour_of_its_own() -> None:
    assert len(set(SIGNS.values())) == len(Light) == len({light.label.zh for light in Light}) == len({light.label.en for light in Light})
    assert set(TONES) == set(SIGNS) == set(Light)
    told_by_colour = {light.colour.en: TONES[light] for light in Light}
    assert len(set(told_by_colour.values())) == len(told_by_colour) == 4


@pytest.mark.parametrize(("lang", "said"), [
    (Lang.ZH, ["截至2025年6月30日", "2025年上半年", "m1", "招聘教师", "要求 ≥ 60人，期限：2026", "按规划此时应达51.33人", "应走33%，实走8%", "离目标还差12人", "迄今每年 +1 人",
               "今后每年需 +6 人", "2036 年达到", "阶段目标 55 的年份不明", "年份不明（原文“2024年”）", "无人填报", "本软件自定", "90%", "70%", "1200000"]),
    (Lang.EN, ["as of 2025-06-30", "first half of 2025", "hire teachers", "Asked: ≥ 60 persons, by: 2026", "33% of the way due, 8% gone", "12 persons short of the goal",
               "The pace so far is +1 persons a year", "reached in 2036", "no known year (printed: 2024年)", "nobody stated it", "the house's own", "1,200,000"]),
])
def test_the_text_says_what_was_worked_out(told: PlanProgress, lang: Lang, said: list[str]) -> None:
    """60 by 2026 from 47 in 2023 asks 51 1/3 in 2024: a third of 13; one of 13 is 8 %."""
    text = render_text(report(told, lang)).replace("\n", "")
    assert [each for each in said if each not in text] == []


def test_a_figure_that_misses_by_a_hair_is_not_rounded_onto_its_goal(told: PlanProgress) -> None:
    """To four decimals 0.05856 would be the 0.0586 that is asked."""
    near = told.of("near")
    assert near is not None
    assert [Told(told, Lang.ZH).figure(Fraction(value), near) for value in ("0.05846", "0.05856", "0.05864")] == ["0.0585", "0.05856", "0.0586"]


def test_measures_stand_beside_their_lights_and_who_has_none_is_asked(told: PlanProgress) -> None:
    text = render_text(report(told))
    assert "late !! 已逾期" in text
    assert "behind 教师总数（责任方：县教育局）" in text
    assert "late 教师数（责任方" not in text


def test_what_cannot_be_told_says_why_and_that_a_later_figure_waits(told: PlanProgress) -> None:
    text = render_text(report(told))
    assert "bare" in text
    assert "晚于报告日期 2025-06-30" in text


def test_a_plan_without_targets_says_so() -> None:
    bare = follow(parse("{id: own, title: plan, level: county, place: 青川县}", "own.yaml", Plan), facts(), DAY, defaults())
    assert "The plan holds no targets." in render_text(report(bare, Lang.EN))


def test_the_summary_is_the_first_page(told: PlanProgress) -> None:
    short, whole = summary(report(told)), report(told)
    assert short.parts == whole.parts[:1]
    assert "措施" not in render_text(short)


@pytest.mark.parametrize("lang", list(Lang))
def test_word_excel_and_html_hold_the_lights(told: PlanProgress, tmp_path: Path, lang: Lang) -> None:
    for form in ("docx", "xlsx", "html"):
        write(report(told, lang), tmp_path / f"p.{form}")
    words = docx.Document(str(tmp_path / "p.docx"))
    light = Told(told, lang).light(Light.OVERDUE)
    assert words.tables[0].rows[1].cells[0].text == light
    assert 'w:fill="FDECEB"' in words.tables[0].rows[1].cells[0]._tc.xml
    assert 'w:fill="E4F3E6"' in words.tables[0].rows[4].cells[0]._tc.xml
    book = openpyxl.load_workbook(tmp_path / "p.xlsx")
    assert light in [row[0].value for row in book[book.sheetnames[1]].iter_rows()]
    page = (tmp_path / "p.html").read_text("utf-8")
    assert f'class="left fail">{light}' in page
    assert "left good" in page


def test_the_first_page_is_one_page_of_word(told: PlanProgress, tmp_path: Path, needs: Needs) -> None:
    """Pages as a reader sees them: the second begins with the measures."""
    office, text_of = needs("soffice"), needs("pdftotext")
    write(report(told), tmp_path / "p.docx")
    subprocess.run([office, f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "p.docx")], check=True, capture_output=True)
    pages = subprocess.run([text_of, str(tmp_path / "p.pdf"), "-"], check=True, capture_output=True, text=True).stdout.split("\f")
    assert "目标进展" in pages[0]
    assert "措施" in pages[1].strip().splitlines()[0]
