"""Checks of single fields in the list of schools: left blank, unlike the others of the kind, or unlike the year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import numpy as np
import polars as pl

from junheng.facts.checks.blank_here import blank_here
from junheng.facts.checks.code_apart import code_apart
from junheng.facts.checks.copied import areas_copied
from junheng.facts.checks.names import name_blank
from junheng.facts.checks.other_line import other_line
from junheng.facts.checks.parts_of_list import parts_of_list
from junheng.facts.checks.rule import BEFORE
from junheng.facts.checks.said import Said
from junheng.facts.checks.school_list import (
    FEWEST_ALIKE,
    LIST_CHECKS,
    MOST_ALIKE,
    OPEN,
    Found,
    Row,
    SchoolList,
    bare,
    other_township,
)
from junheng.facts.checks.unlisted import unlisted
from junheng.facts.checks.urban_alone import urban_alone
from junheng.facts.tables import SCHOOLS
from junheng.terms import Message, Ownership, RunBy, SchoolKind, Stage

USUAL = 0.5  # a field that this share of at least FEWEST_ALIKE schools give should be given by all
FEWEST_PARENTS = 2  # teaching points are few
FEWEST_OF_STAGE = 3
FEW_CHANGED = 3  # schools of a list that are told one by one
_FIELDS = ("ownership", "run_by", "location", "township", "counted")
_TOWNSHIP = r"^(\w{2,4}?(?:镇|乡|街道))"
_LIST = ("area", "year")
_KEY = ("school", "year", "stage")
_NUMBERS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七", "十八", "十九", "二十")
_NUMBERED = r"^(?P<before>.*)第(?P<number>[一二三四五六七八九十]+)(?P<after>(?:完全|实验|初级|高级)?(?:小学|中学|学校))$"
_NUMBER = pl.col("number").replace_strict(_NUMBERS, range(1, 21), default=None, return_dtype=pl.Int64)
_SOUND_ALIKE = {"镇": "真振震阵贞", "乡": "香相像响"}  # what is typed in their place, by sound
FEWEST_IN_FULL = 3  # other schools of a township, which all say it in full
FEWEST_NUMBERED, MOST_SKIPPED = 3, 0.5  # schools of one row of numbers, and how many may lack for each that is there
_TEACHING = [kind.value for kind in SchoolKind if kind.stages]


def _is_given(listed: SchoolList, *names: str) -> bool:
    """Whether any school gives one of the fields: a long list without them costs no row."""
    return any(listed.named[name].null_count() < listed.named.height for name in names)


def _of_list(told: pl.Expr) -> pl.Expr:
    """For each school, of the list it stands in."""
    return told.over(*_LIST)


def _field_blank(listed: SchoolList) -> Found:
    taught = listed.named.filter(OPEN & pl.col("kind").is_in(_TEACHING))
    for name in _FIELDS:
        yield from _blank(taught, name)
    yield from _blank(listed.named.filter(OPEN), "kind", share=MOST_ALIKE)  # without it nobody knows whether the school counts
    points = taught.filter(pl.col("kind") == SchoolKind.TEACHING_POINT.value)
    yield from _blank(points, "parent", FEWEST_PARENTS)
    yield from _no_parent(points, taught)
    yield from name_blank(listed)


def _no_parent(points: pl.DataFrame, taught: pl.DataFrame) -> Found:
    """A teaching point belongs to a school: where schools that are none name theirs, it is asked for it, by name or code."""
    told = [name for name in ("parent", "parent_code") if taught[name].null_count() < taught.height]
    if not told or points["parent"].count() >= FEWEST_PARENTS:  # told as any field that the other points give
        return
    named = pl.any_horizontal(pl.col(told).is_not_null())
    others = taught.filter(named, pl.col("kind") != SchoolKind.TEACHING_POINT.value).select(_LIST).unique()
    for row in points.filter(~named).join(others, on=_LIST, how="semi", maintain_order="left").to_dicts():
        yield row, Said("parent", "", "", SCHOOLS.column("parent").header, ("parent_code", "name"))


def _blank(rows: pl.DataFrame, name: str, fewest: int = FEWEST_ALIKE, share: float = USUAL) -> Found:
    if rows[name].null_count() in (0, rows.height):
        return
    given = _of_list(pl.col(name).count())
    others_do = (given >= fewest) & (given >= share * _of_list(pl.len()))
    yield from ((row, Said(name, "", "", SCHOOLS.column(name).header)) for row in rows.filter(pl.col(name).is_null() & others_do).to_dicts())


def _counted_and_kind(listed: SchoolList) -> Found:
    """A teaching point is no school by itself (不计校数), all others are. Each that is told otherwise; once where most of a list are, as in a column filled with one answer."""
    told = pl.col("counted").is_not_null() & pl.col("kind").is_in(_TEACHING)
    is_usual = pl.col("counted") == (pl.col("kind") != SchoolKind.TEACHING_POINT.value)
    if not listed.named.select((told & ~is_usual).any()).item():
        return
    rows = listed.named.filter(told).join(listed.stated, on=["school", "year"], how="semi", maintain_order="left")
    alike = (*_LIST, pl.col("kind") == SchoolKind.TEACHING_POINT.value)  # of some kinds a county has one school: all but teaching points count alike
    enough, is_most = pl.len().over(alike) >= FEWEST_ALIKE, is_usual.sum().over(alike) >= USUAL * pl.len().over(alike)
    odd = rows.filter(~is_usual & enough & is_most)
    most = rows.filter(enough & ~is_most).filter(~is_usual).with_columns(_count=pl.len().over(alike)).unique(alike, keep="first", maintain_order=True)
    for row in odd.to_dicts():
        label, usual = SchoolKind(row["kind"]).label, not row["counted"]
        yield row, _counted_said(row, Message(f"{label.zh}，{_yes(not usual)}", f"{label.en}, {'not ' if usual else ''}counted"))
    for row in most.to_dicts():
        count = row.pop("_count")
        points = Message(f"{count} 个教学点都填“是”，教学点不计校数", f"{count} teaching points say yes, and none is counted as a school")
        schools = Message(f"{count} 所学校都填“否”，只有教学点不计校数", f"{count} schools say no, and only teaching points are not counted")
        yield row, _counted_said(row, points if row["kind"] == SchoolKind.TEACHING_POINT.value else schools)


def _counted_said(row: Row, words: Message) -> Said:
    return Said("counted", _yes(row["counted"]), _yes(not row["counted"]), words, ("kind",))


def _yes(value: bool) -> str:
    return "是" if value else "否"


def _township_spelt(listed: SchoolList) -> Found:
    """Where the name itself names a township that is one character off, e.g. 白石幡 for 示例县白石乡中心小学."""
    yield from _homophone(listed)
    given, own = pl.col("township"), pl.col("name").str.strip_prefix(pl.col("area").fill_null(""))
    said = own.str.extract(_TOWNSHIP)
    others = listed.named.filter(given.is_not_null() & ~own.str.starts_with(given))  # seldom any: the pattern is dear
    doubtful = others.filter((said.str.len_chars() == given.str.len_chars()) & (said != given)).with_columns(said.alias("_said"))
    known: dict[tuple[str, int], set[str]] = {}
    told = {(row["school"], row["year"]) for row, _ in other_township(listed)} if not doubtful.is_empty() else set()  # by S08: once is enough
    for row in doubtful.to_dicts():
        given, said = row["township"], row.pop("_said")
        if sum(a != b for a, b in zip(given, said, strict=True)) == 1:
            where = row["area"], row["year"]
            if where not in known:
                towns = ((each["township"], each["name"]) for each in listed.of_list(*where))
                known[where] = {town for town, name in towns if town and town in name}
            if given not in known[where] and (row["school"], row["year"]) not in told:
                yield row, Said("township", given, said, Message(f"校名中为{said}，填的是{given}", f"the name says {said}, the column {given}"), ("name",))


def _homophone(listed: SchoolList) -> Found:
    """金沙真茶寨小学 in 金沙镇, whose other schools all say the township in full."""
    town, own = pl.col("township"), pl.col("name").str.strip_prefix(pl.col("area").fill_null(""))
    some = listed.named.filter(pl.col("name").str.contains_any([*"".join(_SOUND_ALIKE.values())]), town.str.len_chars() > 2)
    sounds = [town.str.ends_with(end) & own.str.starts_with(town.str.head(-1) + each) for end, others in _SOUND_ALIKE.items() for each in others]
    for row in some.filter(pl.any_horizontal(sounds)).to_dicts() if some.height else ():
        beside = [each["name"].removeprefix(each["area"] or "") for each in listed.of_list(row["area"], row["year"]) if each["township"] == row["township"] and each["school"] != row["school"]]
        if len(beside) >= FEWEST_IN_FULL and all(name.startswith(row["township"]) for name in beside):
            yield row, Said("name", row["name"], row["township"], Message(f"校名为{row['name']}，乡镇为{row['township']}", f"the name is {row['name']}, the township {row['township']}"), ("township",))


def _is_open(row: Row) -> bool:
    return row["working"] is not False and not (row["closed"] is not None and row["year"] >= row["closed"])


def _new(listed: SchoolList) -> Iterator[Row]:
    """Schools that last year's list of the area does not have, neither by code nor by name."""
    for (area, year), rows in listed.lists.items() if listed.several_years else ():
        before = listed.lists.get((area, year - 1), [])
        names = {bare(row["name"]) for row in before}
        for row in rows if len(before) >= FEWEST_ALIKE else ():
            if (row["school"], year - 1) not in listed.by_code and bare(row["name"]) not in names and row["kind"] and _is_open(row):
                yield row


