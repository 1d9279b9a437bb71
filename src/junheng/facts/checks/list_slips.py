"""What a hand does to a list and nothing in one line contradicts: a figure dragged over others, a block copied, zeros for what was not counted, a total in a school's line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

import numpy as np
import polars as pl

from junheng.facts.checks.copied import weighted_sums
from junheng.facts.checks.ground import LIST, TAUGHT
from junheng.facts.checks.rows import MU
from junheng.facts.checks.rule import BEFORE, Rule, column_of
from junheng.facts.checks.said import Found, Row, Said, number
from junheng.facts.checks.school_list import FEWEST_ALIKE, SchoolList
from junheng.facts.tables import PUPILS_BY_GRADE, SCHOOL_YEARS
from junheng.facts.texts import all_differ
from junheng.terms import Message, SchoolKind, Stage, joined

_PUPILS_BEFORE = f"all_pupils{BEFORE}"

_SCHOOL = ("school", "year", "stage", "area", "name", "kind")
FEWEST_SAME, FEWEST_DIGITS = 4, 4  # so many schools do not have one figure of so many digits by chance
MOST_DIFFER = 0.8  # the share of the other schools' figures that differ: where land is told in whole acres they do not
NEAR_MU = 0.01  # plots of whole 亩 are the same in many schools
FEWEST_SHARED, MOST_SHARED, LEAST_SHARED = 5, 0.6, 20  # figures of so much at least that two schools alone have, and the share they are of all such
FEWEST_EQUAL, FEWEST_VALUES = 6, 4  # schools, and how many figures among them
FEWEST_OTHERS, FEW = 8, 0.05  # schools of a list, and the share of them that may have 0 too
FEWEST_TEACHERS = 50
LEAST_TEACHERS, LEAST_OF_PAIRS, FEWEST_OF_TEACHERS = 20, 10, 8  # of two schools whose teachers are the same in every column, of other such pairs of the list, and the columns with some
OF_SIZE = 0.1  # the share by which schools of one size differ in pupils at most
LEAST_FLOOR = 1_000  # m2; smaller ones are built by one plan
FEWEST_IN_SERIES, LEAST_IN_SERIES, BY_CHANCE = 4, 20, 0.0005  # lines that rise by one, the least figure of theirs, and how many such series chance may make in a column
_DENSITY = 2.8  # two figures differ by exactly one in 1 of so many times the median difference (of a normal distribution)
_WHOLE_LIST = "_whole_list"
_CELLS = 4_000_000  # that are put in order at once
_BY_DEGREE, _BY_TITLE = ({"teachers", *(name for name in SCHOOL_YEARS.by_name if name.startswith(start))} for start in ("teachers_", "titles_"))
# what is rightly the same in every school: all classrooms have a screen, all teachers of a stage one degree
_MAY_BE_EQUAL = [
    {"classes", "classes_standard", "classrooms", "multimedia_rooms", "projectors"},
    {"computers", "teaching_computers"},
    {"music_rooms", "art_rooms"},
    {"pupils", *PUPILS_BY_GRADE},
    _BY_DEGREE - {"teachers_pe", "teachers_arts"},
    _BY_TITLE,
]


def _figures(rows: pl.DataFrame) -> list[str]:
    """The quantities that some row gives."""
    return [column.name for column in SCHOOL_YEARS.columns if column.unit and rows[column.name].null_count() < rows.height]


def digits_of(name: str) -> pl.Expr:
    """How many digits a figure has, the zeros at its end left out."""
    return pl.col(name).cast(pl.String).str.strip_chars_end("0").str.len_chars()


def is_seldom(wrong: pl.Expr) -> pl.Expr:
    """Whether it holds in one school of a list, or in few of them: an office that writes it so writes it everywhere."""
    count = wrong.sum().over(LIST)
    return (count == 1) | (count <= FEW * pl.len().over(LIST))


def has_others() -> pl.Expr:
    """Whether a list has schools enough to tell one that is unlike the others."""
    return pl.len().over(LIST) > FEWEST_OTHERS


def _dragged(listed: SchoolList, rule: Rule) -> Found:
    """One figure of several digits in four schools of a list and more."""
    rows = listed.by_hand
    given = [name for name in rule.columns if rows[name].null_count() < rows.height]
    lists = rows[LIST].rank("dense").cast(pl.Int64) if given else rows[LIST]
    for name in given:
        keys = (rows[name] * (lists.max() + 1) + lists).sort()  # type: ignore[operator]
        if (keys.slice(FEWEST_SAME - 1) == keys.head(-FEWEST_SAME + 1)).any():
            yield from _dragged_in(rows.filter(pl.col(name) > 0), name)


def _dragged_in(rows: pl.DataFrame, name: str) -> Found:
    column, value, count = column_of(name), pl.col(name), pl.len().over(LIST, name)
    plots = value / (MU * column.scale)
    same = (count >= FEWEST_SAME) & (digits_of(name) >= FEWEST_DIGITS) & ((plots - plots.round()).abs() > NEAR_MU)
    rest = ~pl.col("_same")
    differ = (rest & (pl.col("_count") == 1)).sum().over(LIST) >= MOST_DIFFER * rest.sum().over(LIST).clip(FEWEST_SAME - 1)
    is_one = value.filter("_same").n_unique().over(LIST) == 1  # a hand drags one figure
    for row in rows.with_columns(same.alias("_same"), count.alias("_count")).filter(pl.col("_same") & differ & is_one).to_dicts():
        shown = number(row[name], column.scale)
        words = Message(f"{row['_count']} 所学校的{column.header.zh}都是 {shown}", f"{row['_count']} schools: {column.header.en} {shown}")
        yield row, Said(name, shown, "", words)


def _series(listed: SchoolList, rule: Rule) -> Found:
    """n, n + 1, n + 2, n + 3 and on in lines one below the other, in a column whose other figures are scattered: the fill handle writes that."""
    rows = listed.by_hand
    names = _figures(rows)
    if rows.height <= FEWEST_IN_SERIES or not names:
        return
    lines = rows.select(pl.int_range(pl.len()).alias("_at"), LIST, *names).sort(LIST, maintain_order=True)
    for place, number_of_list in _where_series_end(lines, names):
        some = lines.filter(pl.col(LIST) == number_of_list)
        yield from _series_in(rows, some["_at"].to_list(), some[names[place]].to_list(), names[place])


def _where_series_end(lines: pl.DataFrame, names: list[str]) -> Iterator[tuple[int, int]]:
    """The places of the names, each with the lists in which enough lines rise by one; all are looked at in one go, since mostly there are none."""
    figures, lists = _matrix(lines, names), lines[LIST].to_numpy()  # what is blank is no figure of a series, which are larger than 0
    rises = (np.diff(figures, axis=0) == [column_of(name).scale for name in names]) & (lists[1:] == lists[:-1])[:, None]
    series = np.logical_and.reduce([rises[by : len(rises) - FEWEST_IN_SERIES + 2 + by] for by in range(FEWEST_IN_SERIES - 1)])
    for place in np.flatnonzero(series.any(axis=0)).tolist():
        yield from ((place, each) for each in sorted(set(lists[: len(series)][series[:, place]].tolist())))


def _series_in(rows: pl.DataFrame, places: list[int], values: list[int | None], name: str) -> Found:
    scale = column_of(name).scale
    starts = [at for at, value in enumerate(values) if at == 0 or not _follows(values[at - 1], value, scale)]
    series = [values[start:end] for start, end in zip(starts, [*starts[1:], len(values)], strict=True)]
    for start, some in zip(starts, series, strict=True):
        if len(some) < FEWEST_IN_SERIES or (some[0] or 0) < LEAST_IN_SERIES * scale:
            continue
        others = [abs(one - other) for one, other in pairwise(values[:start] + values[start + len(some) :]) if one is not None and other is not None]
        times = _DENSITY * median(others) / scale if others else 0
        if times and len(values) / times ** (len(some) - 1) < BY_CHANCE:
            header, (first, last) = column_of(name).header, (number(each, scale) for each in (some[0], some[-1]))
            words = Message(f"从这一行起 {len(some)} 行的{header.zh}是 {first} 至 {last}，每行多 1", f"{header.en} from {first} to {last} in {len(some)} lines from here on, one more in each")
            yield rows.row(places[start], named=True), Said(name, first, "", words)


def _follows(before: int | None, value: int | None, scale: int) -> bool:
    return before is not None and value is not None and value - before == scale


def _matrix(rows: pl.DataFrame, names: list[str]) -> np.ndarray:
    """rows x names; 0 where nothing is given."""
    return rows.select(pl.col(names).fill_null(0)).to_numpy()


def _parts(names: list[str], rows: int) -> Iterator[list[str]]:
    """As many columns together as fit the memory."""
    together = max(1, _CELLS // rows)
    return (names[start : start + together] for start in range(0, len(names), together))


def _pairs(figures: np.ndarray, lists: np.ndarray, least: np.ndarray) -> Iterator[tuple[int, int]]:
    """Two rows for each large figure that they have and nobody else of their list. figures: rows x names; least: of each name."""
    keys = np.where(figures >= least, figures * (lists.max() + 1) + lists[:, None], -1 - np.arange(len(figures))[:, None])
    order = np.argsort(keys, axis=0)
    keys = np.take_along_axis(keys, order, axis=0)
    same, edge = keys[1:] == keys[:-1], np.zeros((1, keys.shape[1]), bool)
    places, columns = np.nonzero(same & ~np.concatenate([edge, same[:-1]]) & ~np.concatenate([same[1:], edge]))
    ones, others = order[places, columns], order[places + 1, columns]
    return zip(np.minimum(ones, others).tolist(), np.maximum(ones, others).tolist(), strict=True)


def _nearly_copied(listed: SchoolList, rule: Rule) -> Found:
    """Two schools that share most of their large figures, and not all: a block was copied and mended in part."""
    rows, names = listed.by_hand, _figures(listed.by_hand)
    if rows.height < 2 or len(names) < FEWEST_SHARED:
        return
    lists = rows[LIST].rank("dense").cast(pl.Int64).to_numpy()
    counts = Counter[tuple[int, int]]()
    for some in _parts(names, rows.height):
        counts.update(_pairs(_matrix(rows, some), lists, np.array([_least_shared(name) for name in some])))
    for (one, other), count in counts.items():
        if count >= FEWEST_SHARED:
            yield from _said_of_pair(rows.row(one, named=True), rows.row(other, named=True), names, count)


def _said_of_pair(first: Row, row: Row, names: list[str], count: int) -> Found:
    large = [[name for name in names if (each[name] or 0) >= _least_shared(name)] for each in (first, row)]
    same = [name for name in large[1] if row[name] == first[name]]
    shared = len(same) if row["stage"] == Stage.WHOLE else count  # rooms, which are few, a third school has by chance
    if shared >= MOST_SHARED * max(map(len, large)) and not _told_as_pair(first, row, names):
        yield row, _figures_of(first, row, same)


def _least_shared(name: str) -> int:
    return LEAST_SHARED * column_of(name).scale


def _figures_of(other: Row, row: Row, same: Sequence[str]) -> Said:
    """same: the columns in which the row has the other's figures."""
    words = Message(f"与{other['name']}（{other['school']}）有 {len(same)} 项相同", f"{len(same)} figures are those of {other['name']} ({other['school']})")
    return Said(same[0], f"{row['name']} = {other['name']}", "", words, tuple(same[1:]))


