"""Checks of the list of schools: closures, codes, names, townships, parents, over the years of a delivery."""

from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import polars as pl

from junheng.facts.beside import Later
from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.checks.copied import areas_moved, copied
from junheng.facts.checks.ground import LIST, series_of
from junheng.facts.checks.rule import BEFORE
from junheng.facts.checks.said import Said, number
from junheng.facts.checks.wholes import with_wholes
from junheng.facts.kinds_by_stages import stated_kinds
from junheng.facts.register import Register
from junheng.facts.store import Facts
from junheng.facts.tables import SCHOOL_YEARS, Type
from junheng.facts.texts import all_differ, are_digits
from junheng.terms import Location, Message, Ownership, RunBy, SchoolKind, Stage, same

Row = dict[str, Any]
Found = Iterator[tuple[Row, Said]]
FEWEST_DIGITS = 6  # of a code that is one of digits
_ROUNDED, _MORE_THAN_CHANCE = "0000", 1_000
CODE_DIGITS = 10  # of the national code (标识码); other lists have rules of their own
MOST_ALIKE, FEWEST_ALIKE = 0.8, 5  # a form is a rule where this share of at least so many schools follow it
NEAR_NAME = 0.6  # of the characters alike: 远岫县 and 远某县
FEW_LACK = 0.03  # a share of the schools of a list
NEAREST_FAR, TIMES_FAR = 0.9, 6  # degrees (about 90 km), and times the median distance of the schools
OWN_PARENTS = 0.05  # of a list; where more name themselves as their central school that is how it is filled
_SCHOOL = ["school", "year"]
_FORM = ["area", "year", "kind", "_length", "_start"]
OPEN = pl.col("working").fill_null(True) & ~(pl.col("year") >= pl.col("closed")).fill_null(False)
_TAUGHT = pl.DataFrame([(kind.value, stage.value) for kind in SchoolKind for stage in kind.stages], ["kind", "stage"], orient="row")
_IS_TAUGHT = np.array([[False] * (len(Stage) + 1)] + [[False] + [stage in kind.stages for stage in Stage] for kind in SchoolKind])  # by the ground's numbers
_TOWNSHIP = re.compile(r"\w{2,}(镇|乡|街道|街道办事处)")
_MAY_BE_SPACE = r"[\s\pZ\p{Cc}]"  # whatever `str.split` takes for a blank, and more
_MARKED = rf"{_MAY_BE_SPACE}|[（(]|第[一二三四五六七八九十]"
_DIGITS_AND_WORD = r"^[0-9]*\p{Han}+[0-9]*$"
_BRANCH = re.compile(r"[（(].*[）)]|\s")


