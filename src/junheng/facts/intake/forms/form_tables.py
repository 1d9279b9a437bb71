"""Forms with row labels and column heads (教基 tables): many per sheet, known by their titles, one school each."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from junheng.facts.intake.forms.corners import titles_first, with_corners
from junheng.facts.intake.forms.label_columns import Gaps, after_answers, gaps_in, labels_by_texts
from junheng.facts.intake.forms.lines_between import begins_below, reads_as_title
from junheng.facts.intake.forms.notes_within import without_notes_within
from junheng.facts.intake.forms.page_heads import without_page_heads
from junheng.facts.intake.forms.pairs import halves
from junheng.facts.intake.forms.school_words import school_in
from junheng.facts.intake.forms.schools_below import schools_below
from junheng.facts.intake.forms.stage_rows import StageRow, stage_rows_of
from junheng.facts.intake.heads.head import ColumnHead, columns_between
from junheng.facts.intake.heads.labels_first import LABEL_HEADS, ROW_NUMBERS, STEMS
from junheng.facts.intake.heads.source import Form, Source, once_per_source
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import head_part, label_words, plain, shown, words

_NUMBER_PREFIX = re.compile(r"^(?:(?:教基|基础基|表)\d{0,5}(?:续?表)?|(?!(?:19|20)\d{2}(?:(?:19|20)\d{2}|(?:\d{2})?[年学至到]))\d{1,5})?")  # no year: 2023/2024学年…
_NUMBER = re.compile(r"[(\[]?(?:表号[:：]?)?(?:教基|基础基)(?:\d{4}|\d{3})(?:续?表|续)?[)\]]?[-_:、]*")  # wherever it stands: 2023/2024学年教基1001学校（机构）基本情况
_BEHIND = re.compile(r"(?:统计表|一览表|汇总表|报表|表)(?:[一二三四五六七八九十\d]+)?$")
_REMARK = re.compile(r"\((?:第[一二三四五六七八九十\d]+次\w*|\w*(?:报送|上报|盖章|公示|审定|审核|定稿|初稿|终稿|修改|核对|汇总)\w*|(?:19|20)\d{2}[^()]*)\)$")
# whose and of when a form is, before its title: 沅溪县第一小学2024学年初; but 教学点小学班额情况 is of a part of a school
_BRACKETED = re.compile(r"\((?:(?:表号[:：]?)?(?:教基|基础基)\d+续?表?|(?:计量)?单位[:：][^()]*)\)$")  # …（教基2106）, …（单位：个）
_BRACKETED_SCHOOL = re.compile(r"\((?!附设|其中|不?含|仅|分)([^()]{2,}(?:小学|中学|学校|教学点|分校|校区|完小))\)$")  # …（甲县第一小学）
_IN_CHINESE = "二[〇○零o0][〇○零o0一二三四五六七八九]{2}"
_YEAR = rf"(?:(?:19|20)\d{{2}}|{_IN_CHINESE})(?:年\d{{1,2}}月\d{{1,2}}日|年?[至到]?(?:(?:19|20)?\d{{2}}|{_IN_CHINESE})?(?:学?年度?)?(?:[春秋]季?(?:学期)?|第?[一二上下]学期)?(?:初(?!中|级))?)"
_WHOSE = re.compile(rf"(?!分|其中|特殊|职业|中等)(?:.+[县区市旗]|.{{2,}}(?<!中)(?:小学|中学|学校|教学点|分校|校区))?(?:{_YEAR})?")
_YEAR_BEHIND = re.compile(rf"(?:(?:19|20)\d{{2}}(?:\d{{2}}(?!\d))?)?{_YEAR}$")
_YEAR_BEFORE = re.compile(rf"^{_YEAR}")
_AROUND = rf"(?:{_YEAR}|\d{{4}}学年度?初?|附?表\d{{1,2}}(?=(?:19|20)\d{{2}}|\D|$)|(?:附?表)?\d{{4}}(?:续?表|续)?)+"  # years and numbers in any order
_AROUND_TITLE = re.compile(rf"^{_AROUND}|(?<=\D){_AROUND}$")
_WHOSE_ENDS = re.compile(r"\d|[县区市旗]|小学|中学|学校|教学点|分校|校区|学期")
_CONTINUED = re.compile(r"\(续表?[一二三四五\d]*\)$|续表?[一二三四五\d]*$")
_UPPER, _DIPLOMAS = ("高中", "普通高中"), ("专科", "大学专科", "大专", "专科毕业", "大学专科毕业", "大专毕业")
_STAGES_SO = {"小学阶段", "初中阶段"}
_HIGHER = re.compile("博士|硕士|研究生|(?:大学)?本科")
TOTALS = ("总计", "合计", "小计", "计")
_MOST_LABELS = 3  # columns of labels
_MOST_BESIDE = 8  # characters beside a title that make it another form's
_TOP = 40  # rows in which a form that begins a sheet has its head and first labels
_SOME_LABELS = 2  # texts in a second column without a head that make it one of labels
VALUES = {"数量", "数值", "内容", "填报内容", "本学年", "本年", "本学年数", "本年数", "本学年数量"}
_END = re.compile(r"(填表人|说明|注[:：]|审核人|单位负责人)")
_ABOUT = re.compile(r"^(?:19|20)\d{2}(?:[-/—~年月.]\d{1,4}){0,2}[年月日学度初]*$|填报|报送|表号|学年|单位|标识码|名称|制定机关|批准|有效期|填表人|说明|审核|注[:：]|负责人")
_NAME = re.compile(
    r"(?:学校\(机构\)|学校|机构)名称[:：]([^\s]+?)(?=[,，;；]|\(?(?:学校|机构)?(?:\(机构\))?(?:标识码|代码)|\s|$)"
    r"|(?:填报|报送|填表)(?:单位|学校)(?:名称)?(?:\((?:盖章|公章|章|签章)\))?[:：]([^\s(]+?(?:小学|中学|学校|教学点|校区|分校|完小))(?=[\s(]|$)"  # no office
)
_CODE = re.compile(r"(?<!中心校)(?<!所属学校)(?<!所属)(?<!组织)(?:标识码|学校代码|机构代码)[:：](\d{6,}+)(?!-[\dx])")  # 12345678-9 is an organisation's
_CODED = re.compile(r"(?:填报|报送|填表)(?:单位|学校)(?:名称)?[:：]([^\s(]+(?<![局委会]))\((\d{10})\)(?=[\s(]|$)")  # 阳光学园（3423210945）: by its code a school, whatever it is called
_OFFICE = re.compile(  # who filled it, where that is no school: an office, or all of its schools
    r"(?:(?:填报|报送|填表|汇总|上报)(?:单位|部门|地区)?|(?:学校\(机构\)|学校|机构|单位))(?:名称)?(?:\((?:盖章|公章|章|签章)\))?[:：](?!\S*(?:小学|中学|学校|校区|分校|教学点|完小)(?!\S*[合总小]计))"
    r"([^\s:：]*?(?:局|委员会|教委|教育办|县|区|市|旗|汇总|合计|总计|小计)(?:\([^()]*\))?)(?=\s|$)"
)
_ALL_SCHOOLS = re.compile(r"(?:.{1,9}[县区市旗镇乡道])?(?:全[县区市旗镇乡])?(?:各校|各级各类学校|[中小初高]{1,2}学)?(?:合计|总计|小计|汇总)(?:数|表)?")  # 沅溪县合计, alone in a line
_SAID_BEFORE = re.compile(r"(?:19|20)\d{2}(?:\S*学年|(?:[-/—~年月.]\d{1,4}){0,2}[年月日学度初]*$)|表号|计量单位")  # what may stand over the title too
BARE_SCHOOL = re.compile(r"(?:小学|中学|学校|教学点|校区|分校|完小)(?:\(?\d{6,}\)?)?$")  # its name alone in a line below the title
_ANSWERED = re.compile(r"(?:学校\(机构\)|学校|机构|填报单位|填报学校)?(?:名称|标识码|代码)?[:：]?")  # the answer stands in the next cell

_UNANSWERED = re.compile(r"(?:(?:学校|机构)?(?:\(机构\))?(?:名称|标识码|代码)(?:[:：]|$)|(?:学校|机构)(?:\(机构\))?$|(?:19|20)\d{2}(?:\d{0,4}|.{0,9}(?:学年|年度).*)$|(?:计量)?单位[:：]|[\W_]*$)")  # another label, or the year: a name was left blank


@dataclass(frozen=True, eq=False)
class FormGrid:
    """What stands where in a form, figures apart: `rows[i]` is (row number from 0, its labels from group to leaf).

    One and the same object for all sheets whose labels, heads and merged heads are the same to the letter.
    """

    head_row: int
    end: int  # the first row after it
    columns: tuple[ColumnHead, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    unlabelled: tuple[int, ...] = ()  # rows that hold a figure and no label
    units: tuple[tuple[int, str], ...] = ()  # rows whose label names a unit: 占地面积（亩）
    left: int = 0  # columns of the sheet before the labels

    @cached_property
    def width(self) -> int:
        """The columns up to the last that has a head."""
        return max((each.column for each in self.columns), default=0) + 1


class FormTable(NamedTuple):
    """One form of one school on a sheet."""

    form: Form | None  # None: the title is not known
    title: str
    grid: FormGrid
    name: str | None
    code: str | None
    said: tuple[str, ...]  # the texts between title and head, where the year stands
    office: str | None = None  # named where a school could be

    @property
    def head_row(self) -> int:
        return self.grid.head_row

    @property
    def title_known(self) -> str:
        """The form's own title, whatever stands over it here; '' of one that is not known."""
        return self.form.titles[0] if self.form else ""

    @property
    def called(self) -> str:
        """As the form is called for its stage: 初中班额情况, of the title 小学班额情况."""
        return _called(self.form.titles, self.title) if self.form else ""


