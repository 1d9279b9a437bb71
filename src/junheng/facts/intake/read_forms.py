"""The forms of one file to blocks of facts. Every row of a known form is used, ignored by name, or reported."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from junheng.facts.delivery import Block, Delivery, Value
from junheng.facts.intake import title, title_doubts
from junheng.facts.intake.add_up import add_up
from junheng.facts.intake.cells import Reading
from junheng.facts.intake.columns import reader, table_column
from junheng.facts.intake.form_between import Between, between_in, wrong_between_forms
from junheng.facts.intake.form_between import Said as SaidBetween
from junheng.facts.intake.form_crossed import Crossed, Stated, crossed_in, stated_in, wrong_between, wrong_crossings
from junheng.facts.intake.form_rules import form_sums
from junheng.facts.intake.form_sums import FormSums, wrong_sums
from junheng.facts.intake.form_units import column_of_units, fixed_unit, said_unit, wrong_unit
from junheng.facts.intake.forms import FormGrid, FormMatcher, FormTable, beside, figures_in, form_tables, titles_of
from junheng.facts.intake.head_years import columns_of_year
from junheng.facts.intake.identity import Identities
from junheng.facts.intake.said import Said
from junheng.facts.intake.sheet import Cell, Sheet, letter
from junheng.facts.intake.slipped import (
    columns_of_change,
    not_balanced,
    report_slipped,
    unbalanced,
)
from junheng.facts.intake.source import Form, FormFact, Source, once_per_source
from junheng.facts.intake.strange_forms import AtHome, strange_form
from junheng.facts.intake.text import plain, shown, words
from junheng.terms import Finding, Message, SchoolKind, Severity, Stage, Unit

_OFFICE = re.compile(r"(.+?)(?:人民政府)?(?:教育和体育|教育体育|教育科技|教体|教育)(?:局|委员会|委)?")
_TOWNSHIP = re.compile(r".*(?:自治县|自治旗|县|区|市|旗)(.+?(?:街道办事处|街道|镇|乡))")
_FILE_NAME = re.compile(r"(\d{6,})[_\-\s]*(.+)")
_SUMMARY = re.compile("汇总|全县|全区|全市|总表|合计")
_About = tuple[str | None, SchoolKind | None, str | None]  # a school's area, kind and township


@dataclass(frozen=True)
class _Who:
    code: str | None
    name: str | None

    def __bool__(self) -> bool:
        return bool(self.code or self.name)


@dataclass
class _Found:
    """What one form says: facts by table and stage, each with its address; the school it names; its year."""

    table: FormTable
    sheet: Sheet
    facts: dict[tuple[str, str, Stage | None], tuple[list[Value], str]] = field(default_factory=dict)
    who: _Who = _Who(None, None)
    year: int | None = None
    sums: FormSums | None = None
    crossed: tuple[Crossed, ...] = ()
    stated: dict[Hashable, tuple[int, int]] = field(default_factory=dict)
    between: Between = field(default_factory=Between)

    @property
    def labels(self) -> set[str]:
        return {label for _, labels in self.table.grid.rows for label in labels}

    def fact(self, name: str) -> Value:
        found = self.facts.get(("schools", name, None))
        return found[0][0] if found else None

    def settle(self) -> None:
        """Who it is stands in the line over its head, or (the form of basic facts) in its rows."""
        code, name = self.fact("school"), self.fact("name")
        self.who = _Who(str(code) if code else self.table.code, str(name) if name else self.table.name)
        self.year = _school_year(self.table.said)


_school_year = lru_cache(maxsize=1 << 10)(title.school_year)  # most titles say the same in all workbooks


def read_forms(sheets: list[Sheet], source: Source, said: Said, delivery: Delivery, identities: Identities) -> None:
    layouts, findings = _layouts_of(source), delivery.findings
    found = [_read(part, table, source, layouts, delivery) for sheet in sheets for part, table in form_tables(sheet, source)]
    told = list(wrong_sums([(each.sums, each.sheet, each.table) for each in found if each.sums]))
    told += list(wrong_crossings([(each.crossed, each.sheet, each.table) for each in found if each.crossed], told))
    owners = _Owners([each for each in found if each.table.form is not None], sheets, said, source)
    stated, between = list[Stated](), list[SaidBetween]()
    for each in owners.forms:
        owner = owners.of(each, findings) if each.facts or each.between else None
        if owner is None:
            continue
        about = owners.about(owner[0])
        if each.stated:
            stated.append(Stated(owner, each.sheet, each.table, each.stated))
        between.append(SaidBetween(owner, each.sheet, each.table, each.between, each.facts, about[1].stages if about[1] else ()))
        if each.facts:
            _blocks(each, *owner, about, delivery, identities)
    findings += [*told, *wrong_between(stated, told), *wrong_between_forms(between, told)]
    findings += _of_other_file(sheets[0], owners.schools) if sheets else ()


class _Owners:
    """Whose each form of a workbook is, and of which school year."""

    def __init__(self, forms: list[_Found], sheets: list[Sheet], said: Said, source: Source) -> None:
        self.forms, self.schools, self._sheets, self._said = forms, [each.who for each in forms if each.who], sheets, said
        self._years = Counter(year for each in forms if (year := each.year))
        self._majority = next((year for year, times in self._years.items() if times * 2 > self._years.total()), None)
        self._at_home = AtHome((each.who.code, each.who.name) for each in forms if each.fact("name") or each.fact("school"))
        self._by_name = {words(who.name): who for who in self.schools if who.name}
        self._titles = titles_of(source)
        self._named = {id(each.table.form) for each in forms if each.who or self._in_words(each.table)}
        self._alike = defaultdict[tuple[str, int], list[_Found]](list)
        for each in forms:
            self._alike[each.sheet.name, id(each.table.form)].append(each)
        self._below = _below_basic_facts(forms)
        self._whose: dict[_Who | str, _Who | None] = {}
        self._about: dict[_Who, _About] = {}
        self._met_years: set[int] = set()

    def of(self, form: _Found, findings: list[Finding]) -> tuple[_Who, int] | None:
        """None where it cannot be told, which is said of forms of which facts are read."""
        lost = findings if form.facts else list[Finding]()
        office = form.table.office or self._titles.area_of(form.table.title)
        if office and not form.who and not self._in_words(form.table) and (not self.schools or id(form.table.form) in self._named):
            lost.append(_of_office(form, office, bool(self.schools)))
            return None
        whose = self._whose_of(form)
        if whose is None:
            lost.append(_of_office(form, "", True) if form.facts and self._adds_up(form) else _nobody(form))
            return None
        if self._at_home.is_strange(form.who.code, form.who.name):
            lost.append(strange_form(form.sheet, form.table.head_row, form.table.title, form.who.code, form.who.name))
        year = self._said.year or form.year or _usual(self._years) or _year_of_file(form.sheet)
        if year is None:
            lost.append(_no_year(form))
            return None
        findings += self._doubts(form, year)
        return whose, year

    def about(self, whose: _Who) -> _About:
        if whose not in self._about:
            self._about[whose] = _about(whose, self.forms, self._said)
        return self._about[whose]

    def _whose_of(self, form: _Found) -> _Who | None:
        says = form.who or self._in_words(form.table) or self._below.get(id(form)) or form.sheet.name
        if says not in self._whose:
            self._whose[says] = _whose(form.sheet if isinstance(says, str) else says, self.schools, self._sheets)
        return self._whose[says]

    def _adds_up(self, form: _Found) -> bool:
        """Whether its figures are the sums of those of the others of its kind on its sheet, each of which is a school's."""
        beside = [each for each in self._alike[form.sheet.name, id(form.table.form)] if each is not form]
        if not beside or not all(each.who or self._in_words(each.table) for each in beside):
            return False
        others = [each.facts for each in beside]
        sums = {key: sum(value for facts in others if isinstance(value := facts[key][0][0], int)) for key in form.facts if all(key in facts for facts in others)}
        stated = {key: values[0] for key, (values, _) in form.facts.items() if isinstance(values[0], int)}
        return any(stated.values()) and all(sums.get(key) == value for key, value in stated.items())

    def _in_words(self, table: FormTable) -> _Who | None:
        """The school of this workbook that a title names, 甲县第一小学中小学校舍情况, or a line alone."""
        if len(self._by_name) < 2:
            return None
        said = (self._titles.whose(table.title), *map(words, table.said))
        return next((self._by_name[each] for each in said if each in self._by_name), None)

    def _doubts(self, form: _Found, year: int) -> Iterator[Finding]:
        above = range(max(0, form.table.head_row - 6), form.table.head_row)
        if year not in self._met_years:
            self._met_years.add(year)
            yield from title_doubts.impossible_year(form.sheet, above, year)
        if self._majority not in (None, year):
            yield title.year_disagrees(form.sheet, above, year, self._majority or 0)


