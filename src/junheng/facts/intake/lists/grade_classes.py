"""Pupils of a grade against its classes, in a list that gives both: a grade without a class, or with more pupils in each than a room holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from junheng.facts.by_hand import LONGEST_BY_HAND
from junheng.facts.intake.forms.form_between import GRADES
from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.lists.reading import Reading
from junheng.facts.intake.values.figures import figure
from junheng.facts.intake.values.sheet import number_of
from junheng.terms import Finding, Message, Severity, Stage

_MOST = 80  # pupils in a class, as L28 has it of a whole stage
_CLASSES = "班"
_OTHER_CLASSES = re.compile("班额|复式|招生|毕业|平均|学前")  # classes of some kind
_JUNIOR = ("七", "八", "九", "7", "8", "9", "初")


def grade_classes(reading: Reading) -> Iterator[Finding]:
    """At the cell of the classes, which are compared and not kept."""
    for head in reading.head.columns if len(reading.rows) <= LONGEST_BY_HAND else ():
        leaf = head.parts[-1].removesuffix("班数").removesuffix("班级数")
        grade = GRADES.get(leaf)
        said = "".join(head.parts)
        if grade is None or _CLASSES not in said or _OTHER_CLASSES.search(said):
            continue
        stage = Stage.JUNIOR if leaf.startswith(_JUNIOR) else Stage.PRIMARY
        pupils = next((reading.facts[key] for key in (("school_years", f"pupils_grade_{grade}", each) for each in (stage, None)) if key in reading.facts), None)
        if pupils is not None and pupils[1].isalpha():
            yield from _wrong(reading, head, pupils[0].to_list(), pupils[1])


def _wrong(reading: Reading, head: ColumnHead, pupils: list[int | None], letters: str) -> Iterator[Finding]:
    sheet, mixed = reading.sheet, [each.column for each in reading.head.columns if "复式" in "".join(each.parts)]
    for row, count in zip(reading.rows, pupils, strict=True):
        classes = figure(sheet.cell(row, head.column))
        is_mixed = any(figure(sheet.cell(row, column)) for column in mixed)  # 复式班: grades share a class
        if count and classes is not None and not is_mixed and count > _MOST * classes:
            yield Finding(
                Severity.WARNING, "grade-classes",
                Message(
                    f"“{head.shown}”填的是 {classes:.10g} 个班，这一年级有 {count} 名学生，每班超过 {_MOST} 人；请核对两数",
                    f"`{head.shown}` has {classes:.10g} classes for {count} pupils, more than {_MOST} in each: look at both figures",
                ),
                *sheet.at(row, head.column), f"{classes:.10g}", f"≥ {-(-count // _MOST)}", (sheet.at(row, number_of(letters) - sheet.left),),
            )