@dataclass
class SchoolList:
    """The list of schools of a delivery, by area and year.

    later: what `ground_of` makes, waited for only by those that need it. A row becomes a dict only where a check may have something to say of it: a list may be long.
    """

    facts: Facts
    later: Later

    @property
    def ground(self) -> pl.DataFrame:
        found: pl.DataFrame = self.later()
        return found

    @cached_property
    def by_hand(self) -> pl.DataFrame:
        """The ground's rows of the lists that a hand may have filled; longer ones come out of a system."""
        rows = self.ground
        long = rows.group_by(LIST).len().filter(pl.col("len") > LONGEST_BY_HAND) if rows.height > LONGEST_BY_HAND else rows.clear()
        if long.is_empty():
            return rows
        return rows.clear() if long["len"].sum() == rows.height else rows.join(long, on=LIST, how="anti", nulls_equal=True, maintain_order="left")

    @cached_property
    def figures(self) -> pl.DataFrame:
        """The facts of the schools' stages, those of whole schools in rows of theirs."""
        return with_wholes(self.facts.school_years)

    @cached_property
    def named(self) -> pl.DataFrame:
        return self.facts.schools.filter(pl.col("name").is_not_null())

    @cached_property
    def marked(self) -> pl.Series:
        """Which of the named hold a blank, a bracket or a number in words (第一小学): several checks look at these alone, and patterns are dear."""
        return self.named["name"].str.contains(_MARKED)

    def rows(self, *which: pl.Expr) -> list[Row]:
        return self.named.filter(*which).to_dicts()

    def of_codes(self, codes: Iterable[str]) -> dict[tuple[str, int], Row]:
        """The rows of some schools, by code and year."""
        return {(row["school"], row["year"]): row for row in self.rows(pl.col("school").is_in(list(codes)))}

    @cached_property
    def several_years(self) -> bool:
        return self.named["year"].n_unique() > 1

    @cached_property
    def sizes(self) -> dict[tuple[str, int], int]:
        """The lists, each of one area and year, and how many schools stand in each."""
        counted = self.named.group_by("area", "year", maintain_order=True).len()
        return {(area, year): count for area, year, count in counted.iter_rows()}

    def of_list(self, area: str, year: int) -> list[Row]:
        return self.rows(pl.col("area").eq_missing(area), pl.col("year").eq_missing(year))

    def by_list(self, rows: list[Row]) -> list[list[Row]]:
        """Those of one list together, in the order of the lists."""
        found: dict[tuple[str, int], list[Row]] = defaultdict(list)
        for row in rows:
            found[row["area"], row["year"]].append(row)
        return [found[key] for key in (self.sizes if found else ()) if key in found]

    @cached_property
    def schools(self) -> list[Row]:
        return self.rows()

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
    def stated(self) -> pl.DataFrame:
        """The schools and years whose kind a file states; others were told by their stages."""
        return stated_kinds(self.facts).filter(pl.col("kind").is_not_null()).select("school", "year")

    @cached_property
    def names(self) -> set[str]:
        return {name for row in self.schools for name in (bare(row["name"]), row["school"])}

    @cached_property
    def register(self) -> Register:
        return Register(self.facts)

    def expected(self) -> pl.DataFrame:
        """Every stage that each open school teaches by its kind."""
        named = self.named.filter(OPEN)
        return named.select("school", "year", "area", "kind").join(_TAUGHT, on="kind", maintain_order="left")

    @cached_property
    def taught(self) -> pl.Series:
        """Of the ground's rows: whether a school of its kind teaches the stage."""
        kinds, stages = (self.ground[name].fill_null(0).to_numpy() for name in ("_kind", "_stage"))
        return series_of(_IS_TAUGHT[kinds, stages])

    def all_given(self) -> bool:
        """Whether every open school gives its pupils for every stage it teaches."""
        kinds = self.named.filter(OPEN)["kind"].value_counts()
        expected = sum(count * len(SchoolKind(kind).stages) for kind, count in kinds.iter_rows() if kind)
        given = pl.lit(self.taught) & OPEN & pl.col("name").is_not_null() & pl.col("pupils").is_not_null()
        return bool(self.ground.select(given.sum()).item() == expected)


@lru_cache(maxsize=1 << 14)
def bare(name: object) -> str:
    """A name without blanks and what stands in brackets."""
    return _BRANCH.sub("", str(name or ""))


def _closed(listed: SchoolList) -> Found:
    closed = listed.named.filter(~OPEN)
    if closed.is_empty():
        return
    taught = listed.facts.school_years.filter(pl.col("stage") != "whole", pl.col("pupils") > 0).group_by(_SCHOOL).agg(pl.col("pupils").sum().alias("_pupils"))
    for row in closed.join(taught, on=_SCHOOL, how="inner", maintain_order="left").to_dicts():
        pupils, since = row.pop("_pupils"), row["closed"] if row["closed"] is not None else row["year"]
        words = Message(f"自 {since} 学年不再办学，填有 {pupils} 名学生", f"closed from {since}, {pupils} pupils are given")
        yield row, Said("pupils", str(pupils), "0", words, ("closed",))


def _built_later(listed: SchoolList) -> Found:
    for row in listed.rows(pl.col("built") > pl.col("year") + 1):
        words = Message(f"建成年份 {row['built']}", f"built in {row['built']}")
        yield row, Said("built", str(row["built"]), f"≤ {row['year'] + 1}", words)


