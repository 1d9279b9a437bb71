"""Makes the example county: 示例县, two school years, as its statistics would export it. Nothing in it is real.

The shape is that of plan D5 after its adjustment of the layout: 71 schools (1 senior, 4 nine-year, 8 middle schools of
which 2 are complete, 58 primary) and 59 teaching points. Same seed, same county:

    python examples/county/make_county.py [FOLDER]
"""

from __future__ import annotations

import csv
import datetime
import io
import math
import random
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

SEED = 20240901
YEARS = (2023, 2024)
COUNTY = "示例县"
TOWN = "城关镇"
TOWNSHIPS = (
    "东河镇", "西山镇", "南坪镇", "北原乡", "清水乡", "金沙乡", "白石乡", "松林乡", "柳湾乡", "杏园乡", "平川乡", "长桥乡", "高台乡",
)
VILLAGES = ("上沟", "下沟", "前湾", "后湾", "石桥", "新村", "河口", "山口")
GRADES = {"小学": 6, "初中": 3, "高中": 3}
WEIGHTS = {"小学": 100, "初中": 110, "高中": 132}  # per 100, as the law shares what the stages have in common
STANDARD_CLASS = {"小学": 45, "初中": 50, "高中": 50}
# limits of cn/national/quality-2017, used only to place schools round them: per 10 000 pupils (people, rooms), in
# 0.01 m2 and in yuan per pupil
LIMITS = {
    "小学": {"qualified": 420, "backbone": 100, "pe_arts": 90, "teaching": 450, "sports": 750, "equipment": 2000, "rooms": 230},
    "初中": {"qualified": 530, "backbone": 100, "pe_arts": 90, "teaching": 580, "sports": 1020, "equipment": 2500, "rooms": 240},
}
LIMITS["高中"] = LIMITS["初中"]


@dataclass
class School:
    """`room`: how much above the limits it lies, by resource; `pupils`: per stage, of the first year."""

    code: str
    name: str
    kind: str
    township: str
    location: str
    pupils: dict[str, int]
    room: dict[str, float]
    parent: School | None = None
    fixed: dict[str, float] = field(default_factory=dict)  # resources held at a share of the limit: 1 is exactly on it

    @property
    def is_point(self) -> bool:
        return self.kind == "小学教学点"


def schools(rng: random.Random) -> list[School]:
    found = _town(rng)
    for number, township in enumerate(TOWNSHIPS):
        found += _township(rng, number, township)
    for kind, prefix in (("小学", "21"), ("小学教学点", "21"), ("初", "31"), ("九", "31"), ("完", "34"), ("高", "34")):
        for school in found:
            if not school.code and (school.kind == kind or (len(kind) == 1 and school.kind.startswith(kind))):
                school.code = f"{prefix}99500{len([each for each in found if each.code]) + 1:03d}"
    _on_and_below(found)
    return found


def _room(rng: random.Random, low: float, high: float) -> dict[str, float]:
    return {name: rng.uniform(low, high) for name in (*LIMITS["小学"], "books", "computers")}


def _town(rng: random.Random) -> list[School]:
    def one(name: str, kind: str, pupils: dict[str, int]) -> School:
        return School("", f"{COUNTY}{name}", kind, TOWN, "镇中心区", pupils, _room(rng, 1.01, 1.25))

    found = [one(f"第{number}小学", "小学", {"小学": rng.randint(900, 1900)}) for number in "一二三四五六"]
    found.append(one("高级中学", "高级中学", {"高中": rng.randint(1500, 1900)}))
    for number in "二三":
        found.append(one(f"第{number}中学", "完全中学", {"初中": rng.randint(900, 1300), "高中": rng.randint(600, 900)}))
    found.append(one("第四中学", "初级中学", {"初中": rng.randint(1100, 1600)}))
    return found


def _township(rng: random.Random, number: int, township: str) -> list[School]:
    def one(name: str, kind: str, location: str, pupils: dict[str, int], parent: School | None = None) -> School:
        room = _room(rng, 1.05, 1.6 if location == "乡中心区" else 1.9)
        return School("", f"{COUNTY}{township}{name}", kind, township, location, pupils, room, parent)

    centre = one("中心小学", "小学", "乡中心区", {"小学": rng.randint(260, 700)})
    found = [centre]
    if number < 4:
        pupils = {"小学": rng.randint(180, 400), "初中": rng.randint(150, 350)}
        found.append(one("学校", "九年一贯制学校", "乡中心区", pupils))
    elif number < 9:
        found.append(one("初级中学", "初级中学", "乡中心区", {"初中": rng.randint(260, 700)}))
    villages = list(VILLAGES)
    rng.shuffle(villages)
    for village in villages[:3]:
        found.append(one(f"{village}小学", "小学", "村庄", {"小学": rng.randint(60, 260)}))
    for village in villages[3 : 8 if number < 7 else 7]:
        found.append(one(f"{village}教学点", "小学教学点", "村庄", {"小学": rng.randint(9, 72)}, centre))
    return found


