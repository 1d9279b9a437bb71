"""Forms with row labels and column heads (教基 tables): many per sheet, known by their titles, one school each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from junheng.facts.intake.cells import is_number
from junheng.facts.intake.head import ColumnHead, columns_between
from junheng.facts.intake.match import Vocabulary, pattern_words
from junheng.facts.intake.sheet import Cell, Sheet
from junheng.facts.intake.source import Form, FormFact, Source
from junheng.facts.intake.text import plain, shown, words
from junheng.terms import Stage

_NUMBER_PREFIX = re.compile(r"^(?:教基|基础基|表)?\d{0,5}")
_LABEL_HEADS = {"指标名称", "指标", "项目名称", "项目"}
_END = re.compile(r"(填表人|说明|注[:：]|审核人|单位负责人)")
_ABOUT = re.compile(r"表号|学年|单位|标识码|名称|制定机关|批准|有效期|填表人|说明|审核|注[:：]|负责人")
_NAME = re.compile(r"(?:学校\(机构\)|学校|机构)名称[:：]([^\s]+)")
_CODE = re.compile(r"(?:学校\(机构\)|学校|机构)标识码[:：](\d{6,})")


@dataclass(frozen=True)
class FormTable:
    """One form of one school on a sheet: `rows[i]` is (row number from 0, its labels from group to leaf)."""

    form: Form | None  # None: the title is not known
    title: str
    head_row: int
    columns: tuple[ColumnHead, ...]
    rows: list[tuple[int, tuple[str, ...]]]
    name: str | None
    code: str | None
    said: tuple[str, ...]  # the texts between title and head, where the year stands
    unlabelled: tuple[int, ...] = ()  # rows that hold a figure in the last column and no label


@dataclass
class _Above:
    """What was said since the last form: its title, the school's name and code."""

    form: Form | None = None
    title: str = ""
    name: str | None = None
    code: str | None = None
    said: list[str] = field(default_factory=list)


def form_tables(sheet: Sheet, source: Source) -> Iterator[FormTable]:
    """The forms of a sheet from top to bottom. A form stacked under another may leave its title out."""
    titles = source.form_titles
    above = _Above()
    row = 0
    while row < len(sheet.rows):
        cells = sheet.rows[row]
        if cells and words(cells[0]) in _LABEL_HEADS:
            table, row = _table(sheet, row, above, source)
            yield table
            above = _Above(above.form, above.title)
            continue
        _note(cells, titles, above)
        row += 1


def has_forms(sheet: Sheet, source: Source) -> bool:
    """Whether the sheet begins with a known title over a column of row labels."""
    titles = source.form_titles
    top = sheet.rows[:10]
    labelled = any(cells and words(cells[0]) in _LABEL_HEADS for cells in top)
    return labelled and any(_title(cell, titles) for cells in top for cell in cells if isinstance(cell, str))


def _title(cell: Cell, titles: dict[str, Form]) -> Form | None:
    text, bare = _as_titles(cell)
    return titles.get(text) or titles.get(bare)


@lru_cache(maxsize=1 << 14, typed=True)
def _as_titles(cell: Cell) -> tuple[str, str]:
    """A text as a title may be written: as it stands, and without its number."""
    text = words(cell)
    return text, _NUMBER_PREFIX.sub("", text).removeprefix("续")


def _note(cells: list[Cell], titles: dict[str, Form], above: _Above) -> None:
    filled = [cell for cell in cells if isinstance(cell, str) and plain(cell)]
    if not filled:
        return
    form = next((form for cell in filled if (form := _title(cell, titles))), None)
    if form or (len(filled) == 1 and not _ABOUT.search(plain(filled[0]))):
        above.form, above.title = form, shown(filled[0])
        above.said.clear()
    for cell in filled:
        name, code = _school_in(cell)
        above.name, above.code = name or above.name, code or above.code
        above.said.append(str(cell))


@lru_cache(maxsize=1 << 12)  # most lines over a form say the same in all workbooks
def _school_in(cell: str) -> tuple[str | None, str | None]:
    """The school's name and code that a line names."""
    spaced = _spaced(cell)
    name, code = _NAME.search(spaced), _CODE.search(spaced)
    return name and name.group(1), code and code.group(1)


def _spaced(cell: str) -> str:
    """`plain` that keeps a space where the cell had one: a name ends there."""
    return " ".join(plain(part) for part in re.split(r"[\s　]+", cell) if plain(part))


