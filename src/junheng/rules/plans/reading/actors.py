"""Who answers for a duty: an office or a post, never a person."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from junheng.rules.plans.document import Line
from junheng.rules.plans.plan import Level
from junheng.rules.plans.reading.clauses import narrow
from junheng.rules.plans.reading.words import Actors, any_of, words

_ACTS = re.compile(r"(?:要|应|须|必须|负责|牵头|每|不得|将|会同|切实|认真|定期|具体|做好|组织|把|安排|对|做|参加|听课|都|均|按|根据|与|给)")

_OFFICES = re.compile(r"(?:牵头|责任|主责|承办|实施)(?:单位|部门|科室|处室|主体)")
_BEHIND = re.compile(rf"{_OFFICES.pattern}:([^;。()]{{2,40}})")


@cache
def _names() -> tuple[re.Pattern[str], dict[str, Level]]:
    levels = {name: Level(level) for level, group in words(Actors).levels.items() for name in group}
    return re.compile(any_of(levels)), levels


@cache
def _led() -> re.Pattern[str]:
    return re.compile(rf"{words(Actors).lead}([^,;。()]{{2,24}}?)(?:负责|牵头|组织|具体|统筹|会同|共同|实施|[,;。()]|$)")


def owner_of(clause: str) -> str:
    """The actor at the head of a clause, or after 由, 责任单位：; "" where the clause names none."""
    led = _led().search(clause)
    if led and _names()[0].search(led.group(1)):
        return led.group(1).strip(" 、的")
    head = re.match(r"^[^,;。]{0,14}?", clause)
    found = _names()[0].search(clause[:24]) if head else None
    if not found or found.start() > 10:
        return ""
    joined = re.match(rf"(?:[、和及与]|以及)?(?:{_names()[0].pattern})", clause[found.end() :])
    end = found.end() + (joined.end() if joined else 0)
    return clause[found.start() : end] if _ACTS.match(clause[end:]) else ""


def owners_of_lines(lines: Iterable[Line]) -> dict[int, str]:
    """Line to the office that （牵头单位：…） in it, or the column 责任单位 of a table, names for all that stands in it."""
    found: dict[int, str] = {}
    column: int | None = None
    for line in lines:
        cells = narrow(line.text).split("\t") if line.in_table else []
        headed = next((at for at, cell in enumerate(cells) if _OFFICES.fullmatch(cell.strip())), None)
        column = headed if headed is not None else column if cells else None
        named = _BEHIND.search(narrow(line.text))
        text = named.group(1) if named else cells[column] if column is not None and headed is None and column < len(cells) else ""
        found.update((line.number, each) for each in actors_in(text)[:1])
    return found


def actors_in(text: str) -> list[str]:
    """Every office or post that a text names, the longest name at each place."""
    return [found.group() for found in _names()[0].finditer(text)]


def level_of(actor: str) -> Level | None:
    found = _names()[0].search(actor)
    return _names()[1][found.group()] if found else None
