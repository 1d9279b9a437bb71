"""Figures of one school that its list makes doubtful, and nothing in its own line does: a share, a zero, two figures that are one."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import polars as pl

from junheng.facts.checks.ground import FEWEST_PEERS, KEY, LIST, TAUGHT
from junheng.facts.checks.list_slips import FEWEST_OTHERS, digits_of, has_others, is_seldom
from junheng.facts.checks.rows import ROBUST, fact_told
from junheng.facts.checks.rule import Rule, column_of
from junheng.facts.checks.said import Found, Row, Said, number
from junheng.facts.checks.school_list import SchoolList
from junheng.terms import Message, Ownership, SchoolKind, Stage

# teachers of a subject that a school of its size would have by the share of the list: so many are not 0 by chance where no school that should have some has 0
EXPECTED, OF_OTHERS = 7.0, 2.5
EXPECTED_WHERE_ALIKE, ALIKE = 4.0, 0.4  # fewer will do where every other such school has this share of what is expected of it
# teachers a share is asked of, how far it must be from the middle of the list, in itself and in spreads (the schools' own and that of chance)
FEWEST_TEACHERS, APART, SPREADS = 20, 0.35, 5.0
DIGITS_OF_ONE = 6  # of five digits are two areas of some school by chance
FEWEST_CLASSES, CLASSES_PER_ROOM = 9, 1.5  # where no shift of pupils comes in the afternoon, as nowhere in the list
PUPILS_IN_ROOM = 60  # of a school of fewer classes
SPREADS_OF_AREA = 4  # of the area of a classroom
MOST_HAVE_MORE = 0.25  # the share of a list that may have fewer
RARE, TIMES_RARE, RARE_SHARE = {"titles_senior": 0, "titles_clerk": 2}, 3, 0.05  # how many of a title other schools have, how many times as many as the next, and of the teachers
FEW_BOARD, MOST_BOARD = 0.3, 0.7  # shares of pupils that board, in the middle of a list and in the school next to the one that is told
SPREADS_OF_BOTH = 4  # of each of two ratios


def _some(listed: SchoolList, rule: Rule) -> pl.DataFrame:
    """The rows of a short list with what a rule about its teachers needs: to choose among few columns is quicker."""
    return listed.by_hand.select(*KEY, "area", "name", "kind", "pupils", "teachers", LIST, *rule.columns)


def _none_of_subject(listed: SchoolList, rule: Rule) -> Found:
    """0 teachers of a subject in a large school, where every other school of the list that should have two of them has some."""
    rows = _some(listed, rule).filter(pl.col("kind").is_in(TAUGHT), pl.col("teachers") > 0, pl.col("pupils") > 0)
    none = rows.select(((pl.col(name) == 0) & (pl.col("teachers") >= FEWEST_TEACHERS)).any() for name in rule.columns)
    for name in [name for name in rule.columns if none[name].any()]:
        given = rows.filter(pl.col(name).is_not_null())
        expected = pl.col("teachers") * pl.col(name).sum().over(LIST) / pl.col("teachers").sum().over(LIST)
        large = given.with_columns(expected.alias("_expected")).filter(pl.col("_expected") >= OF_OTHERS)
        alone = ((pl.col(name) == 0).sum().over(LIST) == 1) & has_others()
        least = (pl.col(name) / pl.col("_expected")).filter(pl.col(name) > 0).min().over(LIST)
        enough = (pl.col("_expected") >= EXPECTED) | ((pl.col("_expected") >= EXPECTED_WHERE_ALIKE) & (least >= ALIKE))
        for row in large.with_columns(pl.len().over(LIST).alias("_count")).filter(alone & (pl.col(name) == 0) & enough).to_dicts():
            header, count, teachers = column_of(name).header, row["_count"] - 1, row["teachers"]
            words = Message(
                f"专任教师 {teachers} 人，{header.zh} 0；其他 {count} 所应有两三人以上的学校都有",
                f"{teachers} teachers, {header.en} 0; the other {count} schools that should have two or three all have some",
            )
            yield row, Said(name, "0", "> 0", words, ("teachers",))


def _all_board(listed: SchoolList, rule: Rule) -> Found:
    """Every pupil a boarder in one school of a list where few board elsewhere: the pupils' column, or a total. Private schools may live so."""
    rows = listed.by_hand
    if not (rows["boarders"] >= rule.high * rows["pupils"]).any():
        return
    given = rows.filter(pl.col("stage").is_in(rule.stages), pl.col("kind").is_in(TAUGHT), pl.col("pupils") > 0, pl.col("boarders").is_not_null())
    share = pl.col("boarders") / pl.col("pupils")
    others = (share.median().over(LIST) <= FEW_BOARD) & (share.top_k(2).min().over(LIST) <= MOST_BOARD)
    found = given.filter(has_others() & others & (share >= rule.high) & (pl.col("pupils") >= rule.least))
    private = listed.facts.schools.filter(pl.col("ownership") == Ownership.PRIVATE.value)
    for row in found.join(private, on=["school", "year"], how="anti", maintain_order="left").to_dicts():
        words = Message(f"寄宿生 {row['boarders']}，在校生 {row['pupils']}；同表其他学校寄宿的不到 {MOST_BOARD:.0%}，半数学校不到 {FEW_BOARD:.0%}",
                        f"{row['boarders']} boarders of {row['pupils']} pupils; less than {MOST_BOARD:.0%} board in the other schools of the list, and less than {FEW_BOARD:.0%} in half of them")
        yield row, Said("boarders", str(row["boarders"]), "", words, ("pupils",))


