"""Published examples hold to the printed digits: five schools, the split of a through-school, the county tables."""

from __future__ import annotations

import csv
import math
from fractions import Fraction
from pathlib import Path

import pytest

from junheng.facts import load
from junheng.findings import AreaResult, area_results, evaluate
from junheng.rules import load_standard
from junheng.terms import UsageError

ROOT = Path(__file__).parents[2]
FIVE = ROOT / "examples" / "worked-example" / "schools.csv"
COUNTIES = ROOT / "tests" / "data" / "cn" / "county_cv_8ind.csv"


def results(path: Path) -> tuple[AreaResult, ...]:
    facts, delivery = load([path])
    assert not delivery.has_errors, delivery.findings
    return area_results(evaluate(facts, load_standard("cn/national/basic-2012")))


def books() -> list[tuple[int, int]]:
    with FIVE.open(encoding="utf-8", newline="") as file:
        return [(int(row["pupils"]), int(row["books"])) for row in csv.DictReader(file)]


def test_five_schools() -> None:
    _, delivery = load([FIVE])
    assert (delivery.sources, delivery.findings) == ({"cn/worked-example"}, [])
    [area] = results(FIVE)
    assert (area.schools, area.pupils, area.area) == (5, 302, "某县")
    own = next(each for each in area.indicators if each.indicator.id == "b5_books")
    schools = books()
    pupils = sum(each for each, _ in schools)
    mean = Fraction(sum(number for _, number in schools), pupils)
    variance = sum(Fraction(each, pupils) * (Fraction(number, each) - mean) ** 2 for each, number in schools)
    assert own.mean == pytest.approx(float(mean), rel=1e-12)
    assert own.cv == pytest.approx(math.sqrt(variance) / mean, rel=1e-12)
    assert round(own.mean or 0, 6) == 6.334437
    assert round(own.cv or 0, 6) == 0.515257
    assert round(own.sd or 0, 2) == 3.26


def test_five_schools_unofficial_variants() -> None:
    [area] = results(FIVE)
    own = next(each for each in area.indicators if each.indicator.id == "b5_books")
    values = [Fraction(number, each) for each, number in books()]
    mean = sum(values) / 5
    squares = sum((value - mean) ** 2 for value in values)
    assert own.unofficial["cv_population"] == pytest.approx(math.sqrt(squares / 5) / mean, rel=1e-12)
    assert own.unofficial["cv_sample"] == pytest.approx(math.sqrt(squares / 4) / mean, rel=1e-12)
    assert [round(own.unofficial[name] or 0, 4) for name in ("cv_population", "cv_sample")] == [0.4888, 0.5465]


def test_another_table_of_schools_and_pupils_is_not_taken_for_it(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("school,pupils,books\nA,10,20\nB,20,30\n", "utf-8")
    with pytest.raises(UsageError, match="cannot tell what kind of table"):
        load([path])


def test_split_of_a_nine_year_school(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "某县2023/2024学年学校一览表\n学校名称,办学类型,举办者,办学性质,小学在校生数,初中在校生数,图书（册）\n"
        "某县示例学校,九年一贯制学校,县级教育部门,公办,166,210,23226\n", "utf-8"
    )
    facts, delivery = load([path])
    assert not delivery.has_errors
    evaluation = evaluate(facts, load_standard("cn/national/basic-2012"))
    totals = {
        each.stage.value: next(one.value for one in each.measured if one.indicator.id == "b5_books") for each in evaluation.schools
    }
    weighted = 166 + Fraction(11, 10) * 210
    assert totals["primary"] * 166 == pytest.approx(float(23226 * 166 / weighted), rel=1e-12)
    assert totals["junior"] * 210 == pytest.approx(float(23226 * Fraction(11, 10) * 210 / weighted), rel=1e-12)
    assert (round(totals["primary"] * 166, 2), round(totals["junior"] * 210, 2)) == (9711.63, 13514.37)


def printed() -> list[dict[str, str]]:
    with COUNTIES.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["row"] == "差异系数"]


HEADS = {
    "生均教学及辅助用房面积": "教学及辅助用房面积（平方米）", "生均体育运动场馆面积": "运动场地面积（平方米）", "生均教学仪器设备值": "教学仪器设备值（元）",
    "每百名学生拥有计算机台数": "教学用计算机（台）", "生均图书册数": "图书（册）", "师生比": "专任教师数", "生均高于规定学历教师数": "专任教师学历-本科",
    "生均中级及以上专业技术职务教师数": "专任教师职称-中级",
}
NONE = ("室内体育用房面积（平方米）", *(f"专任教师学历-{each}" for each in ("专科", "硕士研究生", "博士研究生")),
        *(f"专任教师职称-{each}" for each in ("正高级", "副高级")))


def county_with(row: dict[str, str], path: Path) -> Path:
    """A county of two schools, 1 000 and 4 000 pupils, whose CVs are exactly those printed.

    Around a mean of 1 the smaller school has 1 + 2 CV, the larger 1 - CV / 2.
    """
    cvs = [Fraction(row[name]) for name in HEADS]
    kind = "小学" if row["stage"] == "小学" else "初级中学"
    lines = [f"{row['county']}2013/2014学年学校一览表"]
    stage = [f"{row['stage']}{head}" if head.startswith("专任") else head for head in (*HEADS.values(), *NONE)]
    lines.append(",".join(["统计三级", "学校名称", "办学类型", "举办者", f"{row['stage']}在校生数", *stage]))
    for name, pupils, shift in (("甲校", 1000, Fraction(2)), ("乙校", 4000, Fraction(-1, 2))):
        totals = [pupils * (1 + shift * cv) for cv in cvs]
        assert all(total.denominator == 1 for total in totals)
        lines.append(",".join(map(str, [row["county"], name, kind, "县级教育部门", pupils, *totals, *(0 for _ in NONE)])))
    path.write_text("\n".join(lines), "utf-8")
    return path


def rounded(value: Fraction) -> str:
    return f"{math.floor(value * 1000 + Fraction(1, 2)) / 1000:.3f}"


def test_composite_of_the_printed_county_tables(tmp_path: Path) -> None:
    """The composite is the plain mean of the eight CVs: so it comes out of the engine, and so the offices printed it."""
    rows, equal = printed(), 0
    for number, row in enumerate(rows):
        [area] = [each for each in results(county_with(row, tmp_path / f"{number}.csv")) if each.schools]
        assert [each.cv for each in area.indicators] == pytest.approx([float(row[name]) for name in HEADS], rel=1e-9)
        exact = sum(Fraction(row[name]) for name in HEADS) / 8
        assert area.composite_cv == pytest.approx(float(exact), rel=1e-9)
        given = Fraction(row["综合"])
        # each printed CV, and the printed composite, may be off by half of its last digit
        assert abs(given - exact) <= Fraction(1, 2000) + Fraction(1, 2000)
        equal += rounded(exact) == row["综合"]
    assert len(rows) == 15
    assert equal >= 14