@lru_cache(maxsize=1 << 12)
def _called(titles: tuple[str, ...], said: str) -> str:
    bare = words(plain(said))
    return max((each for each in titles if words(each) in bare), key=len, default=titles[0])


@dataclass
class _Above:
    """What was said since the last form: its title, the school's name and code."""

    form: Form | None = None
    title: str = ""
    name: str | None = None
    code: str | None = None
    office: str | None = None
    said: list[str] = field(default_factory=list)
    is_fresh: bool = False  # a known title stands here


def form_tables(sheet: Sheet, source: Source, unheaded: list[Sheet]) -> Iterator[tuple[Sheet, FormTable]]:
    """The forms of a sheet from top to bottom, each with its part of the sheet. A form stacked under another may leave its title out.

    unheaded: the sheet is added where some title seems to have no head of labels below it.
    """
    titles = titles_of(source)
    above = _Above()
    for part, outline, below in _parts(sheet, _outlines_of(source), titles, unheaded):
        for cells in part.rows[: outline.head]:
            _note(cells, titles, above)
        if below and (named := titles.school_in(below)):
            above.name, above.code = named
        if not above.title and (form := titles.form(sheet.name)):  # where the form itself has none
            above.form, above.title = form, sheet.name
        yield part, FormTable(above.form, above.title, outline.grid(part, source), above.name, above.code, tuple(above.said), above.office)
        above = _Above(above.form, above.title)
    # what is said below the last form belongs to none


