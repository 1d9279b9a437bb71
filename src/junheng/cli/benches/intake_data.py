"""Made-up spreadsheets as offices hand them in: a workbook of 教基 tables per school, and a list with one line per school.

Seeded. Some numbers are text, a few in full-width digits or between blanks, as in real files.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import xlsxwriter

from junheng.terms import SchoolKind, Stage

SEED = 20261125
AREA = "示例县"
_TOWNS = ("东山镇", "西河镇", "南坪乡", "北塘镇", "中岭乡")
_KINDS = (*[SchoolKind.PRIMARY] * 7, *[SchoolKind.JUNIOR] * 2, SchoolKind.NINE_YEAR)
_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_GRADES = {Stage.PRIMARY: ("一年级", "二年级", "三年级", "四年级", "五年级", "六年级"), Stage.JUNIOR: ("一年级", "二年级", "三年级", "四年级")}
_BANDS = ("25人及以下", "26-30人", "31-35人", "36-40人", "41-45人", "46-50人", "51-55人", "56-60人", "61-65人", "66人及以上")
# of a hundred teachers, about as schools have them
_TITLES = {"正高级": 0, "副高级": 15, "中级": 40, "助理级": 35, "员级": 5, "未定职级": 5}
_DEGREES = {"博士研究生": 0, "硕士研究生": 5, "本科": 72, "专科": 20, "高中阶段": 3, "高中阶段以下": 0}
_AGES = ("24岁及以下", "25-29岁", "30-34岁", "35-39岁", "40-44岁", "45-49岁", "50-54岁", "55-59岁", "60岁及以上")
_COURSES = ("道德与法治", "语文", "数学", "外语", "历史", "地理", "科学", "物理", "化学", "生物学", "信息科技")
_PUPILS = ("#女", "#少数民族", "#寄宿生", "#随迁子女", "其中：外省迁入", "#农村留守儿童")
_ROOMS = (  # label, square metres for each pupil; 0 where the lines below it, one step further in, are its parts
    ("一、教学及辅助用房", 0.0), ("　教室", 2.8), ("　专用教室", 0.0), ("　　理化生实验室", 0.8), ("　　其他", 0.4), ("　公共教学用房", 0.0),
    ("　　图书阅览室", 0.6), ("　　室内体育用房", 0.8), ("　　心理辅导室", 0.2), ("　　其他", 0.4),
    ("二、行政办公用房", 1.2), ("三、生活用房", 2.2), ("四、其他用房", 0.6),
)
_SITE = (
    ("占地面积", "平方米", 26.0), ("其中：绿化用地面积", "平方米", 5.0), ("运动场地面积", "平方米", 12.0), ("十一人制足球场", "个", 0.001),
    ("200米及以上环形跑道", "条", 0.001), ("图书", "册", 32.0), ("其中：当年新增", "册", 0.6), ("计算机数", "台", 0.18),
    ("#教学用计算机", "台", 0.13), ("教室", "间", 0.04), ("#网络多媒体教室", "间", 0.03), ("固定资产总值", "万元", 1.9),
    ("#教学仪器设备资产值", "万元", 0.28), ("其中：当年新增", "万元", 0.0),
)
_FOOT = "填表人：　　　　　　审核人：　　　　　　填表日期：　　年　月　日"
Row = list[Any]


@dataclass(frozen=True)
class _Form:
    number: str
    title: str
    unit: str
    head: list[Row]
    rows: list[Row]


@dataclass(frozen=True)
class _School:
    code: str
    name: str
    town: str
    kind: SchoolKind
    pupils: dict[Stage, list[int]]  # by grade
    teachers: dict[Stage, int]

    @property
    def all_pupils(self) -> int:
        return sum(map(sum, self.pupils.values()))


def _school(rng: Random, number: int) -> _School:
    kind, town = rng.choice(_KINDS), rng.choice(_TOWNS)
    pupils = {stage: [rng.randint(20, 150) for _ in _GRADES[stage]] for stage in kind.stages}
    for grades in pupils.values():
        if len(grades) == len(_GRADES[Stage.JUNIOR]):
            grades[-1] = 0  # few counties have four grades of it
    teachers = {stage: sum(grades) // 15 + rng.randint(2, 6) for stage, grades in pupils.items()}
    return _School(f"2199{number:06}", f"{AREA}{town}第{number}学校", town, kind, pupils, teachers)


def write_workbooks(folder: Path, schools: int, seed: int = SEED) -> Path:
    """One workbook per school, one sheet per table."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = Random(seed)
    for number in range(1, schools + 1):
        school = _school(rng, number)
        with xlsxwriter.Workbook(folder / f"{school.code}_{school.name}.xlsx") as book:
            for form in _forms(school, rng):
                _sheet(book.add_worksheet(f"教基{form.number}"), form, rng)
    return folder


