"""What a source says of every row (`constants`) against what its sheet says of itself: another school year, county or stage than the file's own."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from junheng.facts.delivery import Value
from junheng.facts.intake.heads import title
from junheng.facts.intake.heads.title_doubts import COUNTY, told_at
from junheng.facts.intake.values.sheet import Sheet
from junheng.terms import Finding, Message, Severity, Stage

_TITLE, _SHEET, _FILE = Message("标题", "the title"), Message("工作表名", "the sheet's name"), Message("文件名", "the file's name")
# words of titles for stages in the languages of lists at hand, the longer ones first: each is taken out before the next is looked for
_STAGES_OF_WORDS: tuple[tuple[re.Pattern[str], frozenset[Stage]], ...] = tuple((re.compile(pattern, re.IGNORECASE), frozenset(stages)) for pattern, stages in (
    (r"中小学|中小學|义务教育|義務教育", tuple(Stage)),
    (r"\b(?:junior|lower)[ _-]?(?:secondary|high)|\bmiddle[ _-]schools?\b|\b(?:smp|mts|thcs)\b|\bcoll[èe]ges?\b|初中|初级中学|国中|國中|중학교", (Stage.JUNIOR,)),
    (r"\b(?:senior|upper)[ _-]?(?:secondary|high)|\b(?:sma|smk|thpt)\b|\blyc[ée]es?\b|高中|高级中学|고등학교", (Stage.SENIOR,)),
    (r"\b(?:post[ _-]?primary|secondary|high[ _-]schools?|secundari[ao]s?|secondaires?|sekondari)\b|中学|中學", (Stage.JUNIOR, Stage.SENIOR)),
    (r"\b(?:primary|elementary|sd|primaria|primária|primaires?|élémentaires?|grundschulen?|msingi)\b|小学|小學|초등학교|tiểu học", (Stage.PRIMARY,)),
))
_NO_MORE = re.compile(r"(?:schools?|escolas|escuelas|écoles|学校|學校|部分?|阶段|[\s\d一二三四五、.:：()（）-])*", re.IGNORECASE)
_LINE = "row-note"
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def other_year(sheet: Sheet, above: range, titles: Sequence[str], constant: Value, in_heads: Collection[int]) -> Iterator[Finding]:
    """titles: the lines over the head. The first of title, sheet's and file's name that says a year; next year's edition is called for next year."""
    places = ((titles, _TITLE), ([sheet.name], _SHEET), ([sheet.file], _FILE))
    texts, where, said = next(((texts, where, year) for texts, where in places if (year := title.school_year(texts, in_heads))), ((), _FILE, None))
    if not isinstance(constant, int) or said in (None, constant) or any(constant in title.years_named(text) for text in texts):
        return
    yield told_at(sheet, above, lambda text: title.school_year([text]) == said, "year-disagrees", Message(
        f"{where.zh}写的是 {said}/{said + 1} 学年，来源文件的 constants.year 是 {constant}；按来源文件读取。若{where.zh}写的对，请用 --year {said}（用于所有工作表），或把 year 从来源文件的 constants 中去掉",
        f"{where.en} says the school year {said}/{said + 1}, the source's constants.year {constant}; it was read as the source says. "
        f"If {where.en} is right, give --year {said} (it holds for all sheets), or take `year` out of the constants",
    ), str(said), str(constant))


def other_area(sheet: Sheet, above: range, titles: Sequence[str], constant: Value) -> Iterator[Finding]:
    """A county in Chinese alone can be told from a title, and only a constant in Chinese be compared with it."""
    places = ((titles, _TITLE), ([sheet.file], _FILE))
    texts, where = next(((texts, where) for texts, where in places if title.area(texts)), ((), _FILE))
    said, known = title.area(texts) or "", str(constant or "")
    if not COUNTY.search(said) or not _CHINESE.search(known) or known.rstrip("县区旗市") in said or said in known:
        return
    yield told_at(sheet, above, lambda text: title.area([text]) == said, "area-disagrees", Message(
        f"{where.zh}写的是{said}，来源文件的 constants.area 是{known}；按来源文件读取。若{where.zh}写的对，请用 --area {said}，或改来源文件",
        f"{where.en} says {said}, the source's constants.area {known}; it was read as the source says. If {where.en} is right, give --area {said}, or mend the source",
    ), said, known)


def other_stage(sheet: Sheet, above: range, titles: Sequence[str], constant: Value, read: Stage | None, told: Iterable[Finding]) -> Iterator[Finding]:
    """A sheet `Secondary` beside `Primary`, in a workbook whose source says primary of every row. read: the stage that the sheet was read as. told: its lines `SECONDARY SCHOOLS` are among them."""
    if constant is None:
        return
    own = next((text for text in (sheet.name, *titles) if stages_said(text)), "")
    said = stages_said(own)
    if not said or Stage(str(constant)) in said:
        lines = (each for each in told if each.rule == _LINE and (each.file, each.sheet) == (sheet.file, sheet.name) and is_stage_alone(each.found))
        if line := next((each for each in lines if Stage(str(constant)) not in stages_said(each.found)), None):
            zh = f"这一行以下写的是“{line.found}”，来源文件的 constants.stage 是 {constant}，以下各行也按它读取；请把各学段分开，或加“学段”一列"
            en = f"this line says {line.found}, the source's constants.stage {constant}, and the lines below it were read so: part the stages, or add a column of stages"
            yield replace(line, severity=Severity.WARNING, rule="stage-disagrees", message=Message(zh, en), allowed=str(constant))
        return
    by_source = read == Stage(str(constant))
    known = Stage(str(constant)).label
    zh, en = ("按来源文件读取，若表中写的对，请另写一个来源文件或把 stage 从 constants 中去掉", "it was read as the source says. If the sheet is right, take `stage` out of the constants, or give it a source of its own")
    yield told_at(sheet, above, lambda text: text == own, "stage-disagrees", Message(
        f"“{own}”写的是{'、'.join(stage.label.zh for stage in Stage if stage in said)}，来源文件的 constants.stage 是{known.zh}；{zh if by_source else '按表中所写读取，请核对'}",
        f"{own} says {' or '.join(stage.label.en for stage in Stage if stage in said)}, the source's constants.stage {known.en}; {en if by_source else 'it was read as the sheet says: look at it'}",
    ), own, str(constant))


def is_stage_alone(text: str) -> bool:
    """SECONDARY SCHOOLS, and no sentence."""
    for pattern, _ in _STAGES_OF_WORDS:
        text = pattern.sub("", text)
    return _NO_MORE.fullmatch(text) is not None


def stages_said(text: str) -> frozenset[Stage]:
    """The stages that a title's words may mean, in several languages: of Secondary both."""
    found, text = set[Stage](), text.replace("_", " ")
    for pattern, stages in _STAGES_OF_WORDS:
        text, count = pattern.subn(" ", text)
        found |= stages if count else set()
    return frozenset(found)
