"""A source: how the sheets of one form family map to the fact tables. A YAML file without program in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Literal, TypeVar

from junheng.facts.intake.values.text import plain, words
from junheng.facts.tables import TABLES, Column, Type
from junheng.terms import Message, SchoolKind, Stage, UsageError
from junheng.terms.content import EMPTY, Content, ContentError, Text, parse

FOLDER = Path(__file__).parent.parent / "sources"

# kept in no table: what tells two areas of one name apart, the area of years that give only its code, and a cell that
# holds both coordinates
HELPERS = {
    "area_code": Column("area_code", Type.CODE, Message("县（市、区）代码", "area code"),
                        Message("两个同名的县靠它区分", "tells apart two areas of one name")),
    "area_within": Column("area_within", Type.TEXT, Message("上级地区", "within"),
                          Message("县所在的上级地区", "the larger region the area lies in")),
    "point": Column("point", Type.TEXT, Message("纬度和经度", "latitude and longitude"),
                    Message("写在一格里的坐标，如 (-0.52, 37.02)", "coordinates in one cell, e.g. (-0.52, 37.02)")),
}


class SourceColumn(Content):
    """Where a fact stands.

    heads: patterns; each is a list of words that must all stand in the column's head, in any order. What is left of
    the lowest head line once those words, the neutral words and the stages are taken away must be nothing.
    without: words that may not stand anywhere in the head.
    stage: the stage the fact belongs to where the head does not say it.
    fact: a column of the table, a part of `added_up`, area_code / area_within, which tell areas of one name apart, or
    point, a cell with latitude and longitude.
    year: the school year the column speaks of, where a sheet has one column per year.
    assumed: the words may mean something else (教师 with or without other staff): it is read so and told, and not where another sheet gives the fact.
    added: its heads are of different persons (小学二级, 小学三级): where several stand beside each other, they are added up.
    """

    fact: str
    table: Literal["schools", "school_years"] = "school_years"
    heads: tuple[str, ...]
    without: tuple[str, ...] = ()
    stage: Stage | None = None
    unit: Literal["元", "万元", "千元", "平方米", "亩", "hectare", "acre", "square foot", "square yard", ""] = ""
    year: int | None = None
    decimal: Literal[".", ",", ""] = ""  # the mark before its decimals, where it is another than the source says
    minus: tuple[str, ...] = ()  # numbers or words that stand for "missing", e.g. -99, 88888
    blank: Literal["missing", "zero"] = "missing"
    assumed: bool = False
    added: bool = False

    @cached_property
    def words_for_missing(self) -> frozenset[str]:
        return frozenset(map(plain, self.minus))


class AddedUp(Content):
    """A fact taken from its own total where that is printed, else added up from its parts.

    A yes-or-no fact is yes where one of its parts is.
    overlap: a part that some offices fill with the sum of the others; where it equals that sum in every row of the
    sheet it is the total, and is not added again.
    complete: every part is printed wherever one is: where one lacks, its column was lost, and there is no sum.
    """

    fact: str
    parts: tuple[str, ...]
    complete: bool = False
    overlap: str | None = None
    stages: tuple[Stage, ...] = ()  # where the sum is made; empty means everywhere


class Compared(Content):
    """A figure of lists that is known and not kept, and the fact that it is a part of (女 of pupils) or the whole of (教职工 of teachers).

    apart_from: another part of the same whole, with which it shares nothing (绿化用地 and sports grounds).
    beside: the fact that it holds beside whole_of; where that has a column of its own, the figure is whole_of itself (大班额 beside 超大班额).
    """

    heads: tuple[str, ...]
    without: tuple[str, ...] = ()
    part_of: str | None = None
    whole_of: str | None = None
    apart_from: str | None = None
    beside: str | None = None


class Within(Content):
    """The country's box, in degrees: a school outside it is misplaced. West may be greater than east, across 180°."""

    latitude: tuple[float, float]
    longitude: tuple[float, float]