def _parts(sheet: Sheet, outlines: _Outlines, titles: _Titles, unheaded: list[Sheet]) -> Iterator[tuple[Sheet, _Outline, list[Cell]]]:
    """For each form the rows from the end of the one above to the head of the one below: forms of one kind, stacked by hundreds, are alike wherever they stand. With the line below it that names its school, where such lines do."""
    sheet = titles_first(sheet, titles.form)
    forms, lacks_head = outlines.of(sheet.labels())
    if lacks_head and (parts := halves(sheet, titles.form, titles.labels_of)):
        for part in parts:
            yield part, outlines.of(part.labels()).forms[0], []
        return
    unheaded += [sheet] if lacks_head else []
    if lacks_head and (headed := with_corners(sheet, titles.form)) is not sheet:
        sheet, (forms, _) = headed, outlines.of(headed.labels())
    if (unnoted := without_notes_within(sheet, [(form.head, form.end) for form in forms], is_note)) is not sheet:
        sheet, (forms, _) = unnoted, outlines.of(unnoted.labels())
    ends = _ends_of(sheet, forms, titles) if len(forms) > 1 else []
    if ends and (paged := without_page_heads(sheet, [(form.head, form.below, end) for form, (end, _) in zip(forms, ends, strict=True)], titles.names_school)) is not sheet:
        sheet, (forms, _) = paged, outlines.of(paged.labels())
        ends = _ends_of(sheet, forms, titles)
    if len(forms) == 1:
        yield sheet, forms[0], []
        return
    merged, start = sorted(sheet.merged), 0
    schools = schools_below(sheet.rows, [(form.head, end) for form, (end, _) in zip(forms, ends, strict=True)], titles.names_school) if forms else []
    for (end, below), school in zip(ends, schools, strict=True):
        part = _part(sheet, start, below, merged)
        yield part, outlines.of(part.labels()[: end - start]).forms[0], [] if school is None else sheet.rows[school]
        start = end if school is None else max(end, min(school + 1, below))