def _of_other_file(sheet: Sheet, schools: list[_Who]) -> list[Finding]:
    """The file is called by the code and name of a school, and holds another's forms alone."""
    match = _FILE_NAME.fullmatch(sheet.file.rsplit(".", 1)[0])
    codes = {who.code for who in schools if who.code}
    if not match or len(codes) != 1 or match.group(1) in codes or len(match.group(1)) != len(next(iter(codes))):
        return []
    (code,) = codes
    name = next((who.name for who in schools if who.name), "") or ""
    message = Message(
        f"文件名写的是 {match.group(1)}，表中的学校是 {code}（{name}）；按表中所写读取，请看是否拿错了文件或粘贴了别校的表",
        f"the file is called {match.group(1)}, the school in it is {code} ({name}); it was read as the forms say: is it another school's file, or were another's forms pasted?",
    )
    return [Finding(Severity.WARNING, "file-disagrees", message, sheet.file, "", "", code, match.group(1))]


def _usual(years: Counter[int]) -> int | None:
    return years.most_common(1)[0][0] if len(years) == 1 else None


def _year_of_file(sheet: Sheet) -> int | None:
    return title.school_year([sheet.name, sheet.file, sheet.folder])


class _Place(NamedTuple):
    """Where a row of a form holds a fact, and how its cell is read; `read` is None where the row itself or the title may name the unit."""

    fact: FormFact
    key: tuple[str, str, Stage | None]
    column: int
    address: str
    kind: Unit | None
    read: Callable[[Cell], Reading] | None


