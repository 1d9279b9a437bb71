"""A long list is kept as columns and read many cells at once: it says what the same list says cell by cell."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from junheng.facts import Delivery, Facts, beside, load
from junheng.facts.intake.books import delimited
from junheng.facts.intake.books import long_rows as long_rows_module
from junheng.facts.intake.books.long_rows import long_rows
from junheng.facts.intake.heads import columns
from junheng.facts.intake.heads.columns import _undotted
from junheng.facts.intake.values import sheet
from junheng.facts.intake.values.cells import Reading, code, is_in_full_width, point, quantity
from junheng.facts.intake.values.cells import text as text_of
from junheng.facts.intake.values.plain_cells import plain_points, plain_quantities, plain_values
from junheng.facts.store import frames
from junheng.facts.tables import SCHOOL_YEARS, SCHOOLS, Column

TITLE = ["甲县2023/2024学年初义务教育学校基本情况一览表"]
HEAD = ["学校标识码", "学校名称", "办学类型", "举办者", "办学性质", "是否计校数", "小学在校生数", "小学专任教师数", "占地面积（平方米）", "教学仪器设备资产值（万元）", "联系电话"]
ODD = ["", "-", " 7 ", "１２", "1,234", "007", "+5", ".5", "5.", "12.34567", "1e3", "12人", "#REF!", "=A1", "-3", "9999999999", "٣", "合计", "110101199003074514", "13800138000", "小学", "①"]


def row(number: int) -> list[str]:
    return [f"21990{number:05}", f"甲县第{number}小学", "小学", "县级教育部门", "公办", "是", str(300 + number), "20", f"{5000 + number}.25", "56.47", ""]


def text(rows: list[list[str]], end: str = "\n") -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator=end).writerows([TITLE, HEAD, *rows])
    return out.getvalue().encode()


def read(path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool) -> tuple[Facts, Delivery]:
    monkeypatch.setattr(delimited, "_LONG", 0 if at_once else 10**9)
    monkeypatch.setattr(columns, "MANY", 1 if at_once else 10**9)
    monkeypatch.setattr(columns, "_FEW", 2)
    monkeypatch.setattr(frames, "_LONG", 1 if at_once else 10**9)
    monkeypatch.setattr(beside, "LONG", 0 if at_once else 10**9)
    return load([path])


def test_plain_cells_are_read_for_what_they_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "一览表.csv"
    path.write_bytes(text([row(1), row(2)], "\r\n"))
    facts, delivery = read(path, monkeypatch, at_once=True)
    assert (delivery.rows_in, delivery.rows_kept) == (2, 2)
    primary = {each["school"]: each for each in facts.school_years.iter_rows(named=True) if each["stage"] == "primary"}
    whole = {each["school"]: each for each in facts.school_years.iter_rows(named=True) if each["stage"] == "whole"}
    assert [primary[code]["pupils"] for code in ("2199000001", "2199000002")] == [301, 302]
    # 5001.25 m2 in steps of 1/10 000; 56.47 万元 are 564 700 yuan
    assert whole["2199000001"]["land_area"] == 50_012_500
    assert whole["2199000001"]["equipment_value"] == 5_647_000_000
    assert facts.schools["name"].to_list() == ["甲县第1小学", "甲县第2小学"]


@pytest.mark.parametrize(("wide", "told"), [(10, 10), (11, 1)])
def test_many_digits_in_full_width_are_told_together(wide: int, told: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At their first cell, with the others beside it; cell by cell and at once alike."""
    rows = [row(number) for number in range(40)]
    for number in range(wide):
        rows[3 * number][6] = "３０５"
    path = tmp_path / "一览表.csv"
    path.write_bytes(text(rows))
    for at_once in (True, False):
        facts, delivery = read(path, monkeypatch, at_once)
        assert sum(figure == 305 for figure in facts.school_years["pupils"]) == wide + 1  # school 5 has 305 in plain digits
        found = [each for each in delivery.findings if each.rule == "cell-not-literal"]
        assert len(found) == told
        assert {found[0].cell, *(cell for _, _, cell in found[0].against), *(each.cell for each in found)} == {f"G{3 + 3 * number}" for number in range(wide)}
        assert ("有 11 格是全角数字" in found[0].message.zh) is (told == 1)


