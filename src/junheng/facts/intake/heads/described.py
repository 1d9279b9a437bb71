"""Columns that a source describes and a file lacks, where heads of its kind are passed over by a wildcard (QT_*): one was renamed, perhaps, and nothing else would tell it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from junheng.facts.intake.heads.columns import Assigned, table_column
from junheng.facts.intake.heads.head import Head
from junheng.facts.intake.heads.source import Source, SourceColumn
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import words
from junheng.terms import Finding, Message, Severity

_ALIKE, _MOST_NAMED = 0.6, 3


def described_lacking(sheet: Sheet, head: Head, source: Source, assigned: Sequence[Assigned]) -> Iterator[Finding]:
    """The teachers of one stage, where those of the others are there and so is something else of that stage: a file of another year may lack a fact altogether, or a stage."""
    if not any("*" in each for each in source.ignore):
        return
    given = {(each.source.fact, each.source.stage) for each in assigned if each.source.stage and not each.source.year}
    facts, stages = {fact for fact, _ in given}, {stage for _, stage in given}
    told: set[tuple[str, object]] = set(given)
    for column in source.columns:
        key = column.fact, column.stage
        if column.stage in stages and column.fact in facts and key not in told and not column.year:
            told.add(key)
            yield _told(sheet, head, source, column, {each.head.column for each in assigned})


def _told(sheet: Sheet, head: Head, source: Source, column: SourceColumn, used: Collection[int]) -> Finding:
    about, stage = table_column(source, column).header, column.stage.label if column.stage else Message("", "")
    wanted = column.heads[0]
    others = {words(each.shown): each.shown for each in head.columns if each.column not in used}
    shared = {text: sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(text, words(wanted), strict=False))) for text in others}
    near = [others[text] for text in sorted(shared, key=lambda text: -shared[text])[:_MOST_NAMED] if shared[text] > _ALIKE * len(words(wanted))]
    like = Message(f"；是否改成了“{'”“'.join(near)}”？", f"; was it renamed ({', '.join(near)})?") if near else Message("。", ".")
    return Finding(
        Severity.WARNING, "column-not-found",
        Message(
            f"没有找到表头“{wanted}”（{stage.zh}{about.zh}），而其他学段的都有，这一项因此缺失{like.zh}请改回表头，或在来源文件中补上",
            f"the head {wanted} ({stage.en}: {about.en}) was not found, while those of other stages were: the fact is missing{like.en} Restore the head, or add it to the source file",
        ),
        *sheet.at(head.last, head.columns[0].column), "", wanted,
    )
