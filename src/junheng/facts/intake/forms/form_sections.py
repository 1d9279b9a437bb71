"""Whose the forms of a sheet are by the lines over them and by where they stand: below a line that names a school, with a school's basic facts (1001)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from junheng.facts.intake.forms.form_found import Found, Who, form_finding
from junheng.facts.intake.forms.known_schools import KnownSchools, Owner, Several
from junheng.facts.intake.forms.school_words import SOME_SITE
from junheng.facts.intake.values.sheet import Cell
from junheng.facts.intake.values.text import shown
from junheng.terms import Finding, SchoolKind, Severity, Stage

_LONGEST = 60  # characters of a line that names a school


@dataclass
class Said:
    """Whose a form is. above: by a line over its title, which holds from there on; own: by its title or a line below it, which are of this form alone."""

    form: Found
    above: Owner | None = None
    own: Owner | None = None
    owner: Owner | None = None

    @property
    def is_named(self) -> bool:
        return self.own is not None or self.above is not None

    @property
    def is_bare(self) -> bool:
        """Of which its place alone tells whose it is."""
        return self.owner is None or isinstance(self.owner, Several)


def said_of(form: Found, known: KnownSchools, in_title: Callable[[str], str]) -> Said:
    """in_title: the words before a form's title."""
    rows, title = form.sheet.rows[: form.table.head_row], form.table.title
    at = _last_with(rows, title)
    above = _in_rows(rows[:at], known) if at else None
    if form.who:
        own: Owner | None = known.of(form.who)
    else:
        before = in_title(title)
        own = _in_rows(rows[at + 1 :], known) or (known.in_words(before) if before else None)
    return Said(form, above, own)


def _last_with(rows: Sequence[Sequence[Cell]], title: str) -> int:
    """The last row that holds it; their number where none does."""
    for at in range(len(rows) - 1, -1, -1):
        if title in rows[at]:  # as it stands in nearly all
            return at
    return next((at for at in range(len(rows) - 1, -1, -1) if any(cell != "" and shown(cell) == title for cell in rows[at])), len(rows))


def _in_rows(rows: Sequence[Sequence[Cell]], known: KnownSchools) -> Owner | None:
    """The school that the last line names which names one."""
    for cells in reversed(rows):
        named: set[Owner] = set()
        for cell in cells:
            if type(cell) is str and 1 < len(cell) <= _LONGEST and (owner := known.in_words(cell)) is not None:
                named.add(owner)
        if named:
            return named.pop() if len(named) == 1 else SOME_SITE
    return None


def settle(all_forms: Sequence[Said], is_office: Callable[[Said], bool]) -> Iterator[Finding]:
    """The owners of the forms of one sheet, from top to bottom. is_office: of no school."""
    if len(all_forms) == 1 and all_forms[0].above is None and not isinstance(all_forms[0].own, Several):  # nearly always; nothing to be told by its place
        all_forms[0].owner = all_forms[0].own
        return
    yield from _settle([each for each in all_forms if not each.form.is_continued], is_office)
    for before, each in pairwise(all_forms):
        if each.form.is_continued:
            each.owner, each.form.year = before.owner, each.form.year or before.form.year


def _settle(forms: Sequence[Said], is_office: Callable[[Said], bool]) -> Iterator[Finding]:
    if len(forms) == 1 and not isinstance(forms[0].own, Several):  # nothing to be told by its place
        (one,) = forms
        one.owner = one.own or (None if is_office(one) else one.above)
        return
    current: Owner | None = None
    for each in forms:
        current = None if each.form.is_home else each.above or current
        each.owner = each.own or (None if is_office(each) else current)
    homes = [place for place, each in enumerate(forms) if each.form.is_home]
    bare = [place for place, each in enumerate(forms) if each.is_bare and not is_office(each)]
    if not homes or not bare:
        return
    stretches, is_usual = _stretches(forms, homes, bare)
    for start, home, end in stretches:
        _give([forms[place] for place in range(start, end) if place == home or not (is_office(forms[place]) and forms[place].is_bare)], forms[home])
    if stretches and not is_usual:
        yield _not_first(forms[homes[0]].form)


def _stretches(forms: Sequence[Said], homes: list[int], bare: list[int]) -> tuple[list[tuple[int, int, int]], bool]:
    """For each school the places of its forms and of its basic facts among them, and whether these stand first; none where their order tells nothing."""
    count = len(forms)
    if len(homes) == 1:
        return [(0, homes[0], count)], True
    if bare[0] > homes[0]:
        return list(zip(homes, homes, [*homes[1:], count], strict=True)), True
    if bare[-1] < homes[-1]:
        found = list(zip([0, *(home + 1 for home in homes)], homes, [home + 1 for home in homes], strict=False))
    else:  # a school begins where the sheet's first form comes again
        starts = [place for place in bare if forms[place].form.table.title == forms[bare[0]].form.table.title]
        ends = [*starts[1:], count]
        inside = [[home for home in homes if start <= home < end] for start, end in zip(starts, ends, strict=True)]
        found = [(start, own[0], end) for start, own, end in zip(starts, inside, ends, strict=True)] if all(len(own) == 1 for own in inside) else []
    fits = all(_may_be_of(forms[place].form, forms[home].form) for start, home, end in found for place in range(start, end) if forms[place].is_bare)
    return (found if fits else []), False


def _may_be_of(form: Found, home: Found) -> bool:
    """Whether the school's kind has the stages of which a form gives figures."""
    kind = home.fact("kind")
    taught = (None, Stage.WHOLE, *SchoolKind(str(kind)).stages) if kind else ()
    return not kind or all(stage in taught for (_, _, stage), (values, _) in form.facts.items() if values[0])


def _give(section: list[Said], home: Said) -> None:
    """Nothing where a form stands twice: the schools are stacked. What stands behind another school's form may be that school's."""
    bare = [each for each in section if each.is_bare]
    titles = [each.form.table.title for each in [home, *bare]]
    is_foreign, name = False, home.form.who.name
    for each in section if len(set(titles)) == len(titles) else ():
        if not each.is_bare:
            is_foreign = each.owner != home.owner
        elif each.owner is None:
            each.owner = SOME_SITE if is_foreign else home.owner
        elif isinstance(each.owner, Several) and isinstance(home.owner, Who) and home.owner.code in each.owner.codes and name:
            each.owner = home.owner


def _not_first(home: Found) -> Finding:
    return form_finding(
        home, "basics-not-first", Severity.INFO,
        f"这张表上各校的《{home.table.title}》不在本校各表之首，按表的先后次序分到各校；请抽查一所，或在各表题下写明学校名称和标识码",
        f"on this sheet {home.table.title} is not the first of each school's forms: they were given to the schools by their order. Look at one, or write name and code under each title",
    )
