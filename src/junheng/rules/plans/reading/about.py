"""The document as a whole: is it a plan, whose, of what level, from when to when."""

from __future__ import annotations

import re

from junheng.rules.plans.document import Document
from junheng.rules.plans.plan import Level, When
from junheng.rules.plans.reading.clauses import narrow
from junheng.rules.plans.reading.numbers import number
from junheng.rules.plans.reading.words import Deadlines, Recognised, any_of, words

_KIND = re.compile(r"规划|方案|计划|意见|办法|措施|行动|工作要点|纲要")
_PLACE = re.compile(r"^[《]?(?:关于印发)?([一-龥Xx×Ｘ*]{1,24}?(?:小学|初级中学|高级中学|中学|学校|幼儿园|初中|教学点|省|自治区|县|旗|区|市|州|盟|乡|镇|街道|学区)+)(?=义务|均衡|推进|发展|优质|教育|创建|实施|关于|三年|五年|“|20|二〇|基础|中小学|城乡|“十|十[三四五]五|第[一二三四五六七八九十]+[期轮次个]|深化|校|全面|学校|202|《|$)")
_SCHOOL = re.compile(r"(?<!中)(?:小学|中学|学校|初中|幼儿园|教学点)$")
_LEVELS = ((re.compile(r"(?:乡|镇|街道|学区)$"), Level.TOWNSHIP), (re.compile(r"(?:县|旗|区)$"), Level.COUNTY), (re.compile(r"(?:市|州|盟)$"), Level.CITY), (re.compile(r"省$|自治区$"), Level.PROVINCE))
_OWN = {"我校": Level.SCHOOL, "全校": Level.SCHOOL, "我乡": Level.TOWNSHIP, "我镇": Level.TOWNSHIP, "全镇": Level.TOWNSHIP, "全乡": Level.TOWNSHIP, "我县": Level.COUNTY, "全县": Level.COUNTY, "我区": Level.COUNTY, "全区": Level.COUNTY, "全旗": Level.COUNTY,
        "我市": Level.CITY, "全市": Level.CITY, "全州": Level.CITY, "我省": Level.PROVINCE, "全省": Level.PROVINCE}
_PERIOD = re.compile(r"((?:19|20)\d\d)\s*年?\s*[-~至到—]+\s*((?:19|20)\d\d)\s*年?")
_DAY = re.compile(r"[(（]?\s*((?:19|20)\d\d|[〇○零一二三四五六七八九]{4})\s*年\s*([\d一二三四五六七八九十]{1,3})\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?\s*[)）]?$")


def density(document: Document) -> float:
    """Words of planning in a thousand characters."""
    text = "".join(line.text for line in document.lines)
    return 1000 * len(re.findall(any_of(words(Recognised).words), text)) / max(len(text), 1)


def title(document: Document) -> str:
    first = next((each.line for each in document.headings if each.style not in ("title", "篇")), 40)
    lines = [line.text.strip() for line in document.lines if line.number < max(first, 6) and line.text.strip() and not line.in_table]
    named = [re.sub(r"^第.{1,3}篇[:：]\s*", "", each) for each in lines if _KIND.search(each) and len(each) <= 60 and not re.search("[。；]", each)]
    best = max(named, key=lambda each: bool(_PLACE.match(each)), default=None)
    return best or (lines[0][:60] if lines else document.name)


def says_what_it_is(document: Document) -> bool:
    """The title calls it a plan, so every sentence of it may promise something."""
    name = title(document)
    return _KIND.search(name) is not None and len(name) <= 60 and not re.search("[。；]", name)


def place_and_level(document: Document, name: str) -> tuple[str | None, Level]:
    found = _PLACE.match(name)
    if found and _SCHOOL.search(found.group(1)):
        return found.group(1), Level.SCHOOL
    for form, level in _LEVELS if found else ():
        if found and form.search(found.group(1)):
            return found.group(1), level
    text = "".join(line.text for line in document.lines)
    counts = {level: sum(text.count(each) for each, own in _OWN.items() if own == level) for level in Level}
    best = max(counts, key=lambda level: counts[level])
    return (found.group(1) if found else None), best if counts[best] else Level.COUNTY


_YEARS_ALONE = re.compile(r"[(（]\s*(?:19|20)\d\d\s*年?\s*[-~至到—–－]+\s*(?:19|20)\d\d\s*年?\s*[)）]")  # under the title, on a line of its own


def period(document: Document, name: str) -> tuple[int | None, int | None]:
    found = _PERIOD.search(narrow(name)) or next((hit for line in document.lines[:8] if (hit := _PERIOD.search(narrow(line.text))) and (_KIND.search(line.text) or _YEARS_ALONE.fullmatch(line.text.strip())) and len(line.text) < 60), None)
    return (int(found.group(1)), int(found.group(2))) if found else (None, None)


def first_year(document: Document) -> int | None:
    """From when the plan looks ahead: its period, the five-year plan or the year in its title, else the year of its date. None where none is printed."""
    name = title(document)
    named = re.search(any_of(words(Deadlines).plans), name)
    year = re.search(r"((?:19|20)\d\d)\s*(?:年|学年)", narrow(name))
    begins = period(document, name)[0]
    if begins or named or year:
        return begins or (words(Deadlines).plans[named.group()] - 4 if named else int(year.group(1)) if year else None)
    return issued(document).year


def issued(document: Document) -> When:
    """The date that stands alone, at the end or under the title."""
    rows = {line.number for line in document.lines if line.in_table}
    for sentence in reversed([each for each in document.sentences if each.line not in rows]):
        found = _DAY.search(sentence.text) if len(sentence.text) <= 40 else None
        if found:
            value = number(found.group(1))
            return When(printed=found.group().strip("（()） "), year=int(value) if value else None)
    return When()
