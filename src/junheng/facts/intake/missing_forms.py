"""Forms that are not there, or hold no figure: one of a school that all others of its kind hand in, and one of a whole kind that other kinds, or the same schools the year before or after, hand in: a sheet that was lost, or not filled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from typing import NamedTuple

from junheng.facts.delivery import Block, FormsOf
from junheng.facts.intake.heads.source import load_source
from junheng.facts.intake.schools.other_code import under_other_code
from junheng.terms import Finding, Message, Place, SchoolKind, Severity, Stage, joined

WRONG_YEAR = "year-disagrees"
FEWEST = 5  # schools of the kind and year: fewer may differ
_MOSTLY = 0.9  # of them have the form
_FEWEST_KINDS = 2  # others that have it, where their schools are few
_NAMED = 3  # schools that a message names
_FORMS = "cn/jiaoji"
_COMPULSORY = {Stage.PRIMARY, Stage.JUNIOR}
# kinds that fill the same forms; a teaching point may be counted in those of its school
_ALIKE = frozenset(kind.value for kind in SchoolKind if _COMPULSORY & set(kind.stages)) - {SchoolKind.TEACHING_POINT.value}

_ALL = ("", *(stage.value for stage in Stage))

_Key = tuple[str, int]  # a school and a year, or a kind and a year


class _Form(NamedTuple):
    """One form of a school, or what it says of one of the several stages that its kind teaches, which may stand on a sheet of its own."""

    title: str
    stage: str = ""


_Called = tuple[str, str, str]  # a title, a stage, and as `FormsOf.filled`
_Held = Mapping[str, set[_Form]]  # the forms of each school of a kind and year


class Lacking(NamedTuple):
    """Schools of a kind and year without a form, or with one that holds no figure. stage: of which the form, called so, lacks; '' for all of it. others: the others of the kind that have it; 0 where the whole kind has not."""

    kind: str
    title: str
    schools: tuple[FormsOf, ...]
    others: int
    why: Message = Message("", "")
    stage: str = ""
    called: str = ""


def missing_forms(forms: Sequence[FormsOf], told: Iterable[Finding] = (), blocks: Sequence[Block] = ()) -> Iterator[Finding]:
    """Once for each form and school, at the file of the school's other forms; a school's forms may come in several files. Once for each file where a whole kind lacks it.

    told: a form whose title names another year than its file is no lost one. blocks: nor is one whose figures a list gives.
    """
    moved, blank = _of_other_years(forms, told), _blank(forms)
    of_kinds = defaultdict[tuple[str, int, str, str, str], list[Lacking]](list)
    for lacking in lacking_forms(forms):
        schools = [one for one in lacking.schools if (one.school, one.year, lacking.title) not in moved]
        if lacking.others:
            yield from (_missing(one, lacking, blank.get(_asked(one, lacking))) for one in schools)
        elif schools and not _is_listed(lacking, blocks):
            of_kinds[schools[0].file, schools[0].year, lacking.title, lacking.stage, lacking.called].append(lacking)
    for (_, year, *_), some in of_kinds.items():
        yield _missing_of_kinds(year, some, [blank.get(_asked(one, each)) for each in some for one in each.schools])


def _asked(one: FormsOf, lacking: Lacking) -> tuple[str, int, str, str]:
    return one.school, one.year, lacking.stage, lacking.called or lacking.title


def _blank(forms: Iterable[FormsOf]) -> dict[tuple[str, int, str, str], Place]:
    """Where the forms without figures stand, by school, year, stage and title, or what it is called."""
    return {(each.school, each.year, form.stage, title): (each.file, form.sheet, form.cell) for each in forms for form in each.blank for title in (form.title, form.called)}


def _of_other_years(forms: Sequence[FormsOf], told: Iterable[Finding]) -> set[tuple[str, int, str]]:
    """School, year and title of forms that were read as of another year than their file's, as is told."""
    years = {(each.file, each.found): int(str(each.allowed)) for each in told if each.rule == WRONG_YEAR and str(each.allowed).isdigit()}
    return {(each.school, years[each.file, str(each.year)], title) for each in forms if (each.file, str(each.year)) in years for title in each.titles} if years else set()


