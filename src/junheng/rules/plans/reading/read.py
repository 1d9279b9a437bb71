"""A document to a plan: every sentence through the rules, everything found with its place, persons' names masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from junheng.rules.plans.document import Document, Reading, Sentence
from junheng.rules.plans.plan import BaselineFact, Duty, Level, Plan, Programme, Role, Target
from junheng.rules.plans.reading import about
from junheng.rules.plans.reading.actors import actors_in, level_of, owner_of, owners_of_lines
from junheng.rules.plans.reading.clauses import clauses, narrow
from junheng.rules.plans.reading.counted import read_counts
from junheng.rules.plans.reading.document_of import read_document
from junheng.rules.plans.reading.duties import read_duties
from junheng.rules.plans.reading.found import Findings, FoundDuty, FoundFact, FoundTarget, Setting
from junheng.rules.plans.reading.implied import read_implied
from junheng.rules.plans.reading.opening import chinese_share
from junheng.rules.plans.reading.privacy import ACTIVITY, is_sensitive, without_names
from junheng.rules.plans.reading.programmes import programmes
from junheng.rules.plans.reading.setting import settings
from junheng.rules.plans.reading.states import read_states
from junheng.rules.plans.reading.tables import TableTarget, table_targets
from junheng.rules.plans.reading.words import Recognised, words
from junheng.terms import Message, UsageError
from junheng.terms.content import keys_of
from junheng.terms.message import same

_LEAST_CHINESE = 0.3
Placed = TypeVar("Placed", Target, Duty, BaselineFact)
Owned = TypeVar("Owned", Target, Duty)


def read_plan(path: Path) -> Reading:
    """Raises UsageError where there is no text, or none in Chinese."""
    document = read_document(path)
    if chinese_share("".join(line.text for line in document.lines[:2000])) < _LEAST_CHINESE:
        raise UsageError(
            f"“{path.name}”不是中文文档，没有认出中文规划；plan read 只读中文的教育规划、方案",
            f"no Chinese plan was recognised in {path.name}: plan read reads education plans written in Chinese",
        )
    return reading_of(document)


def reading_of(document: Document) -> Reading:
    """The same for a document that is already open. Where it is no plan, the plan is empty and `said` tells so."""
    dense = about.density(document)
    known = words(Recognised)
    if dense < known.least:
        said = Message(
            f"这份中文文档不像教育规划（每千字只有 {dense:.0f} 个规划用语，规划有 {known.sure} 个以上），没有读出目标",
            f"this Chinese text does not look like an education plan ({dense:.0f} words of planning in a thousand characters; plans have {known.sure} or more): nothing was read",
        )
        return Reading(_masked(document), _plan(document, [], []), (said,))
    tabled, used = table_targets(document.lines, about.first_year(document))
    findings = [_of_sentence(sentence, setting) for sentence, setting in settings(document, dense >= known.sure) if not (sentence.line in used and not sentence.breaks)]
    return Reading(_masked(document), _plan(document, findings, tabled), tuple(_said(document, used)))


def _of_sentence(sentence: Sentence, setting: Setting) -> Findings:
    found = Findings(sentence)
    parts = clauses(sentence.text)
    if sentence.title or len(sentence.text) < 4:
        return found
    for rules in (read_counts, read_implied, read_states, read_duties):
        rules(parts, setting, found)
    return found


def _masked(document: Document) -> Document:
    lines = tuple(replace(each, text=without_names(each.text)) for each in document.lines)
    return replace(document, lines=lines, sentences=tuple(replace(each, text=without_names(each.text)) for each in document.sentences))


def _said(document: Document, used: set[int]) -> Iterable[Message]:
    if document.strays:
        places = ", ".join(str(each.number) for each in document.strays[:12])
        yield Message(f"句中的页码已取出，所在行：{places}", f"page numbers were taken out of sentences, in lines {places}")
    if used:
        yield Message(f"作为指标表读取的行：{min(used)}–{max(used)}", f"lines read as tables of targets: {min(used)}-{max(used)}")


# ---- to a plan ----


def _plan(document: Document, findings: list[Findings], tabled: list[TableTarget]) -> Plan:
    name = without_names(about.title(document))
    place, level = about.place_and_level(document, name)
    begins, ends = about.period(document, name)
    roles = _roles(findings, document)
    ids = {str(role.title.zh): role.id for role in roles}
    behind = {line: ids.get(post) for line, post in owners_of_lines(document.lines).items()}
    rows = [(each.line, 0, each) for each in tabled if not each.is_fact]
    numeric = [(found.sentence.line_at(each.offset), found, each) for found in findings for each in sorted(found.targets, key=lambda one: one.offset)]
    targets = _once([_target(line, found, each, ids) for line, found, each in numeric] + [_tabled(each) for _, _, each in rows])
    duties = [_duty(found, each, ids) for found in findings for each in found.duties]
    facts = [_fact(found, each) for found in findings for each in found.facts] + [_tabled_fact(each) for each in tabled if each.is_fact]
    return Plan(
        id="plan", title=same(name), level=level, place=same(place) if place else None, issued=about.issued(document), begins=begins, ends=ends,
        source=same(document.name),
        targets=tuple(_numbered(sorted(_owned(targets, behind), key=_place), "T")), duties=tuple(_numbered(sorted(_owned(duties, behind), key=_place), "D")),
        facts=tuple(_numbered(sorted(facts, key=_place), "F")), roles=tuple(roles),
        programmes=tuple(
            Programme(id=f"P{order:02}", title=same(without_names(title)), line=line, empty=empty)
            for order, (title, line, empty) in enumerate(programmes(document), start=1) if not is_sensitive(title)
        ),
    )


def _owned(ones: Iterable[Owned], behind: dict[int, str | None]) -> Iterator[Owned]:
    """What names nobody itself is answered for by the office that its line names for all."""
    for each in ones:
        values = {name: getattr(each, name) for name in keys_of(type(each))}
        yield each if each.owner else type(each)(**{**values, "owner": behind.get(each.line or 0)})


def _place(one: Target | Duty | BaselineFact) -> int:
    return one.line or 0


def _numbered(ones: Iterable[Placed], letter: str) -> Iterator[Placed]:
    for order, one in enumerate(ones, start=1):
        values = {name: getattr(one, name) for name in keys_of(type(one))}
        yield type(one)(**{**values, "id": f"{letter}{order:03}"})


def _once(targets: list[Target]) -> list[Target]:
    seen: set[tuple[object, ...]] = set()
    kept = []
    for each in targets:
        key = (each.line, each.indicator.zh, each.comparator, each.value, each.unit, each.when.year)
        if key not in seen:
            seen.add(key)
            kept.append(each)
    return kept


def _target(line: int, found: Findings, each: FoundTarget, ids: dict[str, str]) -> Target:
    return Target(
        id="T", line=line, paragraph=found.sentence.paragraph, sentence=without_names(found.sentence.text), confidence=round(each.confidence, 2),
        indicator=same(without_names(each.indicator)[:80]), comparator=each.comparator, value=each.value, value_from=each.value_from, unit=each.unit,
        relative_to=same(each.relative_to) if each.relative_to else None, when=each.when,
        owner=ids.get(_post(owner_of(each.clause))),
    )


def _tabled(each: TableTarget) -> Target:
    return Target(
        id="T", line=each.line, sentence=without_names(each.row), confidence=0.85, indicator=same(each.indicator), comparator=each.comparator,
        value=each.value, value_from=each.value_from, unit=each.unit, when=each.when,
    )


def _tabled_fact(each: TableTarget) -> BaselineFact:
    return BaselineFact(id="F", line=each.line, sentence=without_names(each.row), confidence=0.85, fact=same(each.indicator), value=each.value, unit=each.unit)


def _fact(found: Findings, each: FoundFact) -> BaselineFact:
    return BaselineFact(
        id="F", line=found.sentence.line_at(each.offset), paragraph=found.sentence.paragraph, sentence=without_names(found.sentence.text),
        confidence=round(each.confidence, 2), fact=same(without_names(each.fact)[:80]), value=each.value, unit=each.unit,
    )


def _duty(found: Findings, each: FoundDuty, ids: dict[str, str]) -> Duty:
    """Of a sensitive matter only that an activity is asked for, and where."""
    hidden = is_sensitive(found.sentence.text)
    return Duty(
        id="D", line=found.sentence.line_at(each.offset), paragraph=found.sentence.paragraph, confidence=round(each.confidence, 2), kind=each.kind,
        sentence=ACTIVITY if hidden else without_names(found.sentence.text), what=ACTIVITY if hidden else without_names(each.what),
        owner=None if hidden else ids.get(_post(each.owner)), rhythm=each.rhythm,
    )


def _roles(findings: list[Findings], document: Document) -> list[Role]:
    """Those that a duty names first, then the other offices and posts of the document."""
    named = [_post(each.owner) for found in findings for each in found.duties if each.owner]
    named += [_post(owner_of(each.clause)) for found in findings for each in found.targets]
    if findings:
        named += [each for line in document.lines for each in actors_in(narrow(without_names(line.text)))]
    titles = [each for each in dict.fromkeys(named) if each]
    return [Role(id=f"R{order:02}", title=same(each), level=level_of(each) or Level.COUNTY) for order, each in enumerate(titles, start=1)]


def _post(owner: str) -> str:
    return without_names(owner).strip(" 、的")