def _table(sheet: Sheet, head_row: int, above: _Above, source: Source) -> tuple[FormTable, int]:
    last = _last_head_row(sheet, head_row)
    columns = tuple(column for column in columns_between(sheet, head_row, last) if column.column > 0)
    rows: list[tuple[int, tuple[str, ...]]] = []
    unlabelled: list[int] = []
    group = ""
    row = last + 1
    titles, stages = source.form_titles, source.stage_words
    while row < len(sheet.rows) and not _ends(sheet.rows[row], titles):
        cells = sheet.rows[row]
        label = words(cells[0]) if cells else ""
        if label and not (label == "甲" and _is_numbering(cells)):
            group = label if label in stages else "" if label in ("总计", "合计") else group
            rows.append((row, (group, label) if group and group != label else (label,)))
        elif not label and columns and columns[-1].column < len(cells) and is_number(cells[columns[-1].column]):
            unlabelled.append(row)
        row += 1
    table = FormTable(above.form, above.title, head_row, columns, rows, above.name, above.code, tuple(above.said), tuple(unlabelled))
    return table, row


def _last_head_row(sheet: Sheet, head_row: int) -> int:
    row = head_row
    while row + 1 < len(sheet.rows):
        cells = sheet.rows[row + 1]
        filled = [cell for cell in cells if plain(cell)]
        if not filled or (cells and plain(cells[0])) or any(is_number(cell) for cell in filled):
            break
        row += 1
    return row


def _ends(cells: list[Cell], titles: dict[str, Form]) -> bool:
    first = next((cell for cell in cells if cell != "" and plain(cell)), "")
    if not isinstance(first, str) or not first:
        return False
    return _closes(first) or (_title(first, titles) is not None and len([cell for cell in cells if plain(cell)]) == 1)


@lru_cache(maxsize=1 << 14)
def _closes(cell: str) -> bool:
    """Whether a row that begins with this text stands below the form, or begins the next one."""
    text = plain(cell)
    return bool(_END.match(text) or _NAME.match(text)) or words(cell) in _LABEL_HEADS


def _is_numbering(cells: list[Cell]) -> bool:
    """甲 乙 1 2 3: the numbers of the columns."""
    filled = [plain(cell) for cell in cells if plain(cell)]
    return filled[:2] == ["甲", "乙"]


class FormMatcher:
    """Which fact stands in a row and a column of a form."""

    def __init__(self, source: Source) -> None:
        self._vocabulary = Vocabulary(source)
        self._ignored = [pattern_words(label) for label in source.ignore_rows]
        self._rows: dict[tuple[int, tuple[str, ...]], list[tuple[FormFact, Stage | None, int]]] = {}
        self._columns: dict[tuple[tuple[str, ...], tuple[ColumnHead, ...]], tuple[int, Stage | None] | None] = {}
        self._not_needed: dict[str, bool] = {}

    def facts_in(self, form: Form, labels: tuple[str, ...]) -> list[tuple[FormFact, Stage | None]]:
        """The facts of a row, with the stage its labels name. Of patterns that fit, those that explain most of the row."""
        key = (id(form), labels)
        if key not in self._rows:
            found = []
            for fact in form.facts:
                fits = [self._vocabulary.explain(pattern_words(row), labels) for row in fact.rows]
                best = max((each for each in fits if each), key=lambda each: each[1], default=None)
                if best:
                    # where the pattern itself is a stage (小学), the row's own label names it
                    found.append((fact, best[0] or self._vocabulary.stage_of(labels[-1]), best[1]))
            self._rows[key] = found
        strongest = max((strength for _, _, strength in self._rows[key]), default=0)
        return [(fact, stage) for fact, stage, strength in self._rows[key] if strength == strongest]

    def column_of(self, fact: FormFact, columns: tuple[ColumnHead, ...]) -> tuple[int, Stage | None] | None:
        """The column a fact stands in; without patterns the last one."""
        if not fact.columns:
            return (columns[-1].column, None) if columns else None
        key = (fact.columns, columns)
        if key not in self._columns:
            fits = [
                (each[1], column.column, each[0])
                for column in columns
                for pattern in fact.columns
                if (each := self._vocabulary.explain(pattern_words(pattern), column.parts))
            ]
            best = max(fits, key=lambda fit: (fit[0], -fit[1]), default=None)
            self._columns[key] = (best[1], best[2]) if best else None
        return self._columns[key]

    def is_ignored(self, labels: tuple[str, ...]) -> bool:
        leaf = labels[-1]
        if leaf not in self._not_needed:
            self._not_needed[leaf] = any(self._vocabulary.explain(pattern, (leaf,)) for pattern in self._ignored)
        return self._not_needed[leaf]
