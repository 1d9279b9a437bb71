"""One school under two names: its pupils in one list, and its teachers or what the whole school has in another."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

import polars as pl

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.checks.ground import TAUGHT
from junheng.facts.checks.said import Said
from junheng.facts.checks.school_list import Found, Row, SchoolList
from junheng.facts.tables import SCHOOL_YEARS, Type
from junheng.terms import Message, Stage

_KEY = ["school", "year"]
_SHEET = ["_file", "_sheet"]
_FIGURES = [column.name for column in SCHOOL_YEARS.columns if column.type == Type.QUANTITY]
_OTHERS = "幼儿园|特殊|特教|聋|盲|启智|职业|职教|中专|技工|进修|高中|高级中学"  # whose pupils a list of basic schools does not hold
_ALIKE, _MOST, _FIRST = 0.6, 0.5, 3  # of the characters; of the names that nothing else is known of; names that are told
_LOOKED_AT, _FEWEST, _PAIRS = 200, 20, 200_000  # names; the first tell for all, and each is compared with all of the other list, of which a long one lets fewer be looked at
_SEVERAL = 2  # schools: as many on both sides are no chance
_NO_NAME = re.compile(r"[（(].*?[）)]|[镇乡第县区市]|街道|\s")
_NUMBERS = str.maketrans("123456789", "一二三四五六七八九")


def halves(listed: SchoolList) -> Found:
    """Schools known by name alone with figures and no pupils, beside others with pupils that do not stand where those figures do. Told once for a list; codes would tell them apart."""
    by_name, records = listed.named.filter(pl.col("school").str.starts_with(pl.col("name"))), listed.facts.records["school_years"]
    if by_name.is_empty() or records.is_empty():
        return
    by_name = by_name.filter(~pl.col("name").str.contains(_OTHERS))
    yield from _of_whole_schools(listed, by_name, records)
    yield from _of_stages(listed, by_name, records)


def _of_whole_schools(listed: SchoolList, by_name: pl.DataFrame, records: pl.DataFrame) -> Found:
    """With figures of the whole school alone."""
    of_whole = pl.col("stage") == Stage.WHOLE.value
    bare = by_name.join(records.filter(~of_whole), on=_KEY, how="anti").filter(pl.col("kind").is_in(TAUGHT).fill_null(True))
    if bare.is_empty() or bare.height > LONGEST_BY_HAND:
        return
    filled = records.filter(of_whole, pl.any_horizontal(pl.col(_FIGURES).is_not_null()))
    # a list with pupils in the same line: there a school without them has them in a way that was not understood
    both = records.filter(~of_whole, pl.col("pupils").is_not_null()).join(filled.select(*_SHEET, "_row").unique(), on=[*_SHEET, "_row"], how="semi")
    filled = filled.join(both.select(*_SHEET).unique(), on=_SHEET, how="anti")
    halved = bare.join(filled.select(*_KEY, *_SHEET).unique(_KEY, keep="first", maintain_order=True), on=_KEY, how="inner", maintain_order="left")
    for (area, year), rows in halved.group_by("area", "year", maintain_order=True):
        there = records.filter(of_whole).join(rows.select(*_SHEET).unique(), on=_SHEET, how="semi")
        pupils = listed.facts.school_years.filter(pl.col("pupils") > 0, pl.col("year") == year).select(_KEY).unique()
        yield from _beside(rows.drop(_SHEET), _others(listed, area, pupils.join(there, on=_KEY, how="anti")))


def _of_stages(listed: SchoolList, by_name: pl.DataFrame, records: pl.DataFrame) -> Found:
    """With teachers, classes or the like of a stage, in sheets that hold no pupils in it."""
    key, sheet = [*_KEY, "stage"], [*_SHEET, "stage"]
    sheets = records.filter(pl.col("stage") != Stage.WHOLE.value).group_by(sheet).agg(pl.col("pupils").is_not_null().any())
    without = sheets.filter(~pl.col("pupils"))
    if without.is_empty() or without.height == sheets.height:
        return
    filled = records.join(without, on=sheet, how="semi", maintain_order="left").filter(pl.any_horizontal(pl.col(_FIGURES).is_not_null()))
    given = listed.facts.school_years.filter(pl.col("pupils").is_not_null())
    bare = filled.join(given, on=key, how="anti", maintain_order="left").join(by_name, on=_KEY, how="semi", maintain_order="left")
    if not 0 < bare.height <= LONGEST_BY_HAND:
        return
    schools = by_name.join(bare.select(_KEY).unique(), on=_KEY, how="semi", maintain_order="left")
    for (area, year), rows in schools.group_by("area", "year", maintain_order=True):
        own = bare.join(rows.select(_KEY), on=_KEY, how="semi")
        there = records.join(own.select(sheet).unique(), on=sheet, how="semi").select(key)
        pupils = given.filter(pl.col("pupils") > 0, pl.col("year") == year, pl.col("stage").is_in(own["stage"].unique().implode()))
        yield from _beside(rows, _others(listed, area, pupils.join(there, on=key, how="anti")))


def _others(listed: SchoolList, area: object, apart: pl.DataFrame) -> list[str]:
    """The names of those schools, in the order of the list."""
    found: list[str] = listed.named.filter(pl.col("area").eq_missing(area)).join(apart, on=_KEY, how="semi", maintain_order="left")["name"].to_list()
    return found


def _beside(rows: pl.DataFrame, others: list[str]) -> Found:
    if 0 < len(others) <= LONGEST_BY_HAND:
        yield from _told(rows.to_dicts(), others)


def _told(rows: list[Row], others: list[str]) -> Found:
    looked_at = rows[: min(_LOOKED_AT, max(_FEWEST, _PAIRS // len(others)))]
    alike = dict(_nearest(looked_at, others))
    if len(alike) < _MOST * len(looked_at) and not (len(rows) == len(others) >= _SEVERAL):
        return
    first = sorted(rows, key=lambda row: row["name"] not in alike)[0]
    one, other = (f"{'、'.join(names[:_FIRST])}{'等' if len(names) > _FIRST else ''}" for names in ([row["name"] for row in rows], others))
    pairs = "；".join(f"“{name}”与“{near}”" for name, near in list(alike.items())[:_FIRST])
    hint = Message(f"，如{pairs}是否同一所？" if pairs else "", f": are these one school ({', '.join(f'{name} / {near}' for name, near in list(alike.items())[:_FIRST])})?" if pairs else "")
    words = Message(
        f"{len(rows)} 所没有学生数、班数等（{one}），另有 {len(others)} 所有学生而在同一张表中没有（{other}）{hint.zh}",
        f"{len(rows)} have no pupils ({one}), and {len(others)} with pupils are not in that sheet ({other}){hint.en}",
    )
    yield first, Said("name", first["name"], alike.get(first["name"], ""), words)


def _nearest(rows: list[Row], others: list[str]) -> Iterator[tuple[str, str]]:
    """The names of schools of one area, each with the one that is most alike, of those that have one."""
    area = rows[0]["area"]
    own = {_bare(name, area): name for name in others}
    for row in rows:
        if found := difflib.get_close_matches(_bare(row["name"], area), list(own), n=1, cutoff=_ALIKE):
            yield row["name"], own[found[0]]


def _bare(name: str, area: str | None) -> str:
    """Without the county, brackets, 镇 and 第: 城关镇第1小学 and 城关一小 are alike."""
    return _NO_NAME.sub("", name.removeprefix(area or "")).translate(_NUMBERS)
