"""Makes the funds of the example county: 示例县, fiscal years 2022 to 2024, as the template's sheet 经费. Nothing in it is real.

Pupils and schools are those of `../county`, so that the sums fit the heads. Some tests pass, some fail, some cannot be told:

    python examples/county-funds/make_funds.py [FOLDER]
"""

from __future__ import annotations

import datetime
import importlib.util
import random
import sys
from pathlib import Path
from typing import Any

import xlsxwriter

HERE = Path(__file__).parent
NAME = "示例县2022-2024年经费.xlsx"
HEAD = ("标记（说明、示例行不是数据）", "县（市、区）", "财政年度", "经费项目", "学段", "学校标识码", "金额（元）")
STAGES = ("小学", "初中")
STANDARD = {2022: {"小学": 650, "初中": 850}, 2023: {"小学": 720, "初中": 940}, 2024: {"小学": 740, "初中": 960}}
COST = {2023: {"小学": 9800, "初中": 13600}, 2024: {"小学": 10150, "初中": 13900}}  # recurrent cost per pupil
BOARDER = 300
MILLION = 1_000_000
# 2024: the appropriation for education grows by 4.41 %, expenditure by 5 %, regular revenue by 4 %: the plan's growth fails and the
# Education Law's passes. That for compulsory education grows by 4 % exactly: the same as revenue is no growth.
COUNTY: dict[str, dict[int, int]] = {
    "财政支出": {2022: 3200 * MILLION, 2023: 3360 * MILLION, 2024: 3528 * MILLION},
    "财政经常性收入": {2022: 1000 * MILLION, 2023: 1040 * MILLION, 2024: 1_081_600_000},
    "教育财政拨款": {2022: 640 * MILLION, 2023: 675_200_000, 2024: 705 * MILLION},
    "义务教育财政拨款": {2022: 500 * MILLION, 2023: 524 * MILLION, 2024: 544_960_000},
    "农村学校财政拨款": {2022: 380 * MILLION, 2023: 402 * MILLION, 2024: 418_900_000},
    "教师年平均工资": {2023: 92_400, 2024: 95_200},  # 2022 is not reported: its growth in 2023 cannot be told
    "公务员年平均工资": {2023: 92_000, 2024: 95_300},
    "教育附加应征额": {2023: 21 * MILLION, 2024: 22_400_000},
    "教育附加实征额": {2023: 21 * MILLION, 2024: 22_400_000},
    "教育附加拨付额": {2023: 21 * MILLION, 2024: 19_600_000},
    "财政性教育经费": {2023: 700 * MILLION, 2024: 740 * MILLION},
    "地区生产总值": {2023: 9600 * MILLION, 2024: 10_080 * MILLION},
}


def _county_script() -> Any:
    spec = importlib.util.spec_from_file_location("make_county", HERE.parent / "county" / "make_county.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_county"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def _lines() -> tuple[str, dict[int, list[Any]]]:
    """The county's name, and the lines of its statistics by school year: the same as `make_county` writes."""
    county = _county_script()
    rng = random.Random(county.SEED)
    found = county.schools(rng)
    return county.COUNTY, {year: county.lines(found, year, rng) for year in county.YEARS}


def rows() -> list[list[Any]]:
    """Area, fiscal year, item, stage, school, amount."""
    area, by_year = _lines()
    found: list[list[Any]] = [
        [area, year, item, "", "", amount] for item, amounts in COUNTY.items() for year, amount in amounts.items()
    ]
    found += [[area, year, "生均公用经费标准", stage, "", rate] for year, rates in STANDARD.items() for stage, rate in rates.items()]
    for year, lines in by_year.items():
        found += _of_year(area, year, [line for line in lines if line.stage in STAGES])
    for year in (2022, 2023, 2024):
        for number, school in enumerate(_with_accounts(by_year[max(year, 2023)])):
            if (number, year) != (5, 2023):
                found.append([area, year, "年末债务余额", "", school.code, _debt(number, year)])
    return found


def _of_year(area: str, year: int, lines: list[Any]) -> list[list[Any]]:
    found = []
    for stage in STAGES:
        own = [line for line in lines if line.stage == stage]
        found.append([area, year, "教育事业费", stage, "", COST[year][stage] * sum(line.own["在校生"] for line in own)])
        found.append([area, year, "公用经费拨款", stage, "", sum(_due(line, year) for line in own)])
    small = [line for line in lines if line.school.is_point and 40 < line.own["在校生"] < 90]
    by_heads, not_reported = small[0].school.code, small[1].school.code
    for line in lines:
        if year == 2024 and line.school.code == not_reported:
            continue
        heads = line.own["在校生"]
        paid = STANDARD[year]["小学"] * heads if year == 2024 and line.school.code == by_heads else _due(line, year)
        found.append([area, year, "公用经费拨款", line.stage, line.school.code, paid])
    for number, school in enumerate(_with_accounts(lines)):
        budget = 20 * (sum(_due(each, year) for each in lines if each.school is school) // 20)
        # the first gives exactly 5 %, the second less, the others more
        training = budget * {0: 50, 1: 42}.get(number, 55) // 1000
        found += [[area, year, "公用经费预算", "", school.code, budget], [area, year, "教师培训经费", "", school.code, training]]
    first = next(line for line in lines if line.school.name.endswith("第一小学"))
    found += [[area, year, "教育财政拨款", "", first.school.code, 1_200_000 + 1000 * year],
              [area, year, "校舍与器材支出", "", first.school.code, 1_330_000 if year == 2024 else 1_280_000]]
    return found


def _with_accounts(lines: list[Any]) -> list[Any]:
    """The schools that have accounts of their own, by code: no teaching points."""
    once = {line.school.code: line.school for line in lines if not line.school.is_point}
    return [once[code] for code in sorted(once)]


def _due(line: Any, year: int) -> int:
    """By heads, rural schools and points under 100 pupils as 100, and on top for boarders."""
    heads, rate = line.own["在校生"], STANDARD[year][line.stage]
    small = heads < 100 and len(line.school.pupils) == 1 and (line.school.is_point or line.school.location in ("村庄", "乡中心区"))
    return rate * (100 if small else heads) + BOARDER * line.own["寄宿生"]


def _debt(number: int, year: int) -> int:
    """The third school pays its debt off, the fourth incurs more; the sixth is not reported in 2023."""
    return {2: {2022: 1_500_000, 2023: 1_200_000, 2024: 900_000}, 3: {2022: 400_000, 2023: 400_000, 2024: 450_000}}.get(number, {}).get(year, 0)


def write(folder: Path) -> None:
    with xlsxwriter.Workbook(folder / NAME) as book:
        book.set_properties({"created": datetime.datetime(2025, 1, 1), "comments": "示例数据，非真实 / made up, not real"})
        book.add_worksheet("填表说明").write_row(1, 0, ["模板版本", "1"])
        page = book.add_worksheet("经费")
        page.freeze_panes(1, 3)
        page.set_column(1, 6, 18)
        page.write_row(0, 0, HEAD)
        for number, row in enumerate(rows(), start=1):
            page.write_row(number, 1, row)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
