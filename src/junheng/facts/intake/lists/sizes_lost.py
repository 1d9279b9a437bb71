"""Sizes of classes that fit the limits of another stage: 46-55人 in the line of a junior school, whose classes are of standard size up to 50."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import polars as pl

from junheng.facts.intake.heads.add_up import Columns
from junheng.facts.intake.heads.source import AddedUp
from junheng.facts.intake.lists.reading import Reading
from junheng.facts.intake.values.sheet import number_of
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Finding, Message, Severity, Stage


def sizes_lost(reading: Reading, before: Columns, stages: pl.Series) -> Iterator[Finding]:
    """For each fact and stage once, with the number of its lines. before: the facts as they were before parts were added up; stages: of each line.

    Where the whole list is of one stage, the part that lacks is told by `add_up`.
    """
    parts = {fact: values for (table, fact, stage), values in before.items() if table == "school_years" and stage is None and fact in reading.source.parts}
    of_stages = [added for added in reading.source.added_up if added.stages] if parts else []
    for fact in dict.fromkeys(added.fact for added in of_stages):
        sums = [added for added in of_stages if added.fact == fact]
        given = {part: parts[part] for added in sums for part in added.parts if part in parts}
        made = reading.facts.get(("school_years", fact, None))
        for stage in dict.fromkeys(stage for added in sums for stage in added.stages) if given else ():
            own = [added for added in sums if stage in added.stages]
            if not any(_is_there(added, parts) for added in own):
                some = pl.DataFrame([values.alias(part) for part, (values, _) in given.items()]).select(pl.any_horizontal(pl.all() > 0).fill_null(False)).to_series()
                lost = (stages == stage.value).fill_null(False) & some & (made[0].is_null() if made else True)
                if lost.any():
                    yield _told(reading, fact, stage, lost, [letters for _, letters in given.values()])


def _is_there(added: AddedUp, parts: Mapping[str, object]) -> bool:
    return all(part in parts for part in added.parts)


def _told(reading: Reading, fact: str, stage: Stage, lost: pl.Series, letters: Iterable[str]) -> Finding:
    sheet, column = reading.sheet, SCHOOL_YEARS.column(fact)
    at = [number_of(each) - sheet.left for each in letters]
    row, *_ = places = [reading.rows[place] for place in lost.arg_true()]
    heads = "、".join(each.shown for each in reading.head.columns if each.column in at)
    return Finding(
        Severity.WARNING, "part-missing",
        Message(
            f"{stage.label.zh} {len(places)} 行的“{column.header.zh}”（{column.meaning.zh}）从“{heads}”分不出来，没有采用；请按该学段的班额分列填写",
            f"`{column.header.en}` ({column.meaning.en}) of the {stage.label.en} stage cannot be told from {heads} in {len(places)} lines and was not used: give the sizes by the limits of that stage",
        ),
        *sheet.at(row, at[0]), "", column.header.zh, tuple(sheet.at(each, at[0]) for each in places[1:]),
    )