def _block_copied(listed: SchoolList, rule: Rule) -> Found:
    """Two schools alone with one block of figures that no chance makes alike: every grade, or both areas of the buildings. Said at both, since nobody knows which is the copy."""
    rows = listed.by_hand
    for stages, names, fits in _BLOCKS:
        if any(rows[name].null_count() == rows.height for name in names):
            continue
        fitting = pl.all_horizontal(pl.col("stage").is_in(stages), *[fits(name) for name in names])
        given = rows.select(pl.int_range(pl.len()).alias("_at"), "stage", *names).filter(fitting)
        if all_differ(weighted_sums(given.select(names))):  # nearly always
            continue
        alike = rows[given["_at"]].filter(pl.len().over(LIST, *names) == 2)
        nearly = {row["school"] for row, _ in _nearly_copied(listed, rule)} if alike.height else set()
        for _, pair in alike.group_by(LIST, *names, maintain_order=True):
            first, second = pair.to_dicts()
            is_told = nearly & {first["school"], second["school"]} or _told_as_pair(first, second, _figures(rows))
            if not is_told and _of_two_sizes(first, second, names):
                yield first, _figures_of(second, first, names)
                yield second, _figures_of(first, second, names)


def _teachers_copied(listed: SchoolList, rule: Rule) -> Found:
    """Two schools alone whose teachers are the same in every column that is given, by degree, title and subject, and whose pupils are not. Said at both. Of a list with more such pairs, of small schools say, the figures were made by shares."""
    staged = listed.by_hand.filter(pl.col("stage") != Stage.WHOLE.value, pl.col("teachers") >= LEAST_OF_PAIRS)
    names = [name for name in SCHOOL_YEARS.by_name if (name == "teachers" or name in _OF_TEACHERS) and staged[name].null_count() < staged.height]
    if len(names) < FEWEST_OF_TEACHERS:
        return
    many = pl.sum_horizontal((pl.col(name) > 0).cast(pl.Int64) for name in names) >= FEWEST_OF_TEACHERS
    pairs = staged.filter(pl.len().over(LIST, *names) > 1)
    alike = pairs.filter((pl.len().over(LIST) == 2) & many & (pl.col("teachers") >= LEAST_TEACHERS))
    nearly = {row["school"] for row, _ in _nearly_copied(listed, rule)} if alike.height else set()
    for _, pair in alike.group_by(LIST, *names, maintain_order=True):
        first, second = pair.to_dicts()
        is_told = nearly & {first["school"], second["school"]} or _told_as_pair(first, second, _figures(listed.by_hand))
        if not is_told and _size_apart(first, second):
            yield first, _figures_of(second, first, [name for name in names if first[name]])
            yield second, _figures_of(first, second, [name for name in names if second[name]])


