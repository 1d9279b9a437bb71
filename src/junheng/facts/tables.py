"""Every fact table: its columns with unit, meaning and Chinese header.

Counts are kept as integers; what is measured (m2, yuan) as integers of 1/10 000 of the unit, so that sums are exact.
A missing fact is null, never zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, cast

import polars as pl

from junheng.terms import FundItem, Location, Message, Ownership, RunBy, SchoolKind, Stage, Unit


class Type(StrEnum):
    TEXT = "text"
    CODE = "code"  # digits that are a name, not a number
    YEAR = "year"  # the year in which the school year begins
    QUANTITY = "quantity"  # an integer number of steps of the unit
    NUMBER = "number"  # any decimal number, e.g. a coordinate or a share
    FLAG = "flag"
    DATE = "date"
    CHOICE = "choice"


DTYPES: dict[Type, pl.DataType] = {
    Type.TEXT: pl.String(), Type.CODE: pl.String(), Type.CHOICE: pl.String(), Type.DATE: pl.String(),
    Type.YEAR: pl.Int32(), Type.QUANTITY: pl.Int64(), Type.NUMBER: pl.Float64(), Type.FLAG: pl.Boolean(),
}
Choices = type[StrEnum]


@dataclass(frozen=True)
class Column:
    name: str
    type: Type
    header: Message  # what the template writes over the column
    meaning: Message
    unit: Unit | None = None
    choices: Choices | None = None
    required: bool = False
    whole: bool = False  # a fact of the whole school: stands in the row of stage `whole`
    sum_of: tuple[str, ...] = ()  # the columns it adds up; given where a list does not tell these one by one

    @property
    def scale(self) -> int:
        """Steps in one unit, in which its values are kept; 1 where it has none."""
        return self.unit.scale if self.unit else 1

    @property
    def most(self) -> int:
        """The most one cell may say, in units: beyond it is a slip of the keyboard, and sums of it could overflow."""
        if self.name == "amount":
            return 10**13  # a county's money
        return 10**6 if self.unit in (Unit.PERSON, Unit.CLASS, Unit.ROOM) else 10**9

    @cached_property
    def labels(self) -> dict[str, Message]:
        """Value -> what a person reads, for a column with choices."""
        return {choice.value: cast(Any, choice).label for choice in list(self.choices or ())}


@dataclass(frozen=True)
class Table:
    name: str
    title: Message
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    def column(self, name: str) -> Column:
        return self.by_name[name]


def _text(name: str, zh: str, en: str, meaning: Message, required: bool = False) -> Column:
    return Column(name, Type.TEXT, Message(zh, en), meaning, required=required)


def _choice(name: str, zh: str, en: str, choices: type[StrEnum], meaning: Message, required: bool = False) -> Column:
    return Column(name, Type.CHOICE, Message(zh, en), meaning, choices=choices, required=required)


def _count(name: str, unit: Unit, zh: str, en: str, meaning: Message | None = None, whole: bool = False) -> Column:
    header = Message(zh, en)
    return Column(name, Type.QUANTITY, header, meaning or header, unit=unit, whole=whole)


def _sum(name: str, parts: tuple[str, ...], zh: str, en: str) -> Column:
    """Teachers from one degree or title on, as many lists give them."""
    meaning = Message("只在没有分项时填写", "only where its parts are not given")
    return Column(name, Type.QUANTITY, Message(zh, en), meaning, unit=Unit.PERSON, sum_of=parts)


_SCHOOL = Column(
    "school", Type.CODE, Message("学校标识码", "school code"),
    Message("全国统一的学校（机构）标识码；没有时以校名代替", "national code of the school; its name where there is none"),
    required=True,
)
_YEAR = Column(
    "year", Type.YEAR, Message("学年", "school year"),
    Message("学年开始的年份：2023 表示 2023/2024 学年", "the year in which the school year begins"), required=True,
)

SCHOOLS = Table(
    "schools", Message("学校", "schools"), ("school", "year"),
    (
        _SCHOOL,
        _YEAR,
        _text("name", "学校名称", "name", Message("与公章一致的全称", "full name"), required=True),
        _text("area", "县（市、区）", "area", Message("判断均衡的范围", "the area whose balance is judged"), required=True),
        _choice("kind", "办学类型", "kind", SchoolKind, Message("决定有哪些学段", "decides which stages there are"), True),
        Column("counted", Type.FLAG, Message("是否计校数", "counted as a school"),
               Message("教学点不计校数", "teaching points are not counted")),
        _choice("ownership", "办学性质", "ownership", Ownership, Message("公办或民办", "public or private")),
        _choice("run_by", "举办者", "run by", RunBy, Message("举办学校的一级", "the level that runs the school")),
        _choice("location", "城乡类型", "location", Location, Message("城区、镇区、乡村", "urban, town, rural")),
        _text("township", "乡镇（街道）", "township", Message("所在乡镇或街道", "township or street district")),
        _text("parent", "所属中心校", "parent school",
              Message("教学点所属学校的校名", "name of the school a teaching point belongs to")),
        Column("parent_code", Type.CODE, Message("所属中心校标识码", "parent school's code"),
               Message("教学点所属学校的标识码", "code of the school a teaching point belongs to")),
        Column("working", Type.FLAG, Message("是否在办", "working"),
               Message("停办的学校填否；不填视为在办", "no for a school that has stopped; empty means working")),
        Column("closed", Type.YEAR, Message("撤销学年", "closed in"),
               Message("自哪一学年起不再办学", "the first school year in which it no longer teaches")),
        _text("successor", "并入学校", "merged into", Message("撤并后并入的学校", "the school it was merged into")),
        Column("opened", Type.YEAR, Message("建校年份", "opened in"), Message("学校开办的年份", "the year in which the school was opened")),
        Column("built", Type.YEAR, Message("建成年份", "built in"),
               Message("校舍规划建成的年份，用于过渡条款", "year the premises were planned and built, for transition clauses")),
        Column("latitude", Type.NUMBER, Message("纬度", "latitude"), Message("十进制度", "decimal degrees")),
        Column("longitude", Type.NUMBER, Message("经度", "longitude"), Message("十进制度", "decimal degrees")),
        _text("datum", "坐标系", "datum", Message("WGS-84、GCJ-02、BD-09 或 CGCS2000", "WGS-84, GCJ-02, BD-09 or CGCS2000")),
    ),
)

_GRADUATES, _HIGH_TITLES = ("teachers_doctor", "teachers_master"), ("titles_senior", "titles_vice_senior")
PUPILS_BY_GRADE = tuple(f"pupils_grade_{grade}" for grade in range(1, 7))  # of a stage; of junior and senior the first three
P, C, R = Unit.PERSON, Unit.CLASS, Unit.ROOM
SCHOOL_YEARS = Table(
    "school_years", Message("学校学段", "school years"), ("school", "year", "stage"),
    (
        _SCHOOL,
        _YEAR,
        _choice("stage", "学段", "stage", Stage, Message("小学、初中、高中；全校共有的填“全校”",
                "primary, junior, senior; `whole` for what the stages share"), required=True),
        Column("offered", Type.FLAG, Message("是否开设", "stage taught"),
               Message("在校生数未报时，说明本学段是否开设", "whether the stage is taught, where pupils are not reported")),
        _count("pupils", P, "在校生数", "pupils"),
        *(
            _count(name, P, f"{zh}年级在校生数", f"pupils in grade {grade} of the stage")
            for grade, (name, zh) in enumerate(zip(PUPILS_BY_GRADE, "一二三四五六", strict=True), start=1)
        ),
        _count("boarders", P, "寄宿生数", "boarders"),
        _count("classes", C, "班数", "classes"),
        _count("classes_standard", C, "标准班额班数", "classes of standard size",
               Message("小学 45 人及以下，初中、高中 50 人及以下", "primary up to 45 pupils, junior and senior up to 50")),
        _count("classes_large", C, "较大班额班数", "rather large classes",
               Message("小学 46-55 人，初中、高中 51-55 人", "primary 46-55, junior and senior 51-55")),
        _count("classes_big", C, "大班额班数", "big classes", Message("56-65 人", "56-65 pupils")),
        _count("classes_oversize", C, "超大班额班数", "oversize classes", Message("66 人及以上", "66 pupils and more")),
        _count("teachers", P, "专任教师数", "full-time teachers"),
        _count("teachers_doctor", P, "专任教师中博士研究生", "teachers with a doctorate"),
        _count("teachers_master", P, "专任教师中硕士研究生", "teachers with a master's degree"),
        _count("teachers_bachelor", P, "专任教师中本科", "teachers with a bachelor's degree"),
        _count("teachers_college", P, "专任教师中专科", "teachers with a college diploma (专科)"),
        _count("teachers_upper_secondary", P, "专任教师中高中阶段", "teachers with upper secondary schooling"),
        _count("teachers_below", P, "专任教师中高中阶段以下", "teachers with less than upper secondary schooling"),
        _sum("teachers_graduate", _GRADUATES, "专任教师中研究生", "teachers with a master's degree or higher"),
        _sum("teachers_bachelor_up", (*_GRADUATES, "teachers_bachelor"), "专任教师中本科及以上", "teachers with a bachelor's degree or higher"),
        _sum("teachers_college_up", (*_GRADUATES, "teachers_bachelor", "teachers_college"), "专任教师中专科及以上", "teachers with a college diploma (专科) or higher"),
        _count("titles_senior", P, "正高级职称", "teachers with the title 正高级"),
        _count("titles_vice_senior", P, "副高级职称", "teachers with the title 副高级"),
        _count("titles_middle", P, "中级职称", "teachers with the title 中级"),
        _count("titles_assistant", P, "助理级职称", "teachers with the title 助理级"),
        _count("titles_clerk", P, "员级职称", "teachers with the title 员级"),
        _count("titles_none", P, "未定职级", "teachers without a title"),
        _sum("titles_senior_up", _HIGH_TITLES, "高级职称（正高级、副高级）", "teachers with a senior title (正高级, 副高级)"),
        _sum("titles_middle_up", (*_HIGH_TITLES, "titles_middle"), "中级及以上职称", "teachers with the title 中级 or higher"),
        _count("backbone_teachers", P, "县级以上骨干教师", "backbone teachers of county level and above"),
        _count("teachers_pe", P, "体育专任教师", "PE teachers"),
        _count("teachers_arts", P, "艺术专任教师（含音乐、美术）", "arts teachers, music and fine arts included"),
        _count("land_area", Unit.SQUARE_METRE, "占地面积", "land area", whole=True),
        _count("sports_ground_area", Unit.SQUARE_METRE, "运动场地面积", "sports grounds", whole=True),
        _count("floor_area", Unit.SQUARE_METRE, "校舍建筑面积", "floor area of buildings", whole=True),
        _count("teaching_area", Unit.SQUARE_METRE, "教学及辅助用房面积", "teaching and auxiliary rooms",
               Message("含室内体育用房", "indoor sports rooms included"), whole=True),
        _count("indoor_sports_area", Unit.SQUARE_METRE, "室内体育用房面积", "indoor sports rooms",
               Message("2020 年以前称体育馆；没有的填 0", "called gymnasium until 2020; write 0 where there is none"), whole=True),
        _count("classrooms", R, "教室间数", "classrooms", whole=True),
        _count("multimedia_rooms", R, "网络多媒体教室间数", "network multimedia classrooms", whole=True),
        _count("music_rooms", R, "音乐专用教室间数", "music rooms of the required size", whole=True),
        _count("art_rooms", R, "美术专用教室间数", "art rooms of the required size", whole=True),
        _count("books", Unit.VOLUME, "图书册数", "books", whole=True),
        _count("computers", Unit.SET, "计算机台数", "computers", whole=True),
        _count("teaching_computers", Unit.SET, "教学用计算机台数", "computers used for teaching", whole=True),
        _count("equipment_value", Unit.YUAN, "教学仪器设备值（元）", "teaching equipment, book value",
               Message("账面原值", "original book value"), whole=True),
        _count("projectors", Unit.SET, "投影设备台数", "projectors", whole=True),
    ),
)



def ways_of(columns: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """How the sum of some columns of `school_years` may be given: by these, by their parts, or by one that adds some parts up and the others."""
    parts = [part for name in columns for part in (SCHOOL_YEARS.column(name).sum_of or (name,))]
    if len(set(parts)) < len(parts):
        return (tuple(columns),)
    sums = (each for each in SCHOOL_YEARS.columns if each.sum_of and set(each.sum_of) <= set(parts))
    ways = ((each.name, *(name for name in parts if name not in each.sum_of)) for each in sums)
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for way in (tuple(columns), tuple(parts), *ways):
        found.setdefault(frozenset(way), way)
    return tuple(found.values())


COUNTY_YEARS = Table(
    "county_years", Message("县域项目", "county items"), ("area", "year", "item", "stage"),
    (
        _text("area", "县（市、区）", "area", Message("与“学校”表一致", "as in the table of schools"), required=True),
        _YEAR,
        _text("item", "项目编号", "item", Message("标准中项目的编号", "the id of the standard's item"), required=True),
        Column("stage", Type.CHOICE, Message("学段", "stage"), Message("分学段的项目填写", "for items asked by stage"), choices=Stage),
        Column("value", Type.NUMBER, Message("数值", "value"), Message("按标准的单位", "in the standard's unit")),
        Column("met", Type.FLAG, Message("是否做到", "held"), Message("凭材料判断的项目填是或否", "yes or no, for items judged by document")),
        _text("evidence", "依据材料", "evidence", Message("文号或档案盒号", "document number or box")),
    ),
)
PLACES = Table(
    "places", Message("居民点", "places"), ("place", "year"),
    (
        Column("place", Type.CODE, Message("居民点编号", "place"), Message("村、社区或小区", "village, community or estate"), required=True),
        _YEAR,
        _text("name", "名称", "name", Message("居民点名称", "name of the place"), required=True),
        _text("area", "县（市、区）", "area", Message("所在县", "area"), required=True),
        _text("township", "乡镇（街道）", "township", Message("所在乡镇", "township")),
        Column("latitude", Type.NUMBER, Message("纬度", "latitude"), Message("十进制度", "decimal degrees")),
        Column("longitude", Type.NUMBER, Message("经度", "longitude"), Message("十进制度", "decimal degrees")),
        _text("datum", "坐标系", "datum", Message("WGS-84、GCJ-02、BD-09 或 CGCS2000", "WGS-84, GCJ-02, BD-09 or CGCS2000")),
        _count("children_3_5", P, "3-5岁儿童数", "children aged 3-5"),
        _count("children_6_11", P, "6-11岁儿童数", "children aged 6-11"),
        _count("children_12_14", P, "12-14岁儿童数", "children aged 12-14"),
    ),
)
LINKS = Table(
    "links", Message("通行", "links"), ("place", "school"),
    (
        Column("place", Type.CODE, Message("居民点编号", "place"), Message("与“居民点”表一致", "as in the table of places"), required=True),
        _SCHOOL,
        Column("minutes", Type.QUANTITY, Message("通行分钟", "minutes"), Message("上学路上时间", "travel time"), unit=Unit.MINUTE),
        Column("kilometres", Type.QUANTITY, Message("路程公里", "kilometres"), Message("按道路", "by road"), unit=Unit.KILOMETRE),
        _text("mode", "方式", "mode", Message("步行、校车、公交", "on foot, school bus, public bus")),
    ),
)
STAFF = Table(
    "staff", Message("教职工", "staff"), ("staff", "year"),
    (
        Column("staff", Type.CODE, Message("教职工编号", "staff number"), Message("编号，不写姓名", "a number, never a name"), required=True),
        _YEAR,
        _SCHOOL,
        _text("stage", "任教学段", "stage", Message("小学、初中、高中", "primary, junior, senior")),
        _text("subject", "任教课程", "subject", Message("主要任教课程", "main subject")),
        _text("degree", "学历", "degree", Message("博士、硕士、本科、专科、高中阶段", "highest degree")),
        _text("title", "职称", "title", Message("正高级、副高级、中级、助理级、员级、未定", "professional title")),
        Column("backbone", Type.FLAG, Message("县级以上骨干", "backbone"), Message("是否县级以上骨干教师", "backbone of county level or above")),
        Column("since", Type.YEAR, Message("到校年份", "here since"), Message("到本校任教的年份", "the year of coming to this school")),
    ),
)
FUNDS = Table(
    "funds", Message("经费", "funds"), ("area", "year", "item", "stage", "school"),
    (
        _text("area", "县（市、区）", "area", Message("与“学校”表一致", "as in the table of schools"), required=True),
        Column("year", Type.YEAR, Message("财政年度", "fiscal year"), Message("自然年", "calendar year"), required=True),
        _choice("item", "经费项目", "item", FundItem, Message("从下拉选项中选一项", "one of the list"), required=True),
        _choice("stage", "学段", "stage", Stage, Message("分学段的项目填写；不分学段的不填", "for items told by stage; else empty")),
        Column("school", Type.CODE, Message("学校标识码", "school code"), Message("县级合计不填", "empty for a county total")),
        Column("amount", Type.QUANTITY, Message("金额（元）", "amount"), Message("元；平均工资和生均标准为每人元",
               "yuan; pay and standards in yuan per person"), unit=Unit.YUAN, required=True),
    ),
)
SURVEYS = Table(
    "surveys", Message("满意度调查", "surveys"), ("area", "year", "group"),
    (
        _text("area", "县（市、区）", "area", Message("与“学校”表一致", "as in the table of schools"), required=True),
        _YEAR,
        _text("group", "调查对象", "group", Message("家长、教师、校长、学生、代表委员、其他", "parents, teachers, heads, pupils, deputies, others"), True),
        _count("sent", P, "发放数", "questionnaires sent"),
        _count("valid", P, "有效数", "valid answers"),
        _count("satisfied", P, "满意数", "satisfied answers"),
    ),
)

TABLES: dict[str, Table] = {
    table.name: table for table in (SCHOOLS, SCHOOL_YEARS, COUNTY_YEARS, PLACES, LINKS, STAFF, FUNDS, SURVEYS)
}