def _kind_and_stage(listed: SchoolList) -> Found:
    """Any figure above 0, the pupils where there are any."""
    told = pl.col("kind").is_in(_TAUGHT["kind"].implode()) & pl.col("name").is_not_null()
    other = ~listed.taught & (listed.ground["stage"] != Stage.WHOLE.value)
    found = listed.ground.filter(other).filter(told).to_dicts() if other.any() else []
    by_code = listed.of_codes({figures["school"] for figures in found}) if found else {}
    for figures in found:
        above = [column for column in SCHOOL_YEARS.columns if column.type == Type.QUANTITY and (figures[column.name] or 0) > 0]
        for column in sorted(above, key=lambda each: each.name != "pupils")[:1]:
            row = by_code[figures["school"], figures["year"]]
            label, kind = Stage(figures["stage"]).label, SchoolKind(row["kind"]).label
            shown = number(figures[column.name], column.unit.scale if column.unit else 1)
            where = _written_at(listed, figures, column.name)
            words = Message(f"{kind.zh}，{label.zh}“{column.header.zh}”{shown}{where.zh}", f"{kind.en}; {label.en} `{column.header.en}`: {shown}{where.en}")
            yield row, Said("kind", kind.zh, "", words, (column.name, "stage"))


def _written_at(listed: SchoolList, figures: Row, name: str) -> Message:
    """The kind stands in one sheet and the figures of the other stage in another: both are told."""
    _, sheet, cell = next(iter(listed.facts.places("school_years", {key: figures[key] for key in SCHOOL_YEARS.key}, name)), ("", "", ""))
    zh, en = (f"“{sheet}”", f"{sheet} ") if sheet else ("", "")
    return Message(f"，填在{zh}{cell}", f", written in {en}{cell}") if cell else same("")


def _same_name(listed: SchoolList) -> Found:
    spaced = listed.named["name"].filter(listed.marked).str.contains(_MAY_BE_SPACE).any()
    name = pl.col("name").str.replace_all(_MAY_BE_SPACE, "") if spaced else pl.col("name")
    once = all_differ(listed.named.select(name).to_series())
    named = (pl.col("township") != "").fill_null(False)
    in_full = ~named & pl.col("name").str.starts_with(pl.col("area")).fill_null(False)  # of short names without townships nothing is said
    alike = pl.struct(name, "area", "year", pl.when(named).then("township").otherwise("kind")).is_duplicated()  # of a composite school each stage may have a code
    for rows in () if once else listed.by_list(listed.named.filter(named | in_full).filter(alike).to_dicts()):
        seen: dict[tuple[str, str], Row] = {}
        for row in rows:
            first = seen.setdefault(("".join(row["name"].split()), str(row["township"] or row["kind"])), row)
            if first is not row:
                words = Message(f"{first['school']} 与 {row['school']}", f"{first['school']} and {row['school']}")
                yield row, Said("school", row["school"], "", words)


def _code_form(listed: SchoolList) -> Found:
    """Length, the digits of the region (3 and 4), and the first two digits of schools of one kind."""
    code, digits = pl.col("school"), _digits(listed.named["school"])
    if not (digits & (listed.named["school"].str.len_chars() == CODE_DIGITS)).any():  # no list's codes are those of the nation
        return
    forms = listed.named.with_columns(pl.when(digits).then(code.str.len_chars()).alias("_length"), pl.when(digits).then(code.str.head(4)).alias("_start"))
    usual = _Usual(forms.group_by(_FORM).len().iter_rows())
    wrong = [form for form in usual.forms if usual.is_wrong(*form)]
    found = forms.join(pl.DataFrame(wrong, forms.select(_FORM).schema, orient="row"), on=_FORM, how="semi", nulls_equal=True, maintain_order="left") if wrong else forms.clear()
    by_code = listed.by_code if wrong and listed.several_years else {}
    for rows in listed.by_list(found.drop("_length", "_start").to_dicts()):
        for row in rows:
            before = by_code.get((row["school"], row["year"] - 1), row)
            start = usual.starts.get((row["area"], row["year"], row["kind"])) if before["kind"] == row["kind"] else None  # another kind, the code it had (S12)
            said = _wrong_code(row, CODE_DIGITS, usual.regions[row["area"], row["year"]], start)
            if said:
                yield row, Said("school", row["school"], said[1], said[0])