def _sheet(sheet: Any, form: _Form, rng: Random) -> None:
    width = len(form.head[0])
    said = f"表号：教基{form.number}　2023/2024学年初" + (f"　计量单位：{form.unit}" if form.unit else "")
    sheet.merge_range(0, 0, 0, width - 1, form.title)
    sheet.write(1, width - 1, said)
    for row, cells in enumerate(form.head, start=2):
        sheet.write_row(row, 0, cells)
    for first, last, text in _groups(form.head):
        sheet.merge_range(2, first, 2, last, text)
    body = [["甲", "乙", *map(str, range(1, width - 1))], *form.rows]
    for row, cells in enumerate(body, start=2 + len(form.head)):
        for column, cell in enumerate(cells):
            sheet.write(row, column, _typed(cell, rng) if column > 1 and row > 2 + len(form.head) else cell)
    sheet.write(2 + len(form.head) + len(body), 0, _FOOT)


def _groups(head: list[Row]) -> Iterator[tuple[int, int, str]]:
    """Cells of the first line that stand over several of the second."""
    if len(head) < 2:
        return
    starts = [column for column, cell in enumerate(head[0]) if cell] + [len(head[0])]
    for first, after in itertools.pairwise(starts):
        if after - first > 1:
            yield first, after - 1, head[0][first]


def _typed(cell: Any, rng: Random) -> Any:
    """As people type: some numbers are text, few of them in full-width digits or between blanks."""
    chance = rng.random()
    if isinstance(cell, str) or chance > 0.05:
        return cell
    text = str(cell)
    return text.translate(_DIGITS) if chance < 0.003 else f" {text} " if chance < 0.006 else text


def _shares(rng: Random, total: int, count: int) -> list[int]:
    """Whole numbers that add up to the total."""
    cuts = sorted(rng.randint(0, total) for _ in range(count - 1))
    return [after - before for before, after in itertools.pairwise([0, *cuts, total])]