def _on_and_below(found: list[School]) -> None:
    """A few schools stand exactly on a limit, a few below it: where verdicts are decided."""
    primary = [school for school in found if school.kind == "小学"]
    junior = [school for school in found if school.kind == "初级中学"]
    for school, name in zip(primary[6:14], ("equipment", "teaching", "sports") * 3, strict=False):
        school.fixed[name] = 1.0
    for school, name in zip(junior[1:4], ("sports", "equipment", "teaching"), strict=True):
        school.fixed[name] = 1.0
    for school, (name, share) in zip(
        (primary[0], primary[3], primary[9], primary[20], primary[31], junior[0], junior[4]),
        (("sports", 0.90), ("teaching", 0.88), ("rooms", 0.80), ("equipment", 0.95), ("equipment", 0.7), ("sports", 0.87), ("rooms", 0.9)),
        strict=True,
    ):
        school.fixed[name] = share
    primary[31].fixed["sports"] = 0.8  # two below: this one fails


@dataclass
class Line:
    """One stage of one school in one year, as a row of the export; what is shared stands in `shared`."""

    school: School
    stage: str
    own: dict[str, int]
    shared: dict[str, Any]


def lines(found: list[School], year: int, rng: random.Random) -> list[Line]:
    result = []
    for school in found:
        grades = {stage: _grades(school, stage, pupils, year, rng) for stage, pupils in school.pupils.items()}
        stages = {stage: _stage(school, stage, each, rng) for stage, each in grades.items()}
        shared = _shared(school, {stage: sum(each) for stage, each in grades.items()}, year, rng)
        result += [Line(school, stage, own, shared) for stage, own in stages.items()]
    return result


def _grades(school: School, stage: str, pupils: int, year: int, rng: random.Random) -> list[int]:
    """Pupils by grade. A teaching point keeps grades 1 to 3."""
    number = 3 if school.is_point else GRADES[stage]
    total = max(number, round(pupils * (1 + (year - YEARS[0]) * rng.uniform(-0.05, 0.03))))
    weights = [rng.uniform(0.85, 1.15) for _ in range(number)]
    grades = [max(1, round(total * weight / sum(weights))) for weight in weights]
    return grades + [0] * (GRADES[stage] - number)


def _share(school: School, name: str) -> float:
    return school.fixed.get(name, school.room[name])


def _people(school: School, name: str, stage: str, pupils: int) -> int:
    return math.ceil(round(LIMITS[stage][name] * pupils * _share(school, name) / 10_000, 6))


