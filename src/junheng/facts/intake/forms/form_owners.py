"""Whose each form of a file is, and of which school year: as it says itself, as its neighbours say, as the file is called."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from itertools import pairwise

from junheng.facts.intake.forms.form_found import Found, Who, form_finding, school_year_of
from junheng.facts.intake.forms.form_sections import Said as SaidOf
from junheng.facts.intake.forms.form_sections import said_of, settle
from junheng.facts.intake.forms.form_tables import titles_of
from junheng.facts.intake.forms.known_schools import KnownSchools, Owner, Several
from junheng.facts.intake.forms.school_words import SOME_SITE, has_points, school_called
from junheng.facts.intake.forms.strange_forms import AtHome, strange_form
from junheng.facts.intake.forms.summaries import areas_of, is_of_all, summaries_in
from junheng.facts.intake.heads import title, title_doubts
from junheng.facts.intake.heads.said import Said
from junheng.facts.intake.heads.source import Source
from junheng.facts.intake.values.sheet import Sheet
from junheng.facts.intake.values.text import is_filled, plain, words
from junheng.terms import Finding, Message, SchoolKind, Severity

_FILE_NAME = re.compile(r"(\d{6,})[_\-\s]*(.+)")
_APART = re.compile(r"[_\-－—\s()（）.·]+")
_LONGEST_COVER = 30  # filled rows of a sheet that is no table
_SHORTEST_NAME = 3  # characters: 一小 may be anybody's
_SAYS_YEAR = re.compile(r"(?:19|20)\d{2}")
_OF_KIND = re.compile("(?:^|[_-])(?:小学|初中)?(?:教学点|村小)(?:$|[_-])")
_SUMMARY = re.compile("汇总|全县|全区|全市|总表|合计")
About = tuple[str | None, SchoolKind | None, str | None]  # a school's area, kind and township


class Owners:
    """Whose each form of a workbook is, and of which school year."""

    def __init__(self, forms: list[Found], sheets: list[Sheet], said: Said, source: Source) -> None:
        self.forms, self.schools, self._sheets, self._said = forms, [each.who for each in forms if each.who], sheets, said
        self._years = Counter(year for each in forms if (year := each.year))
        self._majority = next((year for year, times in self._years.items() if times * 2 > self._years.total()), None)
        self._at_home = AtHome((each.who.code, each.who.name) for each in forms if each.is_home)
        self._titles, self._known = titles_of(source), KnownSchools(self.schools)
        self.told: list[Finding] = []
        self._summaries: set[Owner] = set()
        self._settle([said_of(each, self._known, self._titles.whose) for each in forms])
        self._by_sheet: dict[str, Owner | None] = {}
        self._about: dict[Who, About] = {}
        self._met_years: set[int] = set()

    def _settle(self, forms: list[SaidOf]) -> None:
        """Whose each form is by what it says and by where it stands on its sheet."""
        self._named = {id(each.form.table.form) for each in forms if each.is_named}
        self._says = {id(each.form) for each in forms if each.is_named}
        sheets: dict[str, list[SaidOf]] = defaultdict(list)
        for each in forms:
            sheets[each.form.sheet.name].append(each)
        self._begun: dict[int, Found] = {}  # of a form that goes on below (续表) the one it is part of, whose title and school are its own
        for own in sheets.values():
            for before, each in pairwise(own):
                if each.form.is_continued:
                    self._begun[id(each.form)] = self._begun.get(id(before.form), before.form)
            self.told += settle(own, lambda each: not each.is_named and bool(self._office(each.form)))
        self._owners = {id(each.form): each.owner for each in forms if each.owner is not None}
        self.homes = {each.owner for each in forms if each.form.is_home}
        self._own = {(each.owner, id(each.form.table.form)) for each in forms if isinstance(each.owner, Who) and not has_points(each.form.who.name or "")}
        known = [*map(self._known.of, self.schools), *(each for each in self._owners.values() if isinstance(each, Who))]
        self._all = list(dict.fromkeys(known))
        self._areas: set[str] = set()
        if len(self._all) > 1 or not all(isinstance(who, Who) and who.code for who in self._all):
            self._areas = areas_of([each.form for each in forms if each.form.is_home], self._said.area)
            self._summaries = summaries_in(self._all, self.forms, self._owners, self._areas)
            self._all = [who for who in self._all if who not in self._summaries]

    def of(self, form: Found, findings: list[Finding]) -> tuple[Who, int] | None:
        """None where it cannot be told, which is said of forms of which facts are read."""
        lost: list[Finding] = findings if form.facts else []
        if id(self._begun.get(id(form), form)) not in self._says and (office := self._office(form)):
            lost.append(_of_office(form, office, bool(self.schools)))
            return None
        whose = self._whose_of(form)
        if whose in self._summaries and isinstance(whose, Who):
            lost.append(_of_office(form, whose.name or "", bool(self._all), is_of_all(whose.name or "", self._areas)))
            return None
        if not isinstance(whose, Who):
            lost.append(_of_several(form, whose) if isinstance(whose, Several) else self._of_nobody(form))
            return None
        if form.who.name and has_points(form.who.name):
            lost.append(self._with_points(form, whose))
            if lost[-1].severity is Severity.WARNING:
                return None
        if (form.who or len(self._all) > 1) and self._at_home.is_strange(whose.code, whose.name):
            lost.append(strange_form(form.sheet, form.table.head_row, form.table.title, whose.code, whose.name))
        if (other := self._named_as(form)) is not None:
            findings.append(_of_other_name(form, whose, other))
        year = self._said.year or form.year or _usual(self._years) or self._year_of_cover or title.year_of_names(form.sheet)
        if year is None:
            lost.append(_no_year(form))
            return None
        findings += self._doubts(form, year)
        return whose, year

    def _named_as(self, form: Found) -> Who | None:
        """The school of the file whose name stands over a form that bears another's code."""
        said = form.who
        if not said.code or not said.name:
            return None
        own = self._known.of(said)
        if not isinstance(own, Who) or plain(said.name) == plain(own.name or ""):
            return None
        other = self._known.named(said.name)
        return other if isinstance(other, Who) and other.code not in (None, said.code) else None

    @cached_property
    def _alike(self) -> dict[tuple[str, int], list[Found]]:
        """The forms of one kind on each sheet."""
        found: dict[tuple[str, int], list[Found]] = defaultdict(list)
        for each in self.forms:
            found[each.sheet.name, id(each.table.form)].append(each)
        return found

    @cached_property
    def _year_of_cover(self) -> int | None:
        """What a short sheet without forms says: 封面, （2023/2024学年初）."""
        with_forms = {form.sheet.name for form in self.forms}
        covers = [sheet for sheet in self._sheets if sheet.name not in with_forms and sum(map(is_filled, sheet.rows)) <= _LONGEST_COVER]
        return title.school_year(str(cell) for sheet in covers for cells in sheet.rows for cell in cells if isinstance(cell, str) and cell)

    def about(self, whose: Who) -> About:
        if whose not in self._about:
            self._about[whose] = _about(whose, self.forms, self._said)
        return self._about[whose]

    def _office(self, form: Found) -> str:
        """The office that a form names where a school could be; '' of one whose kind no school of the file names."""
        form = self._begun.get(id(form), form)
        office = form.table.office or self._titles.area_of(form.table.title)
        return office if office and (not self.schools or id(form.table.form) in self._named) else ""

    def _whose_of(self, form: Found) -> Owner | None:
        owner, sheet = self._owners.get(id(form)), form.sheet
        if owner is None:
            if sheet.name not in self._by_sheet:
                self._by_sheet[sheet.name] = self._of_sheet(sheet)
            return self._by_sheet[sheet.name]
        if isinstance(owner, Several):
            return next((who for who in self._all if isinstance(who, Who) and who.code in owner.codes and str(who.code) in sheet.name), owner)
        return owner

    def _of_sheet(self, sheet: Sheet) -> Owner | None:
        """The school of the forms of a sheet that say none: the one its name names, perhaps in short; else the file's only school; else, where it has none, that of the file's name or its folder's."""
        called = school_called(sheet.name, self._titles.whose)
        if not called and len(self._all) == 1:
            return self._all[0]
        words_of, known = words(sheet.name), [who for who in self._all if isinstance(who, Who)]
        named = [who for who in known if (who.name and words(who.name) in words_of) or (who.code and who.code in words_of)]
        if named:
            return max(named, key=lambda who: len(who.name or ""))
        of_name = self._known.named(called.name) if called.name else None
        if called.is_site and not of_name and len(self._all) == 1 and _OF_KIND.search(sheet.name):
            return self._all[0]  # 教基5176_小学教学点 names the kind
        if of_name or called.is_site:
            return of_name or SOME_SITE
        if short := _by_short_name(sheet.name, known):
            return short
        if called.name or called.code:
            return Who(called.code, called.name)
        return self._all[0] if len(self._all) == 1 else None if self._all else _of_file(self._sheets[0], self._titles.whose)

    def _with_points(self, form: Found, whose: Who) -> Finding:
        """甲县中心小学（含教学点） beside its own form, which is read, or alone."""
        has_own = (whose, id(form.table.form)) in self._own
        zh, en = ("本校另有一张不含教学点的同名表，这一张未采用", "the school has a form of this title without them, and this one was not used") if has_own else (
            "按本校的数读取，教学点若另报，就会重复；请改填本校自己的数", "it was read as the school's. If the points hand in their own, they count twice: write the school's own figures",
        )
        return form_finding(
            form, "points-included", Severity.WARNING if has_own else Severity.INFO,
            f"《{form.table.title}》写的是“{form.who.name}”：{zh}", f"{form.table.title} is of {form.who.name}, its teaching points with it: {en}",
        )

    def _of_nobody(self, form: Found) -> Finding:
        """It is of all schools where it says so: by its figures, or by the name of its sheet, where it is the only one of its kind."""
        is_alone = len(self._alike[form.sheet.name, id(form.table.form)]) == 1
        if form.facts and is_alone and len(self._all) > 1 and is_of_all(form.sheet.name, self._areas):
            return _of_office(form, form.sheet.name, True)
        return _of_office(form, "", True) if form.facts and self._adds_up(form) else _nobody(form)

    def _adds_up(self, form: Found) -> bool:
        """Whether its figures are the sums of those of the others of its kind on its sheet, or of the file where it stands there alone, each of which is a school's."""
        beside = [each for each in self._alike[form.sheet.name, id(form.table.form)] if each is not form]
        if beside and not all(id(each) in self._says for each in beside):
            return False
        if not beside:
            beside = [each for each in self.forms if each is not form and each.table.form is form.table.form and form.year in (None, each.year)]
            owners = {owner for each in beside if isinstance(owner := self._whose_of(each), Who)}
            if not 1 < len(owners) == len(beside):
                return False
        others = [each.facts for each in beside]
        sums = {key: sum(value for facts in others if isinstance(value := facts[key][0][0], int)) for key in form.facts if all(key in facts for facts in others)}
        stated = {key: values[0] for key, (values, _) in form.facts.items() if isinstance(values[0], int)}
        return any(stated.values()) and all(sums.get(key) == value for key, value in stated.items())

    def _doubts(self, form: Found, year: int) -> Iterator[Finding]:
        if year not in self._met_years:
            self._met_years.add(year)
            yield from title_doubts.impossible_year(form.sheet, _above(form), year)
        in_title = _year_in_title(form.table.title)
        if in_title not in (None, year):
            yield _of_other_year(form, year, in_title or 0)
        elif self._majority not in (None, year):
            yield title.year_disagrees(form.sheet, _above(form), year, self._majority or 0)


