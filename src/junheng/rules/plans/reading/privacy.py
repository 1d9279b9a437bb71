"""No person's name leaves the reader: names before bracketed posts, after 组长：, and in lists of a group are masked."""

from __future__ import annotations

import re
from functools import cache

from junheng.rules.plans.reading.words import Actors, Sensitive, any_of, words
from junheng.terms.personal import masked as without_numbers

MASK = "某某"
ACTIVITY = "（敏感事项：规划要求开展一项活动）"  # all that is held of such a duty
_NAME = r"[一-鿿·•]{2,4}|[一-鿿]{2,6}[·•][一-鿿·•]{2,14}|[一-鿿][ 　][一-鿿]"
_POSTS_NOT = re.compile(r"全体|各|学校|教师|相关|有关|部门|单位|成员|小组|人员|负责|干部|代表|科室|班子|党员|某")
_OFFICE = re.compile(r"[局委办室部处科组校园府会厅院站所心团级长任记员师席]$")


@cache
def _in_brackets() -> re.Pattern[str]:
    posts = any_of(words(Actors).posts)
    return re.compile(rf"(?:(?<=[^一-鿿])|^|(?<=[成长员任)）：:、,，;；]))\s*({_NAME})\s*(?=[（(][^（）()]{{0,40}}{posts})")


@cache
def _listed() -> re.Pattern[str]:
    return re.compile(rf"((?:{any_of(words(Actors).groups)}|成\s+员|组\s+长))\s*[:：]\s*((?:(?:{_NAME})\s*[、，, 　]?\s*)+)")


@cache
def _after_post() -> re.Pattern[str]:
    posts = [each for each in words(Actors).posts if each not in ("教师", "委员", "干事")]
    return re.compile(rf"({any_of(posts)})([一-鿿]{{2,3}})(?=(?:同志|任组长|任副组长|为组长|为副组长|担任))")


def without_names(text: str) -> str:
    text = _listed().sub(lambda found: f"{found.group(1)}：{_masked_list(found.group(2))}", text)
    text = _in_brackets().sub(lambda found: found.group().replace(found.group(1), MASK) if _is_name(found.group(1)) else found.group(), text)
    text = _after_post().sub(rf"\1{MASK}", text)
    text = re.sub(rf"(?<![一-鿿])({_NAME})(?=同志)", MASK, text)
    return without_numbers(text)


def _masked_list(names: str) -> str:
    return re.sub(_NAME, lambda found: MASK if _is_name(found.group()) else found.group(), names)


def _is_name(text: str) -> bool:
    return not _POSTS_NOT.search(text) and not _OFFICE.search(text)


@cache
def _sensitive() -> re.Pattern[str]:
    return re.compile(any_of(words(Sensitive).words))


def is_sensitive(text: str) -> bool:
    return _sensitive().search(text) is not None