class KeepRows(Content):
    """Rows are kept where a column holds one of `words`; the others are reported as not needed. merged: those by which a row has to name its successor. codes, dates: heads of the successor's code and of the approval."""

    heads: tuple[str, ...]
    words: tuple[str, ...]
    merged: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()


class FormFact(Content):
    """One cell of a form: `rows` and `columns` are patterns as in SourceColumn.heads; without `columns` that of what there is this year: 数量, 本学年, 合计, or the only one.

    reading: how a text is taken: the area out of an office's name (青禾县教育局), the township out of an address. assumed: rows that
    are read too, and told, since they need not mean it.
    """

    fact: str
    table: Literal["schools", "school_years"] = "school_years"
    rows: tuple[str, ...]
    assumed: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    stage: Stage | None = None
    unit: Literal["元", "万元", "千元", ""] = ""
    reading: Literal["", "office_area", "address_township"] = ""
    optional: bool = False  # a form may do without it: grade 6 where schools have five


class Change(Content):
    """Heads of columns of a form: in each of its rows this year's figure is that of `before`, and `more`, less `less`."""

    before: str
    more: str
    less: str


class Whole(Content):
    """The head of a column of a form (or the label of a row) and of those that are, together, not more than it; stands_over: rows that stand right below it and make it, by which exchanged labels are known."""

    whole: str
    parts: tuple[str, ...]
    of_rows: bool = False
    stands_over: bool = False


class Form(Content):
    """A form with row labels and column heads, known by its title, never by its number or its place."""

    titles: tuple[str, ...]
    facts: tuple[FormFact, ...] = ()  # none: the form is known and nothing in it is needed
    change: Change | None = None
    wholes: tuple[Whole, ...] = ()  # of columns and rows whose words do not say it
    teachers: tuple[str, ...] = ()  # heads of the column of the full-time teachers, in a form of the staff of all stages
    doubtful: tuple[str, ...] = ()  # words of a head that may belong to what is read: such a column that nothing reads is told


class Source(Content):
    id: str
    title: Text
    publisher: Text | None = None
    note: Text | None = None
    sheets: tuple[str, ...] = ()  # words in a sheet's name; empty means any sheet
    columns: tuple[SourceColumn, ...] = ()
    forms: tuple[Form, ...] = ()  # instead of columns: forms with row labels, one or many per sheet
    ignore_rows: tuple[str, ...] = ()  # row labels of forms that are known and not needed
    of_which: tuple[str, ...] = ()  # labels and heads that are by their words a part of what stands before them: 女
    added_up: tuple[AddedUp, ...] = ()
    subjects: tuple[str, ...] = ()  # words of a title that figures of some pupils, teachers or buildings only stand below it
    ignore: tuple[str, ...] = ()  # heads that are known and not needed; * stands for any text
    compared: tuple[Compared, ...] = ()
    neutral: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()  # words of the lines over a head that say nothing of what is counted; given none, any word may stand there
    aside: tuple[str, ...] = ()  # words of a head whose figures are not what there is this year: last year's, planned, per pupil
    stages: dict[Stage, tuple[str, ...]] = EMPTY
    other_stages: tuple[str, ...] = ()  # of which nothing is read: what stands below such a row of a form is theirs
    # fact -> value -> words for it; a yes-or-no fact has the values "yes" and "no", in quotes
    values: dict[str, dict[str, tuple[str, ...]]] = EMPTY
    values_as: str | None = None  # another source whose `values` hold here too
    constants: dict[str, str | int | bool] = EMPTY
    total_rows: tuple[str, ...] = ()
    note_rows: tuple[str, ...] = ()
    anchor: tuple[str, ...] = ()  # a head by which the table is known; left out: the school's name or code
    named_only: bool = False  # its heads could be anybody's: read only where the user names this source
    keep_rows: KeepRows | None = None
    add_rows: bool = False  # one line per grade or class: the lines of a school and stage are added up
    kinds_by_name: dict[SchoolKind, tuple[str, ...]] = EMPTY  # `* ES`; where no column tells the kind
    stage_unknown: Literal["error", "whole"] = "error"  # whole: one figure for several stages is kept for the whole school
    within: Within | None = None
    decimal: Literal[".", ",", ""] = ""  # the mark before decimals in figures that are texts: with a comma the point sets thousands apart
    calendar_year: bool = False  # its years are calendar years: 2022 and not 2022/2023
    mark: str | None = None  # head of a column whose filled rows are notes or examples, never data

    @cached_property
    def form_titles(self) -> dict[str, Form]:
        return {words(title): form for form in self.forms for title in form.titles}

    @cached_property
    def parts(self) -> frozenset[str]:
        """What is read only to be added up."""
        return frozenset(part for added in self.added_up for part in added.parts)

    @cached_property
    def of_which_words(self) -> frozenset[str]:
        return frozenset(map(words, self.of_which))

    @cached_property
    def identified_by(self) -> frozenset[str]:
        """`school` (the code), `name`: what its lists have a column for."""
        return frozenset({"school", "name"}.intersection(column.fact for column in self.columns if column.table == "schools"))

    @cached_property
    def stage_words(self) -> frozenset[str]:
        return frozenset(words(word) for names in self.stages.values() for word in names)

    def allowed(self, fact: str) -> dict[str, str]:
        """Words as typed -> value, for a fact with choices: the source's own words and the house's labels."""
        table = next(table for table in TABLES.values() if any(column.name == fact for column in table.columns))
        names: dict[str, str] = {}
        for value, label in table.column(fact).labels.items():
            names |= {plain(text): value for text in (value, label.zh, label.en)}
        shared = load_source(self.values_as).values if self.values_as else {}
        for value, typed in (*shared.get(fact, {}).items(), *self.values.get(fact, {}).items()):
            names |= {plain(word): value for word in typed}
        return names