def _above(form: Found) -> range:
    """The lines over its head."""
    return range(max(0, form.table.head_row - 6), form.table.head_row)


@lru_cache(maxsize=1 << 10)
def _year_in_title(said: str) -> int | None:
    return school_year_of((said,)) if _SAYS_YEAR.search(said) else None


def _of_other_year(form: Found, year: int, in_title: int) -> Finding:
    return form_finding(
        form, "year-disagrees", Severity.WARNING,
        f"《{form.table.title}》的表题写的是 {in_title}/{in_title + 1} 学年，表题下写的是 {year}/{year + 1} 学年；按后者读取，请看是否交成了别的学年的表",
        f"the title {form.table.title} says the school year {in_title}/{in_title + 1}, what stands below it {year}/{year + 1}: it was read as of the latter; is it a form of another year?",
    )


def _of_other_name(form: Found, whose: Who, other: Who) -> Finding:
    return form_finding(
        form, "school-disagrees", Severity.WARNING,
        f"《{form.table.title}》表头写的校名是“{form.who.name}”（标识码 {other.code}），标识码却是 {form.who.code}（{whose.name}）；按标识码读取，请核对并改正其中一处",
        f"the name over {form.table.title} is {form.who.name} (whose code is {other.code}), the code {form.who.code} ({whose.name}): it was read by the code. Compare the two and mend one",
    )