@pytest.mark.parametrize("seed", range(12))
def test_it_says_what_cell_by_cell_says(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    rows = [row(number) for number in range(40)]
    for _ in range(25):
        cells = rng.choice(rows)
        cells[rng.randrange(len(HEAD) - 1)] = rng.choice(ODD)
    rows.insert(rng.randrange(40), [])
    rows.insert(rng.randrange(40), ["", "合计", *[""] * 4, "12000"])
    path = tmp_path / "一览表.csv"
    path.write_bytes(text(rows).replace(b'"1,234"', b"1234"))
    (facts, delivery), (careful, told) = read(path, monkeypatch, at_once=True), read(path, monkeypatch, at_once=False)
    assert delivery.findings == told.findings
    assert (delivery.rows_in, delivery.rows_kept, facts.snapshot) == (told.rows_in, told.rows_kept, careful.snapshot)
    assert all(facts.records[name].equals(frame) for name, frame in careful.records.items())
    assert facts.letters == careful.letters


def test_codes_with_letters_say_what_cell_by_cell_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Totals, notes, heads again, lines of one cell: none of them is taken for a school by its code."""
    rows = [[f"{'AB'[number % 2]}20500{number:02}", f"{name} School {number}" if number % 3 else "", *row(number)[2:]] for number, name in enumerate(["Te Kao", "甲县 明德", "St. Mary's"] * 20)]
    odd = [["A1", "合计"], ["合计", "", *[""] * 4, "12000"], ["total2050", "合计"], ["注：A2050001"], ["A2059999"], ["", "A2059998"], ["1", "2", "3", "4"], HEAD, ["a2050007", "合计"], ["note2050001", "See below"]]
    rng = random.Random(7)
    for each in odd:
        rows.insert(rng.randrange(len(rows)), each)
    path = tmp_path / "一览表.csv"
    path.write_bytes(text(rows))
    (facts, delivery), (careful, told) = read(path, monkeypatch, at_once=True), read(path, monkeypatch, at_once=False)
    assert delivery.findings == told.findings
    assert (delivery.rows_in, delivery.rows_kept, facts.snapshot) == (told.rows_in, told.rows_kept, careful.snapshot)


@pytest.mark.parametrize("seed", range(6))
def test_a_list_without_codes_says_what_it_says_cell_by_cell(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(seed)
    names = ["甲县第{}小学", "甲县{}明德学校", "甲县 第{}中学", "甲县Ａ{}小学"] if seed % 2 else ["第{}小学", "Lakeside {} School", "甲县第{}中学", "全县第{}小学"]
    rows = [[str(number + 1), names[number * number % 7 % len(names) if seed % 3 else 0].format(number // (1 + seed // 4)), *row(number)[2:]] for number in range(60)]
    odd = [["", "合计", *[""] * 4, "12000"], ["注", "第9小学"], ["", "第8小学"], ["备注：", "第7小学", "1", "2"], ["1", "2", "3", "4"], ["61", "小学合计", *[""] * 4, "9"], ["序号", *HEAD[1:]], ["62", "全市小学", *row(1)[2:]], [], ["63", "", *row(1)[2:]]]
    for each in odd:
        rows.insert(rng.randrange(len(rows)), each)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([TITLE, ["序号", *HEAD[1:]], *rows])
    path = tmp_path / "一览表.csv"
    path.write_text(out.getvalue(), "utf-8")
    (facts, delivery), (careful, told) = read(path, monkeypatch, at_once=True), read(path, monkeypatch, at_once=False)
    assert delivery.findings == told.findings
    assert (delivery.rows_in, delivery.rows_kept, facts.snapshot) == (told.rows_in, told.rows_kept, careful.snapshot)
    assert careful.schools.height > 40


def test_persons_are_taken_out_of_a_long_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[*row(number)[:-1], f"1380013{number:04}"] for number in range(30)]
    path = tmp_path / "一览表.csv"
    path.write_bytes(text(rows))
    facts, delivery = read(path, monkeypatch, at_once=True)
    assert [(each.cell, each.found) for each in delivery.findings if each.rule == "personal-column"] == [("K2", "联系电话")]
    assert not any("13800" in frame.write_csv() for frame in facts.records.values())


@pytest.mark.parametrize(
    "raw", [b'a,b\n"1"2,2\n', b'a,b\n1"2,2\n', b'a,b\n""1,2\n', b'a,b\n"1"" 2,2\n', b'a,b\n"1\n2",2\n', b'a,b\n"1,2\n', b'a,b\n "1",2\n', b"a,b\n1,2\r3,4\n", b"a,b\n1\x07,2\n", "a,b\n1\u202e,2\n".encode(), b"a,b\n" * 50 + b"1,2,3\n", "a\n" * 60 + "a,b\n"]
)
def test_what_is_not_plain_is_left_to_the_careful_reader(raw: bytes | str) -> None:
    assert long_rows(raw.encode() if isinstance(raw, str) else raw, ",") is None


def test_a_row_is_what_the_line_says() -> None:
    rows = long_rows("a,b,c\r\n1,,3\r\n\r\n（甲）,5\r\n".encode(), ",")
    assert rows is not None
    assert list(rows) == [["a", "b", "c"], ["1", "", "3"], [], ["（甲）", "5", ""]]
    assert rows[1:3] == [["1", "", "3"], []]
    rows.empty(1, 1)
    assert rows[0][1] == "b"
    assert rows[3] == ["（甲）", "", ""]


def test_a_long_text_knows_how_long_the_cells_of_a_column_may_be() -> None:
    lines = ["学校名称,人数,备注", *["甲校,1,"] * 99, "乙校,123,三个字", "13912345678,1,"]
    rows = long_rows("\n".join(lines).encode() + b"\n", ",")
    assert rows is not None
    below = list(range(1, 102))
    assert rows.longest([0, 1, 2, 7], below) == [11, 3, 9, 0]
    assert rows.longest([2, 0], list(range(100))) == [9, 12]  # bytes of 备注 and 学校名称; the long cells further down count too
    assert [(row, column) for row, column, _ in rows.long_cells(1)] == [(101, 0)]
    assert [*rows.long_cells(2)] == []
    top = long_rows("\n".join(["13912345678,1,", *lines[:-1]]).encode() + b"\n", ",")
    assert top is not None
    assert [*top.long_cells(1)] == [(0, 0, "13912345678")]  # in the first lines of a column that is short below them


def test_quotation_marks_round_cells_part_cells_and_say_nothing_else() -> None:
    rows = long_rows('"a","b, c",c\r\n"1","",3\r\n\r\n"（甲）","4,5"\r\n,,"6"'.encode(), ",")
    assert rows is not None
    assert list(rows) == [["a", "b, c", "c"], ["1", "", "3"], [], ["（甲）", "4,5", ""], ["", "", "6"]]


@pytest.mark.parametrize("line", ['"1""2",2', '"""1""",2', '"""",2', '"a ""B"" c",""', '"","""x"'])
def test_a_doubled_mark_within_a_cell_is_a_mark(line: str) -> None:
    rows = long_rows(f"a,b\n{line}\n".encode(), ",")
    assert rows is not None
    assert rows[1] == next(csv.reader([line]))


def test_a_mark_is_paired_over_the_border_of_two_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    for size in range(1, 12):
        monkeypatch.setattr(long_rows_module, "PIECE", size)
        rows = long_rows(b'"a","b"\n"12","3"\n', ",")
        assert rows is not None, size
        assert list(rows) == [["a", "b"], ["12", "3"]]
        assert long_rows(b'"a","b"\n"1"2,"3"\n', ",") is None, size


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_a_list_in_another_code_says_the_same(encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = text([row(number) for number in range(40)]).decode()
    said = []
    for name in ("utf-8", encoding):
        path = tmp_path / name / "一览表.csv"
        path.parent.mkdir()
        path.write_bytes(content.encode(name))
        facts, delivery = read(path, monkeypatch, at_once=True)
        said.append((delivery.findings, delivery.rows_in, facts.snapshot))
    assert said[0] == said[1]
    monkeypatch.setattr(delimited, "_LONG", 0)
    assert isinstance(delimited.read_text(content.encode(encoding), sheet.File("一览表.csv", "", "", bytes)).rows, long_rows_module.LongRows)


def test_only_a_digit_or_a_point_before_an_e_may_be_a_number_with_an_exponent() -> None:
    known = {raw: rows.exponents for raw in (b"a,b\nShed,2\n", b"a,b\n1e3,2\n", b"a,b\n5.E1,2\n", b"a,b\n12,2\n") if (rows := long_rows(raw, ","))}
    assert known == {b"a,b\nShed,2\n": False, b"a,b\n1e3,2\n": True, b"a,b\n5.E1,2\n": True, b"a,b\n12,2\n": False}


def test_a_line_with_a_lone_return_a_letter_of_another_code_or_no_end_is_not_plain() -> None:
    assert long_rows("a,b\n中,2\n".encode("gb18030"), ",") is None
    assert long_rows(b"a,b\n1,2\r", ",") is None
    whole = long_rows(b"a,b\r\n1,2", ",")
    assert whole is not None
    assert list(whole) == [["a", "b"], ["1", "2"]]


def test_a_long_text_may_hold_more_cells_than_a_workbook_and_still_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sheet.MOST_LONG_CELLS >= 200_002 * 109 > sheet.MOST_CELLS  # a provincial list of 109 columns
    monkeypatch.setattr(long_rows_module, "MOST_LONG_CELLS", 8)
    assert long_rows(b"a,b\n1,2\n3,4\n5,6\n", ",") is not None
    assert long_rows(b"a,b\n1,2\n3,4\n5,6\n7,8\n", ",") is None


AREA, PEOPLE = SCHOOL_YEARS.column("land_area"), SCHOOL_YEARS.column("pupils")
# cell, its value in steps of 1/10 000 m2, and as a number of persons; None: not plain, to be read by itself
CELLS = [
    ("7", 70_000, 7), ("007", 70_000, 7), (" 7 ", 70_000, 7), ("+5", 50_000, 5), ("-0", 0, 0), ("8824.39", 88_243_900, None), ("0.0001", 1, None),
    (".5", 5_000, None), ("5.", 50_000, None), ("0.00001", None, None), ("1e3", None, None), ("1.5e3", None, None), ("-3", None, None),
    ("1.2.3", None, None), ("1.-5", None, None), (".", None, None), ("１２", 120_000, 12), ("1,234", None, None), ("7 7", None, None), ("nan", None, None),
    ("1000000000", 10_000_000_000_000, None), ("1000000000.1", None, None), ("1000001", 10_000_010_000, None), ("0" * 40 + "5", None, None),
]


@pytest.mark.parametrize(("column", "place"), [(AREA, 1), (PEOPLE, 2)])
def test_a_plain_number_is_exact_and_every_other_is_left_to_be_read_by_itself(column: Column, place: int) -> None:
    found = plain_values(pl.Series([cell for cell, *_ in CELLS] + [""]), column, 1)
    assert found is not None
    values, rest, wide = found
    assert [CELLS[index][0] for index in wide] == ["１２"]
    assert values.to_list() == [*[each[place] for each in CELLS], None]
    assert rest == [index for index, each in enumerate(CELLS) if each[place] is None]


@pytest.mark.parametrize(("column", "times", "exponents"), [(AREA, 1, False), (AREA, 1, True), (PEOPLE, 1, False), (SCHOOL_YEARS.column("equipment_value"), 10_000, False)])
def test_numbers_read_at_once_are_those_read_one_by_one(column: Column, times: int, exponents: bool) -> None:
    rng, unit = random.Random(20261126), column.unit
    assert unit
    cells = ["".join(rng.choice("0123456789") for _ in range(rng.randint(0, 9))) + "." * rng.randint(0, 1) + str(rng.randint(0, 12_000)) for _ in range(3_000)]
    cells += [f"{rng.choice(' +-0')}{cell}{rng.choice(['', ' ', '0', '000'])}" for cell in cells[:1_000]] + [f"{rng.uniform(0, 1e9):.{places}f}" for places in range(18) for _ in range(50)]
    cells += [cell for cell, *_ in CELLS if exponents or "e" not in cell] + ODD
    cells = [cell for cell in cells if exponents or "e" not in cell]
    wide_digits = str.maketrans("0123456789.", "０１２３４５６７８９．")
    cells += [cell.translate(wide_digits) for cell in cells[:500]]
    ((values, rest, wide),) = plain_quantities([pl.Series(cells)], [(column, times)], [max(len(cell.encode()) for cell in cells)], exponents)
    by_one = [quantity(cell, unit.scale, times, column.most) for cell in cells]
    assert len(wide) > 50
    assert [(values[place], True) for place in wide] == [(by_one[place].value, is_in_full_width(by_one[place].note or "")) for place in wide]
    plain = sorted(set(range(len(cells))) - set(rest) - set(wide))
    assert len(plain) > 300
    assert [values[place] for place in plain] == [by_one[place].value for place in plain]
    assert not [cells[place] for place in plain if by_one[place].note or by_one[place].wrong]


_PIECES = [*"0123456789", *"0123456789", "139", "-", " ", "  ", ".", ".0", "（", ")", "'", "é", "学", "School", "A", "b", "Kao", "\u00a0", "\u00ad", "#", "=", "ﬁ", "_", "E+", "n/a", "null", "Ａ"]


@pytest.mark.parametrize(("column", "by_itself"), [("name", text_of), ("school", code)])
def test_names_and_codes_read_at_once_are_those_read_one_by_one(column: str, by_itself: Callable[[str], Reading]) -> None:
    rng = random.Random(20261126)
    cells = ["".join(rng.choice(_PIECES) for _ in range(rng.randint(1, 16))) for _ in range(20_000)]
    cells += ["Te Kao School", "St. Mary's (Boys) No. 2", "MOGOIYWET SEC SCH 12", "A2050004", "ABC0050", "public_4400001003", "n / a", "n u l l", "1 3800138000 x", "School 138-0013-8000", "School 11010519491231002X"]
    found = plain_values(pl.Series(cells), SCHOOLS.column(column), 1)
    assert found is not None
    values, rest, _ = found
    plain = sorted(set(range(len(cells))) - set(rest))
    assert len(plain) > 500
    wrong = [(cells[place], values[place], by_itself(cells[place])) for place in plain if by_itself(_undotted(cells[place])) != Reading(values[place])]
    assert not wrong
    told = {cells[place] for place in plain}
    assert ("Te Kao School" in told) == (column == "name")
    assert ("A2050004" in told) == ("ABC0050" in told)


def test_points_read_at_once_are_those_read_one_by_one() -> None:
    rng = random.Random(5)
    cells = [f"({rng.uniform(-90, 90):.6f}, {rng.uniform(-180, 180):.{rng.randint(1, 9)}f})" for _ in range(500)]
    cells += ["", "-0.5,37", "(1, 2", "1 2", "1;2", "(１, 2)", "( 1,2 )", "0, 0", "(1,2,3)", "1.,2", "Nairobi", "+1, -2"]
    values, rest, _ = plain_points(pl.Series(cells))
    assert len(rest) < 10
    assert [each or None for place, each in enumerate(values) if place not in rest] == [point(cell).value for place, cell in enumerate(cells) if place not in rest]
    assert {cells[place] for place in rest} >= {"Nairobi", "(1,2,3)", "1;2"}


@pytest.mark.parametrize("number", ["13800138000", "1380013 8000", "138-0013-8000", "11010519491231002X", "G11010519491231002x", "１３８００１３８０００"])
def test_a_persons_number_is_found_in_a_long_column_of_words(number: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[*row(each)[:-1], number if each % 2 else f"Mr. X ({each})"] for each in range(40)]
    path = tmp_path / "一览表.csv"
    path.write_bytes(text(rows).replace("联系电话".encode(), "别的".encode()))
    told = [[each for each in read(path, monkeypatch, at_once)[1].findings if each.rule == "personal-column"] for at_once in (True, False)]
    assert told[0] == told[1]
    assert len(told[0]) == 1


def test_ten_thousands_of_yuan_are_exact() -> None:
    # 56.4701 x 10 000 yuan = 564 701 yuan, in steps of 1/10 000
    found = plain_values(pl.Series(["56.4701", "3"]), SCHOOL_YEARS.column("equipment_value"), 10_000)
    assert found is not None
    assert found.values.to_list() == [5_647_010_000, 300_000_000]


def test_one_name_written_in_many_lines_is_one_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[row(number)[0], f"Clopper Mill Elementary {number}", *row(number)[2:]] for number in (1, 2, 3) for _ in range(4)]
    path = tmp_path / "一览表.csv"
    path.write_bytes(text(rows))
    facts, delivery = read(path, monkeypatch, at_once=True)
    assert "fact-twice" not in {each.rule for each in delivery.findings}
    assert facts.records["schools"].group_by("school").agg(pl.col("name").n_unique())["name"].to_list() == [1, 1, 1]
