"""Figures of a school that stands on no list of schools: they lie in no area and count nowhere."""

from __future__ import annotations

from junheng.facts.checks.said import Said
from junheng.facts.checks.school_list import Found, SchoolList
from junheng.terms import Message, Stage

_KEY = ["school", "year"]


def unlisted(listed: SchoolList) -> Found:
    """Once for each school and year. Of a year without any list nothing is said here: the evaluation says that it has nothing to judge."""
    if not listed.ground["_kind"].null_count():  # every row has found its school
        return
    schools, rows = listed.facts.schools.select(_KEY), listed.facts.school_years.select(*_KEY, "stage")
    lost = rows.join(schools, on=_KEY, how="anti").join(schools.select("year").unique(), on="year", how="semi")
    for own in lost.sort(*_KEY, "stage").partition_by(_KEY, maintain_order=True) if lost.height else ():
        labels = [Stage(stage).label for stage in own["stage"]]
        words = Message("、".join(each.zh for each in labels), ", ".join(each.en for each in labels))
        yield own.row(0, named=True), Said("school", own["school"][0], "", words)
