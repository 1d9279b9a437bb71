"""Which heads and which contents speak of single persons: their names, numbers, birth dates, telephones, homes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from junheng.facts.intake.values.sheet import Cell
from junheng.facts.intake.values.text import plain, words
from junheng.terms import Message
from junheng.terms.personal import holds_number, is_bank_card, is_identity, is_mobile, is_name, is_pupil_number, masked


class Personal(StrEnum):
    """What a column tells of a person. The first five speak of the person whose row it is."""

    PUPIL = "pupil"  # a pupil's name or number
    NAME = "name"
    IDENTITY = "identity"
    ACCOUNT = "account"
    BIRTH = "birth"
    HOME = "home"
    TRAIT = "trait"  # sex, ethnicity, party, belief: personal only where each row is a person
    HOLDER = "holder"  # the name of who holds an office: the head, the contact
    HOLDER_NUMBER = "holder_number"  # their identity number or birth date
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
    Personal.ACCOUNT: Message("银行卡号或账号", "numbers of bank cards or accounts"),
    Personal.BIRTH: Message("出生日期", "birth dates"),
    Personal.HOME: Message("家庭住址", "home addresses"),
    Personal.TRAIT: Message("性别、民族、政治面貌等个人情况", "sex, ethnicity, party, belief or the like of persons"),
    Personal.HOLDER: Message("校长、联系人等的姓名", "names of heads, contacts and the like"),
    Personal.HOLDER_NUMBER: Message("校长、联系人等的身份证号或出生日期", "identity numbers or birth dates of heads, contacts and the like"),
    Personal.GUARDIAN: Message("家长或监护人", "parents or guardians"),
    Personal.MOBILE: Message("手机号码", "mobile numbers"),
    Personal.CONTACT: Message("电话、邮箱等联系方式", "telephones, mailboxes"),
}
OF_THE_ROW = frozenset((Personal.PUPIL, Personal.NAME, Personal.IDENTITY, Personal.BIRTH, Personal.HOME))

# whole heads, as `words` leaves them: lower case, without spaces and punctuation
_HEADS = tuple(
    (kind, re.compile(pattern)) for kind, pattern in (
        (Personal.PUPIL, r".{0,4}(?:学生|学员|儿童|幼儿|新生|寄宿生|住宿生)(?:姓名|名字|名单)|(?:学生|全国|教育|个人)*(?:学籍|学号)(?:主|辅)?(?:号码?)?|学生(?:编号|代码)"
         r"|(?:准考证|考生|报名|考|座位)号|(?:受助|资助|帮扶|关注|重点关注|劝返|关爱|服务|送教|困境|失学|辍学|疑似辍学|残疾)(?:对象|人员)(?:姓名)?"
         r"|lrn|upn|uln|(?:admission|roll|candidate|enrolment|enrollment)(?:no|number|id)"
         r"|(?:student|pupil|learner)s?(?:no|number)|candidate(?:name)?"
         r"|(?:student|pupil|child|learner)s?(?:full|first|last)?name|nameof(?:the)?(?:student|pupil|child|learner)s?"
         r"|(?:student|pupil|learner)(?:id|idnumber|code|refno)|nomed[oa]s?(?:alun[oa]|estudante)s?|(?:co|id|codigodo)alun[oa]"
         r"|nombredel?(?:alumno|estudiante)|nomdelélève|nama(?:murid|pelajar)"),
        (Personal.NAME, r".{0,6}姓名|名字|姓|教师名单|(?:teacher|staff|employee|person)s?(?:full|first|last)?name"
         r"|nameof(?:the)?(?:teacher|employee|staffmember)s?|(?:first|last|full|given|family|middle)name|surname|forename"
         r"|nomed[oa](?:professora?|docente|servidora?)|nombredel?(?:docente|profesor)|namaguru"),
        (Personal.IDENTITY, r".{0,6}身份证(?:件)?(?:号码?)?|(?:公民身份号码|证件号码?|护照号码?)"
         r"|(?:national|identity|citizen|personal)(?:id|identity)?(?:card)?(?:no|number)?|ssn|passport(?:no|number)?"
         r"|(?:n[uú]merodo)?cpf(?:d[oa].*)?|nokadpengenalan"),
        (Personal.ACCOUNT, r".{0,8}(?:银行卡|银行账|银行帐|存折|社保卡|一卡通|卡折)(?:账|帐|卡)?号?码?|.{0,4}[账帐卡]号|开户(?:银)?行(?:名称)?|(?:bank)?account(?:no|number)?"),
        (Personal.BIRTH, r".{0,4}出生(?:日期|年月日?|时间)?|生日|.{0,12}dateofbirth|birthda(?:te|y)|dob|(?:datade|dt)?nascimento|fechadenacimiento"
         r"|datedenaissance|tarikhlahir"),
        (Personal.HOME, r"(?:家庭|学生家庭|现|居住|户籍|户口)(?:详细)?(?:住址|地址|所在地)|住址|(?:home|residential)address|endere[cç]oresidencial"),
        (Personal.TRAIT, r"民族|性别|政治面貌|党派|宗教(?:信仰)?|信仰|婚姻状况|健康状况|籍贯|血型|病史|残疾(?:类[型别]|等级|程度|证号)|(?:困难|贫困|风险)(?:类[型别]|等级|程度|原因)|ethnicity|religion"
         r"|race|gender|sex|disability"),
        (Personal.GUARDIAN, r"(?:家长|监护人|父亲?|母亲?|爸爸|妈妈|户主|家庭成员)(?:姓名|电话|手机|联系电话|联系方式|手机号码?)?"
         r"|(?:guardian|parent|mother|father)s?(?:name|phone|contact)"
         r"|nomed[oa](?:m[aã]e|pai|respons[aá]vel)"),
        (Personal.HOLDER, r"(?:(?:正|副)?(?:校长|园长)|(?:学校|统计|单位|安全)?(?:负责人|联系人)|法定代表人|法人代表|班主任|书记|(?:分管|主管|包校|联系|校级?)领导|.{0,4}责任人|帮扶人"
         r"|(?:填表|填报|制表|审核|复核|经办)人)(?:负责人)?(?:姓名)?"
         r"|(?:school)?(?:principal|head|headteacher|headmaster|director|contactperson|contact)s?name"
         r"|(?:school)?(?:principal|headteacher|headmaster|director|contactperson|contact)s?|(?:nomed[oa])?diretora?"),
        (Personal.MOBILE, r".{0,8}(?:手机|移动电话)(?:号码?)?|.{0,12}(?:mobile|cell)(?:phone)?(?:no|number)?|celular"),
        (Personal.CONTACT, r".{0,8}(?:电话(?:号码?)?|联系方式)|传真(?:号码?)?|(?:电子|单位电子)?(?:邮箱|信箱|邮件)(?:地址)?"
         r"|.{0,6}微信(?:号码?|账号)?|.{0,6}qq(?:号码?|账号)?|wechat(?:id|no)?|whatsapp(?:no|number)?|.{0,12}phone(?:no|number)?|hotline"
         r"|tel(?:no)?|email(?:address)?|tel[eé](?:fone|fono|phone)|notelefon"),
    )
)
# heads that say a number of pupils over numbers, and who they are over names
_PUPILS_OR_COUNT = re.compile(r".{0,6}(?:学生|儿童|幼儿|学员|寄宿生|住宿生|新生|毕业生)|(?:students?|pupils?|learners?|child|children)")
_WORDED = re.compile(r"[^\W\d_]{2,}(?:[ .,'’-]+[^\W\d_]+)+")  # names of two words or more
_NO_CHOICES = 12  # different words of a column: more than a choice leaves
_FEW = 3
_SEVERAL = re.compile(r"[、,，;；/\s]*[(（]?[\d -]{7,}[)）]?|[、,，;；/]")
_PLACE_HEADS = re.compile(r".*(?:乡镇|镇街|街道|乡|镇|村|社区|片区|地址|位置|所在地)|township|town|village|address")
_ADDED = re.compile(r"(?:必填|选填|汉字|中文|英文|拼音|全名|真实|实名|\d{1,2}位?)+$")  # 姓名（必填）, 身份证号（18位）
_PUPIL_WORDS = re.compile(
    r"学生(?:名单|名册|花名册|信息|基本信息|学籍)|学籍|(?:留守|残疾|困境|适龄)(?:儿童|学生|少年)|送教上门|控辍保学|随班就读|寄宿生名|住宿生名|(?:student|pupil)s?(?:list|roster|register)"
)
_CLASS_HEADS = re.compile(r"(?:所在)?(?:班级|年级|班)(?:名称)?|入学(?:年月|日期|时间)|class|grade|turma")
_STAFF_WORDS = re.compile(
    r"教师|教职工|职工|职称|任教|任课|岗位|编制|教龄|参加工作|职务|工号|骨干|teacher|staff|subject|docente|professor|guru|qualification"
)
_OF_PUPILS = re.compile(r"班主任|(?:任课|科任|指导|送教|帮扶|包保|结对)(?:教师|老师)|(?:class|form|homeroom)teacher")  # who is told of beside a pupil
_COUNTED = re.compile(r"数$|专任教师|numberof")  # a figure of the school says nothing of who stands in the row
_OFFICE = re.compile(r"校长|园长|负责人|联系人|法人|班主任|principal|headteacher|contact|diretor")
_SCHOOL_NAMES = re.compile(r"[小中]学|学校|教学点|幼儿园|分校|校区|school|college|academy|escola|colegio|école|sekolah", re.IGNORECASE)
_SCHOOL_HEADS = re.compile(r"(?:所在|就读|任教|工作)?(?:学校|单位|机构)(?:学校|机构)?(?:名称|全称|标识码)?|校名|school(?:name|code)?|nameofschool|escola")


_LONGEST = 200  # characters of a text that tells of a person: 校长张某，电话…


@lru_cache(maxsize=1 << 15)  # the same heads stand on every sheet of a delivery
def kind_of_head(head: str, group: str = "") -> Personal | None:
    """`group`: the head above. 校长 > 姓名 is who holds an office."""
    text = _ADDED.sub("", words(head))
    kind = next((kind for kind, pattern in _HEADS if pattern.fullmatch(text)), None)
    if kind in (Personal.NAME, Personal.IDENTITY, Personal.BIRTH) and _OFFICE.search(words(group) + text):
        return Personal.HOLDER if kind == Personal.NAME else Personal.HOLDER_NUMBER
    return kind


def names_a_school(cell: Cell) -> bool:
    """姓名 and `full name` over schools: a slip of words, and nobody's name."""
    return isinstance(cell, str) and _SCHOOL_NAMES.search(cell) is not None


