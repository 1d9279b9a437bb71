"""The kinds of defects: each puts one into a clean delivery, or says that this delivery has no place for it."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from junheng.cli.benches.defect_cases import Clean, Edit, Target
from junheng.terms import Message

Inject = Callable[[Clean, random.Random], Edit | None]
Fits = Callable[[dict[str, Any]], bool]


@dataclass(frozen=True)
class Kind:
    """plausible: the new figure could be true, so that no check can know: counted for itself."""

    name: str
    title: Message
    inject: Inject
    plausible: bool = False


def edited(clean: Clean, target: Target, value: Any) -> Edit:
    file, sheet, cell = target.place
    return Edit(file, {(sheet, cell): value}, clean.right(target))


def cell(clean: Clean, rng: random.Random, columns: tuple[str, ...], change: Callable[[Any], Any], fits: Fits = lambda row: True) -> Edit | None:
    """One cell of one of the columns, changed."""
    for column in rng.sample(columns, len(columns)):
        target = clean.target(rng, column, fits)
        if target and (value := change(target.raw)) is not None and value != target.raw:
            return edited(clean, target, value)
    return None


def is_least(column: str, value: int) -> Fits:
    return lambda row: (row.get(column) or 0) >= value


def _digits(change: Callable[[str], str]) -> Callable[[Any], Any]:
    def changed(raw: Any) -> Any:
        whole, point, rest = str(raw).partition(".")
        new = change(whole)
        return None if not new.isdigit() or len(whole) < 2 else float(f"{new}.{rest}") if point else int(new)

    return changed


def _swapped(text: str) -> str:
    place = next((at for at in range(len(text) - 1) if text[at] != text[at + 1]), None)
    return "" if place is None or text[place + 1] == "0" else text[:place] + text[place + 1] + text[place] + text[place + 2:]


def over(clean: Clean, rng: random.Random, part: str, whole: str) -> Edit | None:
    """The part made larger than its whole."""
    target = clean.target(rng, part, is_least(whole, 5))
    limits = clean.places(target.row, whole) if target else []
    limit = clean.raw(limits[0]) if limits else None
    return edited(clean, target, round(limit * 1.2) + 2) if target and isinstance(limit, (int, float)) else None


def code_of_another(clean: Clean, rng: random.Random) -> Edit | None:
    target, other = clean.target(rng, "school"), clean.target(rng, "school")
    if not target or not other or target.row["school"] == other.row["school"]:
        return None
    edit = edited(clean, target, other.raw)
    edit.right |= clean.right(other) | whole_row(target) | whole_row(other)
    return edit


def row_of(address: str) -> int:
    return int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def whole_row(target: Target) -> set[tuple[str, str, str]]:
    file, sheet, address = target.place
    row = row_of(address)
    letters = [chr(65 + each) for each in range(26)]
    return {(file, sheet, f"{first}{second}{row}") for first in ["", *letters[:3]] for second in letters}


def repeated_row(clean: Clean, rng: random.Random) -> Edit | None:
    """A school's line copied under the last one, with one figure changed."""
    target = clean.target(rng, "pupils", is_least("pupils", 20))
    if not target or (clean.facts.letters and "学年" in target.place[1]):
        return None
    file, sheet, address = target.place
    row = row_of(address)
    if clean.books[file][sheet].max_row <= row or "教基" in sheet:
        return None
    right = whole_row(target)

    def insert(book: Any) -> None:
        page = book[sheet]
        values = [page.cell(row, column).value for column in range(1, page.max_column + 1)]
        last = page.max_row + 1
        for column, value in enumerate(values, start=1):
            page.cell(last, column, value)
        page[f"{address.rstrip('0123456789')}{last}"] = target.raw + 7
        right.update((file, sheet, f"{each[2].rstrip('0123456789')}{last}") for each in list(right))

    return Edit(file, {}, right, insert)