def _code_mixed(listed: SchoolList) -> Found:
    """Most of a code are digits, and a word stands among them: 219900某024. Nobody's codes are formed so."""
    code, codes = pl.col("school"), listed.named["school"]
    if (codes.str.len_bytes() == codes.str.len_chars()).all():  # the usual list, told at once
        return
    for row in listed.rows(code.str.contains(_DIGITS_AND_WORD), code.str.count_matches("[0-9]") >= FEWEST_DIGITS):
        yield row, Said("school", row["school"], "", same(row["school"]))


def _code_rounded(listed: SchoolList) -> Found:
    """2.14399E9 for 2143990001 is read as 2143990000. No school is numbered 0000; where many codes end so, they are formed so."""
    codes = listed.named["school"]
    if not codes.str.ends_with(_ROUNDED).any():
        return
    national = _digits(codes) & (codes.str.len_chars() == CODE_DIGITS)
    found, count = listed.named.filter(national & codes.str.ends_with(_ROUNDED)), int(national.sum())
    by_chance = found.height * _MORE_THAN_CHANCE < count  # of ten thousand codes one ends so
    for rows in () if by_chance or found.height > max(1, FEW_LACK * count) else listed.by_list(found.to_dicts()):
        for row in rows:
            yield row, Said("school", row["school"], "", same(row["school"]))


class _Usual:
    """What the codes of a list have in common. forms: area, year, kind, length and first four digits, and how many schools have them."""

    def __init__(self, forms: Iterable[tuple[Any, ...]]) -> None:
        lengths, regions, starts = (defaultdict[Any, Counter[Any]](Counter) for _ in range(3))
        self.forms: list[tuple[Any, ...]] = []
        for area, year, kind, length, start, count in forms:
            self.forms.append((area, year, kind, length, start))
            lengths[area, year].update({length: count} if start is not None else {})
            regions[area, year].update({start[2:4]: count} if start is not None else {})
            starts[area, year, kind].update({start[:2]: count} if start is not None else {})
        self.lengths, self.regions, self.starts = ({key: _usual(each) for key, each in known.items()} for known in (lengths, regions, starts))

    def is_wrong(self, area: str, year: int, kind: str | None, length: int | None, start: str | None) -> bool:
        """Only where the list's codes are those of the nation."""
        if self.lengths[area, year] != CODE_DIGITS:
            return False
        region, of_kind = self.regions[area, year], self.starts[area, year, kind]
        return start is None or length != CODE_DIGITS or bool(region and start[2:4] != region) or bool(of_kind and start[:2] != of_kind)


def _digits(codes: pl.Series) -> pl.Series:
    """As `str.isdigit` says it, which knows the digits of every script."""
    plain = codes.to_frame().select(are_digits(pl.col(codes.name), range(1, 19))).to_series()
    rest = (~plain).arg_true()
    plain = plain.scatter(rest, codes.gather(rest).str.contains(r"^[0-9]+$")) if rest.len() else plain
    odd = codes.filter(~plain)
    odd = odd.filter(odd.str.len_bytes() != odd.str.len_chars())
    odd = odd.filter(odd.str.contains(r"^\pN+$"))
    return plain | codes.is_in([code for code in odd if code.isdigit()]) if odd.len() else plain


def _wrong_code(row: Row, length: int, region: str | None, kind: str | None) -> tuple[Message, str] | None:
    code = row["school"]
    if code == row["name"]:  # what stands for a code that is missing
        return Message("没有填标识码，暂以校名代替", "the code is missing, and the name stands for it"), f"{length}"
    if not code.isdigit() or len(code) != length:
        return Message(f"应为 {length} 位数字，填的是 {code}", f"it should have {length} digits and is {code}"), f"{length}"
    if region and code[2:4] != region:
        return Message(f"第 3、4 位应为 {region}，填的是 {code}", f"its digits 3 and 4 should be {region}: {code}"), region
    if kind and code[:2] != kind:
        return Message(f"同类学校的前两位是 {kind}，填的是 {code}", f"schools of this kind begin with {kind}: {code}"), kind
    return None


