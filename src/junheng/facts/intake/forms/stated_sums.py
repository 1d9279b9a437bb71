"""Sums that a form states in the notes below it: 说明：教职工数＝专任教师＋行政人员＋教辅人员＋工勤人员＋其他."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from junheng.facts.intake.forms.form_outline import TOTALS, Line, Rule
from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.values.text import words

_BEGINS = re.compile(r"^\s*(?:说明|备注|注|逻辑关系|审核关系)?[::]?\s*(?:\d{1,2}[.、])?")
_ENDS = re.compile(r"[;。,\n]")
_ALL = re.compile(r"各[^+-]{1,8}之和")
_TERMS = re.compile(r"([+-])")


def stated_of_all(notes: Sequence[str], columns: Sequence[ColumnHead], lines: Sequence[Line]) -> set[tuple[bool, int]]:
    """合计＝各年龄段之和: whether it is a row, and its number; its parts are what the layout says."""
    found = set[tuple[bool, int]]()
    for said in (said for note in notes for said in _ENDS.split(unicodedata.normalize("NFKC", note))):
        whole, _, rest = _BEGINS.sub("", said).partition("=")
        if _ALL.fullmatch(rest.strip()):
            named = ((is_rows, number(words(whole))) for is_rows, number in ((False, _column_named(columns)), (True, _row_named(lines))))
            found |= {(is_rows, at) for is_rows, at in named if at is not None}
    return found


def stated_rules(notes: Sequence[str], columns: Sequence[ColumnHead], lines: Sequence[Line]) -> Iterator[Rule]:
    """Only where every term is the name of one column alone, or of one row."""
    for note in notes:
        for said in _ENDS.split(unicodedata.normalize("NFKC", note)):
            whole, equals, rest = _BEGINS.sub("", said).partition("=")
            terms = _TERMS.split(f"+{rest}") if equals else []
            if len(terms) < 5:  # +, first, +, second and what stands before them
                continue
            signed = list(zip(terms[1::2], map(words, terms[2::2]), strict=True))
            for is_rows, number in ((False, _column_named(columns)), (True, _row_named(lines))):
                at = number(words(whole))
                found = [(sign, number(name)) for sign, name in signed]
                more = tuple(each for sign, each in found if sign == "+" and each is not None)
                less = tuple(each for sign, each in found if sign == "-" and each is not None)
                if at is not None and len(more) + len(less) == len(found):
                    yield Rule(is_rows, at, more, complete=True, minus=less, said=True)
                    break


def _column_named(columns: Sequence[ColumnHead]) -> Callable[[str], int | None]:
    """By all lines of its head, by the lowest, by its group where it is the group's total."""
    whole = [("".join(each.parts), each.column) for each in columns]
    leaves = [(each.parts[-1], each.column) for each in columns]
    groups = [("".join(each.parts[:-1]), each.column) for each in columns if each.parts[-1] in TOTALS]
    return lambda name: next((found for named in (whole, leaves, groups) if (found := _only(named, name)) is not None), None)


def _row_named(lines: Sequence[Line]) -> Callable[[str], int | None]:
    return lambda name: _only([(line.words, line.row) for line in lines], name)


def _only(named: Sequence[tuple[str, int]], name: str) -> int | None:
    found = [number for each, number in named if each == name]
    return found[0] if len(found) == 1 else None
