"""One school told down to the cells: every verdict with rule, clause, formula and the real numbers."""

from __future__ import annotations

import difflib

from junheng import __version__
from junheng.facts import Delivery
from junheng.findings import Evaluation, SchoolVerdict
from junheng.findings.engine import Status
from junheng.reports.case import Case
from junheng.reports.content import (
    Block,
    Cell,
    Column,
    Heading,
    Listing,
    Paragraph,
    Part,
    Report,
    Table,
    Tone,
    numbered,
)
from junheng.reports.numbers import TONES, count, verdict_text
from junheng.reports.sections.counted import kind_text, location_text
from junheng.reports.sections.figures import titled
from junheng.reports.sections.schools import rest_percent, value_cell
from junheng.reports.trace import trace_blocks
from junheng.rules.standards import cites
from junheng.terms import Lang, UsageError, Verdict


def build(evaluation: Evaluation, delivery: Delivery, school: str, lang: Lang) -> Report:
    """`school`: code or name. Every year of it, the stages one below the other."""
    case = Case(evaluation, delivery, lang)
    units = _units(evaluation, school)
    parts = []
    for year in dict.fromkeys(unit.year for unit in units):
        own = [unit for unit in units if unit.year == year]
        blocks: list[Block] = [Heading(1, f"{own[0].name} {case.school_year(year)}"), _identity(case, own[0]), *_points(case, own)]
        for unit in own:
            blocks += _stage(case, unit)
        parts.append(Part(tuple(blocks), alone=True))
    title = case.say(f"{units[0].name}达标情况说明", f"How {units[0].name} was judged")
    return Report(title, _subtitle(case), lang, numbered(tuple(parts), lang))


def _subtitle(case: Case) -> str:
    snapshot, rules = case.evaluation.facts.snapshot, case.evaluation.rules.version
    return case.say(
        f"{case.standard.title.zh}　规则版本 {rules}　数据快照 {snapshot}　程序 Junheng {__version__}　{case.today.isoformat()}",
        f"{case.standard.title.en} - rules {rules} - snapshot {snapshot} - Junheng {__version__} - {case.today.isoformat()}",
    )


def _units(evaluation: Evaluation, school: str) -> list[SchoolVerdict]:
    """Raises UsageError where no school, or more than one, answers to the name."""
    wanted = school.strip()
    everyone = [*evaluation.schools, *evaluation.not_counted]
    found = [unit for unit in everyone if unit.school == wanted] or [unit for unit in everyone if unit.name == wanted]
    if not found:
        raise _no_school(wanted, everyone)
    codes = sorted({unit.school for unit in found})
    if len(codes) > 1:
        raise UsageError(
            f"叫“{wanted}”的学校有{len(codes)}所，请用标识码：{'、'.join(codes)}",
            f"{len(codes)} schools are called {wanted}; name one by its code: {', '.join(codes)}",
        )
    return found


def _no_school(wanted: str, everyone: list[SchoolVerdict]) -> UsageError:
    names = sorted({unit.name for unit in everyone})
    near = [name for name in names if wanted and wanted in name][:5] or difflib.get_close_matches(wanted, names, n=5, cutoff=0.5)
    hint_zh = f"；是否为：{'、'.join(near)}" if near else f"；共有{len(names)}所学校"
    hint_en = f"; did you mean: {', '.join(near)}" if near else f"; there are {len(names)} schools"
    return UsageError(f"没有学校“{wanted}”（标识码或校名）{hint_zh}", f"no school {wanted} (code or name){hint_en}")


def _identity(case: Case, unit: SchoolVerdict) -> Table:
    row = case.school_rows.get((unit.school, unit.year), {})
    rows = [
        (case.say("标识码", "code"), unit.school), (case.say("县（市、区）", "area"), unit.area),
        (case.say("办学类型", "kind"), kind_text(case, unit.kind)),
        (case.say("城乡类型", "location"), location_text(case, unit.location)),
        (case.say("乡镇（街道）", "township"), unit.township or case.say("缺", "missing")),
    ]
    if row.get("parent"):
        rows.append((case.say("所属中心校", "parent school"), str(row["parent"])))
    rows.append((case.say("数据文件", "files"), _files(case)))
    used = [document for key, document in case.standard.documents.items() if key in _cited(case)]
    named = [f"{each.number}{case.say('《', ' ')}{case.to(each.title)}{case.say('》', '')}" for each in used]
    rows.append((case.say("依据文件", "documents"), "\n".join(named) or "—"))
    columns = (Column(case.say("项目", "item"), 8), Column(case.say("内容", "content"), 30))
    return Table(case.say("学校", "school"), case.say("学校", "school"), columns,
                 tuple((Cell(name), Cell(text)) for name, text in rows), captioned=False)


