"""One school under two names: its pupils in one list, and what the whole school has in another."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

import polars as pl

from junheng.facts.checks.ground import TAUGHT
from junheng.facts.checks.said import Said
from junheng.facts.checks.school_list import LONGEST_BY_HAND, Found, Row, SchoolList
from junheng.facts.tables import SCHOOL_YEARS, Type
from junheng.terms import Message, Stage

_KEY = ["school", "year"]
_SHEET = ["_file", "_sheet"]
_FIGURES = [column.name for column in SCHOOL_YEARS.columns if column.type == Type.QUANTITY]
_OTHERS = "幼儿园|特殊|特教|聋|盲|启智|职业|职教|中专|技工|进修|高中|高级中学"  # whose pupils a list of basic schools does not hold
_ALIKE, _MOST, _FIRST = 0.6, 0.5, 3  # of the characters; of the names that nothing else is known of; names that are told
_LOOKED_AT = 200  # names; the first tell for all, and each is compared with all of the other list
_SEVERAL = 2  # schools: as many on both sides are no chance
_NO_NAME = re.compile(r"[（(].*?[）)]|[镇乡第县区市]|街道|\s")
_NUMBERS = str.maketrans("123456789", "一二三四五六七八九")


def halves(listed: SchoolList) -> Found:
    """Schools with figures of the whole school alone, beside others with pupils that do not stand where those figures do. Told once for a list; codes would tell them apart."""
    schools, records = listed.named, listed.facts.records["school_years"]
    by_name = schools.filter(pl.col("school").str.starts_with(pl.col("name")))
    if by_name.is_empty() or records.is_empty():
        return
    of_whole = pl.col("stage") == Stage.WHOLE.value
    bare = by_name.join(records.filter(~of_whole), on=_KEY, how="anti").filter(~pl.col("name").str.contains(_OTHERS), pl.col("kind").is_in(TAUGHT).fill_null(True))
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
        others = schools.filter(pl.col("area").eq_missing(area)).join(pupils, on=_KEY, how="semi", maintain_order="left").join(there, on=_KEY, how="anti", maintain_order="left")
        if 0 < others.height <= LONGEST_BY_HAND:
            yield from _told(rows.drop(_SHEET).to_dicts(), others["name"].to_list())


def _told(rows: list[Row], others: list[str]) -> Found:
    looked_at = rows[:_LOOKED_AT]
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
