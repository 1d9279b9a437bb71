"""Numbers of headings, remains of printing, lines that break a word, repeated text, paragraphs under the wrong heading, programmes without content."""

from __future__ import annotations

import re
from collections.abc import Iterator

from junheng.rules.plans.doctor.examined import Examined, Told
from junheng.rules.plans.doctor.found import PlanFinding, found
from junheng.rules.plans.doctor.vocabulary import vocabulary
from junheng.rules.plans.document import Heading

_NAMED = re.compile(r"(?:实施|推进|开展|启动|抓好)([^，。；：“”]*?(?:工程|行动|计划)(?:[、和及以][^，。；：]*?(?:工程|行动|计划))+)")
_ONE = re.compile(r"([一-龥]{2,14}?(?:工程|行动|计划))")
_TOPICS = {
    "money": ("资金|经费|投入|财政|拨款", "funds"), "watch": ("监测|督导|评估|检查|验收", "monitoring"), "staff": ("教师|师资|队伍", "teachers"),
    "safety": ("安全|事故|隐患", "safety"), "law": ("依法|法制|法治|法律", "law"),
}
_SHORTEST = 60  # characters of a paragraph that can stand under the wrong heading
_SAME = 15  # characters that a repeated sentence has at least
_DOCUMENT_KINDS = ("实施方案", "工作方案", "规划", "方案", "行动计划", "意见")


def layout(examined: Examined) -> Iterator[PlanFinding]:
    yield from _gaps(examined)
    yield from _inline(examined)
    yield from _strays(examined)
    yield from _broken(examined)
    yield from _repeated(examined)
    yield from _misplaced(examined)
    yield from _titles(examined)


def _gaps(examined: Examined) -> Iterator[PlanFinding]:
    """Siblings of one style under one heading whose numbers skip or come twice."""
    last: dict[tuple[int, str], Heading] = {}
    for each in examined.document.headings:
        last = {key: value for key, value in last.items() if key[0] <= each.level}
        before = last.get((each.level, each.style))
        last[each.level, each.style] = each
        if each.style in ("title", "1.1", "篇") or before is None or each.number == 1:
            continue
        missing = [number for number in range(before.number + 1, each.number) if not _stands_between(examined, number, before.line, each.line)]
        if missing:
            yield found("numbering-gap", each.line, f"{before.mark} → {each.mark}", missing="、".join(map(str, missing)), lines=(before.line,))
        elif each.number <= before.number:
            yield found("numbering-twice", each.line, f"{before.mark} → {each.mark}", lines=(before.line,))


def _stands_between(examined: Examined, number: int, first: int, last: int) -> bool:
    """2.2027年 begins point 2, though it reads like a decimal."""
    return any(first <= line.number <= last and re.match(rf"\s*{number}[.．、](?:19|20)\d\d", line.text) for line in examined.document.lines)


def _inline(examined: Examined) -> Iterator[PlanFinding]:
    for each in examined.document.headings:
        siblings = [one for one in examined.document.headings if one.style == each.style and one.level == each.level and one.line != each.line]
        if each.offset and len(siblings) >= 2 and each.style in ("一、", "（一）") and all(one.offset == 0 for one in siblings):
            yield found("heading-inside", each.line, f"{each.mark}{each.title}", mark=each.mark)
    marks = [each for each in examined.document.headings if each.style in ("（一）", "（1）")]
    wide, thin = [each for each in marks if each.mark[:1] == "（"], [each for each in marks if each.mark[:1] == "("]
    if wide and thin:
        fewer = min(wide, thin, key=len)
        yield found("brackets-mixed", fewer[0].line, f"（ × {len(wide)}; ( × {len(thin)}", lines=tuple(each.line for each in fewer))


def _strays(examined: Examined) -> Iterator[PlanFinding]:
    strays = [each for each in examined.document.strays if len(examined.document.lines[each.number - 1].text.strip()) > len(each.text.strip())] if examined.document.strays else []
    if not strays:
        return
    numbers = [int(re.sub(r"\D", "", each.text) or 0) for each in strays]
    missing = [str(number) for number in range(min(numbers), max(numbers)) if number not in numbers]
    yield found("page-number-inside", strays[0].number, "、".join(map(str, numbers)), lines=tuple(each.number for each in strays), missing="、".join(missing) or "-")


