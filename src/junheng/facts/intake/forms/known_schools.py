"""The schools that the forms of a file name, found again by a code, a name, or a name without the county."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from junheng.facts.intake.forms.form_found import Who
from junheng.facts.intake.forms.school_words import SOME_SITE, Named, school_in, without_qualifier
from junheng.facts.intake.heads.title import LEADING_AREA
from junheng.facts.intake.values.text import plain, words

_BEFORE = re.compile(f"(?:{LEADING_AREA[1:]})?(?:.{{1,6}}(?:镇|乡|街道))?")  # what a short name leaves out


class Several(NamedTuple):
    """Schools of one name: which of them is meant cannot be told."""

    name: str
    codes: tuple[str, ...]


Owner = Who | Several | Named  # of a form; `Named` where another site is meant that nobody names


class KnownSchools:
    """Those of a file."""

    def __init__(self, schools: Iterable[Who]) -> None:
        self._by_code: dict[str, Who] = {}
        self._by_name: dict[str, list[Who]] = defaultdict(list)
        for who in sorted(dict.fromkeys(schools), key=_least_told):
            if who.code and who.code not in self._by_code:
                self._by_code[who.code] = who
            elif who.code or self.named(who.name or ""):
                continue  # said before, perhaps in full
            if who.name:
                self._by_name[plain(who.name)].append(who)
        self._words = {words(name): self.named(name) for name in self._by_name}
        self._found: dict[Who, Who | Several] = {}

    def __len__(self) -> int:
        return len(self._by_code) + sum(who.code is None for whos in self._by_name.values() for who in whos)

    def of(self, who: Who) -> Who | Several:
        """The school of the file that this is; itself where there is none."""
        if who not in self._found:
            self._found[who] = self._of(who)
        return self._found[who]

    def _of(self, who: Who) -> Who | Several:
        if who.code:
            return self._by_code.get(who.code, who)
        return self.named(who.name or "") or who

    def named(self, name: str) -> Who | Several | None:
        """The school of this name, with or without the county, or what stands in brackets."""
        for called in dict.fromkeys((plain(name), plain(without_qualifier(name)))):
            if whos := self._by_name.get(called) or self._in_full(called):
                return whos[0] if len(whos) == 1 else Several(name, tuple(sorted(who.code or "" for who in whos)))
        return None

    def _in_full(self, name: str) -> list[Who]:
        longer = [whos for full, whos in self._by_name.items() if full.endswith(name) and _BEFORE.fullmatch(full[: -len(name)])] if len(name) > 2 else []
        return [who for whos in longer for who in whos]

    def in_words(self, text: str) -> Owner | None:
        """The school that a line names, or `SOME_SITE`; None where it names none."""
        if (known := self._words.get(words(text))) is not None:
            return known
        found = school_in(text)
        if found.code or found.name:
            return self.of(Who(found.code, found.name))
        return SOME_SITE if found.is_site else None


def _least_told(who: Who) -> tuple[bool, bool, int]:
    """Those with code and name first, the longest name before those that may be short for it."""
    return who.code is None, who.name is None, 0 if who.code else -len(who.name or "")
