"""Forms of one school held against each other: classes of each size against the pupils of each grade, the staff's teachers against those of the stages, doctors against the staff."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from junheng.facts.intake.forms.form_matcher import value_column
from junheng.facts.intake.forms.form_outline import TOTALS, WOMEN
from junheng.facts.intake.forms.form_tables import FormGrid, FormTable
from junheng.facts.intake.heads.source import Form
from junheng.facts.intake.values.figures import figure
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import label_words, shown, words
from junheng.facts.tables import PUPILS_BY_GRADE
from junheng.terms import Finding, Message, Severity, Stage
from junheng.terms.content import EMPTY

_NO_BOUND = 1000
_SIZES = {  # of the classes that each fact counts; _NO_BOUND stands for none
    "band_25": (1, 25), "band_30": (26, 30), "band_35": (31, 35), "band_40": (36, 40), "band_45": (41, 45), "band_50": (46, 50), "band_55": (51, 55),
    "band_60": (56, 60), "band_65": (61, 65), "classes_oversize": (66, _NO_BOUND),
    "band_26_35": (26, 35), "band_36_45": (36, 45), "band_46_55": (46, 55), "classes_big": (56, 65), "band_to_45": (1, 45), "band_to_50": (1, 50),
}
GRADES = {  # heads of the columns, with the grade of the stage
    f"{number}{word}": grade
    for numbers in ("一二三四五六", "七八九", "123456", "789") for grade, number in enumerate(numbers, start=1)
    for word in ("年级", "年级班数")
} | {f"{school}{number}": grade for school in "初高" for grade, number in enumerate("一二三", start=1)}
_MIXED = "复式"  # classes of several grades: what is said of each grade then is not all
_SEVERAL, _MOSTLY = 2, 0.5  # grades, and the share of those compared, that do not fit
_TEACHERS, _WOMEN, _PUPILS = "teachers", "女", "pupils"
_WANTED = {_TEACHERS, _PUPILS, *PUPILS_BY_GRADE}
_OF_STAFF = {_TEACHERS: Message("专任教师", "full-time teachers"), _WOMEN: Message("专任教师中的女教师", "women among the full-time teachers")}
_STAFF = ("教职工数", "教职工", "教职工合计", "教职工人数")
_STAFF_OF, _GUARDED = "staff", "guarded"
_AMONG = {"心理健康教育专任教师": _TEACHERS, "专职校医": _STAFF_OF, "专职保健人员": _STAFF_OF, "专职保安人员": _GUARDED}  # rows of persons, and of whom they are
_MOST_GUARDS, _SOME_DOCTORS = 50, 5  # guards may be another firm's, but not more than the staff and than these; of so many doctors some are counted among the staff that does not teach. Our own
Key = tuple[str, str, Stage | None]
_Place = tuple[int, int]  # row, column
Taught = Mapping[tuple[object, object], Collection[Stage]]  # by school and year


class Between(NamedTuple):
    """What a form has that another form of its school tells too."""

    stage: Stage | None = None
    sizes: tuple[tuple[int, int, int], ...] = ()  # rows, each with the least and the most pupils of its classes
    grades: tuple[tuple[int, str], ...] = ()  # columns, each with the fact of its grade's pupils
    mixed: int | None = None  # the column of classes of several grades
    total: int | None = None  # the row of all classes
    staff: Mapping[str, _Place] = EMPTY  # where the form of the staff has all of them, the teachers and the women among these
    persons: Sequence[tuple[str, _Place]] = ()  # of whom some are, and where it is said how many

    def __bool__(self) -> bool:
        return bool((self.sizes and self.grades) or self.staff or self.persons)


NOTHING_BETWEEN = Between()


def between_in(form: Form, grid: FormGrid, facts: Iterable[tuple[int, Key]]) -> Between:
    """facts: rows of the form and the facts they hold."""
    heads = {each.column: words(each.parts[-1]) for each in grid.columns}
    total = next((row for row, labels in grid.rows if labels and label_words(labels[-1]) in TOTALS), None)
    if form.teachers:
        return Between(staff=_staff_in(form, grid, heads, total))
    among = [(_AMONG[label], row) for row, labels in grid.rows if (label := label_words(labels[-1])) in _AMONG]
    if among and (column := value_column(grid.columns)):
        return Between(persons=[(whom, (row, column.column)) for whom, row in among])
    rows = {row: key for row, key in facts if key[1] in _SIZES}
    if not rows:
        return Between()
    stage = next(iter(rows.values()))[2]
    sizes = tuple((row, *_SIZES[key[1]]) for row, key in rows.items())
    grades = tuple((column, f"pupils_grade_{GRADES[head]}") for column, head in heads.items() if head in GRADES)
    mixed = next((column for column, head in heads.items() if _MIXED in head), None)
    return Between(stage, sizes, grades, mixed, total)


def _staff_in(form: Form, grid: FormGrid, heads: Mapping[int, str], total: int | None) -> dict[str, _Place]:
    column, everyone = (next((column for column, head in heads.items() if head in said), None) for said in (set(map(words, form.teachers)), _STAFF))
    women = next((row for row, labels in grid.rows if labels and label_words(labels[-1]) in WOMEN), None)
    cells = {_TEACHERS: (total, column), _WOMEN: (women, column), _STAFF_OF: (total, everyone)}
    return {name: (row, at) for name, (row, at) in cells.items() if row is not None and at is not None}


class Said(NamedTuple):
    """A form with what it has for others. whose: the school and the year; taught: the stages of its kind; stated: the parts of its facts, by fact and word."""

    whose: Hashable
    sheet: Sheet
    table: FormTable
    between: Between
    facts: Mapping[Key, tuple[Sequence[object], str]]
    taught: Collection[Stage]
    stated: Mapping[tuple[Key, str], _Place]


_Women = tuple[Stage | None, Sheet, _Place]  # of a stage, and where they stand
_Facts = dict[tuple[str, Stage | None], tuple[int, Sheet, str]]  # (fact, stage) -> the figure and where it stands


def wrong_between_forms(forms: Sequence[Said], told: Sequence[Finding]) -> Iterator[Finding]:
    """told: what is told of the sums of these forms; nothing is told of a form of which they are."""
    if not any(each.between for each in forms):
        return
    known = {(each.file, each.sheet) for each in told}
    facts: dict[Hashable, _Facts] = defaultdict(dict)
    staff: dict[Hashable, Said] = {}
    women: dict[Hashable, list[_Women]] = defaultdict(list)
    for each in forms:
        own, sheet = facts[each.whose], each.sheet
        for (_, fact, stage), (values, address) in each.facts.items():
            if fact in _WANTED and isinstance(values[0], int) and (fact, stage) not in own:
                own[fact, stage] = (values[0], sheet, address)
        if each.stated:
            women[each.whose] += [(stage, sheet, place) for ((_, fact, stage), word), place in each.stated.items() if fact == _TEACHERS and word in WOMEN]
        if each.between.staff:
            staff.setdefault(each.whose, each)
    for each in forms:
        if each.between and (each.sheet.file, each.sheet.name) not in known:
            if each.between.persons:
                yield from _persons(each, staff.get(each.whose))
            elif each.between.staff:
                yield from _staff(each, facts[each.whose], women[each.whose])
            else:
                yield from _classes(each, facts[each.whose])


def wrong_between_files(forms: Sequence[Said], taught: Taught, told: Sequence[Finding]) -> Iterator[Finding]:
    """A workbook for each form, with all schools: what no file holds together. taught: by school and year; told: all that is told already."""
    known = {each.place for each in told if each.rule == "form-disagrees"}
    broken = [each for each in told if each.rule == "form-unbalanced"]
    whole = [each._replace(taught=taught.get(each.whose, ())) if isinstance(each.whose, tuple) else each for each in forms]
    yield from (each for each in wrong_between_forms(whole, broken) if each.place not in known)


def _at(one: Said, sheet: Sheet, address: str) -> str:
    """Where another form has it; with its file where that is another one."""
    return f"{sheet.name} {address}" if sheet.file == one.sheet.file else f"{sheet.file} {sheet.name} {address}"


def _classes(one: Said, facts: _Facts) -> Iterator[Finding]:
    """Each grade has a class for its pupils, and its classes hold them. Said once for a form, at its first such grade."""
    between = one.between
    if between.mixed is not None and any(figure(one.sheet.cell(row, between.mixed)) for row, _, _ in between.sizes):
        yield from _with_mixed(one, facts, between.mixed)
        return
    lines = [(one.sheet.rows[row], least, most) for row, least, most in between.sizes]
    wrong, compared = [], 0
    for column, grade in between.grades:
        pupils = facts.get((grade, between.stage))
        if pupils is None:
            continue
        compared += 1
        classes = least = most = 0.0
        for cells, fewest, largest in lines:  # mostly one or two are filled
            if column < len(cells) and (cell := cells[column]) and (count := figure(cell)):
                classes, least, most = classes + count, least + count * fewest, most + count * largest
        if not least <= pupils[0] <= most:
            total = figure(one.sheet.cell(between.total, column)) if between.total is not None else None
            if total in (None, classes):  # else a size whose row is not known is missed
                wrong.append((column, grade, classes, least, most, pupils))
    if wrong:
        column, grade, classes, least, most, pupils = wrong[0]
        finding = _of_grade(one, column, classes, least, most, pupils, _also([one.sheet.place(between.sizes[0][0] if between.total is None else between.total, each[0]) for each in wrong], compared))
        wanted = _left_for(grade, between, facts) if len(wrong) == 1 else None
        yield finding if wanted is None or not least <= wanted <= most else _at_pupils(finding, pupils, wanted)


def _also(places: Sequence[str], compared: int) -> Message:
    """Of more than one grade. Two grades exchanged are no other school's form: that is asked where most of them do not fit."""
    if len(places) < _SEVERAL:
        return Message("", ".")
    if len(places) > _MOSTLY * compared:
        return Message(f"；共 {len(places)} 个年级如此，请看是否贴成了另一所学校的表，或班额各行错位", f"; so it is in {len(places)} grades: is it another school's form, or did the rows of its sizes slip?")
    return Message(f"；{'、'.join(places)} 都如此，请看这几个年级是否填反或错位", f"; so it is at {', '.join(places)}: were these grades exchanged, or did they slip?")