def _ends_of(sheet: Sheet, forms: Sequence[_Outline], titles: _Titles) -> list[tuple[int, int]]:
    """As of `_end`, of each."""
    belows = [*(form.head for form in forms[1:]), len(sheet.rows)]
    return [_end(sheet.rows, form, below, titles) for form, below in zip(forms, belows, strict=False)]


def _end(rows: Sequence[list[Cell]], form: _Outline, below: int, titles: _Titles) -> tuple[int, int]:
    """The row by which a form has ended, and the one with which the next begins. below: the head of the next."""
    end = next((row for row in range(form.below, below) if _ends(rows[row], titles)), below)
    title = begins_below(rows, form.below, end)
    return (end, below) if title is None else (title, title)


def _part(sheet: Sheet, start: int, end: int, merged: Sequence[tuple[int, int, int, int]]) -> Sheet:
    """merged: in order."""
    own = merged[bisect_left(merged, (start,)) : bisect_left(merged, (end,))]
    return replace(sheet, rows=sheet.rows[start:end], merged=[(top - start, left, bottom - start, right) for top, left, bottom, right in own], top=sheet.top + start)


def has_forms(sheet: Sheet, source: Source) -> bool:
    """Whether the sheet begins with a known title over a column of row labels."""
    titles = titles_of(source)
    top = sheet.rows[:10]
    labelled = any(cells and words(cells[0]) in LABEL_HEADS for cells in top)
    labelled = labelled or with_corners(part := titles_first(replace(sheet, rows=sheet.rows[:_TOP]), titles.form), titles.form) is not part
    return labelled and any(titles.form(cell) for cell in (sheet.name, *itertools.chain.from_iterable(top)) if isinstance(cell, str))


class _Titles:
    """The forms of a source by their titles. What stands over a form is the same in all workbooks, or in all sheets of one."""

    def __init__(self, source: Source) -> None:
        self._forms, self._ignored = source.form_titles, frozenset(map(label_words, source.ignore_rows))
        self.own_form = lru_cache(maxsize=1 << 12, typed=True)(self._form)
        self.form = lru_cache(maxsize=1 << 12, typed=True)(self._or_continued)
        self.whose = lru_cache(maxsize=1 << 12)(self._whose)
        self.line = lru_cache(maxsize=1 << 12)(self._line)  # numbers, of which 1 and true are one key, say nothing

    def _or_continued(self, cell: Cell) -> Form | None:
        """The form of a title; also of one that goes on: …分学历情况（续）."""
        form = self.own_form(cell)
        return self.own_form(_CONTINUED.sub("", plain(cell))) if form is None and isinstance(cell, str) and "续" in cell else form

    def labels_of(self, form: Form) -> frozenset[str]:
        """Those of its rows that are known."""
        return self._ignored | {label_words(label) for fact in form.facts for label in fact.rows}

    def is_continued(self, title: str) -> bool:
        return "续" in title and self.own_form(title) is None

    def _form(self, cell: Cell) -> Form | None:
        """The form of which a cell is the title."""
        texts = _as_titles(cell)
        for text in texts:
            if text in self._forms:
                return self._forms[text]
        bare = texts[-1]
        if bare.startswith("初"):  # 2023学年初中小学教职工: 学年初 of 中小学
            bare = _BEHIND.sub("", _NUMBER_PREFIX.sub("", texts[0]).removeprefix("续"))
        return self._forms.get(self._ending(bare)) if _WHOSE_ENDS.search(bare) else None

    def _line(self, cells: tuple[Cell, ...]) -> _Line | None:
        texts = tuple(cell for cell in cells if isinstance(cell, str) and plain(cell))
        form = next((form for cell in texts if (form := self.form(cell))), None)
        is_other = form is None and len(texts) == 1 and self._is_other(plain(texts[0]))
        return _line(texts, cells, form, is_other) if texts else None

    def _is_other(self, said: str) -> bool:
        """The title of a form with words that make it another: …情况（上学年）, 上学年…情况. They would be taken for a word about the year."""
        bare = words(said)
        rest = min((len(bare) - len(title) for title in self._forms if bare.startswith(title) or bare.endswith(title)), default=_MOST_BESIDE + 1)
        return ":" not in said and rest <= _MOST_BESIDE

    def school_in(self, cells: list[Cell]) -> tuple[str | None, str | None] | None:
        """The name and the code of the school that a line names, perhaps by its name alone."""
        line = self.line(tuple(filter(None, cells)))
        if line is None or line.form:
            return None
        bare = next((said for text in line.texts if (said := school_in(text)).name), None)
        return (line.name, line.code) if line.name or line.code else (bare.name, bare.code) if bare else None

    def names_school(self, cells: list[Cell]) -> bool:
        """Also in a title: 甲县第一小学占地面积及其他办学条件."""
        return self.school_in(cells) is not None or any(isinstance(cell, str) and self.whose(cell) != "" for cell in cells)

    def _ending(self, bare: str) -> str:
        return max((title for title in self._forms if bare.endswith(title) and _WHOSE.fullmatch(bare[: -len(title)])), key=len, default="")

    def area_of(self, title: str) -> str:
        """The county before a title, 沅溪县中小学教职工; '' where there is none, or more."""
        return found if (found := self.whose(title)).endswith(("县", "区", "市", "旗")) else ""

    def _whose(self, title: str) -> str:
        """The words before a title, without the year: who it is of, 沅溪县第一小学 or a county; '' where there are none."""
        bare = _as_titles(title)[-1]
        ending = self._ending(bare)
        before = _YEAR_BEHIND.sub("", _YEAR_BEFORE.sub("", bare[: -len(ending)])) if ending else ""
        within = _BRACKETED_SCHOOL.search(plain(title)) if not before else None
        return words(within[1]) if within and self.form(title) else before