def _broken(examined: Examined) -> Iterator[PlanFinding]:
    """A line that ends inside a sentence, where the document's lines are paragraphs."""
    lines = {line.number: line.text for line in examined.document.lines}
    lengths = sorted(len(text) for text in lines.values() if text.strip())
    if not lengths or lengths[len(lengths) * 9 // 10] < _SHORTEST + 20:
        return  # a file with lines of fixed width: every line breaks a sentence
    strays = {each.number for each in examined.document.strays}
    places = [(told, offset, line) for told in examined.told for offset, line in told.sentence.breaks]
    places = [(told, offset, line) for told, offset, line in places if told.at(offset - 1) not in strays and len(lines.get(told.at(offset - 1), "")) >= _SHORTEST // 2]
    if places:
        told, offset, _ = places[0]
        figure = f"{told.sentence.text[max(offset - 4, 0) : offset]}/{told.sentence.text[offset : offset + 4]}"
        yield found("line-broken", told.at(offset - 1), figure, lines=tuple(each[0].at(each[1] - 1) for each in places) + tuple(each[2] for each in places))


def _repeated(examined: Examined) -> Iterator[PlanFinding]:
    """Cells of tables repeat what they are about, and marked blanks are told of as blanks."""
    cells = {line.number for line in examined.document.lines if line.in_table}
    seen: dict[str, Told] = {}
    twice: list[tuple[Told, Told]] = []
    for told in (each for each in examined.told if each.line not in cells and not re.search(vocabulary().placeholder, each.text)):
        text = re.sub(r"\W", "", told.text)
        if len(text) >= _SAME and not told.sentence.title and text in seen and seen[text].line != told.line:
            twice.append((seen[text], told))
        seen.setdefault(text, told)
    if twice:
        first, again = twice[0]
        lines = tuple(dict.fromkeys(each.line for pair in twice for each in pair))
        yield found("text-repeated", again, f"{again.sentence.text[:16]}… × {len(twice)}", lines=lines, first=first.line)


def _misplaced(examined: Examined) -> Iterator[PlanFinding]:
    """A paragraph that has none of the words of its heading's topic, and two or more of another."""
    for paragraph in examined.paragraphs:
        text, title = "".join(told.text for told in paragraph), paragraph[0].heading.split("/")[-1]
        topic = next((name for name, (words, _) in _TOPICS.items() if re.search(words, title)), None)
        if topic is None or len(text) < _SHORTEST or _begins(examined, paragraph[0].line) or re.search(_TOPICS[topic][0], text):
            continue
        other = next((name for name, (words, _) in _TOPICS.items() if name != topic and len(set(re.findall(words, text))) >= 1 and len(re.findall(words, text)) >= 1), None)
        if other and not re.search(_TOPICS[other][0], title):
            yield found("misplaced", paragraph[0], title, about="、".join(dict.fromkeys(re.findall(_TOPICS[other][0], text))), title=title)


def _begins(examined: Examined, line: int) -> bool:
    """The first paragraph after a heading, or the heading's own line."""
    return any(each.line in (line, line - 1) for each in examined.document.headings)


def _titles(examined: Examined) -> Iterator[PlanFinding]:
    kinds = [(line, next((kind for kind in _DOCUMENT_KINDS if text.rstrip("）)").endswith(kind)), "")) for line, text in examined.titles]
    named = [(line, kind) for line, kind in kinds if kind]
    if len({kind for _, kind in named}) > 1:
        yield found("titles-differ", named[-1][0], " / ".join(kind for _, kind in named), lines=tuple(line for line, _ in named))


# ---- programmes ----


def programmes(examined: Examined) -> Iterator[PlanFinding]:
    """Programmes that one sentence lists, and of which some are told of later and some never again."""
    for told in examined.told:
        each = _NAMED.search(told.text.replace("”“", "、").replace("”、“", "、").replace("“", "").replace("”", ""))
        if each is None:
            continue
        names = [re.sub(r"^[和及与、以]+", "", name.strip("、和及与以")) for name in _ONE.findall(each.group(1))]
        later = {name: _later(examined, name, told) for name in names}
        if len(names) >= 2 and any(later.values()):
            for name in names:
                if not later[name]:
                    yield found("programme-empty", told, f"{len(names)} → {sum(later.values())}", max(told.text.find(name), 0), name=name)
    if examined.plan is not None and not examined.document.lines:
        for programme in examined.plan.programmes:
            if programme.empty:
                yield found("programme-empty", programme.line, programme.title.zh, name=programme.title)


def _later(examined: Examined, name: str, told: Told) -> bool:
    return any(name in other.text and other is not told for other in examined.told) or any(name in each.title and each.line != told.line for each in examined.document.headings)
