"""One small county written as the wide export in many layouts: a layout is a dataclass of choices, a writer follows it.

Records hold what is true; a layout holds only how it is written. Whatever the layout, the same facts must come out.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

Record = dict[str, Any]
Grid = list[list[Any]]
AREA, YEAR = "远岫县", 2023
STAGES = ("primary", "junior", "senior")
STAGE_ZH = {"primary": "小学", "junior": "初中", "senior": "普通高中"}
KIND_ZH = {
    "primary": "小学", "teaching_point": "小学教学点", "junior": "初级中学", "nine_year": "九年一贯制学校",
    "complete": "完全中学", "twelve_year": "十二年一贯制学校", "special": "特殊教育学校", "vocational": "职业高中学校",
}  # fmt: skip
TAUGHT = {
    "primary": ("primary",), "teaching_point": ("primary",), "junior": ("junior",), "nine_year": ("primary", "junior"),
    "complete": ("junior", "senior"), "twelve_year": STAGES, "special": ("primary",), "vocational": ("senior",),
}  # fmt: skip
RUN_BY = {"county": "县级教育部门", "city": "地级教育部门", "private": "民办"}
LOCATION = {"town": "镇中心区", "rural": "村庄", "urban": "主城区"}

# stage facts and whole-school facts by the group they stand in: (fact, leaf)
CLASSES = [("classes", "合计"), ("classes_standard", "{0}人及以下"), ("classes_big", "56-65人")]
PUPILS = [("pupils", "合计"), ("girls", "#女"), ("boarders", "#寄宿生")]
DEGREES = [
    ("teachers_doctor", "博士研究生"), ("teachers_master", "硕士研究生"), ("teachers_bachelor", "本科"),
    ("teachers_college", "专科"), ("teachers_upper_secondary", "高中阶段"), ("teachers_below", "高中阶段以下"),
]  # fmt: skip
TITLES = [
    ("titles_senior", "正高级"),
    ("titles_vice_senior", "副高级"),
    ("titles_middle", "中级"),
    ("titles_none", "未定职级"),
]
WHOLE = [
    "land_area", "sports_ground_area", "floor_area", "teaching_area", "indoor_sports_area", "books", "computers",
    "teaching_computers", "classrooms", "multimedia_rooms", "equipment_value",
]  # fmt: skip


GAPS = {
    "第一小学": "boarders",
    "第二中学": "titles_middle",
    "竹园学校": "books",
    "中心小学": "land_area",
    "一中学": "teachers_pe",
}


def county(gaps: bool = False) -> list[Record]:
    """Fourteen sites: every kind, points with parents, private, city-run, two of one name, names outside GBK."""
    rows = [
        ("primary", "远岫县第一小学", "城关镇", 1001),
        ("primary", "远岫县𬒈山小学", "松岭镇", 312),
        ("primary", "远岫县中心小学", "松岭镇", 205),
        ("primary", "远岫县中心小学", "竹园镇", 187),
        ("teaching_point", "松岭镇㙟村教学点", "松岭镇", 23),
        ("teaching_point", "竹园镇北圩教学点", "竹园镇", 51),
        ("junior", "远岫县第二中学", "城关镇", 1210),
        ("junior", "远岫县松岭镇初级中学", "松岭镇", 640),
        ("nine_year", "远岫县竹园学校", "竹园镇", 400),
        ("complete", "远岫县第一中学", "城关镇", 900),
        ("twelve_year", "远岫县育英学校", "城关镇", 300),
        ("primary", "望川市实验小学远岫校区", "城关镇", 504),
        ("special", "远岫县特殊教育学校", "城关镇", 30),
        ("vocational", "远岫县职业教育中心", "城关镇", 1063),
    ]
    found = [_record(index, *row) for index, row in enumerate(rows)]
    for record in found if gaps else ():
        for name, fact in GAPS.items():
            if record["name"].endswith(name):
                for facts in (record, *record["stages"].values()):
                    facts |= {fact: None} if fact in facts else {}
    return found


def _record(index: int, kind: str, name: str, township: str, pupils: int) -> Record:
    private, city = name.endswith("育英学校"), name.startswith("望川市")
    point = kind == "teaching_point"
    record: Record = {
        "school": f"21990080{index:02}", "name": name, "kind": kind, "township": township, "area": AREA, "year": YEAR,
        "counted": not point, "run_by": "private" if private else "city" if city else "county",
        "ownership": "private" if private else "public", "location": "rural" if point else "town",
        "parent": "远岫县𬒈山小学" if point else None, "parent_code": "2199008001" if point else None,
        "stages": {stage: _stage(index, place, pupils) for place, stage in enumerate(TAUGHT[kind])},
    }  # fmt: skip
    for place, fact in enumerate(WHOLE):
        measured = fact.endswith("area") or fact == "equipment_value"
        rank = len(WHOLE) - place  # what is part of another stands after it in the list, and is smaller
        value = (rank + 2) * 137.5 + pupils * 7.25 + index if measured else (rank + 3) * 11 + index
        record[fact] = (
            value * 100 if fact == "equipment_value" else value
        )  # yuan: a whole number of hundreds of 万元's 4th digit
    record["indoor_sports_area"] = 0 if index % 3 else 120.5
    return record


def _stage(index: int, place: int, pupils: int) -> Record:
    music, fine, dance = index % 3, 1 + place, index % 2
    big = 1 if pupils >= 100 else 0  # a class of 56 needs its pupils
    facts: Record = {
        "pupils": pupils + 10 * place, "girls": pupils // 2, "boarders": 0 if index % 2 else 12, "classes": 3 + index,
        "classes_standard": 3 + index - big, "classes_big": big, "teachers": 15, "backbone_teachers": index % 5,
        "teachers_pe": 1 + index % 4, "music": music, "fine_arts": fine, "teachers_arts": music + fine,
        "arts_alone": dance,
    }  # fmt: skip
    for shift, (fact, _) in enumerate(DEGREES):
        facts[fact] = (index + shift) % 6
    for shift, (fact, _) in enumerate(TITLES):
        facts[fact] = (index + 2 * shift) % 3
    facts[TITLES[-1][0]] = 15 - sum(facts[fact] for fact, _ in TITLES[:-1])  # as many as by degree: 0 to 5, each once
    facts["grades"] = [(pupils + 10 * place + step) // 3 for step in range(3)]
    return facts


@dataclass(frozen=True)
class Layout:
    """How the county is written. `order` shuffles the blocks; everything else is what its name says."""

    titles: tuple[str, ...] = (
        "{area}{year}{stage}分学校统计表",
        "学年：{year}初\t计量单位：人、个、间、台、册、平方米、{money}",
    )
    depth: int = 3  # lines of the head
    merged: bool = True
    order: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    total: str = ""  # first, last, township_name (松岭镇小计), township_column, township_bare (松岭镇 for a name)
    notes: bool = False
    numbering: bool = False
    pages: bool = False  # the head again in the middle
    files: str = "one"  # one (a sheet per stage), each (a file per stage)
    sheet: str = "stage"  # stage, Sheet1
    form: str = "xlsx"  # xlsx, csv
    encoding: str = "utf-8"
    delimiter: str = ","
    money: str = "万元"  # the unit in use
    money_in: str = "head"  # head, title, both
    yes_no: tuple[Any, Any] = ("是", "否")
    parent: str = "所属中心校"
    parent_code: str = ""  # a second column, or the only one where `parent` is ''
    teaching: str = "计"  # 计 under 教学及辅助用房, or the name of a plain column
    arts: str = "total"  # total, total_and_parts, parts, course_as_sum, course_beside
    codes: str = "text"  # text, number, none
    year: str = "2023/2024学年"
    year_in: str = "title"  # title, file, folder
    area_in: str = "column"  # column, title, file, names
    unknown: bool = False
    messy: bool = False  # blanks round, full width, thousands separators, '-'
    serial: bool = False
    more: bool = False  # grades and girls
    margin: bool = False  # an empty line above and an empty column before everything
    gaps: bool = False  # facts nobody reported: blank, '-', '—'
    listed: bool = False  # one line per school, the stage in each head, in one sheet
    stage_in: str = "title"  # title, file, sheet: at least one
    file_name: str = "{stage}统计表"
    kinds: dict[str, str] = field(default_factory=lambda: dict(KIND_ZH))
    run_by: dict[str, str] = field(default_factory=lambda: dict(RUN_BY))

    def __hash__(self) -> int:
        return id(self)


@dataclass(frozen=True)
class Col:
    """One column: its head from top to bottom, and what a row holds in it."""

    parts: tuple[str, ...]
    value: Callable[[Record, str], Any]
    number: bool = True


def blocks(layout: Layout, stage: str) -> list[list[Col]]:
    return [_school_block(layout), _more_school(layout), _classes(layout, stage), _pupils(layout, stage),
            _teachers(layout), _buildings(layout), _land(layout)]  # fmt: skip


def _own(fact: str) -> Callable[[Record, str], Any]:
    return lambda record, _: record[fact]


def _of_stage(fact: str) -> Callable[[Record, str], Any]:
    return lambda record, stage: record["stages"][stage][fact]


def _school_block(layout: Layout) -> list[Col]:
    found = [Col(("学校名称",), _own("name"), False)]
    if layout.codes != "none":
        as_number = layout.codes == "number"
        found.append(Col(("学校标识码",), lambda r, _: int(r["school"]) if as_number else r["school"], False))
    return [*found, Col(("办学类型",), lambda r, _: layout.kinds[r["kind"]], False)]


def _more_school(layout: Layout) -> list[Col]:
    yes, no = layout.yes_no
    found = [
        Col(("举办者类型",), lambda r, _: layout.run_by[r["run_by"]], False),
        Col(("办学性质",), lambda r, _: "民办" if r["ownership"] == "private" else "公办", False),
        Col(("驻地城乡类型",), lambda r, _: LOCATION[r["location"]], False),
        Col(("乡镇（街道）",), _own("township"), False),
        Col(("是否计校数",), lambda r, _: yes if r["counted"] else no, False),
    ]
    if layout.parent:
        found.append(Col((layout.parent,), lambda r, _: r["parent"] or "", False))
    if layout.parent_code:
        found.append(Col((layout.parent_code,), lambda r, _: r["parent_code"] or "", False))
    if layout.area_in == "column":
        found.append(Col(("统计三级",), _own("area"), False))
    if layout.unknown:
        found.append(Col(("校园网出口带宽",), lambda r, _: 100, True))
    return found


def _classes(layout: Layout, stage: str) -> list[Col]:
    size = "45" if stage == "primary" else "50"
    found = [Col(("班数", "合计"), _of_stage("classes"))]
    return found + [Col(("班数", "其中", leaf.format(size)), _of_stage(fact)) for fact, leaf in CLASSES[1:]]


def _pupils(layout: Layout, stage: str) -> list[Col]:
    found = [Col(("在校生数", leaf), _of_stage(fact)) for fact, leaf in PUPILS if layout.more or fact != "girls"]
    if layout.more:
        for step, grade in enumerate(("一年级", "二年级", "三年级")):
            found.append(Col(("在校生数", "分年级", grade), lambda r, s, step=step: r["stages"][s]["grades"][step]))
    return found


def _teachers(layout: Layout) -> list[Col]:
    top = "专任教师"
    found = [Col((top, "合计"), _of_stage("teachers"))]
    found += [Col((top, "#按学历分", leaf), _of_stage(fact)) for fact, leaf in DEGREES]
    found += [Col((top, "#按专业技术职务分", leaf), _of_stage(fact)) for fact, leaf in TITLES]
    course = "#按授课课程分"
    found.append(Col((top, course, "体育与健康"), _of_stage("teachers_pe")))
    arts = {
        "total": [("艺术（计）", "teachers_arts")],
        "total_and_parts": [
            ("艺术（计）", "teachers_arts"),
            ("艺术", "zero"),
            ("音乐", "music"),
            ("美术", "fine_arts"),
        ],
        "parts": [("音乐", "music"), ("美术", "fine_arts")],
        "course_as_sum": [("艺术", "teachers_arts"), ("音乐", "music"), ("美术", "fine_arts")],
        "course_beside": [("艺术", "arts_alone"), ("音乐", "music"), ("美术", "fine_arts")],
    }[layout.arts]
    for leaf, fact in arts:
        value = (lambda r, s: 0) if fact == "zero" else _of_stage(fact)
        found.append(Col((top, course, leaf), value))
    found.append(Col(("教基1102", "县级以上骨干教师(小学)"), _backbone("primary")))
    found.append(Col(("教基1102", "县级以上骨干教师(初中)"), _backbone("junior")))
    return found


def _backbone(stage: str) -> Callable[[Record, str], Any]:
    return lambda record, _: record["stages"].get(stage, {"backbone_teachers": 0})["backbone_teachers"]


def _buildings(layout: Layout) -> list[Col]:
    top, group = "本学年校舍建筑面积（平方米）", "教学及辅助用房"
    found = [Col((top, "合计"), _own("floor_area"))]
    if layout.teaching == "计":
        found.append(Col((top, group, "计"), _own("teaching_area")))
        found.append(Col((top, group, "教室"), lambda r, _: r["teaching_area"] / 2))
        found.append(Col((top, group, "室内体育用房"), _own("indoor_sports_area")))
    else:
        found.append(Col((layout.teaching,), _own("teaching_area")))
        found.append(Col(("室内体育用房面积（平方米）",), _own("indoor_sports_area")))
    return [*found, Col((top, "行政办公用房"), lambda r, _: 77.5)]


def _land(layout: Layout) -> list[Col]:
    top = "占地面积及其他办学条件"
    unit = f"({layout.money})" if layout.money_in in ("head", "both") else ""
    money = (
        (lambda r, _: None if r["equipment_value"] is None else r["equipment_value"] / 10_000)
        if layout.money == "万元"
        else _own("equipment_value")
    )
    return [
        Col((top, "占地面积（平方米）", "计"), _own("land_area")),
        Col((top, "占地面积（平方米）", "其中：运动场地面积"), _own("sports_ground_area")),
        Col((top, "图书（册）"), _own("books")),
        Col((top, "计算机数（台）", "计"), _own("computers")),
        Col((top, "计算机数（台）", "#教学用计算机"), _own("teaching_computers")),
        Col((top, "教室（间）", "计"), _own("classrooms")),
        Col((top, "教室（间）", "#网络多媒体教室"), _own("multimedia_rooms")),
        Col((top, f"固定资产总值{unit}", f"教学仪器设备资产值{unit}"), money),
    ]


def _listed(layout: Layout) -> list[list[Col]]:
    """Every stage's blocks beside each other, the stage written before each head."""
    made = [_school_block(layout), _more_school(layout)]
    for stage in STAGES:
        own = [
            *_classes(layout, stage),
            *_pupils(layout, stage),
            *(c for c in _teachers(layout) if c.parts[0] == "专任教师"),
        ]
        made.append([Col((STAGE_ZH[stage] + c.parts[0], *c.parts[1:]), _of(stage, c.value)) for c in own])
    backbone = [c for c in _teachers(layout) if c.parts[0] != "专任教师"]
    return [*made, [*backbone, *_buildings(layout), *_land(layout)]]