def _share_apart(listed: SchoolList, rule: Rule) -> Found:
    """The share of a school's teachers that is far from the other schools' of the list. Private schools have their own ways with titles, and are not asked of those."""
    rows = _some(listed, rule).filter(pl.col("teachers") >= FEWEST_TEACHERS, pl.col("stage") != Stage.WHOLE.value)
    shares = [(pl.col(name) / pl.col("teachers"), name) for name in rule.columns]
    of_lists = rows.group_by(LIST).agg(
        pl.len().alias("_count"), *[share.median().alias(f"mid {name}") for share, name in shares],
        *[share.min().alias(f"least {name}") for share, name in shares], *[share.max().alias(f"most {name}") for share, name in shares],
    ).filter(pl.col("_count") > FEWEST_OTHERS)
    reach = {name: pl.max_horizontal(pl.col(f"most {name}") - pl.col(f"mid {name}"), pl.col(f"mid {name}") - pl.col(f"least {name}")) > APART for name in rule.columns}
    is_any = of_lists.select(far.any().alias(name) for name, far in reach.items()).row(0, named=True)
    told = set[tuple[str, int, str]]()
    for name in [name for name in rule.columns if is_any[name]]:  # seldom one is far enough from the middle to be looked at
        doubtful = of_lists.filter(reach[name]).select(LIST, pl.col(f"mid {name}").alias("_usual"))
        for row in _far_shares(listed, rows, doubtful, name):
            if (row["school"], row["year"], row["stage"]) not in told:
                told.add((row["school"], row["year"], row["stage"]))
                yield row, _said_of_share(row, name)


def _far_shares(listed: SchoolList, rows: pl.DataFrame, doubtful: pl.DataFrame, name: str) -> list[Row]:
    """doubtful: lists, each with the middle of its shares."""
    usual, share = pl.col("_usual"), pl.col(name) / pl.col("teachers")
    spread = (share - usual).abs().median().over(LIST) * ROBUST
    by_chance = usual * (1 - usual) / pl.col("teachers")
    far = rows.join(doubtful, on=LIST, nulls_equal=True, maintain_order="left").with_columns((spread.pow(2) + by_chance).sqrt().alias("_spread"))
    far = far.filter((share - usual).abs() > pl.max_horizontal(APART, SPREADS * pl.col("_spread")))
    if name.startswith("titles") and far.height:
        own_ways = listed.facts.schools.filter(pl.col("ownership") == Ownership.PRIVATE.value)
        far = far.join(own_ways, on=["school", "year"], how="anti", maintain_order="left")
    return far.to_dicts()


def _said_of_share(row: Row, name: str) -> Said:
    header, share = column_of(name).header, f"{row[name] / row['teachers']:.0%}"
    words = Message(
        f"{header.zh} {row[name]}，专任教师 {row['teachers']}，占 {share}，同表学校的中位数为 {row['_usual']:.0%}",
        f"{header.en} {row[name]} of {row['teachers']} teachers, {share}; the median of the list is {row['_usual']:.0%}",
    )
    return Said(name, str(row[name]), "", words, ("teachers",))


def _same_measure(listed: SchoolList, rule: Rule) -> Found:
    """One measured figure, of six digits and more, in two columns of a school that are never one: land that is the floor. Where more schools have it so, their office writes it so."""
    rows = listed.by_hand.filter(pl.col("stage") == Stage.WHOLE.value)
    for place, one in enumerate(rule.columns):
        for other in rule.columns[place + 1 :]:
            if {one, other} in _MAY_BE_ONE or not (rows[one] == rows[other]).any():
                continue
            same = ((pl.col(one) == pl.col(other)) & (digits_of(one) >= DIGITS_OF_ONE)).fill_null(False)
            for row in rows.filter(same & is_seldom(same)).to_dicts():
                (a, b), shown = (column_of(name).header for name in (one, other)), number(row[one], column_of(one).scale)
                yield row, Said(one, shown, "", Message(f"{a.zh}与{b.zh}都是 {shown}", f"{a.en} and {b.en} are both {shown}"), (other,))


