"""Which heads and which contents speak of single persons: their names, numbers, birth dates, telephones, homes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from junheng.facts.intake.sheet import Cell
from junheng.facts.intake.text import plain, words
from junheng.terms import Message
from junheng.terms.personal import is_identity, is_mobile, is_pupil_number, masked


class Personal(StrEnum):
    """What a column tells of a person. The first five speak of the person whose row it is."""

    PUPIL = "pupil"  # a pupil's name or number
    NAME = "name"
    IDENTITY = "identity"
    BIRTH = "birth"
    HOME = "home"
    TRAIT = "trait"  # sex, ethnicity, party, belief: personal only where each row is a person
    HOLDER = "holder"  # the name of who holds an office: the head, the contact
    GUARDIAN = "guardian"
    MOBILE = "mobile"
    CONTACT = "contact"  # a telephone or a mailbox that may be the school's own

    @property
    def label(self) -> Message:
        return _LABELS[self]


_LABELS = {
    Personal.PUPIL: Message("学生姓名或学籍号", "pupils' names or numbers"),
    Personal.NAME: Message("个人姓名", "persons' names"),
    Personal.IDENTITY: Message("身份证号等证件号码", "identity numbers"),
    Personal.BIRTH: Message("出生日期", "birth dates"),
    Personal.HOME: Message("家庭住址", "home addresses"),
    Personal.TRAIT: Message("性别、民族、政治面貌等个人情况", "sex, ethnicity, party, belief or the like of persons"),
    Personal.HOLDER: Message("校长、联系人等的姓名", "names of heads, contacts and the like"),
    Personal.GUARDIAN: Message("家长或监护人", "parents or guardians"),
    Personal.MOBILE: Message("手机号码", "mobile numbers"),
    Personal.CONTACT: Message("电话、邮箱等联系方式", "telephones, mailboxes"),
}
OF_THE_ROW = frozenset((Personal.PUPIL, Personal.NAME, Personal.IDENTITY, Personal.BIRTH, Personal.HOME))

# whole heads, as `words` leaves them: lower case, without spaces and punctuation
_HEADS = tuple(
    (kind, re.compile(pattern)) for kind, pattern in (
        (Personal.PUPIL, r"(?:学生|学员|儿童|幼儿)(?:姓名|名字)|(?:学生|全国)*(?:学籍|学号)(?:主|辅)?(?:号码?)?|学生(?:编号|代码)"
         r"|(?:student|pupil|child|learner)s?(?:full|first|last)?name|nameof(?:the)?(?:student|pupil|child|learner)s?"
         r"|(?:student|pupil|learner)(?:id|idnumber|code|refno)|nomed[oa]s?(?:alun[oa]|estudante)s?|(?:co|id|codigodo)alun[oa]"
         r"|nombredel?(?:alumno|estudiante)|nomdelélève|nama(?:murid|pelajar)"),
        (Personal.NAME, r".{0,6}姓名|名字|姓|(?:teacher|staff|employee|person)s?(?:full|first|last)?name"
         r"|nameof(?:the)?(?:teacher|employee|staffmember)s?|(?:first|last|full|given|family|middle)name|surname|forename"
         r"|nomed[oa](?:professora?|docente|servidora?)|nombredel?(?:docente|profesor)|namaguru"),
        (Personal.IDENTITY, r".{0,6}身份证(?:件)?(?:号码?)?|(?:公民身份号码|证件号码?|护照号码?)"
         r"|(?:national|identity|citizen|personal)(?:id|identity)?(?:card)?(?:no|number)?|ssn|passport(?:no|number)?|(?:n[uú]merodo)?cpf(?:d[oa].*)?|nokadpengenalan"),
        (Personal.BIRTH, r".{0,4}出生(?:日期|年月日?)|生日|.{0,12}dateofbirth|birthda(?:te|y)|dob|(?:datade|dt)?nascimento|fechadenacimiento"
         r"|datedenaissance|tarikhlahir"),
        (Personal.HOME, r"(?:家庭|学生家庭|现|居住|户籍|户口)(?:详细)?(?:住址|地址|所在地)|住址|(?:home|residential)address|endere[cç]oresidencial"),
        (Personal.TRAIT, r"民族|性别|政治面貌|宗教(?:信仰)?|婚姻状况|健康状况|ethnicity|religion|race|gender|sex"),
        (Personal.GUARDIAN, r"(?:家长|监护人|父亲|母亲)(?:姓名|电话|手机|联系电话|联系方式|手机号码?)?|(?:guardian|parent|mother|father)s?(?:name|phone|contact)"
         r"|nomed[oa](?:m[aã]e|pai|respons[aá]vel)"),
        (Personal.HOLDER, r"(?:(?:正|副)?(?:校长|园长)|(?:学校|统计|单位|安全)?(?:负责人|联系人)|法定代表人|法人代表|班主任|填表人|审核人|经办人)(?:负责人)?(?:姓名)?"
         r"|(?:school)?(?:principal|headteacher|headmaster|director|contactperson|contact)s?(?:name)?|(?:nomed[oa])?diretora?"),
        (Personal.MOBILE, r".{0,8}(?:手机|移动电话)(?:号码?)?|.{0,12}(?:mobile|cell)(?:phone)?(?:no|number)?|celular"),
        (Personal.CONTACT, r".{0,8}(?:电话(?:号码?)?|联系方式)|传真(?:号码?)?|(?:电子|单位电子)?(?:邮箱|信箱|邮件)(?:地址)?"
         r"|.{0,12}phone(?:no|number)?|tel(?:no)?|email(?:address)?|tel[eé](?:fone|fono|phone)|notelefon"),
    )
)
_ADDED = re.compile(r"(?:必填|选填|\d{1,2}位?)+$")  # 姓名（必填）, 身份证号（18位）
_PUPIL_WORDS = re.compile(r"学生(?:名单|名册|花名册|信息|基本信息|学籍)|学籍|(?:student|pupil)s?(?:list|roster|register)")
_CLASS_HEADS = re.compile(r"(?:所在)?(?:班级|年级|班)(?:名称)?|入学(?:年月|日期|时间)|class|grade|turma")
_STAFF_WORDS = re.compile(
    r"教师|教职工|职工|职称|任教|任课|岗位|编制|教龄|参加工作|职务|工号|骨干|teacher|staff|subject|docente|professor|guru|qualification"
)
_OFFICE = re.compile(r"校长|园长|负责人|联系人|法人|班主任|principal|headteacher|contact|diretor")
_SCHOOL_NAMES = re.compile(r"[小中]学|学校|教学点|幼儿园|分校|校区|school|college|academy|escola|colegio|école|sekolah", re.IGNORECASE)
_SCHOOL_HEADS = re.compile(r"(?:所在|就读|任教|工作)?(?:学校|单位|机构)(?:学校|机构)?(?:名称|全称|标识码)?|校名|school(?:name|code)?|nameofschool|escola")


@lru_cache(maxsize=1 << 15)  # the same heads stand on every sheet of a delivery
def kind_of_head(head: str, group: str = "") -> Personal | None:
    """`group`: the head above. 校长 > 姓名 is who holds an office."""
    text = _ADDED.sub("", words(head))
    kind = next((kind for kind, pattern in _HEADS if pattern.fullmatch(text)), None)
    if kind in (Personal.NAME, Personal.IDENTITY, Personal.BIRTH) and _OFFICE.search(words(group) + text):
        return Personal.HOLDER
    return kind


def names_a_school(cell: Cell) -> bool:
    """姓名 and `full name` over schools: a slip of words, and nobody's name."""
    return isinstance(cell, str) and _SCHOOL_NAMES.search(cell) is not None


