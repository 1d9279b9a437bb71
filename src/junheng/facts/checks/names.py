"""Checks of a school's name: left blank, the name of an office or a place, or of another kind of school."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import polars as pl

from junheng.facts.checks.ground import TAUGHT
from junheng.facts.checks.halves import halves
from junheng.facts.checks.said import Said
from junheng.facts.checks.school_list import FEWEST_ALIKE, MOST_ALIKE, Found, Row, SchoolList, bare
from junheng.facts.tables import PUPILS_BY_GRADE, SCHOOLS
from junheng.terms import Message, SchoolKind, Stage

# a name in Chinese says what it is of in one of these words; the name of an office says them beside its own
_SCHOOL_WORD = r"小学|中学|学校|公学|公校|教学点|校区|分校|完小|初小|高小|村小|附小|附中|初中|高中|校部|学部|学堂|书院|学园|学院|教学班|校点|中心校|希望校|职教|职中|职高|特教|幼儿园|园$|中$|小$|校$"
_OFFICE = r"(?:教育|教体|教科体|教文体|文教|教育和体育|教育体育)(?:局|委|委员会|厅|办|办公室|组|站|管理中心|股|科)$|人民政府$|(?:街道)?办事处$|学区管委会$|(?:合|总|小)计$"
_IS_WORDS = pl.col("name").str.len_bytes() > pl.col("name").str.len_chars()  # not in plain letters: patterns are dear on a nation's names
_OWN = pl.col("name").str.replace_all(r"[（(].*?[）)]|\s", "")  # without what stands in brackets
_CLOSED_NAME = pl.col("name").str.strip_chars_end("）)")
_CAMPUS = ("校区", "分校", "分部")
_CAMPUS_END = re.compile(r"[（(].*$|(?:校?本部|总校)$")  # what is left is the school they are of
_USUAL_ENDS = ("小学", "中学", "学校", "教学点")  # of nearly all names, told without a pattern; no office ends so
_COUNTY = "^([^县区市旗]{2,6}(?:自治)?县)(?:[^镇乡村路街城]|$)"  # 云台县实验小学, not 老县镇小学
_DOUBLED = {"小小学": "小学", "小学学": "小学", "中学学": "中学", "教教学点": "教学点", "教学学点": "教学点", "教学点点": "教学点", "学校校": "学校"}
K = SchoolKind
# the ends of a name, and the kinds a school of that name is not
_NOT_OF_NAME: dict[tuple[str, ...], tuple[SchoolKind, ...]] = {
    ("教学点",): (K.PRIMARY, K.JUNIOR, K.NINE_YEAR, K.COMPLETE, K.TWELVE_YEAR, K.SENIOR), ("小学", "完小"): (K.JUNIOR, K.COMPLETE, K.TWELVE_YEAR, K.SENIOR),
    ("初级中学", "初中"): (K.PRIMARY, K.TEACHING_POINT, K.SENIOR), ("高级中学", "高中"): (K.PRIMARY, K.TEACHING_POINT, K.JUNIOR, K.NINE_YEAR),
    ("九年制学校", "九年一贯制学校"): (K.PRIMARY, K.TEACHING_POINT, K.JUNIOR, K.COMPLETE, K.SENIOR), ("幼儿园",): tuple(kind for kind in K if kind.stages),
}
_PRIMARY = ("小学", "完小")
_NO_STAGE_OF_NAME: dict[tuple[str, ...], tuple[Stage, ...]] = {
    ("小学", "完小", "教学点"): (Stage.SENIOR,), ("初级中学", "初中"): (Stage.PRIMARY,), ("高级中学", "高中"): (Stage.PRIMARY,),
    ("幼儿园", "职业学校", "职业技术学校", "职业高中", "进修学校"): (Stage.PRIMARY, Stage.JUNIOR),
}


def _ends(name: pl.Expr, *ends: str) -> pl.Expr:
    return pl.any_horizontal(name.str.ends_with(end) for end in ends)


def _name_of_none(listed: SchoolList) -> Found:
    """No word for a school in it, where nearly all names of the list have one; or the name of an office."""
    if listed.named.select(_ends(pl.col("name"), *_USUAL_ENDS).all()).item():
        return
    taught = listed.named.filter(pl.col("kind").is_in(TAUGHT).fill_null(True) & (_IS_WORDS.mean().over("area", "year") >= MOST_ALIKE))
    usual = taught.select(_ends(pl.col("name"), *_USUAL_ENDS)).to_series()
    rest = (~usual).arg_true()
    if not rest.len():
        return
    judged = taught[rest].select(_OWN.str.contains(_SCHOOL_WORD) & ~_OWN.str.contains(_OFFICE)).to_series()
    share, count = pl.col("_is").mean().over("area", "year"), pl.len().over("area", "year")
    told = taught.with_columns(usual.scatter(rest, judged).alias("_is"))
    for row in told.filter(~pl.col("_is") & (share >= MOST_ALIKE) & (count >= FEWEST_ALIKE)).to_dicts():
        yield row, Said("name", row["name"], "", Message(f"“{row['name']}”", row["name"]))


def _kind_in_name(listed: SchoolList) -> Found:
    told = [_ends(pl.col("_own"), *ends) & pl.col("kind").is_in([kind.value for kind in kinds]) for ends, kinds in _NOT_OF_NAME.items()]
    unmarked = listed.named.filter(~listed.marked).with_columns(_own=pl.col("name"))
    halves = unmarked, listed.named.filter(listed.marked).filter(_IS_WORDS).with_columns(_own=_OWN)
    all_ends = [each for ends in _NOT_OF_NAME for each in ends]  # told first, of nearly all names at once
    some = pl.concat([half.filter(_ends(pl.col("_own"), *all_ends)) for half in halves])
    for row in some.filter(_IS_WORDS, pl.col("kind").is_in(TAUGHT)).filter(pl.any_horizontal(told)).drop("_own").to_dicts():
        kind = SchoolKind(row["kind"]).label
        yield row, Said("kind", kind.zh, "", Message(f"校名“{row['name']}”，填的是{kind.zh}", f"the name is {row['name']}, the kind {kind.en}"), ("name",))
    yield from _school_among_points(listed)
    if listed.named["kind"].null_count():
        yield from _stage_of_no_such_name(listed)


def _school_among_points(listed: SchoolList) -> Found:
    """The one teaching point of a list that is named 小学 and has pupils in all six grades, where all others are named 教学点."""
    points = listed.named.filter(pl.col("kind") == SchoolKind.TEACHING_POINT.value, _IS_WORDS)
    says = _ends(pl.col("name"), "教学点")
    alone = points.filter(_ends(pl.col("name"), *_PRIMARY) & ((~says).sum().over("area", "year") == 1) & (says.sum().over("area", "year") >= FEWEST_ALIKE)) if points.height else points
    if alone.height:
        full = listed.facts.school_years.filter(pl.col("stage") == Stage.PRIMARY.value, pl.all_horizontal(pl.col(PUPILS_BY_GRADE[:6]) > 0)).select("school", "year")
        kind = SchoolKind.TEACHING_POINT.label
        for row in alone.join(full, on=["school", "year"], how="semi", maintain_order="left").to_dicts():
            words = Message(f"校名“{row['name']}”，六个年级都有学生，填的是{kind.zh}；同表其他教学点的校名都写明是教学点", f"the name is {row['name']}, with pupils in six grades, the kind {kind.en}; all other points of the list are named so")
            yield row, Said("kind", kind.zh, "", words, ("name",))


def _stage_of_no_such_name(listed: SchoolList) -> Found:
    """In a list without kinds: pupils of a stage that a school of this name does not teach (幼儿园 among the primary schools)."""
    own = listed.named.filter(pl.col("kind").is_null(), _IS_WORDS).with_columns(_own=_OWN)
    told = [_ends(pl.col("_own"), *ends) & pl.col("stage").is_in([stage.value for stage in stages]) for ends, stages in _NO_STAGE_OF_NAME.items()]
    pupils = listed.facts.school_years.filter(pl.col("pupils") > 0).select("school", "year", "stage")
    with_pupils = own.join(pupils, on=["school", "year"], how="inner", maintain_order="left")
    for row in with_pupils.filter(pl.any_horizontal(told)).drop("_own").to_dicts():
        label = Stage(row.pop("stage")).label
        yield row, Said("name", row["name"], "", Message(f"校名“{row['name']}”，填有{label.zh}学生", f"the name is {row['name']}, and pupils of its {label.en} stage are given"))


def _campus(listed: SchoolList) -> Found:
    """A line of its own for 甲小学东校区, beside 甲小学: the law counts what has a code of its own, a county's list often does not."""
    ends = ("）", ")", *_CAMPUS)
    some = listed.named.filter(_ends(pl.col("name"), *ends))  # of nearly all names nothing is left to look at
    if not (some := some.filter(_ends(_CLOSED_NAME, *_CAMPUS), _IS_WORDS)).height:
        return
    for (area, year), rows in listed.lists.items():
        names = sorted((row["name"] for row in rows), key=lambda name: not name.rstrip("）)").endswith(_CAMPUS))  # a school of that name before its own 本部
        whole = {_CAMPUS_END.sub("", name): name for name in names}
        for row in some.filter(pl.col("area") == area, pl.col("year") == year).to_dicts():
            name = row["name"]
            of = next((whole[name[:end]] for end in range(len(name) - 1, 1, -1) if name[:end] in whole and whole[name[:end]] != name), None)
            if of:
                yield row, Said("name", name, "", Message(f"另有“{of}”", f"there is {of} too"))


