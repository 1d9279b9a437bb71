"""青坡镇初级中学 in one list and 青坡初中 in another: one school, where no list has both and what they say of it does not overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any

import polars as pl

from junheng.facts.delivery import Block, Delivery
from junheng.facts.intake.values.text import plain, plain_texts
from junheng.facts.texts import all_differ
from junheng.terms import Finding, Message, Place, Severity, Stage

_TOWN = r"^(.{2,}?)((?:\p{Han}{1,3}?族)?乡|镇|街道)(.{2,})$"  # the word behind the township's own name
_COUNTY = r"^.{2,}[县市区旗]$"
_KINDS = ((r"(?:初级中学|中学)$", "初中"), (r"完全小学$", "完小"), (r"九年(?:一贯制|一贯)学校$", "九年制学校"))  # 中心小学 is no 小学
_UPPER = r"(?:普通高级中学|高级中学|完全中学|职业中学|普通高中|高中|完中)$"  # beside it 中学 may be its junior part, or itself
_KEYS = ("school", "year", "stage")
_OTHERS = ("parent", "successor")  # facts that name another school
_FIRST = 5  # pairs of names in a message
_Told = tuple[str | None, str, str, str]  # of a row: its code, name, township and area
_Bearers = Mapping[str, Sequence[int]]  # the rows of each name that may be of one school


def may_be_otherwise(names: pl.Series, areas: pl.Series) -> bool:
    """Whether two names may be of one school. names: all different."""
    return not all_differ(_usual(names, areas).select(pl.concat_str("area", pl.lit(" "), "usual")).to_series())


def otherwise(told: Sequence[_Told], list_of: Callable[[int], int], is_listed: Callable[[int], bool], blocks: Sequence[Block]) -> dict[int, str]:
    """The names of rows without codes by which other lists know their schools. is_listed: whether a row stands in a list, and is no form.

    Only where the names leave no doubt: no list has both, nothing else is called so, their codes, kinds and townships do not differ, and both have
    figures of one year, none of which is given twice.
    """
    names, areas = (pl.Series([each[at] for each in told], dtype=pl.String) for at in (1, 3))
    known = _usual(names, areas).with_row_index("row").filter(pl.col("plain") != "")
    rows = known.filter((pl.col("plain").min() != pl.col("plain").max()).over("area", "usual"))
    if rows.is_empty():
        return {}
    uppers, said = _beside_upper_schools(known), _Figures(blocks, rows["row"])
    groups: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    words: dict[tuple[str, str], frozenset[str]] = {}
    for row, area, name, usual, *left_out in rows.select("row", "area", "plain", "usual", "county", "town").iter_rows():
        groups[area, usual][name].append(row)
        words[area, name] = frozenset(word for word in left_out if word)
    found: dict[int, str] = {}
    for (area, usual), bearers in groups.items():
        is_plain = (area, usual) not in uppers or not any(map(_is_bare, bearers))
        is_sure = is_plain and _by_omission([words[area, name] for name in bearers]) and all(map(is_listed, _all(bearers)))
        if is_sure and _of_one_school(bearers, told, list_of) and said.fit(bearers):
            found |= _renamed(bearers, told)
    return found


def _usual(names: pl.Series, areas: pl.Series) -> pl.DataFrame:
    """Of every name: `plain`; `usual`, without 县 and 镇 and with one word for its kind; and what was left out, `county` and `town`."""
    name, area, usual = pl.col("plain"), pl.col("area"), pl.col("usual")
    told = pl.DataFrame({"plain": plain_texts(names), "area": areas}).with_columns(pl.all().fill_null(""))
    of_county = area.str.contains(_COUNTY) & name.str.starts_with(area)
    stem = area.str.head(pl.max_horizontal(area.str.len_chars(), 1).cast(pl.Int64) - 1)
    told = told.with_columns(
        pl.when(of_county).then(pl.concat_str(stem, name.str.slice(area.str.len_chars()))).otherwise(name).alias("usual"),
        pl.when(of_county).then(area.str.tail(1)).alias("county"),
    )
    told = told.with_columns(usual.str.extract(_TOWN, 2).alias("town"), usual.str.replace(_TOWN, "${1}${3}"))
    one_word = usual
    for ends, word in _KINDS:
        one_word = one_word.str.replace(ends, word)
    return told.with_columns(pl.when(name.str.contains(_UPPER)).then(usual).otherwise(one_word))


def _beside_upper_schools(known: pl.DataFrame) -> set[tuple[str, str]]:
    """What the junior schools are called that have an upper school of the same name beside them."""
    uppers = known.filter(pl.col("plain").str.contains(_UPPER)).select("area", pl.col("usual").str.replace(_UPPER, "初中"))
    return set(uppers.unique().iter_rows())


def _is_bare(name: str) -> bool:
    return name.endswith("中学") and not name.endswith("初级中学")


def _by_omission(words: Sequence[frozenset[str]]) -> bool:
    """Whether each name only leaves out words of the next: 临岚中学 those of 临岚县中学, but 临岚镇中学 is another."""
    return all(less <= more for less, more in pairwise(sorted(words, key=len)))


def _all(bearers: _Bearers) -> Iterator[int]:
    return (row for rows in bearers.values() for row in rows)


def _of_one_school(bearers: _Bearers, told: Sequence[_Told], list_of: Callable[[int], int]) -> bool:
    lists = [{list_of(row) for row in rows} for rows in bearers.values()]
    codes, townships = ({told[row][at] for row in _all(bearers)} - {None, ""} for at in (0, 2))
    bare = {plain(each).removesuffix("镇").removesuffix("乡").removesuffix("街道") for each in townships}
    return len(codes) < 2 and len(bare) < 2 and _disjoint(lists)


def _renamed(bearers: _Bearers, told: Sequence[_Told]) -> dict[int, str]:
    """By the name that has a code, else the fullest."""
    best = max(bearers, key=lambda name: (any(told[row][0] for row in bearers[name]), len(name)))
    name = told[bearers[best][0]][1]
    return {row: name for each, rows in bearers.items() if each != best for row in rows if not told[row][0]}


def _disjoint(sets: Iterable[set[Any]]) -> bool:
    return all(one.isdisjoint(other) for one, other in combinations(sets, 2))


class _Figures:
    """What lists say of some rows: the years and facts, the stages, and the kinds of school."""

    def __init__(self, blocks: Iterable[Block], rows: pl.Series) -> None:
        self.facts: dict[int, set[tuple[int, str]]] = defaultdict(set)
        self.stages: dict[int, set[str]] = defaultdict(set)
        self.kinds: dict[int, set[str]] = defaultdict(set)
        for block in blocks:
            if block.table in ("schools", "school_years") and len(block.rows) and not block.is_form:
                numbers = pl.Series(block.columns["school"])
                at = numbers.is_in(rows.cast(numbers.dtype).implode()).arg_true() if numbers.dtype.is_integer() else rows.clear()
                columns = {name: pl.Series(values).gather(at) for name, values in block.columns.items()} if at.len() else {}
                (self._add_figures if block.table == "school_years" and columns else self._add_kinds)(columns)

    def _add_kinds(self, columns: Mapping[str, pl.Series]) -> None:
        for number, kind in zip(columns["school"], columns["kind"], strict=True) if "kind" in columns else ():
            self.kinds[number] |= {kind} - {None}

    def _add_figures(self, columns: Mapping[str, pl.Series]) -> None:
        facts = [name for name in columns if name not in _KEYS]
        for number, year, stage, *given in zip(*(columns[name] for name in _KEYS), *(columns[name].is_not_null() for name in facts), strict=True):
            self.facts[number] |= {(year, name) for name, each in zip(facts, given, strict=True) if each}
            self.stages[number] |= {stage} - {Stage.WHOLE.value} if any(given) else set()

    def fit(self, bearers: _Bearers) -> bool:
        """Whether all have figures of one year and stage, none of which two give, and no two kinds of school."""
        facts, stages = ([set().union(*(of[row] for row in rows)) for rows in bearers.values()] for of in (self.facts, self.stages))
        years = set.intersection(*({year for year, _ in each} for each in facts))
        kinds = set().union(*(self.kinds[row] for row in _all(bearers)))
        same_stage = all(one & other for one, other in combinations(filter(None, stages), 2))
        return bool(years) and len(kinds) < 2 and same_stage and _disjoint(facts)


def others_otherwise(delivery: Delivery, called: Mapping[str, str]) -> None:
    """Parents and successors by the names that their schools have now."""
    for index, block in enumerate(delivery.blocks):
        for fact in _OTHERS if block.table == "schools" and called else ():
            if fact in block.columns:
                told = pl.Series(block.columns[fact], dtype=pl.String).replace(list(called), list(called.values()))
                block = block._replace(columns={**block.columns, fact: told})
        delivery.blocks[index] = block


def otherwise_told(pairs: Mapping[str, str], place: Place) -> Finding:
    """Once for a sheet: its names, and those of the other lists."""
    first, count = list(pairs.items())[:_FIRST], len(pairs)
    zh, en = "；".join(f"“{name}”与“{other}”" for name, other in first), "; ".join(f"{name} / {other}" for name, other in first)
    return Finding(
        Severity.INFO, "name-otherwise",
        Message(
            f"这张表有 {count} 个校名与另一张表写法不同（只差县、镇、乡等字或初中、初级中学等叫法），各按一所学校读取：{zh}{'等' if count > _FIRST else ''}；若是两所学校，请写明各自的标识码",
            f"{count} names of this sheet are written otherwise in another one (only 县, 镇 or 乡, or 初中 for 初级中学, differs) and were read as one school each: {en}"
            f"{' and others' if count > _FIRST else ''}. If they are two schools, write the code of each",
        ),
        *place, first[0][0], first[0][1],
    )