titles_of = once_per_source(_Titles)


@lru_cache(maxsize=1 << 14, typed=True)
def _as_titles(cell: Cell) -> tuple[str, ...]:
    """A text as a title may be written: as it stands, without its number, without what offices put behind it."""
    said = plain(cell)
    unnumbered = _NUMBER.sub("", said) if "基" in said else said
    text = words(_REMARK.sub("", _BRACKETED.sub("", _BRACKETED.sub("", _BRACKETED_SCHOOL.sub("", unnumbered)))))
    bare = _NUMBER_PREFIX.sub("", _AROUND_TITLE.sub("", text)).removeprefix("续")
    return text, bare, _BEHIND.sub("", bare)


def _note(cells: list[Cell], titles: _Titles, above: _Above) -> None:
    line = titles.line(tuple(filter(None, cells)))
    if line is None:
        return
    form = line.form
    if line.is_row:
        above.is_fresh = False  # of the form that the title is of
    if form or (line.is_title and not (above.is_fresh and not line.names_form)):
        above.form, above.title, above.is_fresh = form, shown(line.texts[0]), form is not None
        above.said = [text for text in above.said if (_SAID_BEFORE.search(plain(text)) or BARE_SCHOOL.search(plain(text))) and not _begins_note(text)]
    above.name, above.code, above.office = line.name or above.name, line.code or above.code, line.office or above.office
    above.said += line.texts


@dataclass(frozen=True)
class _Line:
    """What a line over a form says. form: of which it holds the title; is_title: it could be the title of a form that is not known; names_form: it reads like one, below a known title too; is_row: it is a row of figures."""

    texts: tuple[str, ...]
    form: Form | None
    is_title: bool
    names_form: bool
    is_row: bool
    name: str | None
    code: str | None
    office: str | None


def _line(texts: tuple[str, ...], cells: tuple[Cell, ...], form: Form | None, is_other: bool) -> _Line:
    said = (*texts, *_answered(cells))
    named = [_school_in(text) for text in said]
    name, code = (next((each[part] for each in reversed(named) if each[part]), None) for part in (0, 1))
    is_title = is_other or (len(texts) == 1 and not _ABOUT.search(plain(texts[0])))
    office = next((found.group(1) for text in said if (found := _OFFICE.search(_spaced(text)))), None)
    if office is not None and name is not None and office.startswith(name):
        name = code = None  # an office's table of all its schools
    whole = next((plain(text) for text in texts if _ALL_SCHOOLS.fullmatch(plain(text))), None)
    names_form = is_other or reads_as_title(texts[0])
    is_row = form is None and name is None and code is None and any(map(is_number, cells[1:]))
    return _Line(texts, form, is_title and not whole, names_form, is_row, name, code, office or whole)


def _answered(cells: tuple[Cell, ...]) -> list[str]:
    """学校名称： in one cell and the name in the next; where that was left blank the next is another label, or the year."""
    pairs = itertools.pairwise(cells)
    return [f"{label.strip(' :：')}:{shown(answer)}" for label, answer in pairs if isinstance(label, str) and _ANSWERED.fullmatch(plain(label)) and not _UNANSWERED.match(plain(answer))]