def _size_apart(first: Row, second: Row) -> bool:
    """Schools of one size have as many teachers, and by one plan perhaps of the same degrees and titles."""
    least, most = sorted((first["pupils"] or 0, second["pupils"] or 0))
    return bool(most - least > OF_SIZE * least > 0)


def _told_as_pair(first: Row, second: Row, names: list[str]) -> bool:
    """By S20 or S29."""
    areas = [name for name in names if name.endswith("_area")]
    is_whole = first["stage"] == Stage.WHOLE and all(first[name] == second[name] for name in areas)
    return is_whole or all(first[name] == second[name] for name in names)


def _of_two_sizes(first: Row, second: Row, names: Sequence[str]) -> bool:
    """Buildings are built by one plan, and by the number of classes: schools of one size have the same ones."""
    if first["stage"] != Stage.WHOLE or "floor_area" not in names:
        return True
    are_unlike = all(first[name] != second[name] for name in ("all_pupils", "all_classes"))
    return are_unlike and min(first["floor_area"], second["floor_area"]) >= LEAST_FLOOR * column_of("floor_area").scale


def _many_digits(name: str) -> pl.Expr:
    return (pl.col(name) > 0) & (digits_of(name) >= FEWEST_DIGITS)


def _at_least(count: int) -> Callable[[str], pl.Expr]:
    return lambda name: pl.col(name) >= count


