"""Sheets are cleared of persons before anything reads them: personal columns are emptied, lists of children refused."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import cast

from junheng.facts.intake.heads.head import SEARCHED
from junheng.facts.intake.heads.labels_first import label_column
from junheng.facts.intake.persons.kinds import (
    OF_THE_ROW,
    Personal,
    are_names,
    are_pupils,
    are_worded_names,
    is_class_head,
    is_name_head,
    is_persons_name,
    is_place_head,
    is_school_head,
    kind_of_cell,
    kind_of_head,
    may_name_pupils,
    names_a_school,
)
from junheng.facts.intake.persons.pairs import clear_pairs, columns_of_pairs
from junheng.facts.intake.values.cells import is_number
from junheng.facts.intake.values.sheet import Cell, Sheet, cell_in, letter
from junheng.facts.intake.values.text import is_filled, plain, shown, words
from junheng.terms import Finding, Message, Severity

_CODES = re.compile(r"代码|编码|编号|标识码|code|id$")  # numbers that may begin like a mobile's
_SIGNED = re.compile(r"[^:]{0,6}(?:负责人|填表人|填报人|审核人|制表人|经办人|复核人)[^:]{0,4}:")
_WHOLE = 20_000  # rows that are all looked at; of longer sheets every n-th
_ASKED_BY_FORMS = (Personal.CONTACT, Personal.HOLDER)
_TOP = 200  # rows from the top in which the head of a column full of numbers is looked for
_FIRST, _SOME = 20, 300  # cells of a column that are looked at for names: at first, and where those are names
_NAMES, _NAMES_SURE = (0.8, 0.4), (0.9, 0.5)  # shares of names, and of long ones among them; the latter where places or schools are awaited
_PRIME = 7919
_FEWEST_ACROSS = 4  # names beside each other
_MAY_BE_HEAD = re.compile("姓|名|身份|学籍|name", re.IGNORECASE)
_SCHOOLS_OWN = {"school", "schoolname", "nameofschool", "学校", "学校名称", "校名", "所在学校", "就读学校"}
_USUAL = 0.5  # the share of a column's cells from which the column is of that kind


@dataclass
class _Screened:
    """What a sheet tells of persons: by column its kind, the row of its head and how many cells are filled."""

    sheet: Sheet
    kinds: dict[int, Personal] = field(default_factory=dict)
    heads: dict[int, int] = field(default_factory=dict)
    filled: dict[int, int] = field(default_factory=dict)
    across: int | None = None  # the row in which persons stand beside each other
    for_schools: bool = False  # persons stand where schools should

    @property
    def last_head(self) -> int:
        return max(self.heads.values(), default=0)

    def add(self, column: int, kind: Personal, head: int, filled: int) -> None:
        self.kinds[column], self.heads[column], self.filled[column] = kind, head, filled

    def drop(self, column: int) -> None:
        del self.kinds[column], self.heads[column], self.filled[column]


def screen(sheets: list[Sheet], findings: list[Finding]) -> tuple[list[Sheet], int]:
    """The sheets that may be read, cleared in place, and the rows of those that may not. One finding per column."""
    kept, refused = [], 0
    for given in sheets:
        labels_at = label_column(given)
        if labels_at is not None and given.no_persons:  # nearly every form: what it asks for stands beside its labels
            _clear_labels(given, labels_at, findings)
            kept.append(given)
            continue
        is_form = labels_at is not None
        sheet = given.spelled_out() if is_form else given
        is_read = False
        pairs = [] if is_form or sheet.is_long else columns_of_pairs(sheet)
        if pairs:
            findings += [_finding(sheet, kind, sheet.place(row, at + 1), shown(sheet.cell(row, at)).rstrip(":： "), count, _ASKED_BY_FORMS) for row, at, kind, count in clear_pairs(sheet, pairs)]
            sheet.changed()
        if not is_form and not sheet.is_long:
            _clear_signatures(sheet, findings)
        for part in [sheet] if is_form or pairs else _parts(sheet):
            found = _look(part, is_form or bool(pairs))
            said: list[Finding] = []
            if not _may_be_read(found, said):
                refused += sum(map(is_filled, part.rows))
                beside = None if is_form else _schools_beside(found)
                if beside is None:
                    findings += said
                    _empty(part)
                    sheet.changed()
                    continue
                found, said = beside
                sheet.changed()
            findings += said
            is_read = True
            _clear(found)
            if found.kinds:
                sheet.changed()
                labels_at = label_column(sheet) if is_form else labels_at
            if labels_at is not None:
                _clear_labels(sheet, labels_at, findings)
        if is_read:
            kept.append(sheet)
    return kept, refused


def _may_be_read(found: _Screened, findings: list[Finding]) -> bool:
    children = (bool(found.kinds) or found.across is not None) and _are_children(found, findings)
    findings += [_column_finding(found, column) for column in sorted(found.kinds)]
    return not children


def _parts(sheet: Sheet) -> list[Sheet]:
    """The sheet, or what stands above and below each further head of persons. Rows keep their places; what is changed in a part is changed in the sheet."""
    if sheet.is_long:
        return [sheet]
    starts = [row for row, cells in enumerate(sheet.rows) if row > 1 and _heads_persons(sheet, row, cells)]
    if not starts:
        return [sheet]
    return [replace(sheet, rows=[*[[]] * first, *sheet.rows[first:end]]) for first, end in zip([0, *starts], [*starts, len(sheet.rows)], strict=True)]


def _schools_beside(found: _Screened) -> tuple[_Screened, list[Finding]] | None:
    """The list of schools beside a list of persons that is refused, parted from it by a blank column; the persons' cells are emptied.

    None where there is no such column, or where the other side is no list of schools, each once, without a word about persons.
    """
    sheet = found.sheet
    if sheet.is_long or not found.heads:
        return None
    top = min(found.heads.values())
    sides = _sides(sheet, top)
    if len(sides) != 2:
        return None
    looked = [_look(_side(sheet, top, columns), is_form=False) for columns in sides]
    said: list[list[Finding]] = [[], []]
    read = [_may_be_read(each, told) for each, told in zip(looked, said, strict=True)]
    if sorted(read) != [False, True] or not _lists_schools(looked[read.index(True)], top):
        return None
    at = read.index(False)
    for cells in sheet.rows[top:]:
        cells[sides[at].start : sides[at].stop] = [""] * len(cells[sides[at].start : sides[at].stop])
    here = f"{letter(sides[at].start)}-{letter(sides[at].stop - 1)}"
    told = [_of_side(each, here) if each.rule == "persons-listed" else each for each in said[at]]
    return replace(looked[1 - at], sheet=sheet), [*told, *said[1 - at]]


def _sides(sheet: Sheet, top: int) -> list[range]:
    """The columns from a row on, parted where one is blank."""
    below = sheet.rows[top:]
    held = (any(plain(cell_in(cells, column)) for cells in below) for column in range(max(map(len, sheet.rows))))
    runs = (list(run) for is_held, run in groupby(enumerate(held), key=itemgetter(1)) if is_held)
    return [range(run[0][0], run[-1][0] + 1) for run in runs]


def _side(sheet: Sheet, top: int, columns: range) -> Sheet:
    """A copy with what stands above, and nothing beside."""
    above = [list(cells) for cells in sheet.rows[:top]]
    below = [[cell if column in columns else "" for column, cell in enumerate(cells)] for cells in sheet.rows[top:]]
    return replace(sheet, rows=[*above, *below])


def _lists_schools(found: _Screened, top: int) -> bool:
    if (OF_THE_ROW | {Personal.GUARDIAN}) & set(found.kinds.values()):
        return False
    for row, column, cell in _short_texts(found.sheet.rows[top : top + 2]):
        if is_school_head(cell):
            schools = [plain(each) for each in _below(found.sheet, column, top + row)]
            if sum(map(names_a_school, schools)) * 2 > len(schools) == len(set(schools)) > 1:
                return True
    return False


def _of_side(refusal: Finding, columns: str) -> Finding:
    return replace(refusal, message=Message(
        f"这张表的 {columns} 列每一行是一名学生（或个人），这些列未采用、未保存，旁边的学校名单照常读取；学生只能以人数填报，请按学校汇总后提交",
        f"in the columns {columns} of this sheet each row is a pupil or another person; nothing of them was used or kept, and the list of schools beside them was read. "
        "Children are handed in as numbers only: add them up by school",
    ))  # fmt: skip


def _heads_persons(sheet: Sheet, row: int, cells: list[Cell]) -> bool:
    """Whether a row below figures is the head of a list of persons."""
    texts = [cell for cell in cells if type(cell) is str and cell]
    if len(texts) < 2 or any(map(is_number, cells)) or not any(_MAY_BE_HEAD.search(each) for each in texts if len(each) <= 20):
        return False
    kinds = [kind for each in texts if len(each) <= 20 and (kind := kind_of_head(each))]
    return len(kinds) * 3 >= len(texts) and bool(OF_THE_ROW & set(kinds)) and any(is_number(cell) for above in sheet.rows[:row] for cell in above)


def _empty(sheet: Sheet) -> None:
    for cells in () if sheet.is_long else sheet.rows:
        cells.clear()


def _look(sheet: Sheet, is_form: bool) -> _Screened:
    found = _Screened(sheet)
    for column, (row, kind) in ({} if is_form else _heads(sheet)).items():  # a form's words stand before their answers and not over them
        cells = _below(sheet, column, row)
        texts = [cell for cell in cells if not _is_count(cell)]
        schools = sum(map(names_a_school, texts)) if kind == Personal.NAME else 0
        if texts and len(texts) * 2 >= len(cells) and schools * 2 < len(texts):
            found.add(column, kind, row, len(cells))
    _add_by_content(found)
    if not is_form:
        _add_names(found)
        found.across = _names_across(sheet)
    if not _rows_are_persons(found):
        for column in [column for column, kind in found.kinds.items() if kind == Personal.TRAIT]:
            found.drop(column)
    return found


def _heads(sheet: Sheet) -> dict[int, tuple[int, Personal]]:
    """The first row with personal heads, and every such head to four rows below: heads may have several lines."""
    found: dict[int, tuple[int, Personal]] = {}
    first = -1
    start = next((row for row, cells in enumerate(sheet.rows) if cells), 0)  # the lower part of a sheet has no rows above it
    for row, cells in enumerate(sheet.rows[start : start + SEARCHED], start):
        if first >= 0 and row > first + 4:
            break
        named = [(column, kind) for column, cell in enumerate(cells) if type(cell) is str and (kind := _named(sheet, row, column, cell))]
        if not named or sum(1 for cell in cells if cell != "") < 2 or any(is_number(cell) for cell in cells):
            continue
        first = row if first < 0 else first
        found |= {column: (row, kind) for column, kind in named}  # the lower line is the leaf
    return found


def _named(sheet: Sheet, row: int, column: int, cell: str) -> Personal | None:
    if len(cell) > 40 or (kind := kind_of_head(cell)) is None:
        return None
    above = sheet.rows[row - 1][: column + 1] if row else []
    group = next((each for each in reversed(above) if isinstance(each, str) and each.strip()), "")
    return kind_of_head(cell, group) if kind in OF_THE_ROW and len(group) < 20 else kind


def _below(sheet: Sheet, column: int, row: int) -> list[Cell]:
    return [cell for cell in sheet.column(column, range(row + 1, len(sheet.rows))) if cell not in ("", None)]


def _is_count(cell: Cell) -> bool:
    return is_number(cell) and len(plain(cell)) <= 5


def _long(cells: list[Cell]) -> list[tuple[int, Cell]]:
    """The cells that could hold a person's number, with their columns."""
    return [
        (column, cell) for column, cell in enumerate(cells)
        if cell != "" and ((type(cell) is float and cell > 1e10) or (type(cell) is str and len(cell) > 10))
    ]