def is_class_head(head: str) -> bool:
    return _CLASS_HEADS.fullmatch(words(head)) is not None


def is_school_head(head: str) -> bool:
    return _SCHOOL_HEADS.fullmatch(words(head)) is not None


def are_pupils(kinds: set[Personal], heads: Sequence[str], titles: Sequence[str]) -> bool | None:
    """Whether rows that are persons are pupils; None where nothing tells pupils from staff. `heads`, `titles`: their words."""
    if Personal.PUPIL in kinds or Personal.GUARDIAN in kinds or any(_PUPIL_WORDS.search(each) for each in titles):
        return True
    if any(_STAFF_WORDS.search(each) for each in (*heads, *titles)):
        return False
    return True if any(_CLASS_HEADS.fullmatch(each) for each in heads) else None


def kind_of_cell(cell: Cell) -> Personal | None:
    """An identity, pupil's or mobile number that fills a cell. A spreadsheet keeps the first as a float, its last digits lost."""
    if type(cell) is float:
        if not 1e10 < cell < 1e18 or not cell.is_integer():
            return None
        if cell >= 1e17:
            return Personal.IDENTITY if masked(str(int(cell))) != str(int(cell)) else None
        if 1e14 <= cell < 1e15:
            return Personal.IDENTITY if is_identity(str(int(cell))) else None
        return Personal.MOBILE if 1.3e10 <= cell < 2e10 else None
    if type(cell) is not str or not 11 <= len(cell) <= 30:
        return None
    text = plain(cell).replace("-", "").strip("'`").upper()
    if is_identity(text):
        return Personal.IDENTITY
    if is_pupil_number(text):
        return Personal.PUPIL
    return Personal.MOBILE if is_mobile(text) else None