def _with_rooms(listed: SchoolList) -> pl.DataFrame:
    """The whole schools, but teaching points: their classes are of several grades, and these may share a room."""
    kinds = [kind for kind in TAUGHT if kind != SchoolKind.TEACHING_POINT.value]
    rows = listed.by_hand
    return rows.filter(pl.col("stage") == Stage.WHOLE.value, pl.col("kind").is_in(kinds), pl.col("classrooms") > 0, pl.col("all_classes") > 0)


def _few_rooms(listed: SchoolList, rule: Rule) -> Found:
    """Classes without a room, alone in a list whose other schools have a room for each class: elsewhere pupils come in two shifts. Of few classes, where their pupils would not fit either."""
    for row in _lacking_rooms(_with_rooms(listed)).to_dicts():
        words = Message(f"{row['all_classes']} 个班，教室 {row['classrooms']} 间", f"{row['all_classes']} classes, {row['classrooms']} classrooms")
        yield row, Said("classrooms", str(row["classrooms"]), f"≥ {row['all_classes']}", words, ("all_classes",))


def _lacking_rooms(rows: pl.DataFrame) -> pl.DataFrame:
    crowded = (pl.col("all_pupils") > PUPILS_IN_ROOM * pl.col("classrooms")).fill_null(False)
    lacking = (pl.col("all_classes") > CLASSES_PER_ROOM * pl.col("classrooms")) & ((pl.col("all_classes") >= FEWEST_CLASSES) | crowded)
    return rows.filter(lacking & has_others() & is_seldom(lacking))


def _rooms_area(listed: SchoolList, rule: Rule) -> Found:
    """Far more of the teaching rooms' area for each classroom than elsewhere in the list. Where the classes have no rooms either, that is told (few_rooms)."""
    rows, steps = _with_rooms(listed), column_of(rule.over).scale
    large = pl.col(rule.over) > rule.least * steps * pl.col(rule.under)
    if not rows.select(large.any()).item():
        return
    ratio = (pl.col(rule.over) / pl.col(rule.under)).log()
    middle = ratio.median().over(LIST)
    spread = (ratio - middle).abs().median().over(LIST) * ROBUST
    far = (large & (ratio - middle > pl.max_horizontal(pl.lit(math.log(rule.times)), SPREADS_OF_AREA * spread))).fill_null(False)
    told = _lacking_rooms(rows).select("school", "year")
    found = rows.with_columns(middle.exp().alias("_usual")).filter(far & has_others() & is_seldom(far)).join(told, on=["school", "year"], how="anti", maintain_order="left")
    for row in found.to_dicts():
        (zh, en, _), (zh_rooms, en_rooms, rooms) = fact_told(rule, row, rule.over), fact_told(rule, row, rule.under)
        each, usual = (f"{value / steps:.0f}" for value in (row[rule.over] / row[rule.under], row["_usual"]))
        words = Message(f"{zh}，{zh_rooms}，每间 {each} 平方米，同表学校的中位数为 {usual}", f"{en}, {en_rooms}: {each} m² each; the median of the list is {usual}")
        yield row, Said(rule.under, rooms, "", words, (rule.over,))


def _few_books(listed: SchoolList, rule: Rule) -> Found:
    """Fewer than `low` of `over` per pupil, where the other schools of the list have `times` as many and too few are alike for an outlier."""
    rows = listed.by_hand
    few = (pl.col(rule.over) > 0) & (pl.col(rule.under) >= rule.least) & (pl.col(rule.over) < rule.low * pl.col(rule.under))
    if not rows.select(few.any()).item():
        return
    taught = rows.filter(pl.col("stage") == Stage.WHOLE.value, pl.col("kind").is_in(TAUGHT), pl.col(rule.over) > 0, pl.col(rule.under) > 0)
    ratio, alike = pl.col(rule.over) / pl.col(rule.under), pl.len().over("_peers")
    usual = ratio.quantile(MOST_HAVE_MORE).over(LIST)
    for row in taught.with_columns(usual.alias("_usual")).filter(few & has_others() & is_seldom(few) & (usual >= rule.times * ratio) & (alike < FEWEST_PEERS)).to_dicts():
        (zh, en, value), (zh_under, en_under, _) = fact_told(rule, row, rule.over), fact_told(rule, row, rule.under)
        words = Message(f"{zh}，{zh_under}；同表大多数学校生均 {row['_usual']:.0f} 以上", f"{en}, {en_under}; most schools of the list have {row['_usual']:.0f} and more a pupil")
        yield row, Said(rule.over, value, "", words, (rule.under,))