def _left_for(grade: str, between: Between, facts: _Facts) -> int | None:
    """What all pupils leave for a grade beside the others."""
    pupils = facts.get((_PUPILS, between.stage))
    others = [facts.get((other, between.stage)) for _, other in between.grades if other != grade]
    return pupils[0] - sum(each[0] for each in others if each) if pupils and all(others) else None


def _at_pupils(finding: Finding, pupils: tuple[int, Sheet, str], wanted: int) -> Finding:
    """Where all pupils and the classes want another figure of a grade, that one is wrong."""
    (number, sheet, address), (_, *classes) = pupils, finding.against
    more = Message(
        f"；在校生数减去其他年级为 {wanted} 人，与班额相符，多半是 {address}（{number}）填错", f". All pupils less those of the other grades are {wanted}, which fits the classes: {address} ({number}) is probably the wrong one",
    )
    message = Message(finding.message.zh + more.zh, finding.message.en + more.en)
    return replace(finding, file=sheet.file, sheet=sheet.name, cell=address, message=message, found=str(number), allowed=f"= {wanted}", against=(finding.place, *classes))


def _with_mixed(one: Said, facts: _Facts, mixed: int) -> Iterator[Finding]:
    """Where some classes are of several grades, all classes together hold all pupils, and those of several grades hold whom the grades' own do not."""
    between, columns = one.between, [*(column for column, _ in one.between.grades), mixed]
    pupils = [facts.get((grade, between.stage)) for _, grade in between.grades]
    known = [each for each in pupils if each]
    counts = [(sum(figure(one.sheet.cell(row, column)) or 0 for column in columns), least, most) for row, least, most in between.sizes]
    least, most = (sum(count * each[bound] for count, *each in counts) for bound in (0, 1))
    number, classes = sum(each[0] for each in known), sum(count for count, _, _ in counts)
    if not known or len(known) < len(pupils) or not _is_whole(one, columns, classes):
        return
    if least <= number <= most:
        yield from _left_over(one, [each[0] for each in known], known, mixed)
        return
    row, (_, sheet, _) = between.total if between.total is not None else between.sizes[0][0], known[0]
    cells = Message("、".join(address for _, _, address in known), ", ".join(address for _, _, address in known))
    yield Finding(
        Severity.WARNING, "form-disagrees",
        Message(
            f"《{one.table.title}》连同复式班共有 {classes:.10g} 个班，按班额应有 {least:.10g} 至 {most:.10g} 人，学生数表（{sheet.name} {cells.zh}）各年级合计 {number} 人；请核对两张表，看复式班和各班额的班数是否填错",
            f"{one.table.title}: {classes:.10g} classes, those of several grades among them, hold {least:.10g} to {most:.10g} pupils by their sizes, the grades of the form of pupils ({sheet.name} {cells.en}) have {number} together. "
            "Compare the two forms: are the classes of several grades, or those of each size, wrong?",
        ),
        *one.sheet.at(row, mixed), shown(one.sheet.cell(row, mixed)), f"{least:.10g}-{most:.10g}",
        tuple((each.file, each.name, address) for _, each, address in known),
    )