def swapped_cells(clean: Clean, rng: random.Random, one: str, other: str) -> Edit | None:
    """Two figures of one line, each in the other's place."""
    first = clean.target(rng, one, lambda row: row.get(other) is not None and row[other] != row[one])
    places = clean.places(first.row, other) if first else []
    if not first or not places or places[0][:2] != first.place[:2] or "+" in places[0][2]:
        return None
    file, sheet, address = first.place
    second = clean.raw(places[0])
    right = clean.right(first) | {places[0]}
    return Edit(file, {(sheet, address): second, (sheet, places[0][2]): first.raw}, right)


def shifted(clean: Clean, rng: random.Random) -> Edit | None:
    """The line's cells from pupils on stand one column too far to the right."""
    target = clean.target(rng, "pupils", is_least("pupils", 50))
    if not target or "教基" in target.place[1]:
        return None
    file, sheet, address = target.place
    page = clean.books[file][sheet]
    start, row = page[address].column, page[address].row
    values = [page.cell(row, column).value for column in range(start, page.max_column)]
    cells: dict[tuple[str, str], Any] = {(sheet, address): None}
    cells |= {(sheet, page.cell(row, start + 1 + place).coordinate): value for place, value in enumerate(values)}
    return Edit(file, cells, {(file, sheet, page.cell(row, column).coordinate) for column in range(1, page.max_column + 2)})


def hidden_row(clean: Clean, rng: random.Random) -> Edit | None:
    edit = cell(clean, rng, ("pupils",), _digits(lambda text: text[0] + text), is_least("pupils", 20))
    if edit:
        ((sheet, address),) = edit.cells
        row = row_of(address)
        edit.also = lambda book: setattr(book[sheet].row_dimensions[row], "hidden", True)
    return edit


def total_row(clean: Clean, rng: random.Random) -> Edit | None:
    """The total under a column, changed."""
    target = clean.target(rng, "pupils")
    if not target:
        return None
    file, sheet, address = target.place
    page, letter = clean.books[file][sheet], address.rstrip("0123456789")
    for row in range(page[address].row, page.max_row + 1):
        label = str(page.cell(row, 1).value or "") + str(page.cell(row, 2).value or "")
        value = page[f"{letter}{row}"].value
        if any(word in label.replace(" ", "").replace("　", "") for word in ("合计", "总计")) and isinstance(value, int | float):
            return Edit(file, {(sheet, f"{letter}{row}"): value + 10}, {(file, sheet, f"{letter}{row}")})
    return None


def all_larger(clean: Clean, rng: random.Random) -> Edit | None:
    """Pupils and all that must fit them, three times what they were: nothing but the year before contradicts it."""
    target = clean.target(rng, "pupils", is_least("pupils", 100))
    if not target:
        return None
    file = target.place[0]
    names = ["pupils", "boarders", "classes", "classes_standard", "classes_large", "classes_big", "classes_oversize",
             *(f"pupils_grade_{grade}" for grade in range(1, 7))]
    cells: dict[tuple[str, str], Any] = {}
    for name in names:
        for where, page, address in clean.places(target.row, name) if target.row.get(name) else ():
            raw = clean.raw((where, page, address))
            if where != file or not isinstance(raw, int | float):
                return None
            cells[(page, address)] = raw * 3
    return Edit(file, cells, clean.right(target))


def closure(clean: Clean, rng: random.Random) -> Edit | None:
    """The list of closures names a school that still hands in pupils."""
    target = clean.target(rng, "school")
    if not target or not target.row["school"].isdigit():
        return None
    others = [row for row in clean.rows["schools"] if row is not target.row]
    head = "学校名称,学校标识码,变动类型,变动学年,并入学校"
    line = f"{target.row['name']},{target.row['school']},撤销,{clean.last_year},{rng.choice(others)['name']}"
    text = f"{target.row['area']}学校撤并一览表\n{head}\n{line}\n"
    stages = [row for row in clean.rows["school_years"] if row["school"] == target.row["school"]]
    right = {place for row in stages for place in clean.places(row, "pupils")}
    right |= set(clean.places(target.row, "closed"))
    return Edit(target.place[0], {}, right | {("撤并一览表.csv", "", "D3")}, added={"撤并一览表.csv": text})


