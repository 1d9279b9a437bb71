"""Where the facts of a form stand: told once for all sheets that have its labels and heads."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from junheng.facts.intake.forms.dashes_in_forms import wholes_of
from junheng.facts.intake.forms.exchanged_labels import out_of_place
from junheng.facts.intake.forms.form_between import between_in
from junheng.facts.intake.forms.form_crossed import crossed_in, stated_in
from junheng.facts.intake.forms.form_flows import Flows, flows_in
from junheng.facts.intake.forms.form_lacks import lacks_of
from junheng.facts.intake.forms.form_matcher import FormMatcher, value_column, values_among
from junheng.facts.intake.forms.form_rules import form_sums
from junheng.facts.intake.forms.form_tables import FormGrid, FormTable
from junheng.facts.intake.forms.form_units import column_of_units, fixed_unit, rows_of_amounts
from junheng.facts.intake.forms.grade_heads import with_grades
from junheng.facts.intake.forms.rows_assumed import not_owned_in
from junheng.facts.intake.forms.slipped import columns_of_change
from junheng.facts.intake.forms.stage_rows import Row, stage_rows_of, unknown_blocks
from junheng.facts.intake.heads import title
from junheng.facts.intake.heads.columns import reader, table_column
from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.heads.head_years import columns_of_year
from junheng.facts.intake.heads.source import Form, FormFact, Source, once_per_source
from junheng.facts.intake.values.cells import Reading
from junheng.facts.intake.values.sheet import Cell, Sheet, letter
from junheng.facts.intake.values.text import plain, shown
from junheng.facts.tables import PUPILS_BY_GRADE
from junheng.terms import Stage, Unit

_OFFICE = re.compile(r"(.+?)(?:人民政府)?(?:教育和体育|教育体育|教育科技|教体|教育)(?:局|委员会|委)?")
# province, city and county before it; 东乡族自治乡 and 西乡镇 hold the word of another kind of township
_TOWNSHIP = re.compile(
    r"(?:[^省]{2,3}省|[^区]{2,9}自治区)?(?:[^市州盟县区旗]{1,8}(?:市|自治州|州|盟|地区))?(?:市[中南北]区|新市区|[^县区旗市]{1,12}(?:自治县|自治旗|县|区|旗|市))?"
    r"(.{1,10}?(?:街道办事处|街道|族自治乡|族乡|镇(?!乡|街)|乡(?!镇|族|街)|苏木|农场|林场|牧场))"
)


_MARKS = re.compile(r"^[\s#＃]*(?:其中[:：])?\s*")
_BETWEEN = re.compile(r"[-－—–_/\\|>、,;:.·→()（）]+")  # 示例省-临汐市-澜溪县-青石镇


class Place(NamedTuple):
    """Where a row of a form holds a fact, and how its cell is read; `read` is None where the row itself or the title may name the unit. unit: of its label or head, where a column of units may say another."""

    fact: FormFact
    key: tuple[str, str, Stage | None]
    row: int
    column: int
    address: str
    kind: Unit | None
    read: Callable[[Cell], Reading] | None
    unit: str = ""


class Layout:
    """A form as one office prints it: matched once for all the sheets that have its labels and heads.

    stage: as the title says it.
    met: the grid as it stands; grid: with the columns of this year alone, where heads name years.
    places: of its facts, from the top; unknown: the rows that nobody knows, from 0, each with how many below it are its own; lacks: what of the form
    has neither row nor column; assumed: heads under words that nobody knows; four_years: 六年级 among the grades of junior schools, whose grades are then left, as in lists; unclear: the columns of which any may be that of this year; unread: as of `_unread`. of_courses: by stage, the row of the teachers by course, of forms that have them; graded: the stage whose pupils it has by grade;
    amounts: the cells in 万元 that no fact is read from. wholes: as of `wholes_of`. rows_assumed: rows that need not mean their fact; not_owned: as of `not_owned_in`.
    """

    def __init__(self, form: Form, stage: Stage | None, grid: FormGrid, sheet: Sheet, year: int | None, layouts: Layouts) -> None:
        self.met = grid
        self.grid = grid = replace(grid, columns=columns_of_year(with_grades(grid.columns, stage), year))
        self._stage, self._source, self._matcher, self._reader = stage, layouts.source, layouts.matcher, layouts.reader
        self.units = column_of_units(grid)
        self._labels = dict(grid.rows)
        rows = self._rows(form) if form.facts else []
        blocks = self._blocks(rows, sheet) if not all(is_known for _, _, is_known in rows) else {}
        if blocks:
            others = {row for below in blocks.values() for row in below}
            rows = [(row, [] if row in others else places, is_known or row in others) for row, places, is_known in rows]
            self.grid = grid = replace(grid, rows=tuple((row, labels) for row, labels in grid.rows if row not in others))
        rows = self._without_assumed(rows)
        self.four_years = [column for column in grid.columns if any(place.column == column.column and place.key[1:] == ("pupils_grade_6", Stage.JUNIOR) for _, places, _ in rows for place in places)]
        if self.four_years:
            rows = [(row, [place for place in places if place.key[1] not in PUPILS_BY_GRADE], is_known) for row, places, is_known in rows]
        self.places = [place for _, places, _ in rows for place in places]
        self.unknown = [(row, len(blocks.get(row, ()))) for row, _, is_known in rows if not is_known]
        held = {(place.key[1], place.key[2]) for _, places, _ in rows for place in places}
        self.unclear = [] if value_column(grid.columns) or all(fact.columns for fact in form.facts) else values_among(grid.columns)
        placed = dict.fromkeys(place.fact.columns for _, places, _ in rows for place in places if place.fact.columns)
        self.assumed = [doubt for patterns in placed if (doubt := self._matcher.doubt_under(patterns, grid.columns))]
        self.of_courses = {place.key[2]: row for row, places, _ in reversed(rows) for place in places if place.fact.fact in ("arts_course", "teachers_graduate")}
        read = {place.column for _, places, _ in rows for place in places}
        left = {(fact, Stage.JUNIOR) for fact in PUPILS_BY_GRADE if self.four_years}
        self.lacks = lacks_of(form, grid, held | left, read, self._source, self._matcher) if form.facts and not self.unclear else None
        self.unread = _unread(form, grid, read)
        self.not_owned = not_owned_in(grid, read)
        self.change = columns_of_change(form, grid, self._matcher)
        self.sums = form_sums(form, sheet, self.met, self._source, self._matcher, self._kept(held), self.change, self.units)
        self.misplaced = out_of_place(form, grid)
        self.crossed = crossed_in(grid, sheet, self._source)
        self.between = between_in(form, grid, [(row, place.key) for row, places, _ in rows for place in places])
        self.flows = Flows() if self.four_years else flows_in(grid)
        facts = {row for row, places, _ in rows if places}
        amounts = [row for row in rows_of_amounts(grid, sheet, self.units) if row not in facts]
        self.amounts = [(row, each.column) for row in amounts for each in grid.columns if each.column != self.units]
        self.beside = _beside(self.places, grid, sheet, self.units) if self.change is None else []
        self.seat = next(((place.row, place.column) for place in self.places if place.fact.reading == "address_township"), None)
        self.location = next(((place.row, place.column) for place in self.places if place.fact.fact == "location"), None)
        self.area_code = next(((row, self.seat[1]) for row, labels in grid.rows if labels[-1] == "驻地地域代码"), None) if self.seat else None
        self.graded = next((stage.value for fact, stage in held if fact in PUPILS_BY_GRADE and stage), None)
        self.cells = {place.key: (place.row, place.column) for place in reversed(self.places)}
        self.wholes = wholes_of(self.cells, self.sums)
        self.stated = stated_in({place.key: (row, place.column) for row, places, _ in reversed(rows) for place in places}, grid, self._source)

    def _kept(self, held: set[tuple[str, Stage | None]]) -> set[tuple[int, int]]:
        """The cells of what is kept as a fact or goes into one: not of a part whose total the form has."""
        summed = {(part, stage) for added in self._source.added_up for part in added.parts for fact, stage in held if fact == added.fact}
        first = dict[tuple[str, str, Stage | None], tuple[int, int]]()  # of two rows of one name the first is taken
        for place in self.places:
            first.setdefault(place.key, (place.row, place.column))
        return {place for key, place in first.items() if key[1:] not in summed}

    def _rows(self, form: Form) -> list[tuple[int, list[Place], bool]]:
        """Of each row its facts, and whether it is known. A stage that is no row of this form is of what stands above it: 县级以上骨干教师, #小学, #初中."""
        found, over = list[tuple[int, list[Place], bool]](), ""
        for row, labels in self.grid.rows:
            places, is_known = self._row(form, row, labels)
            nested = (over, labels[-1].removeprefix("其中"))
            if over and not is_known and (facts := self._matcher.facts_in(form, nested)) and all(stage for _, stage in facts):
                places, is_known = self._row(form, row, nested)
            else:
                over = labels[-1]
            found.append((row, places, is_known))
        return found

    def _blocks(self, rows: list[tuple[int, list[Place], bool]], sheet: Sheet) -> Mapping[int, Sequence[int]]:
        return unknown_blocks([Row(row, self._labels[row][-1], is_known, bool(places)) for row, places, is_known in rows], sheet, stage_rows_of(self._source))

    def _without_assumed(self, rows: list[tuple[int, list[Place], bool]]) -> list[tuple[int, list[Place], bool]]:
        """A row that need not mean its fact is none where another row is the fact's: 高级教师 beside 副高级."""
        self.rows_assumed = [(place.row, place.fact) for row, places, _ in rows for place in places if self._matcher.is_assumed(place.fact, self._labels[row])]
        if not self.rows_assumed:
            return rows
        assumed = {row for row, _ in self.rows_assumed}
        sure = {place.key for row, places, _ in rows for place in places if row not in assumed}
        gone = {row for row, places, _ in rows if row in assumed and any(place.key in sure for place in places)}
        self.rows_assumed = [each for each in self.rows_assumed if each[0] not in gone]
        return [(row, [], False) if row in gone else (row, places, is_known) for row, places, is_known in rows]

    def _row(self, form: Form, row: int, labels: tuple[str, ...]) -> tuple[list[Place], bool]:
        """The facts of a row, and whether the row is known."""
        facts = self._matcher.facts_in(form, labels)
        places = [place for fact, stage in facts if (place := self._place(row, fact, stage))]
        return places, bool(facts) or self._matcher.is_ignored(labels)

    def _place(self, row: int, fact: FormFact, row_stage: Stage | None) -> Place | None:
        column = self._matcher.column_of(fact, self.grid.columns)
        if column is None:
            return None
        place, column_stage = column
        kind = table_column(self._source, fact)
        stage = row_stage or column_stage or fact.stage or (Stage.WHOLE if kind.whole else self._stage)
        stage = None if fact.table == "schools" else stage
        if fact.table == "school_years" and stage is None:
            return None  # a total over stages that the stages' own rows tell too
        unit = fixed_unit(self.grid, row, place, kind.unit)
        is_twice = bool(unit) and self.units is not None
        is_open = is_twice or (not unit and (kind.unit in (Unit.YUAN, Unit.SQUARE_METRE) or (kind.unit is not None and self.units is not None)))
        read = None if is_open else self._reader(fact, unit)
        return Place(fact, (fact.table, fact.fact, stage), row, place, f"{letter(place + self.grid.left)}{row + 1}", kind.unit, read, unit if is_twice else "")


