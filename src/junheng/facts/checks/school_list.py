"""Checks of the list of schools: closures, codes, names, townships, parents, over the years of a delivery."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import polars as pl

from junheng.facts.checks.copied import copied
from junheng.facts.checks.said import Said, number
from junheng.facts.register import Register
from junheng.facts.store import Facts
from junheng.facts.tables import SCHOOL_YEARS, Type
from junheng.terms import Location, Message, Ownership, RunBy, SchoolKind, Stage, same

Row = dict[str, Any]
Found = Iterator[tuple[Row, Said]]
CODE_DIGITS = 10  # of the national code (标识码); other lists have rules of their own
MOST_ALIKE, FEWEST_ALIKE = 0.8, 5  # a form is a rule where this share of at least so many schools follow it
NEAR_NAME = 0.6  # of the characters alike: 远岫县 and 远某县
FEW_LACK, LOOKED_AT = 0.03, 20  # a share of the schools of a kind; up to so many schools each is looked at for itself
NEAREST_FAR, TIMES_FAR = 0.9, 6  # degrees (about 90 km), and times the median distance of the schools
_SCHOOL = ["school", "year"]
_TAUGHT = pl.DataFrame([(kind.value, stage.value) for kind in SchoolKind for stage in kind.stages], ["kind", "stage"], orient="row")
_TOWNSHIP = re.compile(r"\w{2,}(镇|乡|街道|街道办事处)")
_BRANCH = re.compile(r"[（(].*[）)]|\s")


@dataclass
class SchoolList:
    """The list of schools of a delivery, by area and year."""

    facts: Facts
    by_list: dict[tuple[str, int], list[Row]] = field(default_factory=dict)

    @cached_property
    def schools(self) -> list[Row]:
        return self.facts.schools.filter(pl.col("name").is_not_null()).to_dicts()

    @cached_property
    def lists(self) -> dict[tuple[str, int], list[Row]]:
        found: dict[tuple[str, int], list[Row]] = defaultdict(list)
        for row in self.schools:
            found[row["area"], row["year"]].append(row)
        return dict(found)

    @cached_property
    def by_code(self) -> dict[tuple[str, int], Row]:
        return {(row["school"], row["year"]): row for row in self.schools}

    @cached_property
    def names(self) -> set[str]:
        return {name for row in self.schools for name in (bare(row["name"]), row["school"])}

    @cached_property
    def register(self) -> Register:
        return Register(self.facts)

    @cached_property
    def taught(self) -> dict[tuple[str, int], dict[str, int]]:
        """Pupils by stage, where there are any."""
        rows = self.facts.school_years.filter((pl.col("pupils") > 0) & (pl.col("stage") != "whole"))
        found: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
        for school, year, stage, pupils in rows.select("school", "year", "stage", "pupils").iter_rows():
            found[school, year][stage] = pupils
        return found

    @cached_property
    def expected(self) -> pl.DataFrame:
        """Every stage that each open school teaches by its kind."""
        is_open = pl.col("working").fill_null(True) & ~(pl.col("year") >= pl.col("closed")).fill_null(False)
        named = self.facts.schools.filter(is_open & pl.col("name").is_not_null())
        return named.select("school", "year", "area", "kind").join(_TAUGHT, on="kind", maintain_order="left")

    @cached_property
    def of_stages(self) -> pl.DataFrame:
        return self.facts.school_years.filter(pl.col("stage") != "whole")

    def is_open(self, row: Row) -> bool:
        return row["working"] is not False and not (row["closed"] is not None and row["year"] >= row["closed"])


@lru_cache(maxsize=1 << 14)
def bare(name: object) -> str:
    """A name without blanks and what stands in brackets."""
    return _BRANCH.sub("", str(name or ""))


def _closed(listed: SchoolList) -> Found:
    for row in listed.schools:
        pupils = sum(listed.taught.get((row["school"], row["year"]), {}).values())
        if pupils and not listed.is_open(row):
            since = row["closed"] if row["closed"] is not None else row["year"]
            words = Message(f"自 {since} 学年不再办学，填有 {pupils} 名学生", f"closed from {since}, {pupils} pupils are given")
            yield row, Said("pupils", str(pupils), "0", words, ("closed",))


def _built_later(listed: SchoolList) -> Found:
    for row in listed.schools:
        if row["built"] is not None and row["built"] > row["year"] + 1:
            words = Message(f"建成年份 {row['built']}", f"built in {row['built']}")
            yield row, Said("built", str(row["built"]), f"<= {row['year'] + 1}", words)


def _kind_and_stage(listed: SchoolList) -> Found:
    """Any figure above 0, the pupils where there are any."""
    kinds = listed.facts.schools.filter(pl.col("kind").is_in(_TAUGHT["kind"].implode()), pl.col("name").is_not_null()).select(*_SCHOOL, "kind")
    rows = listed.of_stages.join(kinds, on=_SCHOOL, maintain_order="left").join(_TAUGHT, on=["kind", "stage"], how="anti", maintain_order="left")
    for figures in rows.iter_rows(named=True):
        above = [column for column in SCHOOL_YEARS.columns if column.type == Type.QUANTITY and (figures[column.name] or 0) > 0]
        for column in sorted(above, key=lambda each: each.name != "pupils")[:1]:
            row = listed.by_code[figures["school"], figures["year"]]
            label, kind = Stage(figures["stage"]).label, SchoolKind(row["kind"]).label
            shown = number(figures[column.name], column.unit.scale if column.unit else 1)
            words = Message(f"{kind.zh}，{label.zh}“{column.header.zh}”{shown}", f"{kind.en}; {label.en} `{column.header.en}`: {shown}")
            yield row, Said("kind", kind.zh, "", words, (column.name,))


def _stage_missing(listed: SchoolList) -> Found:
    """A school that reports some of its stages and not this one; or none, where most others report it."""
    # a sheet of one stage may hold a column of another (backbone teachers): beside other stages, only the pupils say that it was handed in
    there = listed.of_stages.select(*_SCHOOL, "stage", pl.col("pupils").is_not_null().alias("given"))
    rows = listed.expected.join(there, on=[*_SCHOOL, "stage"], how="left", maintain_order="left")
    rows = rows.with_columns(pl.col("given").is_null().alias("no_row"), pl.col("given").fill_null(False)).with_columns(
        pl.col("given").any().over(_SCHOOL).alias("in_part"), pl.col("given").mean().over("area", "year", "stage").alias("share"),
        pl.col("no_row").mean().over("year", "stage", "kind").alias("lacking"), pl.len().over("year", "stage", "kind").alias("alike"))
    # many schools of a kind without the stage: the list tells kinds loosely (a composite school may begin at grade 7), or only totals
    loosely = (pl.col("lacking") > FEW_LACK) & (pl.col("alike") > LOOKED_AT)
    silent = rows.filter(~pl.col("given") & ~loosely & (pl.col("in_part") | (pl.col("no_row") & (pl.col("share") >= MOST_ALIKE))))
    for school, year, stage in silent.select(*_SCHOOL, "stage").iter_rows():
        row = listed.by_code[school, year]
        label, kind = Stage(stage).label, SchoolKind(row["kind"]).label
        words = Message(f"{kind.zh}，没有{label.zh}学段的数", f"{kind.en}, no figures of its {label.en} stage")
        yield row, Said("kind", kind.zh, "", words, ("name",))


def _same_name(listed: SchoolList) -> Found:
    for rows in listed.lists.values():
        seen: dict[tuple[str, str], Row] = {}
        for row in rows:
            first = seen.setdefault(("".join(row["name"].split()), str(row["township"] or "")), row)
            if first is not row and row["township"]:
                words = Message(f"{first['school']} 与 {row['school']}", f"{first['school']} and {row['school']}")
                yield row, Said("school", row["school"], "", words, ("name",))


def _code_form(listed: SchoolList) -> Found:
    """Length, the digits of the region (3 and 4), and the first two digits of schools of one kind."""
    for rows in listed.lists.values():
        digits = [row for row in rows if row["school"].isdigit()]
        usual = _usual([len(row["school"]) for row in rows if row["school"].isdigit()])
        regions = _usual([row["school"][2:4] for row in digits])
        kinds: dict[str, list[str]] = defaultdict(list)
        for row in digits:
            kinds[row["kind"]].append(row["school"][:2])
        of_kind = {kind: _usual(starts) for kind, starts in kinds.items()}
        for row in rows if usual == CODE_DIGITS else ():
            before = listed.by_code.get((row["school"], row["year"] - 1), row)
            start = of_kind.get(row["kind"]) if before["kind"] == row["kind"] else None  # another kind, the code it had (S12)
            wrong = _wrong_code(row, usual, regions, start)
            if wrong:
                yield row, Said("school", row["school"], wrong[1], wrong[0], ("name",))


def _wrong_code(row: Row, length: int, region: str | None, kind: str | None) -> tuple[Message, str] | None:
    code = row["school"]
    if not code.isdigit() or len(code) != length:
        return Message(f"应为 {length} 位数字，填的是 {code}", f"it should have {length} digits and is {code}"), f"{length}"
    if region and code[2:4] != region:
        return Message(f"第 3、4 位应为 {region}，填的是 {code}", f"its digits 3 and 4 should be {region}: {code}"), region
    if kind and code[:2] != kind:
        return Message(f"同类学校的前两位是 {kind}，填的是 {code}", f"schools of this kind begin with {kind}: {code}"), kind
    return None


def _usual(values: list[Any]) -> Any:
    if len(values) < FEWEST_ALIKE:
        return None
    value, count = Counter(values).most_common(1)[0]
    return value if count >= MOST_ALIKE * len(values) else None


def _code_changed(listed: SchoolList) -> Found:
    for (area, year), rows in listed.lists.items():
        before = listed.lists.get((area, year - 1))
        if not before:
            continue
        codes: dict[str, set[str]] = defaultdict(set)
        for row in before:
            codes[bare(row["name"])].add(row["school"])
        now = {row["school"] for row in rows}
        for row in rows:
            old = codes.get(bare(row["name"]), set())
            old = {code for code in old if not listed.register.successors(code)}
            if old and row["school"] not in old and not old & now and (row["school"], year - 1) not in listed.by_code:
                first = min(old)
                words = Message(f"上学年 {first}，本学年 {row['school']}", f"{first} the year before, now {row['school']}")
                yield row, Said("school", row["school"], first, words, ("name",))


def _name_changed(listed: SchoolList) -> Found:
    for row, before in _with_last_year(listed):
        if bare(row["name"]) != bare(before["name"]):
            words = Message(f"上学年“{before['name']}”", f"{before['name']} the year before")
            yield row, Said("name", row["name"], before["name"], words)


def _with_last_year(listed: SchoolList) -> Iterator[tuple[Row, Row]]:
    for row in listed.schools:
        before = listed.by_code.get((row["school"], row["year"] - 1))
        if before:
            yield row, before


def _other_township(listed: SchoolList) -> Found:
    for rows in listed.lists.values():
        townships = {row["township"] for row in rows if _TOWNSHIP.fullmatch(row["township"] or "")}
        for row in rows:
            named = [each for each in townships if each in row["name"]]
            if named and row["township"] and not any(each in row["township"] or row["township"] in each for each in named):
                words = Message(f"校名中为{named[0]}，填的是{row['township']}", f"the name says {named[0]}, the column {row['township']}")
                yield row, Said("township", row["township"], named[0], words)


def _parent_unknown(listed: SchoolList) -> Found:
    for row in listed.schools:
        if row["parent_code"] and (row["parent_code"], row["year"]) not in listed.by_code and row["parent_code"].isdigit():
            words = Message(f"所属中心校标识码 {row['parent_code']}", f"the parent's code is {row['parent_code']}")
            yield row, Said("parent_code", row["parent_code"], "", words, ("parent",))
        elif row["parent"] and row["kind"] == SchoolKind.TEACHING_POINT and bare(row["parent"]) == bare(row["name"]):
            yield row, Said("parent", row["parent"], "", Message("填的是它自己", "it names itself"))
        elif row["parent"] and bare(row["parent"]) not in listed.names:
            words = Message(f"所属中心校“{row['parent']}”", f"the parent is {row['parent']}")
            yield row, Said("parent", row["parent"], "", words)


def _successor_unknown(listed: SchoolList) -> Found:
    for row in listed.schools:
        if row["successor"] and bare(row["successor"]) not in listed.names and not listed.register.successors(row["school"]):
            words = Message(f"并入“{row['successor']}”", f"merged into {row['successor']}")
            yield row, Said("successor", row["successor"], "", words)


def _successor_circle(listed: SchoolList) -> Found:
    for row in listed.schools:
        if row["successor"] and listed.register.is_circle(row["school"]):
            words = Message(f"并入“{row['successor']}”，又并回它自己", f"merged into {row['successor']}, and on into itself")
            yield row, Said("successor", row["successor"], "", words)


def _owner(listed: SchoolList) -> Found:
    for row in listed.schools:
        private = row["run_by"] in (RunBy.PRIVATE, RunBy.ENTERPRISE)
        wrong = row["ownership"] == Ownership.PUBLIC and row["run_by"] == RunBy.PRIVATE
        if wrong or (row["ownership"] == Ownership.PRIVATE and row["run_by"] is not None and not private):
            ownership, run_by = Ownership(row["ownership"]).label, RunBy(row["run_by"]).label
            words = Message(f"{ownership.zh}，举办者：{run_by.zh}", f"{ownership.en}, run by: {run_by.en}")
            yield row, Said("ownership", ownership.zh, "", words, ("run_by",))


def _kind_changed(listed: SchoolList) -> Found:
    for row, before in _with_last_year(listed):
        if row["kind"] and before["kind"] and row["kind"] != before["kind"]:
            now, then = SchoolKind(row["kind"]).label, SchoolKind(before["kind"]).label
            words = Message(f"上学年{then.zh}，本学年{now.zh}", f"{then.en} the year before, now {now.en}")
            yield row, Said("kind", now.zh, "", words)


def _area_alike(listed: SchoolList) -> Found:
    """Where nearly all schools are of one area, and a few of one that is spelt almost like it: a slip of the hand."""
    all_areas: dict[int, list[str]] = defaultdict(list)
    for row in listed.schools:
        all_areas[row["year"]].append(row["area"])
    of_year = {year: _usual(areas) for year, areas in all_areas.items()}
    for (area, year), rows in listed.lists.items():
        usual = of_year[year]
        near = difflib.get_close_matches(area, [usual], n=1, cutoff=NEAR_NAME) if area and usual and area != usual else []
        for row in rows if near else ():
            words = Message(f"填的是“{area}”，其他学校是“{near[0]}”", f"{area}; the other schools are of {near[0]}")
            yield row, Said("area", area, near[0], words, ("name",))


def _vanished(listed: SchoolList) -> Found:
    for (area, year), rows in listed.lists.items():
        after = listed.lists.get((area, year + 1), [])
        names = {bare(row["name"]) for row in after}
        for row in rows if len(after) >= FEWEST_ALIKE else ():
            gone = (row["school"], year + 1) not in listed.by_code and bare(row["name"]) not in names
            if gone and (row["closed"] is None or row["closed"] > year + 1) and row["working"] is not False:
                yield row, Said("school", row["school"], "", Message(f"{year + 1} 学年", f"school year {year + 1}"), ("name",))


def _area_other(listed: SchoolList) -> Found:
    """One of few schools of its area, while its name or last year's list says an area with many."""
    large = {key: len(rows) for key, rows in listed.lists.items() if key[0] and len(rows) >= FEWEST_ALIKE}
    for (area, year), rows in listed.lists.items():
        others = [each for each, of_year in large if of_year == year and each != area] if area and (area, year) not in large else []
        for row in rows if others else ():
            before = listed.by_code.get((row["school"], year - 1), row)["area"]
            named = next((each for each in others if each == before or row["name"].startswith(each)), None)
            if named and not row["name"].startswith(area) and not difflib.get_close_matches(area, [named], n=1, cutoff=NEAR_NAME):
                count = large[named, year]
                words = Message(f"填的是{area}；同批数据中{named}有 {count} 所", f"{area} is given; {count} schools are of {named}")
                yield row, Said("area", area, named, words, ("name",))


