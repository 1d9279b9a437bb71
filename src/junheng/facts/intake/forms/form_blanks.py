"""A blank degree, title or size of classes in a form is none where the filled ones make all teachers, or all classes: nobody is left for it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from junheng.facts.delivery import Value
from junheng.facts.intake.forms.form_found import Found, form_finding
from junheng.facts.tables import SCHOOL_YEARS
from junheng.terms import Finding, Severity, Stage

Key = tuple[str, str, Stage | None]
_WHOLES = {
    "teachers": (
        ("teachers_doctor", "teachers_master", "teachers_bachelor", "teachers_college", "teachers_upper_secondary", "teachers_below"),
        tuple(column.name for column in SCHOOL_YEARS.columns if column.name.startswith("titles_") and not column.sum_of),
    ),
    "classes": (("band_25", "band_30", "band_35", "band_40", "band_45", "band_50", "band_55", "band_60", "band_65", "classes_oversize"),),
}


def settle_blanks(found: Found, unusable: Collection[Key]) -> Iterator[Finding]:
    """Puts 0 into them, told once for each form. unusable: what stands there and could not be read, which is no blank."""
    count = 0
    for (table, fact, stage), (whole, _) in list(found.facts.items()):
        for parts in _WHOLES.get(fact, ()):
            keys = [key for part in parts if (key := (table, part, stage)) in found.facts]
            values = [found.facts[key][0][0] for key in keys]
            blank = [key for key, value in zip(keys, values, strict=True) if value is None]
            if len(keys) == len(parts) and blank and whole[0] and not set(blank) & set(unusable) and _sum(values) == whole[0]:
                count += len(blank)
                for key in blank:
                    found.facts[key] = [0], found.facts[key][1]
    if count:
        yield form_finding(
            found, "blank-none", Severity.INFO,
            f"《{found.table.title}》有 {count} 格空着，已填各项之和就是总数，按 0 读取",
            f"{count} cells of {found.table.title} are blank where the others make the total: read as 0",
        )


def _sum(values: list[Value]) -> float:
    return sum(value for value in values if isinstance(value, int | float))
