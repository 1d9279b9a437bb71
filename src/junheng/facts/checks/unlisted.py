"""Figures of a school that stands on no list of schools: they lie in no area and count nowhere."""

from __future__ import annotations

import polars as pl

from junheng.facts.checks.said import Found, Said
from junheng.facts.checks.school_list import SchoolList
from junheng.terms import Message, Stage, joined

_KEY = ["school", "year"]


def unlisted(listed: SchoolList) -> Found:
    """Once for each school and year. Of a year without any list nothing is said here: the evaluation says that it has nothing to judge."""
    if not listed.ground["_kind"].null_count():  # every row has found its school
        return
    schools, rows = listed.facts.schools.select(_KEY), listed.facts.school_years.select(*_KEY, "stage")
    lost = rows.join(schools, on=_KEY, how="anti").join(schools.select("year").unique(), on="year", how="semi")
    for own in lost.sort(*_KEY, "stage").partition_by(_KEY, maintain_order=True) if lost.height else ():
        words = joined(Stage(stage).label for stage in own["stage"])
        code = _code_of(listed, own["school"][0], own["year"][0])
        if code:
            words = Message(f"{words.zh}；名单中同名学校的标识码是 {code}，请改填标识码", f"{words.en}; the school of that name on the list has the code {code}: write it")
        elif years := _years_of(listed, own["school"][0]):
            words = Message(f"{words.zh}；{years} 学年的名单中有它，请看哪一处的学年填错", f"{words.en}; the list has it in {years}: is a year wrong?")
        yield own.row(0, named=True), Said("school", own["school"][0], code, words)


def _years_of(listed: SchoolList, school: str) -> str:
    """The years of which a list has the school."""
    years = listed.facts.schools.filter(pl.col("school") == school)["year"].unique().sort()
    return "、".join(f"{year}/{year + 1}" for year in years)


def _code_of(listed: SchoolList, name: str, year: int) -> str:
    """Where a name was written for the code, and one school of the list has that name and another code."""
    codes = listed.facts.schools.filter(pl.col("name") == name, pl.col("year") == year)["school"].unique()
    return str(codes[0]) if codes.len() == 1 else ""
