"""The counties of a delivery: a row of another one in a list, and files of several in one folder."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping

import polars as pl

from junheng.facts.checks.ground import TAUGHT
from junheng.facts.checks.rule import Rule
from junheng.facts.checks.said import Found, Said
from junheng.facts.checks.school_list import FEWEST_ALIKE, NEAR_NAME, SchoolList
from junheng.terms import Message, joined

FEWEST, MOST = 8, 0.9  # rows of a sheet that name their county, and the share that names one
MANY = 20  # counties: a province knows that it hands in several
PAIR = 2  # counties of one sheet are no province
_SHEET = ["_file", "_sheet"]


def area_in_sheet(listed: SchoolList, rule: Rule) -> Found:
    """A few rows of another county in a sheet whose other rows name one. A name that is spelt almost like it is told as that (S17), and a school named after the one as a school of it (S18)."""
    rows = listed.facts.records["schools"].filter(pl.col("area").is_not_null(), pl.col("name").is_not_null())
    if rows["area"].n_unique() < 2:
        return
    counted = rows.group_by(*_SHEET, "area", maintain_order=True).len().with_columns(pl.col("len").sum().over(_SHEET).alias("_of"))
    usual = counted.filter(pl.col("_of") >= FEWEST, pl.col("len") >= MOST * pl.col("_of"), pl.col("len") < pl.col("_of"))
    few = rows.group_by(*_SHEET, "area").agg(pl.col("school").n_unique()).filter(pl.col("school") < FEWEST_ALIKE).drop("school")  # more schools are a county of the list, and no slips
    odd = rows.join(few, on=[*_SHEET, "area"], how="semi", maintain_order="left").join(usual.select(*_SHEET, pl.col("area").alias("_usual"), pl.col("len").alias("_count")), on=_SHEET, how="inner", maintain_order="left").filter(pl.col("area") != pl.col("_usual"))
    for row in odd.to_dicts():
        area, of = row["area"], row["_usual"]
        if row["name"].startswith(of) or difflib.get_close_matches(area, [of], n=1, cutoff=NEAR_NAME):
            continue
        words = Message(f"填的是{area}；同表其他 {row['_count']} 行都是{of}", f"{area} is given; the other {row['_count']} rows of the sheet are of {of}")
        yield row, Said("area", area, of, words, at=listed.facts.cell_of("schools", "area", row))


def several_areas(listed: SchoolList, rule: Rule) -> Found:
    """Said once: files of another county in the folder leave no other word. A sheet of several counties knows that it is one."""
    schools = listed.named.filter(pl.col("area").is_not_null(), pl.col("kind").is_in(TAUGHT))
    counted = schools.group_by("area").agg(pl.col("school").n_unique().alias("count"), pl.col("year").max()).sort("count", "area", descending=[True, False])
    if not 2 <= counted.height <= MANY or counted.filter(pl.col("count") >= FEWEST_ALIKE).height < 2 or _of_one_sheet(listed, counted.height):
        return
    least = counted.row(-1, named=True)
    words = joined(Message(f"{area} {count} 所", f"{area}: {count} schools") for area, count in counted.select("area", "count").iter_rows())
    first = listed.of_list(least["area"], least["year"])[0]
    yield {name: first[name] for name in ("area", "school", "year")}, Said("area", str(counted.height), "", words)


def _of_one_sheet(listed: SchoolList, areas: int) -> bool:
    held = listed.facts.records["schools"].group_by(_SHEET).agg(pl.col("area").n_unique())["area"].max()
    return areas > PAIR and isinstance(held, int) and held >= areas


AREA_CHECKS: Mapping[str, Callable[[SchoolList, Rule], Found]] = {"area_in_sheet": area_in_sheet, "several_areas": several_areas}
