"""What is said of a whole sheet: the school year, the area, the stage - in its title, its name, its file, its folder."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache

from junheng.facts.intake.heads.match import stages_named
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import plain
from junheng.facts.intake.values.units import called
from junheng.terms import Finding, Message, Severity, Stage

_TO = "[-/—–~至到_]"
_SCHOOL_YEAR = re.compile(rf"((?:19|20)\d{{2}})(?:年)?{_TO}(?:19|20|21)?\d{{2}}(?:年)?学年?")
_TWO_YEARS = re.compile(rf"(?<!\d)((?:19|20)\d{{2}})年?{_TO}((?:19|20)\d{{2}})(?!\d|年(?!度))")  # 2023/2024 alone: of years that follow each other
_TO_YEAR = re.compile(rf"(?<!\d)((?:19|20)\d{{2}})年?{_TO}((?:19|20)\d{{2}})年(?![度\d])")  # 2023-2024年第一学期, but 2023-2024年9月 is a span of days
# what two years in a row are two calendar years for: a plan, money, a comparison
_OF_CALENDAR_YEARS = re.compile("规划|计划|方案|有效|预测|目标|建设|工程|项目|预算|决算|经费|财政|收支|对比|比较|历年|两年|变化|变动|增减|增长|趋势")
_ODD_DASHES = str.maketrans("‐‒―−─〜∼", "-------")
_LONG_DASH = re.compile(r"(?<=[\d年])(?:--|——)(?=(?:19|20)?\d{2})")
# years that are not those of the figures: 国统制〔2021〕103号, 有效期至：2024年9月, 打印时间：2024年3月, （2021年修订）, “十四五”规划（2021-2025年）
_OF_OTHERS = re.compile(
    r"[〔\[(](?:19|20)\d{2}[〕\])](?:第)?\d+号|有效期[^年月日\d]*(?:19|20)\d{2}(?:[年/.-]?\d{1,2}月?(?:[/.-]?\d{1,2}日?)?|年)?"
    r"|(?:打印|导出|印制|下载)(?:时间|日期)[:：]?(?:19|20)\d{2}[年/.-]\d{1,2}(?:[月/.-]\d{1,2}日?|月)?|\((?:19|20)\d{2}年?(?:修订|版|修正|印发)\)"
)
# as above, in English: Report run: 5 February 2025, P.O. Box 2010
_PRINTED = re.compile(
    r"(?:run|print(?:ed)?|generated|exported|created|downloaded|extracted)(?:on|at|date|time|[:,])*(?:\d{1,2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|[,./-])*(?:19|20)\d{2}"
    r"|p\.?o\.?box:?\d+"
)
_SPAN = re.compile(r"((?:19|20)\d{2})年?[-—–~至到]((?:19|20)\d{2})(?=年|\D|$)")
_NUMBER_BEFORE = re.compile(r"(?<=\d)\s+(?=(?:19|20)\d{2}(?!\d))")  # 教基2106 2023/2024: two numbers
_FORM_NUMBER = re.compile(r"(?<=基)\s*\d{4}(?=[^\d年/\-—–~至]|\s|$)")  # 教基2001 is no year
_FOUR_DIGITS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_NAMED_YEAR = re.compile(r"((?:19|20)\d{2})学年")
_SPRING = re.compile(r"((?:19|20)\d{2})年?度?\(?(?:春(?=季|期|学|[^\u4e00-\u9fff]|$|小学|初中|中学|义务|在校|统计|单位|计量|表号|教基|基础基|报表|报送|开学)|上半年)")  # the second term of the school year before
_ONE_YEAR = re.compile(r"((?:19|20)\d{2})年(?!\d{1,2}月)")
_BARE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?<!\d[/.-]\d[/.-]\d{4})(?<!\d[/.-]\d\d[/.-]\d{4})(?!\d|年\d|[-/.]\d{1,2}[-/.]\d|\.0?[1-8](?!\d))")
_DATE = re.compile(r"((?:19|20)\d{2})(?:年|[-/.])(?:9|09|10|11|12)(?:月|[-/.]\d)")  # a day of the school year's first months
_AS_OF = re.compile(r"截[至止]到?((?:19|20)\d{2})(?:年|[-/.])(?:9|09|10|11|12)(?:月|[-/.]\d)")  # the day of the statistics, not one of printing
_FEWEST_OF_SPAN = 2  # years from the first to the last of a plan
_AS_OF_SPRING = re.compile(r"截[至止]到?((?:19|20)\d{2})(?:年|[-/.])0?[1-7](?:月|[-/.]\d)")  # of the school year before
_SHORT = re.compile(rf"(?<!\d)(\d{{2}}){_TO}(\d{{2}})学年")
_HALF_SHORT = re.compile(r"(?<!\d)((?:19|20)\d{2})[-/](\d{2})(?![\d年月]|[-/.]\d)")  # 2022/23
_LISTED = re.compile(r"(?<!\d)((?:19|20)\d{2})年?(?:and|&|、|和|与|及)((?:19|20)\d{2})(?!\d|年?\d)")  # 2022 and 2023
_CHINESE_DIGITS = str.maketrans("〇○零Oo0一二三四五六七八九", "000000123456789")
_CHINESE_YEAR = re.compile(r"[二一][〇○零Oo0九][〇○零Oo0一二三四五六七八九]{2}(?=年|学年|[-/—–~至到])")
_TOPIC = re.compile(r"\d|截[至止]|办学|教师|学生|在校|教职工|班级|班额|校舍|学年|年度|小学|初中|高中|普通|中小|义务|学校|教育|教委|教体|文教|各级|各类|分校|分学校|基本|统计|一览|汇总|情况|中学")
_KINDS = "(?:自治县|自治旗|新区|林区|特区|地区|县|区|市|旗)"
_LIKE_KINDS = "(?:(?:市[中南北]|新市|沙市|红旗)区|红旗县)"  # names that hold the word of a kind of area
_OWN = "[^省市州盟县区旗:]{1,10}?州?"  # 通州区, 万州区: the last character may be 州
_AREA = re.compile(f"(^{_LIKE_KINDS}|{_OWN}{_KINDS})$")
_NUMBERED = re.compile(r"^(?:(?:附件|附表|表)[\d一二三四五六七八九十]*(?:-\d+)*[:.、]?|(?!\d{4})[\d一二三四五六七八九十]{1,2}[:.、])")
_LABEL = re.compile(r"^[^:]*(?:单位|地区|名称|部门)[^:]*:")  # 填报单位：
_IN_UNITS = re.compile(r"[(\[]?(?:计量)?单位:[人名个所班间册台套件张处平方米㎡m2亩公顷百千万元%、,;/和及]+[)\]]?$")  # …统计表（单位：人、册）; but 单位：甲县教育局
_LEADING_YEAR = re.compile(r"^(?:(?:19|20)?\d{2,4}(?:学?年度?|[-/—–至到~_])*)+(?:第?[一二上下]学期|[春秋]季?(?:学期|期|入学|开学)*|[上下]半年)?[初末底]?")
LEADING_AREA = f"^({_LIKE_KINDS}|[^县区市旗]{{1,6}}(?:自治县|自治旗|县|区|市|旗))"
_SUPERIOR = re.compile(f"^.+?(?:省|自治区|自治州|盟|市|州)(?=(?:{_LIKE_KINDS}|{_OWN}(?:县|区|市|旗))$)")
_NO_AREA = re.compile("[全我本各该][县区市旗]|(?:主?城|镇)区|.*[学片校社辖]区")  # which county they are of nobody says; 阳泉市城区 is one
_PART_OF_COUNTY = re.compile("(?<=县)(?:主?城|镇|.{0,3}[学片])区$")
_WITHIN_AREA = re.compile(r"(?:[^省市州盟县区旗]{1,6}[省市州盟])?([^省市州盟县区旗]{1,5}州?(?:自治县|自治旗|县|区|市|旗))[^省市州盟县区旗]{1,6}(?:镇|乡|街道)")  # 甲县石桥镇中心校
_BETWEEN = re.compile("[、,;/和及]")
_OF_KIND = r"(?:^|[(,;])(?:面积|金额|价值)[:为]"
_UNITS_SAID = re.compile(rf"(?:单位[:为]|{_OF_KIND})([^()]*?)(?={_OF_KIND}|[()]|$)")  # 单位：亩, 占地面积单位为亩, 面积：亩, （面积：亩，金额：万元）
_UNIT_ALONE = re.compile(r"\(?(?:万|千)?元\)?")
_YUAN = re.compile(r"(?:^|[^\u4e00-\u9fff]|[位币为以按])元(?![\u4e00-\u9fff])|[以按]元(?:为|计)")  # no part of a name: 元氏县, 公元


def title_lines(sheet: Sheet, head_row: int) -> list[str]:
    """The texts above the head, as the user wrote them."""
    return [str(cell) for cells in sheet.rows[:head_row] for cell in cells if plain(cell)]


def school_year(texts: Iterable[str], in_heads: Collection[int] = ()) -> int | None:
    """The first year of the school year; 2023/2024学年 before 2023学年, 2024年春季, 截至2023年9月1日, 2023年, a bare 2023, a day in autumn.

    A day in spring says no school year: most often it is the day of printing. in_heads: the years that heads over figures name; where the second of
    2023-2024年 is among them, that one is read, as heads tell calendar years apart.
    """
    lines = [_digits(text) for text in texts]
    for pattern in (_SCHOOL_YEAR, _NAMED_YEAR, _SPRING, _AS_OF_SPRING, _AS_OF, _ONE_YEAR, _BARE_YEAR, _DATE):
        for line in lines:
            found = pattern.search(line)
            if found:
                return int(found.group(1)) - (pattern in (_SPRING, _AS_OF_SPRING))
        if pattern is _NAMED_YEAR and (year := _of_two(lines, in_heads)) is not None:
            return year
    return None


def _of_two(lines: Iterable[str], in_heads: Collection[int]) -> int | None:
    """2023 out of 2023/2024, 23-24学年 and 2023-2024年秋季."""
    pairs = (found.groups() for line in lines for pattern in (_TWO_YEARS, _SHORT) for found in pattern.finditer(line))
    own = next((int(first) + (0 if len(first) > 2 else 2000) for first, second in pairs if int(second) == int(first) + 1), None)
    return own if own is not None else _of_calendar_words(lines, in_heads)


def _of_calendar_words(lines: Iterable[str], in_heads: Collection[int]) -> int | None:
    """2023 out of 2023-2024年: written with 年 for 学年, where nothing says that two calendar years are meant."""
    pairs = (map(int, found.groups()) for line in lines if not _OF_CALENDAR_YEARS.search(line) for found in _TO_YEAR.finditer(line))
    return next((first for first, second in pairs if second == first + 1 and second not in in_heads), None)


def year_of_names(sheet: Sheet) -> int | None:
    """What the names of the sheet, of its file and of its folder say; else the nearest folder above that says one school year and no other."""
    return school_year([sheet.name, sheet.file, sheet.folder]) or year_above(sheet.above)


def year_above(folders: Iterable[str]) -> int | None:
    """Of folders from the nearest up."""
    return next((year for folder in folders if (year := school_year([folder])) and _names_one(_digits(folder))), None)


def _names_one(line: str) -> bool:
    """2023年, 2023-2024学年; not 2023学年、2024学年."""
    years = len(_FOUR_DIGITS.findall(line))
    return years <= 1 or (years == 2 and any(pattern.search(line) for pattern in (_SCHOOL_YEAR, _TWO_YEARS, _TO_YEAR)))


def years_named(text: str) -> frozenset[int]:
    """Every school year that a text says in so many words: both of `2022/23 and 2023/24`; a date, or 2023 alone, is no such word."""
    line = _digits(text)
    pairs = [(int(found[1]), int(found[2])) for pattern in (_TWO_YEARS, _TO_YEAR, _HALF_SHORT) for found in pattern.finditer(line)]
    plain_words = (int(found[1]) for pattern in (_SCHOOL_YEAR, _NAMED_YEAR) for found in pattern.finditer(line) if line[found.start() - 1 : found.start()] not in tuple("-/—–~至到_"))
    listed = (int(year) for found in _LISTED.finditer(line) for year in found.groups())
    return frozenset((*(first for first, second in pairs if second % 100 == (first + 1) % 100), *plain_words, *listed))


def one_school_year(texts: Iterable[str]) -> int | None:
    """Where they say one year and no other: of Enrolment 2021 to 2023, who can tell."""
    texts = list(texts)
    return school_year(texts) if all(_names_one(_digits(text)) and len(years_named(text)) <= 1 for text in texts) else None


def names_subject(text: str, word: str) -> bool:
    """Whether a title says that its figures are of some only (新生); but 新生乡 is a place."""
    said = plain(text)
    return word in said and re.search(f"{re.escape(word)}(?![乡镇村县]|街道)", said) is not None


def school_year_only(text: str) -> int | None:
    """What a line says in so many words: 2023/2024学年, 2023学年; no year of a date or an office's number."""
    found = _SCHOOL_YEAR.search(line := _digits(text)) or _NAMED_YEAR.search(line)
    return int(found.group(1)) if found else None


