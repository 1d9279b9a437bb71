"""Whose plan it is: a place that belongs elsewhere, a blank left open, matters of another level, offices of older names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from junheng.rules.plans.doctor.examined import Examined
from junheng.rules.plans.doctor.found import PlanFinding, found
from junheng.rules.plans.doctor.vocabulary import vocabulary
from junheng.rules.plans.plan import Level
from junheng.terms import Message

_COUNTY = re.compile(r"(?:^|[，。、；：《“（\s]|落实|根据|按照|贯彻|执行|依据|参照)([^我全各本该对在为由的和强大做实现到以把使从及与向多两让中心级发挥分优化加快是了县\W\d]{1,3}[县旗])(?=义务|教育|推进|人民|委|政府|实施|中小学)")
_OWN = re.compile(r"([一-龥]{1,6}?[县旗市区])")
_AHEAD = re.compile(r"^(?:落实|根据|按照|贯彻|执行|在|为|由|参照|推动|推进|实现|建设|优化)+")
_NOT_A_PLACE = re.compile(r"^(?:我|全|各|本|县|对|在|为|由|的|和|强|大|做|落实我|该|到|整合|以|把|使|从|及|与|向|多|两|让|中心|县级|对口支援)|[我全各本该强教育]县$")


def places(examined: Examined) -> Iterator[PlanFinding]:
    yield from _foreign(examined)
    yield from _placeholders(examined)


def _foreign(examined: Examined) -> Iterator[PlanFinding]:
    """A county that the plan carries out something of, and that its title does not name."""
    titles = [re.sub("^第.{1,3}篇[：:]", "", text) for _, text in examined.titles]
    title = "".join(titles)
    own = {each.group(1) for text in titles if (each := _OWN.match(text))}
    for told, each in examined.having(_COUNTY.pattern):
        name = _AHEAD.sub("", each.group(1))
        around = told.text[max(0, each.start() - 14) : each.end() + 12]
        if _NOT_A_PLACE.search(name) or len(name) < 3 or any(one in name or name in one for one in own) or name in title or re.search(vocabulary().foreign_is_natural, around):
            continue
        if own or re.search("落实|根据|按照|贯彻|执行", around):
            yield found("place-foreign", told, name, each.start(), name=name, own="、".join(sorted(own)) or title[-20:])
            return


def _placeholders(examined: Examined) -> Iterator[PlanFinding]:
    places_of = [(told, each) for told, each in examined.having(vocabulary().placeholder)]
    if places_of:
        told, each = places_of[0]
        shown = told.text[max(0, each.start() - 2) : each.end() + 4]
        yield found("placeholder", told, shown, each.start(), tuple(dict.fromkeys(one.at(match.start()) for one, match in places_of)), count=len(places_of))


def level(examined: Examined) -> Iterator[PlanFinding]:
    if examined.level != Level.SCHOOL:
        return
    places_of = [(pattern, hit) for pattern in vocabulary().county_matters if (hit := examined.first(pattern))]
    if len(places_of) >= vocabulary().county_least:
        title = next((line for line, text in examined.titles if re.search("小学|中学|学校", text)), examined.titles[-1][0])
        yield found("level-mismatch", title, "、".join(hit[1].group() for _, hit in places_of), lines=tuple(dict.fromkeys(hit[0].line for _, hit in places_of)), count=len(places_of))
    if examined.is_primary and len(places_of) < vocabulary().county_least:
        for pattern in vocabulary().primary_cannot:
            hit = examined.first(pattern)
            if hit:
                yield found("not-ours-to-count", hit[0], hit[1].group(), hit[1].start(), name=hit[1].group())


def offices(examined: Examined) -> Iterator[PlanFinding]:
    """One finding for all; what is known of the offices is from memory, and said to be unverified."""
    places_of = [(office, told, each) for office in vocabulary().offices for told, each in examined.having("|".join(office.names)) if told.text[each.start() - 1 : each.start()] not in ("纪",)]
    if len({each.group() for _, _, each in places_of}) >= 2 and (examined.issued is None or examined.issued[0] >= min(office.since for office, _, _ in places_of)):
        told, each = places_of[0][1:]
        zh = "、".join(dict.fromkeys(f"{match.group()}→{office.zh}" for office, _, match in places_of))
        en = ", ".join(dict.fromkeys(f"{match.group()} → {office.en}" for office, _, match in places_of))
        yield found("offices-renamed", told, "、".join(dict.fromkeys(match.group() for _, _, match in places_of)), each.start(), tuple(dict.fromkeys(one.at(match.start()) for _, one, match in places_of)), names=Message(zh, en))