def facts_lost(forms: Sequence[FormsOf]) -> set[tuple[str, int, str, str]]:
    """Every school, year and stage with the facts of each form it lacks: what follows from a lost form is not told beside it."""
    return {(one.school, one.year, fact, stage) for each in lacking_forms(forms) for stage in ([each.stage] if each.stage else _ALL) for one in each.schools for fact in _forms()[each.title].facts}


def lacking_forms(forms: Sequence[FormsOf]) -> Iterator[Lacking]:
    held, first = defaultdict[_Key, dict[str, set[_Form]]](dict), dict[_Key, FormsOf]()
    kinds = {(each.school, each.year): each.kind for each in forms if each.kind}
    called = defaultdict[_Key, set[_Called]](set)
    for each in forms:
        called[each.school, each.year] |= each.filled or {(title, "", title) for title in each.titles - {form.title for form in each.blank}}
        first.setdefault((each.school, each.year), each)
    for (school, year), kind in kinds.items():
        stages = ("", *(stage.value for stage in SchoolKind(kind).stages))
        held[kind, year][school] = {_Form(title, stage) for title, stage, _ in called[school, year] if stage in stages[: len(stages) if len(stages) > 2 else 1]}
    for lacking in _of_schools(held, first, {(each.school, each.year) for each in under_other_code(forms).values()}):
        yield _named(lacking, held, called)
    unknown = {(each.year, title) for each in forms if (each.school, each.year) not in kinds for title in each.titles}  # of whatever kind
    lost = [(kind, year, form, why) for kind, year, form, why in _of_kinds(held) if (year, form.title) not in unknown]
    points = SchoolKind.TEACHING_POINT.value
    for year, form, why in dict.fromkeys((year, form, why) for kind, year, form, why in lost if kind in _ALIKE and not form.stage):
        schools = held.get((points, year), {})  # their forms stand on the sheets of primary schools
        if schools and (points, year, form) not in {each[:3] for each in lost} and not any(form in own for own in schools.values()):
            lost.append((points, year, form, why))
    for kind, year, form, why in lost:
        yield _named(_Lost(kind, form, tuple(first[school, year] for school in held[kind, year]), 0, why), held, called)


class _Lost(NamedTuple):
    """As `Lacking`, before it is known what the form is called."""

    kind: str
    form: _Form
    schools: tuple[FormsOf, ...]
    others: int
    why: Message = Message("", "")


def _named(lost: _Lost, held: Mapping[_Key, _Held], called: Mapping[_Key, set[_Called]]) -> Lacking:
    """What lacks of one stage, and a form no fact is read from, is called as those schools of the kind call it that have it, this year or beside it."""
    title, stage = lost.form
    if (not stage and _forms()[title].facts) or not lost.schools:
        return Lacking(lost.kind, title, lost.schools, lost.others, lost.why)
    years = {one.year + step for one in lost.schools for step in (-1, 0, 1)}
    others = [called[school, year] for year in years for school, forms in held.get((lost.kind, year), {}).items() if lost.form in forms]
    names = Counter(name for each in others for kind, of_stage, name in each if (kind, of_stage) == lost.form)
    return Lacking(lost.kind, title, lost.schools, lost.others, lost.why, stage, max(sorted(names), key=names.__getitem__, default=title))


def _of_schools(held: Mapping[_Key, _Held], first: Mapping[_Key, FormsOf], basics_apart: Collection[_Key]) -> Iterator[_Lost]:
    """One of several without what nearly all of its kind have; or without what most have and it had itself the year before, or has the year after."""
    for (kind, year), schools in held.items():
        counts = Counter(form for forms in schools.values() for form in forms)
        few = len(schools) <= FEWEST  # then other kinds tell
        others = _handed_in_by_others(kind, year, held) if few else {}
        beside = [(held.get((kind, other), {}), why) for other, why in ((year - 1, _OWN_BEFORE), (year + 1, _OWN_AFTER))]
        for form, count in counts.items():
            if count == len(schools):
                continue
            lacking = [school for school, forms in schools.items() if form not in forms and (school, year) not in basics_apart and (not form.stage or _Form(form.title) in forms)]
            told: list[str] = []
            if form in others if few else count >= max(FEWEST, _MOSTLY * len(schools)):
                told = [school for school in lacking if not few or form in _lost(schools[school], others)]
                yield _Lost(kind, form, tuple(first[school, year] for school in told), count)
            for school in [each for each in lacking if each not in told] if 2 * count >= len(schools) else ():
                why = next((why for forms, why in beside if form in _lost(schools[school], forms.get(school, ()))), None)
                if why:
                    yield _Lost(kind, form, (first[school, year],), count, why)