def of_other_file(sheet: Sheet, schools: list[Who]) -> list[Finding]:
    """The file is called by the code and name of a school, and holds another's forms alone."""
    match = _FILE_NAME.fullmatch(sheet.file.rsplit(".", 1)[0])
    codes = {who.code for who in schools if who.code}
    if not match or len(codes) != 1 or match.group(1) in codes or len(match.group(1)) != len(next(iter(codes))):
        return []
    (code,) = codes
    name = next((who.name for who in schools if who.name), "") or ""
    message = Message(
        f"文件名写的是 {match.group(1)}，表中的学校是 {code}（{name}）；按表中所写读取，请看是否拿错了文件或粘贴了别校的表",
        f"the file is called {match.group(1)}, the school in it is {code} ({name}); it was read as the forms say: is it another school's file, or were another's forms pasted?",
    )
    return [Finding(Severity.WARNING, "file-disagrees", message, sheet.file, "", "", code, match.group(1))]


def _usual(years: Counter[int]) -> int | None:
    return years.most_common(1)[0][0] if len(years) == 1 else None


def _of_file(sheet: Sheet, before_title: Callable[[str], str]) -> Who | None:
    match = _FILE_NAME.match(sheet.file.rsplit(".", 1)[0])
    for called in (sheet.file, sheet.folder):
        said = school_called(called, before_title)
        if said.is_site:
            return None
        if said:
            return Who(said.code, said.name or (match.group(2) if match and match.group(2).isalpha() and called == sheet.file else None))
    return None