def _of(stage: str, value: Callable[[Record, str], Any]) -> Callable[[Record, str], Any]:
    return lambda record, _: value(record, stage) if stage in record["stages"] else ""


def columns(layout: Layout, stage: str) -> list[Col]:
    made = blocks(layout, stage) if not layout.listed else _listed(layout)
    found = [column for index in layout.order if index < len(made) for column in made[index]]
    serial = [Col(("序号",), lambda r, _: r["serial"])] if layout.serial else []
    return serial + found


def head(cols: list[Col], depth: int) -> tuple[Grid, list[tuple[int, int, int, int]]]:
    """The head's lines, groups written once, and the ranges that an office would merge."""
    parts = [_fit(column.parts, depth) for column in cols]
    grid: Grid = [[part[row] for part in parts] for row in range(depth)]
    ranges = []
    for row in range(depth):
        start = 0
        for column in range(1, len(cols) + 1):
            inside = column < len(cols) and parts[column][: row + 1] == parts[start][: row + 1] and parts[start][row]
            if not inside:
                if column - start > 1 and parts[start][row]:
                    ranges.append((row, start, row, column - 1))
                    for covered in range(start + 1, column):
                        grid[row][covered] = ""
                start = column
    for column, part in enumerate(parts):
        last = max(row for row in range(depth) if part[row])
        if last < depth - 1:
            ranges.append((last, column, depth - 1, column))
    single = [each for each in ranges if not any(_overlap(each, other) for other in ranges if other is not each)]
    return grid, single


