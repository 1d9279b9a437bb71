"""Leading groups: two lists of one group, a group that is most of the staff, duties of posts that only one list has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from junheng.rules.plans.doctor.examined import Examined
from junheng.rules.plans.doctor.found import PlanFinding, found
from junheng.rules.plans.doctor.ratios import total_of
from junheng.rules.plans.doctor.words import known

_POST = re.compile(r"(副组\s*长|组\s*长|成\s*员|组\s*员|副主任|主\s*任)\s*[：:]")
_PERSON = re.compile(r"某某|[一-龥]{2,4}(?=[（(、\s]|$)")
_MOST = 0.5  # of the staff: more in one group is told
_GROUP = re.compile(r"([一-龥]{0,30}领导小组)")


@dataclass(frozen=True)
class _List:
    line: int
    leaders: int
    deputies: int
    members: int
    last: int
    name: str

    @property
    def size(self) -> int:
        return self.leaders + self.deputies + self.members

    @property
    def shape(self) -> str:
        return f"{self.leaders}+{self.deputies}+{self.members}"


def groups(examined: Examined) -> Iterator[PlanFinding]:
    lists = list(_lists(examined))
    for one, other in pairwise(lists):
        if (one.leaders, one.deputies, one.members) != (other.leaders, other.deputies, other.members) and _same_group(one, other):
            yield found("group-twice", other.line, f"{one.size} / {other.size}; {one.shape} / {other.shape}", lines=tuple(range(one.line, one.last + 1)), first=one.line)
    staff = total_of(examined, known().staff)
    for each in lists[:1]:
        if staff and each.size > _MOST * float(staff[1].value):
            share = 100 * each.size / staff[1].value
            yield found("group-large", each.line, f"{each.size}/{staff[1].value} = {share:.0f}%", lines=tuple(range(each.line, each.last + 1)), size=each.size, staff=staff[1].value)


def _same_group(one: _List, other: _List) -> bool:
    return not one.name or not other.name or _stem(one.name) == _stem(other.name)


def _stem(name: str) -> str:
    return re.sub(r"小学|学校|义务教育|推进", "", name)[-12:]


def _lists(examined: Examined) -> Iterator[_List]:
    """From a line with 组长： on, as long as lines name posts or persons."""
    lines = examined.document.lines
    position = 0
    while position < len(lines):
        text = lines[position].text
        if not re.search(r"(?<!副)组\s*长\s*[：:]", text):
            position += 1
            continue
        begin, counts = position, {"组长": 0, "副组长": 0, "成员": 0}
        post = "组长"
        while position < len(lines) and (_POST.search(lines[position].text) or re.match(r"\s*某某", lines[position].text) or not lines[position].text.strip()):
            if position > begin and re.search(r"(?<!副)组\s*长\s*[：:]", lines[position].text):
                break
            post = _count(lines[position].text, post, counts)
            position += 1
        name = next((match.group(1) for line in reversed(lines[max(begin - 3, 0) : begin]) if (match := _GROUP.search(line.text))), "")
        yield _List(lines[begin].number, counts["组长"], counts["副组长"], counts["成员"], lines[position - 1].number, name)


def _count(text: str, post: str, counts: dict[str, int]) -> str:
    """Persons of a line by post; the post that holds at its end."""
    parts = _POST.split(text)
    for order in range(0, len(parts), 2):
        if order:
            post = {"副组长": "副组长", "副主任": "副组长", "组长": "组长", "主任": "组长"}.get(re.sub(r"\s", "", parts[order - 1]), "成员")
        counts[post] += len(_PERSON.findall(re.sub(r"[（(][^）)]*(?:[）)]|$)", "、", parts[order])))
    return post
