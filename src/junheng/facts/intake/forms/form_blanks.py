"""A blank degree, title or size of classes in a form is none where the filled ones make all teachers, or all classes: nobody is left for it. Where they make less, it is said that nobody knows it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from junheng.facts.delivery import Value
from junheng.facts.intake.forms.form_found import Found, form_finding
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Finding, Message, Severity, Stage

Key = tuple[str, str, Stage | None]
_WHOLES = {
    "teachers": (
        ("teachers_doctor", "teachers_master", "teachers_bachelor", "teachers_college", "teachers_upper_secondary", "teachers_below"),
        tuple(column.name for column in SCHOOL_YEARS.columns if column.name.startswith("titles_") and not column.sum_of),
    ),
    "classes": (("band_25", "band_30", "band_35", "band_40", "band_45", "band_50", "band_55", "band_60", "band_65", "classes_oversize"),),
}


def settle_blanks(found: Found, unusable: Collection[Key], count: int = 0) -> Iterator[Finding]:
    """Puts 0 into them, told once for each form. unusable: what stands there and could not be read, which is no blank; count: cells that were settled already."""
    unknown = list[tuple[str, float]]()
    for (table, fact, stage), (whole, _) in list(found.facts.items()):
        for parts in _WHOLES.get(fact, ()):
            keys = [key for part in parts if (key := (table, part, stage)) in found.facts]
            values = [found.facts[key][0][0] for key in keys]
            blank = [key for key, value in zip(keys, values, strict=True) if value is None]
            if len(keys) != len(parts) or not blank or not isinstance(whole[0], int | float) or not whole[0] or set(blank) & set(unusable):
                continue
            if 0 < _sum(values) < whole[0]:
                unknown += [(found.facts[key][1], whole[0] - _sum(values)) for key in blank]
            if _sum(values) == whole[0]:
                if is_slipped := _is_slipped({key[1]: value for key, value in zip(keys, values, strict=True)}):
                    yield _slipped(found, blank[-1], stage)
                count += len(blank) - is_slipped
                for key in blank[: len(blank) - is_slipped]:
                    found.facts[key] = [0], found.facts[key][1]
    if count:
        yield form_finding(
            found, "blank-none", Severity.INFO,
            f"《{found.table.title}》有 {count} 格空着或填“-”，已填各项之和就是总数，按 0 读取",
            f"{count} cells of {found.table.title} are blank or a dash where the others make the total: read as 0",
        )
    if unknown:
        yield _unknown(found, unknown)


def _unknown(found: Found, cells: list[tuple[str, float]]) -> Finding:
    """cells: each with by how much the filled ones of its whole are too few."""
    (first, left), sheet = cells[0], found.sheet
    return Finding(
        Severity.WARNING, "blank-unknown",
        Message(
            f"《{found.table.title}》有 {len(cells)} 格空着或填“-”，已填各项之和不到总数（{first} 一项少 {left:g}），不知道是多少，按缺失处理；请补填，没有的填 0",
            f"{len(cells)} cells of {found.table.title} are blank or a dash where the others make less than the total (by {left:g} at {first}): nobody knows them, and they stay missing. Fill them in, with 0 where there are none",
        ),
        sheet.file, sheet.name, first, against=tuple((sheet.file, sheet.name, cell) for cell, _ in cells[1:]),
    )


_MAIN, _MASTER, _UPPER, _LOWEST = ("teachers_bachelor", "teachers_college"), "teachers_master", "teachers_upper_secondary", "teachers_below"
_MANY = 10  # teachers (our own bound)


def _is_slipped(degrees: dict[str, Value]) -> bool:
    """Whether all figures below a blank degree may stand one row too far down: 本科 or 专科 is the only blank, or 硕士 where none has 本科, or of many teachers fewer than have 高中阶段 or less; or, of many, some are below 高中阶段 and as few have 本科."""
    names = [*degrees]
    last = max(at for at, name in enumerate(names) if degrees[name] is None)
    if names[last] not in (_MASTER, *_MAIN) or not any([*degrees.values()][last + 1 :]):
        return False
    below = _sum([degrees[_UPPER], degrees[_LOWEST]])
    are_many = _sum([*degrees.values()]) >= _MANY
    none_has = not degrees[_MAIN[0]] or (are_many and _sum([degrees[_MAIN[0]]]) < below)
    is_alone = list(degrees.values()).count(None) == 1 and (names[last] in _MAIN or none_has)
    return is_alone or (none_has and bool(degrees[_LOWEST]) and are_many)


def _slipped(found: Found, key: Key, stage: Stage | None) -> Finding:
    (_, cell), column = found.facts[key], SCHOOL_YEARS.column(key[1])
    where = Message(f"{stage.label.zh}的" if stage else "", f" of {stage.label.en}" if stage else "")
    return Finding(
        Severity.WARNING, "row-slipped",
        Message(
            f"《{found.table.title}》{where.zh}“{column.header.zh}”空着，它下面各行都填有数，其和正好是总数：请看各学历的数是否整体下移了一行；这一格按缺失处理",
            f"`{column.header.en}`{where.en} in {found.table.title} is blank while the rows below it are filled and make the total: see whether the degrees have slipped down by a row. The cell was taken as missing",
        ),
        found.sheet.file, found.sheet.name, cell, "",
    )


def _sum(values: list[Value]) -> float:
    return sum(value for value in values if isinstance(value, int | float))
