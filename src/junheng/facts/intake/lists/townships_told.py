"""The township of schools in a list without such a column: a line over them (一、城关镇), its subtotal (城关镇小计) over or below them, the title over them, or the name of the sheet."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence

import polars as pl

from junheng.facts.intake.heads.head import Head
from junheng.facts.intake.heads.rows import is_note_or_total
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import label_words, plain

_TOWNSHIP = re.compile("[\u4e00-\u9fff]{1,8}(?:镇|乡|街道|街道办事处|苏木)")
_BESIDE = re.compile(r"[(（][^()（）]*[)）]|共?\s*\d+\s*[所校个].*$")  # 石桥镇（5所）, 柳溪镇 共5所
_SUM = re.compile("(?:[小合总共]?计|总数)$")
_IN_TITLE = re.compile(  # 甲县东镇2023-2024学年小学一览表
    r"(?:[^:]*(?:单位|名称):)?(?:(?:19|20)\d{2}[-/—–~至到\d]*(?:学?年度?)?)?(?:[^:\d省市州盟县区旗镇乡]{1,8}[省市州盟县区旗])*([\u4e00-\u9fff]{1,6}?(?:镇|乡|街道))(?![镇乡村])"
)
_NO_NAME = re.compile("[各全本我城集]?[镇乡]|街道")
_FEWEST = 2  # lines that name a township
_Marks = dict[int, str | None]  # by the line: what it says of the schools below (or above) up to the next; None ends what the one before says


def townships_told(sheet: Sheet, head: Head, rows: Sequence[int], totals: Sequence[int]) -> pl.Series | None:
    """Of each row; any other line between (县直学校, 小计) ends what the one before says. totals: the lines of sums."""
    if not sheet.may_be_typed or not rows:
        return None
    if _TOWNSHIP.fullmatch(name := plain(sheet.name)):
        return pl.repeat(name, len(rows), dtype=pl.String, eager=True)
    over = dict(_lines_over(sheet, head, set(rows)))
    sums: _Marks = {row: _of_sum(sheet.rows[row]) for row in totals}
    named = [row for row, town in sums.items() if town]
    if named and rows[0] > min([*named, *(row for row, town in over.items() if town)]) and rows[-1] > named[-1]:
        return _each(over | sums, rows, is_above=True)
    found = _each(dict.fromkeys(totals) | over, rows, is_above=True)
    if found is None and named and rows[0] < named[0] and rows[-1] < named[-1]:
        return _each(sums, rows, is_above=False)
    return found


def _each(marks: _Marks, rows: Sequence[int], is_above: bool) -> pl.Series | None:
    if len({town for town in marks.values() if town}) < _FEWEST:
        return None
    lines = sorted(marks)
    said = [None, *(marks[line] for line in lines)] if is_above else [*(marks[line] for line in lines), None]
    return pl.Series([said[bisect(lines, row)] for row in rows], dtype=pl.String)


def _lines_over(sheet: Sheet, head: Head, schools: set[int]) -> Iterator[tuple[int, str | None]]:
    """Lines of one text, and the titles: what stands between a title and its schools (单位：人) does not end it."""
    by_title = False
    for row, cells in enumerate(sheet.rows):
        filled = [cell for cell in cells if plain(cell)]
        if row in schools:
            by_title = False
        elif row < head.first:
            if town := next(filter(None, map(_of_title, filled)), None):
                yield row, town
        elif row > head.last and len(filled) == 1 and isinstance(filled[0], str):
            label = label_words(_BESIDE.sub("", filled[0]))
            alone, titled = (label if _TOWNSHIP.fullmatch(label) else None), _of_title(filled[0])
            if alone or titled or not by_title:
                yield row, alone or titled
            by_title = by_title or bool(titled and not alone)
        elif row > head.last and any(isinstance(cell, str) and is_note_or_total(cell) for cell in filled[:2]):
            yield row, None


def _of_title(cell: Cell) -> str | None:
    found = _IN_TITLE.match(plain(cell)) if isinstance(cell, str) else None
    return found[1] if found and not _NO_NAME.fullmatch(found[1]) else None


def _of_sum(cells: Sequence[Cell]) -> str | None:
    """东镇 or 东镇小计, where it is the first text of the line."""
    said = next((cell for cell in cells if isinstance(cell, str) and plain(cell) and not is_number(cell)), "")
    label = _SUM.sub("", label_words(_BESIDE.sub("", said)))
    return label if _TOWNSHIP.fullmatch(label) else None