def _is_whole(one: Said, columns: Sequence[int], classes: float) -> bool:
    """Whether the classes of all sizes are those of the total; else a size whose row is not known is missed. Of a grade left blank the total of all grades says it."""
    total = one.between.total
    if total is None:
        return True
    written = [figure(one.sheet.cell(total, column)) for column in columns]
    if sum(each or 0 for each in written) != classes:
        return False
    of_all = next((each.column for each in one.table.grid.columns if words(each.parts[-1]) in TOTALS), None)
    return None not in written or (of_all is not None and figure(one.sheet.cell(total, of_all)) == classes)


def _left_over(one: Said, pupils: Sequence[int], known: Sequence[tuple[int, Sheet, str]], mixed: int) -> Iterator[Finding]:
    """A table that slipped by a column has the right number of classes, and each grade those of another."""
    sizes = one.between.sizes
    own = [[(figure(one.sheet.cell(row, column)) or 0, least, most) for row, least, most in sizes] for column, _ in one.between.grades]
    spare = [number - sum(count * most for count, _, most in classes) for number, classes in zip(pupils, own, strict=True)]
    lacking = [sum(count * least for count, least, _ in classes) - number for number, classes in zip(pupils, own, strict=True)]
    room = sum((figure(one.sheet.cell(row, mixed)) or 0) * most for row, _, most in sizes)
    over = sum(max(0, each) for each in spare)
    wrong = [at for at in range(len(pupils)) if spare[at] > 0 or lacking[at] > 0]
    if over <= room and not any(each > 0 for each in lacking):
        return
    row = one.between.total if one.between.total is not None else sizes[0][0]
    places = [one.sheet.place(row, one.between.grades[at][0]) for at in wrong]
    yield Finding(
        Severity.WARNING, "form-disagrees",
        Message(
            f"《{one.table.title}》{'、'.join(places)} 各年级的班按班额容不下（或不足）学生数表（{known[wrong[0]][1].name}）的人数，其余 {over:.10g} 人应在复式班，而复式班最多容 {room:.10g} 人；请核对两张表，看各年级的班是否整体错了一列",
            f"{one.table.title}: the classes of the grades at {', '.join(places)} hold fewer (or more) pupils by their sizes than the form of pupils ({known[wrong[0]][1].name}) has; {over:.10g} would be in classes of several grades, which hold {room:.10g} at most. "
            "Compare the two forms: did the classes slip by a column?",
        ),
        *one.sheet.at(row, one.between.grades[wrong[0]][0]), shown(one.sheet.cell(row, one.between.grades[wrong[0]][0])), f"≤ {room:.10g}",
        (one.sheet.at(row, mixed), *((known[at][1].file, known[at][1].name, known[at][2]) for at in wrong)),
    )