def _overlap(one: tuple[int, int, int, int], two: tuple[int, int, int, int]) -> bool:
    return one[0] <= two[2] and two[0] <= one[2] and one[1] <= two[3] and two[1] <= one[3]


def _fit(parts: tuple[str, ...], depth: int) -> tuple[str, ...]:
    """The head in `depth` lines: upper groups put together, or blank lines below."""
    while len(parts) > depth:
        parts = (parts[0] + parts[1], *parts[2:])
    return parts + ("",) * (depth - len(parts))


def sheet_of(records: list[Record], layout: Layout, stage: str) -> tuple[Grid, list[tuple[int, int, int, int]]]:
    own = [record for record in records if layout.listed or stage in record["stages"]]
    for serial, record in enumerate(own, start=1):
        record["serial"] = serial
    cols = columns(layout, stage)
    lines, ranges = head(cols, layout.depth)
    titled = layout.stage_in == "title" and not layout.listed
    said = {
        "area": AREA if layout.area_in in ("title", "column") else "",
        "money": layout.money if layout.money_in != "head" else "万元",
        "year": layout.year if layout.year_in == "title" else "",
        "stage": STAGE_ZH[stage] if titled else "义务教育",
    }
    titles: Grid = [text.format(**said).split("\t") for text in layout.titles]
    if layout.money_in == "head":
        titles = [[part for part in row if "计量单位" not in part] for row in titles]
    titles = [[*row[:1], *[""] * (len(cols) - len(row)), *row[1:]] for row in titles]
    body = list(_body(own, layout, stage, cols, lines))
    grid = titles + lines + body
    shift, right = len(titles), 0
    if layout.margin:
        grid, shift, right = [[], *(["", *row] for row in grid)], shift + 1, 1
    return grid, [(r1 + shift, c1 + right, r2 + shift, c2 + right) for r1, c1, r2, c2 in ranges]