def _school_in(cell: str) -> tuple[str | None, str | None]:
    """The school's name and code that a line names."""
    spaced = _spaced(cell)
    if coded := _CODED.search(spaced):
        return coded.group(1), coded.group(2)
    name, code = _NAME.search(spaced), _CODE.search(spaced)
    said = (name.group(1) or name.group(2)) if name else None
    return None if said and _UNANSWERED.match(said) else said, code and code.group(1)


def _spaced(cell: str) -> str:
    """`plain` that keeps a space where the cell had one: a name ends there."""
    return " ".join(plain(part) for part in re.split(r"[\s　]+", cell) if plain(part))


@dataclass(frozen=True)
class _Outline:
    """A form as the first column alone tells it, and its grids that were met so far.

    head, below, end: its head row, the first row below its head (and below labels with a colon, 学校名称：, which elsewhere begin another form), the one by which it has ended; whole: the rows of it that matter as a whole,
    the head and those without a label.
    """

    head: int
    below: int
    end: int
    whole: tuple[int, ...]
    gaps: Gaps
    _met: dict[tuple[object, ...], FormGrid] | None  # none where a form is too long, or has labels that are no texts

    def grid(self, sheet: Sheet, source: Source) -> FormGrid:
        """Rows of which only the labels matter are told apart by them alone."""
        if self._met is None:
            return _grid(sheet, self, source)
        labels = _label_columns(sheet, self, min(self.head + 1, len(sheet.rows) - 1))
        inner = tuple(tuple(cells[1:labels]) for cells in sheet.rows[self.head : self.end]) if labels > 1 else ()
        lines = [tuple(sheet.rows[row]) for row in self.whole if not inner or row == self.head or not any(inner[row - self.head])] + list(inner)
        cells = [cell for line in lines for cell in line]
        if len(cells) > _LONG * 10:
            return _grid(sheet, self, source)
        merged = [each for each in sheet.merged if self.head <= each[0] <= self.end]
        key = (sheet.left, *lines, tuple(map(type, cells)), *merged)  # 1, 1.0 and true would be one key
        if (found := self._met.get(key)) is None:
            _make_room(self._met)
            found = self._met[key] = _grid(sheet, self, source)
        return found


class _Outlined(NamedTuple):
    """The forms of a sheet, and whether some title in its first column seems to have no head of labels below it."""

    forms: list[_Outline]
    lacks_head: bool


class _Outlines:
    """Those of a source's forms that were met so far."""

    def __init__(self, source: Source) -> None:
        self._titles = titles_of(source)
        self._met: dict[tuple[int, tuple[Cell, ...]], _Outlined] = {}

    def of(self, first: tuple[Cell, ...]) -> _Outlined:
        """The forms of a sheet by its first column. What stands over the first head, often the school's name, tells nothing of them."""
        head = next((row for row, cell in enumerate(first) if type(cell) is str and words(cell) in LABEL_HEADS), len(first))
        key = (head, first[head:])
        if (found := self._met.get(key)) is None:
            found = self._outlined((*[""] * head, *first[head:]), key)
        if head == len(first) or (head > _FARTHEST_HEAD and sum(type(cell) is str and cell != "" and self._titles.form(cell) is not None for cell in first[:head]) > 1):
            return _Outlined(found.forms, True)
        return found

    def _outlined(self, first: tuple[Cell, ...], key: tuple[int, tuple[Cell, ...]]) -> _Outlined:
        if len(first) > _LONG or not set(map(type, first)) <= {str}:
            return _outlined(first, self._titles, is_kept=False)
        _make_room(self._met)
        self._met[key] = _outlined(first, self._titles, is_kept=True)
        return self._met[key]


_FARTHEST_HEAD = 8  # rows that a title, a name and numbers take before the first head
_LONG, _MOST_MET = 400, 500  # rows of a sheet, forms; what is larger or more is not worth keeping
_outlines_of = once_per_source(_Outlines)


def _make_room(met: dict[Any, Any]) -> None:
    if len(met) >= _MOST_MET:
        met.clear()


