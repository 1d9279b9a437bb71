"""What a form should hold and has no row or no column for, and the heads there that were not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from junheng.facts.intake.forms.form_found import Found, form_finding
from junheng.facts.intake.forms.form_matcher import FormMatcher, values_among
from junheng.facts.intake.forms.form_outline import TOTALS
from junheng.facts.intake.forms.form_tables import FormGrid, figures_in
from junheng.facts.intake.heads.head import ColumnHead
from junheng.facts.intake.heads.match import pattern_words
from junheng.facts.intake.heads.source import AddedUp, Form, FormFact, Source
from junheng.facts.intake.values.sheet import letter
from junheng.facts.tables import PUPILS_BY_GRADE
from junheng.terms import Finding, Message, Severity, Stage

_NAMED = 8  # heads, and rows, that a message names


class Lacks(NamedTuple):
    """rows, columns: their names in the form; without: rows that stand there, and have no figure for want of the column; strange: heads that may be those columns.

    perhaps: columns that not all such forms have (六年级, where primary school takes five years): they lack if a strange one holds figures.
    """

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    without: tuple[str, ...]
    strange: tuple[ColumnHead, ...]
    perhaps: tuple[str, ...]
    unstaged: tuple[str, ...] = ()  # rows that stand there with their column, below no stage that is known


def lacks_of(form: Form, grid: FormGrid, held: set[tuple[str, Stage | None]], read: Collection[int], source: Source, matcher: FormMatcher) -> Lacks | None:
    """held: the facts that have a place; read: their columns."""
    sure, perhaps = _grades_lacking(form, {fact for fact, stage in held if stage is Stage.PRIMARY})
    lacking = [*(fact for fact in _lacking(form, held, [added for added in source.added_up if added.overlap]) if not _is_given_otherwise(fact.fact, held, source.added_up)), *sure]
    if not lacking and not perhaps:
        return None
    there = {id(fact): labels[-1] for _, labels in reversed(grid.rows) for fact, _ in matcher.facts_in(form, labels)}
    named = [fact for fact in lacking if fact.columns and id(fact) in there]
    apart = [fact for fact in named if matcher.column_of(fact, grid.columns) is None]
    unstaged = [fact for fact in named if fact not in apart and not any(fact.fact == name for name, _ in held)]
    rows, columns = _once(fact.rows[0] for fact in lacking if fact not in apart and fact not in unstaged), _once(fact.columns[0] for fact in apart)
    without = [there[id(fact)] for fact in [*apart, *perhaps] if id(fact) in there]
    strange = _strange(apart, grid, read, source) if apart or not perhaps else _near(perhaps, grid, read, source)
    behind = _behind(grid, read) if perhaps else []
    return Lacks(rows, columns, _once(without), (*strange, *behind), tuple(fact.columns[0] for fact in perhaps if strange or behind), _once(there[id(fact)] for fact in unstaged))


def lacks_of_all(halves: Sequence[Lacks]) -> Lacks:
    """What no half of a form has; the heads that may be it are those of the last."""
    *others, last = halves
    rows, columns, perhaps = (tuple(name for name in getattr(last, kind) if all(name in getattr(each, kind) for each in others)) for kind in ("rows", "columns", "perhaps"))
    return Lacks(rows, columns, last.without, last.strange, perhaps, last.unstaged)


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _behind(grid: FormGrid, read: Collection[int]) -> list[ColumnHead]:
    """The column right behind what is read, where it has no head at all."""
    column = max(read, default=0) + 1
    return [] if any(each.column == column for each in grid.columns) else [ColumnHead(column, ("",), "", "")]


def _grades_lacking(form: Form, held: set[str]) -> tuple[list[FormFact], list[FormFact]]:
    """Of a primary school, whose first grades every such form has: those before a grade that is there, and those behind all of them, which it need not have."""
    last = max((at for at, grade in enumerate(PUPILS_BY_GRADE) if grade in held), default=-1)
    lacking = [fact for fact in form.facts if fact.optional and fact.fact in PUPILS_BY_GRADE and fact.fact not in held] if last >= 0 else []
    return [fact for fact in lacking if PUPILS_BY_GRADE.index(fact.fact) < last], [fact for fact in lacking if PUPILS_BY_GRADE.index(fact.fact) > last]


def _strange(lacking: Sequence[FormFact], grid: FormGrid, read: Collection[int], source: Source) -> list[ColumnHead]:
    """Neither totals nor what is known to be a part; where columns of a group are wanted (在校生 一年级) and it has some, those alone."""
    return _near(lacking, grid, read, source) or _open(grid, read, source) if lacking else []


def _open(grid: FormGrid, read: Collection[int], source: Source) -> list[ColumnHead]:
    known = {*TOTALS, *source.of_which_words}
    return [each for each in values_among(grid.columns) if each.column not in read and each.parts[-1].removeprefix("其中") not in known]


def _near(lacking: Sequence[FormFact], grid: FormGrid, read: Collection[int], source: Source) -> list[ColumnHead]:
    wanted = {word for fact in lacking for pattern in fact.columns if len(said := pattern_words(pattern)) > 1 for word in said}
    return [each for each in _open(grid, read, source) if any(word in part for part in each.parts for word in wanted)]


def form_lacks(found: Found, lacks: Lacks) -> Iterator[Finding]:
    filled = {column for row, _ in found.table.grid.rows for column in figures_in(found.sheet.rows[row], lacks.strange)} if lacks.strange else set()
    columns = (*lacks.columns, *(lacks.perhaps if filled else ()))
    if lacks.unstaged:
        yield _unstaged(found, lacks.unstaged)
    if columns or lacks.rows:
        yield _told(found, lacks, columns, [each for each in lacks.strange if each.shown or each.column in filled])


def _unstaged(found: Found, rows: tuple[str, ...]) -> Finding:
    some, more = "、".join(rows[:_NAMED]), len(rows) > _NAMED
    return form_finding(
        found, "form-row-missing", Severity.WARNING if not found.facts else Severity.INFO,
        f"《{found.table.title}》的“{some}”{'等' if more else ''}行看不出是哪个学段的，未采用；请在它们上面写上“小学”“初中”或“普通高中”一行",
        f"of which stage the rows {some}{' and others' if more else ''} of {found.table.title} are cannot be told, and they were not used. Write a row 小学, 初中 or 普通高中 above them",
    )


def _told(found: Found, lacks: Lacks, columns: tuple[str, ...], heads_there: Sequence[ColumnHead]) -> Finding:
    title, names = found.table.title, "、".join((*columns, *lacks.rows))
    without, strange = Message("", ""), Message("", "")
    if lacks.without and columns:
        some, more = "、".join(lacks.without[:_NAMED]), len(lacks.without) > _NAMED
        without = Message(f"（“{some}”{'等' if more else ''}行都在，缺的是列）", f" (the rows {some}{' and others' if more else ''} are there, their columns are not)")
    if heads_there:
        heads, more = "、".join(_named(each, found.table.grid) for each in heads_there[:_NAMED]), len(heads_there) > _NAMED
        strange = Message(
            f"没有采用的列有“{heads}”{'等' if more else ''}，若是其中之一，请改用表中原有的列名；", f" The columns {heads}{' and others' if more else ''} were not used: if it is one of them, head it as the form does.",
        )
    return form_finding(
        found, "form-row-missing", Severity.WARNING if not found.facts else Severity.INFO,
        f"《{title}》中没有找到“{names}”，这几项缺失{without.zh}；{strange.zh}若是被删去或改了名，请恢复",
        f"{title} has no row or column {names}: these facts are missing{without.en}.{strange.en} Restore what was deleted or renamed",
    )


def _lacking(form: Form, found: set[tuple[str, Stage | None]], summed: Sequence[AddedUp]) -> list[FormFact]:
    """What the form should hold and neither row nor column was found for: at all, or for one of the stages it gives most facts of."""
    counts = Counter(stage for _, stage in found)
    full = [stage for stage, count in counts.items() if 2 * count >= max(counts.values(), default=0)]
    stages: dict[str, list[Stage | None]] = {}
    for name, stage in found:
        stages.setdefault(name, []).append(stage)
    shared = max((len(each) for each in stages.values()), default=0)
    made = {part for added in summed if added.fact in stages or added.overlap in stages or stages.keys() >= set(added.parts) - {added.overlap} for part in (added.fact, *added.parts)}
    return [fact for fact in form.facts if not fact.optional and fact.fact not in made and (fact.fact not in stages or (len(full) == shared > len(stages[fact.fact])))]


def _is_given_otherwise(name: str, held: set[tuple[str, Stage | None]], sums: Sequence[AddedUp]) -> bool:
    """Whether all that a size of classes is added up for is there without it: 50人及以下 in place of 25人及以下 to 46-50人, 56-65人 in place of two."""

    def is_there(fact: str, stage: Stage | None) -> bool:
        of_fact = [each for each in sums if each.fact == fact and (not each.stages or stage in each.stages)]
        return (fact, stage) in held or any(all((part, stage) in held for part in each.parts) for each in of_fact)

    asked = [(added.fact, stage) for stage in {stage for _, stage in held} for added in sums if name in added.parts and (not added.stages or stage in added.stages)]
    return bool(asked) and all(is_there(*each) for each in asked)


def _named(head: ColumnHead, grid: FormGrid) -> str:
    """One that is blank below its group by its letter."""
    if any(each.shown.startswith(f"{head.shown} > ") for each in grid.columns):
        return f"{head.shown} > （空，{letter(head.column + grid.left)} 列）"
    return head.shown or f"（空，{letter(head.column + grid.left)} 列）"