def _by_short_name(sheet: str, schools: list[Who]) -> Who | None:
    """3112_第一小学: all that the sheet's name says besides numbers is how the name of one school ends, and no other's."""
    said = "".join(part for each in _APART.split(plain(sheet)) if not (part := words(each)).isdigit())
    found = {words(who.name): who for who in schools if who.name and len(said) >= _SHORTEST_NAME and words(who.name).endswith(said)}
    return next(iter(found.values())) if len(found) == 1 else None


def _same(one: Who, other: Who) -> bool:
    if one.code and other.code:
        return one.code == other.code
    return one.name is not None and other.name is not None and plain(one.name) == plain(other.name)


def _about(who: Who, known: list[Found], said: Said) -> About:
    """Area, kind and township of a school, out of its form of basic facts in the same file."""
    own = next((each for each in known if each.fact("kind") and _same(each.who, who)), None)
    area = said.area or (own.fact("area") if own else None) or title.area_of_names([who.name or ""])
    kind = SchoolKind(str(own.fact("kind"))) if own else None
    return (str(area) if area else None), kind, (str(own.fact("township") or "") if own else None)


def _nobody(found: Found) -> Finding:
    return form_finding(
        found, "school-unknown", Severity.ERROR,
        f"看不出《{found.table.title}》是哪所学校的，未采用；请在表题下写明学校名称和标识码",
        f"whose table {found.table.title} is cannot be told, and it was not used; write the school's name and code under its title",
    )


def _of_several(found: Found, named: Several) -> Finding:
    codes = "、".join(named.codes)
    return form_finding(
        found, "school-ambiguous", Severity.ERROR,
        f"这个文件里有 {len(named.codes)} 所学校叫“{named.name}”（{codes}），《{found.table.title}》没有标识码，分不清是哪一所的，未采用；请在表题下写明标识码",
        f"{len(named.codes)} schools of this file are named {named.name} ({', '.join(named.codes)}): whose {found.table.title} is cannot be told without a code, and it was not used; write the code under its title",
    )


def _of_office(found: Found, office: str, beside_schools: bool, names_none: bool = True) -> Finding:
    """names_none: no school; else its figures tell."""
    said = (f"写的是“{office}”，没有学校名称", f"names {office} and no school") if office and names_none else (f"写的是“{office}”，各数是其他各校之和", f"is of {office}, whose figures are the sums of all other schools'") if office else ("没有写学校，各数是同表各校之和", "names no school and holds the sums of the others on its sheet")
    is_summary = beside_schools or any(_SUMMARY.search(text) for text in (office, found.table.title, found.sheet.name, found.sheet.file))
    return form_finding(
        found, "form-of-office", Severity.INFO if is_summary else Severity.WARNING,
        f"《{found.table.title}》{said[0]}，当作汇总表，未采用；若是某所学校的表，请写明学校名称和标识码",
        f"{found.table.title} {said[1]}: taken for a summary and not used. If it is a school's, write its name and code",
    )


def _no_year(found: Found) -> Finding:
    return form_finding(
        found, "year-unknown", Severity.ERROR,
        f"《{found.table.title}》没有写明学年，未采用；请写在表题下，或在命令中加 --year 2023",
        f"{found.table.title} does not say its school year and was not used; write it under the title, or add --year 2023",
    )