def _body(own: list[Record], layout: Layout, stage: str, cols: list[Col], lines: Grid) -> Iterator[list[Any]]:
    name = next(i for i, column in enumerate(cols) if column.parts == ("学校名称",))
    town = next(i for i, column in enumerate(cols) if column.parts == ("乡镇（街道）",))
    if layout.numbering:
        yield ["甲", "乙", "丙", *range(1, len(cols) - 2)]
    if layout.total == "first":
        yield _total(cols, own, stage, name, "合计")
    groups: dict[str, list[Record]] = {}
    for record in own:
        groups.setdefault(record["township"], []).append(record)
    by_town = layout.total.startswith("township")
    for index, (township, rows) in enumerate(groups.items()):
        if layout.total == "township_name":
            yield _total(cols, rows, stage, name, f"{township}小计")
        if layout.total == "township_bare":
            yield _total(cols, rows, stage, name, township)
        if layout.total == "township_column":
            yield _total(cols, rows, stage, town, township)
        if layout.pages and index == 1:
            yield from lines
        if layout.notes and index == 1:
            yield ["注：以下为乡镇学校，数据以年报为准。"] + [""] * (len(cols) - 1)
            yield [""] * len(cols)
        for record in rows:
            yield [_written(column, column.value(record, stage), layout, place) for place, column in enumerate(cols)]
    if layout.total == "last" or by_town:
        yield _total(cols, own, stage, name, "总 计")
    if layout.notes:
        yield ["填表人：张三", "", "审核人：李四"] + [""] * (len(cols) - 3)
        yield ["说明：本表由教育统计系统导出"] + [""] * (len(cols) - 1)


