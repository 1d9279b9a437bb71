"""Which form family a file belongs to, where the user does not say it."""

from __future__ import annotations

from itertools import chain

from junheng.facts.intake.forms.form_tables import has_forms
from junheng.facts.intake.heads.head import SEARCHED, Head, find_head
from junheng.facts.intake.heads.head_years import years_apart
from junheng.facts.intake.heads.labels_first import labels_first
from junheng.facts.intake.heads.match import Match, Matcher, matcher_of
from junheng.facts.intake.heads.source import Source
from junheng.facts.intake.heads.title import title_lines
from junheng.facts.intake.lists.bare_heads import heads_in_context
from junheng.facts.intake.lists.sexes_added import with_sexes
from junheng.facts.intake.values.sheet import Cell, Sheet
from junheng.facts.intake.values.text import head_part, words

_ENOUGH = 0.2  # of the heads


def share_known(sheet: Sheet, source: Source) -> float:
    """The share of the sheet's heads that this source uses; 0 where it finds no head at all."""
    if source.sheets and not any(word in sheet.name for word in source.sheets):
        return 0.0
    matcher = matcher_of(source)
    head = find_head(sheet, matcher.is_anchor)
    if head is None:
        return 0.0
    share = _share(head, matcher)
    if share > _ENOUGH:
        return share
    said = [sheet.name, sheet.file, *title_lines(sheet, head.first)]
    return _share(heads_in_context(sheet, with_sexes(head, matcher) if source.compared else head, matcher, source, said, None).head, matcher)


def _share(head: Head, matcher: Matcher) -> float:
    matches = [matcher.match(column) or matcher.match(years_apart(column)[1]) for column in head.columns]
    used = sum(map(_is_used, matches))
    known = sum(match is not None for match in matches)
    return (used + 0.5 * (known - used)) / len(matches) if used >= 2 else 0.0


def _is_used(match: Match | None) -> bool:
    return match is not None and match.column is not None


class _Telling:
    """Which texts are heads that some source is known by. The others are nearly all there are: each is looked at once."""

    def __init__(self, sources: list[Source]) -> None:
        self.sources = sources
        self._anchors = {words(head) for source in sources for head in source.anchor}
        self._matchers = [matcher_of(source) for source in sources if not source.anchor and not source.forms]
        self._others = set[Cell]()

    def among(self, sheet: Sheet) -> dict[str, str]:
        """The telling texts of the sheet's first rows, with their words as `head_part` leaves them."""
        new = set(chain.from_iterable(sheet.rows[:SEARCHED])) - self._others  # numbers are remembered too: that is quicker
        said = {cell: head for cell in new if type(cell) is str and self._tells(head := head_part(cell)[0])}
        if len(self._others) > _MOST_REMEMBERED:
            self._others.clear()
        self._others |= new - said.keys()
        return said

    def _tells(self, head: str) -> bool:
        return head in self._anchors or any(matcher.is_anchor(head) for matcher in self._matchers)


_MOST_REMEMBERED = 1 << 16
_TELLING: dict[tuple[int, ...], _Telling] = {}  # by the objects, since two files may bear one id; it holds on to them


def _telling(sources: list[Source]) -> _Telling:
    key = tuple(map(id, sources))
    return _TELLING.get(key) or _TELLING.setdefault(key, _Telling(sources))


def recognise(sheets: list[Sheet], sources: list[Source]) -> Source | None:
    """The source that knows the largest share of the heads over all sheets; of equal ones the first.

    A known title over a column of row labels is a form, whatever else the file holds, and nothing has to be compared.
    """
    forms = next((source for source in sources if source.forms and not source.named_only and any(has_forms(labels_first(sheet), source) for sheet in sheets)), None)
    if forms:
        return forms
    telling = _telling(sources)
    told = [telling.among(sheet) for sheet in sheets]
    heads = {head for each in told for head in each.values()}
    scored = [(_best_share(sheets, told, heads, source), source) for source in sources if _may_be(source, heads)]
    best, source = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return source if best > _ENOUGH else None


def _best_share(sheets: list[Sheet], told: list[dict[str, str]], heads: set[str], source: Source) -> float:
    """A sheet without any text that this source takes for an anchor is not searched for one."""
    found = matcher_of(source).anchors_among(heads)
    near = [sheet for sheet, said in zip(sheets, told, strict=True) if not found.isdisjoint(said.values())] if found else []
    return max((share_known(sheet, source) for sheet in near), default=0.0)


def _may_be(source: Source, said: set[str]) -> bool:
    """Told by one look at the words of all sheets, so that a source more costs nothing."""
    return not source.named_only and not source.forms and (not source.anchor or any(words(head) in said for head in source.anchor))
