"""The funding tests told: per area and year what was asked, the formula with its numbers, the cells, what is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from junheng import __version__
from junheng.facts import Delivery
from junheng.findings.funding import Answer, Figure, Funding, FundingYear, GroupAnswer, Outcome, runs
from junheng.reports.content import (
    Block,
    Cell,
    Column,
    Heading,
    Listing,
    Paragraph,
    Part,
    Report,
    Row,
    Table,
    Tone,
    numbered,
)
from junheng.reports.numbers import TONES, verdict_cell, verdict_text
from junheng.reports.spoken import Spoken
from junheng.rules import Cite
from junheng.terms import Lang, Message, Severity, Verdict

_AT_A_TERMINAL = 12  # schools of one test; reports and --json have all
_ORDER = (Verdict.FAIL, Verdict.CANNOT_TELL, Verdict.PASS, None)
_NOT_ASKED = Message("— 不检验", "— not asked")


def build(found: Funding, delivery: Delivery, lang: Lang, every: bool) -> Report:
    """every: all schools, readings and sources; without it only the schools that do not pass."""
    page = Page(found, delivery, lang, every)
    parts = [Part(tuple(_year(page, year)), landscape=True) for year in found.years]
    if parts:
        parts.insert(0, Part(tuple(_at_a_glance(page))))
    if every:
        parts.append(Part((*_sources(page), *_findings(page))))
    title = page.to(found.rules.content.title)
    if not parts:
        parts = [Part((Paragraph(page.say("没有读到经费数据。", "No funds were read.")),))]
    return Report(title, _subtitle(page), lang, numbered(tuple(parts), lang))


@dataclass(frozen=True)
class Page(Spoken):
    found: Funding
    delivery: Delivery
    lang: Lang
    every: bool

    @cached_property
    def files(self) -> list[str]:
        """The files that the figures of the tests were read from, in the order in which they come."""
        outcomes = [outcome for year in self.found.years for answer in year.answers for outcome in answer.outcomes]
        return list(dict.fromkeys(place[0] for outcome in outcomes for figure in outcome.figures for place in figure.places))


def _subtitle(page: Page) -> str:
    rules, snapshot = page.found.rules, page.found.facts.snapshot
    changed = "".join(f"　{path}={value}" for path, value in rules.settings.items())
    today = date.today().isoformat() if page.every else ""
    return page.say(
        f"经费规则 {rules.content.id} {rules.version}{changed}　数据快照 {snapshot}　程序 Junheng {__version__}　{today}".rstrip(),
        f"funding rules {rules.content.id} {rules.version}{changed.replace('　', ', ')} - snapshot {snapshot} - Junheng {__version__} {today}".rstrip(),
    )


def _year(page: Page, year: FundingYear) -> list[Block]:
    counts = Counter(answer.verdict for answer in year.answers)
    told = page.say(
        f"共 {len(year.answers)} 项检验：达标 {counts[Verdict.PASS]}，不达标 {counts[Verdict.FAIL]}，无法判断 {counts[Verdict.CANNOT_TELL]}，不检验 {counts[None]}。",
        f"{len(year.answers)} tests: {counts[Verdict.PASS]} pass, {counts[Verdict.FAIL]} fail, {counts[Verdict.CANNOT_TELL]} cannot be told, {counts[None]} not asked.",
    )
    blocks: list[Block] = [Heading(1, page.say(f"{year.area} {year.year} 财政年度", f"{year.area}, fiscal year {year.year}")), Paragraph(told)]
    for group in year.groups:
        blocks += _group(page, year, group)
    return blocks


def _at_a_glance(page: Page) -> list[Block]:
    """All years side by side, a table for each area; the files by the numbers that the cells below name them by."""
    areas = dict.fromkeys(year.area for year in page.found.years)
    blocks: list[Block] = [Heading(1, page.say("一览", "At a glance"))]
    blocks += [_overview(page, [year for year in page.found.years if year.area == area]) for area in areas]
    if len(page.files) > 1:
        files = page.say("；", "; ").join(f"[{at}] {file}" for at, file in enumerate(page.files, 1))
        blocks.append(Paragraph(page.say(f"数据文件：{files}", f"Files: {files}")))
    return blocks


def _overview(page: Page, years: list[FundingYear]) -> Table:
    columns = (
        Column(page.say("要求", "what is asked"), 18), Column(page.say("性质", "basis"), 10),
        *(Column(page.say(f"{year.year} 年", str(year.year)), 6) for year in years),
    )
    rows = tuple(
        (Cell(page.to(groups[0].group.title)), Cell(page.to(groups[0].group.basis.label)), *(_verdict_cell(page, each.verdict) for each in groups))
        for groups in zip(*(year.groups for year in years), strict=True)
    )
    title = page.say(f"{years[0].area}：各类要求的结论", f"{years[0].area}: verdicts")
    return Table(title, title, columns, rows)


def _verdict_cell(page: Page, verdict: Verdict | None) -> Cell:
    return verdict_cell(verdict, page.lang) if verdict else Cell(page.to(_NOT_ASKED))


def _group(page: Page, year: FundingYear, group: GroupAnswer) -> list[Block]:
    word = verdict_text(group.verdict, page.lang) if group.verdict else page.to(_NOT_ASKED)
    title = page.to(group.group.title)
    asked = [answer for answer in group.answers if answer.outcomes]
    rows = tuple(row for answer in asked for row in _rows(page, answer))
    blocks: list[Block] = [Heading(2, f"{title} {word}")]
    if rows:
        blocks.append(Table(title, f"{year.year} {title}", _columns(page, page.say("要求及依据", "what is asked, and where")), rows, captioned=False))
    silent = [answer for answer in group.answers if not answer.outcomes]
    if silent:
        blocks.append(Paragraph(page.say("不检验：", "Not asked: ") + page.say("；", "; ").join(_silence(page, each) for each in silent)))
    for answer in asked:
        if answer.rule.scope == "school":
            blocks += _schools(page, year, answer)
    return blocks


def _silence(page: Page, answer: Answer) -> str:
    assert answer.not_asked is not None
    return page.say(f"{page.to(answer.rule.title)}（{page.to(answer.not_asked)}）", f"{page.to(answer.rule.title)} ({page.to(answer.not_asked)})")


def _columns(page: Page, first: str) -> tuple[Column, ...]:
    return (
        Column(first, 15), Column(page.say("结论", "verdict"), 6), Column(page.say("算式和数值，或所缺数据", "formula with its numbers, or what is missing"), 24),
        Column(page.say("数据所在单元格", "cells"), 12),
    )


def _rows(page: Page, answer: Answer) -> list[Row]:
    if answer.rule.scope == "school":
        return [_school_row(page, answer)]
    return [
        (Cell(_asked(page, answer, outcome) if place == 0 else _stage(page, outcome)), _verdict_cell(page, outcome.verdict),
         Cell(_working(page, outcome)), Cell(_cells(page, outcome.figures)))
        for place, outcome in enumerate(answer.outcomes)
    ]


def _asked(page: Page, answer: Answer, outcome: Outcome | None = None) -> str:
    rule = answer.rule
    lines = [page.to(rule.title), f"[{_cited(page, rule.cite)}]"]
    if rule.note:
        lines.append(page.say(f"注：{rule.note.zh}", f"note: {rule.note.en}"))
    if outcome and outcome.stage:
        lines.append(_stage(page, outcome))
    return "\n".join(lines)


def _stage(page: Page, outcome: Outcome) -> str:
    return f"→ {page.to(outcome.stage.label)}" if outcome.stage else ""


def _cited(page: Page, cite: Cite) -> str:
    document = page.found.rules.content.documents[cite.of]
    unverified = "" if cite.confidence.verified else "▲ "
    return f"{document.number} {page.to(cite.clause)}{page.say('；', '; ')}{unverified}{page.to(cite.confidence.label)}"


def _working(page: Page, outcome: Outcome) -> str:
    lacks = page.say("；", "; ").join(page.to(each) for each in outcome.missing)
    return "\n".join(text for text in (lacks, page.to(outcome.working)) if text)


def _cells(page: Page, figures: tuple[Figure, ...]) -> str:
    """Sheet and cells of every figure, each once, a line for each sheet; what was corrected says so."""
    lines: dict[str, list[str]] = {}
    for run in (run for figure in figures for run in runs(figure.places)):
        which = f"[{page.files.index(run.file) + 1}] " if len(page.files) > 1 else ""
        many = page.say(f"（{run.number} 格）", f" ({run.number} cells)") if run.number > 1 else ""
        lines.setdefault(f"{which}{run.sheet}", []).append(f"{run.cells}{many}")
    told = [f"{sheet} {page.say('、', ', ').join(dict.fromkeys(cells))}" for sheet, cells in lines.items()]
    return "\n".join([*told, *_corrected(page, figures)]) or "—"


def _corrected(page: Page, figures: tuple[Figure, ...]) -> list[str]:
    facts = page.found.facts
    if not facts.corrections:
        return []
    places = dict.fromkeys(place for figure in figures for place in figure.places)
    found = ((place, facts.corrected(*place)) for place in places)
    return [f"{sheet} {cell}{page.say('：', ': ')}{page.to(each.told)}" for (_, sheet, cell), each in found if each]


# ---- tests of each school ----


def _school_row(page: Page, answer: Answer) -> Row:
    counts = Counter(outcome.verdict for outcome in answer.outcomes)
    alone = answer.outcomes[0]
    if len(answer.outcomes) == 1 and alone.school is None:  # no list of schools
        return (Cell(_asked(page, answer)), _verdict_cell(page, alone.verdict), Cell(_working(page, alone)), Cell("—"))
    left = answer.left_out
    text = page.say(
        f"{len(answer.outcomes)} 所公办学校：达标 {counts[Verdict.PASS]}，不达标 {counts[Verdict.FAIL]}，无法判断 {counts[Verdict.CANNOT_TELL]}"
        + (f"，没有可比的数 {counts[None]}" if counts[None] else "") + (f"；民办 {left} 所不检验" if left else ""),
        f"{len(answer.outcomes)} public schools: {counts[Verdict.PASS]} pass, {counts[Verdict.FAIL]} fail, {counts[Verdict.CANNOT_TELL]} cannot be told"
        + (f", {counts[None]} with nothing to compare" if counts[None] else "") + (f"; {left} private ones are not asked" if left else ""),
    )
    return (Cell(_asked(page, answer)), _verdict_cell(page, answer.verdict), Cell(text), Cell(page.say("见各校", "see the schools")))


def _schools(page: Page, year: FundingYear, answer: Answer) -> list[Block]:
    shown = [each for each in answer.outcomes if each.school and (page.every or each.verdict in (Verdict.FAIL, Verdict.CANNOT_TELL))]
    if not shown:
        return []
    shown.sort(key=lambda each: _ORDER.index(each.verdict))
    left_off = 0 if page.every else max(0, len(shown) - _AT_A_TERMINAL)
    title = page.to(answer.rule.title)
    rows = tuple(
        (Cell(f"{outcome.school.name}\n{outcome.school.code}" if outcome.school else ""), _verdict_cell(page, outcome.verdict),
         Cell(_working(page, outcome), tone=TONES[Verdict.CANNOT_TELL] if outcome.verdict == Verdict.CANNOT_TELL else Tone.PLAIN),
         Cell(_cells(page, outcome.figures)))
        for outcome in shown[:len(shown) - left_off]
    )
    more = page.say(f"……另有 {left_off} 所（--report 或 --json 列出全部）", f"... and {left_off} more (--report and --json have all)")
    what = page.say("各校" if page.every else "未达标或无法判断的学校", "by school" if page.every else "schools that do not pass, or cannot be told")
    name = page.say(f"{what}：{title}", f"{what}: {title}")
    return [Table(name, f"{year.year} {title}", _columns(page, page.say("学校", "school")), rows, notes=(more,) if left_off else ())]


# ---- what it rests on ----


def _sources(page: Page) -> list[Block]:
    content = page.found.rules.content
    blocks: list[Block] = [Heading(1, page.say("口径与依据", "Readings and sources")), Heading(2, page.say("本软件的理解", "Our readings"))]
    blocks.append(Listing(tuple(f"{page.to(each.text)}{f'  [--set {each.setting}=…]' if each.setting else ''}" for each in content.readings)))
    blocks += [Heading(2, page.say("公用经费定额", "Quotas of public funds")), _quotas(page), Heading(2, page.say("文件", "Documents")), _documents(page)]
    return blocks


def _quotas(page: Page) -> Table:
    heads = (page.say("自财政年度", "from fiscal year"), page.say("小学", "primary"), page.say("初中", "junior"), page.say("寄宿生另加", "boarders, on top"),
             page.say("特殊教育", "special"), page.say("依据", "source"), page.say("说明", "note"))
    rows = tuple(
        (Cell(str(each.from_year)), *(Cell(_yuan(span)) for span in (each.primary, each.junior, each.boarder, each.special)),
         Cell(_cited(page, each.cite)), Cell(page.to(each.cite.note) if each.cite.note else "—"))
        for each in page.found.rules.content.head_count.quotas
    )
    name = page.say("定额", "quotas")
    return Table(name, name, tuple(Column(head, 14 if at > 4 else 6) for at, head in enumerate(heads)), rows, captioned=False)


def _yuan(span: tuple[int, int]) -> str:
    return str(span[0]) if span[0] == span[1] else f"{span[0]}…{span[1]}"


def _documents(page: Page) -> Table:
    columns = (Column(page.say("文号", "number"), 8), Column(page.say("名称", "title"), 16), Column(page.say("起始", "valid from"), 5),
               Column(page.say("说明与出处", "note, and where it was read"), 24))
    unknown = page.say("不详", "unknown")
    rows = tuple(
        (Cell(each.number), Cell(page.to(each.title)), Cell(each.valid_from or unknown),
         Cell("\n".join([*([page.to(each.note)] if each.note else []), *each.evidence]) or "—"))
        for each in page.found.rules.content.documents.values()
    )
    name = page.say("文件", "documents")
    return Table(name, name, columns, rows, captioned=False)


def _findings(page: Page) -> list[Block]:
    told = [each for each in page.delivery.findings if each.severity != Severity.INFO]
    if not told:
        return []
    entries = tuple(f"{' '.join(part for part in (each.file, each.sheet, each.cell_in(page.lang)) if part)} {page.to(each.message)}".strip() for each in told)
    return [Heading(2, page.say("数据中的问题", "What was found in the data")), Listing(entries)]
