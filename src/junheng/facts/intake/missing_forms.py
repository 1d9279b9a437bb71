"""Forms that are not there: one of a school that all others of its kind hand in, and one of a whole kind that other kinds, or the same schools a year ago, hand in: a sheet that was lost, or not filled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from typing import NamedTuple

from junheng.facts.delivery import Block, FormsOf
from junheng.facts.intake.heads.source import load_source
from junheng.facts.intake.schools.other_code import under_other_code
from junheng.terms import Finding, Message, SchoolKind, Severity, Stage, joined

WRONG_YEAR = "year-disagrees"
FEWEST = 5  # schools of the kind and year: fewer may differ
_MOSTLY = 0.9  # of them have the form
_FEWEST_KINDS = 2  # others that have it, where their schools are few
_FORMS = "cn/jiaoji"
_COMPULSORY = {Stage.PRIMARY, Stage.JUNIOR}
# kinds that fill the same forms; a teaching point may be counted in those of its school
_ALIKE = frozenset(kind.value for kind in SchoolKind if _COMPULSORY & set(kind.stages)) - {SchoolKind.TEACHING_POINT.value}

_Key = tuple[str, int]  # a school and a year
_Held = Mapping[str, set[str]]  # the titles of each school of a kind and year


class Lacking(NamedTuple):
    """Schools of a kind and year without a form. others: the others of the kind that have it; 0 where the whole kind has not."""

    kind: str
    title: str
    schools: tuple[FormsOf, ...]
    others: int
    why: Message = Message("", "")


def missing_forms(forms: Sequence[FormsOf], told: Iterable[Finding] = (), blocks: Sequence[Block] = ()) -> Iterator[Finding]:
    """Once for each form and school, at the file of the school's other forms; a school's forms may come in several files. Once for each file where a whole kind lacks it.

    told: a form whose title names another year than its file is no lost one. blocks: nor is one whose figures a list gives.
    """
    moved = _of_other_years(forms, told)
    of_kinds = defaultdict[tuple[str, int, str], list[Lacking]](list)
    for lacking in lacking_forms(forms):
        schools = [one for one in lacking.schools if (one.school, one.year, lacking.title) not in moved]
        if lacking.others:
            yield from (_missing(one, lacking) for one in schools)
        elif schools and not _is_listed(lacking, blocks):
            of_kinds[schools[0].file, schools[0].year, lacking.title].append(lacking)
    for (_, year, _), some in of_kinds.items():
        yield _missing_of_kinds(year, some)


def _of_other_years(forms: Sequence[FormsOf], told: Iterable[Finding]) -> set[tuple[str, int, str]]:
    """School, year and title of forms that were read as of another year than their file's, as is told."""
    years = {(each.file, each.found): int(str(each.allowed)) for each in told if each.rule == WRONG_YEAR and str(each.allowed).isdigit()}
    return {(each.school, years[each.file, str(each.year)], title) for each in forms if (each.file, str(each.year)) in years for title in each.titles} if years else set()


def facts_lost(forms: Sequence[FormsOf]) -> set[tuple[str, int, str]]:
    """Every school and year with the facts of each form it lacks: what follows from a lost form is not told beside it."""
    return {(one.school, one.year, fact) for each in lacking_forms(forms) for one in each.schools for fact in _forms()[each.title].facts}


def lacking_forms(forms: Sequence[FormsOf]) -> Iterator[Lacking]:
    held, first = defaultdict[_Key, dict[str, set[str]]](dict), dict[_Key, FormsOf]()
    kinds = {(each.school, each.year): each.kind for each in forms if each.kind}
    for each in forms:
        kind = kinds.get((each.school, each.year))
        if kind:
            held[kind, each.year].setdefault(each.school, set()).update(each.titles)
            first.setdefault((each.school, each.year), each)
    yield from _of_schools(held, first, {(each.school, each.year) for each in under_other_code(forms).values()})
    unknown = {(each.year, title) for each in forms if (each.school, each.year) not in kinds for title in each.titles}  # of whatever kind
    lost = [(kind, year, title, why) for kind, year, title, why in _of_kinds(held) if (year, title) not in unknown]
    points = SchoolKind.TEACHING_POINT.value
    for year, title, why in dict.fromkeys((year, title, why) for kind, year, title, why in lost if kind in _ALIKE):
        schools = held.get((points, year), {})  # their forms stand on the sheets of primary schools
        if schools and (points, year, title) not in {each[:3] for each in lost} and not any(title in titles for titles in schools.values()):
            lost.append((points, year, title, why))
    yield from (Lacking(kind, title, tuple(first[school, year] for school in held[kind, year]), 0, why) for kind, year, title, why in lost)


def _of_schools(held: Mapping[_Key, _Held], first: Mapping[_Key, FormsOf], basics_apart: Collection[_Key]) -> Iterator[Lacking]:
    """One of several without what nearly all of its kind have."""
    for (kind, year), schools in held.items():
        counts = Counter(title for titles in schools.values() for title in titles)
        few = len(schools) <= FEWEST  # then other kinds tell
        others = _handed_in_by_others(kind, year, held) if few else {}
        for title, count in counts.items():
            if count < len(schools) and (title in others if few else count >= max(FEWEST, _MOSTLY * len(schools))):
                lacking = [school for school, titles in schools.items() if title not in titles and (school, year) not in basics_apart]
                some = tuple(first[school, year] for school in lacking if not few or title in _lost(schools[school], others))
                yield Lacking(kind, title, some, count)