def _total(cols: list[Col], rows: list[Record], stage: str, at: int, label: str) -> list[Any]:
    line: list[Any] = [sum(column.value(r, stage) or 0 for r in rows) if column.number else "" for column in cols]
    if cols[0].parts == ("序号",):
        line[0] = ""
    line[at] = label
    return line


FULL = str.maketrans("0123456789.", "０１２３４５６７８９．")


def _written(column: Col, value: Any, layout: Layout, place: int) -> Any:
    if value is None:
        return ["", "-", "—", "…"][place % 4]
    if value == "" or not layout.messy or not column.number or column.parts == ("序号",):
        return f" {value} " if layout.messy and column.parts == ("学校名称",) else value
    text = f"{value:g}" if value < 1000 else f"{value:,}"
    return [value, f" {value} ", str(value).translate(FULL), text][place % 4]


def write(records: list[Record], layout: Layout, folder: Path) -> list[Path]:
    if layout.year_in == "folder":
        folder = folder / layout.year
    folder.mkdir(parents=True, exist_ok=True)
    written = STAGES[:1] if layout.listed else STAGES
    sheets = {stage: sheet_of(records, layout, stage) for stage in written}
    each = layout.files == "each" or layout.form == "csv"
    groups = [[stage] for stage in written] if each else [list(written)]
    paths = []
    for stages in groups:
        said = {
            "area": AREA if layout.area_in == "file" else "",
            "year": layout.year.replace("/", "-") if layout.year_in == "file" else "",
        }
        name = layout.file_name.format(stage=STAGE_ZH[stages[0]] if each and not layout.listed else "", **said)
        path = folder / f"{said['area']}{said['year']}{name}.{layout.form}"
        if layout.form == "csv":
            path.write_bytes(_csv(sheets[stages[0]][0], layout))
        else:
            _xlsx(path, {stage: sheets[stage] for stage in stages}, layout)
        paths.append(path)
    return paths


def _csv(grid: Grid, layout: Layout) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=layout.delimiter).writerows(grid)
    return text.getvalue().encode(layout.encoding)


def _xlsx(path: Path, sheets: dict[str, tuple[Grid, list[tuple[int, int, int, int]]]], layout: Layout) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        for index, (stage, (grid, ranges)) in enumerate(sheets.items(), start=1):
            sheet = book.add_worksheet(
                STAGE_ZH[stage] if layout.sheet == "stage" and not layout.listed else f"Sheet{index}"
            )
            for row, cells in enumerate(grid):
                for column, cell in enumerate(cells):
                    if cell != "":
                        sheet.write(row, column, cell) if not isinstance(cell, str) else sheet.write_string(
                            row, column, cell
                        )
            for r1, c1, r2, c2 in ranges if layout.merged else ():
                sheet.merge_range(r1, c1, r2, c2, grid[r1][c1])
