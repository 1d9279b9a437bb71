"""A figure typed into the row above or below its own: its own is blank, and the fact beside it is what this row was in another year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from junheng.facts.delivery import Beside, FormsOf
from junheng.facts.intake.values.text import words
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Finding, Message, Severity

_NEAR, _FAR = 0.02, 0.1  # the share by which it differs from what its row was, and at least from what the fact was (our own bounds)

_OfYears = dict[int, tuple[FormsOf, Beside]]


def into_next_row(forms: Sequence[FormsOf]) -> Iterator[Finding]:
    """Held against the year before, else the year after; at the fact's cell."""
    blank = {each.school for each in forms for one in each.beside if one.other is None and one.own}
    found: dict[tuple[str, str, str], _OfYears] = defaultdict(dict)
    for each in forms:
        if each.school in blank:
            for one in each.beside:
                found[each.school, one.fact, words(one.label)].setdefault(each.year, (each, one))
    for of_years in found.values():
        yield from _told(of_years)


def _told(of_years: _OfYears) -> Iterator[Finding]:
    for year, (form, one) in of_years.items():
        for then in (year - 1, year + 1):
            if one.other is None and one.own and then in of_years and _is_the_others(one.own, of_years[then][1]):
                yield _in_next_row(form, one, *of_years[then])
                break


def _is_the_others(own: float, then: Beside) -> bool:
    return bool(then.other and then.own) and abs(own - (then.other or 0)) <= _NEAR * own and abs(own - (then.own or 0)) > _FAR * own


def _in_next_row(form: FormsOf, one: Beside, there: FormsOf, then: Beside) -> Finding:
    fact, year = SCHOOL_YEARS.column(one.fact).header, f"{there.year}/{there.year + 1}"
    return Finding(
        Severity.WARNING, "row-slipped",
        Message(
            f"《{one.title}》{fact.zh}填的是 {one.own:.10g}，相邻的“{one.label}”（{one.other_cell}）空着，而 {year} 学年这两项分别为 {then.own:.10g} 和 {then.other:.10g}；请看“{one.label}”的数是否填错了一行",
            f"{one.title}: the {fact.en} is {one.own:.10g}, and `{one.label}` beside it ({one.other_cell}) is blank; in {year} they were {then.own:.10g} and {then.other:.10g}. Was the latter's figure typed into the wrong row?",
        ),
        form.file, one.sheet, one.own_cell, f"{one.own:.10g}", f"≈ {then.own:.10g}",
        ((form.file, one.sheet, one.other_cell), (there.file, then.sheet, then.own_cell), (there.file, then.sheet, then.other_cell)),
    )