def _appeared(listed: SchoolList) -> Found:
    for row in _new(listed):
        if row["opened"] is None:
            yield row, Said("school", row["school"], "", Message(f"{row['year'] - 1} 学年", f"school year {row['year'] - 1}"))


def _stage_lost(listed: SchoolList) -> Found:
    """A stage that some schools of an area report in one year and none in the next or the one before: a sheet or a file was left out. Said at the first of them."""
    if not listed.several_years:
        return
    rows = listed.ground.filter(pl.col("stage") != Stage.WHOLE.value, pl.col("pupils") > 0, pl.col("area").is_not_null())
    counted = rows.group_by("area", "year", "stage", maintain_order=True).len()
    counts = {(area, year, stage): count for area, year, stage, count in counted.iter_rows()}
    years = {(area, year) for area, year, _ in counts}
    for (area, year, stage), count in counts.items():
        for other in (year - 1, year + 1):
            if count >= FEWEST_OF_STAGE and (area, other) in years and (area, other, stage) not in counts:
                row = rows.filter(pl.col("area") == area, pl.col("year") == year, pl.col("stage") == stage).row(0, named=True)
                label = Stage(stage).label
                words = Message(f"{year} 学年{label.zh} {count} 所，{other} 学年没有一所", f"{label.en}: {count} schools in {year}, none in {other}")
                yield {name: row[name] for name in ("area", *_KEY)}, Said("pupils", str(count), "", words)