def _files(case: Case) -> str:
    """With the numbers by which the cells below name them."""
    if len(case.files) < 2:
        return case.join(case.files) or "—"
    return "\n".join(f"[{place}] {file}" for place, file in enumerate(case.files, 1))


def _cited(case: Case) -> set[str]:
    """Keys of the documents that the indicators' clauses stand in."""
    return {cite.of for cite in cites(case.standard.indicators)}


def _points(case: Case, own: list[SchoolVerdict]) -> list[Block]:
    points = case.points(own[0])
    if not points:
        return []
    words = case.say("已并入本校计算的教学点（学生和资源相加后再拆分）：",
                     "Teaching points joined to it (pupils and resources are added before anything is split):")
    return [Paragraph(words), Listing(tuple(f"{point.name} [{point.school}]" for point in points))]


def _stage(case: Case, unit: SchoolVerdict) -> list[Block]:
    found: list[Block] = [Heading(2, case.stage_title(unit.stage))]
    if unit.status != Status.COUNTED:
        reason = case.to(unit.status.message)
        return [*found, Paragraph(case.say(f"本学段不参加计算：{reason}。", f"This stage does not count: {reason}."), Tone.STRONG)]
    found += [_verdict(case, unit), _overview(case, unit)]
    for place, measured in enumerate(unit.measured, 1):
        found += trace_blocks(case, unit, place, measured)
    return found


def _verdict(case: Case, unit: SchoolVerdict) -> Paragraph:
    rule = case.standard.school_rule
    if rule is None or unit.verdict is None:
        return Paragraph(case.say("本标准不对单个学校下结论；下列数值进入县域差异系数。",
                                  "This standard does not judge single schools; the figures below enter the county's CVs."))
    asked = sum(measured.verdict is not None for measured in unit.measured)
    failed = [measured for measured in unit.measured if measured.verdict == Verdict.FAIL]
    far = sum(measured.near_enough is False for measured in failed)
    untold = sum(measured.verdict == Verdict.CANNOT_TELL for measured in unit.measured)
    zh = f"结论：{unit.verdict.label.zh}。{asked}项中达标{unit.met}项（要求至少{rule.at_least}项）"
    en = f"Verdict: {unit.verdict.label.en}. {unit.met} of {asked} indicators are kept (at least {rule.at_least} are asked)"
    if rule.rest_share:
        zh += f"；不达标{len(failed)}项中，低于限值{rest_percent(case)}的有{far}项（要求 0 项）"
        en += f"; of the {len(failed)} not kept {far} are below {rest_percent(case)} of the limit (0 are allowed)"
    if untold:
        zh, en = f"{zh}；缺数据无法判断{untold}项", f"{en}; {untold} cannot be told for missing facts"
    return Paragraph(case.say(f"{zh}。", f"{en}."), TONES[unit.verdict] if unit.verdict != Verdict.PASS else Tone.STRONG)


def _overview(case: Case, unit: SchoolVerdict) -> Table:
    columns = (Column(case.say("指标", "indicator"), 18), Column(case.say("数值", "value"), 7), Column(case.say("结论", "verdict"), 7))
    rows = [(Cell(case.say("在校生", "pupils")), count(unit.pupils, case.lang), Cell("—"))]
    rows += [
        (Cell(f"{place} {titled(case, measured.indicator)}"), value_cell(case, measured),
         Cell(verdict_text(measured.verdict, case.lang)))
        for place, measured in enumerate(unit.measured, 1)
    ]
    label = case.to(unit.stage.label)
    return Table(case.say(f"{label}一览", f"{label}: overview"), label, columns, tuple(rows))
