"""Which rows of a sheet are schools, and what the others are: totals, notes, column numbers, repeated heads."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from enum import StrEnum

import polars as pl

from junheng.facts.intake.heads.source import Source
from junheng.facts.intake.heads.total_words import STATISTICS, is_all, is_area, is_total_line
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell
from junheng.facts.intake.values.text import plain, words
from junheng.facts.texts import are_digits
from junheng.terms import Message

_TOTAL = re.compile(r".*(合计|总计|小计|共计)|计|总数|.*(全县|全区|全市|全旗|全州|全省).*|total|subtotal|grandtotal")
_TOTAL_IN_ROW = re.compile(r".{0,4}汇总|总和|全体|本[县区市旗州]|[∑σ]")  # in the line of a school, not over a list
_NOTE = re.compile(
    r"(注|说明|备注|填表|制表|审核|复核|经办|单位负责人|统计负责人|填报|报出|联系电话|联系人|数据来源|note|source).*|(?:校长|园长|局长|书记|负责人|分管领导|主管领导)(?:\(签[字名章]\))?:.*"
)
_OVER = r"(?:各?校|学校|小学|初中|高中|全?[县区市旗州省乡镇])?"  # of what a line of statistics is
_STATISTIC = re.compile(
    _OVER + r"(?:平均|校均|生均|人均|均|最大|最小|最高|最低|中位|占比|占?百分比|比例|增减|增长|增幅|同比|[比较]?上[学一]?年(?:增长|增减|增|减|同期)?|去年同期|标准差|差异系数|极差)"
    r"(?:数|值|率|量|规模|水平|情况|人数|百分比|系数)?%?"
)
_KIND = r"(?:普通)?(?:小学|初中|高中)|(?:初级|高级)?中学|幼儿园|(?:小学)?教学点|完小|村小|完全[中小]学|(?:九年|十二年)(?:一贯)?制(?:学校)?"
_KIND_ALONE = re.compile(_KIND)
_LIMIT = re.compile(  # what an evaluation asks, in the line under its head: 标准值, 达标要求
    r"(?:国家|国定|省级?|省定|市级?|市定|县级?|评估|达标|规定|办学|最低|优质均衡|基本均衡|指标|小学|初中)*(?:标准|要求|限值|目标|底线|合格线|达标线)(?:值|数|线)?"
)
_GROUP = re.compile(  # what schools are put together by, where a school's name stands: 公办, 农村, 小学, 2022年, 共6所
    rf"(?:公办|民办|公立|私立|城区|镇区|乡村|农村|城镇|县城|县镇|城市|其他|其它|全部|所有|各类|各校)(?:学校|校|{_KIND})?|{_KIND}|中小学"
    r"|累计|各校(?:合计|总计|之和)数?|(?:共计?)?\d+(?:所|校)(?:学校|小学|初中|中学)?|(?:19|20)\d{2}(?:年度?|学年度?)"
)
_CLOSED = re.compile(r"(?:^|[已年月(])(?:停办|撤并|撤销|停用|关停)(?!前|.*[成建来])|已(?:并入|合并|撤)")  # not 由三校撤并而成
_PART = re.compile("其中")  # 其中：上河教学点 is counted in the line above
_PLACE = re.compile("[\u4e00-\u9fff]{1,10}(?:镇|乡|街道|街道办|街道办事处|办事处|苏木|片区|县|旗|市|(?<![校学])区|[镇乡]学区)")
_PLACE_ENDS = tuple("镇乡道办处木区县旗市")
SCHOOLS_NAME = re.compile(r".*(?:小学|中学|学校|校区|初中|高中|教学点|[校园部点]|[一二三四五六七八九十\d][中小]|school)", re.IGNORECASE)
_ENDS_AS_SCHOOLS = re.compile(r".*(?:小学|中学|学校|教学点|初中|高中|school|primary|academy|college|elementary|secondary|high)")
_MOST_PLACES = 0.5  # of the names: where more are places, the list is one of townships
_INDEX = re.compile(r"[\d甲乙丙丁戊abcde]{1,3}")

_SEPARATORS = re.compile(r"[;；,，、|\t]")
_PLAIN_CODE = re.compile("^[0-9]{4,}$")
_LETTERED = "^[A-Za-z]{1,3}[0-9]{4,15}$"  # A2050004
_SCHOOL = r"^.{3,}(?:小学|中学|学校|教学点|(?i:school))$"
_NO_SCHOOL = r"计|汇总|总数|全[县区市旗州省]|^(?:公办|民办|公立|私立|城区|镇区|乡村|农村|城镇|县城|县镇|城市|其他|其它|全部|所有|各类|各校)|(?i:total)"  # as totals are named, and more
_MAY_BE_NOTE = r"^[\s#※*]*(?:注|说明|备注|填|制表|审核|复核|经办|校长|园长|局长|书记|负责|分管|主管|单位|统计|报出|联系|数据|(?i:note|source))"
_PLAIN_DIGITS = range(4, 19)  # as many as a number of 64 bits has: longer ones are looked at one by one


class RowKind(StrEnum):
    BLANK = "blank"
    SCHOOL = "school"
    TOTAL = "total"
    STATISTIC = "statistic"
    LIMIT = "limit"
    PART = "part"
    NOTE = "note"
    NUMBERING = "numbering"
    HEAD = "head"
    NO_SCHOOL = "no_school"
    NOT_NEEDED = "not_needed"
    NOT_SPLIT = "not_split"
    CLOSED = "closed"

    @property
    def message(self) -> Message:
        return _MESSAGES[self]


_MESSAGES = {
    RowKind.TOTAL: Message("合计或小计行，不作为学校", "a row of totals, not taken for a school"),
    RowKind.STATISTIC: Message("平均、占比、增减等统计行，不作为学校", "a line of statistics (mean, share, change), not taken for a school"),
    RowKind.LIMIT: Message("标准、要求行（指标的限值），不作为学校", "a line of what is asked (limits), not taken for a school"),
    RowKind.PART: Message(
        "“其中”行已计入上面的学校，不作为学校；若是另一所学校，请删去“其中”或填写标识码",
        "a line 其中 (of which) is counted in the school above and not taken for a school; if it is another school, take the word away or give its code",
    ),
    RowKind.NOTE: Message("说明行，不作为学校", "a note, not taken for a school"),
    RowKind.NUMBERING: Message("栏次编号行，不作为学校", "a row of column numbers, not taken for a school"),
    RowKind.HEAD: Message("重复的表头，不作为学校", "the head again, not taken for a school"),
    RowKind.NOT_NEEDED: Message("此类变动不需要，未采用", "a row of a kind that is not needed, not used"),
    RowKind.CLOSED: Message(
        "写明已停办或撤并，各数都空着或为 0，不作为学校", "it says that the school has closed, and no figure above 0 stands there: not taken for a school"
    ),
    RowKind.NOT_SPLIT: Message(
        "整行挤在一个单元格里（分隔符与其他行不同？），没有采用；请按列拆开", "the whole line stands in one cell (another separator than the others?) and was not used; split it into columns"
    ),
    RowKind.NO_SCHOOL: Message(
        "没有校名和标识码（或没有办学类型），不作为学校；若是学校请补全",
        "no name and code (or no kind of school), not taken for a school; complete it if it is one",
    ),
}


def row_kind(
    cells: list[Cell], name: Cell, code: Cell, kind: Cell, head_rows: list[list[Cell]], source: Source, codes_known: bool
) -> RowKind:
    """`codes_known`: other rows of the sheet have codes and kinds, so that one without both is no school."""
    filled = [cell for cell in cells if cell != "" and plain(cell)]
    if not filled:
        return RowKind.BLANK
    if any(_same(cells, head) for head in head_rows):
        return RowKind.HEAD
    if _is_numbering(filled):
        return RowKind.NUMBERING
    label = words(name) or words(code) or next((words(cell) for cell in filled if not is_number(cell)), "")
    if not any(map(str.isdigit, plain(code))) and _is_total(label, source):
        return RowKind.TOTAL
    if plain(name) and not plain(code) and not plain(kind) and (aside := _no_school_by_name(name)):
        return aside
    noted = (_NOTE.match(plain(filled[0])) and not _is_school_all_the_same(filled, name)) or any(plain(filled[0]).startswith(plain(word)) for word in source.note_rows)
    if noted and not any(is_number(cell) for cell in filled):
        return RowKind.NOTE
    if len(filled) == 1 and not is_number(filled[0]):
        return RowKind.NOT_SPLIT if _is_unsplit(str(filled[0])) else RowKind.NOTE
    if noted and (not plain(code) or (code == filled[0] and not plain(name))):
        return RowKind.NO_SCHOOL  # a note beside which figures have slipped
    if not plain(name) and not plain(code):
        return RowKind.NO_SCHOOL
    if codes_known and not plain(code) and not plain(kind):
        return RowKind.NO_SCHOOL
    return RowKind.SCHOOL


def _is_school_all_the_same(filled: list[Cell], name: Cell) -> bool:
    """注儿沟小学, Notes Road Primary: they begin as notes do, end as schools do and have figures."""
    text = plain(name)
    return filled[0] == name and ":" not in text and _ENDS_AS_SCHOOLS.fullmatch(text) is not None and any(map(is_number, filled))


def says_closed(cells: Sequence[Cell], figures: Sequence[int]) -> bool:
    """已停办 in a note or behind the name of a line whose figures are all blank or 0. figures: their columns."""
    filled = (cells[column] for column in figures if column < len(cells))
    nothing = all(not "".join(filter(str.isalnum, plain(cell))).strip("0") for cell in filled)
    return nothing and any(map(is_of_closed, cells))


def is_of_closed(cell: Cell) -> bool:
    return isinstance(cell, str) and _CLOSED.search(plain(cell)) is not None


def _is_total(label: str, source: Source) -> bool:
    return any(each.fullmatch(label) for each in (_TOTAL, _TOTAL_IN_ROW)) or is_total_line(label) or any(words(word) == label for word in source.total_rows)


def says_total(cell: Cell) -> bool:
    """Of a cell that tells a grade, a class or a sex."""
    label = words(cell)
    return _TOTAL.fullmatch(label) is not None or is_total_line(label) or is_all(label)


def _no_school_by_name(name: Cell) -> RowKind | None:
    """Lines with figures that offices write among the schools: 平均, 公办, 其中：上河教学点. With a code or a kind they are schools."""
    if _STATISTIC.fullmatch(words(name)) or words(name) in STATISTICS:
        return RowKind.STATISTIC
    if _LIMIT.fullmatch(words(name)):
        return RowKind.LIMIT
    if _GROUP.fullmatch(words(name)) or is_all(words(name)) or is_area(words(name)):
        return RowKind.TOTAL
    return RowKind.PART if _PART.match(plain(name)) else None


def is_kind_alone(name: Cell) -> bool:
    """中学, 完小: the name of a group of schools, or all that an office writes of a school."""
    return _KIND_ALONE.fullmatch(words(name)) is not None


def places_among(names: Sequence[Cell]) -> set[str]:
    """Of the names of a list those that are places (石桥镇, 甲县): lines of subtotals. None where most are: then the list is one of places."""
    if not any(isinstance(name, str) and name.rstrip()[-1:] in _PLACE_ENDS for name in names):  # a long list has no such name
        return set()
    told = {plain(name) for name in names if isinstance(name, str)} - {""}
    found = {name for name in told if _PLACE.fullmatch(name)}
    schools = sum(SCHOOLS_NAME.fullmatch(name) is not None for name in told - found) if found else 0
    return found if schools and len(found) < _MOST_PLACES * len(told) else set()


def is_note_or_total(cell: Cell) -> bool:
    return _NOTE.match(plain(cell)) is not None or _TOTAL.fullmatch(words(cell)) is not None


def not_plain_schools(codes: pl.Series | Sequence[Cell], heads: set[str], names: pl.Series | Sequence[Cell]) -> list[int]:
    """The places of all but plain schools: a row with a long number for its code is one, whatever else stands in it.

    Nothing else `row_kind` knows has such a number. In a long list a letter or three may stand before it, where the row has a name too.
    heads: what the lines of the head say in the code's column.
    """
    if isinstance(codes, pl.Series):
        rows, code, numbers = pl.DataFrame([codes.alias("code")]), pl.col("code"), [head for head in heads if _PLAIN_CODE.fullmatch(head)]
        is_plain = are_digits(code, _PLAIN_DIGITS) & ~code.is_in(numbers) if numbers else are_digits(code, _PLAIN_DIGITS)
        others = rows.select(~is_plain).to_series().arg_true()
        if len(others) and isinstance(names, pl.Series):
            some = rows.with_columns(names.alias("name"))
            some = some if len(others) == len(codes) else some[others]
            lettered = code.str.contains(_LETTERED) & pl.col("name").str.contains(r"\p{L}")
            if alike := [head for head in heads if re.fullmatch(_LETTERED, head)]:
                lettered &= ~code.str.to_lowercase().is_in(alike)
            others = others.filter(some.select(~lettered).to_series())
        return others.to_list()
    return [place for place, code in enumerate(codes) if type(code) is not str or code in heads or not _PLAIN_CODE.fullmatch(code)]


def not_plain_names(columns: Sequence[pl.Series], name: int, heads: set[str], source: Source) -> list[int]:
    """The same of a long list without codes: a row whose name ends as schools' do is one, where it holds more, and nothing before the name is a note.

    columns: of the rows below the head, name: which of them holds the names. heads: what the lines of the head say there.
    """
    cell = pl.col(columns[name].name)
    is_plain = cell.str.contains(_SCHOOL) & ~cell.str.contains(_NO_SCHOOL) & ~cell.str.to_lowercase().is_in([*heads, *map(words, source.total_rows)])
    plain_rows = columns[name].to_frame().select(is_plain).to_series()
    noted = [_MAY_BE_NOTE, *(f"^{re.escape(word)}" for word in source.note_rows)]
    for column in columns[: name + 1]:
        for pattern in noted:
            plain_rows &= ~column.str.contains(pattern)
    is_alone = plain_rows
    for column in (*columns[:name], *columns[name + 1 :]):
        if not is_alone.any():
            break
        is_alone = is_alone & (column == "")
    return (~plain_rows | is_alone).arg_true().to_list()


def _same(cells: list[Cell], others: list[Cell]) -> bool:
    return len(cells) == len(others) and all(plain(one) == plain(other) for one, other in zip(cells, others, strict=True))


def _is_unsplit(text: str) -> bool:
    """Several numbers between separators, one of them as long as a code."""
    numbers = [part for part in _SEPARATORS.split(text) if is_number(part)]
    return len(numbers) >= 3 and any(_PLAIN_CODE.fullmatch(plain(part)) for part in numbers)


def _is_numbering(filled: list[Cell]) -> bool:
    """甲 乙 1 2 3 ...: labels and small numbers that count up by one."""
    texts = [plain(cell) for cell in filled]
    if len(texts) < 4 or not all(_INDEX.fullmatch(text) for text in texts):
        return False
    numbers = [int(text) for text in texts if text.isdigit()]
    return len(numbers) >= 3 and all(after == before + 1 for before, after in itertools.pairwise(numbers))
