"""A fact given twice with different values: a finding with every place, and the value of the source that is believed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from junheng.facts.store.authority import Authority
from junheng.facts.tables import Column, Table
from junheng.terms import Finding, Message, Place, Severity, Stage, same

# where a fact of a row as delivered stands: (table, column, record) -> (file, sheet, cell)
CellOf = Callable[[str, str, dict[str, Any]], tuple[str, str, str] | None]
# texts that may be written in two ways without deciding anything
SOFT = {"name", "township", "parent", "location", "datum", "successor"}
_SHOWN = 4  # places of one contradiction in a message
_EACH, _NAMED = 4, 2  # so many facts of one line are told each; of more, so many are named
NO_STAGES: Mapping[Hashable, str] = {}
_FIRST = Message("采用第一个", "The first was used")
_ONE_NAME = Message("采用第一个；若是两所学校，请更正其中一个标识码", "The first was used; if these are two schools, correct the code of one of them")
_NONE = Message(
    "未采用；请核对后统一；若是两所学校，请分别填写标识码",
    "None was used: settle which is right, or give each its code if these are two schools",
)
_OF_STAGES = Message(
    "未采用：这几行是一所学校的各学段。若各填本学段的数，“小计”一行应是它们之和（没有这一行的请加上）；若都填全校的数，各行应相同；若是两所学校，请分别填写标识码",
    "None was used: these are lines of the stages of one school. Where each gives its own stage's figure, a line 小计 must be their sum (add one where there is none); "
    "where each gives the whole school's, write the same in all; if these are two schools, give each its code",
)


@dataclass(frozen=True)
class Clash:
    """`used`: the value of the believed source; None where no source is to be preferred. what: the column with its values and their places."""

    key: tuple[Any, ...]
    column: str
    used: Any
    what: Message
    finding: Finding
    advice: Message = _NONE

    @property
    def places(self) -> tuple[Place, ...]:
        return self.finding.place, *self.finding.against


def clashes(
    table: Table, name: str, rows: pl.DataFrame, key: list[str], cell_of: CellOf, authority: Authority, stages: Mapping[Hashable, str] = NO_STAGES
) -> list[Clash]:
    """One for each key of `rows`. stages: as of `own_stages`."""
    groups = rows.filter(pl.col(name).is_not_null()).group_by(key, maintain_order=True)
    return [_clash(table, name, group, tuple(each), cell_of, authority, stages) for each, group in groups]


def own_stages(table: Table, rows: pl.DataFrame, keys: pl.DataFrame) -> dict[Hashable, str]:
    """By file, sheet and row the stage of lines whose figures of the whole school differ: 小学 and 初中 of one school, each with books."""
    if "stage" not in table.key:
        return {}
    keys = keys.filter(pl.col("stage") == Stage.WHOLE.value)
    if keys.is_empty():
        return {}
    own = rows.filter(pl.col("stage") != Stage.WHOLE.value).join(keys, on=["school", "year"], how="semi").select("_file", "_sheet", "_row", "stage").unique()
    several = own.select(pl.struct("_file", "_sheet", "_row").is_unique()).to_series()  # a line of two stages is of neither
    return {(file, sheet, row): stage for file, sheet, row, stage in own.filter(several).iter_rows()}


def _clash(table: Table, name: str, group: pl.DataFrame, key: tuple[Any, ...], cell_of: CellOf, authority: Authority, stages: Mapping[Hashable, str]) -> Clash:
    column = table.column(name)
    records = group.to_dicts()
    of_lines = [stages.get((each["_file"], each["_sheet"], each["_row"])) for each in records]
    are_stages = len(set(filter(None, of_lines))) > 1
    places = [cell_of(table.name, name, each) or (each["_file"] or "", each["_sheet"] or "", str(each["_row"] or "")) for each in records]
    values = [_told(column, each[name] / column.scale if column.scale > 1 else each[name]) for each in records]
    if are_stages:
        values = [_of_line(table, stage, value) for stage, value in zip(of_lines, values, strict=True)]
    said, advice = _listed(values, places), _OF_STAGES if are_stages else _NONE
    codes = [cell_of(table.name, table.key[0], each) for each in records] if name == "name" else []  # one of them may be another school's
    who = _who(table, key)
    chosen = None if name in SOFT else authority.chosen([(each["_file"] or "", each[name]) for each in records])
    settled = chosen is not None or name in SOFT
    outcome = Message(f"按来源的先后采用 {chosen[0]} 的数，请核对", f"That of {chosen[0]} was used, by the order of authority: look at both") if chosen \
        else _ONE_NAME if name == "name" and table.name == "schools" else _FIRST if name in SOFT else advice
    finding = Finding(
        Severity.WARNING if settled else Severity.ERROR, "fact-twice",
        Message(
            f"{who.zh} 的“{column.header.zh}”有不同的数：{said.zh}。{outcome.zh}", f"{who.en}: `{column.header.en}` is given differently: {said.en}. {outcome.en}"
        ),
        *places[0], said.zh, against=tuple(dict.fromkeys(place for place in (*places, *codes) if place and place != places[0])),
    )
    what = Message(f"“{column.header.zh}”{said.zh}", f"`{column.header.en}` {said.en}")
    return Clash(key, name, chosen[1] if chosen else None, what, finding, advice)


def _of_line(table: Table, stage: str | None, value: Message) -> Message:
    of_stage = _told(table.by_name["stage"], stage or Stage.WHOLE.value)
    return Message(f"{of_stage.zh} {value.zh}", f"{of_stage.en} {value.en}")


def told_together(found: Sequence[tuple[Table, Clash]]) -> list[Finding]:
    """A school whose lines differ nearly everywhere is told once for a year, with all its cells, whatever tables and stages they are of.

    One code for two schools would fill the screen else. Where their names differ too, two figures are enough.
    """
    unsettled: dict[Hashable, list[tuple[Table, Clash]]] = defaultdict(list)
    for table, each in found:
        if each.finding.severity == Severity.ERROR:
            unsettled[_school_of(table, each)].append((table, each))
    renamed = {_school_of(table, each) for table, each in found if table.name == "schools" and each.column == "name"}
    many = {key: of_key for key, of_key in unsettled.items() if len(of_key) > (1 if key in renamed else _EACH)}
    told = []
    for table, each in found:
        key = _school_of(table, each)
        if each.finding.severity != Severity.ERROR or key not in many:
            told.append(each.finding)
        elif each is many[key][0][1]:
            told.append(_together(many[key]))
    return told


def _school_of(table: Table, clash: Clash) -> Hashable:
    """The school and the year, by which the tables of schools are put together; of other tables the key as it is."""
    return clash.key[:2] if table.key[:2] == ("school", "year") else (table.name, *clash.key)


def _together(of_key: Sequence[tuple[Table, Clash]]) -> Finding:
    """Of several stages each of the first figures says its own."""
    table, clash = of_key[0]
    alike = all(each.key == clash.key for _, each in of_key)
    who, count = _who(table, clash.key if alike else clash.key[:2]), len(of_key)
    named = [(each.what if alike else _of_stage(of, each)) for of, each in of_key[:_NAMED]]
    more = Message("等", " among them") if count > _NAMED else Message("", "")
    advice = clash.advice if all(each.advice == clash.advice for _, each in of_key) else _NONE
    message = Message(
        f"{who.zh} 有 {count} 项填了不同的数：{'，'.join(each.zh for each in named)}{more.zh}。{advice.zh}",
        f"{who.en}: {count} facts are given differently, {', '.join(each.en for each in named)}{more.en}. {advice.en}",
    )
    places = tuple(dict.fromkeys(place for _, each in of_key for place in each.places))
    return replace(clash.finding, message=message, against=places[1:])


def _of_stage(table: Table, clash: Clash) -> Message:
    told = [_told(table.by_name[part], value) for part, value in zip(table.key[2:], clash.key[2:], strict=False)]
    return Message("".join([*(each.zh for each in told), clash.what.zh]), " ".join([*(each.en for each in told), clash.what.en]))


def _who(table: Table, key: tuple[Any, ...]) -> Message:
    told = [_told(table.by_name[part], value) for part, value in zip(table.key, key, strict=False)]
    return Message(" ".join(each.zh for each in told), " ".join(each.en for each in told))


def _told(column: Column, value: Any) -> Message:
    """A value as a person reads it: the label of a choice, 是 or 否 for a flag."""
    if value is True or value is False:
        return Message("是", "yes") if value else Message("否", "no")
    return column.labels.get(value) or same(str(value))


def _listed(values: list[Message], places: list[tuple[str, str, str]]) -> Message:
    """Each value with its place; of many the first: one code for nine schools would fill the screen with every column."""
    told = [(value, " ".join(place)) for value, place in zip(values, places, strict=True)]
    first, more = told[:_SHOWN], len(told) - _SHOWN
    zh, en = "；".join(f"{value.zh}（{place}）" for value, place in first), "; ".join(f"{value.en} ({place})" for value, place in first)
    return Message(f"{zh}等 {len(told)} 处", f"{en} and {more} more") if more > 0 else Message(zh, en)
