"""A form that all other schools of a kind hand in, and one does not: a sheet that was lost, or not filled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from junheng.facts.delivery import FormsOf
from junheng.terms import Finding, Message, SchoolKind, Severity

FEWEST = 5  # schools of the kind and year: fewer may differ
_MOSTLY = 0.9  # of them have the form


def missing_forms(forms: Sequence[FormsOf]) -> Iterator[Finding]:
    """Once for each form and school, at the file of the school's other forms; a school's forms may come in several files."""
    held, first = defaultdict[tuple[str, int], dict[str, set[str]]](dict), dict[tuple[str, int], FormsOf]()
    kinds = {(each.school, each.year): each.kind for each in forms if each.kind}
    for each in forms:
        kind = kinds.get((each.school, each.year))
        if kind:
            held[kind, each.year].setdefault(each.school, set()).update(each.titles)
            first.setdefault((each.school, each.year), each)
    for (kind, year), schools in held.items():
        counts = Counter(title for titles in schools.values() for title in titles)
        usual = [title for title, count in counts.items() if len(schools) > count >= max(FEWEST, _MOSTLY * len(schools))]
        for title in usual:
            yield from (_missing(first[school, year], kind, title, counts[title]) for school, titles in schools.items() if title not in titles)


def _missing(one: FormsOf, kind: str, title: str, count: int) -> Finding:
    label = SchoolKind(kind).label
    return Finding(
        Severity.WARNING, "form-missing",
        Message(
            f"没有《{title}》，{one.year}/{one.year + 1} 学年另外 {count} 所{label.zh}都有；若是漏交或丢失，请补上",
            f"there is no form {title}, which {count} other schools of its kind ({label.en}) have in {one.year}/{one.year + 1}: add it if it was left out or lost",
        ),
        one.file, "", "", "", title,
    )