def _usual(counts: Counter[Any]) -> Any:
    if counts.total() < FEWEST_ALIKE:
        return None
    value, count = counts.most_common(1)[0]
    return value if count >= MOST_ALIKE * counts.total() else None


def _code_changed(listed: SchoolList) -> Found:
    for (area, year), rows in listed.lists.items() if listed.several_years else ():
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
                yield row, Said("school", row["school"], first, words)


def _name_changed(listed: SchoolList) -> Found:
    for row, before in _with_last_year(listed):
        if bare(row["name"]) != bare(before["name"]):
            words = Message(f"上学年“{before['name']}”", f"{before['name']} the year before")
            yield row, Said("name", row["name"], before["name"], words, (f"name{BEFORE}",))


def _with_last_year(listed: SchoolList) -> Iterator[tuple[Row, Row]]:
    for row in listed.schools if listed.several_years else ():
        before = listed.by_code.get((row["school"], row["year"] - 1))
        if before:
            yield row, before


def other_township(listed: SchoolList) -> Found:
    """Not of a name that a school in the township it says has: then the name is another's, perhaps (name_elsewhere)."""
    for row, named, other in _of_other_townships(listed):
        if other is None:
            words = Message(f"校名中为{named}，填的是{row['township']}", f"the name says {named}, the column {row['township']}")
            yield row, Said("township", row["township"], named, words)


def _name_elsewhere(listed: SchoolList) -> Found:
    for row, named, other in _of_other_townships(listed):
        if other is not None:
            words = Message(f"{named}的 {other['school']} 同名，这一所填在{row['township']}", f"{other['school']} in {named} has it, this one is in {row['township']}")
            yield row, Said("name", row["name"], "", words, ("township",))


def _of_other_townships(listed: SchoolList) -> Iterator[tuple[Row, str, Row | None]]:
    """Schools whose names name another township than they lie in, with that and the school of their name that lies there."""
    town, name = pl.col("township"), pl.col("name")
    known = [each for each in listed.named["township"].unique().drop_nulls() if _TOWNSHIP.fullmatch(each)]
    if not known:
        return
    own = town.is_in(known) & name.str.contains(town, literal=True)
    doubtful = listed.named.filter((town != "") & ~own).filter(name.str.contains_any(known)).to_dicts()
    of_list: dict[tuple[str, int], list[str]] = defaultdict(list)
    for area, year, township in listed.named.select("area", "year", "township").unique(maintain_order=True).iter_rows() if doubtful else ():
        of_list[area, year] += [township] if _TOWNSHIP.fullmatch(township or "") else []
    for rows in listed.by_list(doubtful):
        for row in rows:
            named = [each for each in of_list[row["area"], row["year"]] if each in row["name"]]
            if named and row["township"] and not any(each in row["township"] or row["township"] in each for each in named):
                there = (each for each in listed.of_list(row["area"], row["year"]) if each["township"] == named[0])
                yield row, named[0], next((each for each in there if bare(each["name"]) == bare(row["name"])), None)


def _own_parents(listed: SchoolList, rows: list[Row]) -> Iterator[tuple[str, int]]:
    """Schools that name themselves, as a central school may: these are no central ones by their names, nobody belongs to them, and few of a list do so."""
    heads = {(bare(row["parent"]), row["year"]) for row in rows if row["parent"] and bare(row["parent"]) != bare(row["name"])}
    own = [row for row in rows if row["parent"] and bare(row["parent"]) == bare(row["name"]) and row["kind"] != SchoolKind.TEACHING_POINT]
    for some in listed.by_list(own):
        if len(some) <= max(1, OWN_PARENTS * listed.sizes[some[0]["area"], some[0]["year"]]):
            yield from ((row["school"], row["year"]) for row in some if "中心" not in row["name"] and (bare(row["name"]), row["year"]) not in heads)