def township(clean: Clean, rng: random.Random) -> Edit | None:
    """One character of the township written wrongly, where the school's name still says the right one."""
    target = clean.target(rng, "township", lambda row: str(row["township"] or "-") in str(row["name"]))
    if not target or target.row["township"] not in str(target.raw):
        return None
    name = str(target.row["township"])
    before, _, after = str(target.raw).rpartition(name)
    return edited(clean, target, f"{before}{name[0]}口{name[2:]}{after}")


def title_year(clean: Clean, rng: random.Random) -> Edit | None:
    """The year in a sheet's title written wrongly."""
    for file, book in sorted(clean.books.items(), key=lambda _: rng.random()):
        for page in book.worksheets:
            for row in page.iter_rows(min_row=1, max_row=4):
                for one in row:
                    year = str(clean.last_year)
                    if isinstance(one.value, str) and f"{year}/" in one.value and "学年" in one.value:
                        wrong = str(clean.last_year - 1)
                        value = one.value.replace(str(clean.last_year + 1), year).replace(f"{year}/", f"{wrong}/")
                        return Edit(file, {(page.title, one.coordinate): value}, {(file, page.title, one.coordinate)})
    return None


_COUNTS = ("pupils", "classes", "teachers", "books", "computers")
_AREAS = ("land_area", "floor_area", "teaching_area")
_STAGED = ("pupils", "teachers")


def kind(name: str, zh: str, en: str, inject: Inject, plausible: bool = False) -> Kind:
    return Kind(name, Message(zh, en), inject, plausible)


def cells_kind(name: str, zh: str, en: str, columns: tuple[str, ...], change: Callable[[Any], Any], fits: Fits = lambda row: True, plausible: bool = False) -> Kind:
    return kind(name, zh, en, partial(cell, columns=columns, change=change, fits=fits), plausible)


def _over(part: str, whole: str, zh: str, en: str) -> Kind:
    return kind(f"over-{part}", zh, en, partial(over, part=part, whole=whole))


def text_kind(name: str, zh: str, en: str, columns: tuple[str, ...], change: Callable[[str], str]) -> Kind:
    return cells_kind(name, zh, en, columns, _text(change))


def _text(change: Callable[[str], str]) -> Callable[[Any], Any]:
    return lambda raw: change(str(raw))


def _full_width(text: str) -> str:
    return "".join(chr(ord(each) + 0xFEE0) if each.isdigit() else each for each in text)