def is_class_head(head: str) -> bool:
    return _CLASS_HEADS.fullmatch(words(head)) is not None


def is_school_head(head: str) -> bool:
    return _SCHOOL_HEADS.fullmatch(words(head)) is not None


def is_name_head(head: str) -> bool:
    return words(head) in ("name", "名称", "名")


def is_place_head(head: str) -> bool:
    return _PLACE_HEADS.fullmatch(words(head)) is not None


def may_name_pupils(head: str) -> bool:
    """学生, 寄宿生, pupils: how many, or who."""
    return _PUPILS_OR_COUNT.fullmatch(words(head)) is not None


def is_persons_name(cell: Cell) -> bool:
    """One or several, perhaps with a telephone behind them: 张某 0999-1234567."""
    if type(cell) is not str or not 2 <= len(cell) <= 60 or cell < "一":
        return False
    if is_name(cell):
        return True
    several = list(filter(None, _SEVERAL.split(cell))) if _SEVERAL.search(cell) else []
    return bool(several) and all(map(is_name, several))  # digits alone, of full width, are no name


def are_names(cells: Sequence[Cell], share: float, long: float) -> bool:
    """Whether so large a share of some cells are persons' names in Chinese, different ones, and so many of them of three characters or parted.

    Words of two characters that begin like names are many: 石桥, 高中.
    """
    names = [str(cell).strip() for cell in cells if is_persons_name(cell)]
    if len(names) < max(3, share * len(cells)) or len(set(names)) < min(len(names) / 2, _NO_CHOICES):
        return False
    return sum(len(name) > 2 or "某" in name for name in names) >= long * len(names)