def _parent_unknown(listed: SchoolList) -> Found:
    rows = listed.rows(pl.col("parent_code").is_not_null() | pl.col("parent").is_not_null())
    alone, with_codes = set(_own_parents(listed, rows)), {(row["area"], row["year"]) for row in rows if row["parent_code"]}
    for row in rows:
        if row["parent_code"] and (row["parent_code"], row["year"]) not in listed.by_code and row["parent_code"].isdigit():
            words = Message(f"所属中心校标识码 {row['parent_code']}", f"the parent's code is {row['parent_code']}")
            yield row, Said("parent_code", row["parent_code"], "", words, ("parent",))
        elif row["parent"] and bare(row["parent"]) == bare(row["name"]) and (row["kind"] == SchoolKind.TEACHING_POINT or (row["school"], row["year"]) in alone):
            yield row, Said("parent", row["parent"], "", Message("填的是它自己", "it names itself"))
        elif not row["parent_code"] and (row["area"], row["year"]) in with_codes and (meant := listed.by_code.get((row["parent"], row["year"]))):
            words = Message(f"所属中心校一栏填的是标识码 {row['parent']}（{meant['name']}），同表其他学校的标识码另有一列", f"the parent's name is a code, {row['parent']} ({meant['name']}); the codes of others stand in a column of their own")
            yield row, Said("parent", row["parent"], meant["name"], words)
        elif row["parent"] and bare(row["parent"]) not in listed.names:
            words = Message(f"所属中心校“{row['parent']}”", f"the parent is {row['parent']}")
            yield row, Said("parent", row["parent"], "", words)


def _successor_unknown(listed: SchoolList) -> Found:
    for row in listed.rows(pl.col("successor").is_not_null()):
        if row["successor"] and bare(row["successor"]) not in listed.names and not listed.register.successors(row["school"]):
            words = Message(f"并入“{row['successor']}”", f"merged into {row['successor']}")
            yield row, Said("successor", row["successor"], "", words)


def _successor_circle(listed: SchoolList) -> Found:
    for row in listed.rows(pl.col("successor").is_not_null()):
        if row["successor"] and listed.register.is_circle(row["school"]):
            words = Message(f"并入“{row['successor']}”，又并回它自己", f"merged into {row['successor']}, and on into itself")
            yield row, Said("successor", row["successor"], "", words)


def _owner(listed: SchoolList) -> Found:
    owned, run = pl.col("ownership"), pl.col("run_by")
    private = run.is_in([RunBy.PRIVATE.value, RunBy.ENTERPRISE.value])
    wrong = (owned == Ownership.PUBLIC.value) & (run == RunBy.PRIVATE.value)
    for row in listed.rows(wrong | ((owned == Ownership.PRIVATE.value) & ~private)):
        ownership, run_by = Ownership(row["ownership"]).label, RunBy(row["run_by"]).label
        words = Message(f"{ownership.zh}，举办者：{run_by.zh}", f"{ownership.en}, run by: {run_by.en}")
        yield row, Said("ownership", ownership.zh, "", words, ("run_by",))


def _kind_changed(listed: SchoolList) -> Found:
    changed = [(row, before) for row, before in _with_last_year(listed) if row["kind"] and before["kind"] and row["kind"] != before["kind"]]
    stated = set(listed.stated.iter_rows()) if changed else set()
    for row, before in changed:
        if {(each["school"], each["year"]) for each in (row, before)} <= stated:
            now, then = SchoolKind(row["kind"]).label, SchoolKind(before["kind"]).label
            words = Message(f"上学年{then.zh}，本学年{now.zh}", f"{then.en} the year before, now {now.en}")
            yield row, Said("kind", now.zh, "", words, (f"kind{BEFORE}",))


def _area_alike(listed: SchoolList) -> Found:
    """Where nearly all schools are of one area, and a few of one that is spelt almost like it: a slip of the hand."""
    all_areas: dict[int, Counter[str]] = defaultdict(Counter)
    for (area, year), count in listed.sizes.items():
        all_areas[year][area] += count
    of_year = {year: _usual(areas) for year, areas in all_areas.items()}
    for area, year in listed.sizes:
        usual = of_year[year]
        near = difflib.get_close_matches(area, [usual], n=1, cutoff=NEAR_NAME) if area and usual and area != usual else []
        for row in listed.of_list(area, year) if near else ():
            words = Message(f"填的是“{area}”，其他学校是“{near[0]}”", f"{area}; the other schools are of {near[0]}")
            yield row, Said("area", area, near[0], words)


