"""Numbered headings (篇, 章, 一、, （一）, 1、, （1）, ①, 1.1) at the start of a line or, in turn, after a sentence; lines that are titles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from junheng.rules.plans.document import Heading, Line
from junheng.rules.plans.reading.numbers import number

_CN = "[一二三四五六七八九十百]{1,4}"
_OPEN, _CLOSE = "[（(〔]", "[）)〕]"
_UNITS = "万亿%％‰元人名所个公平年月日倍度千米小时分台套册间"
_FORMS = {  # from the outermost; the first that fits is the form of a line
    "篇": rf"第({_CN}|\d{{1,2}})篇[：:、\s]*",
    "章": rf"第({_CN}|\d{{1,2}})(?:章|编|部分)[：:、\s]*",
    "节": rf"第({_CN}|\d{{1,2}})节[：:、\s]*",
    "条": rf"第({_CN}|\d{{1,3}})条[：:、\s]*",
    "一、": rf"({_CN})[、．.]\s*",
    "（一）": rf"{_OPEN}({_CN}){_CLOSE}[、．.，,]?\s*",
    "1.1": rf"(\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})(?:[、．.]|\s|(?=[^\d\s{_UNITS}：:/、，。；]))\s*",
    "1、": r"(\d{1,2})(?:[、．]|\.(?!\d))\s*",
    "（1）": rf"{_OPEN}?(\d{{1,2}}){_CLOSE}[、．.，,]?\s*",
    "①": r"([①-⑳])[、．.]?\s*",
}
_RANK = {style: rank for rank, style in enumerate(["篇", "章", "节", "条", "一、", "title", "（一）", "1、", "1.1", "（1）", "①"])}
_AT_START = {style: re.compile(rf"[\s　]*({form})") for style, form in _FORMS.items()}
_INSIDE = {style: re.compile(rf"({_FORMS[style]})") for style in ("（一）", "（1）", "①")}
_AFTER_END = re.compile(r"(?<=[。；;！？])\s*((\d{1,2})[、．]\s*)")
_ENDS = "。；;：:！？”"
_REFERRED = re.compile(r"(第|附件|附表|表|见|条|款|项)\s*$")
_TITLE_END = re.compile(r"[。！？：:；;]|\s{2,}|　|[（(](?:1|一)[）)]|①")
_NO_TITLE = re.compile(r"^\d|[。，,；;！？：:…|\t]|^\s*[-—\d]+\s*$|^\s*[\d〇○零一二三四五六七八九十]{2,4}\s*年.{0,8}$|某某|[（(][^）)]*$|^[^（(]*[）)]")
_LONGEST_TITLE = 40
_BEFORE_TITLE = "。；;！？：:）)”"


@dataclass
class _Numbering:
    """The headings that are open, outermost first."""

    open: list[Heading] = field(default_factory=list)

    def expected(self, style: str) -> int:
        return next((each.number + 1 for each in reversed(self.open) if each.style == style), 1)

    def add(self, heading: Heading) -> Heading:
        while self.open and _RANK[self.open[-1].style] >= _RANK[heading.style] and not _inside(heading, self.open[-1]):
            self.open.pop()
        placed = replace(heading, level=len(self.open) + 1)
        self.open.append(placed)
        return placed


def _inside(heading: Heading, above: Heading) -> bool:
    """1.1.1 stands under 1.1."""
    return heading.style == above.style == "1.1" and heading.mark.count(".") > above.mark.count(".")


def headings(lines: Sequence[Line]) -> list[Heading]:
    found: list[Heading] = []
    numbering = _Numbering()
    seconds = {style: _lines_with(lines, style, 2) for style in _INSIDE}
    for position, line in enumerate(lines):
        if line.in_table:
            continue
        first = _at_start(line)
        if first:
            found.append(numbering.add(first))
        elif _is_title(lines, position):
            title = Heading(line.number, 1, "title", 0, line.text.strip())
            found.append(numbering.add(title) if any(each.style != "title" for each in found) else title)
        for inner in _inner(line, first, numbering, seconds):
            found.append(numbering.add(inner))
    return found


def path(open_headings: Sequence[Heading]) -> str:
    return "/".join(_short(each) for each in open_headings if each.style != "title")


def _short(heading: Heading) -> str:
    return heading.mark.strip().rstrip("、．.：: ").replace("(", "（").replace(")", "）")


def _at_start(line: Line) -> Heading | None:
    for style, form in _AT_START.items():
        found = form.match(line.text)
        if found and line.text[found.end():].strip():
            return _heading(line, style, found.group(1), found.group(2), found.end(), 0)
    return None


def _heading(line: Line, style: str, mark: str, value: str, end: int, start: int) -> Heading:
    rest = line.text[end:]
    title = _TITLE_END.split(rest, maxsplit=1)[0].strip()
    inline = bool(rest[len(title):].strip("。；;：: 　\t")) if title else True
    return Heading(line.number, 1, style, _value(style, value), title, inline, mark.strip(), start)


def _value(style: str, text: str) -> int:
    if style == "①":
        return ord(text) - ord("①") + 1
    return int(number(re.split(r"[.．]", text)[-1]) or 0)


def _inner(line: Line, first: Heading | None, numbering: _Numbering, seconds: dict[str, list[int]]) -> Iterator[Heading]:
    """Headings after a sentence in the same line: the number has to be the next one."""
    begin = len(first.mark) + 1 if first else 1
    marks = [(found.start(1), found.end(), style, found.group(1), found.group(2)) for style, form in _INSIDE.items() for found in form.finditer(line.text, begin)]
    marks += [(found.start(1), found.end(), "1、", found.group(1), found.group(2)) for found in _AFTER_END.finditer(line.text, begin)]
    for start, end, style, mark, value in sorted(marks):
        before = line.text[:start].rstrip()
        bracketed = style == "①" or mark[0] in "（(〔"
        if (not bracketed and style == "（1）") or _REFERRED.search(before) or not line.text[end:].strip("。；，, "):
            continue
        heading = _heading(line, style, mark, value, end, start)
        ended = before[-1:] in _ENDS or line.text[start - 1].isspace()
        opens = heading.number == 1 and any(number >= line.number for number in seconds.get(style, ()))
        if heading.number == numbering.expected(style) and (ended or opens):
            yield heading


def _lines_with(lines: Sequence[Line], style: str, value: int) -> list[int]:
    return [line.number for line in lines for found in _INSIDE[style].finditer(line.text) if _value(style, found.group(2)) == value]


def _is_title(lines: Sequence[Line], position: int) -> bool:
    """A short line without punctuation that something follows; not the signature before a date at the end."""
    text = lines[position].text.strip()
    if not text or len(text) > _LONGEST_TITLE or _NO_TITLE.search(text):
        return False
    before = next((line.text.strip() for line in reversed(lines[:position]) if line.text.strip()), "")
    after = next((line.text.strip() for line in lines[position + 1 :] if line.text.strip()), "")
    if not after or _is_date(after) or (before and before[-1] in "，、,（("):
        return False
    return not before or before[-1] in _BEFORE_TITLE or (len(before) <= _LONGEST_TITLE and not re.search("[，。；]", before))


def _is_date(text: str) -> bool:
    return re.fullmatch(r"[（(]?[\d〇○零一二三四五六七八九十]{2,4}\s*年.{0,12}", text) is not None