def _name_doubled(listed: SchoolList) -> Found:
    """小小学 and the like: a key pressed twice. Not 中中学, which is 华中中学, nor 镇镇."""
    for row in listed.named.filter(pl.col("name").str.contains_any(list(_DOUBLED))).to_dicts():
        part = next(each for each in _DOUBLED if each in row["name"])
        yield row, Said("name", row["name"], row["name"].replace(part, _DOUBLED[part]), Message(f"“{part}”", part))


def name_blank(listed: SchoolList) -> Found:
    """Pupils under a code without a name, where the other schools of the year have one."""
    schools = listed.facts.schools
    if schools["name"].null_count() in (0, schools.height):
        return
    pupils = listed.facts.school_years.filter(pl.col("pupils") > 0).select("school", "year").unique()
    there = schools.filter(pl.col("kind").is_in(TAUGHT)).join(pupils, on=["school", "year"], how="semi", maintain_order="left")
    named = pl.col("name").count().over("year")
    others_have = (named >= FEWEST_ALIKE) & (named >= MOST_ALIKE * pl.len().over("year"))
    for row in there.filter(pl.col("name").is_null() & others_have).to_dicts():
        yield row, Said("name", "", "", SCHOOLS.column("name").header, ("school",))


def _once(rows: list[Row]) -> dict[str, str]:
    """The codes of the names that stand once in a list."""
    counts = Counter(bare(row["name"]) for row in rows)
    return {name: row["school"] for row in rows if counts[name := bare(row["name"])] == 1}