def _opened_before(listed: SchoolList) -> Found:
    for row in _new(listed):
        if row["opened"] is not None and row["opened"] < row["year"] - 1:
            yield row, Said("opened", str(row["opened"]), "", Message(f"{row['opened']} 年建校", f"opened in {row['opened']}"), ("name",))


def _opened_later(listed: SchoolList) -> Found:
    for row in listed.rows(pl.col("opened") > pl.col("year") + 1):
        words = Message(f"{row['opened']} 年建校", f"opened in {row['opened']}")
        yield row, Said("opened", str(row["opened"]), f"≤ {row['year'] + 1}", words)


def _opened_changed(listed: SchoolList) -> Found:
    for row in listed.rows(pl.col("opened").is_not_null()) if listed.several_years else ():
        before = listed.by_code.get((row["school"], row["year"] - 1))
        if before and None not in (row["opened"], before["opened"]) and row["opened"] != before["opened"]:
            words = Message(f"上学年 {before['opened']}，本学年 {row['opened']}", f"{before['opened']} the year before, now {row['opened']}")
            yield row, Said("opened", str(row["opened"]), str(before["opened"]), words, (f"opened{BEFORE}",))


def _ownership_changed(listed: SchoolList) -> Found:
    """Public and private of one code in two years, where no column of who runs it says so too (what such a column contradicts is told by S11)."""
    unsaid = pl.col("ownership").is_not_null() & pl.col("run_by").is_null()
    for row in listed.rows(unsaid) if listed.several_years and listed.named["ownership"].n_unique() > 1 else ():
        before = listed.by_code.get((row["school"], row["year"] - 1))
        if before and before["ownership"] not in (None, row["ownership"]):
            now, then = (Ownership(each["ownership"]).label for each in (row, before))
            words = Message(f"上学年{then.zh}，本学年{now.zh}", f"{then.en} the year before, now {now.en}")
            yield row, Said("ownership", now.zh, "", words, (f"ownership{BEFORE}",))