def _digits(text: str) -> str:
    text = plain(_FORM_NUMBER.sub("、", _NUMBER_BEFORE.sub("、", text)))
    text = _PRINTED.sub("、", text) if text.isascii() else text
    text = _LONG_DASH.sub("-", text.translate(_ODD_DASHES))
    text = _SPAN.sub(lambda years: years.group() if int(years[2]) - int(years[1]) < _FEWEST_OF_SPAN else "、", _OF_OTHERS.sub("、", text))
    return _CHINESE_YEAR.sub(lambda found: found.group().translate(_CHINESE_DIGITS), text)


def area(texts: Iterable[str]) -> str | None:
    """远岫县 out of `望川市远岫县2023/2024学年小学统计表` or `2023年远岫县…`."""
    for text in texts:
        line = re.sub(r"[()\[\]《》]", "", _LABEL.sub("", _IN_UNITS.sub("", _digits(text))))
        line = _LEADING_YEAR.sub("", _NUMBERED.sub("", line))
        before = _PART_OF_COUNTY.sub("", _TOPIC.split(line, maxsplit=1)[0].rstrip("-_—:：·"))
        found = _AREA.search(_SUPERIOR.sub("", before))
        if found and not _NO_AREA.fullmatch(before):
            return found.group(1)
        if within := _WITHIN_AREA.match(before):
            return within.group(1)
    return None