def _of_kinds(held: Mapping[_Key, _Held]) -> Iterator[tuple[str, int, _Form, Message]]:
    """Forms of which a kind has none in a year, with why it should have some."""
    for (kind, year), schools in held.items():
        own = {form for forms in schools.values() for form in forms}
        others = _handed_in_by_others(kind, year, held)
        before, after = (_handed_in_beside(schools, held.get((kind, other), {})) for other in (year - 1, year + 1))
        lost = dict.fromkeys(_lost(own, after), _AFTER) | dict.fromkeys(_lost(own, before), _BEFORE)
        lost |= {form: others[form] for form in _lost(own, others)}
        yield from ((kind, year, form, lost[form]) for form in sorted(lost) if not form.stage or _Form(form.title) in own)


_BEFORE = Message("而上学年这些学校都交了", "while these schools handed it in the year before")
_AFTER = Message("而下学年这些学校都交了", "while these schools handed it in the year after")
_OWN_BEFORE = Message("而该校上学年有", "which it had the year before")
_OWN_AFTER = Message("而该校下学年有", "which it has the year after")


def _handed_in_by_others(kind: str, year: int, held: Mapping[_Key, _Held]) -> dict[_Form, Message]:
    """The forms that nearly all schools of the other kinds that fill the same forms have, with who they are."""
    others = {other: schools for (other, of_year), schools in held.items() if of_year == year and other != kind and other in _ALIKE} if kind in _ALIKE else {}
    held_by = [forms for schools in others.values() for forms in schools.values()]
    if len(others) < _FEWEST_KINDS and len(held_by) < FEWEST:
        return {}
    counts = Counter(form for each in held_by for form in each if not form.stage)  # other kinds teach more stages, or fewer
    names = joined(SchoolKind(other).label for other in others)
    return {
        form: Message(f"而另外 {count} 所学校（{names.zh}）都交了", f"while {count} other schools ({names.en}) did")
        for form, count in counts.items() if count >= _MOSTLY * len(held_by)
    }


def _lost(own: Collection[_Form], others: Collection[_Form]) -> set[_Form]:
    """A kind of which hardly any forms are there was handed in for another purpose: a list of its schools, their pupils."""
    lost = set(others) - set(own)
    return lost if len(lost) <= len(set(others) & set(own)) else set()


def _handed_in_beside(schools: _Held, beside: _Held) -> set[_Form]:
    """The forms that nearly all schools of the kind had the year before, or after, and so did those that are here."""
    counts = Counter(form for forms in beside.values() for form in forms)
    usual = {form for form, count in counts.items() if count >= _MOSTLY * len(beside)}
    return usual if set(schools) & set(beside) else set()


def _is_listed(lacking: Lacking, blocks: Sequence[Block]) -> bool:
    """Whether a list gives for the schools and the year what the form would."""
    facts, schools, year = _forms()[lacking.title].facts, {one.school for one in lacking.schools}, lacking.schools[0].year
    lists = [block for block in blocks if not block.is_form and block.table == "school_years" and facts & set(block.columns)]
    return any(each_year == year and school in schools for block in lists for school, each_year in zip(block.columns["school"], block.columns["year"], strict=True))


class _Known(NamedTuple):
    facts: Set[str] = frozenset()
    titles: tuple[str, ...] = ()


@cache
def _forms() -> Mapping[str, _Known]:
    source = load_source(_FORMS)
    known = defaultdict[str, _Known](_Known)
    for form in source.forms:
        facts = {fact.fact for fact in form.facts}
        known[form.titles[0]] = _Known(facts | {total.fact for total in source.added_up if facts & set(total.parts)}, form.titles)
    return known


