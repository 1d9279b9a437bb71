"""Which form family a file belongs to, where the user does not say it."""

from __future__ import annotations

from itertools import chain

from junheng.facts.intake.forms import has_forms
from junheng.facts.intake.head import SEARCHED, find_head
from junheng.facts.intake.match import matcher_of
from junheng.facts.intake.sheet import Sheet
from junheng.facts.intake.source import Source
from junheng.facts.intake.text import head_part, words


def share_known(sheet: Sheet, source: Source) -> float:
    """The share of the sheet's heads that this source uses; 0 where it finds no head at all."""
    if source.forms:
        return float(has_forms(sheet, source))
    if source.sheets and not any(word in sheet.name for word in source.sheets):
        return 0.0
    matcher = matcher_of(source)
    head = find_head(sheet, matcher.is_anchor)
    if head is None:
        return 0.0
    matches = [matcher.match(column) for column in head.columns]
    used = sum(match is not None and match.column is not None for match in matches)
    known = sum(match is not None for match in matches)
    return (used + 0.5 * (known - used)) / len(matches) if used >= 2 else 0.0


def recognise(sheets: list[Sheet], sources: list[Source]) -> Source | None:
    """The source that knows the largest share of the heads over all sheets; of equal ones the first."""
    typed = {cell for sheet in sheets for cell in set(chain.from_iterable(sheet.rows[:SEARCHED])) if type(cell) is str}
    said = {cell: head_part(cell)[0] for cell in typed}
    heads = set(said.values())
    near = [source for source in sources if _may_be(source, heads)]
    whole = next((source for source in near if source.forms and _best_share(sheets, said, heads, source) == 1.0), None)
    if whole:  # no share is larger: only what stands before it could be as good
        near = near[: near.index(whole)]
    scored = [(_best_share(sheets, said, heads, source), source) for source in near]
    best, source = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return whole if whole and best < 1.0 else source if best > 0.2 else None


def _best_share(sheets: list[Sheet], said: dict[str, str], heads: set[str], source: Source) -> float:
    """A sheet without any text that this source takes for an anchor is not searched for one."""
    found = set[str]() if source.forms else matcher_of(source).anchors_among(heads)
    anchors = {cell for cell, head in said.items() if head in found} if found else set[str]()
    best = 0.0
    for sheet in sheets:
        if source.forms or (anchors and not anchors.isdisjoint(chain.from_iterable(sheet.rows[:SEARCHED]))):
            best = max(best, share_known(sheet, source))
        if best == 1.0:
            break
    return best


def _may_be(source: Source, said: set[str]) -> bool:
    """Told by one look at the words of all sheets, so that a source more costs nothing."""
    return not source.named_only and (not source.anchor or any(words(head) in said for head in source.anchor))