def area_of_names(names: Iterable[str]) -> str | None:
    """The county most school names begin with: one branch of another city's school says nothing of the list."""
    told = [re.match(LEADING_AREA, name) for name in names]
    found = Counter(match.group(1) for match in told if match)
    best, count = found.most_common(1)[0] if found else ("", 0)
    return best if count * 2 > len(told) else None


def stage(texts: Iterable[str], stages: dict[Stage, tuple[str, ...]]) -> Stage | None:
    """The one stage a title speaks of; the first text that speaks of exactly one decides."""
    for text in texts:
        found = stages_named(text, stages.items())
        if len(found) == 1:
            return found.pop()
    return None


def money_unit(texts: Iterable[str]) -> str:
    """`计量单位：人、间、万元` -> 万元; '' where the title says no unit of money. A cell of its own may hold the unit alone."""
    for text in filter(names_unit, texts):
        said = plain(text)
        named = next((unit for unit in ("万元", "千元") if unit in said), "")
        if named or _YUAN.search(unicodedata.normalize("NFKC", text)):
            return named or "元"
    return ""


@lru_cache(maxsize=1 << 12)
def names_unit(text: str) -> bool:
    """Whether a line over a head may say in which unit its figures are."""
    said = plain(text)
    return "单位" in said or _UNIT_ALONE.fullmatch(said) is not None


