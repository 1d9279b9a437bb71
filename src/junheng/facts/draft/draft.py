"""A source file drafted from a spreadsheet that no source knows: what is sure is written, the rest waits for a person."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from junheng.facts.draft.columns import MOSTLY, Proposal, State, is_school_name, proposals
from junheng.facts.draft.other_sheets import others_of
from junheng.facts.draft.table import Table, tables_of, widest
from junheng.facts.draft.vocabulary import Vocabulary, stage_words
from junheng.facts.intake.books.book import read_sheets
from junheng.facts.intake.deliver import labelled
from junheng.facts.intake.heads import title
from junheng.facts.intake.heads.head import columns_between
from junheng.facts.intake.heads.source import Source, load_source
from junheng.facts.intake.persons.screen import screen
from junheng.facts.intake.template.workbook import template_version
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import is_filled, plain
from junheng.facts.tables import TABLES
from junheng.terms import Finding, Lang, Message, Stage, UsageError
from junheng.terms.content import parse
from junheng.terms.personal import masked

ASK = "# ?"  # every line that a person has to settle begins so
_WITH_CHOICES = (State.TAKEN, State.ASK)
_READ = (State.TAKEN, State.PART, State.COMPARED)
STAGES: dict[Stage, tuple[str, ...]] = {Stage.PRIMARY: ("小学",), Stage.JUNIOR: ("初中",), Stage.SENIOR: ("高中",)}


@dataclass(frozen=True)
class Draft:
    """text: the YAML. missing: what a table cannot be read without. beside: what the file holds and the draft does not speak of."""

    text: str
    sheet: str
    rows: int
    columns: tuple[Proposal, ...]
    missing: tuple[Message, ...]
    beside: tuple[Message, ...] = ()

    def in_state(self, state: State) -> list[Proposal]:
        return [each for each in self.columns if each.state == state]

    @property
    def recognised(self) -> list[Proposal]:
        return [each for each in self.columns if each.state in _READ]


def draft(path: Path, lang: Lang, without: Collection[str] = ()) -> Draft:
    """without: shipped sources that are not asked, to try the draft on tables they know."""
    files = labelled([path], [])
    if len(files) != 1:
        raise UsageError(f"请给出一个文件，不是 {len(files)} 个", f"give one file, not {len(files)}")
    file = files[0][1]
    sheets = read_sheets(file, [])
    if template_version(sheets) is not None:
        raise UsageError(
            f"“{file.name}”是本程序的填报模板，不需要来源文件；直接用 junheng check {file.name}",
            f"{file.name} is this program's own template and needs no source file; use junheng check {file.name}",
        )
    vocabulary = Vocabulary(without)
    kept = _without_persons(sheets, file.name)
    tables = tables_of([sheet for sheet, _ in kept], file.name, vocabulary)
    table = widest(tables, vocabulary)
    cleared = next(other for sheet, other in kept if sheet is table.sheet)
    rows = [cells for cells in cleared.rows[table.head.last + 1 :] if is_filled(cells)]
    columns = proposals(table.head.columns, rows, vocabulary, _emptied(table, cleared))
    family, settled = _family(columns, vocabulary)
    said = _Said(table)
    missing = tuple(_missing(columns, said))
    beside = tuple(others_of(table, [sheet for sheet, _ in kept], tables))
    text = "\n".join(_lines(file.name, table, settled, said, (*missing, *beside), lang, _values_as(family, columns, lang))) + "\n"
    parse(text, "draft", Source)
    return Draft(text, table.sheet.name, len(table.rows), tuple(columns), missing, beside)


def _family(columns: list[Proposal], vocabulary: Vocabulary) -> tuple[str | None, list[Proposal]]:
    """The shipped source whose words for choices are those of the table, and the columns with what it leaves to be asked."""
    family = vocabulary.family_of({each.fact: each.unknown_words for each in columns if each.unknown_words and each.state in _WITH_CHOICES})
    if family is None:
        return None, columns
    known = load_source(family)
    return family, [replace(each, unknown_words=tuple(word for word in each.unknown_words if plain(word) not in known.allowed(each.fact))) if each.unknown_words else each for each in columns]


def _values_as(family: str | None, columns: list[Proposal], lang: Lang) -> str:
    """The line that lends its words to the draft, with those of the table that it knows."""
    if family is None:
        return ""
    known = load_source(family)
    typed = [f"{word} = {value}" for each in columns if each.state in _WITH_CHOICES for word in each.unknown_words if (value := known.allowed(each.fact).get(plain(word)))]
    return f"values_as: {family}  # " + Message(f"按它的写法读：{_one_line('，'.join(typed))}", f"words are read as it reads them: {_one_line(', '.join(typed))}").to(lang)


def _without_persons(sheets: list[Sheet], file: str) -> list[tuple[Sheet, Sheet]]:
    """Each sheet that may be read, as it is and cleared of persons. Raises UsageError where there is none."""
    findings: list[Finding] = []
    whole = [sheet.spelled_out() for sheet in sheets]
    copies = [replace(sheet, rows=list(map(list, sheet.rows))) for sheet in whole]
    kept, _ = screen(copies, findings)
    refused = next((each for each in findings if each.rule == "persons-listed"), None)
    if refused and not kept:
        place = Message(f"“{masked(file)}”：", f"{masked(file)}: ")
        raise UsageError(place.zh + refused.message.zh, place.en + refused.message.en)
    return [(sheet, copy) for sheet, copy in zip(whole, copies, strict=True) if any(copy is each for each in kept)]


def _emptied(table: Table, cleared: Sheet) -> set[int]:
    """The columns that were emptied because they are of persons."""
    was, left = ({each.column for each in columns_between(sheet, table.head.first, table.head.last)} for sheet in (table.sheet, cleared))
    return was - left


class _Said:
    """What titles and names say of the whole table."""

    def __init__(self, table: Table) -> None:
        sheet = table.sheet
        self.titles = title.title_lines(sheet, table.head.first)
        self.year = title.school_year([*self.titles, sheet.name, sheet.file, sheet.folder]) or title.year_above(sheet.above)
        self.area = title.area([*self.titles, sheet.file])
        self.stage = title.stage([sheet.name, *self.titles, sheet.file], STAGES)


def _missing(columns: list[Proposal], said: _Said) -> Iterator[Message]:
    taken = {each.fact for each in columns if each.state == State.TAKEN}
    if not taken & {"name", "school"}:
        if sum(is_school_name(each.head.shown) for each in columns) > len(columns) * MOSTLY:
            yield Message(
                "表头是校名，每校一列：请在表格软件中复制、选择性粘贴并勾选“转置”，改成每校一行后再起草",
                "the heads are schools' names, one column per school: copy the table, paste it transposed, one line per school, and draft again",
            )
        yield Message(
            "没有认出校名或标识码的列：没有它读不了，请在 columns 中写明",
            "no column with the school's name or code: the table cannot be read without one; write it under columns",
        )
    if "year" not in taken and said.year is None:
        yield Message("没有写明学年：请写 constants 的 year，或用 --year", "no school year: write `year` under constants, or give --year")
    if not taken & {"area", "area_code"} and said.area is None:
        yield Message("没有写明县（市、区）：请写 constants 的 area，或用 --area", "no area: write `area` under constants, or give --area")
    if "kind" not in taken:
        yield Message("没有办学类型的列：请写 constants 的 kind，如 primary、junior、general", "no column of kinds: write `kind` under constants, e.g. primary, junior, general")
    figures = [each for each in columns if each.table == "school_years" and each.state in (State.TAKEN, State.PART, State.ASK)]
    unstaged = [each for each in figures if each.state != State.ASK and not each.stage and not _is_whole(each)]
    if "stage" not in taken and said.stage is None and unstaged:
        yield Message("有的列看不出学段：请写 stage，或 constants 的 stage", "some columns name no stage: write `stage` there, or under constants")
    if not figures:
        yield Message("没有认出任何数据列（在校生数等）", "no column of figures (pupils and so on) was recognised")


def _is_whole(each: Proposal) -> bool:
    column = TABLES[each.table].by_name.get(each.fact)
    return bool(column and column.whole)


# --- the YAML


def _lines(file: str, table: Table, columns: list[Proposal], said: _Said, missing: tuple[Message, ...], lang: Lang, values_as: str) -> Iterator[str]:
    file = masked(file)
    where = file + (f" / {masked(table.sheet.name)}" if table.sheet.name else "")
    drafted = Message(
        f"由“{_one_line(where)}”起草（{len(table.rows)} 行）。以“{ASK}”开头的行要人来定：改好后去掉“{ASK} ”；不要的写进 ignore。",
        f"Drafted from {_one_line(where)} ({len(table.rows)} rows). Lines that begin with `{ASK}` are for a person to settle: "
        f"mend them and take away `{ASK} `, or write the head under ignore.",
    )
    behind = Message("每行后面写着列、相似度和依据；写法见 docs/sources.md。", "Behind each line: the column, how alike, and why. How to write it: docs/sources.md.")
    yield from (f"# {each.to(lang)}" for each in (drafted, behind))
    yield from (f"# ! {each.to(lang)}" for each in missing)
    stem = Path(file).name.split(".")[0]
    slug = re.sub(r"[^\w-]+", "-", stem).strip("-").lower() or "list"
    heading = masked(_one_line(said.titles[0])) if said.titles else stem
    yield f"id: {_quoted('own/' + slug)}"
    yield f"title: {{zh: {_quoted(heading)}, en: {_quoted(heading)}}}"
    yield "neutral: [合计, 总计, 其中, 数]"
    is_latin = sum(each.head.shown.isascii() for each in columns) > len(columns) * MOSTLY
    yield f"stages: {{{', '.join(f'{stage}: [{_stage_words(stage, is_latin)}]' for stage in STAGES)}}}"
    yield ""
    yield from _columns(columns, lang)
    yield ""
    yield from _ignored(columns, lang)
    yield from [values_as] if values_as else []
    yield from _values(columns, lang)
    yield from _constants(columns, said, lang)


def _stage_words(stage: Stage, is_latin: bool) -> str:
    return ", ".join((*STAGES[stage], *(word for word in stage_words(stage) if is_latin and word.isascii())))


def _columns(columns: list[Proposal], lang: Lang) -> Iterator[str]:
    taken = [each for each in columns if each.state in (State.TAKEN, State.PART)]
    hint = Message("去掉下面的记号时，把 [] 也删去", "when a mark below is taken away, delete the [] too").to(lang)
    yield "columns:" if taken else f"columns: []  # {hint}"
    yield from (f"  - {_entry(each)}{_why(each, lang)}" for each in taken)
    yield from (f"{ASK}   - {_entry(each)}{_why(each, lang)}" for each in columns if each.state == State.ASK)
    for each in columns:
        if each.state == State.UNKNOWN:
            yield f"{ASK}   - {{fact: , heads: [{_quoted(each.pattern)}]}}{_why(each, lang)}"
    yield from _sexes(columns, lang)


def _sexes(columns: list[Proposal], lang: Lang) -> Iterator[str]:
    """What boys and girls make, and what they are held against."""
    parts: dict[str, list[str]] = {}
    for each in columns:
        if each.state == State.PART and each.name not in parts.setdefault(each.fact, []):
            parts[each.fact].append(each.name)
    if parts:
        yield "added_up:"
        yield from (f"  - {{fact: {fact}, parts: [{', '.join(names)}], complete: true}}" for fact, names in parts.items())
    compared = [each for each in columns if each.state == State.COMPARED]
    if compared:
        yield "compared:"
        yield from (f"  - {{part_of: {each.fact}, heads: [{_quoted(each.pattern)}]}}{_why(each, lang)}" for each in compared)


def _entry(each: Proposal) -> str:
    table = "table: schools, " if each.table == "schools" else ""
    stage = f", stage: {each.stage}" if each.stage and not _is_whole(each) else ""
    unit = f", unit: {each.unit}" if each.unit else ""
    return f"{{{table}fact: {each.name}{stage}, heads: [{_quoted(each.pattern)}]{unit}}}"


def _why(each: Proposal, lang: Lang) -> str:
    sample = Message(f"；如 {', '.join(each.sample)}", f"; e.g. {', '.join(each.sample)}").to(lang) if each.sample and each.state not in _READ else ""
    score = f" {each.score:.2f}" if each.score else ""
    return f"  # {each.letter}{score} {_one_line(each.why.to(lang) + sample)}"


def _ignored(columns: list[Proposal], lang: Lang) -> Iterator[str]:
    ignored = [each for each in columns if each.state in (State.IGNORED, State.PERSONAL)]
    if ignored:
        yield "ignore:"
        yield from (f"  - {_quoted(each.pattern)}{_why(each, lang)}" for each in ignored)
        yield ""


def _values(columns: list[Proposal], lang: Lang) -> Iterator[str]:
    asked = [each for each in columns if each.unknown_words and each.state in _WITH_CHOICES]
    if not asked:
        return
    yield f"{ASK} " + Message("这些词各是什么意思：写到对应的值后面。", "What these words mean: put each behind its value.").to(lang)
    yield f"{ASK} values:"
    for each in asked:
        allowed = ", ".join(TABLES[each.table].column(each.fact).labels)
        yield f"{ASK}   {each.fact}:  # {allowed}"
        yield f"{ASK}     : [{', '.join(map(_quoted, each.unknown_words))}]"


def _constants(columns: list[Proposal], said: _Said, lang: Lang) -> Iterator[str]:
    taken = {each.fact for each in columns if each.state == State.TAKEN}
    known = {"stage": said.stage} if said.stage and "stage" not in taken else {}
    read = [f"{name}: {value}" for name, value in (("year", said.year), ("area", said.area)) if value]
    if read:
        yield "# " + Message(f"从标题或文件名读到，不必写：{'，'.join(read)}", f"read from the title or the file's name, need not be written: {', '.join(read)}").to(lang)
    if known:
        yield "constants:"
        yield from (f"  {name}: {value}" for name, value in known.items())
    wanted = [
        name for name, value in (("year", said.year), ("area", said.area), ("kind", None), ("stage", said.stage))
        if not value and name not in taken and not (name == "area" and "area_code" in taken)
    ]
    if wanted:
        if not known:
            yield f"{ASK} constants:"
        yield from (f"{ASK}   {name}: " for name in wanted)


def _quoted(text: str) -> str:
    """A string of JSON is one of YAML."""
    return json.dumps(text, ensure_ascii=False)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