def _titles(title: str, kind: str) -> list[str]:
    """As the form is called for the stages of the kind: 小学班额情况 stands for 初中班额情况 too."""
    if not any(title.startswith(stage.label.zh) for stage in _COMPULSORY):
        return [title]
    own = [next((each for each in _forms()[title].titles if each.startswith(stage.label.zh)), "") for stage in SchoolKind(kind).stages]
    return [each for each in own if each] or [title]


def _called(lacking: Lacking) -> list[str]:
    return [lacking.called] if lacking.called else _titles(lacking.title, lacking.kind)


def _of_stage(lacking: Lacking) -> Message:
    label = Stage(lacking.stage).label if lacking.stage else Message("", "")
    return Message(f"（{label.zh}）", f" ({label.en})") if lacking.stage else label


def _school(one: FormsOf) -> Message:
    if not one.name or one.name == one.school:
        return Message(one.school, one.school)
    return Message(f"{one.name}（{one.school}）", f"{one.name} ({one.school})")


def _missing(one: FormsOf, lacking: Lacking, blank: Place | None) -> Finding:
    label, title, count, school = SchoolKind(lacking.kind).label, "、".join(_called(lacking)), lacking.others, _school(one)
    of_stage = _of_stage(lacking)
    year, why = f"{one.year}/{one.year + 1}", Message(f"{lacking.why.zh}，", f" {lacking.why.en},") if lacking.why.zh else Message("", "")
    if blank:
        zh, en = f"{school.zh}的《{title}》{of_stage.zh}没有填一个数", f"the form {title} of {school.en} holds no figure{of_stage.en},"
        todo = Message("请补填；确实没有的填 0", "fill it in, with 0 where there is none")
    else:
        zh, en = f"{school.zh}没有《{title}》{of_stage.zh}", f"{school.en} has no form {title}{of_stage.en},"
        todo = Message("若是漏交或丢失，请补上", "add it if it was left out or lost")
    return Finding(
        Severity.WARNING, "form-blank" if blank else "form-missing",
        Message(f"{zh}，{why.zh}{year} 学年另外 {count} 所{label.zh}都有；{todo.zh}", f"{en}{why.en} which {count} other schools of its kind ({label.en}) have in {year}: {todo.en}"),
        *(blank or (one.file, "", "")), one.school, title,
    )


def _missing_of_kinds(year: int, some: Sequence[Lacking], blank: Sequence[Place | None]) -> Finding:
    """Of the kinds of one file, whose forms of one title stand on one sheet. blank: where those of their schools stand that hold no figure."""
    first, schools = some[0], [one for each in some for one in each.schools]
    title, of_stage = "、".join(dict.fromkeys(title for each in some for title in _called(each))), _of_stage(first)
    counts = [(SchoolKind(each.kind).label, len(each.schools)) for each in some]
    zh, en = "、".join(f"{label.zh} {count} 所" for label, count in counts), ", ".join(f"{label.en} {count}" for label, count in counts)
    more, places = len(schools) - _NAMED, [place for place in blank if place]
    names = Message("、".join(_school(one).zh for one in schools[:_NAMED]) + ("等" if more > 0 else ""), ", ".join(_school(one).en for one in schools[:_NAMED]) + (f" and {more} more" if more > 0 else ""))
    is_blank = len(places) == len(blank)
    done = Message("填", "filled in") if is_blank else Message("交", "handed in")
    return Finding(
        Severity.WARNING, "form-blank" if is_blank else "form-missing",
        Message(
            f"{year}/{year + 1} 学年没有{done.zh}《{title}》{of_stage.zh}的有{zh}（全部）：{names.zh}，{first.why.zh}；可能漏交了文件或删了工作表，请补上，补上前这张表的数都作缺失处理",
            f"no school of these kinds has the form {title}{of_stage.en} {done.en} in {year}/{year + 1} ({en}: {names.en}), {first.why.en}: was a file or a sheet left out? Add it; until then what it says is missing",
        ),
        *(places[0] if is_blank else (schools[0].file, "", "")), "、".join(one.school for one in schools[:_NAMED]), title, tuple(places[1:]) if is_blank else (),
    )