class Layouts:
    """The layouts of a source's forms that were met so far."""

    def __init__(self, source: Source) -> None:
        self.source, self.matcher = source, FormMatcher(source)
        self._readers: dict[tuple[int, str], Callable[[Cell], Reading]] = {}
        self._met: dict[tuple[int, Stage | None, int, int | None], Layout] = {}
        self._stage_of = lru_cache(maxsize=1 << 10)(lambda named: title.stage([named], source.stages))

    def of(self, form: Form, sheet: Sheet, table: FormTable, year: int | None) -> Layout:
        stage = self._stage_of(table.title)
        key = (id(form), stage, id(table.grid), year)  # the layout holds on to its grid
        if (found := self._met.get(key)) is None:
            if len(self._met) > _MOST_LAYOUTS:  # labels that differ from school to school are not worth keeping
                self._met.clear()
            found = self._met[key] = Layout(form, stage, table.grid, sheet, year, self)
        return found

    def reader(self, fact: FormFact, unit: str = "") -> Callable[[Cell], Reading]:
        """How the cells of a fact are read; small numbers come again and again."""
        key = (id(fact), unit)
        if key not in self._readers:
            self._readers[key] = lru_cache(maxsize=1 << 9, typed=True)(_reader(self.source, fact, unit))
        return self._readers[key]