def _outlined(first: tuple[Cell, ...], titles: _Titles, is_kept: bool) -> _Outlined:
    named = {row for row, cell in enumerate(first) if words(cell) in LABEL_HEADS}
    closing = [row for row, cell in enumerate(first) if isinstance(cell, str) and plain(cell) and _closes(cell)]
    whole = [row for row, cell in enumerate(first) if not isinstance(cell, str) or words(cell) in ("", *STEMS) or titles.form(cell)]
    found = []
    for head in sorted(named):
        if head - 1 not in named:  # 指标 over 指标名称 is one head
            below = after_answers(first, head + 1 + (head + 1 in named))
            at = bisect_left(closing, below)
            end = closing[at] if at < len(closing) else len(first)
            own = (head, *whole[bisect_right(whole, head) : bisect_left(whole, end)])
            found.append(_Outline(head, below, end, own, gaps_in(first, below, end), {} if is_kept else None))
    unheaded = sum(titles.form(cell) is not None for cell in first if cell) > len(found) - 1  # that of the first form stands above its head
    return _Outlined(found, unheaded)


def _grid(sheet: Sheet, outline: _Outline, source: Source) -> FormGrid:
    head_row = outline.head
    last = _last_head_row(sheet, head_row)
    labels, end = _label_columns(sheet, outline, last), beside(sheet, head_row)
    columns = tuple(_of_this_year(each) for each in columns_between(sheet, head_row, last) if labels <= each.column < (end or each.column + 1))
    rows: list[tuple[int, tuple[str, ...]]] = []
    unlabelled: list[int] = []
    group = ""
    row = last + 1
    titles, stages, stage_rows = titles_of(source), source.stage_words, stage_rows_of(source)
    while row < len(sheet.rows) and (row < outline.below or not _ends(sheet.rows[row], titles)):
        cells = sheet.rows[row]
        label = label_words(cells[0]) if cells else ""
        if labels > 1:
            group, label = _grouped_labels(cells[:labels], group, label)
        if label in _UPPER and rows and rows[-1][1][-1] in _DIPLOMAS and not any(_HIGHER.match(label_words(cell)) for below in sheet.rows[row + 1 : row + 2] for cell in below[:labels]):
            label = "高中阶段"  # a degree among degrees; a stage has its own degrees below it
        elif label not in stages:
            label = _stage_in(label, sheet, row, labels, stage_rows)
        if label and not (label in STEMS and _is_numbering(cells)):
            group = group if labels > 1 and label not in stages else label if label in stages else "" if label in TOTALS else group
            rows.append((row, (group, label) if group and group != label else (label,)))
        elif not label and figures_in(cells, columns):
            unlabelled.append(row)
        row += 1
    units = ((at, head_part(cell)[1]) for at, _ in rows for cell in sheet.rows[at][:labels])
    return FormGrid(head_row, row, columns, tuple(rows), tuple(unlabelled), tuple((at, unit) for at, unit in units if unit), sheet.left)


def _stage_in(label: str, sheet: Sheet, row: int, labels: int, stages: StageRow) -> str:
    """小学 of 小学阶段; also 高中 of 高中阶段, over degrees of its own: the degree stands below 专科. A form that has a row 小学 beside it means something else by it."""
    if label == "高中阶段":
        said, below = ({label_words(cell) for cells in some for cell in cells[:labels]} for some in (sheet.rows, sheet.rows[row + 1 : row + 3]))
        return "高中" if not said.isdisjoint(_STAGES_SO) and any(map(_HIGHER.match, below)) else label
    stage = stages.stage_in(label)
    return label if stage != label and any(label_words(cell) == stage for cells in sheet.rows for cell in cells[:labels]) else stage


def _label_columns(sheet: Sheet, outline: _Outline, last: int) -> int:
    """As many as heads of labels stand beside each other, or the one is merged over; else those whose texts fill the gaps of the first: 小学 | 其中：女."""
    head_row = outline.head
    merged = max([right + 1 for row, column, _, right in sheet.merged if row == head_row and column == 0], default=1)
    heads = sheet.rows[head_row : last + 1]
    seconds = [words(cells[1]) for cells in heads if len(cells) > 1 and cells[1] != "" and plain(cells[1])]
    if merged == 1 and seconds and LABEL_HEADS.isdisjoint(seconds):
        return labels_by_texts(sheet.rows, head_row, outline.gaps) if outline.gaps.rows else 1  # of nearly every form
    named = max(merged, *map(_heads_of_labels, map(tuple, heads)))
    if 1 < named <= _MOST_LABELS:
        return named
    if seconds:
        return 1
    below = [cells[1] for cells in sheet.rows[last + 1 : last + 9] if len(cells) > 1 and plain(cells[1])]
    return 2 if len(below) >= _SOME_LABELS and all(isinstance(cell, str) and not is_number(cell) for cell in below) else 1


