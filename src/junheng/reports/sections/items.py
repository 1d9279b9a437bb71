"""Items outside the numbers of schools: what is asked, what was found, what is missing, how sure we are."""

from __future__ import annotations

from junheng.findings.verdicts import ItemVerdict
from junheng.reports.case import Case
from junheng.reports.content import Align, Block, Cell, Column, Heading, Paragraph, Part, Row, Table, Tone
from junheng.reports.numbers import limit_text, verdict_cell
from junheng.rules import Cite
from junheng.rules.standards import Item
from junheng.rules.standards import Part as ItemPart
from junheng.terms import Message, Stage, Verdict

JUDGED_BY = {
    "value": Message("看数值", "by value"), "document": Message("看材料", "by document"),
    "schools": Message("看各校", "school by school"),
}


def items_part(case: Case) -> Part:
    blocks: list[Block] = [Heading(1, case.say("其他项目", "Items beside the figures of schools"))]
    if not case.standard.items:
        blocks.append(Paragraph(case.say("本标准没有其他项目。", "This standard has no other items.")))
    for area, year in case.area_years if case.standard.items else ():
        blocks.append(Heading(2, case.name(area, year)))
        blocks += _of_area(case, area, year)
    return Part(tuple(blocks))


def _of_area(case: Case, area: str, year: int) -> list[Block]:
    items = case.items(area, year)
    found: list[Block] = [Paragraph(_count(case, items))]
    for part in ItemPart:
        own = [each for each in items if each.item.part == part]
        if own:
            found.append(Heading(3, _title(case, part, own)))
            found.append(_table(case, part, own))
    return found


def _title(case: Case, part: ItemPart, own: list[ItemVerdict]) -> str:
    return case.say(f"{part.label.zh}（{len(own)}项）", f"{part.label.en} ({len(own)})")


def _count(case: Case, items: tuple[ItemVerdict, ...]) -> str:
    passed, failed, untold = (
        sum(each.verdict == verdict for each in items) for verdict in (Verdict.PASS, Verdict.FAIL, Verdict.CANNOT_TELL)
    )
    return case.say(
        f"共{len(items)}项：达标{passed}项，不达标{failed}项，无法判断{untold}项。无法判断的，在“县域项目”表中按编号补报即可。",
        f"{len(items)} items: {passed} pass, {failed} fail, {untold} cannot be told. Report those under their id in the table "
        "of county items.",
    )


def _table(case: Case, part: ItemPart, own: list[ItemVerdict]) -> Table:
    columns = (
        Column(case.say("项目", "item"), 15), Column(case.say("要求", "asked"), 8), Column(case.say("结论", "verdict"), 7),
        Column(case.say("依据或所缺", "found, or missing"), 14), Column(case.say("出处", "clause"), 9),
        Column(case.say("可信度", "confidence"), 5, Align.CENTER),
    )
    notes = (case.say("一票否决项目填“否”为达标。", "A veto item is passed by `no`."),) if part == ItemPart.VETO else ()
    return Table(case.to(part.label), case.to(part.label), columns, tuple(_row(case, each) for each in own), notes=notes,
                 captioned=False)


def _row(case: Case, each: ItemVerdict) -> Row:
    item = each.item
    cite = item.cite
    return (
        Cell(case.to(item.title)), Cell(asked(case, item)), verdict_cell(each.verdict, case.lang),
        Cell(case.to(each.found)), Cell(case.to(cite.clause) if cite else "—"), confidence_cell(case, cite),
    )


def asked(case: Case, item: Item) -> str:
    """The limits with their stage, and how the item is judged."""
    unit = f" {case.to(item.unit)}" if item.unit else ""
    limits = []
    for stage, limit in item.limits.items():
        name = "" if stage == "all" else f"{case.to(Stage(stage).label)} "
        limits.append(f"{name}{limit_text(limit)}{unit}")
    way = case.to(JUDGED_BY[item.judged_by])
    return case.say("；", "; ").join([*limits, way])


def confidence_cell(case: Case, cite: Cite | None) -> Cell:
    """What is not verified says so, with a mark of its own."""
    if cite is None:
        return Cell("—")
    label = case.to(cite.confidence.label)
    return Cell(label) if cite.confidence.verified else Cell(f"▲ {label}", tone=Tone.NEAR)