_MOST_LAYOUTS = 500
layouts_of = once_per_source(Layouts)


def _beside(places: list[Place], grid: FormGrid, sheet: Sheet, units: int | None) -> list[tuple[str, int, int, int, str]]:
    """Facts of the one column of figures, each with its row, its column and a row right above or below it that holds no fact and has the same unit, with its label."""
    rows, facts = [row for row, _ in grid.rows], {place.row for place in places}
    found = []
    for place in places:
        at = rows.index(place.row) if place.key[0] == "school_years" and not place.fact.columns and units is not None else -1
        near = [row for row in rows[max(at - 1, 0) : at + 2] if row not in facts] if at >= 0 else []
        found += [(place.fact.fact, place.row, place.column, row, _MARKS.sub("", shown(next(filter(plain, sheet.rows[row]), "")))) for row in near if plain(sheet.cell(row, units or 0)) == plain(sheet.cell(place.row, units or 0))]
    return found


def _unread(form: Form, grid: FormGrid, read: set[int]) -> list[ColumnHead]:
    """Columns that may belong to what is read, by a word of their heads, and are not known: 艺术（综合）, 书法."""
    known = {word for fact in form.facts for pattern in fact.columns for word in pattern.split()}
    return [each for each in grid.columns if each.column not in read and each.parts[-1] not in known and any(word in each.parts[-1] for word in form.doubtful)]


def _reader(source: Source, fact: FormFact, unit: str) -> Callable[[Cell], Reading]:
    read = reader(source, fact, unit)
    return (lambda cell: read(_text(str(cell), fact))) if fact.reading else read


def _text(text: str, fact: FormFact) -> str:
    pattern = _OFFICE if fact.reading == "office_area" else _TOWNSHIP
    found = pattern.match(_BETWEEN.sub("", plain(text)))
    return (title.area([found.group(1)]) or found.group(1) if fact.reading == "office_area" else found.group(1)) if found else ""