def _of_grade(one: Said, column: int, classes: float, least: float, most: float, pupils: tuple[int, Sheet, str], more: Message) -> Finding:
    row = one.between.total if one.between.total is not None else one.between.sizes[0][0]
    head = next(each.shown for each in one.table.grid.columns if each.column == column)
    number, sheet, address = pupils
    lines = [line for line, _, _ in one.between.sizes if figure(one.sheet.cell(line, column))]
    return Finding(
        Severity.WARNING, "form-disagrees",
        Message(
            f"《{one.table.title}》“{head}”有 {classes:.10g} 个班，按班额应有 {least:.10g} 至 {most:.10g} 人，学生数表（{_at(one, sheet, address)}）为 {number} 人{more.zh}；请核对两张表",
            f"{one.table.title}: {classes:.10g} classes in `{head}` hold {least:.10g} to {most:.10g} pupils by their sizes, the form of pupils ({_at(one, sheet, address)}) has {number}{more.en} Compare the two forms",
        ),
        *one.sheet.at(row, column), shown(one.sheet.cell(row, column)), f"{least:.10g}-{most:.10g}",
        ((sheet.file, sheet.name, address), *(one.sheet.at(line, column) for line in lines)),
    )


def _staff(one: Said, facts: _Facts, women: Sequence[_Women]) -> Iterator[Finding]:
    """The teachers among the staff are those of all stages together, and so are the women among them. Said once: where both are others it may be another school's form."""
    wrong = []
    for fact, named in _OF_STAFF.items() if one.taught else ():
        own = figure(one.sheet.cell(*one.between.staff[fact])) if fact in one.between.staff else None
        if own is None:
            continue
        stages = {stage: said for (name, stage), said in facts.items() if name == fact} if fact == _TEACHERS else _of_women(women)
        total = sum(number for number, _, _ in stages.values())
        if own != total and stages.keys() >= set(one.taught):
            wrong.append((one.sheet.place(*one.between.staff[fact]), named, own, total, list(stages.values())))
    if wrong:
        yield _of_staff(one, *wrong[0], is_other=len(wrong) > 1)