def _of_kinds(held: Mapping[_Key, _Held]) -> Iterator[tuple[str, int, str, Message]]:
    """Forms of which a kind has none in a year, with why it should have some."""
    for (kind, year), schools in held.items():
        own = {title for titles in schools.values() for title in titles}
        others = _handed_in_by_others(kind, year, held)
        before = _handed_in_before(schools, held.get((kind, year - 1), {}))
        lost, gone = _lost(own, others), _lost(own, before)
        yield from ((kind, year, title, others[title] if title in lost else _BEFORE) for title in sorted(lost | gone))


_BEFORE = Message("而上学年这些学校都交了", "while these schools handed it in the year before")


def _handed_in_by_others(kind: str, year: int, held: Mapping[_Key, _Held]) -> dict[str, Message]:
    """The forms that nearly all schools of the other kinds that fill the same forms have, with who they are."""
    others = {other: schools for (other, of_year), schools in held.items() if of_year == year and other != kind and other in _ALIKE} if kind in _ALIKE else {}
    titles = [titles for schools in others.values() for titles in schools.values()]
    if len(others) < _FEWEST_KINDS and len(titles) < FEWEST:
        return {}
    counts = Counter(title for each in titles for title in each)
    names = joined(SchoolKind(other).label for other in others)
    return {
        title: Message(f"而另外 {count} 所学校（{names.zh}）都交了", f"while {count} other schools ({names.en}) did")
        for title, count in counts.items() if count >= _MOSTLY * len(titles)
    }


def _lost(own: Collection[str], others: Collection[str]) -> set[str]:
    """A kind of which hardly any forms are there was handed in for another purpose: a list of its schools, their pupils."""
    lost = set(others) - set(own)
    return lost if len(lost) <= len(set(others) & set(own)) else set()


def _handed_in_before(schools: _Held, before: _Held) -> set[str]:
    """The forms that nearly all schools of the kind had the year before, and so did those that are here."""
    counts = Counter(title for titles in before.values() for title in titles)
    usual = {title for title, count in counts.items() if count >= _MOSTLY * len(before)}
    return usual if set(schools) & set(before) else set()


def _is_listed(lacking: Lacking, blocks: Sequence[Block]) -> bool:
    """Whether a list gives for the schools and the year what the form would."""
    facts, schools, year = _forms()[lacking.title].facts, {one.school for one in lacking.schools}, lacking.schools[0].year
    lists = [block for block in blocks if not block.is_form and block.table == "school_years" and facts & set(block.columns)]
    return any(each_year == year and school in schools for block in lists for school, each_year in zip(block.columns["school"], block.columns["year"], strict=True))


class _Form(NamedTuple):
    facts: Set[str] = frozenset()
    titles: tuple[str, ...] = ()


@cache
def _forms() -> Mapping[str, _Form]:
    source = load_source(_FORMS)
    known = defaultdict[str, _Form](_Form)
    for form in source.forms:
        facts = {fact.fact for fact in form.facts}
        known[form.titles[0]] = _Form(facts | {total.fact for total in source.added_up if facts & set(total.parts)}, form.titles)
    return known


def _titles(title: str, kind: str) -> list[str]:
    """As the form is called for the stages of the kind: 小学班额情况 stands for 初中班额情况 too."""
    if not any(title.startswith(stage.label.zh) for stage in _COMPULSORY):
        return [title]
    own = [next((each for each in _forms()[title].titles if each.startswith(stage.label.zh)), "") for stage in SchoolKind(kind).stages]
    return [each for each in own if each] or [title]


def _missing(one: FormsOf, lacking: Lacking) -> Finding:
    label, title, count = SchoolKind(lacking.kind).label, "、".join(_titles(lacking.title, lacking.kind)), lacking.others
    return Finding(
        Severity.WARNING, "form-missing",
        Message(
            f"没有《{title}》，{one.year}/{one.year + 1} 学年另外 {count} 所{label.zh}都有；若是漏交或丢失，请补上",
            f"there is no form {title}, which {count} other schools of its kind ({label.en}) have in {one.year}/{one.year + 1}: add it if it was left out or lost",
        ),
        one.file, "", "", "", title,
    )


def _missing_of_kinds(year: int, some: Sequence[Lacking]) -> Finding:
    """Of the kinds of one file, whose forms of one title stand on one sheet."""
    first = some[0]
    title = "、".join(dict.fromkeys(each for one in some for each in _titles(first.title, one.kind)))
    counts = [(SchoolKind(each.kind).label, len(each.schools)) for each in some]
    zh, en = "、".join(f"{label.zh} {count} 所" for label, count in counts), ", ".join(f"{label.en} {count}" for label, count in counts)
    return Finding(
        Severity.WARNING, "form-missing",
        Message(
            f"{year}/{year + 1} 学年没有交《{title}》的有{zh}（全部），{first.why.zh}；可能漏交了文件或删了工作表，请补上，补上前这张表的数都作缺失处理",
            f"no school of these kinds has the form {title} in {year}/{year + 1} ({en}), {first.why.en}: was a file or a sheet left out? Add it; until then what it says is missing",
        ),
        first.schools[0].file, "", "", "", title,
    )