def _name_moved(listed: SchoolList) -> Found:
    """The name stood under another code the year before, and that of this code was another: a column was sorted or filled without the other."""
    for (area, year), rows in listed.lists.items() if listed.several_years else ():
        then, now = _once(listed.lists.get((area, year - 1), [])), _once(rows)
        for row in rows:
            name, mine = bare(row["name"]), listed.by_code.get((row["school"], year - 1))
            if name in now and mine and bare(mine["name"]) != name and then.get(name, row["school"]) != row["school"]:
                words = Message(f"上学年“{row['name']}”的标识码是 {then[name]}", f"the year before the code of {row['name']} was {then[name]}")
                yield row, Said("school", row["school"], then[name], words, ("name",))


def _other_county(listed: SchoolList) -> Found:
    """云台县实验小学 where nearly all names begin with 清河县. Names without a county, and those of a city or a district, which may be anything, say nothing."""
    own = pl.col("name").str.starts_with(pl.col("area")).fill_null(False)
    some = listed.named.filter(pl.col("name").str.contains("县", literal=True)).filter(~own)
    told = some.filter(pl.col("name").str.contains(_COUNTY), ~pl.col("name").str.contains(pl.col("area"), literal=True))
    if told.is_empty():
        return
    lists = listed.named.group_by("area", "year").agg(own.sum().alias("_own"), pl.len().alias("_size"))
    is_usual = (pl.col("_own") >= FEWEST_ALIKE) & (pl.col("_own") >= MOST_ALIKE * pl.col("_size"))
    for row in told.join(lists.filter(is_usual).drop("_size"), on=["area", "year"], how="inner", maintain_order="left").to_dicts():
        usual = row.pop("_own")
        yield row, Said("name", row["name"], "", Message(f"{usual} 所学校的校名以{row['area']}开头", f"the names of {usual} schools begin with {row['area']}"))


NAME_CHECKS: dict[str, Callable[[SchoolList], Found]] = {"name_of_none": _name_of_none, "kind_in_name": _kind_in_name, "name_moved": _name_moved, "campus": _campus, "name_doubled": _name_doubled, "halves": halves, "other_county": _other_county}