def _place_changed(listed: SchoolList) -> Found:
    for row, before in _with_last_year(listed):
        for name in ("township", "location"):
            if row[name] and before[name] and row[name] != before[name]:
                now, then = (Location(each).label if name == "location" else same(each) for each in (row[name], before[name]))
                words = Message(f"上学年{then.zh}，本学年{now.zh}", f"{then.en} the year before, now {now.en}")
                yield row, Said(name, now.zh, "", words)


def _far(listed: SchoolList) -> Found:
    for rows in listed.lists.values():
        points = [(row, float(row["latitude"]), float(row["longitude"])) for row in rows if None not in (row["latitude"], row["longitude"])]
        if len(points) < FEWEST_ALIKE:
            continue
        middle = [sorted(each)[len(points) // 2] for each in ([point[1] for point in points], [point[2] for point in points])]
        apart = [max(abs(north - middle[0]), abs(east - middle[1])) for _, north, east in points]
        limit = max(NEAREST_FAR, TIMES_FAR * sorted(apart)[len(apart) // 2])
        for (row, north, east), distance in zip(points, apart, strict=True):
            if distance > limit:
                words = Message(f"坐标（纬度，经度）{north:g}, {east:g}", f"the coordinates (latitude, longitude) are {north:g}, {east:g}")
                allowed = f"{middle[0]:.2f}±{limit:.2f}, {middle[1]:.2f}±{limit:.2f}"
                column = "latitude" if abs(north - middle[0]) == distance else "longitude"
                yield row, Said(column, f"{north:g}, {east:g}", allowed, words, ("latitude", "longitude"))


def _copied(listed: SchoolList) -> Found:
    return copied(listed.facts.school_years, listed.by_code)


LIST_CHECKS: dict[str, Callable[[SchoolList], Found]] = {
    "closed": _closed, "built_later": _built_later, "kind_and_stage": _kind_and_stage, "stage_missing": _stage_missing, "same_name": _same_name,
    "code_form": _code_form, "code_changed": _code_changed, "name_changed": _name_changed, "other_township": _other_township,
    "parent_unknown": _parent_unknown, "successor_unknown": _successor_unknown, "successor_circle": _successor_circle, "owner": _owner, "kind_changed": _kind_changed,
    "vanished": _vanished, "far": _far, "area_alike": _area_alike, "area_other": _area_other, "place_changed": _place_changed, "copied": _copied,
}