def _of_this_year(head: ColumnHead) -> ColumnHead:
    """数量 > 合计 is 合计: a group over all figures, or over this year's, says nothing of its own."""
    return head._replace(parts=head.parts[1:]) if len(head.parts) > 1 and head.parts[0] in VALUES else head


@lru_cache(maxsize=1 << 10)  # heads are the same in all workbooks
def _heads_of_labels(cells: tuple[Cell, ...]) -> int:
    """项目 | 指标名称: heads of labels right beside each other are of one form."""
    count = 0
    while count < len(cells) and type(cells[count]) is str and words(cells[count]) in LABEL_HEADS:
        count += 1
    return count


def _grouped_labels(cells: list[Cell], group: str, first: str) -> tuple[str, str]:
    """The group, which holds until another one, and the label of a row; of a group's total the group itself. Groups within groups say nothing of the rows below them."""
    inner = [said for cell in reversed(cells[1:]) if (said := label_words(cell))]
    second = next((said for said in inner if said not in TOTALS), inner[0] if inner else "")
    group = ("" if first in TOTALS else first) or ("" if first else group)
    return group, (second or first) if first in TOTALS and second not in TOTALS else first if first in TOTALS else group if second in ("", *TOTALS) and (first or second) else second


def beside(sheet: Sheet, head_row: int) -> int | None:
    """The column in which another form begins, beside this one."""
    return _beside(tuple(sheet.rows[head_row]))


@lru_cache(maxsize=1 << 10)
def _beside(cells: tuple[Cell, ...]) -> int | None:
    return next((column for column in range(max(1, _heads_of_labels(cells)), len(cells)) if words(cells[column]) in LABEL_HEADS), None)


def figures_in(cells: list[Cell], columns: tuple[ColumnHead, ...]) -> list[int]:
    """The columns in which a row holds figures; the number of the row (代码) is none."""
    return [each.column for each in columns if each.parts[-1] not in ROW_NUMBERS and each.column < len(cells) and is_number(cells[each.column])]


def notes_below(sheet: Sheet, grid: FormGrid) -> range:
    """The rows of notes and signatures right below a form."""
    end = grid.end
    while end < len(sheet.rows) and is_note(sheet.rows[end]):
        end += 1
    return range(grid.end, end)


def is_note(cells: list[Cell]) -> bool:
    return bool(cells) and isinstance(cells[0], str) and _begins_note(cells[0])


@lru_cache(maxsize=1 << 10)
def _begins_note(cell: str) -> bool:
    return _END.match(plain(cell)) is not None


def _last_head_row(sheet: Sheet, head_row: int) -> int:
    row = head_row
    merged_to = max((last for first, column, last, _ in sheet.merged if (first, column) == (head_row, 0)), default=0)
    while row + 1 < len(sheet.rows):
        cells = sheet.rows[row + 1]
        filled = [cell for cell in cells if plain(cell)]
        is_label = bool(cells and plain(cells[0])) and not (row == head_row and words(cells[0]) in LABEL_HEADS)
        if (not filled and row >= merged_to) or is_label or any(is_number(cell) for cell in filled):
            break
        row += 1
    return row


def _ends(cells: list[Cell], titles: _Titles) -> bool:
    first = next((cell for cell in cells if cell != "" and plain(cell)), "")
    if not isinstance(first, str) or not first:
        return False
    return _closes(first) or _is_who(first, cells) or (titles.form(first) is not None and len([cell for cell in cells if plain(cell)]) == 1)


def _is_who(first: str, cells: list[Cell]) -> bool:
    """学校名称： or 学校名称 | … | 标识码 | …, over the next form; a label of basic facts has neither."""
    text = plain(first)
    return _ANSWERED.fullmatch(text) is not None and (text.endswith(":") or any(isinstance(cell, str) and cell is not first and _ANSWERED.fullmatch(plain(cell)) for cell in cells if cell))


@lru_cache(maxsize=1 << 14)
def _closes(cell: str) -> bool:
    """Whether a row that begins with this text stands below the form, or begins the next one."""
    text = plain(cell)
    return bool(_END.match(text) or _NAME.match(text)) or words(cell) in LABEL_HEADS


def _is_numbering(cells: list[Cell]) -> bool:
    """甲 乙 1 2 3: the numbers of the columns, with or without one of the row numbers."""
    filled = [plain(cell) for cell in cells if plain(cell)]
    return all(each in STEMS or each.strip("()").isdigit() for each in filled)