class _Layout:
    """A form as one office prints it: matched once for all the sheets that have its labels and heads.

    stage: as the title says it.
    met: the grid as it stands; grid: with the columns of this year alone, where heads name years.
    steps: the rows that hold facts or are not known (row number from 0, its facts, whether it is known); lacking: the form's facts
    for which there is neither row nor column.
    """

    def __init__(self, form: Form, stage: Stage | None, grid: FormGrid, sheet: Sheet, year: int | None, layouts: _Layouts) -> None:
        self.met = grid
        self.grid = grid = replace(grid, columns=columns_of_year(grid.columns, year))
        self._stage, self._source, self._matcher, self._reader = stage, layouts.source, layouts.matcher, layouts.reader
        self.units = column_of_units(grid)
        rows = [(row, *self._row(form, row, labels)) for row, labels in grid.rows] if form.facts else []
        self.steps = [(row, places, is_known) for row, places, is_known in rows if places or not is_known]
        held = {(place.key[1], place.key[2]) for _, places, _ in rows for place in places}
        self.lacking = _lacking(form, held) if form.facts else []
        self.change = columns_of_change(form, grid, self._matcher)
        self.sums = form_sums(form, sheet, self.met, self._source, self._matcher, self._kept(held), self.change, self.units)
        self.crossed = crossed_in(grid, sheet, self._source)
        self.between = between_in(form, grid, [(row, place.key) for row, places, _ in rows for place in places])
        self.stated = stated_in({place.key: (row, place.column) for row, places, _ in reversed(rows) for place in places}, grid, self._source)

    def _kept(self, held: set[tuple[str, Stage | None]]) -> set[tuple[int, int]]:
        """The cells of what is kept as a fact or goes into one: not of a part whose total the form has."""
        summed = {(part, stage) for added in self._source.added_up for part in added.parts for fact, stage in held if fact == added.fact}
        first = dict[tuple[str, str, Stage | None], tuple[int, int]]()  # of two rows of one name the first is taken
        for row, places, _ in self.steps:
            for place in places:
                first.setdefault(place.key, (row, place.column))
        return {place for key, place in first.items() if key[1:] not in summed}

    def _row(self, form: Form, row: int, labels: tuple[str, ...]) -> tuple[list[_Place], bool]:
        """The facts of a row, and whether the row is known."""
        facts = self._matcher.facts_in(form, labels)
        places = [place for fact, stage in facts if (place := self._place(row, fact, stage))]
        return places, bool(facts) or self._matcher.is_ignored(labels)

    def _place(self, row: int, fact: FormFact, row_stage: Stage | None) -> _Place | None:
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
        is_open = not unit and (kind.unit in (Unit.YUAN, Unit.SQUARE_METRE) or (kind.unit is not None and self.units is not None))
        read = None if is_open else self._reader(fact, unit)
        return _Place(fact, (fact.table, fact.fact, stage), place, f"{letter(place + self.grid.left)}{row + 1}", kind.unit, read)