def _part(counts: Sequence[int], total: int) -> list[int]:
    """Whole numbers, none above its count, that add up to the total; which is not more than the counts together."""
    cuts = [total * cut // max(1, sum(counts)) for cut in itertools.accumulate(counts, initial=0)]
    return [after - before for before, after in itertools.pairwise(cuts)]


def _added(rows: Sequence[Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def _divided(total: int, usual: dict[str, int]) -> dict[str, int]:
    """The total by the usual shares of a hundred, in whole numbers that add up to it."""
    cuts = [round(total * cut / 100) for cut in itertools.accumulate(usual.values(), initial=0)]
    return {label: after - before for label, (before, after) in zip(usual, itertools.pairwise(cuts), strict=True)}


def _forms(school: _School, rng: Random) -> list[_Form]:
    stages = list(school.pupils)
    return [
        _about(school), _more(school, rng), *(_classes(school, stage) for stage in stages),
        *(_pupils(school, stage, rng) for stage in stages), _staff(school, rng), _ages(school, rng), _courses(school, rng),
        _buildings(school, rng), _site(school, rng),
    ]


def _numbered(rows: Sequence[tuple[str, Sequence[Any]]]) -> list[Row]:
    return [[label, f"{number:02}", *cells] for number, (label, cells) in enumerate(rows, start=1)]


def _about(school: _School) -> _Form:
    said = {
        "学校（机构）名称": school.name, "学校（机构）标识码": school.code, "曾用名": "", "学校（机构）驻地": f"示例省示例市{AREA}{school.town}",
        "学校（机构）驻地城乡类型": "镇乡结合区", "驻地地域代码": f"9999{school.code}", "属地管理教育行政部门": f"{AREA}教育局",
        "学校（机构）举办者": "县级教育部门", "学校（机构）办学性质": "公办", "办学许可证号": "", "建校年月": "", "邮政编码": "", "办公电话": "",
        "电子信箱": "", "网址": "", "校长（负责人）": "", "统计负责人": "", "是否计校数": "是", "所属中心校名称": "", "所属中心校标识码": "",
        "附设班类型": "无", "学校（机构）办学类型": school.kind.label.zh,
    }
    return _Form("1001", "学校（机构）基本情况", "", [["指标名称", "代码", "内容"]], _numbered([(label, [cell]) for label, cell in said.items()]))


def _more(school: _School, rng: Random) -> _Form:
    small: list[tuple[str, Row]] = [("接入互联网出口带宽", ["Mbps", 1000])]
    small += [(label, ["人", rng.randint(0, 3)]) for label in ("专职校医", "专职保健人员", "专职保安人员")]
    backbone: list[tuple[str, Row]] = [(f"县级以上骨干教师（{stage.label.zh}）", ["人", count // 6]) for stage, count in school.teachers.items()]
    return _Form("1102续", "学校（机构）基本情况（续）", "", [["指标名称", "代码", "计量单位", "数量"]], _numbered([*small, *backbone]))


def _classes(school: _School, stage: Stage) -> _Form:
    sizes = [_class_sizes(pupils) for pupils in school.pupils[stage]]
    counts = [list(map(len, sizes)), *([sum(_band(size) == band for size in each) for each in sizes] for band in range(len(_BANDS)))]
    rows = [(label, [sum(row), *row]) for label, row in zip(("总计", *(f"　{band}" for band in _BANDS)), counts, strict=True)]
    return _Form("2106" if stage == Stage.PRIMARY else "2107", f"{stage.label.zh}班额情况", "个",
                 [["指标名称", "代码", "合计", *_GRADES[stage]]], _numbered(rows))


def _class_sizes(pupils: int) -> list[int]:
    """As many classes of 45 as hold them, of one size or nearly."""
    classes = (pupils + 44) // 45
    return [pupils // classes + (number < pupils % classes) for number in range(classes)]


def _band(size: int) -> int:
    """The place of a class size among the bands: up to 25, then five by five, then 66 and more."""
    return min(max(0, -(-(size - 25) // 5)), len(_BANDS) - 1)


def _pupils(school: _School, stage: Stage, rng: Random) -> _Form:
    grades = school.pupils[stage]
    head = [
        ["指标名称", "代码", "毕业生数", "招生数", "在校生数", *[""] * (len(grades) + 1), "预计毕业生数"],
        ["", "", "", "", "合计", "#女", *_GRADES[stage], ""],
    ]
    rows: list[tuple[str, Row]] = []
    own = grades
    for label in _PUPILS:
        girls, blank, of_which = label == "#女", label == "#少数民族", label.startswith("其中")
        own = [pupils // (2 if girls else rng.randint(2, 9)) for pupils in (own if of_which else grades)]  # of those of the line before, or of all
        half = sum(pupils // 2 for pupils in own)
        rows.append((f"　{label}", [""] * (len(grades) + 5) if blank else ["", "", sum(own), "-" if girls else half, *own, ""]))
    last = next((pupils for pupils in reversed(grades) if pupils), 0)  # a junior school's fourth grade is mostly empty
    rows.insert(0, ("总计", [last, grades[0], sum(grades), sum(pupils // 2 for pupils in grades), *grades, last]))
    return _Form("3112" if stage == Stage.PRIMARY else "3115", f"{stage.label.zh}分类型学生数", "人", head, _numbered(rows))


def _staff(school: _School, rng: Random) -> _Form:
    teachers = sum(school.teachers.values())
    women, more = sum(count // 2 for count in school.teachers.values()), [rng.randint(0, 4) for _ in range(6)]
    head = ["指标名称", "代码", "教职工数", "专任教师", "行政人员", "教辅人员", "工勤人员", "其他", "校外教师", "银龄教师"]
    rows: list[tuple[str, Row]] = [("总计", [teachers + sum(more[:4]), teachers, *more]), ("　#女", [women, women, *[0] * 6]),
            ("　#在编人员", [teachers, *["-"] * 7])]
    return _Form("4149", "中小学教职工", "人", [head], _numbered(rows))


def _ages(school: _School, rng: Random) -> _Form:
    rows: list[tuple[str, Row]] = []
    for stage, count in school.teachers.items():
        by_title = {label: _shares(rng, own, len(_AGES)) for label, own in _divided(count, _TITLES).items()}
        ages, women = _added(list(by_title.values())), count // 2
        rows += [(stage.label.zh, [count, women, *ages]), ("　#女", [women, "-", *_part(ages, women)])]
        rows += [(f"　{label}", [sum(own), each, *own]) for (label, own), each in zip(by_title.items(), _part(list(map(sum, by_title.values())), women), strict=True)]
    return _Form("4153", "基础教育学校专任教师分年龄情况", "人", [["指标名称", "代码", "合计", "#女", *_AGES]], _numbered(rows))


def _courses(school: _School, rng: Random) -> _Form:
    after = ["劳动", "综合实践活动", "其他", "本学年不授课"]
    head = [["指标名称", "代码", "合计", "#女", *_COURSES, "体育与健康", "艺术", "", "", "", *after],
            ["", "", "", "", *[""] * len(_COURSES), "", "计", "艺术", "音乐", "美术", *[""] * len(after)]]
    rows: list[tuple[str, Row]] = []
    every = []
    for stage, count in school.teachers.items():
        by_degree = {label: _shares(rng, own, len(_COURSES) + 8) for label, own in _divided(count, _DEGREES).items()}
        courses, women = _added(list(by_degree.values())), count // 2
        every.append([women, *courses])
        rows += [(f"　{stage.label.zh}", _by_course(courses, women)), ("　　#女", _by_course(_part(courses, women), "-"))]
        rows += [(f"　　{label}", _by_course(own, each)) for (label, own), each in zip(by_degree.items(), _part(list(map(sum, by_degree.values())), women), strict=True)]
    women, *courses = _added(every)
    rows.insert(0, ("总计", _by_course(courses, women)))
    return _Form("4155", "义务教育阶段专任教师分课程、分学历情况", "人", head, _numbered(rows))


def _by_course(own: Sequence[int], women: int | str) -> Row:
    courses, (sports, arts, music, painting), rest = own[: len(_COURSES)], own[len(_COURSES) : len(_COURSES) + 4], own[len(_COURSES) + 4 :]
    return [sum(own), women, *courses, sports, arts + music + painting, arts, music, painting, *rest]


def _buildings(school: _School, rng: Random) -> _Form:
    head = [["指标名称", "代码", "上学年校舍建筑面积", "本学年增减变动", "", "本学年校舍建筑面积", "", ""],
            ["", "", "", "增加", "减少", "计", "危房", "租借"]]
    areas = [round(school.all_pupils * share * rng.uniform(0.9, 1.1), 2) for _, share in _ROOMS]
    steps = [label.count("　") for label, _ in _ROOMS]
    for at in reversed(range(len(areas))):
        end = next((each for each in range(at + 1, len(areas)) if steps[each] <= steps[at]), len(areas))
        below = range(at + 1, end)
        areas[at] = round(sum(areas[each] for each in below if steps[each] == steps[at] + 1), 2) if below else areas[at]
    total = round(sum(area for area, step in zip(areas, steps, strict=True) if not step), 2)
    lines = [("总计", total), ("　其中：危房", 0), ("　　当年新增校舍", 0), *((label, area) for (label, _), area in zip(_ROOMS, areas, strict=True))]
    rows = [(label, [area, 0, 0, area, 0, 0]) for label, area in lines]
    return _Form("5170", "中小学校舍情况", "平方米", head, _numbered(rows))


def _site(school: _School, rng: Random) -> _Form:
    richness = rng.uniform(0.8, 1.3)  # one for the school, so that no part is more than its whole
    drawn = ((label, unit, school.all_pupils * each * richness) for label, unit, each in _SITE)
    rows = [(f"　{label}" if label[0] in "#其" else label, [unit, round(value, 2) if unit in ("平方米", "万元") else round(value)])
            for label, unit, value in drawn]
    return _Form("5176", "占地面积及其他办学条件", "", [["指标名称", "代码", "计量单位", "数量"]], _numbered(rows))


# --- one line per school


def write_list(path: Path, schools: int, seed: int = SEED, typed: bool = True) -> Path:
    """The list with one line per school and the stage in each head, as UTF-8 text. typed: by hands, else as a system exports it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rng = Random(seed)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([f"{AREA}2023/2024学年初义务教育学校基本情况一览表"])
        writer.writerow(list_heads())
        for number in range(1, schools + 1):
            line = _line(_school(rng, number), rng)
            writer.writerow((_typed(cell, rng) for cell in line) if typed else line)
    return path


def _of_teachers(share: int) -> Callable[[int, int], int]:
    return lambda pupils, teachers: teachers * share // 100


_SAID = ("学校标识码", "学校名称", "办学类型", "举办者", "办学性质", "城乡类型", "乡镇（街道）", "是否计校数")
_OF_STAGE: dict[str, Callable[[int, int], int]] = {
    "班数": lambda pupils, teachers: (pupils + 44) // 45,
    "在校生数": lambda pupils, teachers: pupils,
    "寄宿生数": lambda pupils, teachers: pupils // 7,
    "专任教师数": lambda pupils, teachers: teachers,
    **{f"专任教师学历-{degree}": _of_teachers(share) for degree, share in list(_DEGREES.items())[:4]},
    "专任教师课程-体育与健康": lambda pupils, teachers: teachers // 12,
    "专任教师课程-艺术": lambda pupils, teachers: teachers // 11,
}
_OF_SCHOOL = {"占地面积（平方米）": 26.0, "运动场地面积（平方米）": 12.0, "校舍建筑面积（平方米）": 10.0, "教学及辅助用房面积（平方米）": 6.0,
              "图书（册）": 32.0, "网络多媒体教室（间）": 0.03, "教学仪器设备资产值（万元）": 0.28}


def list_heads() -> list[str]:
    return [*_SAID, *(f"{stage.label.zh}{head}" for stage in _GRADES for head in _OF_STAGE), *_OF_SCHOOL, "备注"]


def _line(school: _School, rng: Random) -> Row:
    cells: Row = [school.code, school.name, school.kind.label.zh, "县级教育部门", "公办", "镇区", school.town, "是"]
    for stage in _GRADES:
        pupils, teachers = sum(school.pupils.get(stage, ())), school.teachers.get(stage, 0)
        cells += [draw(pupils, teachers) if stage in school.pupils else "" for draw in _OF_STAGE.values()]
    for head, each in _OF_SCHOOL.items():
        value = school.all_pupils * each * rng.uniform(0.8, 1.3)
        cells.append(round(value, 2) if "（平方米）" in head or "（万元）" in head else round(value))
    return [*cells, ""]
