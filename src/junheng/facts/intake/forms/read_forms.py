"""The forms of one file to blocks of facts. Every row of a known form is used, ignored by name, or reported."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from junheng.facts.delivery import Beside, BlankForm, Block, Delivery, FormsOf, SaidBefore, Value
from junheng.facts.intake.forms.beside_blank import into_next_row
from junheng.facts.intake.forms.by_total import settle_by_total
from junheng.facts.intake.forms.continued import joined
from junheng.facts.intake.forms.corners import without_heads
from junheng.facts.intake.forms.dashes_in_forms import dashes_in, dashes_unknown, settle_by_sums
from junheng.facts.intake.forms.exchanged_labels import exchanged_labels
from junheng.facts.intake.forms.form_between import Key, Taught, wrong_between_files, wrong_between_forms
from junheng.facts.intake.forms.form_between import Said as SaidBetween
from junheng.facts.intake.forms.form_blanks import settle_blanks
from junheng.facts.intake.forms.form_crossed import Stated, wrong_between, wrong_crossings
from junheng.facts.intake.forms.form_flows import graduates_of, wrong_flows
from junheng.facts.intake.forms.form_found import Found, Who, form_finding, form_place, school_year_of
from junheng.facts.intake.forms.form_lacks import form_lacks, lacks_of_all
from junheng.facts.intake.forms.form_layouts import Layout, Layouts, layouts_of
from junheng.facts.intake.forms.form_owners import About, Owners, of_other_file
from junheng.facts.intake.forms.form_sums import wrong_sums
from junheng.facts.intake.forms.form_tables import FormTable, beside, figures_in, form_tables, titles_of
from junheng.facts.intake.forms.form_units import TURNED, said_unit, told_of_units, too_large, two_units, wrong_unit
from junheng.facts.intake.forms.names_apart import names_apart
from junheng.facts.intake.forms.outside import MOST_ABOVE, MOST_BELOW, outside
from junheng.facts.intake.forms.rows_assumed import not_owned, rows_assumed
from junheng.facts.intake.forms.seats import coarse_location, codes_elsewhere, seats_elsewhere
from junheng.facts.intake.forms.slipped import not_balanced, report_slipped, unbalanced
from junheng.facts.intake.forms.table_numbers import wrong_numbers
from junheng.facts.intake.forms.told_once import told_once
from junheng.facts.intake.heads import title
from junheng.facts.intake.heads.add_up import add_up
from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.heads.said import Said
from junheng.facts.intake.heads.source import Source
from junheng.facts.intake.schools.identity import Identities
from junheng.facts.intake.values.cells import Reading
from junheng.facts.intake.values.figures import figure
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import plain, shown
from junheng.terms import Finding, Message, SchoolKind, Severity, Stage, Unit


def read_forms(sheets: list[Sheet], source: Source, said: Said, delivery: Delivery, identities: Identities) -> None:
    layouts, findings, first = layouts_of(source), delivery.findings, len(delivery.findings)
    unheaded: list[Sheet] = []
    found = list(_all_forms(sheets, source, layouts, delivery, unheaded))
    findings += (_without_head(sheet, row) for sheet in unheaded for row in without_heads(sheet, titles_of(source).form))
    _report_outside(sheets, found, source, delivery)
    findings += wrong_numbers(found)
    told = list(wrong_sums([(each.sums, each.sheet, each.table) for each in found if each.sums], delivery.witnesses))
    told += list(wrong_crossings([(each.crossed, each.sheet, each.table) for each in found if each.crossed], told))
    if told:
        findings[first:] = _without_twice(findings[first:], told)
    owners = Owners([each for each in found if each.table.form is not None], sheets, said, source)
    stated: list[Stated] = []
    between: list[SaidBetween] = []
    owned: list[tuple[Who, int]] = []
    dashed: list[tuple[Found, SchoolKind | None]] = []
    held: dict[tuple[int, int], tuple[Who, list[Found]]] = {}  # by the object and the year, which costs less than by what it holds
    for each in owners.forms:
        owner = owners.of(each, findings)
        if owner is None:
            continue
        about = owners.about(owner[0])
        held.setdefault((id(owner[0]), owner[1]), (owner[0], []))[1].append(each)
        if each.stated:
            stated.append(Stated(owner, each.sheet, each.table, each.stated))
        owned.append(owner)
        between.append(SaidBetween(owner, each.sheet, each.table, each.between, each.facts, about[1].stages if about[1] else (), each.stated))
        if each.dashes:
            dashed.append((each, about[1]))
        if each.facts:
            _blocks(each, *owner, about, delivery, identities)
        if (each.before or each.graduates) and owner[0].code:
            delivery.said_before.append(SaidBefore(owner[0].code, owner[1] - 1, each.sheet.file, each.sheet.name, each.table.title, each.before, each.graduates))
    if len({id(each.table.form) for each in owners.forms}) <= _FEW_KINDS:
        delivery.between += (each._replace(whose=(who.code or who.name, year)) for each, (who, year) in zip(between, owned, strict=True))
    delivery.forms += _forms_of(held, owners, sheets)
    for who, own in held.values():
        if not {each.table.name for each in own} <= {None, who.name}:
            known = {each.place for each in findings if each.rule == "school-disagrees"}
            findings += [each for each in names_apart(who, own) if each.place not in known]
    unknown = {place for each in findings[first:] if each.rule == "blank-unknown" for place in (each.place, *each.against)}  # nothing more is said of such a cell
    findings += (said for each, kind in dashed for said in dashes_unknown(each, kind, unknown))
    findings += [*owners.told, *(each for each in told if each.place not in unknown), *wrong_between(stated, told), *wrong_between_forms(between, told)]
    findings += of_other_file(sheets[0], owners.schools) if sheets else ()


_FEW_KINDS = 2  # of forms in a file: of such files each has another kind, for all schools


def _without_twice(findings: list[Finding], sums: Sequence[Finding]) -> list[Finding]:
    """Two cells of which a sum says which is wrong need not be told again, that those who came are not those of the first grade."""
    pairs = {frozenset((each.place, *each.against)) for each in sums}
    return [each for each in findings if each.rule != "form-unbalanced" or frozenset((each.place, *each.against)) not in pairs]


def _all_forms(sheets: list[Sheet], source: Source, layouts: Layouts, delivery: Delivery, unheaded: list[Sheet]) -> Iterator[Found]:
    """unheaded: as of `form_tables`."""
    titles, form, met, first = titles_of(source), titles_of(source).own_form, list[Found](), len(delivery.findings)

    def is_title(cell: Cell) -> bool:
        return form(cell) is not None

    for sheet in sheets:
        whole, continued = joined(sheet, is_title)
        start, halves = len(delivery.findings), list[Found]()
        for part, table in form_tables(whole, source, unheaded):
            begun = None
            if "续" in table.title and table.form and titles.is_continued(table.title) and (begun := _begun(table, met)) is None:
                table = table._replace(form=None)
            found = _read(part, table, source, layouts, delivery)
            if part.left != whole.left:  # the other half of basic facts in pairs
                _join(met[-1], found)
                _settle_lacks([met[-1], found], layouts, delivery, first)
                continue
            if begun:
                _settle_lacks([begun, found], layouts, delivery, first)
            met.append(found)
            found.is_continued = part.top - sheet.top + table.head_row in continued
            if continued:
                halves = [*halves, found] if found.is_continued else [found]
                _settle_lacks(halves, layouts, delivery, start)
            yield found


def _join(form: Found, half: Found) -> None:
    """Another half of its rows."""
    form.facts |= {key: said for key, said in half.facts.items() if key not in form.facts or form.facts[key][0] == [None]}
    form.attached, form.seat = form.attached | half.attached, form.seat or half.seat
    form.settle()


def _begun(table: FormTable, met: list[Found]) -> Found | None:
    """The form of the same school that goes on under a title of its own (…情况（续）), with the same rows: below it stand more columns."""
    labels = [each for _, each in table.grid.rows]
    return next((each for each in reversed(met) if each.table.form is table.form and each.table[3:5] == table[3:5] and [own for _, own in each.table.grid.rows] == labels), None)


def _settle_lacks(halves: list[Found], layouts: Layouts, delivery: Delivery, start: int) -> None:
    """Of a form that goes on in more columns only what all of it lacks is told, at the last half. start: of the findings of its sheet."""
    forms = [(each.table.form, each) for each in halves]
    if len(halves) < 2 or any(form is None or not form.facts for form, _ in forms):
        return
    places = {form_place(each) for each in halves}
    delivery.findings[start:] = [each for each in delivery.findings[start:] if each.rule != "form-row-missing" or each.place not in places]
    lacks = [layouts.of(form, each.sheet, each.table, each.year).lacks for form, each in forms if form]
    if all(lacks):
        delivery.findings += form_lacks(halves[-1], lacks_of_all([each for each in lacks if each]))


def _report_outside(sheets: list[Sheet], found: list[Found], source: Source, delivery: Delivery) -> None:
    """What stands on sheets without a form, and around the forms of others, of which nothing was read nor told why."""
    form, read = titles_of(source).form, {each.sheet.name for each in found}
    others = [sheet for sheet in sheets if sheet.name not in read] if len(read) < len(sheets) else []
    told = {each.sheet for each in delivery.findings if each.rule == "form-headless" and each.file == sheets[0].file} if others else ()
    around = [(each.sheet, each.table.grid) for each in found if len(each.sheet.rows) - each.table.grid.end > MOST_BELOW or each.table.head_row > MOST_ABOVE]
    for sheet, grid in [*((sheet, None) for sheet in others if sheet.name not in told), *around]:
        if what := outside(sheet, grid, form):
            delivery.rows_in += what.lines
            delivery.findings.append(_unknown_form(sheet, what.name, what.row))


def _forms_of(held: dict[tuple[int, int], tuple[Who, list[Found]]], owners: Owners, sheets: list[Sheet]) -> Iterator[FormsOf]:
    for (_, year), (who, found) in held.items():
        titles, attached = frozenset([each.table.title_known for each in found]), frozenset[str]().union(*(each.attached for each in found))
        area, kind, _ = owners.about(who)
        seat, code = (next((said for said in some if said), None) for some in ([each.seat for each in found], [each.area_code for each in found]))
        around = tuple(chain.from_iterable(each.beside for each in found))
        of_stages = kind is not None and len(kind.stages) > 1
        asked = [(each, "", _has_figures(each)) for each in found]
        asked += [(each, stage, has) for each in found if of_stages and len(each.facts) > len(Stage) for stage, has in _stages_given(each).items()]
        filled = frozenset([(each.table.title_known, stage, each.table.called) for each, stage, has in asked if has])
        blank = [BlankForm(each.table.title_known, stage, each.table.called, each.sheet.name, each.sheet.place(each.table.head_row)) for each, stage, has in asked if not has]
        blank = [each for each in blank if each[:3] not in filled]
        yield FormsOf(who.code or who.name or "", year, kind and kind.value, sheets[0].file, titles, who.name, area, who in owners.homes, attached, filled, tuple(blank), around, seat, code)


def _has_figures(found: Found) -> bool:
    """One of basic facts may have none."""
    if found.is_home or any(values[0] is not None for values, _ in found.facts.values()):
        return True
    grid = found.table.grid
    return any(figures_in(found.sheet.rows[row], grid.columns) for row, _ in grid.rows)


def _stages_given(found: Found) -> dict[str, bool]:
    """Whether it has a figure of each stage it asks for."""
    has: dict[str, bool] = {}
    for (_, _, stage), (values, _) in found.facts.items():
        if stage is not None and stage is not Stage.WHOLE:
            has[stage.value] = values[0] is not None or has.get(stage.value, False)
    return has


def _read(sheet: Sheet, table: FormTable, source: Source, layouts: Layouts, delivery: Delivery) -> Found:
    found = Found(table, sheet)
    delivery.rows_in += len(table.grid.rows)
    if table.form is None:
        delivery.findings.append(_unknown_form(sheet, table.title or sheet.name, table.head_row))
        return found
    delivery.rows_kept += len(table.grid.rows)
    column_beside = beside(sheet, table.head_row)
    if column_beside is not None:
        delivery.findings.append(_form_beside(found, column_beside))
    found.year = school_year_of(table.said)
    layout = layouts.of(table.form, sheet, table, found.year)
    unusable = _read_rows(found, layout, layouts, delivery)
    if not delivery.writes_zero:
        delivery.writes_zero = any(key[0] == "school_years" and values == [0] for key, (values, _) in found.facts.items())
    if blank := [key for key, (values, _) in found.facts.items() if values[0] is None and key[0] == "school_years"]:
        delivery.findings += settle_blanks(found, unusable, settle_by_sums(found, layout.wholes, blank, unusable))
        found.dashes = dashes_in(found, layout.cells, blank)
    if table.form.facts:
        delivery.rows_in += len(table.grid.unlabelled)
        delivery.findings += _told_of(found, layout, column_beside is None)
    if column_beside is None:
        found.sums, found.crossed, found.stated, found.between = layout.sums, layout.crossed, layout.stated, layout.between
    if layout.of_courses:
        delivery.findings += settle_by_total(found, layout.of_courses, table.grid)
    if found.facts:
        add_up(found.facts, source, sheet, table.head_row, delivery.findings)
    if ("schools", "name", None) in found.facts or ("schools", "school", None) in found.facts:
        delivery.findings += _named_otherwise(found)
        found.settle_attached(source)
        if layout.seat and (seat := shown(sheet.cell(*layout.seat))):
            found.seat = sheet.name, sheet.place(*layout.seat), seat
        if layout.location and (coarse := coarse_location(found, *layout.location)):
            delivery.findings.append(coarse)
        if layout.area_code and (code := plain(sheet.cell(*layout.area_code))):
            found.area_code = sheet.name, sheet.place(*layout.area_code), code
    if layout.beside:
        found.beside = [_beside(found, *each) for each in layout.beside]
    found.settle()
    return found


def _beside(found: Found, fact: str, row: int, column: int, other: int, label: str) -> Beside:
    sheet = found.sheet
    return Beside(sheet.name, found.table.title, fact, label, figure(sheet.cell(row, column)), sheet.place(row, column), figure(sheet.cell(other, column)), sheet.place(other, column))


def _read_rows(found: Found, layout: Layout, layouts: Layouts, delivery: Delivery) -> set[Key]:
    """The facts of a form, and what it says of the year before beside them. Returns the facts that stand there and cannot be read."""
    sheet, table, facts = found.sheet, found.table, found.facts
    first: dict[Key, int] = {}
    again: list[tuple[Key, int]] = []
    unusable: set[Key] = set()  # no other row of that name takes their place; nor does a 0 that of a blank, since it may be of something else
    turned: list[tuple[str, int]] = []
    change, is_part, units = layout.change, bool(sheet.top), tuple(filter(title.names_unit, table.said))
    rows = sheet.rows
    for fact, key, row, column, address, kind, read, own_unit in layout.places:
        cells = rows[row]
        cell = cells[column] if column < len(cells) else ""
        if read:
            reader_of, reading = read, read(cell)
        else:
            unit = own_unit or said_unit(cells, layout.units, kind, units)
            reader_of = layouts.reader(fact, unit or fact.unit)
            reading = _in_unit(cell, unit, kind, reader_of)
            if own_unit and reading.value and (wrong := two_units(own_unit, cells, layout.units, kind)):
                reading = Reading(None, wrong=wrong)
            if unit in TURNED and reading.value:
                turned.append((unit, row))
        value, note, wrong = reading
        if wrong or note:
            _report(sheet, row, column, cell, reading, delivery)
        if key not in facts or (value and facts[key][0] == [None] and key not in unusable):
            facts[key] = ([value], sheet.place(row, column) if is_part else address)
            first[key] = row
            if wrong:
                unusable.add(key)
        elif value is not None and facts[key][0] != [value] and key[0] == "school_years":
            again.append((key, row))
        if change:
            if key[0] == "school_years" and isinstance(before := reader_of(cells[change[0]] if change[0] < len(cells) else "").value, int):
                found.before.setdefault((key[1], key[2] and key[2].value), (before, sheet.place(row, change[0])))
            if figures := unbalanced(cells, change, value, reader_of):
                delivery.findings.append(not_balanced(sheet, row, column, change, figures, Unit.SQUARE_METRE.scale))
    if layout.unknown:
        delivery.rows_kept -= sum(1 + below for _, below in layout.unknown)
        delivery.findings += [_unknown_row(sheet, table, row, below) for row, below in layout.unknown]
    if turned:
        delivery.findings += told_of_units(sheet, table.title, table.head_row, layout.units, turned)
    if again:
        delivery.findings += _rows_twice(found, first, again)
        unusable |= {key for key, _ in again if facts[key][0] == [None]}
    return unusable


def _rows_twice(found: Found, first: dict[Key, int], again: list[tuple[Key, int]]) -> Iterator[Finding]:
    """A row of one label stands twice with two figures, last year's or a plan above this year's: which is meant cannot be told, and neither is used."""
    leaf = {row: labels[-1] for row, labels in found.table.grid.rows}
    twice = [(key, row) for key, row in again if leaf[row] == leaf[first[key]]]
    if not twice:
        return
    (key, row), sheet = twice[0], found.sheet
    for lost, _ in twice:
        found.facts[lost] = ([None], found.facts[lost][1])
    count, place, other = len({key for key, _ in twice}), sheet.place(first[key], 0), sheet.place(row, 0)
    yield Finding(
        Severity.ERROR, "form-rows-twice",
        Message(
            f"《{found.table.title}》中“{leaf[row]}”等 {count} 项出现两次而数不同（{place}、{other}），看不出哪一处是本学年的，这几项未采用；请只留本学年的，或分成两张表",
            f"{found.table.title} has {leaf[row]} and {count - 1} more twice with other figures ({place}, {other}): which is this year's cannot be told, and none of these was used. Keep this year's alone, or make two forms of it",
        ),
        sheet.file, sheet.name, place, leaf[row], "", (sheet.at(row, 0),),
    )


def _told_of(found: Found, layout: Layout, is_alone: bool) -> Iterator[Finding]:
    """What is said of a form besides its facts. is_alone: nothing else stands beside it."""
    sheet, table = found.sheet, found.table
    if table.grid.unlabelled:
        yield from _unlabelled(sheet, table)
    if is_alone:
        yield from report_slipped(sheet, table)
    if layout.units is not None and layout.amounts:
        yield from too_large(sheet, table.title, layout.amounts, layout.units)
    if layout.flows.rows and is_alone:
        yield from wrong_flows(sheet, table, layout.flows)
        found.graduates = graduates_of(sheet, layout.flows, layout.graded)
    if layout.misplaced:
        yield from exchanged_labels(found, layout.misplaced)
    if layout.lacks:
        yield from form_lacks(found, layout.lacks)
    if layout.unclear:
        yield _unclear(found, layout.unclear)
    for column in layout.unread:
        yield _unread(found, column)
    if layout.assumed:
        yield _assumed(found, layout.assumed)
    if layout.rows_assumed:
        yield from rows_assumed(found, layout.rows_assumed)
    if layout.not_owned:
        yield from not_owned(found, [row for row, _ in layout.cells.values()], layout.not_owned)
    for column in layout.four_years:
        yield _of_four_years(found, column)


def _named_otherwise(found: Found) -> Iterator[Finding]:
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


def _unclear(found: Found, columns: list[ColumnHead]) -> Finding:
    heads = "、".join(each.shown for each in columns)
    return form_finding(
        found, "form-columns-unclear", Severity.WARNING,
        f"《{found.table.title}》有几列数（{heads}），看不出哪一列是本学年的总数，未采用；请把那一列的表头写成“数量”或“合计”",
        f"{found.table.title} has several columns of figures ({heads}), and which of them is this year's total cannot be told: none was used. Head it 数量 or 合计",
    )


def _unread(found: Found, column: ColumnHead) -> Finding:
    head = column.shown
    return form_finding(
        found, "column-unknown", Severity.WARNING,
        f"《{found.table.title}》中不认识的列“{head}”，未采用；若属于体育、艺术（音乐、美术）教师，请改用表中原有的列名",
        f"the column {head} of {found.table.title} is not known and was not used; if its teachers are of PE or arts, head it as the form does",
    )


def _assumed(found: Found, heads: list[ColumnHead]) -> Finding:
    shown_heads = "、".join(dict.fromkeys(each.shown for each in heads))
    return form_finding(
        found, "column-assumed", Severity.WARNING,
        f"《{found.table.title}》读取的是“{shown_heads}”，上层表头的意思看不出来，按全部读取；若只是其中一部分，请改用表中原有的列名",
        f"{found.table.title} was read at {shown_heads}, and what the line over these heads means is not known: they were taken for the whole. If they are a part, head them as the form does",
    )


def _of_four_years(found: Found, column: ColumnHead) -> Finding:
    return form_finding(
        found, "column-aside", Severity.INFO,
        f"《{found.table.title}》初中有“{column.shown}”（五四制），各年级的数未采用，在校生数照常读取",
        f"{found.table.title} has `{column.shown}` in the junior stage (of four years): its figures by grade were not used, the pupils were",
    )


def _in_unit(cell: Cell, unit: str, kind: Unit | None, read: Callable[[Cell], Reading]) -> Reading:
    """A figure whose row or title names the unit; where it is blank there is nothing to doubt."""
    reading = read(cell)
    wrong = wrong_unit(unit, kind) if unit and reading.value else None
    return Reading(None, wrong=wrong) if wrong else reading


def _report(sheet: Sheet, row: int, column: int, cell: Cell, reading: Reading, delivery: Delivery) -> None:
    what = reading.wrong or reading.note
    if what is None:
        return
    label = next((shown(each) for each in sheet.rows[row][:column] if plain(each)), "")
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


def _blocks(
    found: Found, who: Who, year: int, about: About, delivery: Delivery, identities: Identities,
) -> None:
    area, _, township = about
    row = found.table.head_row
    key = identities.add_one(who.code, who.name, township, area, found.sheet, row)
    scopes: dict[tuple[str, Stage | None], tuple[dict[str, list[Value]], dict[str, str]]] = {}
    for (table, fact, stage), (values, cell) in found.facts.items():
        own = scopes.get((table, stage)) or scopes.setdefault((table, stage), ({}, {}))
        own[0][fact], own[1][fact] = values, cell
    for (table, stage), (columns, letters) in scopes.items():
        columns |= {"school": [key], "year": [year]}
        if table == "schools":
            if area is None:
                delivery.findings.append(_no_area(found))
                continue
            columns |= {"area": [area], "name": [who.name]}
        else:
            columns["stage"] = [stage.value if stage else None]
        delivery.blocks.append(
            Block(table, found.sheet.file, found.sheet.name, [found.sheet.top + row + 1], columns, letters, is_form=True)
        )


def _no_area(found: Found) -> Finding:
    return form_finding(
        found, "area-unknown", Severity.ERROR,
        "看不出学校属于哪个县（市、区）；请填写属地管理教育行政部门，或在命令中加 --area …",
        "the area of the school cannot be told; fill in its education office, or add --area …",
    )


def _without_head(sheet: Sheet, row: int) -> Finding:
    named = shown(sheet.rows[row][0])
    return Finding(
        Severity.WARNING, "form-headless",
        Message(
            f"《{named}》下面有数，但看不出哪一行是表头，整张表未采用；请把各行名称上方的格写成“指标名称”",
            f"there are figures below {named}, and which row is the head cannot be told: the form was not used. Write 指标名称 over the labels of the rows",
        ),
        sheet.file, sheet.name, sheet.place(row, 0), named,
    )


def _unknown_form(sheet: Sheet, what: str, row: int) -> Finding:
    if _KINDERGARTEN.search(what) or (_KINDERGARTEN.search(sheet.name) and not _SCHOOL.search(what)):
        return Finding(
            Severity.INFO, "form-unknown",
            Message("学前教育（幼儿园、附设幼儿班）的表，判定用不到，未采用", "a form of kindergartens or of their classes at schools, which no verdict needs: it was not used"),
            sheet.file, sheet.name, sheet.place(row), what,
        )
    return Finding(
        Severity.WARNING, "form-unknown",
        Message(f"不认识的表“{what}”，未采用", f"the form {what} is not known and was not used"),
        sheet.file, sheet.name, sheet.place(row), what,
    )


_KINDERGARTEN, _SCHOOL = re.compile("幼儿|学前教育|托育"), re.compile("小学|初中|中学|义务教育")


def over_all_forms(delivery: Delivery, stages_taught: Callable[[Delivery], Taught]) -> None:
    """What only all forms of a delivery together tell. stages_taught: by school and year, asked only where it is needed."""
    told_once(delivery.findings)
    if delivery.between:
        delivery.findings += [*wrong_between_files(delivery.between, stages_taught(delivery), delivery.findings)]
    delivery.findings += [*seats_elsewhere(delivery.forms), *codes_elsewhere(delivery.forms), *into_next_row(delivery.forms)]


def _unknown_row(sheet: Sheet, table: FormTable, row: int, below: int) -> Finding:
    """below: rows that are its own."""
    label = next(shown(cell) for cell in sheet.rows[row] if plain(cell))
    zh, en = (f"，连同其下 {below} 行未采用", f", and was not used, nor were the {below} rows below it, which are its own") if below else ("，未采用", " and was not used")
    return Finding(
        Severity.WARNING, "row-unknown",
        Message(f"《{table.title}》中不认识的行“{label}”{zh}", f"the row {label} of {table.title} is not known{en}"),
        sheet.file, sheet.name, sheet.place(row, 0), label,
    )


def _form_beside(found: Found, column: int) -> Finding:
    place = found.sheet.place(found.table.head_row, column)
    message = Message(
        f"《{found.table.title}》右侧还有一张表（或同一张表的另一半），未采用；请移到它的下方或另一张工作表",
        f"another form, or the other half of it, stands beside {found.table.title} and was not used; put it below, or on a sheet of its own",
    )
    return Finding(Severity.WARNING, "form-beside", message, found.sheet.file, found.sheet.name, place, found.table.title)


def _unlabelled(sheet: Sheet, table: FormTable) -> Iterator[Finding]:
    """Some rows may be no data; where they are most of a form, the form was not understood."""
    grid = table.grid
    columns = {row: figures_in(sheet.rows[row], grid.columns)[0] for row in grid.unlabelled}
    if len(columns) > len(grid.rows):
        yield _nearly_all_unlabelled(sheet, table, columns)
        return
    for row, column in columns.items():
        found = shown(sheet.rows[row][column])
        yield Finding(
            Severity.INFO, "row-unlabelled",
            Message(
                f"《{table.title}》中有一行没有指标名称，却填有数（{found}），未采用；若是数据，请补上名称",
                f"a row of {table.title} has no label but a figure ({found}): it was not used; if it is data, write the label",
            ),
            sheet.file, sheet.name, sheet.place(row, column), found,
        )


def _nearly_all_unlabelled(sheet: Sheet, table: FormTable, columns: dict[int, int]) -> Finding:
    (row, column), *others = columns.items()
    count, last, found = len(columns), sheet.place([*columns][-1]), shown(sheet.rows[row][column])
    return Finding(
        Severity.WARNING, "row-unlabelled",
        Message(
            f"《{table.title}》大半的行（{count} 行，第 {sheet.place(row)} 至 {last} 行）看不出指标名称，其中的数未采用；请把各行名称写在第一列，或写在表头为“指标名称”的列",
            f"most rows of {table.title} ({count}, rows {sheet.place(row)} to {last}) have no label that could be told, and their figures were not used; write the labels in the first column, or under the head 指标名称",
        ),
        sheet.file, sheet.name, sheet.place(row, column), found, "", tuple(sheet.at(*other) for other in others),
    )