def are_worded_names(cells: Sequence[Cell]) -> bool:
    """The same of what is written in letters; only where the head says whose they are."""
    names = [cell for cell in cells if type(cell) is str and (is_name(cell) or _WORDED.fullmatch(cell.strip()))]
    return len(names) * 2 > len(cells) and len(set(names)) > min(len(names) / 2, _FEW)


def are_pupils(kinds: set[Personal], heads: Sequence[str], titles: Sequence[str]) -> bool | None:
    """Whether rows that are persons are pupils; None where nothing tells pupils from staff. `heads`, `titles`: their words."""
    if Personal.PUPIL in kinds or Personal.GUARDIAN in kinds or any(_PUPIL_WORDS.search(each) for each in titles):
        return True
    if any(_STAFF_WORDS.search(_OF_PUPILS.sub("", each)) for each in (*(each for each in heads if not _COUNTED.search(each)), *titles)):
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
    if type(cell) is not str or not 11 <= len(cell) <= _LONGEST:
        return None
    text = plain(cell).replace("-", "").strip("'`").upper()
    if is_identity(text):
        return Personal.IDENTITY
    if is_pupil_number(text):
        return Personal.PUPIL
    if is_mobile(text):
        return Personal.MOBILE
    if not holds_number(cell):
        return None
    return Personal.ACCOUNT if is_bank_card(text) else Personal.IDENTITY if "*" * 15 in masked(cell) else Personal.MOBILE