class _Layouts:
    """The layouts of a source's forms that were met so far."""

    def __init__(self, source: Source) -> None:
        self.source, self.matcher = source, FormMatcher(source)
        self._readers: dict[tuple[int, str], Callable[[Cell], Reading]] = {}
        self._met: dict[tuple[int, Stage | None, int, int | None], _Layout] = {}
        self._stage_of = lru_cache(maxsize=1 << 10)(lambda named: title.stage([named], source.stages))

    def of(self, form: Form, sheet: Sheet, table: FormTable) -> _Layout:
        year, stage = _school_year(table.said), self._stage_of(table.title)
        key = (id(form), stage, id(table.grid), year)  # the layout holds on to its grid
        if key not in self._met:
            if len(self._met) > _MOST_LAYOUTS:  # labels that differ from school to school are not worth keeping
                self._met.clear()
            self._met[key] = _Layout(form, stage, table.grid, sheet, year, self)
        return self._met[key]

    def reader(self, fact: FormFact, unit: str = "") -> Callable[[Cell], Reading]:
        """How the cells of a fact are read; small numbers come again and again."""
        key = (id(fact), unit)
        if key not in self._readers:
            self._readers[key] = lru_cache(maxsize=1 << 9, typed=True)(_reader(self.source, fact, unit))
        return self._readers[key]


_MOST_LAYOUTS = 500
_layouts_of = once_per_source(_Layouts)


def _read(sheet: Sheet, table: FormTable, source: Source, layouts: _Layouts, delivery: Delivery) -> _Found:
    found = _Found(table, sheet)
    delivery.rows_in += len(table.grid.rows)
    if table.form is None:
        delivery.findings.append(_unknown_form(sheet, table))
        return found
    delivery.rows_kept += len(table.grid.rows)
    column_beside = beside(sheet, table.head_row)
    if column_beside is not None:
        delivery.findings.append(_form_beside(found, column_beside))
    facts, layout = found.facts, layouts.of(table.form, sheet, table)
    unusable = set[tuple[str, str, Stage | None]]()  # no other row of that name takes their place; nor does a 0 that of a blank, since it may be of something else
    for row, places, is_known in layout.steps:
        cells = sheet.rows[row]
        width = len(cells)
        for fact, key, column, address, kind, read in places:
            cell = cells[column] if column < width else ""
            unit = "" if read else said_unit(cells, layout.units, kind, table.said)
            reading = read(cell) if read else _in_unit(cell, unit, kind, layouts.reader(fact, unit or fact.unit))
            if reading.wrong or reading.note:
                _report(sheet, row, column, cell, reading, delivery)
            if key not in facts or (facts[key][0] == [None] and key not in unusable and reading.value):
                facts[key] = ([reading.value], sheet.place(row, column) if sheet.top else address)
                if reading.wrong:
                    unusable.add(key)
            if layout.change and (figures := unbalanced(cells, layout.change, reading.value, read or layouts.reader(fact, unit or fact.unit))):
                delivery.findings.append(not_balanced(sheet, row, column, layout.change, figures, Unit.SQUARE_METRE.scale))
        if not is_known:
            delivery.rows_kept -= 1
            delivery.findings.append(_unknown_row(sheet, table, row))
    if table.form.facts:
        delivery.rows_in += len(table.grid.unlabelled)
        delivery.findings += [_unlabelled(sheet, table, row) for row in table.grid.unlabelled]
        slipped = () if column_beside else report_slipped(sheet, table)
        delivery.findings += slipped
        if layout.lacking:
            delivery.findings.append(_form_lacks(found, layout.lacking))
    found.sums, found.crossed = (None, ()) if column_beside else (layout.sums, layout.crossed)
    found.stated = {} if column_beside else layout.stated
    found.between = Between() if column_beside else layout.between
    if facts:
        add_up(facts, source, sheet, table.head_row, delivery.findings)
    if ("schools", "name", None) in facts or ("schools", "school", None) in facts:
        delivery.findings += _named_otherwise(found)
    found.settle()
    return found


