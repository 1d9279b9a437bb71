"""Which fact stands in which row and column of a form."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from junheng.facts.intake.forms.form_tables import BARE_SCHOOL, TOTALS, VALUES
from junheng.facts.intake.forms.page_heads import PAGE
from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.heads.labels_first import ROW_NUMBERS
from junheng.facts.intake.heads.match import Vocabulary, pattern_words
from junheng.facts.intake.heads.source import Form, FormFact, Source
from junheng.terms import Stage

_NO_VALUE = re.compile(r"备注|说明|上一?学?年|去年|增减|增长|变化|变动|增加|减少|审核|校验|期初|年初|学年初|标准|应有|应达|规定|缺口|差额|缺额|计划|规划|达标|新增|单价|填报人|单位$")
_OF_WHICH = re.compile("其中|#")
_COURSES = {"音乐", "美术", "艺术", "舞蹈", "戏剧", "书法"}  # parts of a group of courses; 女 is a part of anything


class FormMatcher:
    """Which fact stands in a row and a column of a form."""

    def __init__(self, source: Source) -> None:
        self._vocabulary = Vocabulary(source)
        self._ignored = [pattern_words(label) for label in source.ignore_rows]
        self._rows: dict[tuple[int, tuple[str, ...]], list[tuple[FormFact, Stage | None]]] = {}
        self._patterns: dict[int, list[tuple[FormFact, list[tuple[str, ...]]]]] = {}  # of each form's facts; the source holds the forms
        self._columns: dict[tuple[tuple[str, ...], tuple[ColumnHead, ...]], tuple[int, Stage | None] | None] = {}
        self._doubted: dict[tuple[tuple[str, ...], tuple[ColumnHead, ...]], ColumnHead] = {}
        self._aside = source.aside
        self._not_needed: dict[str, bool] = {}

    def facts_in(self, form: Form, labels: tuple[str, ...]) -> list[tuple[FormFact, Stage | None]]:
        """The facts of a row, with the stage its labels name. Of patterns that fit, those that explain most of the row."""
        key, said = (id(form), labels), "|".join(labels)
        if key not in self._rows:
            found = []
            for fact, patterns in self._patterns_of(form):
                near = [pattern for pattern in patterns if pattern[0] in said]  # by one word nearly all are told not to fit
                fits = [self._vocabulary.explain(pattern, labels) for pattern in near]
                best = max((each for each in fits if each), key=lambda each: each[1], default=None)
                if best:
                    # where the pattern itself is a stage (小学), the row's own label names it
                    found.append((fact, best[0] or self._vocabulary.stage_of(labels[-1]), best[1]))
            strongest = max((strength for _, _, strength in found), default=0)
            self._rows[key] = [(fact, stage) for fact, stage, strength in found if strength == strongest]
        return self._rows[key]

    def is_assumed(self, fact: FormFact, labels: tuple[str, ...]) -> bool:
        """Whether a row of a fact is one that need not mean it."""
        return bool(fact.assumed) and not any(self._vocabulary.explain(pattern_words(pattern), labels) for pattern in fact.rows)

    def _patterns_of(self, form: Form) -> list[tuple[FormFact, list[tuple[str, ...]]]]:
        if id(form) not in self._patterns:
            self._patterns[id(form)] = [(fact, list(filter(None, map(pattern_words, (*fact.rows, *fact.assumed))))) for fact in form.facts]
        return self._patterns[id(form)]

    def column_of(self, fact: FormFact, columns: tuple[ColumnHead, ...]) -> tuple[int, Stage | None] | None:
        """The column a fact stands in; without patterns the one of this year's figures."""
        if not fact.columns:
            found = value_column(columns)
            return (found.column, None) if found else None
        return self.column_under(fact.columns, columns)

    def column_under(self, patterns: tuple[str, ...], columns: tuple[ColumnHead, ...]) -> tuple[int, Stage | None] | None:
        """The column whose head the patterns explain best, and the stage it names; never last year's nor one of substitutes, and one under unknown words last."""
        key = (patterns, columns)
        if key not in self._columns:
            fits = [
                (not each[2], each[1], -column.column, each[0], column)
                for column in _with_groups(columns)
                for pattern in patterns
                if (each := self._explained(pattern, column.parts)) and not self._is_aside(pattern, column)
            ]
            best = max(fits, key=lambda fit: fit[:3], default=None)
            self._columns[key] = (-best[2], best[3]) if best else None
            if best and not best[0]:
                self._doubted[key] = best[4]
        return self._columns[key]

    def _explained(self, pattern: str, parts: tuple[str, ...]) -> tuple[Stage | None, int, str] | None:
        """A total is one of what stands over it where that says nothing: 专任教师 > 合计."""
        under = len(parts) > 1 and pattern in TOTALS and parts[-1] == pattern and not any(map(self._vocabulary.doubt, parts[:-1]))
        return self._vocabulary.explain(pattern_words(pattern), parts[-1:] if under else parts)

    def doubt_under(self, patterns: tuple[str, ...], columns: tuple[ColumnHead, ...]) -> ColumnHead | None:
        """The head that `column_under` took though nobody knows what stands over it."""
        return self._doubted.get((patterns, columns))

    def _is_aside(self, pattern: str, column: ColumnHead) -> bool:
        return any(word in part and word not in pattern for word in self._aside for part in column.parts)

    def is_ignored(self, labels: tuple[str, ...]) -> bool:
        leaf = labels[-1]
        if leaf not in self._not_needed:
            self._not_needed[leaf] = any(self._vocabulary.explain(pattern, (leaf,)) for pattern in self._ignored) or PAGE.fullmatch(leaf) is not None
        return self._not_needed[leaf]


