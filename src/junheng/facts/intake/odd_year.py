"""One school's workbook of another year than all the others handed in with it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from junheng.facts.delivery import Block
from junheng.terms import Finding, Message, Severity

FEWEST = 8  # workbooks of the usual year: of fewer, two years may have been handed in


def odd_years(blocks: Sequence[Block]) -> Iterator[Finding]:
    """Of forms alone, and of workbooks of one school each; where two of a year are there, that year was meant."""
    own = {(block.file, str(block.columns["year"][0]), block.columns["school"][0]): block for block in reversed(blocks) if block.is_form}
    years, schools, first = defaultdict[str, set[int]](set), defaultdict[str, set[object]](set), dict[str, Block]()
    for (file, year, school), block in reversed(own.items()):
        years[file].add(int(year))
        schools[file].add(school)
        first.setdefault(file, block)
    counts = Counter(year for said in years.values() for year in said)
    usual, count = next(iter(counts.most_common(1)), (0, 0))
    if count < FEWEST:
        return
    for file, said in years.items():
        if len(said) == len(schools[file]) == 1 and counts[own_year := next(iter(said))] == 1:
            yield _odd_year(first[file], own_year, usual, count)


def _odd_year(block: Block, year: int, usual: int, count: int) -> Finding:
    return Finding(
        Severity.WARNING, "year-disagrees",
        Message(
            f"这所学校的表写的是 {year}/{year + 1} 学年，一同提交的另外 {count} 个工作簿是 {usual}/{usual + 1} 学年；按表中所写读取，请看是否交成了别的学年的表",
            f"the forms of this school say the school year {year}/{year + 1}, the other {count} workbooks handed in with it {usual}/{usual + 1}; "
            "they were read as they say: is it a workbook of another year?",
        ),
        block.file, block.sheet, str(next(iter(block.rows))), str(year), str(usual),
    )