KINDS: tuple[Kind, ...] = (
    cells_kind("digit-twice-pupils", "学生数多打一位", "a digit of the pupils typed twice", ("pupils",), _digits(lambda t: t[0] + t), is_least("pupils", 20)),
    cells_kind("digit-twice-teachers", "教师数多打一位", "a digit of the teachers typed twice", ("teachers",), _digits(lambda t: t[0] + t)),
    cells_kind("digit-twice-whole", "面积、图书多打一位", "a digit of an area or the books typed twice", (*_AREAS, "books"), _digits(lambda t: t[0] + t)),
    cells_kind("digits-swapped-pupils", "学生数相邻两位颠倒", "two digits of the pupils swapped", ("pupils",), _digits(_swapped), is_least("pupils", 20)),
    cells_kind("digits-swapped-grade", "年级人数相邻两位颠倒", "two digits of a grade swapped", ("pupils_grade_1", "pupils_grade_2"), _digits(_swapped)),
    cells_kind("digits-swapped-teachers", "教师数相邻两位颠倒", "two digits of the teachers swapped", ("teachers",), _digits(_swapped)),
    cells_kind("digit-dropped-pupils", "学生数少打一位", "a digit of the pupils left out", ("pupils",), _digits(lambda t: t[:-1]), is_least("pupils", 20)),
    cells_kind("digit-dropped-teachers", "教师数少打一位", "a digit of the teachers left out", ("teachers",), _digits(lambda t: t[:-1])),
    cells_kind("digit-dropped-area", "面积少打一位", "a digit of an area left out", _AREAS, _digits(lambda t: t[:-1])),
    cells_kind("yuan-for-ten-thousand", "万元栏填了元", "yuan in a column of ten thousand yuan", ("equipment_value",), lambda raw: raw * 10_000, is_least("equipment_value", 10**8)),
    cells_kind("ten-thousand-for-yuan", "设备值小了一万倍", "equipment 10 000 times too small", ("equipment_value",), lambda raw: raw / 10_000, is_least("equipment_value", 3 * 10**9)),
    cells_kind("thousand-slip", "面积大了一千倍", "an area 1 000 times too large", ("land_area", "floor_area", "sports_ground_area"), lambda raw: raw * 1000),
    cells_kind("ten-slip-books", "图书大了十倍", "ten times the books", ("books", "computers"), lambda raw: raw * 10, is_least("books", 500)),
    _over("boarders", "pupils", "寄宿生多于学生", "more boarders than pupils"),
    _over("sports_ground_area", "land_area", "运动场地大于占地", "sports grounds larger than the land"),
    _over("indoor_sports_area", "teaching_area", "室内体育用房大于教学用房", "indoor sports larger than the teaching rooms"),
    _over("teaching_area", "floor_area", "教学用房大于校舍", "teaching rooms larger than the buildings"),
    _over("teaching_computers", "computers", "教学用机多于计算机", "more computers for teaching than computers"),
    _over("multimedia_rooms", "classrooms", "多媒体教室多于教室", "more multimedia rooms than classrooms"),
    _over("teachers_pe", "teachers", "体育教师多于教师", "more PE teachers than teachers"),
    _over("backbone_teachers", "teachers", "骨干教师多于教师", "more backbone teachers than teachers"),
    cells_kind("sum-grades", "年级人数改动", "a grade changed", tuple(f"pupils_grade_{each}" for each in range(1, 7)), lambda raw: raw + 6),
    cells_kind("sum-bands", "班额段班数改动", "the classes of one size changed", ("classes_standard", "classes_large"), lambda raw: raw + 2),
    cells_kind("sum-degrees", "学历人数改动", "the teachers of one degree changed", ("teachers_bachelor", "teachers_college"), lambda raw: raw + 2),
    cells_kind("sum-titles", "职称人数改动", "the teachers of one title changed", ("titles_middle", "titles_assistant"), lambda raw: raw + 2),
    cells_kind("text-in-number", "数字里有文字", "words in a number", _COUNTS, _text(lambda t: f"约{t}人左右吧")),
    cells_kind("full-width", "全角数字", "full-width digits", _COUNTS, _text(_full_width)),
    cells_kind("letter-for-digit", "字母 O、l 代替数字", "letters O and l for digits", _COUNTS, _text(lambda t: t[0] + "Ol")),
    cells_kind("negative", "负数", "a negative number", _COUNTS, lambda raw: -raw, is_least("pupils", 1)),
    cells_kind("fraction", "应为整数的小数", "a fraction where a whole number is wanted", _STAGED, lambda raw: raw + 0.5),
    cells_kind("error-value", "#REF!", "#REF!", _COUNTS, lambda raw: "#REF!"),
    cells_kind("date", "被当成日期的数", "a date made of a number", _COUNTS, lambda raw: datetime.datetime(2024, 3, 12)),
    cells_kind("minus-99", "-99", "-99", _COUNTS, lambda raw: -99),
    cells_kind("formula", "没有算过的公式", "a formula never calculated", _COUNTS, lambda raw: "=SUM(ZZ1:ZZ9)+1"),
    cells_kind("truth-value", "逻辑值", "a truth value", _COUNTS, lambda raw: True),
    cells_kind("too-large", "大得不合情理", "too large to be true", ("pupils",), lambda raw: 99999999),
    cells_kind("blank-pupils", "学生数空着", "the pupils left blank", ("pupils",), lambda raw: "", is_least("pupils", 1)),
    cells_kind("blank-teachers", "教师数空着", "the teachers left blank", ("teachers",), lambda raw: "", is_least("teachers", 1)),
    cells_kind("blank-area", "面积空着", "an area left blank", _AREAS, lambda raw: ""),
    kind("repeated-row", "同一学校两行", "a school's line twice", repeated_row),
    kind("code-of-another", "标识码与他校相同", "the code of another school", code_of_another),
    cells_kind("code-short", "标识码少一位", "a digit of the code left out", ("school",), _text(lambda t: t[:-1])),
    cells_kind("code-region", "标识码地区位错", "wrong digits of the region in the code", ("school",), _text(lambda t: t[:2] + "11" + t[4:])),
    cells_kind("code-kind", "标识码类别位错", "wrong digits of the kind in the code", ("school",), _text(lambda t: "77" + t[2:])),
    cells_kind("code-digit", "标识码错一位", "one digit of the code changed", ("school",), _text(lambda t: t[:-1] + str((int(t[-1]) + 5) % 10) if t[-1].isdigit() else "")),
    cells_kind("kind-88888", "办学类型填 88888", "88888 for the kind", ("kind",), lambda raw: 88888),
    cells_kind("kind-other", "办学类型换成另一类", "another kind of school", ("kind",), lambda raw: "初级中学" if "小学" in str(raw) else "小学"),
    kind("closed-with-pupils", "撤并学校仍有学生", "a school on the list of closures has pupils", closure),
    kind("wrong-year", "标题学年写错", "the wrong year in a title", title_year),
    kind("swapped-pupils-classes", "两格填反：学生与班数", "pupils and classes in each other's cells", partial(swapped_cells, one="pupils", other="classes")),
    kind("swapped-land-sports", "两格填反：占地与运动场", "land and sports grounds in each other's cells", partial(swapped_cells, one="land_area", other="sports_ground_area")),
    kind("shifted-row", "整行右移一格", "a line shifted by one cell", shifted),
    kind("total-edited", "合计行改动", "the row of totals changed", total_row),
    kind("hidden-row", "隐藏行中的数改动", "a figure of a hidden row changed", hidden_row),
    cells_kind("name-spelling", "校名换一种写法", "another spelling of the name", ("name",), _text(lambda t: t[:-2] + "小" + t[-2:])),
    cells_kind("pupils-zero", "有教师而学生为 0", "0 pupils, but teachers", ("pupils",), lambda raw: 0, is_least("pupils", 1)),
    cells_kind("teachers-zero", "有学生而教师为 0", "0 teachers, but pupils", ("teachers",), lambda raw: 0, is_least("teachers", 1)),
    cells_kind("classes-few", "班数装不下学生", "too few classes for the pupils", ("classes",), lambda raw: max(0, raw // 3), is_least("classes", 3)),
    kind("jump", "各数一齐变为三倍", "all figures three times last year's", all_larger),
    kind("township", "乡镇写错一字", "the township misspelt", township),
    cells_kind("owner", "公办、民办填反", "public and private mixed up", ("ownership",), lambda raw: "民办" if "公" in str(raw) else "公办"),
    cells_kind("parent", "中心校写错", "the parent school misspelt", ("parent",), _text(lambda t: t[:-3] + "口" + t[-3:])),
    kind("swapped-coordinates", "经纬度填反", "latitude and longitude swapped", partial(swapped_cells, one="latitude", other="longitude")),
    cells_kind("coordinates-zero", "纬度填 0", "a latitude of 0", ("latitude",), lambda raw: 0),
    cells_kind("coordinates-abroad", "坐标在国外", "coordinates abroad", ("longitude",), lambda raw: raw - 90),
    cells_kind("coordinates-degree", "坐标错一度", "a degree off", ("latitude",), lambda raw: raw + 1),
    cells_kind("built-later", "建成年份晚于学年", "built after the school year", ("built",), lambda raw: raw + 40),
    cells_kind("stage-other", "学段填错", "the wrong stage", ("stage",), lambda raw: {"小学": "初中", "初中": "小学"}.get(str(raw)), lambda row: row["stage"] in ("primary", "junior")),
    cells_kind("closed-still-in", "已并入他校仍填报", "merged into another school and still in", ("closed",), lambda raw: 2020),
    cells_kind("small-change-books", "图书改动百分之三", "3 % more books", ("books",), lambda raw: round(raw * 1.03) + 1, plausible=True),
    cells_kind("small-change-area", "面积改动百分之五", "5 % more land", ("land_area",), lambda raw: round(raw * 1.05, 2), plausible=True),
    cells_kind("small-change-equipment", "设备值改动百分之五", "5 % more equipment", ("equipment_value",), lambda raw: round(raw * 1.05, 2), plausible=True),
)
