"""Figures of one school that its list makes doubtful, and nothing in its own line does: a share, a zero, two figures that are one."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import polars as pl

from junheng.facts.checks.ground import FEWEST_PEERS, LIST, TAUGHT
from junheng.facts.checks.list_slips import FEWEST_OTHERS, digits_of, has_others, is_seldom
from junheng.facts.checks.rows import ROBUST, fact_told
from junheng.facts.checks.rule import Rule, column_of
from junheng.facts.checks.said import Found, Row, Said, number
from junheng.facts.checks.school_list import SchoolList
from junheng.terms import Message, Ownership, Stage

# teachers of a subject that a school of its size would have by the share of the list: so many are not 0 by chance where no school that should have some has 0
EXPECTED, OF_OTHERS = 7.0, 2.5
EXPECTED_WHERE_ALIKE, ALIKE = 4.0, 0.4  # fewer will do where every other such school has this share of what is expected of it
# teachers a share is asked of, how far it must be from the middle of the list, in itself and in spreads (the schools' own and that of chance)
FEWEST_TEACHERS, APART, SPREADS = 20, 0.35, 5.0
DIGITS_OF_ONE = 6  # of five digits are two areas of some school by chance
FEWEST_CLASSES, CLASSES_PER_ROOM = 9, 1.5  # where no shift of pupils comes in the afternoon, as nowhere in the list
FEW_BOARD, MOST_BOARD = 0.3, 0.7  # shares of pupils that board, in the middle of a list and in the school next to the one that is told
SPREADS_OF_BOTH = 4  # of each of two ratios


def _none_of_subject(listed: SchoolList, rule: Rule) -> Found:
    """0 teachers of a subject in a large school, where every other school of the list that should have two of them has some."""
    rows = listed.by_hand
    for name in rule.columns:
        if rows.filter((pl.col(name) == 0) & (pl.col("teachers") >= FEWEST_TEACHERS)).is_empty():
            continue
        given = rows.filter(pl.col("kind").is_in(TAUGHT), pl.col("teachers") > 0, pl.col("pupils") > 0, pl.col(name).is_not_null())
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
    rows = listed.by_hand.filter(pl.col("teachers") >= FEWEST_TEACHERS, pl.col("stage") != Stage.WHOLE.value)
    shares = [(pl.col(name) / pl.col("teachers"), name) for name in rule.columns]
    of_lists = rows.group_by(LIST).agg(
        pl.len().alias("_count"), *[share.median().alias(f"mid {name}") for share, name in shares],
        *[share.min().alias(f"least {name}") for share, name in shares], *[share.max().alias(f"most {name}") for share, name in shares],
    ).filter(pl.col("_count") > FEWEST_OTHERS)
    told = set[tuple[str, int, str]]()
    for name in rule.columns:  # seldom one is far enough from the middle to be looked at
        least, middle, most = (pl.col(f"{each} {name}") for each in ("least", "mid", "most"))
        doubtful = of_lists.filter(pl.max_horizontal(most - middle, middle - least) > APART).select(LIST, middle.alias("_usual"))
        for row in _far_shares(listed, rows, doubtful, name) if doubtful.height else ():
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


def _few_rooms(listed: SchoolList, rule: Rule) -> Found:
    """Classes without a room, alone in a list whose other schools have a room for each class: elsewhere pupils come in two shifts."""
    whole = listed.by_hand.filter(pl.col("stage") == Stage.WHOLE.value, pl.col("kind").is_in(TAUGHT))
    rows = whole.filter(pl.col("classrooms") > 0, pl.col("all_classes") >= FEWEST_CLASSES)
    lacking = pl.col("all_classes") > CLASSES_PER_ROOM * pl.col("classrooms")
    for row in rows.filter(lacking & has_others() & is_seldom(lacking)).to_dicts():
        words = Message(f"{row['all_classes']} 个班，教室 {row['classrooms']} 间", f"{row['all_classes']} classes, {row['classrooms']} classrooms")
        yield row, Said("classrooms", str(row["classrooms"]), f"≥ {row['all_classes']}", words, ("all_classes",))


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
    "none_of_subject": _none_of_subject, "share_apart": _share_apart, "same_measure": _same_measure, "few_rooms": _few_rooms,
    "outlier_both": _far_from_both, "all_board": _all_board,
}