@lru_cache(maxsize=1 << 8)
def value_column(columns: tuple[ColumnHead, ...]) -> ColumnHead | None:
    """数量 or 本学年; else the total of several; else the only one that is neither a note nor last year's nor a standard. None where several may be."""
    fitting = values_among(columns)
    if any(BARE_SCHOOL.search(each.parts[-1]) for each in fitting):
        return None  # a column for each school
    values = [each for each in fitting if each.parts[-1] in VALUES]
    if len(values) > 1 and len({each.parts for each in values}) == 1:
        return None  # 数量 beside 数量
    named = next(iter(values), None)
    total = min((each for each in fitting if each.parts[-1] in TOTALS), key=lambda each: len(each.parts), default=None)
    return named or total or (fitting[0] if len(fitting) == 1 else None)


def values_among(columns: tuple[ColumnHead, ...]) -> list[ColumnHead]:
    """Those that may hold what there is this year."""
    return [each for each in columns if each.parts[-1] not in ROW_NUMBERS and not is_marked(each) and not any(_NO_VALUE.search(part) for part in each.parts)]


def _is_course(head: ColumnHead) -> bool:
    return head.parts[-1].removeprefix("其中") in _COURSES


def is_marked(head: ColumnHead) -> bool:
    """其中：女, #女: a part of what stands before it."""
    leaf = head.shown.rpartition(" > ")[2]
    return _OF_WHICH.match(unicodedata.normalize("NFKC", leaf).strip()) is not None


@lru_cache(maxsize=1 << 8)
def _with_groups(columns: tuple[ColumnHead, ...]) -> tuple[ColumnHead, ...]:
    """艺术 | 其中：音乐 | 其中：美术, as 艺术 > 计, 音乐, 美术: a head behind which its parts stand marked."""
    found, group = list[ColumnHead](), ""
    for each, following in zip(columns, [*columns[1:], None], strict=True):
        is_part = is_marked(each) and _is_course(each)
        is_whole = not is_part and following is not None and is_marked(following) and _is_course(following)
        group = group if is_part else each.parts[-1] if is_whole and each.parts[-1] not in (*TOTALS, *VALUES) else ""
        found.append(each._replace(parts=(*each.parts[:-1], group, each.parts[-1] if is_part else TOTALS[-1])) if group else each)
    return tuple(found)