def units_named(texts: Iterable[str]) -> set[str]:
    """`单位：人、亩、万册` -> {人, 亩, 万册}: the units a title names, those of its brackets too."""
    said = [found.group(1) for text in texts for found in _UNITS_SAID.finditer(plain(text))]
    return {called(unit.rpartition(":")[2]) for line in said for unit in _BETWEEN.split(line)} - {""}


def year_given(sheet: Sheet, found: int, given: int) -> Finding:
    """--year says another year than the sheet; it was asked for, and goes before."""
    return Finding(
        Severity.WARNING, "year-disagrees",
        Message(
            f"标题或工作表名写的是 {found}/{found + 1} 学年，命令中的 --year 是 {given}；按 --year 读取。若表中写的对，请去掉 --year",
            f"the title or the sheet's name says the school year {found}/{found + 1}, the command --year {given}; it was read as --year says. "
            "If the sheet is right, leave --year out",
        ),
        sheet.file, sheet.name, "", str(found), str(given),
    )


def year_of_others(sheet: Sheet, year: int) -> Finding:
    """A sheet that says no year, in a file whose other sheets all say one."""
    return Finding(
        Severity.INFO, "year-of-others",
        Message(
            f"这张表没有写明学年，按同一文件其他表的 {year}/{year + 1} 学年读取",
            f"the sheet does not say the school year; it was read as of {year}/{year + 1}, which the other sheets of the file say",
        ),
        sheet.file, sheet.name, "", "", str(year),
    )