# stages, figures that are never all the same in two schools by chance, and how large each must be for that
_BLOCKS: list[tuple[list[str], tuple[str, ...], Callable[[str], pl.Expr]]] = [
    ([Stage.PRIMARY.value], PUPILS_BY_GRADE, _at_least(30)),
    ([Stage.JUNIOR.value, Stage.SENIOR.value], PUPILS_BY_GRADE[:3], _at_least(150)),
    ([Stage.WHOLE.value], ("floor_area", "teaching_area"), _many_digits),
    ([Stage.WHOLE.value], ("land_area", "sports_ground_area", "equipment_value"), _many_digits),
]


_OF_TEACHERS = {*_BY_DEGREE, *_BY_TITLE}


def _may_be_equal(one: str, other: str) -> bool:
    return any({one, other} <= names for names in _MAY_BE_EQUAL)


def _of_lists(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(pl.col(LIST).alias(_WHOLE_LIST))


def _of_kinds(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of the whole schools, as lists of one kind: the sheets of an export hold one stage each, and a hand spoils one sheet."""
    whole = rows.filter(pl.col("stage") == Stage.WHOLE.value)
    return whole.with_columns(pl.col(LIST) * 100 + pl.col("_kind").fill_null(0), pl.col(LIST).alias(_WHOLE_LIST))


def _columns_alike(listed: SchoolList, rule: Rule) -> Found:
    """Two columns of a list with the same figure in every school: one was pasted over the other. Once for a list; of one kind of school where not of all."""
    told = set()
    rows = listed.by_hand
    for some in (_of_lists(rows), _of_kinds(rows)):
        for row, one, other, count in _alike_in(some):
            if (row[_WHOLE_LIST], one, other) not in told:
                told.add((row[_WHOLE_LIST], one, other))
                a, b = (column_of(name).header for name in (one, other))
                words = Message(f"“{a.zh}”与“{b.zh}”在 {count} 所学校都相同", f"`{a.en}` and `{b.en}` are the same in {count} schools")
                yield row, Said(other, "", "", words, (one,))


def _alike_in(rows: pl.DataFrame) -> Iterator[tuple[Row, str, str, int]]:
    """The first school of each such list, the two columns and how many schools. Told by weighted sums, then looked at."""
    names = _figures(rows)
    if rows.is_empty() or not names:
        return
    lists = rows[LIST].rank("dense").cast(pl.Int64).to_numpy()
    by_list = np.argsort(lists, kind="stable")
    starts = np.flatnonzero(np.diff(lists[by_list], prepend=-1))
    weights = by_list % 1009 + 1
    weighted = (_matrix(rows, some)[by_list] * weights[:, None] for some in _parts(names, rows.height))
    sums = np.concatenate([np.add.reduceat(each, starts, axis=0) for each in weighted], axis=1)
    order = np.argsort(sums, axis=1)
    ranked = np.take_along_axis(sums, order, axis=1)
    for of_list, place in np.argwhere((ranked[:, 1:] == ranked[:, :-1]) & (ranked[:, 1:] > 0)).tolist():
        one, other = sorted((names[order[of_list, place]], names[order[of_list, place + 1]]), key=names.index)
        if _may_be_equal(one, other):
            continue
        some = rows.filter(pl.col(LIST) == rows[LIST][int(by_list[starts[of_list]])])
        above = some.filter((pl.col(one) > 0) | (pl.col(other) > 0))
        alike = bool(above.select(pl.col(one).eq_missing(pl.col(other)).all()).item())
        if alike and above.height >= FEWEST_EQUAL and above[one].n_unique() >= FEWEST_VALUES:
            yield above.row(0, named=True), one, other, above.height


def _with_pupils(rows: pl.DataFrame, *more: pl.Expr) -> pl.DataFrame:
    taught = pl.when(pl.col("stage") == Stage.WHOLE.value).then(pl.col("all_pupils") > 0).otherwise(pl.col("pupils") > 0)
    return rows.filter(pl.col("kind").is_in(TAUGHT), taught, *more)


def _all_zero(listed: SchoolList, rule: Rule) -> Found:
    """0 in every school of a list that teaches, or in every one of a kind: said once, at its first school. Of a list with few teachers nothing is said of them."""
    told = set()
    rows = _with_pupils(listed.by_hand)
    for some, fewest in ((_of_lists(rows), FEWEST_ALIKE), (_of_kinds(rows), FEWEST_OTHERS)):
        for row, name in _zeros_in(some, rule, fewest):
            if (row[_WHOLE_LIST], name) not in told:
                told.add((row[_WHOLE_LIST], name))
                header = column_of(name).header
                words = Message(f"{row['count']} 所学校的{header.zh}都是 0", f"{row['count']} schools, all with 0 {header.en}")
                yield row, Said(name, "0", "> 0", words)


def _zeros_in(rows: pl.DataFrame, rule: Rule, fewest: int) -> Iterator[tuple[Row, str]]:
    most = rows.group_by(LIST).agg(pl.col(rule.columns).max())
    for name in [name for name in rule.columns if (most[name] == 0).any()]:
        groups = rows.filter(pl.col(name).is_not_null()).group_by(LIST, maintain_order=True).agg(
            pl.len().alias("count"), pl.col(name).max().alias("most"), pl.col("teachers").sum().alias("teachers"),
            pl.col(_WHOLE_LIST).first(), pl.col(_SCHOOL).first(),
        )
        enough = (pl.col("count") >= fewest) & ((pl.col("teachers") >= FEWEST_TEACHERS) | (pl.col("stage") == Stage.WHOLE.value))
        yield from ((row, name) for row in groups.filter(enough, pl.col("most") == 0).to_dicts())


def _zero_alone(listed: SchoolList, rule: Rule) -> Found:
    """0 in a school that teaches, where (nearly) all others of the list have some."""
    rows = listed.by_hand
    for name in rule.columns:
        if not (rows[name] == 0).any():
            continue
        given = _with_pupils(rows, pl.col(name).is_not_null(), pl.col("stage") == Stage.WHOLE.value)
        if given.is_empty():
            continue
        is_zero, counted = pl.col(name) == 0, given.with_columns(pl.len().over(LIST).alias("_count"))
        is_point = pl.col("kind") == SchoolKind.TEACHING_POINT.value  # which may have none
        for row in counted.filter(is_zero & ~is_point.fill_null(False) & has_others() & is_seldom(is_zero)).to_dicts():
            header = column_of(name).header
            words = Message(f"{header.zh} 0，同表其他学校（共 {row['_count']} 所）几乎都有", f"{header.en} 0; nearly all of the {row['_count']} schools have some")
            yield row, Said(name, "0", "> 0", words)


def _more_than_all(listed: SchoolList, rule: Rule) -> Found:
    """Of every figure that is given more than all the others of the list together: a total in a school's line. Of pupils alone that may be so."""
    staged = listed.by_hand.filter((pl.col("stage") != Stage.WHOLE.value) & pl.all_horizontal(pl.col(name) > 0 for name in rule.columns))
    if staged.height <= FEWEST_OTHERS:
        return
    is_half = pl.all_horizontal(pl.col(name).max() * 2 > pl.col(name).sum() for name in rule.columns)
    lists = staged.group_by(LIST, maintain_order=True).agg(pl.len().alias("_count"), pl.col("pupils").sum().alias("_sum"), is_half.alias("_is_half"))
    wrong = lists.filter(pl.col("_count") > FEWEST_OTHERS, pl.col("_is_half"))
    if wrong.is_empty():
        return
    found = staged.join(wrong, on=LIST, nulls_equal=True, maintain_order="left")
    for row in found.filter(pl.col("pupils") * 2 > pl.col("_sum")).to_dicts():
        rest = row["_sum"] - row["pupils"]
        words = Message(f"在校生 {row['pupils']}，其他 {row['_count'] - 1} 所学校共 {rest}", f"{row['pupils']} pupils; the other {row['_count'] - 1} schools together {rest}")
        yield row, Said("pupils", str(row["pupils"]), f"≤ {rest}", words, rule.columns)


def _grade_empty(listed: SchoolList, rule: Rule) -> Found:
    """A large school without a child in one of its grades, where the others of its size in the list have some in each."""
    rows = listed.by_hand
    grades = [name for name in rule.columns if rows[name].null_count() < rows.height]
    if len(grades) < len(rule.columns):
        return
    all_given = pl.all_horizontal(pl.col(name).is_not_null() for name in grades)
    large = rows.filter(pl.col("stage").is_in(rule.stages), pl.col("kind").is_in(TAUGHT), pl.col("pupils") >= rule.least, all_given)
    if large.is_empty():
        return
    is_empty = pl.any_horizontal(pl.col(name) == 0 for name in grades)
    is_new = pl.lit(False)
    if _PUPILS_BEFORE in large.columns:  # a school that opened fills up from its first grade
        is_new = pl.col(_PUPILS_BEFORE).is_null() & pl.col(_PUPILS_BEFORE).is_not_null().any().over(LIST)
    for row in large.filter(~is_new & is_empty & has_others() & is_seldom(is_empty)).to_dicts():
        empty = [name for name in grades if row[name] == 0]
        told = joined(column_of(name).header for name in empty)
        words = Message(f"在校生 {row['pupils']}，{told.zh}为 0", f"{row['pupils']} pupils, and 0 {told.en}")
        yield row, Said(empty[0], "0", "> 0", words, ("pupils",))


def _by_list(rows: pl.DataFrame, rule: Rule, is_wrong: Callable[[str], pl.Expr], is_counted: Callable[[str], pl.Expr]) -> Iterator[tuple[str, Row]]:
    """The columns that are wrong in each of so many rows of a list that count, with the first of these rows and their number."""
    for name in rule.columns:
        wrong, counted = is_wrong(name), is_counted(name).fill_null(False)
        groups = rows.group_by(LIST, maintain_order=True).agg(
            counted.sum().alias("_count"), (counted & ~wrong).any().alias("_not"), pl.col(_WHOLE_LIST).first(), pl.col(_SCHOOL).filter(counted).first()
        )
        for row in groups.filter(pl.col("_count") >= rule.least, ~pl.col("_not")).to_dicts():
            yield name, row


_MAY_STAY = ("teachers", "computers")  # of a dozen schools of one kind


def _last_years_column(listed: SchoolList, rule: Rule) -> Found:
    """Every school of a list with the figure it had the year before, or every one of a kind: the column of last year, in figures that do not stay. Once for a list."""
    rows = listed.by_hand
    if "_comparable" not in rows.columns:
        return
    both = _of_lists(rows.filter(pl.col("_comparable").fill_null(False)))
    # a figure that could not be used is none that is as it was
    both = both.with_columns(pl.when(pl.col(f"{name}{BEFORE}") > 0).then(pl.col(name).fill_null(-1)).otherwise(name).alias(name) for name in rule.columns)
    alike = both.select(_as_before(name).sum().alias(name) for name in rule.columns).row(0, named=True)
    names, told = [name for name in rule.columns if alike[name] >= rule.least], set()
    for some, of_kind in ((both, False), (both.with_columns(pl.col(LIST) * 100 + pl.col("_kind").fill_null(0)), True)):
        asked = replace(rule, columns=tuple(name for name in names if not (of_kind and name in _MAY_STAY)))
        for name, row in _by_list(some, asked, _as_before, lambda name: (pl.col(name) != 0) & pl.col(f"{name}{BEFORE}").is_not_null()):
            if (row[_WHOLE_LIST], name) not in told:
                told.add((row[_WHOLE_LIST], name))
                header, kind = column_of(name).header, SchoolKind(row["kind"]).label if of_kind and row["kind"] else Message("学校", "schools")
                words = Message(f"{row['_count']} 所{kind.zh}的{header.zh}都与上学年相同", f"{row['_count']} {kind.en}, {header.en} as in the year before")
                yield row, Said(name, "", "", words)


def _as_before(name: str) -> pl.Expr:
    return pl.col(name) == pl.col(f"{name}{BEFORE}")


def _rounded(listed: SchoolList, rule: Rule) -> Found:
    """Every count of a list a multiple of ten."""
    for name, row in _by_list(_of_lists(listed.by_hand), rule, lambda name: pl.col(name) % 10 == 0, lambda name: pl.col(name) > 0):
        header = column_of(name).header
        words = Message(f"{row['_count']} 所学校的{header.zh}都是 10 的倍数", f"{row['_count']} schools, {header.en} in tens")
        yield row, Said(name, "", "", words)


def _column_lost(listed: SchoolList, rule: Rule) -> Found:
    """A column that nearly all schools of a kind filled the year before, and none fills now."""
    rows = listed.by_hand
    if "_comparable" not in rows.columns:
        return
    both = _with_pupils(rows, pl.col("_comparable").fill_null(False))
    names = [name for name in rule.columns if (both[name].is_null() & both[f"{name}{BEFORE}"].is_not_null()).any()]
    for name in names:
        now, then = pl.col(name).count().alias("_now"), pl.col(f"{name}{BEFORE}").count().alias("_then")
        groups = both.group_by(LIST, "_kind", maintain_order=True).agg(now, then, pl.len().alias("_count"), pl.col(_SCHOOL).first())
        nearly_all = (pl.col("_then") >= FEWEST_ALIKE) & (pl.col("_then") >= MOST_DIFFER * pl.col("_count"))
        for row in groups.filter(pl.col("_now") == 0, nearly_all).to_dicts():
            header = column_of(name).header
            words = Message(f"{header.zh}：上学年 {row['_then']} 所学校填了，本学年都空着", f"{header.en}: {row['_then']} schools gave it the year before, none now")
            yield row, Said(name, "", "", words)


SLIP_CHECKS: Mapping[str, Callable[[SchoolList, Rule], Found]] = {
    "dragged": _dragged, "series": _series, "nearly_copied": _nearly_copied, "block_copied": _block_copied, "teachers_copied": _teachers_copied, "columns_alike": _columns_alike,
    "all_zero": _all_zero, "zero_alone": _zero_alone, "more_than_all": _more_than_all, "grade_empty": _grade_empty,
    "last_years_column": _last_years_column, "rounded": _rounded, "column_lost": _column_lost,
}
