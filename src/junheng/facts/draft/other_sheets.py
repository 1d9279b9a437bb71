"""What a workbook holds beside the table that is drafted: other sheets, and lines within it that name another stage. A source reads them all alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from junheng.facts.draft.table import Table
from junheng.facts.intake.heads.constants_doubts import is_stage_alone, stages_said
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import is_filled, plain, shown
from junheng.terms import Message, Stage
from junheng.terms.personal import masked

_MOST_HEADS = 6  # named of those that are not alike
_MOST_NAMED = 12  # sheets that are named one by one


def others_of(table: Table, sheets: Sequence[Sheet], tables: Sequence[Table]) -> Iterator[Message]:
    """tables: of all sheets that have one."""
    by_sheet = {id(each.sheet): each for each in tables}
    others = [sheet for sheet in sheets if sheet is not table.sheet and any(map(is_filled, sheet.rows))]
    for sheet in others[:_MOST_NAMED]:
        yield _of_sheet(table, sheet, by_sheet.get(id(sheet)))
    if len(others) > _MOST_NAMED:
        yield Message(f"还有 {len(others) - _MOST_NAMED} 张工作表没有起草", f"{len(others) - _MOST_NAMED} further sheets were not drafted")
    named = {text: said for cells in table.rows if (text := _alone(cells)) and is_stage_alone(text) and (said := stages_said(text))}
    if len(set(named.values())) > 1:
        lines = "、".join(map(masked, named))
        yield Message(
            f"表中有的行写的是学段（{lines}），其下各校是不同的学段：不要在 constants 写 stage，请分成几张表或加“学段”一列",
            f"lines of the table name stages ({lines.replace('、', ', ')}), so the schools below them are of several: write no `stage` under constants, but part the table or add a column of stages",
        )


def _of_sheet(table: Table, sheet: Sheet, other: Table | None) -> Message:
    name = masked(sheet.name)
    if other is None:
        return Message(f"工作表“{name}”没有起草，也没有找到表头", f"the sheet {name} was not drafted, and no head was found there")
    zh, en = [f"{len(other.rows)} 行"], [f"{len(other.rows)} rows"]
    here, there = (list(dict.fromkeys(head.shown for head in each.head.columns)) for each in (table, other))
    for heads, more in (([head for head in there if head not in here], Message("多出", "more heads")), ([head for head in here if head not in there], Message("没有", "lacking"))):
        if heads:
            some = ", ".join(map(masked, heads[:_MOST_HEADS])) + (" …" if len(heads) > _MOST_HEADS else "")
            zh.append(f"{more.zh}：{some}")
            en.append(f"{more.en}: {some}")
    if len(zh) == 1:
        zh.append("表头相同")
        en.append("the same heads")
    own, said = stages_said(table.sheet.name), stages_said(sheet.name)
    if own != said:
        stages = [stage for stage in Stage if stage in said]
        zh.append(f"表名写的学段{'是' + '、'.join(stage.label.zh for stage in stages) if stages else '不同'}，不要在 constants 写 stage：请把各学段分成几个文件，或加“学段”一列")
        names = f"its name says {' or '.join(stage.label.en for stage in stages)}" if stages else "its name says no such stage"
        en.append(f"{names}: write no `stage` under constants, but part the stages into files or add a column of stages")
    return Message(f"工作表“{name}”没有起草，按同一来源读取（{'；'.join(zh)}）", f"the sheet {name} was not drafted and is read by the same source ({'; '.join(en)})")


def _alone(cells: Sequence[object]) -> str:
    """The text of a line that holds no other."""
    filled = [cell for cell in cells if plain(cell)]
    return shown(filled[0]) if len(filled) == 1 else ""
