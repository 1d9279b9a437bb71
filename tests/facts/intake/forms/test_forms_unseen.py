"""教基 tables in layouts that nobody had shown before: numbers, units and schools in titles, two and three columns of labels, titles below the school or nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.facts.intake.forms.test_forms import FIRST, SECOND, Grid, forms, per_school
from tests.facts.intake.forms.test_forms_elsewhere import figures, in_table, reads_the_same, relaid
from tests.facts.intake.sheets import write_sheets

from junheng.facts.intake.heads.title import school_year


def number_behind_the_title(grid: Grid) -> Grid:
    number = str(grid[1][-1]).split("　")[0].removeprefix("表号：")
    return [[f"{grid[0][0]}（{number}）"], [*grid[1][:-1], str(grid[1][-1]).replace(f"表号：{number}　", "")], *grid[2:]]


def unit_behind_the_title(grid: Grid) -> Grid:
    said, _, unit = str(grid[1][-1]).partition("　计量单位：")
    return [[f"{grid[0][0]}（单位：{unit}）"], [*grid[1][:-1], said], *grid[2:]] if unit else grid


def year_before_the_title(grid: Grid) -> Grid:
    return [[f"2023-2024学年{grid[0][0]}"], [*grid[1][:-1], str(grid[1][-1]).replace("2023/2024学年初", "")], *grid[2:]]


def year_behind_the_number(grid: Grid) -> Grid:
    """教基3112 2023/2024: the year begins where the number ends, and nobody says 学年."""
    return [grid[0], [*grid[1][:-1], str(grid[1][-1]).replace("学年初", "")], *grid[2:]]


def title_below(grid: Grid) -> Grid:
    return [grid[1], grid[0], *grid[2:]]


def school_before_the_title(grid: Grid) -> Grid:
    """No other line names it: as where an office stacks them."""
    school = next(each for each in (FIRST, SECOND) if any(str(each["name"]) in str(cell) for cell in grid[1]))
    return [[f"{school['name']}{grid[0][0]}"], ["", "", grid[1][-1]], *grid[2:]]


def school_alone_in_a_line(grid: Grid) -> Grid:
    school = next(each for each in (FIRST, SECOND) if any(str(each["name"]) in str(cell) for cell in grid[1]))
    return [grid[0], [school["name"]], ["", "", grid[1][-1]], *grid[2:]]


def number_like_a_year(grid: Grid) -> Grid:
    """教基2001 was read as the year 2001."""
    number = str(grid[1][-1]).split("　")[0].removeprefix("表号：")
    is_basic = "基本情况" in str(grid[0][0])
    return [[f"{grid[0][0]}（教基20{number[-2:]}）"], [*grid[1][:-1], "2023/2024学年初" if is_basic else ""], *grid[2:]]


def groups_and_labels(grid: Grid) -> Grid:
    """项目 | 指标名称: groups in the first column, their rows in the second."""
    return _with_groups(grid, "项目")


def classes_of_labels(grid: Grid) -> Grid:
    return _with_groups(grid, "类别")


def _with_groups(grid: Grid, head: str) -> Grid:
    first = in_table(grid)[0]
    for row in in_table(grid):
        label, *others = grid[row]
        is_inner = str(label).startswith("　")
        grid[row] = [head, "指标名称", *others] if row == first else ["", "", *others] if label == "" else ["", label, *others] if is_inner else [label, "", *others]
    return grid


def one_more_line_of_head(grid: Grid) -> Grid:
    """指标 | 数值 over the head."""
    head = in_table(grid)[0]
    return [*grid[:head], ["指标", "", *["数值"] * (len(grid[head]) - 2)], *grid[head:]]


def numbers_before_the_labels(grid: Grid) -> Grid:
    """序号 | 编号 | 指标名称, and 丙 where the labels are."""
    for at, row in enumerate(in_table(grid)):
        label, code, *others = grid[row]
        grid[row] = ["序号", "编号", label, *others] if at == 0 else ["", "", label, *others] if not label else ["甲", "乙", "丙", *others] if label == "甲" else [at, code, label, *others]
    return grid


SAME = [
    number_behind_the_title, unit_behind_the_title, year_before_the_title, year_behind_the_number, title_below, school_alone_in_a_line, number_like_a_year, groups_and_labels, classes_of_labels, one_more_line_of_head,
    numbers_before_the_labels,
]


@pytest.mark.parametrize("change", SAME, ids=lambda each: each.__name__)
def test_same_figures_without_a_word(change: Callable[[Grid], Grid], tmp_path: Path) -> None:
    assert reads_the_same(change, tmp_path, with_cells=False)


def test_forms_without_a_title_are_known_by_the_sheet(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    plain, _ = figures(per_school(tmp_path / "plain"))
    files = [
        write_sheets(tmp_path / f"{school['code']}_{school['name']}.xlsx", {str(grid[0][0]): grid[1:] for grid in forms(school).values()}) for school in (FIRST, SECOND)
    ]
    assert figures(files)[0] == plain


def test_stacked_forms_whose_titles_alone_name_the_school(tmp_path: Path) -> None:
    """They were not used (`school-unknown`)."""
    (tmp_path / "plain").mkdir()
    plain, _ = figures(per_school(tmp_path / "plain"))
    sheets: dict[str, Grid] = {}
    for school in (FIRST, SECOND):
        for name, grid in forms(school).items():
            sheets.setdefault(name, []).extend([*school_before_the_title(grid), []])
    found, delivery = figures([write_sheets(tmp_path / "甲县2023年.xlsx", sheets)])
    assert found == plain
    assert not [each for each in delivery.findings if each.rule == "school-unknown"]


def stacked(totals: Callable[[Grid], Grid], named: Callable[[Grid], Grid] = lambda grid: grid) -> dict[str, Grid]:
    """Both schools' pupils, and what is the sum of both below them."""
    sheets: dict[str, Grid] = {}
    for school in (FIRST, SECOND):
        for name, grid in forms(school).items():
            sheets.setdefault(name, []).extend([*named(grid), []])
    own = [forms(school)["教基5176"] for school in (FIRST, SECOND)]
    sums = [[*cells[:3], cells[3] + other[3]] if len(cells) > 3 and isinstance(cells[3], int) else cells for cells, other in zip(*own, strict=True)]
    sheets["教基5176"] += totals(sums)
    return sheets


