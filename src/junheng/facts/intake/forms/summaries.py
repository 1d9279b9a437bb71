"""Who is no school but all schools of a file together, with forms of its own like theirs, basic facts too: 临溪县, 城关镇中心学校（汇总）."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from junheng.facts.intake.forms.form_found import Found, Who
from junheng.facts.intake.forms.known_schools import Owner
from junheng.facts.intake.forms.school_words import has_points
from junheng.facts.intake.values.text import words
from junheng.terms import Stage

_OF_ALL = re.compile(r"(?:.{1,9}[县区市旗镇乡道])?(?:全[县区市旗镇乡](?:各校|各级各类学校|[中小初高]{1,2}学)?|(?:各校|各级各类学校)?(?:合计|总计|小计|汇总))(?:合计|总计|小计|汇总)?(?:数|表)?")
_COUNTED = ("pupils", "classes", "band_", "teachers", "titles_")  # what is counted, and adds up exactly
_FEWEST = 2  # figures that are sums, and schools they are the sums of
_LONGEST_OF_AREA = 6  # digits of a county's code; a school's has ten

_Figure = tuple[str, Stage | None, int | None]


def is_of_all(said: str, areas: set[str]) -> bool:
    """Whether words name all schools of a county and no one school: 全县汇总, 临溪县合计, 临溪县. areas: the counties of the file, as words."""
    bare = words(said)
    return bare in areas or _OF_ALL.fullmatch(bare) is not None


def areas_of(homes: Sequence[Found], area: str | None) -> set[str]:
    return {words(said) for said in (area, *(each.fact("area") for each in homes)) if said}


def summaries_in(schools: Sequence[Owner], forms: Sequence[Found], owners: Mapping[int, Owner], areas: set[str]) -> set[Owner]:
    """By the name, where it has no school's code; where it names a school, by its figures being the sums of all others'. owners: by the form."""
    perhaps = [who for who in schools if isinstance(who, Who) and (not who.code or has_points(who.name or "") or is_of_all(who.name or "", areas))]
    if not perhaps:
        return set()
    found: set[Owner] = {who for who in perhaps if len(who.code or "") <= _LONGEST_OF_AREA and is_of_all(who.name or "", areas)}
    figures = _figures(schools, forms, owners)
    coded = [who for who in schools if isinstance(who, Who) and who.code and who not in perhaps]
    others = coded if len(coded) >= _FEWEST else [who for who in schools if who not in found]
    totals, counts = Counter[_Figure](), Counter[_Figure]()
    for who in others:
        totals.update(figures[who])
        counts.update(figures[who].keys())
    for who in perhaps:
        own, is_other = figures[who], who in others
        is_sum = all(totals[key] - is_other * value == value for key, value in own.items())
        if is_sum and len(own) >= _FEWEST and any(counts[key] - is_other >= _FEWEST for key in own):
            found.add(who)
    return found


def _figures(schools: Sequence[Owner], forms: Sequence[Found], owners: Mapping[int, Owner]) -> dict[Owner, dict[_Figure, int]]:
    """What each counts, without the zeros."""
    found: dict[Owner, dict[_Figure, int]] = {who: {} for who in schools}
    for each in forms:
        if (owner := owners.get(id(each))) is None or owner not in found:
            continue
        for (_, fact, stage), (values, _) in each.facts.items():
            if fact.startswith(_COUNTED) and isinstance(values[0], int) and values[0]:
                found[owner].setdefault((fact, stage, each.year), values[0])
    return found