def _of_women(women: Sequence[_Women]) -> dict[Stage | None, tuple[int, Sheet, str]]:
    found: dict[Stage | None, tuple[int, Sheet, str]] = {}
    for stage, sheet, place in women:
        if stage not in found and (number := figure(sheet.cell(*place))) is not None:
            found[stage] = int(number), sheet, sheet.place(*place)
    return found


def _of_staff(one: Said, place: str, named: Message, own: float, total: int, stages: Sequence[tuple[int, Sheet, str]], is_other: bool) -> Finding:
    asked = Message("请核对，看是否贴成了另一所学校的表", "Compare them: is it another school's form?") if is_other else Message("请核对这几格，改正填错的一格", "Compare these cells and correct the wrong one")
    places = "、".join(_at(one, sheet, address) for _, sheet, address in stages)
    return Finding(
        Severity.WARNING, "form-disagrees",
        Message(
            f"《{one.table.title}》{named.zh}（{place}）填的是 {own:.10g}，分课程或分年龄的表（{places}）合计 {total}，应相等；{asked.zh}",
            f"{one.table.title} has {own:.10g} {named.en} ({place}), the forms by course or age ({places}) {total} together; they should be equal. {asked.en}",
        ),
        one.sheet.file, one.sheet.name, place, f"{own:.10g}", f"= {total}",
        tuple((sheet.file, sheet.name, address) for _, sheet, address in stages),
    )


def _persons(one: Said, staff: Said | None) -> Iterator[Finding]:
    """专职校医 are of the staff, many of them of the staff that does not teach, 心理健康教育专任教师 of the teachers; guards are not more than all of these."""
    for whom, place in one.between.persons if staff else ():
        assert staff
        number = figure(one.sheet.cell(*place))
        if not number or (whom == _GUARDED and number <= _MOST_GUARDS):
            continue
        there, named = staff.between.staff.get(_STAFF_OF if whom == _GUARDED else whom), _OF_STAFF.get(whom, Message("教职工", "staff"))
        most, teachers = (figure(staff.sheet.cell(*at)) if at else None for at in (there, staff.between.staff.get(_TEACHERS)))
        if whom == _STAFF_OF and most and teachers and most > teachers and _SOME_DOCTORS <= number <= most:
            most, named = most - teachers, Message("不是专任教师的教职工", "staff who are no full-time teachers")
        if not there or not most or number <= most:
            continue
        label = shown(next(cell for cell in one.sheet.rows[place[0]] if shown(cell)))
        yield Finding(
            Severity.WARNING, "form-disagrees",
            Message(
                f"《{one.table.title}》“{label}”填的是 {number:.10g} 人，多于本校{named.zh}（{_at(one, staff.sheet, staff.sheet.place(*there))}）的 {most:.10g} 人；请核对这两格，看是否填错了行或多输了数字",
                f"{one.table.title}: `{label}` is {number:.10g}, but the school's {named.en} ({_at(one, staff.sheet, staff.sheet.place(*there))}) are {most:.10g}. Compare the two cells: another row, or a digit too many?",
            ),
            *one.sheet.at(*place), shown(one.sheet.cell(*place)), f"≤ {most:.10g}", (staff.sheet.at(*there),),
        )
