"""A sentence as clauses: pieces between commas, semicolons, colons and brackets, each with its offset."""

from __future__ import annotations

import re
from dataclasses import dataclass

_WIDTH = str.maketrans("０１２３４５６７８９％．～－—–∶（）〔〕，；：", "0123456789%.~---:()[],;:")
_PART = re.compile(r"[^,;:。！？!?()\n\t]*(?:(?<=\d)[,:](?=\d)[^,;:。！？!?()\n\t]*|\((?:套|场|区|人|篇|级|市|书记|任)\)[^,;:。！？!?()\n\t]*)*")


@dataclass(frozen=True)
class Clause:
    text: str  # half-width digits and signs, of the same length as what is printed
    start: int  # offset in the sentence
    ends: str = ""  # the sign after it
    inside: bool = False  # in brackets

    @property
    def end(self) -> int:
        return self.start + len(self.text)


_BLANK = re.compile(r"【\s*(?:待定|待填|待补)[^】]*】")  # a marked blank: what stands in it is asked of a person, not promised


def narrow(text: str) -> str:
    """Full-width digits and signs made half-width, each character for one: offsets stay."""
    return _BLANK.sub(lambda blank: "," * len(blank.group()), text).translate(_WIDTH)


def clauses(sentence: str) -> list[Clause]:
    text = narrow(sentence)
    found: list[Clause] = []
    start, depth = 0, 0
    while start < len(text):
        part = _PART.match(text, start)
        end = part.end() if part else start
        sign = text[end] if end < len(text) else ""
        if text[start:end].strip():
            found.append(Clause(text[start:end], start, sign, depth > 0))
        depth = max(depth + (sign == "(") - (sign == ")"), 0)
        start = end + 1
    return found