def _rare_title(listed: SchoolList, rule: Rule) -> Found:
    """Several teachers of a title that hardly any other school of the list has. Private schools have their own ways with titles. Once for a school."""
    rows = _some(listed, rule)
    least = [max(rule.least, RARE[name] + 1) for name in rule.columns]
    many = [pl.col(name) >= pl.max_horizontal(pl.lit(count), RARE_SHARE * pl.col("teachers")) for name, count in zip(rule.columns, least, strict=True)]
    is_any = rows.select(each.any().alias(name) for name, each in zip(rule.columns, many, strict=True)).row(0)
    told = set[tuple[str, int, str]]()
    for name, is_many in [each for each, is_so in zip(zip(rule.columns, many, strict=True), is_any, strict=True) if is_so]:
        given = rows.filter(pl.col("stage") != Stage.WHOLE.value, pl.col("teachers") > 0, pl.col(name).is_not_null())
        second, third = (pl.col(name).top_k(place).min().over(LIST) for place in (2, 3))
        alone = (third <= RARE[name]) & (pl.col(name) >= TIMES_RARE * second)
        found = given.with_columns(pl.len().over(LIST).alias("_count")).filter(is_many.fill_null(False) & has_others() & alone)
        own_ways = listed.facts.schools.filter(pl.col("ownership") == Ownership.PRIVATE.value)
        for row in found.join(own_ways, on=["school", "year"], how="anti", maintain_order="left").to_dicts():
            if (row["school"], row["year"], row["stage"]) not in told:
                told.add((row["school"], row["year"], row["stage"]))
                zh, en, value = fact_told(rule, row, name)
                count, teachers = row["_count"], row["teachers"]
                words = Message(f"{zh}，专任教师 {teachers}；同表共 {count} 所学校，其他学校几乎没有", f"{en} of {teachers} teachers; hardly any other of the {count} schools of the list has some")
                yield row, Said(name, value, "", words, ("teachers",))


def _far_from_both(listed: SchoolList, rule: Rule) -> Found:
    """Far from schools alike per `under` and per `other`, both the same way: doubled, or halved. Of schools with more than `least` of the first."""
    taught = listed.by_hand.filter(pl.col("stage").is_in(rule.stages), pl.col("kind").is_in(TAUGHT))
    rows = taught.filter(pl.col(rule.under) > rule.least, pl.col(rule.over) > 0, pl.col(rule.other) > 0)
    ratios = {f"_{name}": (pl.col(rule.over) / pl.col(name)).log() for name in (rule.under, rule.other)}
    rows = rows.with_columns(each.alias(name) for name, each in ratios.items())
    far = math.log(rule.times)
    # mostly no schools alike have one beyond the factor from their middle, both ways
    given = [(pl.col(name), pl.col(name).median()) for name in ratios]
    reach = [pl.max_horizontal(each.max() - middle, middle - each.min()) > far for each, middle in given]
    some = rows.group_by("_peers").agg((pl.len() >= FEWEST_PEERS) & reach[0] & reach[1]).filter("len")
    if some.is_empty():
        return
    rows = rows.join(some.select("_peers"), on="_peers", how="semi", maintain_order="left")
    apart = [each - middle.over("_peers") for each, middle in given]
    wrong = [(each.abs() > far) & (each.abs() > ROBUST * SPREADS_OF_BOTH * each.abs().median().over("_peers")) for each in apart]
    for row in rows.filter(wrong[0] & wrong[1] & (apart[0].sign() == apart[1].sign())).to_dicts():
        zh, en, values = zip(*(fact_told(rule, row, name) for name in (rule.over, rule.under, rule.other)), strict=True)
        yield row, Said(rule.over, values[0], "", Message("，".join(zh), ", ".join(en)), (rule.under, rule.other))


_MAY_BE_ONE = ({"floor_area", "teaching_area"}, {"teaching_area", "indoor_sports_area"})  # a teaching point of two rooms
UNLIKE_CHECKS: Mapping[str, Callable[[SchoolList, Rule], Found]] = {
    "none_of_subject": _none_of_subject, "share_apart": _share_apart, "same_measure": _same_measure, "few_rooms": _few_rooms, "rooms_area": _rooms_area,
    "few_books": _few_books, "rare_title": _rare_title, "outlier_both": _far_from_both, "all_board": _all_board,
}