def area_of_others(sheet: Sheet, area: str) -> Finding:
    """A sheet that names no county, in a file whose other sheets all name one."""
    return Finding(
        Severity.INFO, "area-of-others",
        Message(
            f"这张表没有写明县（市、区），按同一文件其他表的“{area}”读取；若不是，请写在标题里",
            f"the sheet does not say the area; it was read as of {area}, which the other sheets of the file say. Write it in the title if it is another",
        ),
        sheet.file, sheet.name, "", "", area,
    )


def year_of_heads(sheet: Sheet, row: int, year: int) -> Finding:
    """A sheet of which only the heads over its figures say years: 2022年 beside 2023年."""
    return Finding(
        Severity.INFO, "year-of-heads",
        Message(
            f"标题没有写明学年，按表头中最后的年份读作 {year}/{year + 1} 学年；若不是，请写在标题里",
            f"the title says no school year; it was read as of {year}/{year + 1}, the last year that the heads name. Write it in the title if it is another",
        ),
        sheet.file, sheet.name, sheet.place(row), "", str(year),
    )


def year_disagrees(sheet: Sheet, rows: range, found: int, other: int) -> Finding:
    """A title that names another school year than the sheet's or the file's name or the forms beside it; at the cell that names it."""
    places = [
        sheet.place(row, column) for row in rows for column, cell in enumerate(sheet.rows[row])
        if plain(cell) and school_year([str(cell)]) == found
    ]
    return Finding(
        Severity.WARNING, "year-disagrees",
        Message(
            f"标题写的是 {found}/{found + 1} 学年，工作表名、文件名或同一文件的其他表是 {other}/{other + 1} 学年；按标题读取，请核对",
            f"the title says the school year {found}/{found + 1}, the name of the sheet or the file, or its other forms, {other}/{other + 1}; "
            "it was read as the title says: look at it",
        ),
        sheet.file, sheet.name, places[0] if places else "", str(found), str(other),
    )