def _named_otherwise(found: _Found) -> Iterator[Finding]:
    """The form of basic facts gives another code or name in its rows than in the line over its head. A name may leave out the county, or what stands in brackets."""
    for fact, over in (("school", found.table.code), ("name", found.table.name)):
        (values, address) = found.facts.get(("schools", fact, None), ([None], ""))
        own = plain(str(values[0] or ""))
        if own and over and own not in plain(over) and plain(over) not in own:
            yield Finding(
                Severity.WARNING, "school-disagrees",
                Message(
                    f"《{found.table.title}》这一格填的是“{values[0]}”，表头上方写的是“{over}”；按这一格读取，请核对",
                    f"{found.table.title} says {values[0]} here and {over} over its head: it was read as this cell says; compare the two",
                ),
                found.sheet.file, found.sheet.name, address, str(values[0]), over,
            )


def _lacking(form: Form, found: set[tuple[str, Stage | None]]) -> list[FormFact]:
    """What the form should hold and neither row nor column was found for: at all, or for one of the stages it gives most facts of."""
    counts = Counter(stage for _, stage in found)
    full = [stage for stage, count in counts.items() if 2 * count >= max(counts.values(), default=0)]
    stages: dict[str, list[Stage | None]] = {}
    for name, stage in found:
        stages.setdefault(name, []).append(stage)
    shared = max((len(each) for each in stages.values()), default=0)
    return [fact for fact in form.facts if not fact.optional and (fact.fact not in stages or (len(full) == shared > len(stages[fact.fact])))]


def _form_lacks(found: _Found, lacking: list[FormFact]) -> Finding:
    names = "、".join(dict.fromkeys(fact.columns[0] if fact.columns and fact.rows[0] in found.labels else fact.rows[0] for fact in lacking))
    return _finding(
        found, "form-row-missing", Severity.WARNING if not found.facts else Severity.INFO,
        f"《{found.table.title}》中没有找到“{names}”，这几项缺失；若是被删去或改了名，请恢复",
        f"{found.table.title} has no row or column {names}: these facts are missing. Restore what was deleted or renamed",
    )


def _reader(source: Source, fact: FormFact, unit: str) -> Callable[[Cell], Reading]:
    read = reader(source, fact, unit)
    return (lambda cell: read(_text(str(cell), fact))) if fact.reading else read


def _in_unit(cell: Cell, unit: str, kind: Unit | None, read: Callable[[Cell], Reading]) -> Reading:
    """A figure whose row or title names the unit; where it is blank there is nothing to doubt."""
    reading, wrong = read(cell), wrong_unit(unit, kind)
    return Reading(None, wrong=wrong) if wrong and reading.value else reading


def _text(text: str, fact: FormFact) -> str:
    pattern = _OFFICE if fact.reading == "office_area" else _TOWNSHIP
    found = pattern.match(plain(text))
    return (title.area([found.group(1)]) or found.group(1) if fact.reading == "office_area" else found.group(1)) if found else ""