def _run_by_changed(listed: SchoolList) -> Found:
    """Another body runs the school than in the year before; once where many of a list change. What its ownership contradicts is told by S11."""
    given = listed.named.filter(pl.col("run_by").is_not_null()) if listed.several_years else listed.named.clear()
    if given.is_empty():
        return
    before = given.select("school", pl.col("year") + 1, pl.col("run_by").alias("_before"))
    changed = given.join(before, on=["school", "year"], how="inner", maintain_order="left").filter(pl.col("run_by") != pl.col("_before"))
    told = {(row["school"], row["year"]) for row, _ in LIST_CHECKS["owner"](listed)} if changed.height else set()
    for rows in changed.partition_by(*_LIST, maintain_order=True) if changed.height else ():
        some = [row for row in rows.to_dicts() if (row["school"], row["year"]) not in told]
        more = Message(f"；同表共 {len(some)} 所如此", f"; so it is with {len(some)} schools of the list") if len(some) > FEW_CHANGED else Message("", "")
        for row in some[: 1 if len(some) > FEW_CHANGED else None]:
            now, then = RunBy(row["run_by"]).label, RunBy(row.pop("_before")).label
            words = Message(f"上学年{then.zh}，本学年{now.zh}{more.zh}", f"{then.en} the year before, now {now.en}{more.en}")
            yield row, Said("run_by", now.zh, "", words, (f"run_by{BEFORE}",))


def _whole_missing(listed: SchoolList) -> Found:
    """No row of the whole school, where nearly all schools that report a stage have one."""
    is_whole = (listed.ground["stage"] == Stage.WHOLE.value).fill_null(False)
    reporting = (~is_whole & (listed.ground["pupils"] > 0)).fill_null(False)
    run = listed.ground["_run"].to_numpy()
    has_whole = np.zeros(run.max(initial=0) + 1, bool)
    has_whole[run[is_whole.to_numpy()]] = True
    if not is_whole.any() or has_whole[run[reporting.to_numpy()]].all():
        return
    rows = listed.ground.select("school", "year", "area", "kind", "name", "working", "closed", "_run").filter(reporting)
    rows = rows.filter(OPEN & pl.col("name").is_not_null() & pl.col("kind").is_in(_TEACHING)).unique("_run", maintain_order=True)
    rows = rows.with_columns(pl.Series("whole", has_whole[rows["_run"].to_numpy()]))
    others_have = (_of_list(pl.col("whole").mean()) >= MOST_ALIKE) & (_of_list(pl.len()) >= FEWEST_ALIKE)
    wrong = rows.filter(~pl.col("whole") & others_have).select("school", "year")
    if wrong.is_empty():
        return
    for school, year in listed.named.select("school", "year").join(wrong, on=["school", "year"], how="semi", maintain_order="left").iter_rows():
        row = listed.of_codes([school])[school, year]
        kind = SchoolKind(row["kind"]).label
        yield row, Said("kind", kind.zh, "", kind)


def _number_skipped(listed: SchoolList) -> Found:
    """Schools that are named by number (第一小学, 第二小学, 第四小学), of which one in the middle is on no list of the area."""
    told = listed.named.filter(listed.marked).filter(pl.col("name").str.contains(_NUMBERED)).select("school", "area", "year", "name", pl.col("name").str.extract_groups(_NUMBERED).alias("_parts")).unnest("_parts")
    for rows in told.with_columns(_NUMBER.alias("_number")).filter(pl.col("_number").is_not_null()).partition_by(*_LIST, "before", "after", maintain_order=True):
        there = sorted(set(rows["_number"]))
        lacking = sorted(set(range(there[0], there[-1])) - set(there))
        if len(there) >= FEWEST_NUMBERED and 0 < len(lacking) <= MOST_SKIPPED * len(there):
            row = rows.row(rows["_number"].arg_max() or 0, named=True)
            names = _without_delivered(listed, row["year"], [f"{row['before']}第{_NUMBERS[each - 1]}{row['after']}" for each in lacking])
            told_names = "、".join(names)
            if names:
                yield listed.of_codes([row["school"]])[row["school"], row["year"]], Said("name", row["name"], "", Message(f"没有{told_names}", f"without {told_names}"))


