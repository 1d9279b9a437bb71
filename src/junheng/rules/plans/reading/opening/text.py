"""Text files: the encoding is the one in which most characters are frequent Chinese ones."""

from __future__ import annotations

import codecs
import re

from junheng.rules.plans.document import Line
from junheng.rules.plans.reading.opening import said

_FREQUENT = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进"
    "着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重"
    "新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活"
    "设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热"
    "领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八"
    "，。、；：“”（）《》"
)
_TRADITIONAL = frozenset("們這個國來時說對會發動學過種經進無體當點從業還與關數義間開應為實現設長總標門區務報達類")
_CJK = re.compile(r"[㐀-鿿]")
_BAR = re.compile(r"^\s*\|(.*)\|\s*$")
_RULE = re.compile(r"^[\s|:\-]+$")
_LEAST_FREQUENT = 0.15  # of the Chinese characters; prose has about two thirds


def text_lines(raw: bytes, name: str) -> list[Line]:
    return [_line(number, text) for number, text in enumerate(decoded(raw, name).splitlines(), start=1)]


def _line(number: int, text: str) -> Line:
    """A row of a table where bars or tabs part it."""
    bars = _BAR.match(text)
    if bars and bars.group(1).count("|"):
        return Line(number, "" if _RULE.match(text) else "\t".join(cell.strip() for cell in bars.group(1).split("|")), in_table=True)
    cells = text.strip("\r\n").split("\t")
    return Line(number, text, in_table=len(cells) > 2 and sum(bool(cell.strip()) for cell in cells) > 2)


def decoded(raw: bytes, name: str) -> str:
    """Raises UsageError where no encoding gives text."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(raw, "utf-16", name)
    tried = [(_score(text), -order, text) for order, text in enumerate(_readings(raw)) if text is not None]
    best = max(tried, default=(0.0, 0, ""), key=lambda each: each[:2])
    if best[0] < _LEAST_FREQUENT:
        raise said.encoding(name)
    return best[2]


def _readings(raw: bytes) -> list[str | None]:
    wide = len(raw) % 2 == 0
    names = ["utf-8-sig", "gb18030", *(("utf-16-le", "utf-16-be") if wide else ()), "big5"]
    return [_read(raw, name) for name in names]


def _read(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        cut_off = error.start >= len(raw) - 4  # a file whose last character was lost
        return raw[: error.start].decode(encoding) if cut_off and error.start > 40 else None


def _strict(raw: bytes, encoding: str, name: str) -> str:
    text = _read(raw, encoding)
    if text is None:
        raise said.encoding(name)
    return text


def _score(text: str) -> float:
    """The share of characters that text is made of: frequent Chinese ones, and those of a keyboard."""
    start = text[:20_000]
    known = sum(each in _FREQUENT or each in _TRADITIONAL or " " <= each <= "~" or each in "\r\n\t　" for each in start)
    return known / max(len(start), 1)


def chinese_share(text: str) -> float:
    letters = sum(not each.isspace() for each in text)
    return len(_CJK.findall(text)) / max(letters, 1)