def vanished(listed: SchoolList) -> Iterator[Row]:
    """Schools that the next year's list of the area does not have, neither by code nor by name, and that no one says have closed."""
    for (area, year), rows in listed.lists.items() if listed.several_years else ():
        after = listed.lists.get((area, year + 1), [])
        names = {bare(row["name"]) for row in after}
        for row in rows if len(after) >= FEWEST_ALIKE else ():
            gone = (row["school"], year + 1) not in listed.by_code and bare(row["name"]) not in names
            if gone and (row["closed"] is None or row["closed"] > year + 1) and row["working"] is not False:
                yield row


def _area_other(listed: SchoolList) -> Found:
    """One of few schools of its area, while its name or last year's list says an area with many."""
    large = {key: count for key, count in listed.sizes.items() if key[0] and count >= FEWEST_ALIKE}
    for area, year in listed.sizes:
        others = [each for each, of_year in large if of_year == year and each != area] if area and (area, year) not in large else []
        for row in listed.of_list(area, year) if others else ():
            before = (listed.by_code if listed.several_years else {}).get((row["school"], year - 1), row)["area"]
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
                yield row, Said(name, now.zh, "", words, (f"{name}{BEFORE}",))


def far(listed: SchoolList) -> Found:
    """Far from the middle of the list's schools, measured by how far they usually are."""
    points = listed.named.filter(pl.col("latitude").is_not_null() & pl.col("longitude").is_not_null())
    if points.is_empty():
        return
    points = points.with_columns(_middle(pl.col("latitude")).alias("_north"), _middle(pl.col("longitude")).alias("_east"))
    points = points.with_columns(pl.max_horizontal((pl.col("latitude") - pl.col("_north")).abs(), (pl.col("longitude") - pl.col("_east")).abs()).alias("_apart"))
    points = points.with_columns(pl.max_horizontal(NEAREST_FAR, TIMES_FAR * _middle(pl.col("_apart"))).alias("_limit"))
    for rows in listed.by_list(points.filter(pl.len().over("area", "year") >= FEWEST_ALIKE).filter(pl.col("_apart") > pl.col("_limit")).to_dicts()):
        for row in rows:
            middle_north, middle_east, distance, limit = (row.pop(name) for name in ("_north", "_east", "_apart", "_limit"))
            north, east = row["latitude"], row["longitude"]
            words = Message(f"坐标（纬度，经度）{north:g}, {east:g}", f"the coordinates (latitude, longitude) are {north:g}, {east:g}")
            allowed = f"{middle_north:.2f}±{limit:.2f}, {middle_east:.2f}±{limit:.2f}"
            column = "latitude" if abs(north - middle_north) == distance else "longitude"
            yield row, Said(column, f"{north:g}, {east:g}", allowed, words, ("latitude", "longitude"))


def _middle(of: pl.Expr) -> pl.Expr:
    """Of each list; of an even number the higher of the two."""
    return of.quantile(0.5, "higher").over("area", "year")


def _areas_moved(listed: SchoolList) -> Found:
    return areas_moved(listed.ground)


def _copied(listed: SchoolList) -> Found:
    return copied(listed.figures, listed.of_codes)


LIST_CHECKS: dict[str, Callable[[SchoolList], Found]] = {
    "closed": _closed, "built_later": _built_later, "kind_and_stage": _kind_and_stage, "same_name": _same_name,
    "code_form": _code_form, "code_mixed": _code_mixed, "code_rounded": _code_rounded, "code_changed": _code_changed, "name_changed": _name_changed, "other_township": other_township, "name_elsewhere": _name_elsewhere,
    "parent_unknown": _parent_unknown, "successor_unknown": _successor_unknown, "successor_circle": _successor_circle, "owner": _owner, "kind_changed": _kind_changed,
    "far": far, "area_alike": _area_alike, "area_other": _area_other, "place_changed": _place_changed, "copied": _copied, "areas_moved": _areas_moved,
}