_Made = TypeVar("_Made")


def once_per_source(make: Callable[[Source], _Made]) -> Callable[[Source], _Made]:
    """What is made of a source is kept as long as the program runs: by the object, since two files may bear one id."""
    kept: dict[int, tuple[Source, _Made]] = {}

    def made(source: Source) -> _Made:
        if id(source) not in kept:
            kept[id(source)] = (source, make(source))
        return kept[id(source)][1]

    return made


@lru_cache(maxsize=1)
def _shipped() -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.yaml")))


def source_ids() -> list[str]:
    return list(_shipped())


@cache
def load_source(ref: str) -> Source:
    """`ref` is the id of a shipped source or the path of a YAML file. Raises UsageError, ContentError."""
    shipped = FOLDER / f"{ref}.yaml"
    path = shipped if ref in source_ids() else Path(ref)
    if not path.is_file():
        names = ", ".join(source_ids())
        raise UsageError(
            f"没有来源“{ref}”：既不是自带来源（{names}），也不是文件",
            f"no source {ref}: it is neither a shipped one ({names}) nor a file",
        )
    try:
        source = parse(path.read_text("utf-8-sig"), ref, Source)
    except (UnicodeDecodeError, OSError) as error:
        raise UsageError(
            f"读不了来源文件 {ref}：应为 UTF-8 编码的 YAML 文本（{type(error).__name__}）",
            f"cannot read the source file {ref}: it should be YAML text in UTF-8 ({type(error).__name__})",
        ) from None
    _check(source, ref)
    return source


def _check(source: Source, ref: str) -> None:
    facts: list[SourceColumn | FormFact] = [*source.columns, *(fact for form in source.forms for fact in form.facts)]
    for column in facts:
        names = [each.name for each in TABLES[column.table].columns]
        parts = [part for added in source.added_up for part in added.parts]
        if column.fact not in (*names, *parts, *HELPERS):
            raise ContentError(
                ref, 1, f"表 {column.table} 没有“{column.fact}”；可用：{', '.join(names)}",
                f"the table {column.table} has no column `{column.fact}`; it has: {', '.join(names)}",
            )