def _long_cells(rows: list[list[Cell]], step: int) -> Iterable[tuple[int, int, Cell]]:
    """Row, column and content of the cells of every n-th row that could hold a person's number."""
    if hasattr(rows, "long_cells"):  # a long text knows them by column
        return cast(Iterable[tuple[int, int, Cell]], rows.long_cells(step))
    return ((row, column, cell) for row in range(0, len(rows), step) for column, cell in _long(rows[row]))


def _add_by_content(found: _Screened) -> None:
    """Columns full of identity, pupils' or mobile numbers, whatever stands over them."""
    if found.sheet.no_persons:
        return
    told: dict[int, list[tuple[int, Personal]]] = defaultdict(list)
    rows = found.sheet.rows
    step = max(1, len(rows) // _WHOLE)
    for row, column, cell in _long_cells(rows, step):
        if kind := kind_of_cell(cell):
            told[column].append((row, kind))
    for column, places in told.items():
        kinds = [kind for _, kind in places]
        first = places[0][0]
        if step > 1:  # not every row was looked at
            first = next(row for row in range(first + 1) if kind_of_cell(found.sheet.cell(row, column)))
        head = _head_above(found.sheet, column, first)
        cells = _below(found.sheet, column, head)
        usual = max(set(kinds), key=kinds.count)
        head_words = words(found.sheet.cell(head, column))
        is_code = usual == Personal.MOBILE and (_CODES.search(head_words) or is_school_head(head_words))
        if column not in found.kinds and len(kinds) > 1 and len(kinds) * step >= len(cells) * _USUAL and not is_code:
            found.add(column, usual, head, len(cells))


def _head_above(sheet: Sheet, column: int, first: int) -> int:
    """The row of the head of a column whose first known number or name stands in `first`: what is garbled above it belongs to the column."""
    above = [row for row, cell in enumerate(sheet.column(column, range(min(first, _TOP)))) if plain(cell)]
    for row in above:
        filled = [cell for cell in sheet.rows[row] if plain(cell)]
        if len(set(map(plain, filled))) >= 3 and not any(map(is_number, filled)):
            return row
    listed = next((row for row in above if sum(map(bool, map(plain, sheet.rows[row]))) > 1), None)
    return max(above[-1] if above else first - 1, 0) if listed is None else listed


def _add_names(found: _Screened) -> None:
    """Columns of persons' names, whatever stands over them; pupils' names where a number of pupils is awaited."""
    sheet = found.sheet
    top = min(SEARCHED, len(sheet.rows))  # a head may stand there
    step = max(1, (len(sheet.rows) - top) // _SOME)
    # every n-th row of a list in order may say the same
    some = [*range(top), *(top + place * step + place * _PRIME % step for place in range((len(sheet.rows) - top) // step))]
    for column in range(sheet.width(some)):
        if column in found.kinds:
            continue
        filled = [(row, cell) for row, cell in zip(some, sheet.column(column, some), strict=True) if cell not in ("", None)]
        head = next((row for row, cell in filled[:SEARCHED] if type(cell) is str and (may_name_pupils(cell) or is_name_head(cell))), None)
        if head is not None and _says_who(sheet, column, head, [cell for row, cell in filled if row > head]):
            kind = Personal.PUPIL if may_name_pupils(str(sheet.cell(head, column))) else Personal.NAME
            found.add(column, kind, head, len(_below(sheet, column, head)))
        elif (first := _first_name(sheet, column, filled)) is not None:
            head_words = words(sheet.cell(first, column))
            found.for_schools = found.for_schools or is_school_head(head_words)
            found.add(column, Personal.NAME, first, len(_below(sheet, column, first)))


def _says_who(sheet: Sheet, column: int, head: int, cells: Sequence[Cell]) -> bool:
    """Whether names stand below 学生 or `pupils`; below `name` only beside the school's own and a class."""
    heads = [cell for cell in sheet.rows[head] if type(cell) is str]
    beside = any(words(cell) in _SCHOOLS_OWN for cell in heads) and any(map(is_class_head, heads))
    return (beside or not is_name_head(str(sheet.cell(head, column)))) and are_worded_names(cells)


def _first_name(sheet: Sheet, column: int, filled: Sequence[tuple[int, Cell]]) -> int | None:
    """The row over a column's first name, its head's where it has one; None where it does not hold names."""
    early = [cell for _, cell in filled[: _FIRST + 5]]
    if not any(type(cell) is str and 2 <= len(cell) <= 36 and cell > "一" for cell in early[-3:]):
        return None
    places = (place for place in range(min(6, len(filled))) if is_persons_name(filled[place][1]))
    place = next((place for place in places if are_names([cell for _, cell in filled[place : place + _FIRST]], *_NAMES)), None)
    if place is None:
        return None
    head = _head_above(sheet, column, filled[place][0])
    said = [words(cell) for _, cell in filled[:place]]
    sure = _NAMES_SURE if any(is_school_head(each) or is_place_head(each) for each in said) else _NAMES
    return head if are_names([cell for row, cell in filled if row > head or is_persons_name(cell)], *sure) else None


def _names_across(sheet: Sheet) -> int | None:
    """A row of names: one pupil per column."""
    for row, cells in enumerate(sheet.rows[:SEARCHED]):
        filled = [cell for cell in cells[1:] if cell not in ("", None)]
        if len(filled) >= _FEWEST_ACROSS and are_names(filled, *_NAMES_SURE):
            return row
        if len(filled) >= 2 and type(cells[0]) is str and kind_of_head(cells[0]) in OF_THE_ROW and all(kind_of_cell(cell) for cell in filled):
            return row
    return None


def _rows_are_persons(found: _Screened) -> bool:
    """One row per person: a name or number of the row's own, and a class, or no school, or schools that stand there again and again."""
    if found.for_schools or found.across is not None:
        return True
    if not OF_THE_ROW & set(found.kinds.values()):
        return False
    heads = _short_texts(found.sheet.rows[: found.last_head + 1])
    told = [column for column, kind in found.kinds.items() if kind in OF_THE_ROW]
    if any(is_class_head(cell) and _below(found.sheet, column, row) for row, column, cell in heads):
        return True
    for row, column, cell in heads:
        if is_school_head(cell) and column not in found.kinds:
            schools = [plain(each) for each in _below(found.sheet, column, max(row, found.last_head))]
            most = max(len(set(_below(found.sheet, each, found.heads[each]))) for each in told)
            return len(set(schools)) * 10 < len(schools) * 8 and most > len(set(schools))  # who stands for the school does so in each of its rows
    return True


def _short_texts(rows: list[list[Cell]]) -> list[tuple[int, int, str]]:
    return [(row, column, cell) for row, cells in enumerate(rows) for column, cell in enumerate(cells) if type(cell) is str and len(cell) <= 40]


def _are_children(found: _Screened, findings: list[Finding]) -> bool:
    """Whether the sheet is refused: its rows are pupils, or persons of whom nothing says that they are staff."""
    sheet, kinds = found.sheet, set(found.kinds.values())
    persons = _rows_are_persons(found)
    if not persons and Personal.PUPIL not in kinds:
        return False
    top = sheet.rows[: found.last_head + 1]
    heads = [words(cell) for cells in top[-2:] for cell in cells if type(cell) is str and not found.for_schools]
    titles = [words(sheet.name), words(sheet.file), *(words(cell) for cells in top[:-1] for cell in cells if type(cell) is str)]
    pupils = are_pupils(kinds, heads, titles)
    if pupils is False:
        return False
    findings.append(_refusal(found, pupils is True))
    return True


def _clear(found: _Screened) -> None:
    """Heads go with their columns, and so does a group's head that stands over nothing else."""
    rows = found.sheet.rows
    for column, head in found.heads.items():
        above = rows[head - 1] if head else []
        if head and column < len(above) and _stands_alone(found, column, head):
            above[column] = ""
            if hasattr(rows, "empty"):
                rows.empty(column, head - 1)
        if hasattr(rows, "empty"):
            rows.empty(column, head)
            continue
        for cells in rows[head:]:
            if column < len(cells):
                cells[column] = ""


def _stands_alone(found: _Screened, column: int, head: int) -> bool:
    """Whether the cell over a head is a group's (a title has few neighbours) and holds no column that stays."""
    above, leaves = found.sheet.rows[head - 1], found.sheet.rows[head]
    if len({plain(cell) for cell in above} - {""}) < 3 or any(map(is_number, above)):  # the line of the last school stands over 填表人 | 单位负责人
        return False
    after = column + 1
    while after in found.kinds and not plain(cell_in(above, after)):
        after += 1
    return bool(plain(cell_in(above, after))) or not plain(cell_in(leaves, after))


def _clear_labels(sheet: Sheet, at: int, findings: list[Finding]) -> None:
    """A form's rows: 校长 and its answer in the cells beside it. at: the column of the labels."""
    labels = tuple([cell_in(cells, at) for cells in sheet.rows]) if at else sheet.labels()
    for row, kind in _personal_labels(labels) if set(map(type, labels)) == {str} else _personal_among(labels):
        cells = sheet.rows[row]
        told = [column for column in range(at + 1, len(cells)) if plain(cells[column]) and not _is_count(cells[column])]
        answers = [column for column in told if not _is_other_label(cells[column])]
        for column in told:
            cells[column] = ""
        if answers:
            label = shown(cells[at]).rstrip(":： ")  # with the colon the sentence about it looks like a signature, and is masked
            findings.append(_finding(sheet, kind, sheet.place(row, answers[0]), label, len(answers), _ASKED_BY_FORMS))


def _clear_signatures(sheet: Sheet, findings: list[Finding]) -> None:
    """单位负责人： | name | 填表人： | name, below a form whose labels have no head that is known: a line of answers, over no column."""
    for row, cell in enumerate(sheet.labels()):
        if type(cell) is not str or not cell.endswith((":", "：")) or not _SIGNED.fullmatch(plain(cell)):
            continue
        cells = sheet.rows[row]
        answers = [column for column in range(1, len(cells)) if plain(cells[column]) and not _is_other_label(cells[column])]
        cells[1:] = [""] * (len(cells) - 1)  # what is left closes the form above
        if answers:
            findings.append(_finding(sheet, kind_of_head(cell) or Personal.HOLDER, sheet.place(row, answers[0]), shown(cell).rstrip(":： "), len(answers), _ASKED_BY_FORMS))


def _is_other_label(cell: Cell) -> bool:
    """The next label of the line of signatures (统计负责人：, 报出日期：2023年9月20日), whose answer is no person's or stands behind it."""
    text = plain(cell)
    return text.endswith(":") or "日期" in text


def _personal_among(labels: Iterable[Cell]) -> tuple[tuple[int, Personal], ...]:
    """The labels that ask for something personal, by their row."""
    kinds = ((row, kind_of_head(cell)) for row, cell in enumerate(labels) if type(cell) is str and cell and len(cell) < 30)
    return tuple((row, kind) for row, kind in kinds if kind is not None and kind != Personal.TRAIT)


_personal_labels = lru_cache(maxsize=1 << 9)(_personal_among)  # the labels of a form are the same in every workbook


def _column_finding(found: _Screened, column: int) -> Finding:
    sheet, row = found.sheet, found.heads[column]
    cell = sheet.cell(row, column)
    head = shown(cell) if type(cell) is str and kind_of_head(cell) else ""  # what stands over numbers may be a name itself
    return _finding(sheet, found.kinds[column], sheet.place(row, column), head, found.filled[column])


def _finding(sheet: Sheet, kind: Personal, place: str, head: str, count: int, usual: tuple[Personal, ...] = (Personal.CONTACT,)) -> Finding:
    """`usual`: what such a sheet often holds, since the school itself or the official form asks for it."""
    severity = Severity.INFO if kind in usual else Severity.WARNING
    zh, en = (f"“{head}”", f"`{head}` ") if head else ("", "")
    return Finding(
        severity, "personal-column",
        Message(
            f"{zh}是{kind.label.zh}（{count} 格），未读入、未保存；本程序不需要个人信息，提交前请删去",
            f"{en}holds {kind.label.en} (cells: {count}); it was neither read nor kept. Nothing personal is needed: "
            "remove it before handing in",
        ),
        sheet.file, sheet.name, place, head,
    )


def _refusal(found: _Screened, are_pupils: bool) -> Finding:
    columns = "、".join(letter(column) for column in sorted(found.kinds))
    place = found.sheet.place(found.last_head if found.across is None else found.across)
    zh, en = ("每一行", "row") if found.across is None else ("每一列", "column")
    zh_at, en_at = (f"（{columns} 列）", f" (columns {columns})") if columns else (f"（第 {place} 行）", f" (row {place})")
    who = Message("学生", "a pupil") if are_pupils else Message("个人", "a person, and nothing says that these are staff")
    return Finding(
        Severity.ERROR, "persons-listed",
        Message(
            f"这张表{zh}是一名{who.zh}{zh_at}，整张未采用、未保存；学生只能以人数填报，请按学校汇总后提交",
            f"each {en} of this sheet is {who.en}{en_at}; nothing of it was used or kept. "
            "Children are handed in as numbers only: add them up by school",
        ),
        found.sheet.file, found.sheet.name, place, "", "",
    )