def _without_delivered(listed: SchoolList, year: int, names: list[str]) -> list[str]:
    """Those that no row as delivered has: under a code given to two schools only one of their names is kept."""
    delivered = listed.facts.records["schools"].filter(pl.col("year") == year, pl.col("name").is_not_null())["name"]
    there = {bare(name) for name in delivered}
    return [name for name in names if bare(name) not in there]


def _areas_copied(listed: SchoolList) -> Found:
    return areas_copied(listed.figures, listed.of_codes)


def _parent_disagrees(listed: SchoolList) -> Found:
    """The parent's name and its code name two schools of the list."""
    for row in listed.rows(pl.col("parent_code").is_not_null(), pl.col("parent").is_not_null()):
        coded = listed.by_code.get((row["parent_code"], row["year"]))
        if not coded or not row["parent"]:
            continue
        parent = bare(row["parent"])
        if parent in listed.names and parent not in (bare(coded["name"]), row["parent_code"]):
            words = Message(f"校名为“{row['parent']}”，标识码 {row['parent_code']} 为“{coded['name']}”", f"the name is {row['parent']}, the code {row['parent_code']} is of {coded['name']}")
            yield row, Said("parent", row["parent"], "", words, ("parent_code",))


def _parent_far(listed: SchoolList) -> Found:
    """The parent lies in another township, where nearly all teaching points of the list belong to a school of their own; or that of a school to which points belong itself."""
    for rows in listed.lists.values() if _is_given(listed, "parent") else ():
        twice = {name for name, count in Counter(bare(row["name"]) for row in rows).items() if count > 1}  # nobody knows which is meant
        at: dict[str, str] = {bare(row["name"]): row["township"] for row in rows if row["township"] and bare(row["name"]) not in twice}
        placed = (row for row in rows if row["kind"] == SchoolKind.TEACHING_POINT and row["township"])
        points = [(row, at[bare(row["parent"])]) for row in placed if bare(row["parent"]) in at]
        far = [(row, where) for row, where in points if where != row["township"]]
        if len(points) >= FEWEST_ALIKE and len(points) - len(far) >= MOST_ALIKE * len(points):
            for row, where in far:
                words = Message(f"{row['parent']}在{where}，这个教学点在{row['township']}", f"{row['parent']} is in {where}, the point in {row['township']}")
                yield row, Said("parent", row["parent"], "", words, ("township",))
        heads = {bare(row["parent"]) for row, _ in points}
        some_lack = any(row["kind"] == SchoolKind.TEACHING_POINT and not row["parent"] for row in rows)  # else schools of points may belong to a chief school, elsewhere
        for row in (row for row in rows if some_lack and row["parent"] and row["township"] and row["kind"] != SchoolKind.TEACHING_POINT and bare(row["name"]) in heads):
            town = at.get(bare(row["parent"]), row["township"])
            if town != row["township"]:
                words = Message(f"{row['parent']}在{town}，而{row['name']}自己下属有教学点", f"{row['parent']} is in {town}, and teaching points belong to {row['name']} itself")
                yield row, Said("parent", row["parent"], "", words, ("township",))


FIELD_CHECKS: dict[str, Callable[[SchoolList], Found]] = {
    "field_blank": _field_blank, "counted_and_kind": _counted_and_kind, "township_spelt": _township_spelt, "appeared": _appeared,
    "opened_before": _opened_before, "opened_later": _opened_later, "opened_changed": _opened_changed, "ownership_changed": _ownership_changed, "run_by_changed": _run_by_changed, "whole_missing": _whole_missing,
    "areas_copied": _areas_copied, "parent_disagrees": _parent_disagrees,
    "parent_far": _parent_far, "other_line": other_line, "blank_here": blank_here, "number_skipped": _number_skipped, "unlisted": unlisted, "urban_alone": urban_alone, "code_apart": code_apart, "stage_lost": _stage_lost, "parts_of_list": parts_of_list,
}