def _stage(school: School, stage: str, grades: list[int], rng: random.Random) -> dict[str, int]:
    pupils = sum(grades)
    qualified = _people(school, "qualified", stage, pupils)
    below = rng.randint(0, max(1, qualified // 12))
    master = min(qualified // 20, 6)
    bachelor = round((qualified - master) * (0.6 if stage == "小学" else 1))
    teachers = qualified + below
    pe_arts = min(teachers, _people(school, "pe_arts", stage, pupils))
    senior, middle = teachers // 10, teachers * 4 // 10
    own = {
        "在校生": pupils, "专任教师": teachers, "博士研究生": 0, "硕士研究生": master, "本科": bachelor,
        "专科": teachers - master - bachelor - (below if stage == "小学" else 0), "高中阶段": below if stage == "小学" else 0,
        "高中阶段以下": 0, "正高级": 0, "员级": 0, "未定职级": 0, "副高级": senior, "中级": middle, "助理级": teachers - senior - middle,
        "体育": (pe_arts + 1) // 2, "音乐": pe_arts // 4, "美术": pe_arts - (pe_arts + 1) // 2 - pe_arts // 4,
        "骨干": min(teachers, _people(school, "backbone", stage, pupils)),
        "寄宿生": round(pupils * (0.5 if stage != "小学" else 0.1)) if school.location == "乡中心区" else 0,
    }
    own |= {f"年级{number}": size for number, size in enumerate(grades, start=1)}
    return own | _classes(stage, grades, 47 if school.township == TOWN else 44)


def _classes(stage: str, grades: list[int], full: int) -> dict[str, int]:
    """Each grade in classes of up to `full` pupils, as even as can be; then counted by size."""
    sizes = []
    for pupils in grades:
        number = math.ceil(pupils / full)
        sizes += [pupils // number + (index < pupils % number) for index in range(number)]
    normal = sum(size <= STANDARD_CLASS[stage] for size in sizes)
    return {"班数": len(sizes), "标准班": normal, "较大班": len(sizes) - normal}


def _shared(school: School, pupils: dict[str, int], year: int, rng: random.Random) -> dict[str, Any]:
    """What the stages share, in whole units so that a school on a limit is exactly on it: 0.01 m2, 100 yuan, rooms."""
    teaching, sports = _total(school, "teaching", pupils), _total(school, "sports", pupils)
    indoor = min(sports // 4, 60_000) if school.township == TOWN and rng.random() < 0.5 else 0
    growth = 1 + 0.03 * (year - YEARS[0]) if "equipment" not in school.fixed else 1.0
    people = sum(pupils.values())
    floor = round((teaching + indoor) * 1.5)
    rooms = _total(school, "rooms", pupils)
    return {
        "教学": (teaching + indoor) / 100, "室内体育": indoor / 100, "运动场": (sports - indoor) / 100,
        "建筑": floor / 100, "占地": (round(floor * 1.4) + 2 * sports) / 100,
        "设备": math.ceil(round(_total(school, "equipment", pupils) * growth / 100, 6)) / 100,
        "多媒体": math.ceil(rooms / 10_000), "教室": math.ceil(rooms / 10_000) + rng.randint(1, 4),
        "图书": round(people * 15 * school.room["books"]), "计算机": math.ceil(people * 0.12 * school.room["computers"]),
        "教学计算机": math.ceil(people * 0.10 * school.room["computers"]),
    }


def _total(school: School, name: str, pupils: dict[str, int]) -> int:
    """The school's whole so that its tightest stage has `share` of the limit: limit x weighted pupils / weight."""
    weighted = sum(WEIGHTS[stage] * number for stage, number in pupils.items())
    share = round(_share(school, name) * 100)
    return max(-(-LIMITS[stage][name] * weighted * share // (100 * WEIGHTS[stage])) for stage in pupils)


# where each value stands in the head: group, subgroup, leaf
IDENTITY = ("学校名称", "学校标识码", "办学类型", "举办者类型", "办学性质", "驻地城乡类型", "乡镇（街道）", "是否计校数", "所属中心校", "统计三级")
COUNTS = (
    (("班数", "合计"), "班数"), (("班数", "其中", "{standard}人及以下"), "标准班"), (("班数", "其中", "{large}-55人"), "较大班"),
    (("在校生数", "合计"), "在校生"), (("在校生数", "#寄宿生"), "寄宿生"),
)
STAFF = (
    (("专任教师", "合计"), "专任教师"),
    *((("专任教师", "#按学历分", each), each) for each in ("博士研究生", "硕士研究生", "本科", "专科", "高中阶段", "高中阶段以下")),
    *((("专任教师", "#按专业技术职务分", each), each) for each in ("正高级", "副高级", "中级", "助理级", "员级", "未定职级")),
    (("专任教师", "#按授课课程分", "体育与健康"), "体育"), (("专任教师", "#按授课课程分", "音乐"), "音乐"),
    (("专任教师", "#按授课课程分", "美术"), "美术"), (("教基1102", "县级以上骨干教师({stage})"), "骨干"),
)
SHARED = (
    (("本学年校舍建筑面积（平方米）", "合计"), "建筑"), (("本学年校舍建筑面积（平方米）", "教学及辅助用房", "计"), "教学"),
    (("本学年校舍建筑面积（平方米）", "教学及辅助用房", "室内体育用房"), "室内体育"),
    (("占地面积及其他办学条件", "占地面积（平方米）", "计"), "占地"),
    (("占地面积及其他办学条件", "占地面积（平方米）", "其中：运动场地面积"), "运动场"),
    (("占地面积及其他办学条件", "图书（册）"), "图书"), (("占地面积及其他办学条件", "计算机数（台）", "计"), "计算机"),
    (("占地面积及其他办学条件", "计算机数（台）", "#教学用计算机"), "教学计算机"),
    (("占地面积及其他办学条件", "教室（间）", "计"), "教室"), (("占地面积及其他办学条件", "教室（间）", "#网络多媒体教室"), "多媒体"),
    (("占地面积及其他办学条件", "固定资产总值（万元）", "教学仪器设备资产值(万元)"), "设备"),
)


def identity(school: School) -> list[Any]:
    return [
        school.name, school.code, school.kind, "县级教育部门", "公办", school.location, school.township,
        0 if school.is_point else 1, school.parent.name if school.parent else "", COUNTY,
    ]


def sheet(stage: str, year: int, all_lines: list[Line]) -> list[list[Any]]:
    """Title, unit, three lines of head (a group stands over its first column), then one row per school."""
    names = "一二三四五六"
    years = tuple((("在校生数", "分年级", f"{names[number]}年级"), f"年级{number + 1}") for number in range(GRADES[stage]))
    columns = (*COUNTS, *years, *STAFF, *SHARED)
    size = STANDARD_CLASS[stage]
    paths = [(name,) for name in IDENTITY] + [
        tuple(part.format(stage=stage, standard=size, large=size + 1) for part in path) for path, _ in columns
    ]
    rows: list[list[Any]] = [[f"{COUNTY}{year}/{year + 1}学年{stage}分学校统计表"], ["计量单位：人、个、间、台、册、平方米、万元"]]
    rows += [_head_row(paths, depth) for depth in range(3)]
    for line in all_lines:
        if line.stage == stage:
            values = {**line.own, **line.shared}
            rows.append(identity(line.school) + [values[key] for _, key in columns])
    return rows


def _head_row(paths: list[tuple[str, ...]], depth: int) -> list[str]:
    row = []
    for index, path in enumerate(paths):
        again = index > 0 and paths[index - 1][: depth + 1] == path[: depth + 1]
        row.append(path[depth] if depth < len(path) and not again else "")
    return row


def write_workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> None:
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": datetime.datetime(2025, 1, 1), "comments": "示例数据，非真实 / made up, not real"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            page.freeze_panes(5, 1)
            page.set_column(0, 0, 26)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
            for first, last, top, bottom in _merges(rows[2:5]):
                page.merge_range(top + 2, first, bottom + 2, last, rows[top + 2][first])


def _merges(head: list[list[str]]) -> list[tuple[int, int, int, int]]:
    """First and last column, first and last row of each group that spans cells to its right or below."""
    width, found = len(head[0]), []
    for column in range(width):
        for row in range(3):
            if not head[row][column]:
                continue
            last = column
            while last + 1 < width and not any(head[upper][last + 1] for upper in range(row + 1)) and (
                row < 2 and any(head[lower][last + 1] for lower in range(row + 1, 3))
            ):
                last += 1
            bottom = row
            while last == column and bottom < 2 and not any(head[lower][column] for lower in range(bottom + 1, 3)):
                bottom += 1
            if (last, bottom) != (column, row):
                found.append((column, last, row, bottom))
    return found


def school_list(year: int, all_lines: list[Line]) -> str:
    """One line per school, the stage in each head."""
    counts = ("班数", "在校生", "专任教师")
    heads = [*IDENTITY, *(f"{stage}{'在校生数' if name == '在校生' else name}" for stage in GRADES for name in counts)]
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow([f"{COUNTY}{year}/{year + 1}学年学校一览表"])
    table.writerow(heads)
    by_school: dict[str, dict[str, Line]] = {}
    for line in all_lines:
        by_school.setdefault(line.school.code, {})[line.stage] = line
    for stages in by_school.values():
        school = next(iter(stages.values())).school
        figures = [stages[stage].own[name] if stage in stages else "" for stage in GRADES for name in counts]
        table.writerow([*identity(school), *figures])
    return text.getvalue()


def make(seed: int = SEED) -> dict[str, Any]:
    """File name -> its content: sheets of rows for a workbook, text for a list."""
    rng = random.Random(seed)
    found, files = schools(rng), dict[str, Any]()
    for year in YEARS:
        all_lines = lines(found, year, rng)
        files[f"{COUNTY}{year}年分学校统计表.xlsx"] = {stage: sheet(stage, year, all_lines) for stage in GRADES}
        files[f"{COUNTY}{year}年学校一览表.csv"] = school_list(year, all_lines)
    return files


def write(folder: Path, seed: int = SEED) -> None:
    for name, content in make(seed).items():
        if name.endswith(".csv"):
            (folder / name).write_bytes(content.encode("utf-8-sig"))
        else:
            write_workbook(folder / name, content)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