def _report(sheet: Sheet, row: int, column: int, cell: Cell, reading: Reading, delivery: Delivery) -> None:
    what = reading.wrong or reading.note
    if what is None:
        return
    label = shown(sheet.rows[row][0])
    tail = Message("；已作缺失处理，请更正", ". Taken as missing: correct it") if reading.wrong else Message("", "")
    delivery.findings.append(
        Finding(
            Severity.ERROR if reading.wrong else Severity.INFO,
            "cell-unusable" if reading.wrong else "cell-not-literal",
            Message(
                f"“{label}”填的是“{shown(cell)}”：{what.zh}{tail.zh}", f"`{label}` holds {shown(cell)!r}: {what.en}{tail.en}"
            ),
            sheet.file, sheet.name, sheet.place(row, column), shown(cell), what,
        )
    )


def _below_basic_facts(known: list[_Found]) -> dict[int, _Who]:
    """Of forms that name no school, by id: the one whose basic facts stand above them on their sheet (or below, where it is the sheet's only one) with no form twice
    between. Where a form stands twice, the schools are stacked, and whose each is must be told.
    """
    by_sheet, found = dict[str, list[_Found]](), dict[int, _Who]()
    for each in known:
        by_sheet.setdefault(each.sheet.name, []).append(each)
    for forms in by_sheet.values():
        homes = [place for place, each in enumerate(forms) if each.fact("name") or each.fact("school")]
        starts = homes if len(homes) != 1 else [0]
        for start, home, end in zip(starts, homes, [*starts, len(forms)][1:], strict=False):  # none where there are no basic facts
            section = [each for each in forms[start:end] if not each.who or each is forms[home]]
            if forms[home].who and len({each.table.title for each in section}) == len(section):
                found |= {id(each): forms[home].who for each in section if not each.who}
    return found


def _whose(says: _Who | Sheet, schools: list[_Who], sheets: list[Sheet]) -> _Who | None:
    """The school of a form: as it says itself, or the basic facts above it; else by its sheet's name; else the file's only school; else the file's name."""
    if isinstance(says, _Who):
        return next((who for who in schools if who.code and who.name and _same(who, says)), says)
    sheet = words(says.name)
    named = [who for who in schools if (who.name and words(who.name) in sheet) or (who.code and who.code in sheet)]
    if named:
        return max(named, key=lambda who: len(who.name or ""))
    complete = {(who.code, who.name) for who in schools}
    if len({who.code or who.name for who in schools}) == 1:
        return max(schools, key=lambda who: (who.code is not None, who.name is not None))
    match = _FILE_NAME.match(sheets[0].file.rsplit(".", 1)[0])
    return _Who(match.group(1), match.group(2)) if match and not complete else None


def _same(one: _Who, other: _Who) -> bool:
    if one.code and other.code:
        return one.code == other.code
    return one.name is not None and other.name is not None and plain(one.name) == plain(other.name)


def _about(who: _Who, known: list[_Found], said: Said) -> _About:
    """Area, kind and township of a school, out of its form of basic facts in the same file."""
    own = next((each for each in known if each.fact("kind") and _same(each.who, who)), None)
    area = said.area or (own.fact("area") if own else None) or title.area_of_names([who.name or ""])
    kind = SchoolKind(str(own.fact("kind"))) if own else None
    return (str(area) if area else None), kind, (str(own.fact("township") or "") if own else None)


def _blocks(
    found: _Found, who: _Who, year: int, about: _About, delivery: Delivery, identities: Identities,
) -> None:
    area, kind, township = about
    row = found.table.head_row
    key = identities.add_one(who.code, who.name, township, area, found.sheet, row)
    scopes: dict[tuple[str, Stage | None], dict[str, tuple[list[Value], str]]] = {}
    for (table, fact, stage), said in found.facts.items():
        scopes.setdefault((table, stage), {})[fact] = said
    for (table, stage), own in scopes.items():
        taught = kind.stages if kind else ()
        if stage not in (None, Stage.WHOLE, *taught) and kind and not any(values[0] for values, _ in own.values()):
            continue  # 0 junior backbone teachers of a primary school are no junior stage
        columns: dict[str, list[Value]] = {fact: values for fact, (values, _) in own.items()}
        columns |= {"school": [key], "year": [year]}
        if table == "schools":
            if area is None:
                delivery.findings.append(_no_area(found))
                continue
            columns |= {"area": [area], "name": [who.name]}
        else:
            columns["stage"] = [stage.value if stage else None]
        letters = {fact: cell for fact, (_, cell) in own.items()}
        delivery.blocks.append(
            Block(table, found.sheet.file, found.sheet.name, [found.sheet.top + row + 1], columns, letters, is_form=True)
        )