@pytest.mark.parametrize("said", ["学校（机构）名称：合计", "学校名称：甲县小学合计", "甲县合计", ""])
def test_a_block_of_totals_is_no_school_and_no_error(said: str, tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    plain, _ = figures(per_school(tmp_path / "plain"))
    found, delivery = figures([write_sheets(tmp_path / "甲县2023年.xlsx", stacked(lambda grid: [grid[0], [said, "", "", grid[1][-1]], *grid[2:]]))])
    assert found == plain
    assert [(each.severity, each.cell) for each in delivery.findings if each.rule == "form-of-office"] == [("info", "23")]
    assert not {"school-unknown", "school-disagrees", "fact-twice"} & {each.rule for each in delivery.findings}


def test_a_block_of_totals_under_the_countys_title(tmp_path: Path) -> None:
    sheets = stacked(lambda grid: [[f"甲县{grid[0][0]}"], ["", "", grid[1][-1]], *grid[2:]], school_before_the_title)
    _, delivery = figures([write_sheets(tmp_path / "甲县2023年.xlsx", sheets)])
    assert [each.severity for each in delivery.findings if each.rule == "form-of-office"] == ["info"]
    assert not {"school-unknown", "school-disagrees", "fact-twice"} & {each.rule for each in delivery.findings}


def test_a_block_without_a_school_that_is_no_sum_is_an_error(tmp_path: Path) -> None:
    sheets = stacked(lambda grid: [grid[0], ["", "", grid[1][-1]], *[[*cells[:3], 7] if len(cells) > 3 and isinstance(cells[3], int) else cells for cells in grid[2:]]])
    _, delivery = figures([write_sheets(tmp_path / "甲县2023年.xlsx", sheets)])
    assert [each.rule for each in delivery.findings if each.severity == "error"] == ["school-unknown"]


def test_a_form_without_a_column_for_a_label_it_has_is_told(tmp_path: Path) -> None:
    """It ended the program: the label 学校（机构）名称 stands in the table and no column of answers."""
    _, delivery = figures(relaid(tmp_path, lambda grid: [cells[:1] if row in in_table(grid) else cells for row, cells in enumerate(grid)] if "基本情况" in str(grid[0][0]) else grid))
    assert "form-row-missing" in {each.rule for each in delivery.findings}


def test_women_before_the_total_are_part_of_it(tmp_path: Path) -> None:
    """#女 right before 合计 was held against the column at its left."""

    def heads(grid: Grid) -> Grid:
        return [["", "", "", "", "一年级", "#女", "合计"] if cells[4:5] == ["合计"] else [*cells[:4], cells[6], cells[5], cells[4]] if cells[0] in ("总计", "　#女", "　#寄宿生") and len(cells) == 7 else cells for cells in grid]

    _, told = figures(relaid(tmp_path, lambda grid: grid))
    _, delivery = figures(relaid(tmp_path, heads))
    assert {each.rule for each in delivery.findings} <= {each.rule for each in told.findings}


@pytest.mark.parametrize(("text", "year"), [("教基2106　2023/2024", 2023), ("2023-2024年度", 2023), ("2023—2024", 2023), ("2020-2030", None), ("教基1001 2023年9月1日", 2023), ("教基2001", None), ("教基20102023/2024学年", 2023), ("教基2023/2024学年报表", 2023)])
def test_years(text: str, year: int | None) -> None:
    assert school_year([text]) == year


def changed(name: str, at: tuple[int, int], cell: object) -> Callable[[Grid], Grid]:
    """The form on the sheet `name` with another cell, from the first row and column."""

    def change(grid: Grid) -> Grid:
        if name in str(grid[0][0]):
            grid[at[0]][at[1]] = cell
        return grid

    return change


@pytest.mark.parametrize("cell", ["12.34.5", "2023-03-04", "约20", "2O"])
def test_what_is_no_figure_where_no_fact_is_read_is_told(cell: str, tmp_path: Path) -> None:
    """The sums of its row and column were passed over in silence."""
    _, delivery = figures(relaid(tmp_path, changed("小学分类型学生数", (6, 4), cell))[:1])
    told = [(each.severity, each.sheet, each.cell) for each in delivery.findings if each.rule == "cell-unusable"]
    assert told == [("warning", "教基3112", "E7")]


@pytest.mark.parametrize("cell", ["-", "—", "", "×", "1,234", "１２"])
def test_what_stands_for_nothing_or_is_a_figure_is_not_told(cell: str, tmp_path: Path) -> None:
    _, delivery = figures(relaid(tmp_path, changed("小学分类型学生数", (6, 2), cell))[:1])
    assert not [each for each in delivery.findings if each.rule == "cell-unusable"]


@pytest.mark.parametrize(("row", "cell", "place"), [(3, "甲县第二学校", "C4"), (4, "3199000009", "C5")])
def test_a_name_or_code_that_differs_from_the_line_over_the_head_is_told(row: int, cell: str, place: str, tmp_path: Path) -> None:
    """A slip of the pen in a name made another name, without a word."""
    _, delivery = figures(relaid(tmp_path, changed("基本情况", (row, 2), cell))[:1])
    told = [(each.sheet, each.cell) for each in delivery.findings if each.rule in ("school-disagrees", "basics-missing") and each.cell]
    assert ("教基1001", place) in told


@pytest.mark.parametrize("cell", ["第一学校", "甲县第一学校（本部）"])
def test_a_name_without_its_county_or_with_its_branch_is_the_same(cell: str, tmp_path: Path) -> None:
    _, delivery = figures(relaid(tmp_path, changed("基本情况", (3, 2), cell))[:1])
    assert not [each for each in delivery.findings if each.rule == "school-disagrees"]


def test_a_total_below_its_parts_is_their_whole(tmp_path: Path) -> None:
    """Nothing in such a form was held against its total."""

    def total_last(girls: int) -> Callable[[Grid], Grid]:
        def change(grid: Grid) -> Grid:
            if "小学分类型学生数" not in str(grid[0][0]):
                return grid
            total = [*grid[5][:5], girls, *grid[5][6:]]
            return [*grid[:5], *grid[6:8], total, *grid[8:]]

        return change

    assert not [each for each in figures(relaid(tmp_path, total_last(140))[:1])[1].findings if each.rule == "form-unbalanced"]
    _, delivery = figures(relaid(tmp_path, total_last(150))[:1])
    assert [(each.sheet, each.cell, [place for *_, place in each.against]) for each in delivery.findings if each.rule == "form-unbalanced"] == [("教基3112", "F8", ["E6"])]


def short_year_before_the_title(grid: Grid) -> Grid:
    return [[f"2023-24学年{grid[0][0]}"], [*grid[1][:-1], str(grid[1][-1]).replace("2023/2024学年初", "")], *grid[2:]]


def bare_years_before_the_title(grid: Grid) -> Grid:
    return [[f"2023/2024{grid[0][0]}"], [*grid[1][:-1], str(grid[1][-1]).replace("2023/2024学年初", "")], *grid[2:]]


def day_alone_in_a_line(grid: Grid) -> Grid:
    """It was taken for the title."""
    return [grid[0], [*grid[1][:-1], str(grid[1][-1]).replace("2023/2024学年初", "")], ["2023年9月1日"], *grid[2:]]


def years_alone_above_the_title(grid: Grid) -> Grid:
    return [["2023/2024"], grid[0], [*grid[1][:-1], str(grid[1][-1]).replace("2023/2024学年初", "")], *grid[2:]]


def answers_beside_without_colons(grid: Grid) -> Grid:
    """Over labels that do not stand in the first column the school's line was an obstacle to reading any."""
    school = next(each for each in (FIRST, SECOND) if any(str(each["name"]) in str(cell) for cell in grid[1]))
    rest = numbers_before_the_labels(grid)
    return [rest[0], ["学校（机构）名称", school["name"], "学校（机构）标识码", school["code"]], ["", "", "", grid[1][-1]], *rest[2:]]


def label_over_numbers_and_labels(grid: Grid) -> Grid:
    """指标 over 序号 | 编号 | 指标名称."""
    head = in_table(grid)[0]
    rest = numbers_before_the_labels(grid)
    return [*rest[:head], ["指标", "", "", *["数值"] * (len(rest[head]) - 3)], *rest[head:]]


@pytest.mark.parametrize(
    "change", [short_year_before_the_title, bare_years_before_the_title, day_alone_in_a_line, years_alone_above_the_title, answers_beside_without_colons, label_over_numbers_and_labels], ids=lambda each: each.__name__
)
def test_same_figures_without_a_word_either(change: Callable[[Grid], Grid], tmp_path: Path) -> None:
    assert reads_the_same(change, tmp_path, with_cells=False)


def county_in_the_title(grid: Grid) -> Grid:
    return [[f"甲县{grid[0][0]}"], *school_alone_in_a_line(grid)[1:]]


def school_alone_above_the_title(grid: Grid) -> Grid:
    title, name, *rest = school_alone_in_a_line(grid)
    return [name, title, *rest]


def answers_right_below_a_form(grid: Grid) -> Grid:
    """No blank line, no signature between: 学校名称 | … | 标识码 | … was a row of the form above."""
    school = next(each for each in (FIRST, SECOND) if any(str(each["name"]) in str(cell) for cell in grid[1]))
    return [["学校（机构）名称", school["name"], "学校（机构）标识码", school["code"]], grid[0], ["", "", grid[1][-1]], *grid[2 : in_table(grid)[-1] + 1]]


@pytest.mark.parametrize("change", [county_in_the_title, school_alone_above_the_title, answers_right_below_a_form], ids=lambda each: each.__name__)
def test_stacked_forms_whose_lines_alone_name_the_school(change: Callable[[Grid], Grid], tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    plain, told = figures(per_school(tmp_path / "plain"))
    sheets: dict[str, Grid] = {}
    for school in (FIRST, SECOND):
        for name, grid in forms(school).items():
            sheets.setdefault(name, []).extend([*change(grid), *([[]] if change is not answers_right_below_a_form else [])])
    found, delivery = figures([write_sheets(tmp_path / "甲县2023年.xlsx", sheets)])
    assert found == plain
    assert {each.rule for each in delivery.findings} <= {each.rule for each in told.findings}
