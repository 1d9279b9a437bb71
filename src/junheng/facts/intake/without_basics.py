"""Schools of which the forms give figures while none of basic facts (教基1001) and no list names them: their kind, and whether they count, is not known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from junheng.facts.delivery import Block, Delivery, FormsOf
from junheng.facts.intake.schools.other_code import under_other_code
from junheng.terms import Finding, Message, Severity, Stage, joined

BASICS = "教基1001"
_NAMED = 3  # schools that a message names


class _Reported(NamedTuple):
    school: str
    year: int
    blocks: list[Block]

    @property
    def place(self) -> tuple[str, str, str]:
        first = self.blocks[0]
        return first.file, first.sheet, str(first.rows[0])


def without_basics(delivery: Delivery) -> Iterator[Finding]:
    """Where a year has no list and no basic facts at all, its schools are put on a list by the names of their forms; where others have theirs, a school without is an error."""
    lost = _unlisted(delivery) if delivery.forms else []
    if not lost:
        return
    listed = {year for block in delivery.blocks if block.table == "schools" for year in block.columns["year"]}
    of = {each.school: each for each in delivery.forms}
    other_code = under_other_code(delivery.forms)
    for year in sorted({each.year for each in lost}):
        own = [each for each in lost if each.year == year]
        known = [] if year in listed else [each for each in own if each.school in of and of[each.school].area]
        delivery.blocks += [_on_the_list(each, of[each.school]) for each in known]
        if known:
            yield _of_all(year, known, of)
        for each in own:
            if each not in known:
                basics = other_code.get((each.school, year))
                yield _of_one(each) if basics is None else _of_two(each, basics, delivery)


def _unlisted(delivery: Delivery) -> list[_Reported]:
    reported = dict[tuple[object, object], list[Block]]()
    for block in delivery.blocks:
        if block.is_form and block.table == "school_years" and len(block.rows):
            reported.setdefault((block.columns["school"][0], block.columns["year"][0]), []).append(block)
    for each in delivery.forms:
        if each.has_basics:
            reported.pop((each.school, each.year), None)
    for block in delivery.blocks if reported else ():
        if block.table == "schools":
            for key in zip(block.columns["school"], block.columns["year"], strict=True):
                reported.pop(key, None)
    return [_Reported(str(school), int(str(year)), blocks) for (school, year), blocks in reported.items()]


def _on_the_list(one: _Reported, said: FormsOf) -> Block:
    file, sheet, _ = one.place
    return Block("schools", file, sheet, list(one.blocks[0].rows), {"school": [one.school], "year": [one.year], "area": [said.area], "name": [said.name]}, {}, is_form=True)


def _of_all(year: int, known: list[_Reported], of: dict[str, FormsOf]) -> Finding:
    names = [of[each.school].name or each.school for each in known[:_NAMED]]
    zh, en = "、".join(names) + ("等" if len(known) > _NAMED else ""), ", ".join(names) + (" …" if len(known) > _NAMED else "")
    return Finding(
        Severity.WARNING, "basics-missing",
        Message(
            f"{year}/{year + 1} 学年的 {len(known)} 所学校（{zh}）没有《学校（机构）基本情况》（教基1001），也没有学校名单：办学类型、城乡、公办民办都不知道，办学类型只能按所报学段推定；请补交 1001 或一份学校名单",
            f"{len(known)} schools of {year}/{year + 1} ({en}) have neither a form of basic facts (教基1001) nor a list that names them: kind, place and ownership are not known, "
            "and the kind is taken from the stages reported. Add the forms 1001, or a list of schools",
        ),
        *known[0].place, known[0].school, BASICS,
    )


def _of_one(one: _Reported) -> Finding:
    stages = joined(Stage(stage).label for stage in sorted({str(block.columns["stage"][0]) for block in one.blocks} - {"None"}))
    return Finding(
        Severity.ERROR, "basics-missing",
        Message(
            f"没有一张《学校（机构）基本情况》（教基1001）或学校名单写着“{one.school}”（{one.year}/{one.year + 1}）：不知属于哪个县、是哪一类学校，有关数据（{stages.zh}）未计入；"
            "请补交它的 1001；若校名或标识码与 1001 上的不同，请改成一致",
            f"no form of basic facts (教基1001) and no list names {one.school} ({one.year}/{one.year + 1}): which county and kind it is of is not known, and its figures ({stages.en}) count nowhere. "
            "Add its form 1001, or write name and code as they stand there",
        ),
        *one.place, one.school, BASICS,
    )


def _of_two(one: _Reported, basics: FormsOf, delivery: Delivery) -> Finding:
    """Both halves of a school are told once: at the cell of the code, where that is told already."""
    cell = next((each for each in delivery.findings if each.rule == "school-disagrees" and (each.file, each.found) == (basics.file, basics.school)), None)
    delivery.findings[:] = [each for each in delivery.findings if each is not cell]
    name = basics.name or ""
    return Finding(
        Severity.ERROR, "basics-missing",
        Message(
            f"1001 上的标识码是“{basics.school}”（{name}），同一文件中的其他表写的是“{one.school}”（{one.year}/{one.year + 1}），看来是同一所学校：其他表的数据未计入，1001 上的学校没有数据；请核对标识码，改成一致",
            f"the form of basic facts (教基1001) has the code {basics.school} ({name}), the other forms of its file {one.school} ({one.year}/{one.year + 1}), and they seem to be one school: "
            "the figures count nowhere, and the school of the 1001 has none. Compare the codes and write the same in all of them",
        ),
        *(cell.place if cell else one.place), basics.school, one.school, (one.place,) if cell else (),
    )