def _finding(found: _Found, rule: str, severity: Severity, zh: str, en: str) -> Finding:
    place = found.sheet.place(found.table.head_row)
    return Finding(severity, rule, Message(zh, en), found.sheet.file, found.sheet.name, place, found.table.title)


def _nobody(found: _Found) -> Finding:
    return _finding(
        found, "school-unknown", Severity.ERROR,
        f"看不出《{found.table.title}》是哪所学校的，未采用；请在表题下写明学校名称和标识码",
        f"whose table {found.table.title} is cannot be told, and it was not used; write the school's name and code under its title",
    )


def _of_office(found: _Found, office: str, beside_schools: bool) -> Finding:
    said = (f"写的是“{office}”，没有学校名称", f"names {office} and no school") if office else ("没有写学校，各数是同表各校之和", "names no school and holds the sums of the others on its sheet")
    is_summary = beside_schools or any(_SUMMARY.search(text) for text in (office, found.table.title, found.sheet.name, found.sheet.file))
    return _finding(
        found, "form-of-office", Severity.INFO if is_summary else Severity.WARNING,
        f"《{found.table.title}》{said[0]}，当作汇总表，未采用；若是某所学校的表，请写明学校名称和标识码",
        f"{found.table.title} {said[1]}: taken for a summary and not used. If it is a school's, write its name and code",
    )


def _no_year(found: _Found) -> Finding:
    return _finding(
        found, "year-unknown", Severity.ERROR,
        f"《{found.table.title}》没有写明学年，未采用；请写在表题下，或在命令中加 --year 2023",
        f"{found.table.title} does not say its school year and was not used; write it under the title, or add --year 2023",
    )


def _no_area(found: _Found) -> Finding:
    return _finding(
        found, "area-unknown", Severity.ERROR,
        "看不出学校属于哪个县（市、区）；请填写属地管理教育行政部门，或在命令中加 --area …",
        "the area of the school cannot be told; fill in its education office, or add --area …",
    )


def _unknown_form(sheet: Sheet, table: FormTable) -> Finding:
    what = table.title or sheet.name
    return Finding(
        Severity.WARNING, "form-unknown",
        Message(f"不认识的表“{what}”，未采用", f"the form {what} is not known and was not used"),
        sheet.file, sheet.name, sheet.place(table.head_row), what,
    )


def _unknown_row(sheet: Sheet, table: FormTable, row: int) -> Finding:
    label = next(shown(cell) for cell in sheet.rows[row] if plain(cell))
    return Finding(
        Severity.WARNING, "row-unknown",
        Message(f"《{table.title}》中不认识的行“{label}”，未采用", f"the row {label} of {table.title} is not known and was not used"),
        sheet.file, sheet.name, sheet.place(row, 0), label,
    )


def _form_beside(found: _Found, column: int) -> Finding:
    place = found.sheet.place(found.table.head_row, column)
    message = Message(
        f"《{found.table.title}》右侧还有一张表（或同一张表的另一半），未采用；请移到它的下方或另一张工作表",
        f"another form, or the other half of it, stands beside {found.table.title} and was not used; put it below, or on a sheet of its own",
    )
    return Finding(Severity.WARNING, "form-beside", message, found.sheet.file, found.sheet.name, place, found.table.title)


def _unlabelled(sheet: Sheet, table: FormTable, row: int) -> Finding:
    column = figures_in(sheet.rows[row], table.grid.columns)[0]
    found = shown(sheet.rows[row][column])
    return Finding(
        Severity.INFO, "row-unlabelled",
        Message(
            f"《{table.title}》中有一行没有指标名称，却填有数（{found}），未采用；若是数据，请补上名称",
            f"a row of {table.title} has no label but a figure ({found}): it was not used; if it is data, write the label",
        ),
        sheet.file, sheet.name, sheet.place(row, column), found,
    )
